"""Offices on the command line: what each has chosen itself."""

import click


@click.group()
def office() -> None:
    """The offices and what they have chosen."""


@office.command("list")
def list_offices() -> None:
    """Every office with its id and what it has chosen; the rest are the defaults of `portal rules settings`."""
    from sqlalchemy.orm import Session

    from portal.cli.database import engine
    from portal.services.offices import all_offices

    with Session(engine()) as session:
        for row in all_offices(session):
            chosen = (
                ", ".join(f"{name}={value}" for name, value in sorted(row.practice.items())) or "defaults"
            )
            click.echo(f"{row.id}  {row.name}: {chosen}")


@office.command("choose")
@click.argument("office_id")
@click.argument("name")
@click.argument("value")
def choose(office_id: str, name: str, value: str) -> None:
    """Let an office choose anew, for what is decided from now on."""
    from sqlalchemy.orm import Session

    from portal.cli.database import engine
    from portal.domain.errors import NotFound
    from portal.rules.practice import BadSetting
    from portal.services import offices
    from portal.store.engine import for_writing

    try:
        with Session(for_writing(engine())) as session:
            offices.choose(session, office_id, name, value)
            session.commit()
    except (NotFound, BadSetting) as error:
        raise click.ClickException(str(error)) from error
    click.echo(f"{name} = {value}")
