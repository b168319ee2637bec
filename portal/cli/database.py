"""The database of the environment's settings, for the commands."""

import os
from typing import TYPE_CHECKING

import click

from portal.settings import Settings, SettingsError, from_environment

if TYPE_CHECKING:
    from sqlalchemy import Engine


def settings() -> Settings:
    """The settings of the environment; the command ends with what is wrong with them."""
    try:
        return from_environment(os.environ)
    except SettingsError as error:
        raise click.ClickException(str(error)) from error


def engine() -> "Engine":
    """The database, opened."""
    from portal.store.engine import open_engine

    return open_engine(settings().database_url)
