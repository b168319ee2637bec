"""The whole database as one stream of bytes, and back: SQLite by VACUUM INTO, PostgreSQL by its own tools."""

import fcntl
import os
import shutil
import sqlite3
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO, cast

from sqlalchemy import Engine, inspect, make_url
from sqlalchemy.engine import URL

SQLITE, POSTGRESQL = "sqlite", "pgdump"


class NoCopy(Exception):
    """The database could not be copied or filled; the message says why in a sentence."""


def kind_of(url: str) -> str:
    """Which of the two kinds of copy a database gives."""
    return SQLITE if make_url(url).get_backend_name() == "sqlite" else POSTGRESQL


def file_of(url: str) -> Path:
    """Where an SQLite database lies. Raises NoCopy for one in memory."""
    found = make_url(url).database
    if not found or found == ":memory:":
        raise NoCopy("A database in memory has no backup.")
    return Path(found)


@contextmanager
def alone(folder: Path) -> Iterator[None]:
    """Nobody else who asks works in the folder meanwhile; a lock of a run that was killed is gone with it.

    Raises NoCopy when somebody does.
    """
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    handle = os.open(folder / ".lock", os.O_RDWR | os.O_CREAT, 0o600)
    try:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise NoCopy(f"Another run is at work in {folder}.") from None
        yield
    finally:
        os.close(handle)


@contextmanager
def copied(engine: Engine) -> Iterator[IO[bytes]]:
    """The database as it stands at one moment, while others go on writing. Raises NoCopy, also at the very end."""
    url = engine.url.render_as_string(hide_password=False)
    with _sqlite(engine, file_of(url)) if kind_of(url) == SQLITE else _dumped(url) as stream:
        yield stream


@contextmanager
def _sqlite(engine: Engine, path: Path) -> Iterator[IO[bytes]]:
    # Beside the database: the copy is as secret as it is, and /tmp may be small or shared.
    folder = path.absolute().parent / f".{path.name}.copying"
    with alone(folder):
        copy = folder / "copy"
        # What a run that was killed left.
        copy.unlink(missing_ok=True)
        os.close(os.open(copy, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))
        connection = engine.raw_connection()
        try:
            connection.cursor().execute("VACUUM INTO ?", (str(copy),))
            stream = copy.open("rb")
        except sqlite3.Error as error:
            raise NoCopy(f"SQLite could not copy the database: {error}") from error
        finally:
            connection.close()
            # Whoever has it open reads on; nobody finds it any more, whatever happens to us.
            shutil.rmtree(folder)
        with stream:
            yield stream


@contextmanager
def _dumped(url: str) -> Iterator[IO[bytes]]:
    with _libpq(url) as address, tempfile.TemporaryFile() as complaints:
        arguments = [_tool("pg_dump"), "--format=custom", "--no-owner", "--no-acl", "--no-password"]
        with subprocess.Popen(  # noqa: S603 -- No shell, and words of our own but for the address.
            [*arguments, f"--dbname={address}"], stdout=subprocess.PIPE, stderr=complaints
        ) as dump:
            try:
                yield cast("IO[bytes]", dump.stdout)
            except BaseException:
                dump.kill()
                raise
        if dump.returncode:
            raise NoCopy(f"pg_dump gave up: {_last_line(complaints)}")


@contextmanager
def filling(url: str) -> Iterator[IO[bytes]]:
    """What is written here fills an empty PostgreSQL, in one transaction: on an error nothing of it stays."""
    with _libpq(url) as address, tempfile.TemporaryFile() as complaints:
        arguments = [_tool("pg_restore"), "--single-transaction", "--no-owner", "--no-acl", "--no-password"]
        with subprocess.Popen(  # noqa: S603 -- No shell, and words of our own but for the address.
            [*arguments, f"--dbname={address}"], stdin=subprocess.PIPE, stderr=complaints
        ) as fill:
            taking = cast("IO[bytes]", fill.stdin)
            try:
                yield taking
                taking.flush()
            except BrokenPipeError:
                # It has ended by itself, and says why below.
                _drop(taking)
            except BaseException:
                # Before its input ends, or it would take what it has for all there is.
                fill.kill()
                _drop(taking)
                raise
        if fill.returncode:
            raise NoCopy(f"pg_restore gave up: {_last_line(complaints)}")


def _drop(pipe: IO[bytes]) -> None:
    # Closing writes what still waits, which nobody reads any more.
    with suppress(OSError):
        pipe.close()


def is_empty(engine: Engine) -> bool:
    """Whether a PostgreSQL database has no table yet."""
    return not inspect(engine).get_table_names()


def faults(path: Path) -> str:
    """What SQLite says is wrong with the file, or nothing."""
    try:
        with sqlite3.connect(path) as connection:
            (told,) = connection.execute("PRAGMA integrity_check(1)").fetchone()
            broken = connection.execute("PRAGMA foreign_key_check").fetchone()
    except sqlite3.Error as error:
        return str(error)
    finally:
        with suppress(UnboundLocalError):
            connection.close()
    if told != "ok":
        return str(told)
    return f"a row of {broken[0]} refers to one of {broken[2]} that is not there" if broken else ""


def _tool(name: str) -> str:
    found = shutil.which(name)
    if found is None:
        raise NoCopy(
            f"{name} is not here; install postgresql-client, of the server's version or a newer one."
        )
    return found


@contextmanager
def _libpq(url: str) -> Iterator[str]:
    """The address as PostgreSQL's tools take it, the password in a file: anybody may read a command line."""
    found: URL = make_url(url).set(drivername="postgresql")
    if found.password is None:
        yield found.render_as_string(hide_password=False)
        return
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "password"
        escaped = str(found.password).replace("\\", "\\\\").replace(":", "\\:")
        with os.fdopen(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as kept:
            kept.write(f"*:*:*:*:{escaped}\n")
        named = URL.create("postgresql", found.username, None, found.host, found.port, found.database)
        query = {**found.query, "passfile": str(file)}
        yield named.set(query=query).render_as_string(hide_password=False)


def _last_line(complaints: IO[bytes]) -> str:
    complaints.seek(0)
    lines = complaints.read().decode("utf-8", "replace").strip().splitlines()
    return lines[-1] if lines else "it did not say why."
