"""`portal files`: the files that participants handed in, checked against their rows and swept; and what others need of them."""

import sys
from datetime import timedelta
from typing import TYPE_CHECKING

import click

from portal.cli.database import engine, settings

if TYPE_CHECKING:
    from portal.adapters.files.folder import FolderOfFiles

YOUNGER = timedelta(minutes=1)


@click.group()
def files() -> None:
    """Files that participants have handed in."""


@files.command("check")
def check_command() -> None:
    """Read every file and say which are missing or not what they were. Exits 1 when there are any."""
    from portal.services.files import missing

    found = missing(engine(), _needed())
    for one in found:
        click.echo(f"{one} is missing or has been changed")
    click.echo(f"{len(found)} files are not as they should be.")
    if found:
        sys.exit(1)


@files.command("sweep")
def sweep_command() -> None:
    """Remove the files that belong to no row. The server does the same once an hour."""
    click.echo(f"{swept()} files without a row removed.")


def keeper() -> "FolderOfFiles | None":
    """The folder of the settings, opened with their keys; None where there is none."""
    from portal.adapters.files.folder import FolderOfFiles
    from portal.store.vault import Vault

    chosen = settings()
    return (
        FolderOfFiles(chosen.documents_folder, Vault(chosen.identity_keys))
        if chosen.documents_folder
        else None
    )


def swept() -> int:
    """Remove what belongs to no row; how many. Nothing where no folder is set."""
    from portal.adapters.clock import SystemClock
    from portal.services.files import sweep

    there = keeper()
    return sweep(engine(), there, SystemClock().now(), YOUNGER) if there else 0


def _needed() -> "FolderOfFiles":
    there = keeper()
    if there is None:
        raise click.ClickException("PORTAL_DOCUMENTS_FOLDER is missing.")
    return there
