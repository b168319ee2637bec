"""The story: what the participant has done from the first day on, out of the plan, its versions and its steps."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from portal.domain.appointments import PointOf
from portal.domain.calendar import oslo_day
from portal.domain.plan import PartOfLife
from portal.domain.plan_data import content_of
from portal.domain.programme import ActivityKind, ProgrammeState
from portal.domain.programme_steps import StepKind
from portal.domain.story import MomentKind
from portal.services import plans
from portal.services.agreements import Agreement
from portal.services.permissions import Action, own_case
from portal.services.plans import Plan, PlannedActivity
from portal.services.take_aways import own_agreed
from portal.services.work import Work
from portal.store import attendance
from portal.store import plan_version as versions
from portal.store import programme_step as steps

OF_STEP = {StepKind.GRANTED: MomentKind.GRANTED} | dict.fromkeys(
    (StepKind.EXTENDED, StepKind.EXTENDED_SPECIAL), MomentKind.EXTENDED
)
OF_STATE = {
    ProgrammeState.COMPLETED: MomentKind.COMPLETED,
    ProgrammeState.ENDED: MomentKind.ENDED,
}


@dataclass(frozen=True, slots=True)
class Strand:
    """One thing in somebody's plan, however often its times were changed. `last_day` None: it goes on.

    Those days are the plan's. `there` are the first and the last day on which they said to have been there, None when
    they never did. `private`: it is about health, and goes onto no paper unless the participant says so.
    """

    id: str
    title: str
    provider: str
    first_day: date
    last_day: date | None
    private: bool
    there: tuple[date, date] | None = None


@dataclass(frozen=True, slots=True)
class Moment:
    """What happened on a day, with the words that belong to it and their language."""

    day: date
    kind: MomentKind
    text: str = ""
    locale: str = "nb"


@dataclass(frozen=True, slots=True)
class Story:
    """Everything up to today, first things first, and the goal that it leads to."""

    goal: str
    goal_locale: str
    moments: tuple[Moment, ...]
    is_open: bool


def own_story(work: Work) -> Story | None:
    """The participant's own, or None before there is a programme."""
    own_case(work, Action.USE_OWN_PLAN)
    plan = plans.own_plan(work)
    return story_in(work, plan) if plan is not None else None


def story_in(work: Work, plan: Plan) -> Story:
    """The story of one of the participant's own programmes. The caller has been let into the case."""
    found = [one for one in _moments(work, plan) if one.day <= work.today]
    order = list(MomentKind)
    found.sort(key=lambda one: (one.day, order.index(one.kind), one.text))
    return Story(plan.programme.goal, plan.programme.goal_locale, tuple(found), plan.is_open)


def strands(work: Work, plan: Plan) -> tuple[Strand, ...]:
    """What the plan has held up to today, first things first. What was changed on the way is one thing.

    The caller has been let into the case.
    """
    closed_on = plan.programme.closed_on
    until = min(work.today, closed_on or work.today)
    items = {item.row.id: item for item in (*plan.done, *plan.now) if item.row.first_day <= until}
    followed = {item.row.follows for item in items.values() if item.row.follows}
    there = attendance.days_there(work.session, plan.programme.participant_id)
    found = (_strand(item, items, there, closed_on) for item in items.values() if item.row.id not in followed)
    return tuple(sorted(found, key=lambda one: one.first_day))


def _strand(
    last: PlannedActivity,
    items: Mapping[str, PlannedActivity],
    there: Mapping[str, tuple[date, date]],
    closed_on: date | None,
) -> Strand:
    chain = [last]
    while chain[-1].row.follows in items:
        chain.append(items[chain[-1].row.follows])
    days = [there[item.row.id] for item in chain if item.row.id in there]
    row, first = last.row, chain[-1].row
    private = any(
        item.row.kind is ActivityKind.HEALTH or item.row.serves is PartOfLife.HEALTH for item in chain
    )
    # Nothing goes on after the programme, whatever the plan had said.
    ends = [day for day in (row.last_day, closed_on) if day is not None]
    return Strand(
        row.id,
        row.title,
        row.provider,
        first.first_day,
        min(ends, default=None),
        private,
        (min(first for first, _ in days), max(last for _, last in days)) if days else None,
    )


def _moments(work: Work, plan: Plan) -> Iterator[Moment]:
    programme = plan.programme
    yield Moment(programme.received_on, MomentKind.APPLIED)
    if programme.started_on:
        yield Moment(programme.started_on, MomentKind.STARTED)
    for step in steps.of_programme(work.session, programme.id):
        if step.kind in OF_STEP:
            yield Moment(step.day, OF_STEP[step.kind])
    yield from _goals(work, programme.id)
    for strand in strands(work, plan):
        if strand.there is not None:
            yield Moment(strand.there[0], MomentKind.BEGAN, strand.title)
            if strand.last_day is not None and strand.last_day < work.today:
                yield Moment(strand.there[1], MomentKind.FINISHED, strand.title)
    agreed = own_agreed(work)
    standing = [one for one in (*agreed.to_do, *agreed.done) if one.stands]
    together = {one.row.day for one in standing} | _agreed_on(work, programme.id)
    for day in plan.evaluations:
        if day in together:
            yield Moment(day, MomentKind.LOOKED_TOGETHER)
    yield from _done(standing)
    if programme.closed_on and programme.state in OF_STATE:
        yield Moment(programme.closed_on, OF_STATE[programme.state])


def _goals(work: Work, programme_id: str) -> Iterator[Moment]:
    """Each goal that there was, on the day from which it stood."""
    before = ""
    for row in versions.all_of(work.session, programme_id):
        goal = content_of(row.content).goal
        if goal.text and goal.text != before:
            yield Moment(oslo_day(row.made_at), MomentKind.GOAL, goal.text, goal.locale)
        before = goal.text


def _agreed_on(work: Work, programme_id: str) -> set[date]:
    """The days on which two people agreed on the plan."""
    return {oslo_day(row.made_at) for row in versions.all_of(work.session, programme_id) if row.agreed_by}


def _done(standing: Iterable[Agreement]) -> Iterator[Moment]:
    """What the participant had said they would do, and did."""
    for one in standing:
        for point in one.points:
            if point.whose is PointOf.PARTICIPANT and point.done_at is not None:
                yield Moment(oslo_day(point.done_at), MomentKind.DONE, point.text, one.row.locale)
