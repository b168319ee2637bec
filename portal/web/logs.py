"""One JSON line for each log entry: ids and kinds, never names, words or identity numbers."""

import json
import logging
import re
import sys
import traceback
from datetime import UTC, datetime
from types import TracebackType

FIELDS = ("number", "kind", "endpoint", "role", "method", "status", "milliseconds", "count")
# The last net: eleven digits in a row are never printed, whatever they are.
ELEVEN_DIGITS = re.compile(r"\b\d{6}\s?\d{5}\b")


class JsonLines(logging.Formatter):
    """Formats a record as one line. Only fields of the list above are printed."""

    def format(self, record: logging.LogRecord) -> str:
        """The record as JSON. Control characters are escaped by JSON itself."""
        line: dict[str, object] = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "message": str(record.msg),
        }
        line |= {name: getattr(record, name) for name in FIELDS if getattr(record, name, None) is not None}
        if record.exc_info and record.exc_info[2]:
            line["where"] = _where(record.exc_info[2])
        return ELEVEN_DIGITS.sub("[number]", json.dumps(line, ensure_ascii=True))


def _where(trace: TracebackType) -> list[str]:
    # File, line and function of each step, without the exception's own words: those may quote a person.
    return [f"{step.filename}:{step.lineno}:{step.name}" for step in traceback.extract_tb(trace)]


def install(level: int = logging.INFO) -> None:
    """Send everything that the portal logs to standard error as JSON lines."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(JsonLines())
    root = logging.getLogger("portal")
    root.handlers = [handler]
    root.setLevel(level)
    root.propagate = False
