"""Reads and checks the parameter files beside it, once, when the portal starts."""

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from fractions import Fraction
from importlib.resources import files
from itertools import pairwise
from typing import Any

from portal.rules.law import Basis, HouseRule, citation_of

Exact = int | Decimal | Fraction


class NoLawInForce(LookupError):
    """No value was in force that day, or none by that name. Never answered by a silent zero."""


class BadParameter(ValueError):
    """A parameter file is not in order. Raised when the portal starts, so that nobody works on it."""


@dataclass(frozen=True, slots=True)
class Dated:
    """A value, its first and last day in force (None: still in force) and the one place it comes from."""

    value: Exact
    first: date
    last: date | None
    basis: Basis


def read(name: str, entries: Iterable[Mapping[str, Any]]) -> tuple[Dated, ...]:
    """One parameter from its TOML entries, newest first. Raises `BadParameter` for whatever is not in order.

    Each entry has `from`, `value` and either `law` (a citation key) or `house_rule` (a code) with `note`;
    `to` is the last day in force. Two entries may neither overlap nor leave a day between them.
    """
    rows = tuple(_row(name, entry) for entry in entries)
    if not rows:
        raise BadParameter(f"{name} has no value")
    for newer, older in pairwise(rows):
        if older.last is None or older.last + timedelta(days=1) != newer.first:
            raise BadParameter(f"{name}: the value before {newer.first} does not end the day before")
    return rows


def _row(name: str, entry: Mapping[str, Any]) -> Dated:
    unknown = set(entry) - {"from", "to", "value", "law", "house_rule", "note"}
    if unknown:
        raise BadParameter(f"{name}: unknown keys {sorted(unknown)}")
    if ("law" in entry) == ("house_rule" in entry):
        raise BadParameter(f"{name}: one source per value, either law or house_rule")
    first, last = entry.get("from"), entry.get("to")
    # A TOML moment is a Python date too, so it is turned away by name.
    if not isinstance(first, date) or isinstance(first, datetime):
        raise BadParameter(f"{name}: 'from' must be a day")
    if last is not None and (not isinstance(last, date) or isinstance(last, datetime) or last < first):
        raise BadParameter(f"{name}: 'to' must be a day, not before 'from'")
    if "house_rule" in entry:
        basis: Basis = HouseRule(entry["house_rule"], entry.get("note", ""))
    else:
        try:
            basis = citation_of(entry["law"])
        except ValueError as wrong:
            raise BadParameter(f"{name}: {wrong}") from wrong
    return Dated(_exact(name, entry.get("value")), first, last, basis)


def _exact(name: str, value: object) -> Exact:
    if isinstance(value, int | Decimal) and not isinstance(value, bool):
        return value
    if isinstance(value, str):  # A fraction such as "2/3", which TOML cannot write as a number.
        try:
            return Fraction(value)
        except ValueError as wrong:
            raise BadParameter(f"{name}: {value!r} is no fraction") from wrong
    raise BadParameter(f"{name}: {value!r} is no exact number")


def _read_all() -> dict[str, tuple[Dated, ...]]:
    table = {}
    for file in sorted(files(__package__).iterdir(), key=lambda f: f.name):
        if file.name.endswith(".toml"):
            part = file.name.removesuffix(".toml")
            content = tomllib.loads(file.read_text(encoding="utf-8"), parse_float=Decimal)
            for short, entries in content.items():
                table[f"{part}.{short}"] = read(f"{part}.{short}", entries)
    return table


TABLE = _read_all()


def dated(name: str, day: date) -> Dated:
    """The value `name` ("self_report.wait_weeks") as in force on `day`, with its dates and its source.

    Raises `NoLawInForce` when the name or the day is outside what we know.
    """
    for row in TABLE.get(name, ()):
        if row.first <= day and (row.last is None or day <= row.last):
            return row
    raise NoLawInForce(f"{name} on {day.isoformat()}")


def value_on(name: str, day: date) -> Exact:
    """The exact number in force on `day`. Raises `NoLawInForce`."""
    return dated(name, day).value


def whole_on(name: str, day: date) -> int:
    """The same for a number of weeks, days or times. Raises TypeError for a value that is not whole."""
    value = value_on(name, day)
    if not isinstance(value, int):
        raise TypeError(f"{name} is {value}, which is not a whole number")
    return value
