"""Folders that are there whole or not at all: written aside, forced onto the disk, then renamed."""

import hashlib
import os
import shutil
from collections.abc import Mapping
from pathlib import Path

from portal.domain.errors import Conflict

MANIFEST = "manifest-sha256.txt"


def manifest_of(files: Mapping[str, bytes]) -> bytes:
    """A line for each file, by name, in the form that `sha256sum --check` reads."""
    return "".join(f"{digest(content)}  {name}\n" for name, content in sorted(files.items())).encode("ascii")


def digest(content: bytes) -> str:
    """SHA-256 in hexadecimal."""
    return hashlib.sha256(content).hexdigest()


def pack(folder: Path, name: str, files: Mapping[str, bytes]) -> Path:
    """Write the files and their manifest as `folder/name`, for the owner's eyes alone; answers with the path.

    The same package that is there already is left as it is. Raises Conflict for another content under that name, and
    OSError as the disk says it. A run that was killed leaves a folder that begins with a dot, and the next one
    with the same name takes it away.
    """
    whole = {**files, MANIFEST: manifest_of(files)}
    final, aside = folder / name, folder / f".{name}.part"
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    if aside.exists():
        shutil.rmtree(aside)
    if final.exists():
        if _content_of(final) != whole:
            raise Conflict(f"{final} is there already with another content.")
        return final
    aside.mkdir(mode=0o700)
    for one, content in whole.items():
        with os.fdopen(os.open(aside / one, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
    sync(aside)
    aside.rename(final)
    sync(folder)
    return final


def _content_of(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def sync(folder: Path) -> None:
    """Put the names in a folder onto the disk: a rename is there when the folder that holds the name is."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
