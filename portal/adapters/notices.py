"""Notices to the outside, while no SMS gateway is connected: appended to a file that an operator can read."""

import json
import os
from pathlib import Path


class NoticesToFile:
    """Writes each notice as one JSON line. It stands in for the gateway honestly: nothing is said to be delivered further."""

    def __init__(self, path: Path) -> None:
        """`path` is created with the first notice, for its owner alone: it holds telephone numbers."""
        self._path = path

    def send(self, *, reference: str, to: str, text: str) -> None:
        """Append the notice. Raises OSError when the disk refuses, and the outbox tries again."""
        line = json.dumps({"reference": reference, "to": to, "text": text}, ensure_ascii=False)
        with open(self._path, "a", encoding="utf-8", opener=_for_us_alone) as file:
            file.write(line + "\n")


def _for_us_alone(path: str, flags: int) -> int:
    return os.open(path, flags, mode=0o600)
