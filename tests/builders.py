"""Small worlds for tests: two offices with their people, programmes, activities, and a bus that remembers."""

import hashlib
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time
from threading import Barrier
from typing import Any, TypeVar

from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

from portal.domain.access import Area, Protection
from portal.domain.allowance import Counted
from portal.domain.live import Change
from portal.domain.people import Actor, Role
from portal.domain.programme import ActivityKind, ProgrammeState, Responsible
from portal.store.base import Base, new_id, rows
from portal.store.engine import for_writing
from portal.store.models import METADATA, Activity, Mandate, Office, Person, Programme, Slot

Result = TypeVar("Result")


class RecordingBus:
    """Remembers what was published."""

    def __init__(self) -> None:
        """Begin with silence."""
        self.changes: list[Change] = []

    place = ""

    def announcement(self, _changes: Iterable[Change]) -> tuple[str, ...]:
        """Nothing: they are published after the commit."""
        return ()

    def publish(self, changes: Iterable[Change]) -> None:
        """Remember the changes."""
        self.changes.extend(changes)

    def told(self) -> set[tuple[str, str]]:
        """Topic and event of everything said so far, each once."""
        return {(change.topic, change.event) for change in self.changes}


@dataclass(frozen=True, slots=True)
class Village:
    """Two offices with everybody in them, a translator who belongs to none, and the participant's representative."""

    office: str
    other_office: str
    participant: Actor
    neighbour: Actor
    stranger: Actor
    caseworker: Actor
    colleague: Actor
    far_caseworker: Actor
    leader: Actor
    far_leader: Actor
    translator: Actor
    contact_centre: Actor
    administrator: Actor
    auditor: Actor
    representative: Actor


def build_village(engine: Engine) -> Village:
    """Write the village. Participants have a programme that has run since 1 September 2026, and no activity yet."""
    here, there = new_id(), new_id()
    save(engine, *(_office(office_id, name) for office_id, name in ((here, "Bygda"), (there, "Utkanten"))))
    people = {
        "participant": (Role.PARTICIPANT, here, "Deltaker Dal"),
        "neighbour": (Role.PARTICIPANT, here, "Nabo Nes"),
        "stranger": (Role.PARTICIPANT, there, "Fremmed Fjell"),
        "caseworker": (Role.CASEWORKER, here, "Veileder Vang"),
        "colleague": (Role.CASEWORKER, here, "Kollega Krok"),
        "far_caseworker": (Role.CASEWORKER, there, "Fjern Foss"),
        "leader": (Role.LEADER, here, "Leder Lund"),
        "far_leader": (Role.LEADER, there, "Leder Langt"),
        "translator": (Role.TRANSLATOR, None, "Tolk Tind"),
        "contact_centre": (Role.CONTACT_CENTRE, here, "Sentral Sund"),
        "administrator": (Role.ADMINISTRATOR, here, "Ansvarlig Aas"),
        "auditor": (Role.AUDITOR, here, "Revisor Ruud"),
        "representative": (Role.REPRESENTATIVE, None, "Hjelper Holm"),
    }
    actors = {
        name: add_person(engine, role, office_id, full_name, phone=f"+4700000{number:03}")
        for number, (name, (role, office_id, full_name)) in enumerate(people.items())
    }
    actors["representative"] = replace(actors["representative"], acts_for=actors["participant"].id)
    village = Village(here, there, **actors)
    for participant, contact in (
        (village.participant, village.caseworker),
        (village.neighbour, village.caseworker),
        (village.stranger, village.far_caseworker),
    ):
        add_programme(engine, participant, contact)
    add_mandate(engine, village.participant, village.representative)
    return village


def add_person(
    engine: Engine,
    role: Role,
    office_id: str | None,
    name: str,
    *,
    locale: str = "nb",
    phone: str = "+4700000999",
    notices: bool = True,
) -> Actor:
    """Write one person, and hand them out as an actor."""
    person = Person(
        id=new_id(),
        role=role,
        office_id=office_id,
        name=name,
        alias=name.split(maxsplit=1)[0],
        locale=locale,
        phone=phone,
        notices=notices,
        protection=Protection.NONE,
    )
    save(engine, person)
    return Actor(person.id, role, office_id, name, locale)


def add_programme(
    engine: Engine,
    participant: Actor,
    contact: Actor,
    *,
    state: ProgrammeState = ProgrammeState.RUNNING,
    started_on: date | None = date(2026, 9, 1),
) -> str:
    """Write a programme, and return its id."""
    programme = Programme(
        id=new_id(),
        participant_id=participant.id,
        office_id=participant.office_id,
        contact_person_id=contact.id,
        state=state,
        received_on=date(2026, 8, 1),
        started_on=started_on,
    )
    save(engine, programme)
    return programme.id


