"""Plans: activities with their weekly hours, and evaluations."""

from dataclasses import dataclass, field
from datetime import date

from portal.demo.days import DAY, WEEK, is_working, on_or_after
from portal.demo.people import Participant
from portal.demo.schemes import OFFERS, Hours, week_of
from portal.demo.world import World, identifier
from portal.domain.calendar import monday_of
from portal.store.activity import Activity, Slot
from portal.store.programme import Evaluation

LONG = 26 * WEEK
EVALUATED_EVERY = 13 * WEEK


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
            _add_activity(world, plan, name, hours, changed, last, follows=plan.stretches[-1].activity_id)
        else:
            _add_activity(world, plan, name, hours, first, last)


def _add_activity(
    world: World,
    plan: Plan,
    name: str,
    hours: list[Hours],
    first: date,
    last: date | None,
    *,
    follows: str = "",
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
        follows=follows,
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
