"""The course of each programme: dates that the law allows, counted backwards from the world's present."""

from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from portal.demo import cast
from portal.demo.cast import Part
from portal.demo.days import DAY, WEEK, add_years, on_or_after, on_or_before
from portal.domain.programme import IntervalKind, ProgrammeState
from portal.rules.days import last_day_of_period

STATES = {
    cast.FIRST: ProgrammeState.RUNNING,
    cast.SECOND: ProgrammeState.RUNNING,
    cast.THIRD: ProgrammeState.RUNNING,
    cast.LEAVE: ProgrammeState.ON_LEAVE,
}
PERIODS = {cast.SECOND: 2, cast.THIRD: 3}
YEAR = 12
"""Months of one decision period, the longest that the regulation allows (KVF § 2)."""
LEAVE_AFTER_BIRTH = timedelta(weeks=6)


@dataclass(frozen=True, slots=True)
class Course:
    """State and dates of one programme. `away` is the time that does not count, as (kind, first day, last day)."""

    state: ProgrammeState
    received_on: date
    started_on: date | None = None
    period: int = 0
    period_from: date | None = None
    period_to: date | None = None
    closed_on: date | None = None
    away: tuple[tuple[IntervalKind, date, date | None], ...] = ()

    @property
    def pauses_on(self) -> date | None:
        """The first day of the leave or suspension that still lasts."""
        return next((first for _, first, last in self.away if last is None), None)


def course_of(part: Part, today: date, dice: Random) -> Course:
    """The programme of that part as it stands on `today`."""
    since = today - part.weeks * WEEK
    state = STATES.get(part.stage) or ProgrammeState(part.stage)
    if part.stage == cast.APPLIED:
        return Course(state, on_or_before(since))
    if part.stage == cast.PLANNED:
        # A decision is made and says when to begin, well within six months of the application (STL § 31).
        begins = on_or_after(today + dice.randint(6, 20) * DAY)
        return Course(state, on_or_before(since), None, 1, begins, last_day_of_period(begins, YEAR))
    period = PERIODS.get(part.stage, 1)
    closed_on = None
    away: tuple[tuple[IntervalKind, date, date | None], ...] = ()
    if part.stage in {cast.COMPLETED, cast.ENDED}:
        closed_on = on_or_before(since)
        period, since = (2, closed_on - 30 * WEEK) if part.stage == cast.COMPLETED else (1, since - 16 * WEEK)
    elif part.stage in {cast.LEAVE, cast.SUSPENDED}:
        kind = IntervalKind.LEAVE if part.stage == cast.LEAVE else IntervalKind.SUSPENSION
        away = ((kind, on_or_after(since), None),)
        since -= 21 * WEEK
    started_on = on_or_after(add_years(since, 1 - period))
    period_from = last_day_of_period(started_on, YEAR * (period - 1)) + DAY if period > 1 else started_on
    if part.leave_before:
        gone = period_from + 6 * WEEK
        away = ((IntervalKind.LEAVE, gone, gone + LEAVE_AFTER_BIRTH - DAY),)
    return Course(
        state,
        on_or_before(started_on - dice.randint(45, 150) * DAY),
        started_on,
        period,
        period_from,
        last_day_of_period(started_on, YEAR * period),
        closed_on,
        away,
    )
