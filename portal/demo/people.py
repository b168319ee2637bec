"""Who lives in the demo world: offices, staff, participants and their programmes."""

from dataclasses import dataclass

from portal.demo.cast import PLACES, TRANSLATORS, Part, Place
from portal.demo.courses import Course, course_of
from portal.demo.days import DAY, add_years
from portal.demo.goals import goal_of
from portal.demo.identity import VAULT, directory_key, number
from portal.demo.names import alias_of, key_of
from portal.demo.world import World, identifier
from portal.domain.people import Role
from portal.store.office import Office
from portal.store.person import Person
from portal.store.programme import Interval, Programme


@dataclass(frozen=True, slots=True)
class Participant:
    """One participant with everything the other files need to know. `locale` is never empty here."""

    key: str
    id: str
    part: Part
    course: Course
    office_id: str
    municipality: str
    contact_id: str
    contact_alias: str
    team: tuple[str, ...]
    programme_id: str
    locale: str


def add_people(world: World) -> list[Participant]:
    """Add offices, staff, participants and programmes, and return the participants in the order of the cast."""
    for name in TRANSLATORS:
        _add_staff(world, name, Role.TRANSLATOR, None)
    used: set[str] = set()
    return [person for place in PLACES for person in _add_place(world, place, used)]


def _add_place(world: World, place: Place, used: set[str]) -> list[Participant]:
    office_id = identifier("office", place.key)
    world.add(
        Office,
        id=office_id,
        name=f"Nav {place.municipality} (syntetisk)",
        municipality=place.municipality,
        municipality_number=place.number,
        phone=place.phone,
        locale="nb",
    )
    team = tuple(_add_staff(world, name, Role.CASEWORKER, office_id) for name in place.caseworkers)
    if place.leader:
        _add_staff(world, place.leader, Role.LEADER, office_id)
    people = []
    for index, part in enumerate(place.parts):
        key = key_of(part.name)
        at = index * len(team) // len(place.parts)
        person = Participant(
            key,
            identifier("person", key),
            part,
            course_of(part, world.today, world.dice("course", key)),
            office_id,
            place.municipality,
            team[at],
            alias_of(place.caseworkers[at]),
            team,
            identifier("programme", key),
            part.locale or "nb",
        )
        _add_participant(world, person, len(used), used)
        _add_programme(world, person)
        people.append(person)
    return people


def _add_staff(world: World, name: str, role: Role, office_id: str | None) -> str:
    person_id = identifier("person", key_of(name))
    world.add(
        Person,
        id=person_id,
        key=key_of(name),
        role=role,
        office_id=office_id,
        name=name,
        alias=alias_of(name),
        locale="nb",
        identity_fingerprint=None,
        identity_sealed=None,
        directory_key=directory_key(key_of(name)),
        born_on=None,
        phone="",
        notices=True,
    )
    return person_id


def _add_participant(world: World, person: Participant, index: int, used: set[str]) -> None:
    part, dice = person.part, world.dice("identity", person.key)
    born_on = add_years(world.today, -part.age) - dice.randint(10, 340) * DAY
    identity_number = number(born_on, woman=part.sex == "woman", dice=dice)
    while identity_number in used:
        identity_number = number(born_on, woman=part.sex == "woman", dice=dice)
    used.add(identity_number)
    world.add(
        Person,
        id=person.id,
        key=person.key,
        role=Role.PARTICIPANT,
        office_id=person.office_id,
        name=part.name,
        alias="",
        locale=part.locale,
        identity_fingerprint=VAULT.fingerprint(identity_number),
        identity_sealed=VAULT.seal(identity_number, person.id),
        directory_key=None,
        born_on=born_on,
        phone=f"+476805{1000 + index:04d}",
        notices=part.notices,
    )


def _add_programme(world: World, person: Participant) -> None:
    course, part = person.course, person.part
    world.add(
        Programme,
        id=person.programme_id,
        participant_id=person.id,
        contact_person_id=person.contact_id,
        state=course.state,
        received_on=course.received_on,
        started_on=course.started_on,
        period=course.period,
        period_from=course.period_from,
        period_to=course.period_to,
        closed_on=course.closed_on,
        goal=goal_of(person.locale, world.dice("goal", person.key)) if course.period else "",
        goal_locale=person.locale,
        children=part.children,
        interpreter=part.interpreter,
        written_form="nn" if part.locale == "nn" else "nb",
    )
    for kind, first, last in course.away:
        world.add(
            Interval,
            id=identifier("interval", person.key, first),
            programme_id=person.programme_id,
            kind=kind,
            first_day=first,
            last_day=last,
        )
