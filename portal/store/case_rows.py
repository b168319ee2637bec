"""The rows of one case, found through `retention.toml`: read, locked, counted, and removed in the right order."""

import json
from collections.abc import Mapping
from datetime import UTC, date, datetime, time
from enum import StrEnum
from typing import Any, TypeAlias

from sqlalchemy import (
    ColumnElement,
    Date,
    Select,
    Table,
    bindparam,
    delete,
    exists,
    false,
    or_,
    select,
)
from sqlalchemy.orm import Session

from portal.domain.calendar import oslo_day
from portal.domain.people import Role
from portal.store.models import METADATA, Person, Programme
from portal.store.retention import Kind, Retention, Rule, condition, parent_of

TABLES = tuple(METADATA.sorted_tables)
"""Every table, what is pointed at before what points."""

CaseRows: TypeAlias = Mapping[str, list[dict[str, Any]]]
"""Every row of a case, by table in the order in which they were made possible: what is pointed at comes first."""


def belongs(
    kept: Retention, table: Table, participant_id: str, *, pointed_at: bool = True
) -> ColumnElement[bool]:
    """Whether a row of the table is of the participant's case. Never true for a table that says of nobody's."""
    rule = kept.rules[table.name]
    if not rule.whose:
        return false()
    column = table.c[rule.whose]
    parent = parent_of(column)
    if table.name == "person" or parent is None or parent.table.name == "person":
        theirs = column == participant_id
    else:
        theirs = column.in_(select(parent).where(belongs(kept, parent.table, participant_id)))
    if not (rule.pointed_at and pointed_at):
        return theirs
    return or_(theirs, *(key.in_(query) for key, query in _pointers(kept, table, participant_id)))


def _pointers(
    kept: Retention, table: Table, participant_id: str
) -> list[tuple[ColumnElement[Any], Select[tuple[Any]]]]:
    """For each column of another table that points here: what it points at, from rows of the same case."""
    found: list[tuple[ColumnElement[Any], Select[tuple[Any]]]] = []
    for other in TABLES:
        rule = kept.rules.get(other.name)
        if rule is None or other is table:
            continue
        for column in other.columns:
            target = parent_of(column)
            if target is not None and target.table is table and rule.whose not in {"", column.name}:
                found.append((target, select(column).where(belongs(kept, other, participant_id))))
    return found


def rows_of(session: Session, kept: Retention, participant_id: str, *, lock: bool = False) -> CaseRows:
    """Every row of the case. With `lock` nobody changes them, or adds to what they hold, before the commit."""
    found = {}
    for table in TABLES:
        if table.name in kept.rules and kept.rules[table.name].whose:
            query = select(table).where(belongs(kept, table, participant_id))
            lines = session.execute(query.with_for_update() if lock else query).mappings()
            # Databases do not sort texts alike, so the order that must be the same everywhere is made here.
            found[table.name] = sorted((dict(line) for line in lines), key=lambda line: _key(table, line))
    return found


def _key(table: Table, line: Mapping[str, Any]) -> tuple[Any, ...]:
    return tuple(line[column.name] for column in table.primary_key)


def as_archived(kept: Retention, found: CaseRows) -> dict[str, list[dict[str, Any]]]:
    """What of the rows is worth preserving: the archive's tables with the archive's columns, as plain data."""
    return {
        name: [
            {column: _plain(line[column]) for column in kept.rules[name].of_kind(Kind.ARCHIVE)}
            for line in lines
        ]
        for name, lines in found.items()
        if kept.rules[name].kind is Kind.ARCHIVE and lines
    }


def _plain(value: Any) -> Any:  # noqa: ANN401 -- A column may hold anything that JSON holds.
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat()
    if isinstance(value, date | time):
        return value.isoformat()
    return value.value if isinstance(value, StrEnum) else value


def as_bytes(archived: Mapping[str, list[dict[str, Any]]]) -> bytes:
    """The same rows always as the same bytes: what the package holds, and what is compared before a purge."""
    text = json.dumps(archived, sort_keys=True, ensure_ascii=False, indent=1)
    # Half a surrogate pair is no text; no database keeps one, and JSON would say it in a way that no file can hold.
    return (text + "\n").encode("utf-8", "backslashreplace")


def open_because(kept: Retention, found: CaseRows) -> str:
    """The first row that keeps the case open, as `table: column = value`, or nothing when the case is closed."""
    if not found.get("programme"):
        return "programme: there is none"
    for name, lines in found.items():
        for one in kept.rules[name].open_while:
            column, value = condition(one)
            if any(_meets(line[column], value) for line in lines):
                return f"{name}: {one}"
    return ""


def _meets(found: object, value: str) -> bool:
    if value in {"is empty", "is set"}:
        return (found in {None, ""}) is (value == "is empty")
    return str(found) == value


def remove(session: Session, found: CaseRows) -> dict[str, int]:
    """Remove exactly these rows, what points before what is pointed at; how many of each table."""
    counts = {}
    for table in reversed(TABLES):
        if lines := found.get(table.name):
            keys = list(table.primary_key)
            query = delete(table).where(*(column == bindparam(f"the_{column.name}") for column in keys))
            session.connection().execute(
                query, [{f"the_{column.name}": line[column.name] for column in keys} for line in lines]
            )
            counts[table.name] = len(lines)
    return counts


def past(rule: Rule, kept: Retention, table: Table, now: datetime) -> ColumnElement[bool]:
    """Whether a row of a temporary or technical table is past its limit at `now`."""
    column = table.c[rule.after]
    cutoff = now - kept.limits[rule.limit].length
    return column < (oslo_day(cutoff) if isinstance(column.type, Date) else cutoff)


def sweepable(kept: Retention) -> list[tuple[Table, Rule]]:
    """The tables whose rows go by a moment, what points before what is pointed at."""
    rules = ((table, kept.rules.get(table.name)) for table in reversed(TABLES))
    return [
        (table, rule)
        for table, rule in rules
        if rule and rule.after and rule.kind in {Kind.TEMPORARY, Kind.TECHNICAL}
    ]


def closed_at_an_office_before(session: Session, day: date) -> list[str]:
    """Participants with a programme that was closed at its office on or before a day, by id."""
    programme, person = Programme.__table__, Person.__table__
    closed = select(programme.c.participant_id).where(programme.c.closed_on <= day)
    query = select(person.c.id).where(person.c.role == Role.PARTICIPANT, person.c.id.in_(closed))
    return list(session.scalars(query.order_by(person.c.id)))


def closed_before(session: Session, day: date) -> list[str]:
    """Participants whose last programme was closed on or before a day, by id."""
    programme, person = Programme.__table__, Person.__table__
    other = programme.alias("other")
    still = exists().where(
        other.c.participant_id == person.c.id, or_(other.c.closed_on.is_(None), other.c.closed_on > day)
    )
    query = (
        select(person.c.id)
        .where(person.c.role == Role.PARTICIPANT, person.c.id.in_(select(programme.c.participant_id)), ~still)
        .order_by(person.c.id)
    )
    return list(session.scalars(query))
