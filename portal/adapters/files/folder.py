"""A folder of sealed files: each under the id of its row, whole or not there at all, and read by nobody without the key."""

import os
import re
import secrets
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

from portal.domain.ports import FileMissing
from portal.store.vault import Vault, VaultError

NAME = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
PART = ".part"


class FolderOfFiles:
    """Keeps files below one folder, spread over 256 others so that none grows very long."""

    def __init__(self, folder: Path, vault: Vault) -> None:
        """`folder` is made when the first file comes. The `vault` seals each file for its own id."""
        self._folder = folder
        self._vault = vault

    def put(self, file_id: str, content: bytes) -> None:
        """Keep a new file: written aside, forced onto the disk, renamed, and the name forced onto the disk too."""
        sealed = self._vault.seal_bytes(content, _place(file_id))
        path = self._path(file_id)
        for folder in (self._folder, path.parent):
            if not folder.exists():
                folder.mkdir(mode=0o700, parents=True, exist_ok=True)
                _sync(folder.parent)
        part = path.with_name(f"{file_id}.{secrets.token_hex(4)}{PART}")
        try:
            with os.fdopen(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
                file.write(sealed)
                file.flush()
                os.fsync(file.fileno())
            part.rename(path)
            _sync(path.parent)
        except BaseException:
            part.unlink(missing_ok=True)
            raise

    def get(self, file_id: str) -> bytes:
        """The file's content. Raises FileMissing when it is not there, or was not sealed for this id."""
        try:
            return self._vault.open_bytes(self._path(file_id).read_bytes(), _place(file_id))
        except (OSError, VaultError) as error:
            raise FileMissing("A file that should be there cannot be read.") from error

    def drop(self, file_id: str) -> None:
        """Remove the file, if it is there."""
        path = self._path(file_id)
        path.unlink(missing_ok=True)
        if path.parent.exists():
            _sync(path.parent)

    def ids(self, before: datetime) -> Sequence[str]:
        """The files that came before `before`; parts of a run that was killed and are as old go on the way."""
        found = []
        for path in sorted(self._folder.glob("??/*")):
            try:
                when = datetime.fromtimestamp(path.stat().st_mtime, UTC)
            except FileNotFoundError:
                continue
            if when >= before:
                continue
            if path.name.endswith(PART):
                path.unlink(missing_ok=True)
            elif NAME.fullmatch(path.name):
                found.append(path.name)
        return found

    def reseal(self) -> int:
        """Seal every file with the newest key; how many. Raises FileMissing for one that no key opens, and stops there."""
        there = [path.name for path in sorted(self._folder.glob("??/*")) if NAME.fullmatch(path.name)]
        for file_id in there:
            # Written aside and renamed over: a run that is killed leaves each file whole, with one key or the other.
            self.put(file_id, self.get(file_id))
        return len(there)

    def _path(self, file_id: str) -> Path:
        if not NAME.fullmatch(file_id):
            raise ValueError("A file is kept under an id of ours.")
        return self._folder / file_id[:2] / file_id


def _place(file_id: str) -> str:
    return f"document {file_id}"


def _sync(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
