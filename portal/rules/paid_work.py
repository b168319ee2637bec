"""What paid work takes off the benefit: hours against full time, never kroner (sosialtjenesteloven § 37)."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import ClassVar

from portal.rules.decision import Because, Reason
from portal.rules.parameters import dated, value_on


@dataclass(frozen=True, slots=True)
class PaidWorkReduces(Reason):
    """`hours` hours of paid work a week, of `full_hours`, take `amount` off, child supplement included."""

    code: ClassVar[str] = "paid-work.reduces"
    hours: Decimal
    full_hours: Decimal
    amount: Decimal


@dataclass(frozen=True, slots=True)
class FullTimeWorkLeavesNothing(Reason):
    """`hours` hours of paid work a week are full time, `full_hours`, or more, and leave no benefit."""

    code: ClassVar[str] = "paid-work.full-time"
    hours: Decimal
    full_hours: Decimal


def work_share(hours: Decimal, on: date) -> Fraction:
    """The share of the benefit that paid work takes, from 0 to 1 (§ 37 ledd 1 punktum 1).

    Counted in hours of an ordinary week against full time. Raises `NoLawInForce` before 2012, when full time
    had no number, unless there is no work.
    """
    if not hours:
        return Fraction(0)
    share = Fraction(hours) / Fraction(value_on("content.weekly_hours", on))
    return min(Fraction(1), share * Fraction(value_on("rates.paid_work_share", on)))


def why_work(hours: Decimal, on: date, amount: Decimal) -> list[Because]:
    """Why paid work takes `amount` kroner."""
    full = Decimal(str(value_on("content.weekly_hours", on)))
    basis = dated("rates.paid_work_share", on).basis
    if hours >= full:
        return [Because(FullTimeWorkLeavesNothing(hours, full), basis)]
    return [Because(PaidWorkReduces(hours, full, amount), basis)]
