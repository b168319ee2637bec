"""What is missed of each day: the planned hours that an absence covers, what was decided, and what nobody has decided."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, time
from decimal import Decimal
from math import ceil

from portal.domain.absence import AbsenceState
from portal.domain.absence_details import details_from
from portal.domain.attendance import Attendance
from portal.domain.calendar import minutes_between
from portal.rules.days import days_between
from portal.rules.decision import Decision, Outcome
from portal.rules.deducted import Away
from portal.rules.questions import ALL
from portal.services.absence_command import AbsenceCommand
from portal.services.absence_kinds import away_of
from portal.services.money_known import Known, awaited
from portal.services.week_days import Day
from portal.store.absence import granted_days
from portal.store.base import AnyRow

HOURS_TO_DEDUCT = "hours-to-deduct"
STANDARD_DAY = "hours.standard_day"
AN_HOUR = 60
AS_EXACT_AS_A_FACT = Decimal("0.000001")
"""A fact of the rules has six decimals at most."""
NOTHING = Decimal(0)
WHOLE_DAY = frozenset(range(24 * AN_HOUR))
MORNING = 8 * AN_HOUR
"""Where a day without a plan is taken to begin. Nothing but the overlap of two absences of that day depends on it."""

Minutes = frozenset[int]


@dataclass(frozen=True, slots=True)
class Gone:
    """One absence, reported or only thought of. `granted` are the days of one that was granted in part."""

    kind: Away
    first_day: date
    last_day: date
    state: AbsenceState
    starts: time | None = None
    ends: time | None = None
    minutes_a_day: int | None = None
    granted: tuple[date, date] | None = None

    @property
    def whole_days(self) -> bool:
        """Whether it is for all of each day."""
        return not (self.starts and self.ends) and not self.minutes_a_day

    def on(self, day: date) -> AbsenceState | None:
        """What was decided of that day, None for another day. What is granted in part is refused on the other days."""
        if not self.first_day <= day <= self.last_day:
            return None
        if self.granted is None:
            return self.state
        first, last = self.granted
        return AbsenceState.ACCEPTED if first <= day <= last else AbsenceState.REFUSED

    def covers(self, planned: Minutes) -> Minutes:
        """Which minutes of a day it covers, where so much of the day was planned."""
        if self.starts and self.ends:
            return _between(self.starts, self.ends)
        if self.minutes_a_day:
            return frozenset((sorted(planned) or range(MORNING, 24 * AN_HOUR))[: self.minutes_a_day])
        return WHOLE_DAY


@dataclass(frozen=True, slots=True)
class DayAway:
    """One day that somebody has decided about: the hours away, and what the rule takes of them."""

    day: date
    hours: Decimal
    decision: Decision[Decimal]


@dataclass(frozen=True, slots=True)
class Decided:
    """The days that were decided: what takes something off, and what waits for a caseworker to look again.

    `outside` are the days that were refused and on which nothing planned was missed.
    """

    deducted: tuple[DayAway, ...] = ()
    looked_at_first: tuple[DayAway, ...] = ()
    outside: tuple[date, ...] = ()


@dataclass(frozen=True, slots=True)
class SaidAway:
    """Hours that the participant has said in the week to have missed, and that no absence explains."""

    day: date
    hours: Decimal


def gone_of(row: AnyRow) -> Gone:
    """An absence that was reported."""
    return Gone(
        away_of(row.kind, details_from(row.details).birth),
        row.first_day,
        row.last_day,
        row.state,
        row.starts,
        row.ends,
        row.minutes_a_day,
        granted_days(row) if row.state is AbsenceState.PARTLY else None,
    )


def thought_of(command: AbsenceCommand, kind: Away, state: AbsenceState) -> Gone:
    """An absence that is about to be sent, as if that had been decided of it."""
    times = (command.starts, command.ends, command.minutes_a_day)
    return Gone(kind, command.first_day, command.last_day, state, *times)


def decided(at: Known, first: date, last: date, gone: Sequence[Gone]) -> Decided:
    """What was decided of the days from `first` to `last`. Raises `NoLawInForce` before 2010.

    What is permitted counts more than what was refused before, and no hour is taken twice.
    """
    days = [_of_day(at, day, gone) for day in days_between(first, last) if awaited(at, day)]
    return Decided(
        tuple(one for day in days for one in day.deducted),
        tuple(one for day in days for one in day.looked_at_first),
        tuple(one for day in days for one in day.outside),
    )


def _of_day(at: Known, day: date, gone: Sequence[Gone]) -> Decided:
    in_week = at.days.get(day)
    of_day = [(one, state) for one in gone if (state := one.on(day)) not in (None, AbsenceState.REPORTED)]
    if not of_day or (in_week is not None and in_week.left_free):
        return Decided()
    planned = _planned(in_week)
    kept = _union(one.covers(planned) for one, state in of_day if _keeps(one, state))
    taken: Minutes = frozenset()
    deducted, looked_at_first, outside = [], [], False
    for one, state in of_day:
        if _keeps(one, state):
            continue
        covered = one.covers(planned)
        missed = covered & planned if planned else _without_plan(at, one, covered)
        outside = outside or not missed
        missed -= kept | taken
        hours = _hours(len(missed))
        if not planned and one.whole_days:
            hours = min(hours, at.practice.exact(STANDARD_DAY))
        decision = deduction(at, day, one.kind, state, hours)
        if decision.value:
            deducted.append(DayAway(day, hours, decision))
            taken |= missed
        elif missed and decision.outcome is Outcome.UNDECIDED:
            looked_at_first.append(DayAway(day, hours, decision))
    return Decided(tuple(deducted), tuple(looked_at_first), (day,) if outside else ())


def said_away(at: Known, first: date, last: date, gone: Sequence[Gone]) -> tuple[SaidAway, ...]:
    """What the participant has said in the week to have missed, less what an absence of the same hours covers."""
    found = []
    for day in days_between(first, last):
        in_week = at.days.get(day)
        if in_week is None or not awaited(at, day):
            continue
        covered = _union(one.covers(_planned(in_week)) for one in gone if one.on(day) is not None)
        if minutes := _missed(in_week, covered):
            found.append(SaidAway(day, _hours(minutes)))
    return tuple(found)


def deduction(
    at: Known, day: date, kind: Away, state: AbsenceState | None, hours: Decimal
) -> Decision[Decimal]:
    """What the rule takes of the hours of one day. Raises `NoLawInForce` before 2010."""
    facts = {
        "kind": kind.value,
        "state": (state or AbsenceState.REPORTED).value.upper(),
        "hours": f"{hours:f}",
        "on": day.isoformat(),
    }
    return ALL[HOURS_TO_DEDUCT].answer(facts, at.around)


def if_refused(at: Known, said: Iterable[SaidAway]) -> dict[date, Decimal]:
    """The hours that would be deducted if what was said in the week were not permitted."""
    return {
        one.day: deduction(at, one.day, Away.OTHER, AbsenceState.REFUSED, one.hours).value for one in said
    }


def in_all(at: Known, deducted: Iterable[DayAway], more: Mapping[date, Decimal]) -> Decimal:
    """The hours of the days together: of one day never more than the office's standard day."""
    hours = dict(more)
    for one in deducted:
        hours[one.day] = hours.get(one.day, NOTHING) + one.decision.value
    return sum((min(value, at.practice.exact(STANDARD_DAY)) for value in hours.values()), NOTHING)