def add_mandate(engine: Engine, participant: Actor, representative: Actor, *areas: Area) -> str:
    """Write a mandate for these areas, all of them by default, through the autumn of 2026; return its id."""
    mandate = Mandate(
        id=new_id(),
        participant_id=participant.id,
        representative_id=representative.id,
        first_day=date(2026, 9, 1),
        last_day=date(2026, 12, 31),
        made_by=participant.id,
        made_at=datetime(2026, 9, 1, tzinfo=UTC),
        **{area.value: area in (areas or Area) for area in Area},
    )
    save(engine, mandate)
    return mandate.id


def programme_of(engine: Engine, participant: Actor) -> str:
    """The id of the participant's programme."""
    with engine.connect() as connection:
        query = select(Programme.id).where(Programme.participant_id == participant.id)
        return str(connection.scalars(query).one())


def add_activity(
    engine: Engine,
    participant: Actor,
    title: str = "Norsk",
    *,
    weekdays: Iterable[int] = (0, 1, 2, 3, 4),
    hours: tuple[int, int] = (9, 12),
    first_day: date = date(2026, 9, 1),
    last_day: date | None = None,
    drop_in: bool = False,
) -> str:
    """Write an activity that takes place on these weekdays (0 is Monday), and return its id."""
    activity = Activity(
        id=new_id(),
        programme_id=programme_of(engine, participant),
        title=title,
        kind=ActivityKind.WORK_DIRECTED,
        responsible=Responsible.MUNICIPALITY,
        first_day=first_day,
        last_day=last_day,
    )
    slots = [
        Slot(
            activity_id=activity.id, weekday=day, starts=time(hours[0]), ends=time(hours[1]), drop_in=drop_in
        )
        for day in weekdays
    ]
    save(engine, activity)
    save(engine, *slots)
    return activity.id


def save(engine: Engine, *models: Base) -> None:
    """Write rows as they are, past every use case."""
    with Session(for_writing(engine), expire_on_commit=False) as session:
        session.add_all(models)
        session.commit()


def all_rows(engine: Engine, model: type[Base], **equal: Any) -> list[Any]:  # noqa: ANN401 -- Columns differ.
    """Every row of a table whose columns have these values, read fresh."""
    table = rows(model)
    query = select(table).where(*(table.c[name] == value for name, value in equal.items()))
    with engine.connect() as connection:
        return list(connection.execute(query))


def fingerprint(engine: Engine, *but: str) -> str:
    """A hash of every row of every table, except the columns named in `but` as `table.column`.

    The audit trail is left out: it grows by every look and by every look that is refused, and that is right. So is the
    note that somebody looked into many cases, which follows from the trail.
    """
    digest = hashlib.sha256()
    with engine.connect() as connection:
        for table in METADATA.sorted_tables:
            if table.name == "audit":
                continue
            columns = [column for column in table.columns if f"{table.name}.{column.name}" not in but]
            query = select(*columns)
            if table.name == "allowance":
                query = query.where(table.c.kind != Counted.MANY_CASES)
            for row in sorted(repr(tuple(row)) for row in connection.execute(query)):
                digest.update(f"{table.name}{row}".encode())
    return digest.hexdigest()


def at_once(times: int, work: Callable[[int], Result]) -> list[Result | Exception]:
    """Do the same work in many threads that start together. A thread's error is its result."""
    barrier = Barrier(times)

    def one(number: int) -> Result | Exception:
        barrier.wait(timeout=20)
        try:
            return work(number)
        except Exception as error:  # noqa: BLE001 -- The test judges which errors may come.
            return error

    with ThreadPoolExecutor(times) as pool:
        return list(pool.map(one, range(times)))


def key_for(what: object) -> str:
    """A form's key of the usual length, the same for the same `what`."""
    return hashlib.sha256(str(what).encode()).hexdigest()[:24]


def oslo(text: str) -> datetime:
    """A moment written as a Norwegian clock shows it: `oslo("2026-11-24 09:30")`."""
    from portal.domain.calendar import oslo_moment

    moment = datetime.fromisoformat(text)
    return oslo_moment(moment.date(), moment.time())


def _office(office_id: str, municipality: str) -> Office:
    return Office(
        id=office_id,
        name=f"Nav {municipality}",
        municipality=municipality,
        municipality_number="9999",
        phone="00 00 00 00",
    )
