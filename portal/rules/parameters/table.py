"""All numbers of the law by name, read and checked once, when the portal starts."""

import tomllib
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import Any

from portal.rules.money import Exact
from portal.rules.parameters.row import Dated, NoLawInForce, laid_over, read

Table = dict[str, tuple[Dated, ...]]
"""Rows of each parameter, newest first, under a dotted name such as "self_report.wait_weeks"."""

FOLDER = files("portal.rules.parameters")
SETS = ("pandemic-2020", "forvaltningsloven-2025")
"""Rule sets that lie on top of the ordinary law, in the order they are laid: a temporary one and a coming one."""


def read_all(begins: Mapping[str, date | None] | None = None) -> Table:
    """The ordinary law with every rule set that has a date laid on top.

    `begins` gives a coming set its first day in force, for looking at cases as they will be. Without one, and
    without `in_force` in its file, a set is read and checked and changes nothing. Raises `BadParameter`.
    """
    table: Table = {}
    for file in sorted(FOLDER.iterdir(), key=lambda f: f.name):
        if file.name.endswith(".toml"):
            table |= _rows(_content(file), file.name.removesuffix(".toml"))
    for name in SETS:
        content = _content(FOLDER / "sets" / f"{name}.toml")
        first = (begins or {}).get(name, content.pop("in_force", None))
        for parameter, rows in _rows_of_set(name, content, first or date.max).items():
            for row in reversed(rows):
                if row.first < date.max:
                    table[parameter] = laid_over(table.get(parameter, ()), row)
    return table


def waiting(name: str) -> Table:
    """What a rule set says that has no day in force yet; every row begins with the last day there is."""
    content = _content(FOLDER / "sets" / f"{name}.toml")
    first = content.pop("in_force", date.max)
    rows = _rows_of_set(name, content, first)
    return {parameter: found for parameter, found in rows.items() if found[0].first == date.max}


def _rows_of_set(name: str, content: Mapping[str, Any], first: date) -> Table:
    table: Table = {}
    for part, parameters in content.items():
        for short, entries in parameters.items():
            dated_entries = [{"from": first} | entry for entry in entries]
            table[f"{part}.{short}"] = read(f"{part}.{short}", dated_entries, name)
    return table


def _rows(content: Mapping[str, Any], part: str) -> Table:
    return {f"{part}.{short}": read(f"{part}.{short}", entries) for short, entries in content.items()}


def _content(file: Traversable) -> dict[str, Any]:
    return tomllib.loads(file.read_text(encoding="utf-8"), parse_float=Decimal)


TABLE = read_all()


def dated(name: str, day: date) -> Dated:
    """The value `name` ("self_report.wait_weeks") as in force on `day`, with its dates and its source.

    Raises `NoLawInForce` when the name or the day is outside what we know.
    """
    for row in TABLE.get(name, ()):
        if row.holds(day):
            return row
    raise NoLawInForce(f"{name} on {day.isoformat()}")


def value_on(name: str, day: date) -> Exact:
    """The exact number in force on `day`. Raises `NoLawInForce`."""
    return dated(name, day).value


def whole_on(name: str, day: date) -> int:
    """The same for a number of weeks, days or times. Raises TypeError for a value that is not whole."""
    return dated(name, day).whole
