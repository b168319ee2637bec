"""Cases with a row in every table that says of somebody's, for tests of what is kept, exported and removed.

The rows are made from the schema, so that a new table is in these tests on the day it is made. A column that cannot
hold just anything gets its value in `FIXED`.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import (
    JSON,
    Boolean,
    Column,
    Date,
    Engine,
    Integer,
    Table,
    Time,
    create_engine,
    event,
    func,
    insert,
    select,
)
from sqlalchemy.pool import StaticPool

from portal.services.archiving import confirm, export
from portal.store import engine as engines
from portal.store.base import Moment, Word, new_id
from portal.store.case_rows import TABLES
from portal.store.engine import for_writing
from portal.store.models import METADATA
from portal.store.retention import condition, parent_of, retention
from portal.store.vault import Vault
from portal.text.arkivmelding import package

OPENED = date(2026, 8, 3)
FIXED: dict[str, Any] = {
    "person.role": "participant",
    "person.identity_fingerprint": None,
    "person.identity_sealed": None,
    "person.directory_key": None,
    "person.key": None,
    "programme.state": "completed",
    "programme.period": 1,
    "absence.state": "accepted",
    "absence_hearing.state": "closed",
    "attendance_report.offer_id": None,
    "attendance_report.entry_id": None,
    "proposal.state": "accepted",
    "conversation.waiting_for_us_since": None,
    "audit.granted": True,
    "notice_wish.channels": "sms",
    "message_important.phoned_by": None,
    "safety_measure.agreed_by": None,
    "safety_measure.declined_by": None,
    "redaction.agreed_by": None,
    "redaction.declined_by": None,
}
"""Closed and answered, so that nothing keeps the case open."""


@dataclass(slots=True)
class Cast:
    """The office, the member of staff, the representative and the open offer that cases name, written once."""

    office: str
    staff: str
    helper: str
    offer: str


@dataclass(slots=True)
class Made:
    """One case: whose, with which word in every text, and the key of one row of each table."""

    participant: str
    word: str
    keys: dict[str, dict[str, Any]] = field(default_factory=dict)


@contextmanager
def in_memory() -> Iterator[Engine]:
    """A database with every table that is gone afterwards: hundreds of timelines need no disk."""
    engine = create_engine("sqlite://", poolclass=StaticPool, connect_args={"check_same_thread": False})
    event.listen(engine, "connect", engines._prepare_sqlite)
    event.listen(engine, "begin", engines._begin_sqlite)
    METADATA.create_all(engine)
    yield engine
    engine.dispose()


def cast(engine: Engine) -> Cast:
    """Write the office and the caseworker."""
    office, staff, helper, offer = new_id(), new_id(), new_id(), new_id()
    with for_writing(engine).begin() as connection:
        connection.execute(
            insert(METADATA.tables["office"]),
            {"id": office, "name": "Nav Bygda", "municipality": "Bygda", "municipality_number": "9999"}
            | {"phone": "00 00 00 00", "locale": "nb", "practice": {}},
        )
        person = {
            "id": staff,
            "role": "caseworker",
            "office_id": office,
            "name": "Veileder Vang",
            "phone": "",
        }
        connection.execute(insert(METADATA.tables["person"]), person | {"alias": "Vang", "notices": True})
        other = {"id": helper, "role": "representative", "office_id": None, "name": "Hjelper Hegg"}
        connection.execute(insert(METADATA.tables["person"]), person | other | {"alias": "", "notices": True})
        offered = {
            "id": offer,
            "office_id": office,
            "title": "Jobbhuset",
            "what": "",
            "for_whom": "",
            "place": "",
        }
        open_since = {"first_day": OPENED, "made_by": staff, "changed_at": datetime(2026, 8, 3, tzinfo=UTC)}
        connection.execute(insert(METADATA.tables["offer"]), offered | open_since | {"version": 1})
    return Cast(office, staff, helper, offer)


def add_case(engine: Engine, cast: Cast, word: str, *, at: datetime, closed_on: date | None) -> Made:
    """Write a case with `word` in every text and one row in each table of somebody's. `word` has at most 8 letters."""
    made = Made(new_id(), word)
    with for_writing(engine).begin() as connection:
        for table in TABLES:
            rule = retention().rules.get(table.name)
            if rule is None or not rule.whose:
                continue
            line = {
                column.name: _value(made, cast, column, rule.whose, at + timedelta(seconds=number), closed_on)
                for number, column in enumerate(table.columns)
            }
            try:
                connection.execute(insert(table), line)
            except Exception as error:
                error.add_note(
                    f"tests/case_world.py makes no good row of {table.name}: say in FIXED what it needs."
                )
                raise
            made.keys[table.name] = {column.name: line[column.name] for column in table.primary_key}
    return made


