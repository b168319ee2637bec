"""What the portal says and does beside its answers: every line of the log, and every file that Python writes."""

import logging
import os
import sys
from pathlib import Path
from typing import Any

from portal.web.logs import JsonLines

WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT


class listening:  # noqa: N801 -- Reads as a word where it is used.
    """Every line of everybody in this process, as it would be printed."""

    def __enter__(self) -> list[str]:
        lines: list[str] = []

        class Reading(logging.Handler):
            def emit(self, record: logging.LogRecord) -> None:
                lines.append(self.format(record))

        self._handler = Reading()
        self._handler.setFormatter(JsonLines())
        self._portal = logging.getLogger("portal")
        self._before = (self._portal.level, self._portal.propagate)
        for name, logger in logging.root.manager.loggerDict.items():
            if isinstance(logger, logging.Logger) and name.partition(".")[0] == "portal":
                logger.disabled = False
        logging.getLogger("portal.request").setLevel(logging.NOTSET)
        self._portal.setLevel(logging.INFO)
        # Kept from the test runner, which would print ten thousand lines with every failure.
        self._portal.propagate = False
        for logger in (self._portal, logging.root):
            logger.addHandler(self._handler)
        return lines

    def __exit__(self, *_error: object) -> None:
        for logger in (self._portal, logging.root):
            logger.removeHandler(self._handler)
        self._portal.level, self._portal.propagate = self._before


_watched: list[list[str]] = []


def _hear(event: str, values: tuple[Any, ...]) -> None:
    if _watched and (event in {"os.mkdir", "os.rename", "os.remove"} or event == "open"):
        name = str(values[0])
        writes = event != "open" or (isinstance(values[2], int) and values[2] & WRITING)
        # To be made only if it is not there yet: asked of a file that is there, it is not opened at all.
        writes = writes and not (event == "open" and values[2] & os.O_EXCL and Path(name).exists())
        if writes and "__pycache__" not in name:
            _watched[-1].append(f"{event} {name}")


class watching:  # noqa: N801 -- Reads as a word where it is used.
    """Every file that Python opens for writing, makes, moves or removes. SQLite's own are the database."""

    added = False

    def __enter__(self) -> list[str]:
        if not watching.added:
            sys.addaudithook(_hear)
            watching.added = True
        _watched.append([])
        return _watched[-1]

    def __exit__(self, *_error: object) -> None:
        _watched.pop()
