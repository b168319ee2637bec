"""The day on which the office pays: what its calendar says, and what it does when that day is free (STL § 39)."""

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from portal.rules.days import Holidays, is_working_day, working_days_before
from portal.rules.decision import Because, Decision, Outcome, Reason
from portal.rules.parameters import NoLawInForce
from portal.rules.payment import PAYDAY
from portal.rules.practice import USUAL, Practice

FREE_PAYDAY = "payment.free_payday"
IN_FORCE = date(2010, 1, 1)


@dataclass(frozen=True, slots=True)
class PaydayInCalendar(Reason):
    """The office's own calendar says `day`."""

    code: ClassVar[str] = "payday.in-calendar"
    day: date


@dataclass(frozen=True, slots=True)
class PaydayIsFree(Reason):
    """`day` is a weekend or a public holiday, so the office pays on `paid_on`, the last working day before it."""

    code: ClassVar[str] = "payday.is-free"
    day: date
    paid_on: date


@dataclass(frozen=True, slots=True)
class PaydayMayMove(Reason):
    """`day` is a weekend or a public holiday, and the office has not said what it does then."""

    code: ClassVar[str] = "payday.may-move"
    day: date


def payday(entered: date, holidays: Holidays, practice: Practice = USUAL) -> Decision[date]:
    """The day of payment: COMPUTED, or UNDECIDED with the day of the calendar where nobody knows if it moves.

    No law names a day: § 39 leaves it to the municipality, and the office keeps a calendar of its own.
    Raises `NoLawInForce` before 2010.
    """
    if entered < IN_FORCE:
        raise NoLawInForce(f"the day of payment on {entered.isoformat()}")
    because = [Because(PaydayInCalendar(entered), PAYDAY)]
    if is_working_day(entered, holidays):
        return Decision("payday.payday", 1, Outcome.COMPUTED, tuple(because), entered)
    basis = practice.basis(FREE_PAYDAY)
    if practice.choice(FREE_PAYDAY) == "day-before":
        paid_on = working_days_before(entered, 1, holidays)
        because.append(Because(PaydayIsFree(entered, paid_on), basis))
        return Decision("payday.payday", 1, Outcome.COMPUTED, tuple(because), paid_on)
    because.append(Because(PaydayMayMove(entered), basis))
    return Decision("payday.payday", 1, Outcome.UNDECIDED, tuple(because), entered)
