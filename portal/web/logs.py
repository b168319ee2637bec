"""One JSON line for each log entry: ids and kinds, never names, words or identity numbers."""

import json
import logging
import re
import sys
import traceback
from datetime import UTC, datetime
from secrets import token_hex
from types import TracebackType
from typing import cast

from flask import has_request_context, request

FIELDS = (
    "number",
    "kind",
    "endpoint",
    "role",
    "actor",
    "issuer",
    "method",
    "status",
    "milliseconds",
    "count",
)
# The last net: eleven digits in a row, of any script and with whatever people write between them, are never printed.
ELEVEN_DIGITS = re.compile(r"\d{6}[\s.\-\u2013\u2010]?\d{5}\d*")
LONGEST = 300
TEN_DIGITS = 10**10
_NUMBER = "portal.number"


def number() -> str:
    """This request's own number, drawn when first asked for: it holds together whatever is logged of one request."""
    return cast("str", request.environ.setdefault(_NUMBER, token_hex(4)))


class JsonLines(logging.Formatter):
    """Formats a record as one line. Only fields of the list above are printed."""

    def format(self, record: logging.LogRecord) -> str:
        """The record as JSON. Control characters are escaped by JSON itself."""
        line: dict[str, object] = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "message": _clean(str(record.msg)),
        }
        line |= {
            name: _clean(getattr(record, name)) for name in FIELDS if getattr(record, name, None) is not None
        }
        if "number" not in line and has_request_context():
            line["number"] = number()
        if record.exc_info and record.exc_info[2]:
            line["where"] = _where(record.exc_info[2])
        return json.dumps(line, ensure_ascii=True)


def _clean(value: object) -> object:
    """The value as it may be printed. JSON escapes its control characters, and makes digits of some: so this is first."""
    if isinstance(value, int | float) and abs(value) < TEN_DIGITS:
        return value
    return ELEVEN_DIGITS.sub("[number]", str(value))[:LONGEST]


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
    # What others in this process have to say, and nobody else has asked to hear, comes as such lines too: their own
    # would hold the values of a query, or what somebody wrote.
    logging.lastResort = handler
