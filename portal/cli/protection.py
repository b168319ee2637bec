"""Protection on the command line: for the few who may know, where no register is connected or the office knows more."""

from typing import TYPE_CHECKING

import click

from portal.domain.access import SHORTEST_REASON, Protection, Tie, letters_in

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy.orm import Session

LONGEST = 120


def _good(_context: click.Context, _parameter: click.Parameter, reason: str) -> str:
    return _checked(reason)


because = click.option(
    "--reason", required=True, callback=_good, help="Why; it stays in the audit trail, and names nobody."
)


@click.group()
def protection() -> None:
    """Whom nobody may find, and who must not touch whose case."""


@protection.command("set")
@click.argument("participant")
@click.argument("level", type=click.Choice([one.value for one in Protection]))
@because
def set_level(participant: str, level: str, reason: str) -> None:
    """Say how PARTICIPANT is protected. Who becomes protected is from then on seen by the contact person alone."""
    from portal.cli.database import keeping
    from portal.services import protecting

    with keeping() as (session, now):
        protecting.grade(session, participant, Protection(level), now)
        _write_down(session, now, participant, f"{level}: {reason}")
    click.echo("It is kept.")


@protection.command("team")
@click.argument("participant")
@click.option("--add", multiple=True, help="Let this member of staff in.")
@click.option("--remove", multiple=True, help="Take this member of staff out.")
@click.option("--reason", default="", help="Why; needed to change anything.")
def team(participant: str, add: tuple[str, ...], remove: tuple[str, ...], reason: str) -> None:
    """Name those of the staff who work with a protected PARTICIPANT, and print them."""
    from portal.cli.database import keeping
    from portal.services import protecting

    with keeping() as (session, now):
        members = protecting.name_team(session, participant, add, remove, now)
        if add or remove:
            changed = [f"+{one}" for one in add] + [f"-{one}" for one in remove]
            _write_down(session, now, participant, f"team {' '.join(changed)}: {_checked(reason)}")
    for member in members:
        click.echo(f"{member.id}  {member.name}")


@protection.command("tie")
@click.argument("staff")
@click.argument("participant")
@click.argument("kind", type=click.Choice([one.value for one in Tie]))
@because
def tie(staff: str, participant: str, kind: str, reason: str) -> None:
    """Say that STAFF must not touch PARTICIPANT's case: it is their own, a relative's, or near in another way."""
    from portal.cli.database import keeping
    from portal.services import protecting

    with keeping() as (session, now):
        protecting.disqualify(session, staff, participant, Tie(kind), now)
        _write_down(session, now, participant, f"{kind} {staff}: {reason}")
    click.echo("It is kept.")


@protection.command("untie")
@click.argument("staff")
@click.argument("participant")
@because
def untie(staff: str, participant: str, reason: str) -> None:
    """Take that back."""
    from portal.cli.database import keeping
    from portal.services import protecting

    with keeping() as (session, now):
        protecting.qualify(session, staff, participant)
        _write_down(session, now, participant, f"untied {staff}: {reason}")
    click.echo("It is taken back.")


def _checked(reason: str) -> str:
    if letters_in(reason) < SHORTEST_REASON or len(reason) > LONGEST:
        raise click.UsageError(
            f"--reason: a sentence of {SHORTEST_REASON} letters and at most {LONGEST} signs."
        )
    return reason


def _write_down(session: "Session", now: "datetime", participant: str, why: str) -> None:
    from portal.cli.database import settings
    from portal.services import protecting

    protecting.write_down(session, settings().audit_key, participant, why, now)
