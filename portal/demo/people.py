"""Who lives in the demo world: offices, staff, participants and their programmes."""

from dataclasses import dataclass

from portal.demo.cast import HELPED, HELPER, PLACES, TRANSLATORS, Part, Place
from portal.demo.courses import Course, course_of
from portal.demo.days import DAY, WEEK, add_years
from portal.demo.goals import goal_of
from portal.demo.identity import VAULT, directory_key, number
from portal.demo.names import alias_of, key_of
from portal.demo.world import World, identifier
from portal.domain.access import HIDDEN, Protection
from portal.domain.people import Role
from portal.domain.programme import IntervalKind
from portal.store.mandate import Mandate
from portal.store.office import Office
from portal.store.person import Person
from portal.store.programme import Interval, Programme
from portal.store.protection import TeamMember

LONG_LEAVE = 20 * WEEK
# What the offices have chosen: one pays before a free day, the other works a month out day by day.
PRACTICE = {
    "tromso": {"payment.free_payday": "day-before"},
    "trondheim": {"benefit.month_method": "WEEKDAYS"},
}
# One who has their birthday in three days, and so two rates in one month.
BIRTHDAY_SOON = "gronn-grotte"
# One who must not be found, and one who works beside the office.
PROTECTED = {
    "tapper-tang": Protection.STRICTLY_CONFIDENTIAL,
    "grei-grend": Protection.SHIELDED,
}


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
    people = [person for place in PLACES for person in _add_place(world, place, used)]
    _add_helper(world, HELPER, next(one for one in people if one.part.name == HELPED), used)
    return people


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
        practice={"languages.drafts": "yes"} | PRACTICE.get(place.key, {}),
    )
    team = tuple(_add_staff(world, name, Role.CASEWORKER, office_id) for name in place.caseworkers)
    if place.leader:
        _add_staff(world, place.leader, Role.LEADER, office_id)
    for name, role in place.others:
        _add_staff(world, name, role, office_id)
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
        protection=None,
    )
    return person_id


def _add_participant(world: World, person: Participant, index: int, used: set[str]) -> None:
    part, dice = person.part, world.dice("identity", person.key)
    born_on = add_years(world.today, -part.age) - dice.randint(10, 340) * DAY
    if person.key == BIRTHDAY_SOON:
        born_on = add_years(world.today + 3 * DAY, -part.age - 1)
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
        # Who must not be found gets none outside the portal before they choose it (`portal.store.protection.settle`).
        notices=part.notices and PROTECTED.get(person.key) not in HIDDEN,
        protection=PROTECTED.get(person.key, Protection.NONE),
    )


def _add_helper(world: World, name: str, helped: Participant, used: set[str]) -> None:
    """A representative of somebody, for everything but the plan. Only in the demo do they have a name here."""
    key, dice = key_of(name), world.dice("identity", name)
    identity_number = number(add_years(world.today, -52), woman=True, dice=dice)
    while identity_number in used:
        identity_number = number(add_years(world.today, -52), woman=True, dice=dice)
    world.add(
        Person,
        id=identifier("person", key),
        key=key,
        role=Role.REPRESENTATIVE,
        office_id=None,
        name=name,
        alias="",
        locale="nb",
        identity_fingerprint=VAULT.fingerprint(identity_number),
        identity_sealed=VAULT.seal(identity_number, identifier("person", key)),
        directory_key=None,
        born_on=None,
        phone="",
        notices=False,
        protection=None,
    )
    world.add(
        Mandate,
        id=identifier("mandate", key, helped.key),
        participant_id=helped.id,
        representative_id=identifier("person", key),
        name=name,
        week=True,
        plan=False,
        absence=True,
        messages=True,
        first_day=world.today - 14 * DAY,
        last_day=world.today + 60 * DAY,
        made_by=helped.id,
        made_at=world.now - 14 * DAY,
    )


def _add_programme(world: World, person: Participant) -> None:
    course, part = person.course, person.part
    world.add(
        Programme,
        id=person.programme_id,
        participant_id=person.id,
        office_id=person.office_id,
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
    if person.key in PROTECTED:
        for staff_id in (person.contact_id, next(one for one in person.team if one != person.contact_id)):
            world.add(TeamMember, participant_id=person.id, staff_id=staff_id, added_at=world.now)
    for kind, first, last in course.away:
        world.add(
            Interval,
            id=identifier("interval", person.key, first),
            programme_id=person.programme_id,
            kind=kind,
            first_day=first,
            last_day=last,
            expected_to=(last or first + LONG_LEAVE) if kind is IntervalKind.LEAVE else None,
        )
