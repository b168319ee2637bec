"""Notices to the outside, while no SMS gateway is connected: appended to a file that an operator can read."""

import json
from pathlib import Path


class NoticesToFile:
    """Writes each notice as one JSON line. It stands in for the gateway honestly: nothing is said to be delivered further."""

    def __init__(self, path: Path) -> None:
        """`path` is created with the first notice."""
        self._path = path

    def send(self, *, reference: str, to: str, text: str) -> None:
        """Append the notice. Raises OSError when the disk refuses, and the outbox tries again."""
        line = json.dumps({"reference": reference, "to": to, "text": text}, ensure_ascii=False)
        with self._path.open("a", encoding="utf-8") as file:
            file.write(line + "\n")
