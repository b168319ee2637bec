"""What must be decided when a decision period runs out, and when the office begins (KVP-forskriften § 2 ledd 1)."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import ClassVar

from portal.rules.day_ledger import ONE_DAY, Interval
from portal.rules.days import last_day_of_period
from portal.rules.decision import Because, Decision, Figures, Outcome, Reason
from portal.rules.duration import ONE_YEAR_MORE, TWO_YEARS, latest_end
from portal.rules.law import KVP_FORSKRIFTEN, Citation
from portal.rules.parameters import whole_on
from portal.rules.practice import USUAL, Practice

MUST_DECIDE = Citation(KVP_FORSKRIFTEN, "2", 1, 3, wording_since=date(2019, 1, 1))
NOT_BEYOND_MAXIMUM = Citation(KVP_FORSKRIFTEN, "2", 1, 4, wording_since=date(2019, 1, 1))

EXTEND, END, EXTEND_ON_SPECIAL_GROUNDS = "EXTEND", "END", "EXTEND_ON_SPECIAL_GROUNDS"


@dataclass(frozen=True, slots=True)
class MustExtendOrEnd(Reason):
    """When the period runs out on `period_to`, the municipality shall extend or end the programme."""

    code: ClassVar[str] = "period-end.must-extend-or-end"
    period_to: date


@dataclass(frozen=True, slots=True)
class MayExtendTo(Reason):
    """One more decision can reach `last_day`, as long as the conditions are met."""

    code: ClassVar[str] = "period-end.may-extend-to"
    last_day: date


@dataclass(frozen=True, slots=True)
class OrdinaryTimeUsedUp(Reason):
    """The ordinary time ends on `base_maximum`, so an ordinary extension would be too long."""

    code: ClassVar[str] = "period-end.ordinary-time-used-up"
    base_maximum: date


@dataclass(frozen=True, slots=True)
class SpecialGroundsMayExtendTo(Reason):
    """On special grounds one more decision can reach `last_day`."""

    code: ClassVar[str] = "period-end.special-grounds-may-extend-to"
    last_day: date


@dataclass(frozen=True, slots=True)
class NothingLeft(Reason):
    """The longest time there is ends on `absolute_maximum`, and nothing can extend it."""

    code: ClassVar[str] = "period-end.nothing-left"
    absolute_maximum: date


@dataclass(frozen=True, slots=True)
class MoreTimeNotCounted(Reason):
    """Approved leave or suspension that is not among the facts moves the last day."""

    code: ClassVar[str] = "period-end.more-time-not-counted"


@dataclass(frozen=True, slots=True)
class OfficeBeginsToDecide(Reason):
    """The office begins `weeks` weeks before the period runs out, on `begins_on`."""

    code: ClassVar[str] = "period-end.office-begins"
    begins_on: date
    weeks: int


@dataclass(frozen=True, slots=True)
class PeriodStillRuns(Reason):
    """The period runs to and with `period_to`, so it is no ground for ending before."""

    code: ClassVar[str] = "period-end.still-runs"
    period_to: date


@dataclass(frozen=True, slots=True)
class EndsWithItsPeriod(Reason):
    """To and with `period_to` the programme is decided, so that is the first day it can end with its period."""

    code: ClassVar[str] = "period-end.ends-with-its-period"
    period_to: date


@dataclass(frozen=True, slots=True)
class PeriodRanOut(Reason):
    """The period ran out on `period_to` and it is later now."""

    code: ClassVar[str] = "period-end.ran-out"
    period_to: date


@dataclass(frozen=True, slots=True)
class CaseworkerDecidesPeriodEnd(Reason):
    """A caseworker decides which of the choices it becomes."""

    code: ClassVar[str] = "period-end.caseworker-decides"


@dataclass(frozen=True, slots=True)
class PeriodEnd(Figures):
    """`choices` are what can be decided; `extend_to` is how far the next decision can reach, if there can be one.

    `begun` says whether the office should be at it, and is None when no day was asked about.
    """

    code: ClassVar[str] = "figures.period-end"
    choices: tuple[str, ...]
    extend_to: date | None
    office_begins: date
    begun: bool | None
    base_maximum: date
    absolute_maximum: date


def period_ends(
    period_to: date,
    started_on: date,
    not_counted: tuple[Interval, ...] = (),
    on: date | None = None,
    practice: Practice = USUAL,
) -> Decision[PeriodEnd]:
    """What can be decided when the period that ends on `period_to` runs out (KVP-forskriften § 2 ledd 1 punktum 3-4).

    `not_counted` is approved leave and suspension. A human decides, unless no time is left. Raises ValueError
    when the period ends before the programme started.
    """
    if period_to < started_on:
        raise ValueError("a period cannot end before the programme started")
    longest = latest_end(started_on, not_counted).value
    base, absolute = longest.base_maximum, longest.absolute_maximum
    first = period_to + ONE_DAY
    one_decision = last_day_of_period(first, whole_on("duration.decision_max_months", first))
    weeks = practice.whole("duration.decision_due_weeks")
    begins_on = period_to - timedelta(weeks=weeks)
    begun = None if on is None else on >= begins_on

    if period_to < base:
        last = min(one_decision, base)
        choices: tuple[str, ...] = (EXTEND, END)
        because = [
            Because(MustExtendOrEnd(period_to), MUST_DECIDE),
            Because(MayExtendTo(last), TWO_YEARS),
        ]
    elif period_to < absolute:
        last = min(one_decision, absolute)
        choices = (EXTEND_ON_SPECIAL_GROUNDS,)
        because = [
            Because(OrdinaryTimeUsedUp(base), NOT_BEYOND_MAXIMUM),
            Because(SpecialGroundsMayExtendTo(last), ONE_YEAR_MORE),
        ]
    else:
        value = PeriodEnd((), None, begins_on, begun, base, absolute)
        nothing = (Because(NothingLeft(absolute), ONE_YEAR_MORE),)
        change = (MoreTimeNotCounted(),)
        return Decision("period_end.period_ends", 1, Outcome.COMPUTED, nothing, value, change)
    begins = Because(OfficeBeginsToDecide(begins_on, weeks), practice.basis("duration.decision_due_weeks"))
    because.append(begins)
    if on is not None and on > period_to:
        because.append(Because(PeriodRanOut(period_to), because[0].basis))
    value = PeriodEnd(choices, last, begins_on, begun, base, absolute)
    decides = (CaseworkerDecidesPeriodEnd(),)
    return Decision("period_end.period_ends", 1, Outcome.UNDECIDED, tuple(because), value, decides)


def ends_with_its_period(period_to: date, on: date) -> Decision[None] | None:
    """That a programme cannot end on a day `on` for its period's sake while the period runs; None from its last day on.

    Whether the time could be extended is no matter: what is decided runs to its own end (KVP-forskriften § 2 ledd 1).
    """
    if on >= period_to:
        return None
    because = (Because(PeriodStillRuns(period_to), MUST_DECIDE),)
    change = (EndsWithItsPeriod(period_to),)
    return Decision("period_end.ends_with_its_period", 1, Outcome.NOT_MET, because, None, change)
