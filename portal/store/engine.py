"""Engines: the only file that knows which database it talks to."""

import hashlib
import os
import sqlite3
import unicodedata
from contextlib import suppress
from typing import Any

from sqlalchemy import ColumnElement, Connection, Dialect, Engine, Table, create_engine, event, func, select
from sqlalchemy.dialects.postgresql import insert as postgresql_insert
from sqlalchemy.dialects.sqlite import insert as sqlite_insert
from sqlalchemy.engine import make_url
from sqlalchemy.exc import DBAPIError, OperationalError
from sqlalchemy.orm import Session
from sqlalchemy.pool import ConnectionPoolEntry

# SQLite's own number for PRAGMA synchronous=FULL. NORMAL loses acknowledged messages in a power cut.
SYNCHRONOUS_FULL = 2
LOCK_NOT_AVAILABLE = {"55P03", "57014", "40P01", "40001"}


class UnsafeDatabase(Exception):
    """The database does not keep what it acknowledges, so the portal does not start on it."""


def open_engine(url: str, *, busy_seconds: float = 5.0) -> Engine:
    """An engine for `url`. Writers wait at most `busy_seconds` for each other before the person is told."""
    if make_url(url).get_backend_name() == "sqlite":
        engine = create_engine(
            url,
            connect_args={"timeout": busy_seconds, "check_same_thread": False},
            pool_size=8,
            max_overflow=8,
        )
        event.listen(engine, "do_connect", _keep_to_ourselves)
        event.listen(engine, "connect", _prepare_sqlite)
        event.listen(engine, "begin", _begin_sqlite)
        return engine
    milliseconds = int(busy_seconds * 1000)
    return create_engine(
        url,
        pool_pre_ping=True,
        pool_size=8,
        max_overflow=8,
        connect_args={"options": f"-c lock_timeout={milliseconds} -c timezone=UTC"},
    )


def for_reading(engine: Engine) -> Engine:
    """The same connections for pages that only read: no row locks, and on PostgreSQL no round trips to begin and end."""
    if engine.dialect.name == "sqlite":
        return engine
    return engine.execution_options(isolation_level="AUTOCOMMIT")


def for_writing(engine: Engine) -> Engine:
    """The same connections for units of work that write: on SQLite the writer takes its turn at once."""
    return engine.execution_options(writes=True)


def is_busy(error: DBAPIError) -> bool:
    """Whether `error` only says that somebody else holds the lock for longer than we wait."""
    if isinstance(error.orig, sqlite3.OperationalError):
        return error.orig.sqlite_errorcode & 0xFF in {sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED}
    return isinstance(error, OperationalError | DBAPIError) and (
        getattr(error.orig, "sqlstate", None) in LOCK_NOT_AVAILABLE
    )


def _keep_to_ourselves(
    _dialect: Dialect, _record: ConnectionPoolEntry, arguments: list[Any], _more: dict[str, Any]
) -> None:
    """Let nobody but our own user read a database that is made now; its log takes the same rights from it."""
    path = arguments[0] if arguments else ""
    if not path or path == ":memory:" or path.startswith("file:"):
        return
    # One that is there is not even opened: closing any handle on it would take away the locks that SQLite holds
    # through its own. Where it cannot be made, SQLite says why.
    with suppress(OSError):
        os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600))


def _prepare_sqlite(connection: Any, _entry: ConnectionPoolEntry) -> None:  # noqa: ANN401 -- A DB-API connection has no common type.
    # The driver's own transaction handling starts too late for BEGIN IMMEDIATE, so we begin ourselves.
    connection.isolation_level = None
    connection.create_function("folded", 1, _folded, deterministic=True)
    cursor = connection.cursor()
    cursor.execute("PRAGMA journal_mode=WAL")
    cursor.execute("PRAGMA synchronous=FULL")
    cursor.execute("PRAGMA foreign_keys=ON")
    cursor.execute("PRAGMA cache_size=-16000")
    mode = cursor.execute("PRAGMA journal_mode").fetchone()[0]
    level = cursor.execute("PRAGMA synchronous").fetchone()[0]
    keys = cursor.execute("PRAGMA foreign_keys").fetchone()[0]
    cursor.close()
    if (mode, level, keys) not in {("wal", SYNCHRONOUS_FULL, 1), ("memory", SYNCHRONOUS_FULL, 1)}:
        raise UnsafeDatabase(
            f"SQLite opened with journal_mode={mode}, synchronous={level}, foreign_keys={keys}."
        )


def _begin_sqlite(connection: Connection) -> None:
    immediate = connection.get_execution_options().get("writes", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if immediate else "BEGIN")


def _folded(text: str | None) -> str | None:
    return unicodedata.normalize("NFC", text).lower() if text else text


def folded(session: Session, column: ColumnElement[str], text: str) -> tuple[ColumnElement[str], str]:
    """A column and a text made alike, so that capital and small letters are one when they are compared.

    On SQLite that is so for every script, and for letters written as one sign or as two. On PostgreSQL it is so for the
    letters that the locale of the database knows; with the locale `C` those are A to Z alone.
    """
    if session.get_bind().dialect.name == "sqlite":
        return func.folded(column), _folded(text) or ""
    return func.lower(column), text.lower()


def take_turn(session: Session, what: str) -> None:
    """Wait until nobody else writes `what`, and keep it until the transaction ends.

    On SQLite a writer has its turn already. Take it last, just before the commit, so that nobody waits in a circle.
    """
    if session.get_bind().dialect.name != "sqlite":
        number = int.from_bytes(hashlib.sha256(what.encode()).digest()[:8], signed=True)
        session.execute(select(func.pg_advisory_xact_lock(number)))


def insert_once(session: Session, table: Table, values: dict[str, Any], unique: tuple[str, ...]) -> bool:
    """Insert a row unless one with the same `unique` columns is there. False when it was.

    Two transactions with the same values meet here: the second waits for the first to commit and then gets False,
    on both databases, without an error that would undo what its transaction did before.
    """
    insert = sqlite_insert if session.get_bind().dialect.name == "sqlite" else postgresql_insert
    query = (
        insert(table)
        .values(values)
        .on_conflict_do_nothing(index_elements=list(unique))
        .returning(table.c[unique[0]])
    )
    return session.execute(query).first() is not None
