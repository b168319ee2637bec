"""Backups: the database sealed for a key that is kept elsewhere, and brought back into an empty place only."""

import hashlib
import os
import shutil
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import IO

from sqlalchemy import Engine

from portal.services.packing import MANIFEST, sync
from portal.services.purging import Buried, Outcome, replay
from portal.store import schema
from portal.store.age_file import NotSealed, identities_of, recipients_of, seal, unseal
from portal.store.database_copy import (
    POSTGRESQL,
    SQLITE,
    NoCopy,
    alone,
    copied,
    faults,
    file_of,
    filling,
    is_empty,
    kind_of,
)
from portal.store.engine import open_engine

PART = ".portal-backup.part"


class NoBackup(Exception):
    """Nothing was backed up, or nothing was restored; the message says why in a sentence."""


@dataclass(frozen=True, slots=True)
class Made:
    """A backup that is there: where, how many bytes, and their SHA-256 in hexadecimal."""

    path: Path
    size: int
    digest: str


@dataclass(frozen=True, slots=True)
class Restored:
    """What came back: its schema before it was brought up to date, and what the tombstones did, if there were any."""

    revision: str
    purged_again: Outcome | None


def make(engine: Engine, folder: Path, recipients: Iterable[str], now: datetime) -> Made:
    """Write `folder/portal-TIME.KIND.age`, sealed for the public keys, and its line into the folder's manifest.

    The name appears when the whole file is on the disk; a run that was killed leaves nothing but a part that cannot be
    read without the key either, and the next one takes that away. Raises NoBackup and OSError.
    """
    with _plainly():
        keys = recipients_of(recipients)
        _refuse_nothing(engine)
        name = f"portal-{now.astimezone(UTC):%Y%m%dT%H%M%SZ}.{kind_of(str(engine.url))}.age"
        with alone(folder):
            final, part = folder / name, folder / PART
            if final.exists():
                raise NoBackup(f"{final} is there already.")
            try:
                made = _write(engine, part, keys)
                part.rename(final)
            finally:
                part.unlink(missing_ok=True)
            sync(folder)
            _note(folder, f"{made.digest}  {name}\n")
        return Made(final, made.size, made.digest)


def restore(
    file: Path, identity: Path, url: str, buried: Iterable[Buried] | None, now: datetime, by: str
) -> Restored:
    """Bring a backup back as the database of `url`, which must not be there yet, and purge again who was purged since.

    An SQLite file gets its name when it has opened with the key to its last byte, holds together, is of a schema we
    know, has been brought up to date, and the tombstones have been replayed. Raises NoBackup, and leaves nothing then.
    """
    with _plainly():
        keys = identities_of(identity.read_text(encoding="utf-8"))
        with file.open("rb") as sealed:
            if kind_of(url) == POSTGRESQL:
                return _into_postgresql(sealed, keys, url, buried, now, by)
            return _into_file(sealed, keys, file_of(url), buried, now, by)


def _refuse_nothing(engine: Engine) -> None:
    # SQLite makes a database where none is, and an hourly backup of nothing would not be noticed.
    url = engine.url.render_as_string(hide_password=False)
    if kind_of(url) == SQLITE and not file_of(url).is_file():
        raise NoBackup(f"There is no database at {file_of(url)}.")
    if not schema.revision_of(engine):
        raise NoBackup("The database holds nothing of the portal's.")


def _write(engine: Engine, part: Path, keys: list[object]) -> Made:
    part.unlink(missing_ok=True)
    with os.fdopen(os.open(part, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600), "w+b") as sealed:
        with copied(engine) as plain:
            seal(plain, sealed, keys)
        sealed.flush()
        os.fsync(sealed.fileno())
        sealed.seek(0)
        digest = hashlib.file_digest(sealed, "sha256").hexdigest()
        return Made(part, sealed.tell(), digest)


def _note(folder: Path, line: str) -> None:
    # A link in its place could lead the line anywhere.
    flags = os.O_APPEND | os.O_CREAT | os.O_WRONLY | os.O_NOFOLLOW
    with os.fdopen(os.open(folder / MANIFEST, flags, 0o600), "a", encoding="ascii") as manifest:
        manifest.write(line)
        manifest.flush()
        os.fsync(manifest.fileno())


def _into_file(
    sealed: IO[bytes],
    keys: list[object],
    path: Path,
    buried: Iterable[Buried] | None,
    now: datetime,
    by: str,
) -> Restored:
    # The log beside a database belongs to it: an old one would be played into what was restored.
    for there in (path, *(path.with_name(path.name + tail) for tail in ("-wal", "-shm", "-journal"))):
        if there.exists():
            raise NoBackup(f"{there} is there already; a backup is restored into an empty place only.")
    aside = path.with_name(f".{path.name}.restoring")
    if not path.absolute().parent.is_dir():
        raise NoBackup(f"{path.absolute().parent} is no folder.")
    with alone(aside):
        try:
            copy = aside / "copy"
            for left in aside.glob("copy*"):
                left.unlink()
            with os.fdopen(os.open(copy, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as plain:
                unseal(sealed, plain, keys)
            if fault := faults(copy):
                raise NoBackup(f"What the backup holds is no whole database: {fault}.")
            engine = open_engine(f"{SQLITE}:///{copy}")
            try:
                restored = _up_to_date(engine, buried, now, by)
            finally:
                engine.dispose()
            with copy.open("rb") as whole:
                os.fsync(whole.fileno())
            # The last to close the database has put its log into it and taken it away.
            if any(copy.with_name(f"copy{tail}").exists() for tail in ("-wal", "-journal")):
                raise NoBackup("The restored database could not be closed.")
            # Unlike a rename, a link never takes the place of what somebody else has put there meanwhile.
            path.hardlink_to(copy)
            sync(path.absolute().parent)
            return restored
        finally:
            shutil.rmtree(aside, ignore_errors=True)


def _into_postgresql(
    sealed: IO[bytes], keys: list[object], url: str, buried: Iterable[Buried] | None, now: datetime, by: str
) -> Restored:
    engine = open_engine(url)
    try:
        if not is_empty(engine):
            raise NoBackup("The database has tables already; a backup is restored into an empty one only.")
        with filling(url) as plain:
            unseal(sealed, plain, keys)
        return _up_to_date(engine, buried, now, by)
    finally:
        engine.dispose()


def _up_to_date(engine: Engine, buried: Iterable[Buried] | None, now: datetime, by: str) -> Restored:
    revision = schema.revision_of(engine)
    if revision not in schema.known_revisions():
        raise NoBackup(f"The backup is of a schema that this portal does not know ({revision or 'none'}).")
    schema.upgrade(engine)
    return Restored(revision, None if buried is None else replay(engine, buried, now, by))


@contextmanager
def _plainly() -> Iterator[None]:
    try:
        yield
    except (NotSealed, NoCopy) as error:
        raise NoBackup(str(error)) from error
    except UnicodeDecodeError as error:
        raise NoBackup("The identity file is no text.") from error
