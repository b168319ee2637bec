"""Babel 2.18's locale data, kept from leaking one language's names to readers of another.

Babel resolves an alias such as "the stand-alone months are the same as the format months" when it is first
asked, and writes the answer back into a dictionary that related languages share. Whoever visits first then
decides what the others read (python-babel#1234; repaired on its main branch, in no release yet). Here the
answer is handed out and never written back. Delete this file when the pinned Babel passes
tests/text/test_isolation.py without it.
"""

from typing import Any

from babel import localedata


def _resolved(wrapper: localedata.LocaleDataDict, key: str | int | None) -> object:
    """What a key stands for, with aliases followed and partial dictionaries completed in a fresh copy."""
    found: Any = wrapper._data[key]  # noqa: SLF001 - The class keeps its raw data nowhere else.
    if isinstance(found, localedata.Alias):
        found = found.resolve(wrapper.base)
    if isinstance(found, tuple):
        alias, additions = found
        found = alias.resolve(wrapper.base).copy()
        localedata.merge(found, additions)
    if isinstance(found, dict):
        return localedata.LocaleDataDict(found, base=wrapper.base)
    return found


def apply() -> None:
    """Install the repair; doing it twice changes nothing. What Babel loaded before is forgotten."""
    if localedata.LocaleDataDict.__getitem__ is _resolved:
        return
    localedata.LocaleDataDict.__getitem__ = _resolved  # type: ignore[method-assign]
    localedata._cache.clear()  # noqa: SLF001 - Data loaded before the repair may already be mixed up.
