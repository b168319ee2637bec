"""Plans: activities with their weekly hours, evaluations and appointments."""

from dataclasses import dataclass, field
from datetime import date, time, timedelta

from portal.demo.courses import Course
from portal.demo.days import DAY, WEEK, is_working, on_or_after, shift, working_days
from portal.demo.people import Participant
from portal.demo.schemes import OFFERS, Hours, week_of
from portal.demo.world import World, identifier
from portal.domain.calendar import monday_of, oslo_moment
from portal.domain.programme import ProgrammeState
from portal.store.activity import Activity, Appointment, Slot
from portal.store.programme import Evaluation

LONG = 26 * WEEK
EVALUATED_EVERY = 13 * WEEK
NEXT_MEETING_WITHIN = 9


@dataclass(frozen=True, slots=True)
class Stretch:
    """One activity in the days that it runs."""

    activity_id: str
    first_day: date
    last_day: date | None
    hours: list[Hours]


@dataclass(slots=True)
class Plan:
    """A participant's plan with the days on which it was in force."""

    person: Participant
    stretches: list[Stretch] = field(default_factory=list)

    def on(self, day: date) -> dict[str, tuple[int, bool]]:
        """Minutes of each activity on that day and whether it is a drop-in; nothing on free days and in leave."""
        course = self.person.course
        if not is_working(day) or any(
            first <= day and (last is None or day <= last) for _, first, last in course.away
        ):
            return {}
        found: dict[str, tuple[int, bool]] = {}
        for stretch in self.stretches:
            if stretch.first_day <= day and (stretch.last_day is None or day <= stretch.last_day):
                today = [hours for hours in stretch.hours if hours.weekday == day.weekday()]
                if today:
                    found[stretch.activity_id] = (sum(hours.minutes for hours in today), today[0].drop_in)
        return found


def add_plans(world: World, people: list[Participant]) -> list[Plan]:
    """Add what the plans hold, and return the plans of everybody whose programme is decided."""
    plans = []
    for person in people:
        if person.course.period_from is None:
            continue
        plan = Plan(person)
        _add_activities(world, plan)
        _add_evaluations(world, person)
        _add_appointments(world, person)
        plans.append(plan)
    return plans


def _add_activities(world: World, plan: Plan) -> None:
    person, course = plan.person, plan.person.course
    first = course.started_on or course.period_from
    assert first is not None  # noqa: S101 -- Only decided programmes come here.
    pauses = course.pauses_on
    last = course.closed_on or (pauses - DAY if pauses else None)
    end = last or world.today
    for place, (name, hours) in enumerate(week_of(person.part.scheme).items()):
        changed = monday_of(end - world.dice("change", person.key).randint(8, 20) * WEEK)
        if place == 0 and end - first > LONG:
            # A long programme has changed on its way: what came first gave way to what it holds now.
            _add_activity(world, plan, "beginning", hours, first, changed - DAY)
            _add_activity(world, plan, name, hours, changed, last)
        else:
            _add_activity(world, plan, name, hours, first, last)


def _add_activity(
    world: World, plan: Plan, name: str, hours: list[Hours], first: date, last: date | None
) -> None:
    offer, person = OFFERS[name], plan.person
    stretch = Stretch(identifier("activity", person.key, name, len(plan.stretches)), first, last, hours)
    plan.stretches.append(stretch)
    world.add(
        Activity,
        id=stretch.activity_id,
        programme_id=person.programme_id,
        title=offer.title,
        why=offer.why,
        kind=offer.kind,
        place=offer.place.format(municipality=person.municipality),
        provider=offer.provider.format(municipality=person.municipality),
        responsible=offer.responsible,
        first_day=first,
        last_day=last,
    )
    for slot in hours:
        world.add(
            Slot,
            activity_id=stretch.activity_id,
            weekday=slot.weekday,
            starts=slot.starts,
            ends=slot.ends,
            drop_in=slot.drop_in,
        )


def _add_evaluations(world: World, person: Participant) -> None:
    """Every quarter, up to the next one or the end of the decision period."""
    course = person.course
    day = course.started_on or course.period_from
    until = course.closed_on or course.period_to
    assert day is not None  # noqa: S101 -- Only decided programmes come here.
    assert until is not None  # noqa: S101 -- The same.
    while True:
        day += EVALUATED_EVERY
        held = on_or_after(day)
        if held > until:
            return
        world.add(
            Evaluation,
            id=identifier("evaluation", person.key, held),
            programme_id=person.programme_id,
            day=held,
        )
        if held > world.today:
            return


def _add_appointments(world: World, person: Participant) -> None:
    course, dice = person.course, world.dice("appointments", person.key)
    if course.state is ProgrammeState.RUNNING and (_is_first(person) or dice.random() < 0.85):
        coming = working_days(world.today + DAY, world.today + NEXT_MEETING_WITHIN * DAY)
        _add_appointment(world, person, dice.choice(coming), dice.randint(9, 14))
    for weeks in dice.sample(range(2, 12), 2):
        day = shift(world.today - weeks * WEEK, -1)
        if _takes_part(course, day):
            _add_appointment(world, person, day, dice.randint(9, 14))


def _is_first(person: Participant) -> bool:
    return person.contact_id == person.team[0]


def _takes_part(course: Course, day: date) -> bool:
    last = course.closed_on or course.pauses_on
    return course.started_on is not None and course.started_on <= day and (last is None or day < last)


def _add_appointment(world: World, person: Participant, day: date, hour: int) -> None:
    dice = world.dice("appointment", person.key, day)
    title, place = dice.choice(
        (
            ("Samtale med kontaktpersonen din", f"Nav {person.municipality}, møterom 2"),
            ("Samtale med kontaktpersonen din", "På telefon. Vi ringer deg."),
            ("Møte om planen din", f"Nav {person.municipality}, møterom 1"),
            ("Møte med arbeidsgiver", f"Butikken på hjørnet, {person.municipality}"),
        )
    )
    starts_at = oslo_moment(day, time(hour, dice.choice((0, 30))))
    world.add(
        Appointment,
        id=identifier("appointment", person.key, day),
        participant_id=person.id,
        title=title,
        place=place,
        starts_at=starts_at,
        ends_at=starts_at + timedelta(minutes=dice.choice((30, 45, 60))),
    )
