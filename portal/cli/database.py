"""The database of the environment's settings, for the commands."""

import os
from contextlib import contextmanager
from typing import TYPE_CHECKING

import click

from portal.settings import Settings, SettingsError, from_environment

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from sqlalchemy import Engine
    from sqlalchemy.orm import Session


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


@contextmanager
def keeping() -> "Iterator[tuple[Session, datetime]]":
    """One transaction and the present moment; the command ends with a sentence when what it names is not there."""
    from sqlalchemy.orm import Session

    from portal.adapters.clock import SystemClock
    from portal.domain.errors import NotFound
    from portal.store.engine import for_writing

    try:
        with Session(for_writing(engine())) as session:
            yield session, SystemClock().now()
            session.commit()
    except NotFound as error:
        raise click.ClickException(str(error)) from error
