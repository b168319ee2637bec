"""Making files clean in a process of their own, one at a time, with little memory and little time."""

import json
import subprocess
import sys
import threading
from pathlib import Path

from portal.domain.documents import (
    LARGEST,
    LONGEST_SIDE,
    MOST_PAGES,
    MOST_PIXELS,
    REFUSED_AS,
    TAKEN,
    CleanFile,
    FileKind,
    sniff,
)
from portal.domain.errors import Busy, Refused

SECONDS = 10.0
SECONDS_FOR_A_TURN = 8.0
PRESS = Path(__file__).with_name("press.py")
# What a file may be refused for; a child that is taken over by a file says nothing else in our name.
CODES = frozenset(
    {
        "file-cut-off",
        "file-broken",
        "file-too-much",
        "file-too-many-pixels",
        "file-too-many-pages",
        "file-locked",
        "file-acts",
    }
)


class SeparateCleaner:
    """Hands each file to a child process and believes nothing of its answer but a picture or a PDF."""

    def __init__(self, seconds: float = SECONDS) -> None:
        """`seconds` is how long a file may take."""
        self._seconds = seconds
        # One at a time: the other thread of the pages goes on serving them meanwhile.
        self._turn = threading.Lock()

    def clean(self, content: bytes) -> CleanFile:
        """The same to look at, and nothing else in it. Raises Refused and Busy."""
        if not content:
            raise Refused("file-missing")
        if len(content) > LARGEST:
            raise Refused("file-too-large")
        found = sniff(content)
        if found not in TAKEN:
            raise Refused(REFUSED_AS[found])
        asked = {"kind": found.value, "pixels": MOST_PIXELS, "side": LONGEST_SIDE, "pages": MOST_PAGES}
        if not self._turn.acquire(timeout=SECONDS_FOR_A_TURN):
            raise Busy("Too many files are made clean just now.")
        try:
            return self._pressed(json.dumps(asked).encode("ascii") + b"\n" + content)
        finally:
            self._turn.release()

    def _pressed(self, handed: bytes) -> CleanFile:
        try:
            done = subprocess.run(  # noqa: S603 -- Our own program by its path, without a shell.
                [sys.executable, "-I", "-B", str(PRESS)],
                input=handed,
                capture_output=True,
                timeout=self._seconds,
                env={},
                cwd="/",
                check=False,
            )
        except subprocess.TimeoutExpired as error:
            raise Refused("file-too-much") from error
        if done.returncode:
            # Killed for the time or the memory that it took, or ended by the file itself.
            raise Refused("file-too-much" if done.returncode < 0 else "file-broken")
        head, _, made = done.stdout.partition(b"\n")
        try:
            said = json.loads(head)
            if "code" in said:
                raise Refused(said["code"] if said["code"] in CODES else "file-broken")
            kind, pages = FileKind(said["kind"]), int(said["pages"])
        except (ValueError, KeyError, TypeError) as error:
            raise Refused("file-broken") from error
        begins = {FileKind.JPEG: b"\xff\xd8\xff", FileKind.PDF: b"%PDF-"}[kind]
        if not made.startswith(begins):
            raise Refused("file-broken")
        if len(made) > LARGEST:
            raise Refused("file-too-large")
        return CleanFile(kind, made, pages)
