"""Backups of handed-in files: beside each backup of the database one of the folder, sealed for the same key."""

import hashlib
import os
import re
import shutil
import tarfile
import tempfile
from collections.abc import Iterable
from pathlib import Path
from typing import IO, cast

from portal.services.backing_up import Made, NoBackup
from portal.services.packing import MANIFEST, sync
from portal.store.age_file import NotSealed, identities_of, recipients_of, seal, unseal
from portal.store.database_copy import NoCopy, alone

END = ".files.age"
PART = ".portal-files.part"
NAME = re.compile(r"[0-9a-f]{2}/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")


def beside(database: Path) -> Path:
    """Where the files lie that belong to a backup of the database."""
    return database.with_name(database.name.partition(".")[0] + END)


def make(documents: Path, database: Made, recipients: Iterable[str]) -> Made:
    """Write the files as they are now beside a backup that was just made, and their line into its manifest.

    They are taken after the database, and a file is always there before its row: so every row of the backup has its
    file, but of a case that was purged in between, which is purged again when the tombstones are replayed. The files
    are sealed twice: as they lie in their folder, and for the backup's key. Raises NoBackup and OSError.
    """
    folder, final = database.path.parent, beside(database.path)
    try:
        keys = recipients_of(recipients)
        with alone(folder):
            if final.exists():
                raise NoBackup(f"{final} is there already.")
            part = folder / PART
            part.unlink(missing_ok=True)
            try:
                made = _write(documents, part, keys)
                part.rename(final)
            finally:
                part.unlink(missing_ok=True)
            sync(folder)
            flags = os.O_APPEND | os.O_CREAT | os.O_WRONLY | os.O_NOFOLLOW
            with os.fdopen(os.open(folder / MANIFEST, flags, 0o600), "a", encoding="ascii") as manifest:
                manifest.write(f"{made.digest}  {final.name}\n")
                manifest.flush()
                os.fsync(manifest.fileno())
    except (NotSealed, NoCopy) as error:
        raise NoBackup(str(error)) from error
    return Made(final, made.size, made.digest)


def require_empty(documents: Path) -> None:
    """Raise NoBackup when files lie there already: a backup is restored into an empty place only."""
    if documents.exists() and any(documents.iterdir()):
        raise NoBackup(f"{documents} holds files already; a backup is restored into an empty place only.")


def restore(database: Path, identity: Path, documents: Path) -> int:
    """Bring the files back that lie beside a backup of the database; how many. All of them, or none.

    Raises NoBackup when there are none beside it, or when they do not open to their last byte.
    """
    require_empty(documents)
    sealed_file = beside(database)
    if not sealed_file.exists():
        raise NoBackup(f"The files are missing: {sealed_file} is not there.")
    aside = documents.with_name(f".{documents.name}.restoring")
    try:
        keys = identities_of(identity.read_text(encoding="utf-8"))
        documents.parent.mkdir(parents=True, exist_ok=True)
        with alone(aside), tempfile.TemporaryFile(dir=aside) as plain, sealed_file.open("rb") as sealed:
            unseal(sealed, cast("IO[bytes]", plain), keys)
            plain.seek(0)
            count = _unpack(cast("IO[bytes]", plain), aside / "files")
            if documents.exists():
                documents.rmdir()
            (aside / "files").rename(documents)
            sync(documents.parent)
            return count
    except (NotSealed, NoCopy) as error:
        raise NoBackup(str(error)) from error
    finally:
        shutil.rmtree(aside, ignore_errors=True)


def _write(documents: Path, part: Path, keys: list[object]) -> Made:
    with (
        tempfile.TemporaryFile(dir=part.parent) as plain,
        os.fdopen(os.open(part, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600), "w+b") as sealed,
    ):
        with tarfile.open(fileobj=plain, mode="w", format=tarfile.PAX_FORMAT) as packed:
            for path in sorted(documents.glob("??/*")):
                name = path.relative_to(documents).as_posix()
                if NAME.fullmatch(name):
                    _add(packed, path, name)
        plain.seek(0)
        seal(cast("IO[bytes]", plain), sealed, keys)
        sealed.flush()
        os.fsync(sealed.fileno())
        sealed.seek(0)
        return Made(part, sealed.seek(0, os.SEEK_END), _digest(sealed))


def _add(packed: tarfile.TarFile, path: Path, name: str) -> None:
    try:
        with path.open("rb") as file:
            line = tarfile.TarInfo(name)
            line.size = os.fstat(file.fileno()).st_size
            packed.addfile(line, file)
    except FileNotFoundError:
        # Its row was purged a moment ago.
        return


def _digest(sealed: IO[bytes]) -> str:
    sealed.seek(0)
    return hashlib.file_digest(sealed, "sha256").hexdigest()  # type: ignore[arg-type] # An open file of bytes.


def _unpack(plain: IO[bytes], into: Path) -> int:
    """Only files of ours under names of ours: what else an archive may hold is not written anywhere."""
    into.mkdir(mode=0o700)
    count = 0
    with tarfile.open(fileobj=plain, mode="r:") as packed:
        for line in packed:
            file = packed.extractfile(line) if line.isreg() and NAME.fullmatch(line.name) else None
            if file is None:
                raise NoBackup("The backup of the files holds something that is none of ours.")
            path = into / line.name
            path.parent.mkdir(mode=0o700, exist_ok=True)
            with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as kept:
                shutil.copyfileobj(file, kept)
                kept.flush()
                os.fsync(kept.fileno())
            count += 1
    for folder in into.iterdir():
        sync(folder)
    sync(into)
    return count
