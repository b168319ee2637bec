"""My data: everything the portal holds about the participant, read for them alone and named so that others are masked."""

import json
from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, datetime, time
from enum import StrEnum
from typing import Any, TypeAlias

from sqlalchemy import ColumnElement, Table, select

from portal.domain.calendar import oslo_day
from portal.domain.people import STAFF, Role
from portal.services.permissions import own_case
from portal.services.work import Work
from portal.store.base import rows
from portal.store.case_rows import belongs
from portal.store.disclosure import TOLD
from portal.store.models import METADATA, Office, Person
from portal.store.retention import retention
from portal.store.told import Told
from portal.store.vault import Vault, VaultError

Line: TypeAlias = dict[str, Any]
_person = rows(Person)
SHOWN_DIGITS = 6
# The newest come last in all of them, by the first of these that a table has.
_ORDER = (
    "sequence",
    "sent_at",
    "day",
    "first_day",
    "starts_at",
    "received_at",
    "received_on",
    "started_at",
    "at",
)


@dataclass(frozen=True, slots=True)
class Who:
    """Somebody in a row: staff by alias and function, the participant as themselves, anybody else by function alone.

    What the participant calls a representative stands in the mandate.
    """

    name: str
    function: Role
    is_me: bool = False


@dataclass(frozen=True, slots=True)
class MyData:
    """All of it at one moment, by table in the order of `portal.store.disclosure`, oldest row first.

    `born_number` is the beginning of the identity number for the readable page, and never in the file.
    """

    made_at: datetime
    tables: Mapping[str, list[Line]]
    born_number: str = ""


def own_data(work: Work, vault: Vault | None = None) -> MyData:
    """Everything about the participant, also from offices they have left. Raises NotPermitted for everybody else.

    Nothing is blanked for who must not be found: a copy of everything is their right (personvernforordningen article
    15). The page that leads here warns them before.

    With a vault the first six digits of the identity number are opened too.
    """
    me = own_case(work).id
    found = {name: _rows_of(work, METADATA.tables[name], told, me) for name, told in TOLD.items()}
    people = _people(work, me, found)
    offices = {row.id: row.name for row in work.session.execute(select(Office.id, Office.name))}
    tables = {
        name: [_told(line, TOLD[name], people, offices) for line in some] for name, some in found.items()
    }
    # The trail has a row for each look; on a day, each kind is told once.
    tables["audit"] = [dict(one) for one in dict.fromkeys(tuple(line.items()) for line in tables["audit"])]
    return MyData(work.now, tables, _beginning(work, me, vault))


def as_file(data: MyData) -> bytes:
    """The same as JSON in UTF-8, as machines read it. The identity number is not in it."""
    content = {"made_at": data.made_at, **{name: some for name, some in data.tables.items() if some}}
    text = json.dumps(content, ensure_ascii=False, indent=1, default=_plain)
    return (text + "\n").encode("utf-8", "backslashreplace")


def _rows_of(work: Work, table: Table, told: Told, me: str) -> list[Line]:
    columns = [table.c[name] for name in told.told]
    query = select(*columns).where(_of(table, me))
    order = [table.c[name] for name in _ORDER if name in table.c]
    return [dict(line) for line in work.session.execute(query.order_by(*order)).mappings()]


def _of(table: Table, me: str) -> ColumnElement[bool]:
    kept = retention()
    if kept.rules[table.name].whose:
        theirs = belongs(kept, table, me, pointed_at=False)
        # What was only proposed has changed nothing, and is the staff's own.
        return theirs & table.c.agreed_at.is_not(None) if table.name == "redaction" else theirs
    mine: ColumnElement[bool] = table.c.participant_id == me
    return mine & table.c.granted if table.name == "audit" else mine


def _people(work: Work, me: str, found: Mapping[str, list[Line]]) -> dict[str, Who]:
    ids = {
        line[name]
        for table, some in found.items()
        for line in some
        for name in TOLD[table].people
        if line[name]
    }
    query = select(_person.c.id, _person.c.role, _person.c.alias).where(_person.c.id.in_(ids))
    return {row.id: _who(row.id == me, row.role, row.alias) for row in work.session.execute(query)}


def _who(is_me: bool, role: Role, alias: str) -> Who:  # noqa: FBT001 -- The first thing to ask.
    if is_me:
        return Who("", role, is_me=True)
    return Who(alias if role in STAFF else "", role)


def _told(line: Line, told: Told, people: Mapping[str, Who], offices: Mapping[str, str]) -> Line:
    nobody = Who("", Role.CASEWORKER)
    return {
        **{name: line[name] for name in told.columns},
        **{name.removesuffix("_id"): offices.get(line[name] or "") for name in told.offices},
        **{
            name.removesuffix("_id"): people.get(line[name], nobody) if line[name] else None
            for name in told.people
        },
        **{name: oslo_day(line[name]) if line[name] else None for name in told.days},
    }


def _beginning(work: Work, me: str, vault: Vault | None) -> str:
    sealed = work.session.scalar(select(_person.c.identity_sealed).where(_person.c.id == me))
    if vault is not None and sealed:
        with suppress(VaultError):
            return vault.open(sealed, me)[:SHOWN_DIGITS]
    return ""


def _plain(value: object) -> object:
    if isinstance(value, date | time):
        return value.isoformat()
    if isinstance(value, Who):
        return {"name": value.name, "function": value.function.value, "is_me": value.is_me}
    if isinstance(value, StrEnum):
        return value.value
    raise TypeError(f"{type(value)} has no form in the file.")


def links(tables: Mapping[str, Iterable[Line]]) -> dict[str, str]:
    """What the ids in the rows stand for, for readers: an activity's title, a programme's or a conversation's office."""
    named = (
        *(
            ("activity", "title"),
            ("programme", "office"),
            ("conversation", "office"),
            ("individual_plan", "office"),
        ),
        *(("appointment", "title"), ("take_away", "agreed"), ("attendance_report", "day")),
    )
    return {line["id"]: str(line[name] or "") for table, name in named for line in tables.get(table, ())}
