"""Placeholders: the named slots of a sentence, read strictly and filled without ever running a format string.

Only `%(name)s`, `%(name)d` and `%%` exist. Python's own `%` knows widths, and a width in a translation has
made a page of a hundred megabytes; so nothing here uses it.
"""

import re
from collections import Counter
from collections.abc import Callable, Mapping
from functools import lru_cache

SLOT = re.compile(r"%\(([A-Za-z_][A-Za-z0-9_]*)\)([sd])")
_FILLED = re.compile(SLOT.pattern + "|%%")

COUNTERS = frozenset({"num", "count", "n"})
"""Names of the number a plural form is chosen by; a form may leave it out ("one day")."""


def placeholders(text: str) -> Counter[tuple[str, str]] | None:
    """How often each (name, kind) occurs, or None when the text holds a `%` that is neither a slot nor doubled."""
    found: Counter[tuple[str, str]] = Counter()

    def count(match: re.Match[str]) -> str:
        if match[1]:
            found[match[1], match[2]] += 1
        return ""

    return None if "%" in _FILLED.sub(count, text) else found


def substitute(text: str, values: Mapping[str, object], speak: Callable[[object], str] = str) -> str:
    """The text with its slots filled and `%%` made one `%`; a slot without a value raises KeyError.

    `speak` turns a value into text; templates pass the escaping one. A stray `%` stays as it is.
    """
    first, slots = _pieces(str(text))
    parts = [first]
    for name, whole, after in slots:
        value = values[name]
        parts += (speak(int(value) if whole and isinstance(value, float) else value), after)
    return "".join(parts)


@lru_cache(maxsize=4096)
def _pieces(text: str) -> tuple[str, tuple[tuple[str, bool, str], ...]]:
    """The text up to its first slot, then each slot's name, whether it is whole, and the text after it."""
    parts: list[str] = [""]
    slots: list[tuple[str, bool]] = []
    position = 0
    for match in _FILLED.finditer(text):
        parts[-1] += text[position : match.start()]
        position = match.end()
        if match[1]:
            slots.append((match[1], match[2] == "d"))
            parts.append("")
        else:
            parts[-1] += "%"
    parts[-1] += text[position:]
    named = zip(slots, parts[1:], strict=True)
    return parts[0], tuple((name, whole, after) for (name, whole), after in named)


def slot_names(text: str) -> frozenset[str]:
    """The names that `substitute` will ask a value for."""
    return frozenset(name for name, _, _ in _pieces(str(text))[1])
