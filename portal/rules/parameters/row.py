"""One dated value of the law: read from its file, checked, and laid over others."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise
from typing import Any

from portal.rules.law import Basis, HouseRule, citation_of
from portal.rules.money import Exact

ONE_DAY = timedelta(days=1)
KEYS = {"from", "to", "value", "law", "house_rule", "note", "wording_unchecked"}


class NoLawInForce(LookupError):
    """No value was in force that day, or none by that name. Never answered by a silent zero."""


class BadParameter(ValueError):
    """A parameter file is not in order. Raised when the portal starts, so that nobody works on it."""


@dataclass(frozen=True, slots=True)
class Dated:
    """A value, its first and last day in force (None: still in force) and the one place it comes from.

    A row is one wording in one place: when the words move to another ledd, a new row begins, with the same value.
    So the citation's wording stands since `first`, unless nobody has checked that. `rule_set` names the temporary or coming set it belongs to.
    """

    value: Exact
    first: date
    last: date | None
    basis: Basis
    note: str = ""
    rule_set: str | None = None

    @property
    def whole(self) -> int:
        """The value as a number of weeks, days or times. Raises TypeError for one that is not whole."""
        if not isinstance(self.value, int):
            raise TypeError(f"{self.value} is not a whole number")
        return self.value

    def holds(self, day: date) -> bool:
        """Whether the value was in force on `day`."""
        return self.first <= day and (self.last is None or day <= self.last)


def read(name: str, entries: Iterable[Mapping[str, Any]], rule_set: str | None = None) -> tuple[Dated, ...]:
    """One parameter from its TOML entries, newest first. Raises `BadParameter` for whatever is not in order.

    Each entry has `from`, `value` and either `law` (a citation key) or `house_rule` (a code) with `note`;
    `to` is the last day in force; `wording_unchecked` keeps the citation from naming a day. Two entries may neither overlap nor leave a day between them.
    """
    rows = tuple(_row(name, entry, rule_set) for entry in entries)
    if not rows:
        raise BadParameter(f"{name} has no value")
    for newer, older in pairwise(rows):
        if older.last is None or older.last + ONE_DAY != newer.first:
            raise BadParameter(f"{name}: the value before {newer.first} does not end the day before")
    return rows


def laid_over(rows: Iterable[Dated], top: Dated) -> tuple[Dated, ...]:
    """The rows, newest first, with `top` in force on its days and the others on what is left of theirs."""
    parts = [top]
    for row in rows:
        if row.first < top.first:
            before = top.first - ONE_DAY
            parts.append(replace(row, last=before if row.last is None else min(row.last, before)))
        if top.last is not None and (row.last is None or row.last > top.last):
            parts.append(replace(row, first=max(row.first, top.last + ONE_DAY)))
    return tuple(sorted(parts, key=lambda part: part.first, reverse=True))


def _row(name: str, entry: Mapping[str, Any], rule_set: str | None) -> Dated:
    if unknown := set(entry) - KEYS:
        raise BadParameter(f"{name}: unknown keys {sorted(unknown)}")
    if ("law" in entry) == ("house_rule" in entry):
        raise BadParameter(f"{name}: one source per value, either law or house_rule")
    first, last = entry.get("from"), entry.get("to")
    # A TOML moment is a Python date too, so it is turned away by name.
    if not isinstance(first, date) or isinstance(first, datetime):
        raise BadParameter(f"{name}: 'from' must be a day")
    if last is not None and (not isinstance(last, date) or isinstance(last, datetime) or last < first):
        raise BadParameter(f"{name}: 'to' must be a day, not before 'from'")
    note = entry.get("note", "")
    if "house_rule" in entry:
        basis: Basis = HouseRule(entry["house_rule"], note)
    else:
        try:
            basis = citation_of(entry["law"], None if entry.get("wording_unchecked") else first)
        except ValueError as wrong:
            raise BadParameter(f"{name}: {wrong}") from wrong
    return Dated(_exact(name, entry.get("value")), first, last, basis, note, rule_set)


def _exact(name: str, value: object) -> Exact:
    if isinstance(value, int | Decimal) and not isinstance(value, bool):
        return value
    if isinstance(value, str):  # A fraction such as "2/3", which TOML cannot write as a number.
        try:
            return Fraction(value)
        except ValueError as wrong:
            raise BadParameter(f"{name}: {value!r} is no fraction") from wrong
    raise BadParameter(f"{name}: {value!r} is no exact number")
