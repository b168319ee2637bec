"""The lines that the log prints while a test runs, and what makes a line one that can be read."""

import json
import logging

import pytest

from portal.web.logs import JsonLines

CANARY = "kanarifugl-i-gruva"


def printed_from_now(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What is printed, line by line, as it would stand in the file. A portal that started later would begin its own log."""
    printed: list[str] = []

    class Printing(logging.StreamHandler):  # type: ignore[type-arg]
        def emit(self, record: logging.LogRecord) -> None:
            printed.append(self.format(record))

    handler = Printing()
    handler.setFormatter(JsonLines())
    portal = logging.getLogger("portal")
    monkeypatch.setattr(portal, "handlers", [handler])
    monkeypatch.setattr(portal, "level", logging.INFO)
    monkeypatch.setattr(logging.getLogger("portal.request"), "level", logging.NOTSET)
    portal.manager._clear_cache()
    return printed


def is_one_line(text: str) -> bool:
    """Whether it is plain text on one line, with the fields that every line has."""
    whole = text.isascii() and text.isprintable() and len(text.splitlines()) == 1
    return whole and {"at", "level", "logger", "message"} <= set(json.loads(text))