def _keeps(one: Gone, state: AbsenceState | None) -> bool:
    return state is AbsenceState.ACCEPTED and one.kind is not Away.UNPAID_LEAVE


def _planned(in_week: Day | None) -> Minutes:
    items = in_week.planned if in_week else ()
    return _union(_between(item.starts, item.ends) for item in items if not item.drop_in)


def _without_plan(at: Known, one: Gone, covered: Minutes) -> Minutes:
    """Where nothing is planned: what the absence says itself, or the office's standard day."""
    if not one.whole_days:
        return covered
    standard = ceil(at.practice.exact(STANDARD_DAY) * AN_HOUR)
    return frozenset(range(MORNING, MORNING + standard))


def _missed(in_week: Day, covered: Minutes) -> int:
    minutes = 0
    for item in in_week.planned:
        said = item.chain.standing if item.chain and not item.drop_in else None
        if said is None or said.attendance not in (Attendance.PART, Attendance.AWAY):
            continue
        there = said.minutes if said.attendance is Attendance.PART else 0
        explained = len(_between(item.starts, item.ends) & covered)
        minutes += max(0, item.minutes - there - explained)
    return minutes


def _between(starts: time, ends: time) -> Minutes:
    first = starts.hour * AN_HOUR + starts.minute
    return frozenset(range(first, first + minutes_between(starts, ends)))


def _union(found: Iterable[Minutes]) -> Minutes:
    return frozenset().union(*found)


def _hours(minutes: int) -> Decimal:
    return (Decimal(minutes) / AN_HOUR).quantize(AS_EXACT_AS_A_FACT).normalize() + NOTHING
