"""`portal identity`: the keys that seal identity numbers, and sealing all of them anew with the newest."""

import click

from portal.cli.database import engine, settings
from portal.cli.files import keeper


@click.group()
def identity() -> None:
    """The keys that seal identity numbers."""


@identity.command("new-key")
def new_key_command() -> None:
    """Print a new key. Put it first in PORTAL_IDENTITY_KEYS, restart, and run `portal identity rotate`."""
    from portal.store.vault import new_key

    click.echo(new_key())


@identity.command("rotate")
def rotate_command() -> None:
    """Seal every identity number and every handed-in file with the first key. Ten hours after it has run, the other keys may go."""
    from portal.domain.ports import FileMissing
    from portal.services.sealing import rotate
    from portal.store.vault import Vault, VaultError

    keys = settings().identity_keys
    if not keys:
        raise click.ClickException("PORTAL_IDENTITY_KEYS is missing.")
    try:
        count = rotate(engine(), Vault(keys))
        there = keeper()
        files = there.reseal() if there else 0
    except (VaultError, FileMissing) as error:
        raise click.ClickException(f"Nothing was changed. {error}") from error
    click.echo(f"{count} identity numbers and {files} files are sealed with the first key.")
