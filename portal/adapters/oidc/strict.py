"""JSON from strangers, read strictly: one object, each name once, no number that is none, not too deep and not too long."""

import json
from typing import Any, NoReturn

LONGEST = 64 * 1024


class Unreadable(ValueError):
    """It is not the one plain object that we can read in only one way."""


def object_from(raw: bytes | str) -> dict[str, Any]:
    """The object. Two programs that read the same text must never disagree about what it says, hence the strictness."""
    if len(raw) > LONGEST:
        raise Unreadable
    try:
        text = raw.decode("utf-8") if isinstance(raw, bytes) else raw
        found = json.loads(text, object_pairs_hook=_each_once, parse_constant=_no_number)
    except (ValueError, RecursionError) as error:
        # The cause quotes the text, which may be a token; it is cut off here.
        raise Unreadable from (error if isinstance(error, RecursionError) else None)
    if not isinstance(found, dict):
        raise Unreadable
    return found


def _each_once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise Unreadable
    return found


def _no_number(_word: str) -> NoReturn:
    raise Unreadable
