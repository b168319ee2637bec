"""How long each table and column is kept, and whose its rows are: `retention.toml`, read and checked."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from enum import StrEnum
from functools import cache
from importlib.resources import files
from typing import Any

from sqlalchemy import Column, Date, MetaData, Table

from portal.store.base import Moment


class Kind(StrEnum):
    """What a table or a column is kept for."""

    ARCHIVE = "archive"
    TEMPORARY = "temporary"
    TECHNICAL = "technical"
    KEPT = "kept"


@dataclass(frozen=True, slots=True)
class Limit:
    """How long after something; `may_choose` when the municipality may write another number into the file."""

    name: str
    days: int
    why: str
    source: str
    may_choose: bool = False

    @property
    def length(self) -> timedelta:
        """The same as a length of time."""
        return timedelta(days=self.days)


@dataclass(frozen=True, slots=True)
class Rule:
    """One table: its class, whose its rows are, and when they go.

    `whose` is a column that leads to a participant, by itself or through the row it points at. `pointed_at` adds the
    rows that other rows of the case point at. Without `after` the rows go with their case; with it `limit` days after
    that moment, whatever the case. While a row of the case meets one of `open_while`, the case is open. `placed_by` is
    a moment or day, or the first and the last, by which a row belongs to an office that nothing else in it names.
    """

    table: str
    kind: Kind
    columns: Mapping[str, Kind]
    why: str
    source: str
    whose: str = ""
    pointed_at: bool = False
    after: str = ""
    limit: str = ""
    open_while: tuple[str, ...] = ()
    placed_by: tuple[str, ...] = ()

    def of_kind(self, kind: Kind) -> list[str]:
        """The names of the columns of a class."""
        return [name for name, one in self.columns.items() if one is kind]


@dataclass(frozen=True, slots=True)
class Retention:
    """The whole file. `faults` says what in it cannot be read as a rule."""

    limits: Mapping[str, Limit]
    rules: Mapping[str, Rule]
    faults: tuple[str, ...] = field(default=())


@cache
def retention() -> Retention:
    """The file that comes with the portal."""
    return read(tomllib.loads(files("portal.store").joinpath("retention.toml").read_text(encoding="utf-8")))


def read(content: Mapping[str, Any]) -> Retention:
    """The rules of a parsed file. What is wrong with a line is kept as a fault, and the line left out."""
    limits, rules, faults = {}, {}, []
    for name, values in content.get("limit", {}).items():
        try:
            limits[name] = Limit(name, **values)
        except TypeError as error:
            faults.append(f"limit.{name}: {error}")
    for name, values in content.get("table", {}).items():
        try:
            rules[name] = _rule(name, dict(values))
        except (KeyError, TypeError, ValueError) as error:
            faults.append(f"table.{name}: {error!r}")
    return Retention(limits, rules, tuple(faults))


def _rule(name: str, values: dict[str, Any]) -> Rule:
    kind = Kind(values.pop("class"))
    columns = dict.fromkeys(values.pop("columns"), kind)
    for one in values.pop("but", ()):
        if not (one["why"] and one["source"]):
            raise ValueError(f"{one['columns']} have no why or no source")
        if twice := columns.keys() & set(one["columns"]):
            raise ValueError(f"{sorted(twice)} stand there twice")
        columns |= dict.fromkeys(one["columns"], Kind(one["class"]))
    for one in ("open_while", "placed_by"):
        values[one] = tuple(values.pop(one, ()))
    return Rule(name, kind, columns, **values)


def problems(found: Retention, metadata: MetaData) -> list[str]:
    """Every way in which the file and the schema do not agree; each in a line, with what to write."""
    told = list(found.faults)
    for name, limit in found.limits.items():
        if not (limit.why and limit.source and limit.days >= 0):
            told.append(f"limit.{name}: says no why, no source or no days")
    told += [
        f"table.{name}: there is no such table any more"
        for name in found.rules.keys() - metadata.tables.keys()
    ]
    for table in metadata.sorted_tables:
        rule = found.rules.get(table.name)
        told += [_stanza(table)] if rule is None else _of_table(found, rule, table)
    return told


def _stanza(table: Table) -> str:
    columns = ", ".join(f'"{column.name}"' for column in table.columns)
    return (
        f"{table.name}: nobody has said how long it is kept. Write into portal/store/retention.toml:\n"
        f'[table.{table.name}]\nclass = "archive"  # or temporary, technical, kept\n'
        'whose = "participant_id"  # the column that leads to the participant; leave out for frame data\n'
        'after = "a_moment"  # temporary and technical alone: gone `limit` after it; leave out to go with the case\n'
        'limit = "closed_case"  # one of the [limit.…] of the file\n'
        f"columns = [{columns}]  # of this class; others under [[table.{table.name}.but]] with a class, why and source\n"
        'why = "One sentence."\nsource = "house rule"  # or a §\n'
    )


def _of_table(found: Retention, rule: Rule, table: Table) -> list[str]:
    name, there = table.name, {column.name for column in table.columns}
    told = [
        f"{name}.{column}: nobody has said how long it is kept. Add it to `columns` of [table.{name}]."
        for column in sorted(there - rule.columns.keys())
    ]
    told += [
        f"{name}.{column}: there is no such column any more" for column in sorted(rule.columns.keys() - there)
    ]
    told += [
        f"{name}: has no column {one}"
        for one in (rule.whose, rule.after, *rule.placed_by)
        if one and one not in there
    ]
    try:
        told += [
            f"{name}: has no column for `{one}`" for one in rule.open_while if condition(one)[0] not in there
        ]
    except ValueError as error:
        told.append(f"{name}: {error}")
    if not (rule.why and rule.source):
        told.append(f"{name}: says no why or no source")
    return told + _of_its_end(found, rule, table)


def _of_its_end(found: Retention, rule: Rule, table: Table) -> list[str]:
    """Whether every row goes one day, and what is archived only in the way that needs a receipt."""
    name, after = rule.table, table.columns.get(rule.after)
    archive, kept = rule.kind is Kind.ARCHIVE, rule.kind is Kind.KEPT
    wrong = {
        f"{name}: is kept, so nothing may say when it goes": kept and bool(rule.after or rule.limit),
        f"{name}: there is no limit `{rule.limit}`": not kept and rule.limit not in found.limits,
        f"{name}: what is archived goes with its case alone, so say whose it is and no `after`": archive
        and bool(rule.after or not rule.whose),
        f"{name}: nothing says when a row goes: give it `after` or `whose`": not (
            kept or rule.after or rule.whose
        ),
        f"{name}: goes with its case, so its limit is `closed_case`": not (kept or rule.after)
        and rule.limit != "closed_case",
        f"{name}.{rule.after}: is no moment or day that is always there, so a row could be kept for ever": after
        is not None
        and (after.nullable or not isinstance(after.type, Moment | Date)),
        f"{name}: nothing says which office's record a row is in: give it `placed_by`": archive
        and not (name == "person" or rule.placed_by or _leads_to_an_office(found, table)),
        f"{name}.{rule.whose}: leads to no participant": rule.whose in table.columns
        and not _leads_to_a_person(found, table.c[rule.whose]),
    }
    return [line for line, is_so in wrong.items() if is_so]


def condition(text: str) -> tuple[str, str]:
    """`state = reported` as column and value; `answered_at is empty` and `waiting_since is set` with those words."""
    for sign in (" = ", " is "):
        column, found, value = text.partition(sign)
        if found and value and (sign == " = " or value in {"set", "empty"}):
            return column, value if sign == " = " else f"is {value}"
    raise ValueError(f"`{text}` is no condition")


def parent_of(column: Column[Any]) -> Column[Any] | None:
    """The column of another table that this one points at, or None for a bare id."""
    return next((key.column for key in column.foreign_keys), None)


def _leads_to_a_person(found: Retention, column: Column[Any]) -> bool:
    parent = parent_of(column)
    if parent is None:
        return f"{column.table.name}.{column.name}" == "person.id" or column.name == "participant_id"
    if parent.table.name == "person":
        return True
    rule = found.rules.get(parent.table.name)
    return rule is not None and bool(rule.whose) and _leads_to_a_person(found, parent.table.c[rule.whose])


def _leads_to_an_office(found: Retention, table: Table) -> bool:
    if "office_id" in table.columns:
        return True
    parents = [
        key.column.table for column in table.columns if not column.nullable for key in column.foreign_keys
    ]
    rules = ((parent, found.rules.get(parent.name)) for parent in parents if parent.name != "person")
    return any(
        rule is not None and rule.whose and not rule.pointed_at and _leads_to_an_office(found, parent)
        for parent, rule in rules
    )
