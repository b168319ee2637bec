"""`portal archive` and `portal purge`: cases handed to the archive, and what is past its limit removed."""

import json
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from portal.cli.database import engine, settings
from portal.cli.files import keeper, swept

if TYPE_CHECKING:
    from portal.services.purging import Buried, Outcome

BY = "command line"


@click.group()
def archive() -> None:
    """Closed cases on their way to the municipality's archive."""


@archive.command("due")
def due_command() -> None:
    """Every case that is closed at an office and due for its archive, and how far it has come."""
    from portal.services.archiving import due

    for one in due(engine(), _now()):
        line = f"{one.participant_id}  at {one.office_id} ({one.office})  closed {one.closed_on}: {one.state.value}"
        click.echo(f"{line}; export {one.export_id}, digest {one.digest}" if one.export_id else line)


@archive.command("export")
@click.argument("folder", type=click.Path(path_type=Path, file_okay=False))
@click.option("--participant", help="The id of one participant, whether the case is due or not.")
@click.option("--office", help="With --participant: the id of the office whose record of them it is.")
@click.option(
    "--due", "all_due", is_flag=True, help="Every case that is due and has no package of its present rows."
)
def export_command(folder: Path, participant: str | None, office: str | None, all_due: bool) -> None:  # noqa: FBT001 -- click passes a flag this way.
    """Write packages into FOLDER, each in a folder of its own that is there whole or not at all."""
    from portal.services.archiving import ExportState, due, export
    from portal.services.archiving_files import file_reader
    from portal.store.vault import Vault
    from portal.text.arkivmelding import package

    if bool(participant) is all_due or (office and all_due):
        raise click.UsageError("Say either --participant or --due.")
    database, now = engine(), _now()
    waiting = (ExportState.DUE, ExportState.CHANGED)
    chosen = (
        [(participant, office)]
        if participant
        else [(one.participant_id, one.office_id) for one in due(database, now) if one.state in waiting]
    )
    vault = Vault(settings().identity_keys)
    for participant_id, office_id in chosen:
        with _plainly():
            made = export(
                *(database, folder, participant_id, package, vault, now, BY),
                office_id=office_id,
                read_file=file_reader(keeper()),
            )
        click.echo(f"{made.path}\n  office {made.office}\n  export {made.export_id}\n  digest {made.digest}")
    click.echo(f"{len(chosen)} packages.")


@archive.command("confirm")
@click.argument("export_id")
@click.option(
    "--receipt", required=True, help="What the archive answered; it must name the digest of the manifest."
)
def confirm_command(export_id: str, receipt: str) -> None:
    """Keep the archive's receipt for an export."""
    from portal.services.archiving import confirm

    with _plainly():
        confirm(engine(), export_id, receipt, _now())
    click.echo("The receipt is kept.")


@click.group(invoke_without_command=True)
@click.option("--dry-run", is_flag=True, help="Say what would go, and remove nothing.")
@click.option(
    "--replay",
    "file",
    type=click.Path(path_type=Path, dir_okay=False),
    help="Purge again whoever this list of tombstones names, after a backup was restored.",
)
@click.pass_context
def purge(context: click.Context, dry_run: bool, file: Path | None) -> None:  # noqa: FBT001 -- click passes a flag this way.
    """Remove what is past its limit. Archived cases go with the archive's receipt alone."""
    if context.invoked_subcommand:
        return
    from portal.services import purging

    with _plainly():
        if file is None:
            outcome = purging.purge(engine(), _now(), BY, dry_run=dry_run)
        else:
            outcome = purging.replay(engine(), read_tombstones(file), _now(), BY, dry_run=dry_run)
    if not dry_run and (count := swept()):
        click.echo(f"files: {count} removed")
    _tell(outcome, dry_run=dry_run)


@purge.command("tombstones")
def tombstones_command() -> None:
    """Print who was purged and when, a line of JSON each, for `portal purge --replay`. Keep it with the backups."""
    from portal.services.purging import tombstones

    for one in tombstones(engine()):
        click.echo(json.dumps({"participant_id": one.participant_id, "purged_at": one.purged_at.isoformat()}))


def _tell(outcome: "Outcome", *, dry_run: bool) -> None:
    would = "would be " if dry_run else ""
    for name, count in sorted(outcome.counts.items()):
        click.echo(f"{name}: {count} rows {would}removed")
    for participant_id, reason in outcome.refused.items():
        click.echo(f"{participant_id} stays: {reason}")
    click.echo(f"{len(outcome.purged)} participants {would}purged, {len(outcome.refused)} stay.")
    if outcome.refused:
        sys.exit(1)


def read_tombstones(file: Path) -> "list[Buried]":
    """The list that `portal purge tombstones` printed. The command ends with a sentence when it is none."""
    from portal.services.purging import Buried

    try:
        lines = [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines() if line.strip()]
        found = [
            Buried(str(one["participant_id"]), datetime.fromisoformat(one["purged_at"])) for one in lines
        ]
    except (OSError, ValueError, TypeError, KeyError) as error:
        raise click.ClickException(f"{file}: no tombstones could be read: {error!r}") from error
    if any(one.purged_at.tzinfo is None for one in found):
        raise click.ClickException(f"{file}: a tombstone has a moment without a time zone.")
    return found


@contextmanager
def _plainly() -> Iterator[None]:
    from portal.domain.errors import PortalError
    from portal.domain.ports import FileMissing
    from portal.services.archiving import BadReceipt
    from portal.store.vault import VaultError

    try:
        yield
    except (PortalError, BadReceipt, FileMissing, VaultError, OSError) as error:
        raise click.ClickException(str(error)) from error


def _now() -> datetime:
    from portal.adapters.clock import SystemClock

    return SystemClock().now()
