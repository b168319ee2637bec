"""One month's benefit in exact numbers: what it is worth, what work takes and what absence takes; nothing is rounded here."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction

from portal.rules.benefit import Days, MonthFacts, Part, benefit_parts, child_parts, days_of, rates_of
from portal.rules.paid_work import work_share
from portal.rules.parameters import value_on
from portal.rules.practice import USUAL, Practice
from portal.rules.rates import Rate
from portal.rules.reduction import Absence, absence_takes


@dataclass(frozen=True, slots=True)
class Sums:
    """The parts of one month. `share` is what paid work takes of all of them.

    `absence` is None where nothing was told or no day carries benefit; `most_hours` is what those days hold. Where the
    absence fills them (`whole_absence`) it takes all of the benefit, whatever the hours come to by themselves: a twelfth
    of the year is seldom as many hours as the month has.
    """

    days: Days
    rates: tuple[Rate, ...]
    benefit: tuple[Part, ...]
    children: tuple[Part, ...]
    share: Fraction
    absence: Absence | None
    most_hours: Decimal
    whole_absence: bool

    @property
    def parts(self) -> tuple[Part, ...]:
        """The lines before anything is taken off, in the order they are shown."""
        return self.benefit + self.children

    @property
    def whole(self) -> Fraction:
        """Benefit and child supplement together, before anything is taken off."""
        return _sum(self.parts)

    @property
    def child_left(self) -> Fraction:
        """The child supplement after paid work."""
        return _sum(self.children) * (1 - self.share)

    @property
    def left(self) -> Fraction:
        """What remains of the month, never below nothing."""
        benefit, child = _sum(self.benefit) * (1 - self.share), self.child_left
        if self.absence:
            benefit = Fraction(0) if self.whole_absence else max(Fraction(0), benefit - self.absence.benefit)
            child = max(Fraction(0), child - self.absence.child_supplement)
        return benefit + child


def sums_of(facts: MonthFacts, practice: Practice = USUAL, law_on: date | None = None) -> Sums:
    """The exact sums of one month, with the amounts of `law_on` when that is another time than the month.

    Raises `NoLawInForce` for a day that carries benefit and lies outside the law we know.
    """
    days = days_of(facts)
    rates = rates_of(facts, days, practice, law_on)
    most = len(days.carrying) * practice.exact("hours.standard_day")
    return Sums(
        days,
        tuple(rate for rate, _ in rates),
        benefit_parts(facts, days, practice, law_on),
        child_parts(facts, days, practice, law_on),
        work_share(facts.weekly_hours_worked, facts.month) if days.carrying else Fraction(0),
        _absence(facts, rates, min(facts.deducted_hours, most), practice, law_on),
        most,
        facts.deducted_hours >= most,
    )


def _absence(
    facts: MonthFacts,
    rates: list[tuple[Rate, int]],
    hours: Decimal,
    practice: Practice,
    law_on: date | None,
) -> Absence | None:
    if not hours:
        return None
    child_day = Fraction(0)
    if facts.children and practice.says_yes("benefit.absence_cuts_child_supplement"):
        child_day = Fraction(value_on("rates.child_day", law_on or facts.month)) * facts.children
    return absence_takes(hours, rates, child_day, facts.month, practice)


def _sum(parts: tuple[Part, ...]) -> Fraction:
    return sum((part.exact for part in parts), Fraction(0))
