"""Writing catalogues: the new file takes the place of the old one in one step, and one at a time writes in a folder."""

import fcntl
import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from time import monotonic, sleep
from typing import IO

LOCK = ".accepting.lock"
"""A file without content in the folder of the catalogues: whoever writes there holds it."""

SECONDS_TO_WAIT = 2.0
"""Writing one takes a part of a second. A request waits for it, and others wait for that request."""

_SECONDS_BETWEEN_TRIES = 0.02


def replace_file(path: Path, text: str) -> None:
    """Write a file beside the old one and let it take its place: whoever reads meets one of the two, whole.

    Raises OSError, and then the old one is as it was.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(prefix=f".{path.stem}-", suffix=path.suffix, dir=path.parent)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(text.encode())
            file.flush()
            os.fsync(file.fileno())
        # Made for our own eyes alone, as all such files are; the one it replaces is for whoever could read that.
        Path(name).chmod(path.stat().st_mode & 0o777 if path.exists() else 0o644)
        Path(name).replace(path)
    except BaseException:
        with suppress(FileNotFoundError):
            Path(name).unlink()
        raise


def put_out(path: Path, text: str) -> None:
    """Write where somebody has said: into what is no ordinary file, such as a pipe, and else in one step. Raises OSError."""
    if path.exists() and (path.is_symlink() or not path.is_file()):
        path.write_bytes(text.encode())
    else:
        replace_file(path, text)


@contextmanager
def alone(folder: Path) -> Iterator[None]:
    """Be the only one, in this process and all others, who writes in the folder of the catalogues.

    Raises TimeoutError when somebody else has held it for SECONDS_TO_WAIT, and other kinds of OSError.
    """
    with _opened(folder / LOCK) as lock:
        until = monotonic() + SECONDS_TO_WAIT
        while not _taken(lock.fileno()):
            if monotonic() >= until:
                raise TimeoutError("another program is writing in the folder; try again in a while")
            sleep(_SECONDS_BETWEEN_TRIES)
        yield


def _opened(path: Path) -> IO[bytes]:
    try:
        return path.open("ab")
    except PermissionError:
        # Whoever keeps the texts may have made it under another name. To hold it nobody need be able to write in it.
        return path.open("rb")


def _taken(handle: int) -> bool:
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True
