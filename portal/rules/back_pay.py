"""What is owed when a month was paid with amounts that have been raised since (folketrygdloven § 1-4, KVP-BEN-06)."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import ClassVar

from portal.rules.benefit import MonthFacts
from portal.rules.decision import Because, Decision, Figures, Outcome, Reason
from portal.rules.law import SOSIALTJENESTELOVEN, Citation, HouseRule
from portal.rules.money import kroner
from portal.rules.month_sums import sums_of
from portal.rules.parameters import dated
from portal.rules.practice import USUAL, Practice
from portal.rules.working_beside import work_hours

MAY_BE_DEDUCTED = Citation(SOSIALTJENESTELOVEN, "40", 1, 1, wording_since=date(2010, 1, 1))
ONE_LINE = HouseRule(
    "back-pay.one-line",
    "The month is worked out again with its own amounts; the exact difference is one line and is rounded once.",
)


@dataclass(frozen=True, slots=True)
class BackPay(Figures):
    """What is owed, in kroner; nothing where too much was paid, which is not for a machine to claim."""

    code: ClassVar[str] = "figures.back-pay"
    amount: Decimal


@dataclass(frozen=True, slots=True)
class GrunnbelopChanged(Reason):
    """The grunnbeløp is `now` from `first_day`; the month was paid with `before`."""

    code: ClassVar[str] = "back-pay.grunnbelop-changed"
    before: int
    now: int
    first_day: date


@dataclass(frozen=True, slots=True)
class FactorChanged(Reason):
    """The benefit is `now` times the grunnbeløp from `first_day`; the month was paid with `before`."""

    code: ClassVar[str] = "back-pay.factor-changed"
    before: Decimal
    now: Decimal
    first_day: date


@dataclass(frozen=True, slots=True)
class ChildDayChanged(Reason):
    """The child supplement of a day is `now` from `first_day`; the month was paid with `before`."""

    code: ClassVar[str] = "back-pay.child-day-changed"
    before: Decimal
    now: Decimal
    first_day: date


@dataclass(frozen=True, slots=True)
class BackPayFor(Reason):
    """For `month` there is `amount` more to be paid."""

    code: ClassVar[str] = "back-pay.for-month"
    month: date
    amount: Decimal


@dataclass(frozen=True, slots=True)
class NothingOwed(Reason):
    """For `month` the amounts make no difference."""

    code: ClassVar[str] = "back-pay.nothing-owed"
    month: date


@dataclass(frozen=True, slots=True)
class PaidTooMuch(Reason):
    """For `month` `amount` too much was paid. The municipality may deduct it later; a caseworker decides."""

    code: ClassVar[str] = "back-pay.paid-too-much"
    month: date
    amount: Decimal


@dataclass(frozen=True, slots=True)
class PaidWithOwnAmounts(Reason):
    """If `month` was paid with its own amounts, nothing too much was paid."""

    code: ClassVar[str] = "back-pay.paid-with-own-amounts"
    month: date


def back_pay(facts: MonthFacts, paid_with: date, practice: Practice = USUAL) -> Decision[BackPay]:
    """What is owed for a month that was paid with the amounts of the day `paid_with`.

    The days, the age and the reductions are the month's own; only the amounts differ. Where too much was paid the
    answer is UNDECIDED, because § 40 ledd 1 lets the municipality deduct it and does not tell it to. It is UNDECIDED
    too where somebody works more than § 30 lets go with a programme.
    Raises `NoLawInForce`.
    """
    sums, paid = sums_of(facts, practice), sums_of(facts, practice, law_on=paid_with)
    owed = kroner(sums.left - paid.left)
    because, outcome = _why_changed(facts, paid_with), Outcome.COMPUTED
    would_change: tuple[Reason, ...] = ()
    if owed > 0:
        because.append(Because(BackPayFor(facts.month, owed), ONE_LINE))
    elif owed == 0:
        because.append(Because(NothingOwed(facts.month), ONE_LINE))
    else:
        because.append(Because(PaidTooMuch(facts.month, -owed), MAY_BE_DEDUCTED))
        outcome, would_change = Outcome.UNDECIDED, (PaidWithOwnAmounts(facts.month),)
    if sums.share:
        beside = work_hours(
            facts.weekly_hours_worked, apprentice=facts.apprentice, on=facts.month, practice=practice
        )
        if beside.outcome is not Outcome.MET:
            because.extend(beside.because)
            outcome, would_change = Outcome.UNDECIDED, (*would_change, *beside.would_change)
    value = BackPay(max(owed, kroner(0)))
    return Decision("back_pay.month", 1, outcome, tuple(because), value, would_change)


def _why_changed(facts: MonthFacts, paid_with: date) -> list[Because]:
    because = []
    before, now = (dated("rates.grunnbelop", day) for day in (paid_with, facts.month))
    if before.value != now.value:
        grunnbelop = GrunnbelopChanged(before.whole, now.whole, now.first)
        because.append(Because(grunnbelop, now.basis))
    before, now = (dated("rates.factor", day) for day in (paid_with, facts.month))
    if before.value != now.value:
        factor = FactorChanged(Decimal(str(before.value)), Decimal(str(now.value)), now.first)
        because.append(Because(factor, now.basis))
    if facts.children:
        before, now = (dated("rates.child_day", day) for day in (paid_with, facts.month))
        if before.value != now.value:
            child = ChildDayChanged(kroner(before.value), kroner(now.value), now.first)
            because.append(Because(child, now.basis))
    return because