def nobodys_row(made: Made, cast: Cast, table: Table, at: datetime) -> dict[str, Any]:
    """A row of a table that says of nobody's."""
    return {
        column.name: _value(made, cast, column, "", at + timedelta(seconds=number), None)
        for number, column in enumerate(table.columns)
    }


def _value(
    made: Made, cast: Cast, column: Column[Any], whose: str, at: datetime, closed_on: date | None
) -> object:
    place = f"{column.table.name}.{column.name}"
    if place == "programme.closed_on":
        return closed_on
    if place in FIXED:
        return FIXED[place]
    parent = parent_of(column)
    if place == "person.id" or (column.name == whose and (parent is None or parent.table.name == "person")):
        return made.participant
    if parent is not None:
        somebody = cast.helper if column.name == "representative_id" else cast.staff
        named = {"person": somebody, "office": cast.office, "offer": cast.offer}
        return named.get(parent.table.name) or made.keys[parent.table.name][parent.name]
    return _of_type(made, cast, column, at)


def _of_type(made: Made, cast: Cast, column: Column[Any], at: datetime) -> object:
    kind = column.type
    if isinstance(kind, Word):
        return _harmless(column, list(kind.kind))
    if isinstance(kind, Moment):
        return at
    plain: dict[type, object] = {
        Date: OPENED,
        Time: time(9, at.second),
        JSON: {"word": f"{made.word} {column.table.name}.{column.name}"},
        Boolean: True,
        Integer: 1,
    }
    for one, value in plain.items():
        if isinstance(kind, one):
            return value
    if column.name == "office_id":
        return cast.office
    if getattr(kind, "length", None) == 36:
        return new_id()
    return f"{made.word} {column.table.name}.{column.name}"[: getattr(kind, "length", None)]


def _harmless(column: Column[Any], members: list[Any]) -> object:
    """A member that does not keep the case open."""
    opening = {condition(one) for one in retention().rules[column.table.name].open_while}
    return next(one for one in members if (column.name, one.value) not in opening)


def everything(engine: Engine, *but: str) -> list[str]:
    """Every row of every table as a line of text, except of the tables named."""
    with engine.connect() as connection:
        return sorted(
            f"{table.name} {tuple(row)!r}"
            for table in TABLES
            if table.name not in but
            for row in connection.exec_driver_sql(f'SELECT * FROM "{table.name}"')  # noqa: S608 -- A name of ours.
        )


def lines_about(engine: Engine, made: Made, *but: str) -> list[str]:
    """Every line that holds the case's word or its participant's id."""
    return about(made, everything(engine, *but))


def about(made: Made, lines: list[str]) -> list[str]:
    """The lines that hold the case's word or its participant's id."""
    return [line for line in lines if made.word in line or made.participant in line]


def moment(day: date) -> datetime:
    """Noon, UTC, on a day."""
    return datetime.combine(day, time(12), tzinfo=UTC)


CLOSED = date(2026, 3, 2)
LIMIT = timedelta(days=retention().limits["closed_case"].days)
# What may still name who was purged, by an id that means nothing: the proofs and the trail.
PROOFS = ("archive_export", "tombstone", "audit")


@dataclass(slots=True)
class World:
    """Two closed cases at one office."""

    cast: Cast
    anna: Made
    bjarne: Made


def world_of(engine: Engine) -> World:
    """Write the two cases."""
    here, at = cast(engine), moment(date(2026, 2, 2))
    anna, bjarne = (add_case(engine, here, word, at=at, closed_on=CLOSED) for word in ("qzanna", "qzbjarne"))
    return World(here, anna, bjarne)


def receive(engine: Engine, folder: Path, made: Made, at: datetime = moment(CLOSED)) -> None:  # noqa: B008 -- A moment does not change.
    """Export a case, and let the archive confirm it."""
    exported = export(engine, folder, made.participant, package, Vault(()), at, "test")
    confirm(engine, exported.export_id, exported.digest, at)


def change(engine: Engine, made: Made, place: str, value: object) -> None:
    """Set `table.column` of the case's row, past every use case."""
    name, column = place.split(".")
    table = METADATA.tables[name]
    with for_writing(engine).begin() as connection:
        where = [table.c[key] == found for key, found in made.keys[name].items()]
        assert connection.execute(table.update().where(*where).values({column: value})).rowcount == 1


def sizes(engine: Engine) -> dict[str, int]:
    """How many rows each table has."""
    with engine.connect() as connection:
        return {
            table.name: connection.scalar(select(func.count()).select_from(table)) or 0 for table in TABLES
        }
