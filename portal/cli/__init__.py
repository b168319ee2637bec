"""The command line: thin commands that open what they need and call a service."""

import sys
from datetime import datetime
from pathlib import Path

import click

from portal.cli.accepted import accepted_command
from portal.cli.archive import archive, purge
from portal.cli.audit import audit
from portal.cli.backup import backup
from portal.cli.database import engine
from portal.cli.files import files
from portal.cli.identity import identity
from portal.cli.notices import notices
from portal.cli.offices import office
from portal.cli.protection import protection
from portal.cli.rules import rules
from portal.cli.sign_ins import sign_ins
from portal.cli.translations import translations
from portal.settings import SettingsError, from_environment


@click.group()
def main() -> None:
    """The KVP portal."""


main.add_command(rules)
main.add_command(office)
main.add_command(audit)
main.add_command(archive)
main.add_command(purge)
main.add_command(backup)
main.add_command(files)
main.add_command(identity)
main.add_command(sign_ins)
main.add_command(protection)
main.add_command(notices)
translations.add_command(accepted_command)
main.add_command(translations)


@main.group()
def db() -> None:
    """The database."""


@db.command("upgrade")
def db_upgrade() -> None:
    """Bring the database to the newest schema."""
    from portal.store import schema

    schema.upgrade(engine())
    click.echo("The database is up to date.")


@db.command("check")
def db_check() -> None:
    """Say whether the database matches the models. Exits 1 when it does not."""
    from portal.store import schema

    differences = schema.differences(engine())
    for difference in differences:
        click.echo(difference)
    if differences:
        sys.exit(1)
    click.echo("The database matches the models.")


@db.command("revision")
@click.argument("message")
def db_revision(message: str) -> None:
    """Write a new migration from what the models have and the database has not."""
    from portal.store import schema

    schema.new_revision(engine(), message)


@main.group(invoke_without_command=True)
@click.option("--port", default=8000, show_default=True, help="Where to listen on 127.0.0.1.")
@click.option(
    "--data",
    type=click.Path(path_type=Path),
    default=Path(".demo"),
    show_default=True,
    help="The demo's folder.",
)
@click.option("--fresh", is_flag=True, help="Throw the demo's data away and begin anew.")
@click.option(
    "--now", type=click.DateTime(["%Y-%m-%dT%H:%M"]), help="Start the demo's clock at this Norwegian time."
)
@click.pass_context
def demo(context: click.Context, port: int, data: Path, fresh: bool, now: datetime | None) -> None:  # noqa: FBT001 -- click passes a flag this way.
    """Run the portal with synthetic people on http://127.0.0.1:8000."""
    if context.invoked_subcommand:
        context.obj = (data, fresh, now)
        return
    from portal.demo.run import prepare, serve

    prepare(data, fresh=fresh, now=now)
    serve(port)


@demo.command("seed")
@click.pass_context
def demo_seed(context: click.Context) -> None:
    """Create and fill the demo's database, without serving it; one that is there stays, unless --fresh."""
    from portal.demo.run import prepare

    data, fresh, now = context.obj
    settings = prepare(data, fresh=fresh, now=now)
    click.echo(f"The demo's data is in {settings.database_url.removeprefix('sqlite:///')}.")


@main.command()
@click.option("--host", default="127.0.0.1", show_default=True)
@click.option("--port", default=8000, show_default=True)
def serve(host: str, port: int) -> None:
    """Serve the portal with the settings of the environment."""
    from portal.app import make_world
    from portal.live.hub import Hub
    from portal.serving import serve as start
    from portal.wsgi import check

    try:
        settings = from_environment()
        check(settings, make_world(settings, Hub()))
    except SettingsError as error:
        raise click.ClickException(str(error)) from error
    start(host, port)
