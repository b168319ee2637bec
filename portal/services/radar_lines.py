"""The radar as a pure function: from a programme and its plan to the lines that the office looks at."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, time, timedelta
from decimal import Decimal
from typing import Any

from portal.domain.calendar import minutes_between, monday_of
from portal.domain.programme import ActivityKind, IntervalKind, ProgrammeState
from portal.domain.radar import LineState, RadarLine
from portal.rules.content import full_time, work_directed
from portal.rules.days import Holidays
from portal.rules.decision import Because, Decision, Outcome
from portal.rules.free_days import free_day
from portal.rules.interruption import suspension
from portal.rules.milestones import evaluation_dates, job_search, start_stated
from portal.rules.period_end import period_ends
from portal.rules.practice import USUAL, Practice
from portal.rules.routine import WEEKS_AHEAD, empty_weeks, next_evaluation
from portal.rules.working_beside import work_hours

A_DAY, A_WEEK = timedelta(days=1), timedelta(weeks=1)
BEFORE_START = frozenset({ProgrammeState.APPLIED, ProgrammeState.PLANNED})
HAS_A_PERIOD = frozenset({ProgrammeState.RUNNING, ProgrammeState.ON_LEAVE, ProgrammeState.SUSPENDED})
# What the rules about content call the kinds.
KINDS = {
    ActivityKind.WORK_DIRECTED: "WORK_DIRECT",
    ActivityKind.SUPPORTING: "SUPPORTING",
    ActivityKind.HEALTH: "HEALTH",
    ActivityKind.JOB_SEARCH: "JOBSEARCH",
    ActivityKind.PAID_WORK: "PAID_WORK",
    ActivityKind.APPRENTICESHIP: "APPRENTICE",
    ActivityKind.FOLLOW_UP: "FOLLOW_UP",
    ActivityKind.OWN_ACTIVITY: "SELF",
}


@dataclass(frozen=True, slots=True)
class PlannedSlot:
    """One time of an activity in a week, without its title: nothing here says what somebody does."""

    kind: ActivityKind
    first_day: date
    last_day: date | None
    weekday: int
    starts: time
    ends: time

    def on(self, day: date) -> bool:
        """Whether it is planned on that day."""
        runs = self.first_day <= day and (self.last_day is None or day <= self.last_day)
        return runs and day.weekday() == self.weekday


@dataclass(frozen=True, slots=True)
class PlannedHours:
    """What a week of an activity takes that has no fixed times."""

    kind: ActivityKind
    first_day: date
    last_day: date | None
    weekly_minutes: int

    def within(self, monday: date) -> bool:
        """Whether it is planned in the week that begins on that Monday."""
        ends = self.last_day is None or self.last_day >= monday
        return ends and self.first_day < monday + A_WEEK

    def covers(self, day: date) -> bool:
        """Whether the plan holds it on that day."""
        return self.first_day <= day and (self.last_day is None or day <= self.last_day)


@dataclass(frozen=True, slots=True)
class Pause:
    """Time that does not count; without a last day it still lasts."""

    kind: IntervalKind
    first_day: date
    last_day: date | None


@dataclass(frozen=True, slots=True)
class Seen:
    """What the radar looks at: one programme as it stands on `today`. `free_weeks` are the Mondays of those left free."""

    today: date
    state: ProgrammeState
    received_on: date
    started_on: date | None
    period: int
    period_from: date | None
    period_to: date | None
    slots: tuple[PlannedSlot, ...] = ()
    untimed: tuple[PlannedHours, ...] = ()
    evaluations: tuple[date, ...] = ()
    pauses: tuple[Pause, ...] = ()
    free_weeks: frozenset[date] = frozenset()
    practice: Practice = USUAL


@dataclass(frozen=True, slots=True)
class Line:
    """One line: what was looked at, what it asks for, by when, and the decision with its reasons.

    `due` is a day that matters to the line, and for DECIDE the last one to decide; None where no day does.
    """

    what: RadarLine
    state: LineState
    due: date | None
    decision: Decision[Any]

    @property
    def because(self) -> Because:
        """The reason that says how it stands: of the hours, how many are planned and not how many there should be."""
        return self.decision.because[1 if self.what is RadarLine.HOURS else 0]

    @property
    def is_open(self) -> bool:
        """Whether it asks something of the office."""
        return self.state is not LineState.IN_ORDER


def lines(seen: Seen, holidays: Holidays) -> tuple[Line, ...]:
    """Every line that means something for a programme in its state, in their fixed order; none for one that is over."""
    return tuple(_lines(seen, holidays))


def _lines(seen: Seen, holidays: Holidays) -> Iterator[Line]:
    if seen.state in BEFORE_START:
        yield _start(seen, holidays)
    if seen.state is ProgrammeState.RUNNING:
        yield from _week(seen)
        yield _empty(seen, holidays)
        if seen.period_from and seen.period_to:
            yield from _milestones(seen, seen.period_from, seen.period_to)
        yield _next_evaluation(seen)
    if seen.state in HAS_A_PERIOD and seen.started_on and seen.period_to:
        yield _period_end(seen, seen.started_on, seen.period_to)
    if seen.state is ProgrammeState.SUSPENDED:
        yield from _suspension(seen)


def _start(seen: Seen, holidays: Holidays) -> Line:
    # Before it has begun, the decision says when it will.
    decision = start_stated(seen.received_on, seen.started_on or seen.period_from, holidays)
    stated = decision.outcome is Outcome.MET
    state = LineState.IN_ORDER if stated else LineState.DECIDE
    return Line(RadarLine.START, state, decision.value, decision)


def _week(seen: Seen) -> Iterator[Line]:
    """Hours, share and paid work of this ordinary week. A free day shortens nothing: nobody is behind for Easter."""
    monday = monday_of(seen.today)
    minutes = dict.fromkeys(ActivityKind, 0)
    for day in (monday + number * A_DAY for number in range(7)):
        for slot in seen.slots:
            if slot.on(day):
                minutes[slot.kind] += minutes_between(slot.starts, slot.ends)
    for one in seen.untimed:
        # On the day that is looked at, as the plan's own page counts: a week in which one entry follows another has both.
        if one.covers(seen.today):
            minutes[one.kind] += one.weekly_minutes
    full = full_time(Decimal(sum(minutes.values())) / 60, monday)
    yield Line(RadarLine.HOURS, _look_unless(full), None, full)
    hours = {kind: Decimal(length) / 60 for kind, length in minutes.items() if length}
    share = work_directed(tuple((KINDS[kind], one) for kind, one in hours.items()), monday, seen.practice)
    yield Line(RadarLine.WORK_DIRECTED, _look_unless(share), None, share)
    # Whoever has both is measured by the paid work: how an apprenticeship counts beside it, the law does not say.
    kind = ActivityKind.PAID_WORK if ActivityKind.PAID_WORK in hours else ActivityKind.APPRENTICESHIP
    if kind in hours:
        learns = kind is ActivityKind.APPRENTICESHIP
        beside = work_hours(hours[kind], apprentice=learns, on=monday, practice=seen.practice)
        yield Line(RadarLine.PAID_WORK, _look_unless(beside), None, beside)


def _empty(seen: Seen, holidays: Holidays) -> Line:
    """The weeks ahead, from the next one on: what is left of this one was somebody's to fill last week."""
    monday = monday_of(seen.today)
    found = [
        first
        for first in (monday + number * A_WEEK for number in range(1, WEEKS_AHEAD + 1))
        if _is_empty(seen, first, holidays)
    ]
    decision = empty_weeks(tuple(found))
    return Line(RadarLine.EMPTY_WEEKS, _look_unless(decision), decision.value, decision)


