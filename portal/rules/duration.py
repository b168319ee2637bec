"""How long a programme lasts: when it must begin, how far one decision reaches, when it must end at the latest.

These are periods, not time limits for acting, so a weekend or a holiday moves none of them.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import ClassVar

from portal.rules.day_ledger import DayLedger, Interval, day_ledger, merged
from portal.rules.days import Holidays, add_months, is_working_day, last_day_of_period, working_days_before
from portal.rules.decision import Because, Decision, Figures, Outcome, Reason
from portal.rules.law import KVP_FORSKRIFTEN, SOSIALTJENESTELOVEN, Citation, HouseRule
from portal.rules.not_counted import Away, because_of, leave_of, suspended_of
from portal.rules.parameters import dated, whole_on
from portal.rules.practice import USUAL, Practice

_2019 = date(2019, 1, 1)
ONE_YEAR_AT_A_TIME = Citation(KVP_FORSKRIFTEN, "2", 1, 1, wording_since=_2019)
TWO_YEARS = Citation(SOSIALTJENESTELOVEN, "32", 1, 1, wording_since=_2019)
ONE_YEAR_MORE = Citation(SOSIALTJENESTELOVEN, "32", 1, 2, wording_since=_2019)
NOT_COUNTED = Citation(SOSIALTJENESTELOVEN, "32", 1, 3, wording_since=_2019)
NOT_MOVED = HouseRule(
    "duration.weekend-moves-nothing",
    "Domstolloven § 149 is read as a rule for acting in a case; it does not give the office more time to start.",
)


@dataclass(frozen=True, slots=True)
class StartAtLatest(Reason):
    """The programme must begin within `months` months after the application came in on `received_on`."""

    code: ClassVar[str] = "duration.start-at-latest"
    received_on: date
    months: int


@dataclass(frozen=True, slots=True)
class WeekendMovesNothing(Reason):
    """`day` is a weekend or a public holiday and is not moved, so the start must be planned before it."""

    code: ClassVar[str] = "duration.weekend-moves-nothing"
    day: date


@dataclass(frozen=True, slots=True)
class PlanStartBy(Reason):
    """The last day to start is no working day, so the start is planned on `day` at the latest, the last one before it."""

    code: ClassVar[str] = "duration.plan-start-by"
    day: date


@dataclass(frozen=True, slots=True)
class DecisionPeriod(Reason):
    """One decision, from `first_day`, is for at most `months` months."""

    code: ClassVar[str] = "duration.decision-period"
    first_day: date
    months: int


@dataclass(frozen=True, slots=True)
class BaseMaximum(Reason):
    """A programme that began on `started_on` can last `years` years, to `last_day`."""

    code: ClassVar[str] = "duration.base-maximum"
    started_on: date
    years: int
    last_day: date


@dataclass(frozen=True, slots=True)
class SpecialExtension(Reason):
    """On special grounds it can last `years` more, to `last_day`."""

    code: ClassVar[str] = "duration.special-extension"
    years: int
    last_day: date


@dataclass(frozen=True, slots=True)
class TimeNotCounted(Reason):
    """`days` days of approved leave or suspension are not counted."""

    code: ClassVar[str] = "duration.time-not-counted"
    days: int


@dataclass(frozen=True, slots=True)
class LatestEnd(Figures):
    """The last day without special grounds, the last day of all, and the days not counted before each."""

    code: ClassVar[str] = "figures.latest-end"
    base_maximum: date
    absolute_maximum: date
    base_days_not_counted: int
    absolute_days_not_counted: int


@dataclass(frozen=True, slots=True)
class ProgrammeEnd(Figures):
    """The last days of a programme, the days not counted before each, and where every day so far has gone."""

    code: ClassVar[str] = "figures.programme-end"
    latest: LatestEnd
    ledger: DayLedger


def start_deadline(received: date, holidays: Holidays) -> Decision[date]:
    """The last day on which the programme may begin, counted from the application (sosialtjenesteloven § 31).

    A weekend or a public holiday does not move it; then the last working day before it is named too.
    """
    row = dated("duration.start_after_application_months", received)
    latest = add_months(received, row.whole)
    because = [Because(StartAtLatest(received, row.whole), row.basis)]
    if not is_working_day(latest, holidays):
        because.append(Because(WeekendMovesNothing(latest), NOT_MOVED))
        because.append(Because(PlanStartBy(working_days_before(latest, 1, holidays)), NOT_MOVED))
    return Decision("duration.start_deadline", 1, Outcome.COMPUTED, tuple(because), latest)


def decision_period_end(first_day: date) -> Decision[date]:
    """The last day that one decision from `first_day` can reach (KVP-forskriften § 2 ledd 1 punktum 1)."""
    months = whole_on("duration.decision_max_months", first_day)
    because = (Because(DecisionPeriod(first_day, months), ONE_YEAR_AT_A_TIME),)
    last = last_day_of_period(first_day, months)
    return Decision("duration.decision_period_end", 1, Outcome.COMPUTED, because, last)


def latest_end(started_on: date, excluded: tuple[Interval, ...] = ()) -> Decision[LatestEnd]:
    """The last lawful days of a programme (sosialtjenesteloven § 32 ledd 1).

    `excluded` are approved leave and time after a decision to suspend. They may overlap; what lies before
    the start, or begins after the programme has already run out, gives nothing. Which absences are leave
    is for the caller: sickness, sick children and holidays count. Raises ValueError for an interval the wrong way round.
    """
    base_years = whole_on("duration.base_max_years", started_on)
    more_years = whole_on("duration.special_extension_max_years", started_on)
    pauses = merged(started_on, excluded)
    base, base_days = _pushed(last_day_of_period(started_on, 12 * base_years), pauses)
    absolute, days = _pushed(last_day_of_period(started_on, 12 * (base_years + more_years)), pauses)
    because = [
        Because(BaseMaximum(started_on, base_years, base), TWO_YEARS),
        Because(SpecialExtension(more_years, absolute), ONE_YEAR_MORE),
    ]
    if days:
        because.append(Because(TimeNotCounted(days), NOT_COUNTED))
    value = LatestEnd(base, absolute, base_days, days)
    return Decision("duration.latest_end", 1, Outcome.COMPUTED, tuple(because), value)


def programme_end(
    started_on: date, away: tuple[Away, ...] = (), ledger_to: date | None = None, practice: Practice = USUAL
) -> Decision[ProgrammeEnd]:
    """The last lawful days when each time away is of a kind (sosialtjenesteloven § 32 ledd 1).

    The ledger runs from the start to `ledger_to`, or to the last day without special grounds. Raises ValueError
    when that is before the start or an interval is the wrong way round, and `NoLawInForce` for pandemic absence
    on a day without such a rule.
    """
    leave, suspended = leave_of(away, practice), suspended_of(away)
    latest = latest_end(started_on, leave + suspended)
    ends = latest.value
    ledger = day_ledger(started_on, ledger_to or ends.base_maximum, leave, suspended)
    because = latest.because + because_of(away, started_on, ends.absolute_maximum, practice)
    return Decision("duration.programme_end", 1, Outcome.COMPUTED, because, ProgrammeEnd(ends, ledger))


def _pushed(end: date, pauses: list[Interval]) -> tuple[date, int]:
    """Move `end` one day for each day not counted, as long as the pause begins before the time has run out."""
    days = 0
    for first, last in pauses:
        if first <= end:
            length = (last - first).days + 1
            end += timedelta(days=length)
            days += length
    return end, days
