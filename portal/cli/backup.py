"""`portal backup`: the database sealed into a file, and brought back into an empty place."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from portal.cli.archive import read_tombstones
from portal.cli.database import engine, settings
from portal.cli.files import swept

if TYPE_CHECKING:
    from portal.services.backing_up import Restored

BY = "command line"


@click.group()
def backup() -> None:
    """Backups that only the owner of a key kept elsewhere can read."""


@backup.command("new-key")
def new_key_command() -> None:
    """Print a new key pair. Run it on another machine: the server never needs more than the public key."""
    from portal.store.age_file import new_identity

    private, public = new_identity()
    click.echo(f"# public key: {public}\n{private}")


@backup.command("make")
@click.argument("folder", type=click.Path(path_type=Path, file_okay=False))
@click.option(
    "--recipient",
    "recipients",
    multiple=True,
    help="A public key, instead of PORTAL_BACKUP_RECIPIENT; may be said several times.",
)
def make_command(folder: Path, recipients: tuple[str, ...]) -> None:
    """Write a backup into FOLDER, sealed for the public keys; it is there whole or not at all."""
    from portal.services.backing_up import make
    from portal.services.backing_up_files import make as make_files

    chosen = recipients or settings().backup_recipients
    if not chosen:
        raise click.ClickException("Say who may open it: set PORTAL_BACKUP_RECIPIENT, or give --recipient.")
    documents = settings().documents_folder
    with _plainly():
        parts = [make(engine(), folder, chosen, _now())]
        if documents:
            parts.append(make_files(documents, parts[0], chosen))
    for made in parts:
        click.echo(f"{made.path}\n  bytes {made.size}\n  sha256 {made.digest}")


@backup.command("restore")
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
@click.option(
    "--identity",
    required=True,
    type=click.Path(path_type=Path, dir_okay=False),
    help="File with the private key, as `portal backup new-key` prints it.",
)
@click.option(
    "--tombstones",
    type=click.Path(path_type=Path, dir_okay=False),
    help="The newest list that `portal purge tombstones` printed.",
)
def restore_command(file: Path, identity: Path, tombstones: Path | None) -> None:
    """Restore FILE as the database of PORTAL_DATABASE_URL, which must not be there yet."""
    from portal.services.backing_up import restore
    from portal.services.backing_up_files import require_empty
    from portal.services.backing_up_files import restore as restore_files

    buried = read_tombstones(tombstones) if tombstones else None
    documents = settings().documents_folder
    with _plainly():
        if documents:
            require_empty(documents)
        restored = restore(file, identity, settings().database_url, buried, _now(), BY)
        count = restore_files(file, identity, documents) if documents else 0
    _tell(restored)
    if documents:
        click.echo(f"{count} files are restored, and {swept()} of them belonged to nobody any more.")


def _tell(restored: "Restored") -> None:
    click.echo(f"The backup is restored. It was of schema {restored.revision}, and is up to date now.")
    outcome = restored.purged_again
    if outcome is None:
        click.echo(
            "NO TOMBSTONES WERE GIVEN: whoever was purged after the backup was made is back. "
            "Run `portal purge --replay FILE` before anybody signs in."
        )
        return
    for participant_id, reason in outcome.refused.items():
        click.echo(f"{participant_id} stays: {reason}")
    click.echo(f"{len(outcome.purged)} participants purged again, {len(outcome.refused)} stay.")


@contextmanager
def _plainly() -> Iterator[None]:
    from portal.domain.errors import PortalError
    from portal.services.backing_up import NoBackup

    try:
        yield
    except (NoBackup, PortalError, OSError) as error:
        raise click.ClickException(str(error)) from error


def _now() -> datetime:
    from portal.adapters.clock import SystemClock

    return SystemClock().now()