def _is_empty(seen: Seen, monday: date, holidays: Holidays) -> bool:
    days = [monday + number * A_DAY for number in range(7)]
    planned = (slot.on(day) for day in days for slot in seen.slots)
    if monday in seen.free_weeks or any(planned) or any(one.within(monday) for one in seen.untimed):
        return False
    # A week of which no day is in the period, or every day is free, is nobody's to fill.
    within = (day for day in days if seen.period_to is None or day <= seen.period_to)
    return any(free_day(day, holidays).outcome is not Outcome.MET for day in within)


def _milestones(seen: Seen, first: date, last: date) -> Iterator[Line]:
    extended = seen.period > 1
    begins = job_search(last, extended=extended, practice=seen.practice).value.final_part_from
    # Job search that is over before the final part begins is none in the final part.
    planned: list[PlannedSlot | PlannedHours] = [*seen.slots, *seen.untimed]
    lasting = [
        one.first_day
        for one in planned
        if one.kind is ActivityKind.JOB_SEARCH
        and one.first_day <= last
        and (one.last_day is None or one.last_day >= begins)
    ]
    search = job_search(
        last, extended=extended, job_search_from=min(lasting, default=None), practice=seen.practice
    )
    # Far from the final part nothing is late, so the line says the day and asks for nothing.
    near = seen.today >= begins - seen.practice.whole("duration.decision_due_weeks") * A_WEEK
    quiet = search.outcome is Outcome.MET or not near
    state = LineState.IN_ORDER if quiet else LineState.LOOK
    yield Line(RadarLine.JOB_SEARCH, state, None if lasting else begins, search)
    stated = evaluation_dates(first, last, seen.evaluations, seen.practice)
    yield Line(RadarLine.EVALUATIONS, _look_unless(stated), None, stated)


def _next_evaluation(seen: Seen) -> Line:
    decision = next_evaluation(seen.evaluations, seen.today)
    return Line(RadarLine.NEXT_EVALUATION, _look_unless(decision), decision.value, decision)


def _period_end(seen: Seen, started_on: date, period_to: date) -> Line:
    away = tuple(
        (one.first_day, one.last_day or seen.today) for one in seen.pauses if one.first_day <= seen.today
    )
    decision = period_ends(period_to, started_on, away, seen.today, seen.practice)
    state = LineState.DECIDE if decision.value.begun else LineState.IN_ORDER
    return Line(RadarLine.PERIOD_END, state, period_to, decision)


def _suspension(seen: Seen) -> Iterator[Line]:
    begun = [
        one.first_day
        for one in seen.pauses
        if one.kind is IntervalKind.SUSPENSION and one.first_day <= seen.today
    ]
    if begun:
        decision = suspension(max(begun), seen.today, seen.practice)
        warned = any(day <= seen.today for day in decision.value.warn_on)
        state = LineState.DECIDE if warned else LineState.IN_ORDER
        yield Line(RadarLine.SUSPENSION, state, decision.value.must_end_on, decision)


def _look_unless(decision: Decision[Any]) -> LineState:
    return LineState.IN_ORDER if decision.outcome is Outcome.MET else LineState.LOOK
