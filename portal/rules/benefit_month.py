"""The benefit of one month, line by line (sosialtjenesteloven §§ 35 to 39).

Each line is rounded once, half an øre up, and so is the gross. Where the lines then come to an øre more or less than
the gross, a line of its own says so, so that a person can add them up.
"""

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import ClassVar

from portal.rules.benefit import MonthFacts, Part, why_fewer_days, why_part
from portal.rules.children import EACH_CHILD, EachChild
from portal.rules.decision import Because, Decision, Figures, Outcome, Reason
from portal.rules.law import HouseRule
from portal.rules.money import kroner
from portal.rules.month_sums import Sums, sums_of
from portal.rules.paid_work import why_work
from portal.rules.parameters import dated, value_on
from portal.rules.payment import NoOtherBenefit, why_other_benefit, why_paid_so
from portal.rules.practice import USUAL, Practice
from portal.rules.rates import DayRate, why_annual, why_child_day
from portal.rules.reduction import (
    AT_MOST_WHAT_IS_LEFT,
    Absence,
    AbsenceHoursCapped,
    AbsenceTakesAll,
    AbsenceTakesWhatIsLeft,
    why_absence,
    why_child_supplement,
    why_two_rates,
)
from portal.rules.working_beside import work_hours

PAID_WORK, ABSENCE, ROUNDING = "paid-work", "unpermitted-absence", "rounding"
ABSENCE_OF_CHILD = "unpermitted-absence-child-supplement"
NOTHING = Decimal("0.00")
ROUNDED_ONCE = HouseRule(
    "benefit.rounding",
    "No rule says how kroner are rounded. A month is worked out exactly and rounded once, half an øre up.",
)


@dataclass(frozen=True, slots=True)
class BenefitLine(Figures):
    """One line of a month, in kroner; below zero where it takes something off.

    `days` are weekdays and `rate` is one of them, or the whole month where the office pays a twelfth of the year;
    for a child supplement it is that of one child. `hours` are of absence in the month, or of work in a week; then
    `rate` is what such an hour takes from the month.
    """

    code: ClassVar[str] = "figures.benefit-line"
    line: str
    amount: Decimal
    days: int | None
    hours: Decimal | None
    rate: Decimal | None


@dataclass(frozen=True, slots=True)
class BenefitMonth(Figures):
    """What a month comes to before tax, and the lines that add up to it."""

    code: ClassVar[str] = "figures.benefit-month"
    gross: Decimal
    lines: tuple[BenefitLine, ...]


@dataclass(frozen=True, slots=True)
class NoDaysWithBenefit(Reason):
    """No weekday of the month carries benefit, so there is none."""

    code: ClassVar[str] = "benefit-month.no-days"


@dataclass(frozen=True, slots=True)
class RoundedOnce(Reason):
    """The lines, each rounded, come to `amount` kroner less than the month rounded once, or more when below zero."""

    code: ClassVar[str] = "benefit-month.rounded-once"
    amount: Decimal


@dataclass(frozen=True, slots=True)
class Explained:
    """Lines, and what each of them rests on."""

    lines: tuple[BenefitLine, ...]
    because: tuple[Because, ...]

    @property
    def total(self) -> Decimal:
        """What the lines come to."""
        return sum((line.amount for line in self.lines), NOTHING)

    def __add__(self, other: "Explained") -> "Explained":
        return Explained(self.lines + other.lines, self.because + other.because)


def benefit_month(facts: MonthFacts, practice: Practice = USUAL) -> Decision[BenefitMonth]:
    """The lines of one month: COMPUTED, or UNDECIDED where a caseworker must look, with what it comes to all the same.

    That is where somebody works more than § 30 lets go with a programme, or has a right to a benefit that § 38 names.
    The law is that of each day. Raises `NoLawInForce` for days outside the law we know.
    """
    sums = sums_of(facts, practice)
    found = _before(facts, sums, practice)
    if sums.share:
        found += _work(facts, sums, found.total)
    if facts.deducted_hours:
        found += _absence(facts, sums, found.total, practice)
    found += _rounding(kroner(sums.left) - found.total)

    because, outcome = list(found.because), Outcome.COMPUTED
    would_change: tuple[Reason, ...] = ()
    if sums.share:
        beside = work_hours(
            facts.weekly_hours_worked, apprentice=facts.apprentice, on=facts.month, practice=practice
        )
        because.extend(beside.because)
        if beside.outcome is not Outcome.MET:
            outcome, would_change = Outcome.UNDECIDED, beside.would_change
    if facts.other_benefit:
        # With too much work besides, the answer stays open whatever happens to the other benefit.
        if outcome is Outcome.COMPUTED:
            would_change = (NoOtherBenefit(),)
        outcome = Outcome.UNDECIDED
        because.extend(why_other_benefit(facts.month))
    if found.total:
        because.extend(why_paid_so(facts.month, facts.paid_on))
    value = BenefitMonth(found.total, found.lines)
    return Decision("benefit_month.lines", 1, outcome, tuple(because), value, would_change)


def _before(facts: MonthFacts, sums: Sums, practice: Practice) -> Explained:
    because = why_fewer_days(facts, sums.days)
    if not sums.days.carrying:
        because.append(Because(NoDaysWithBenefit(), dated("rates.outside_share", facts.month).basis))
        return Explained((), tuple(because))
    because[:0] = why_annual(sums.days.carrying[0], facts.born, practice)
    if facts.by_weekdays(practice):
        row = dated("rates.benefit_days", facts.month)
        because += [Because(DayRate(rate.days_in_year, kroner(rate.day)), row.basis) for rate in sums.rates]
    because += [why_part(part, practice) for part in sums.benefit]
    if sums.children:
        because.append(Because(EachChild(), EACH_CHILD))
        because += why_child_day(facts.month)
        because += [why_part(part, practice) for part in sums.children]
    return Explained(tuple(_line(part) for part in sums.parts), tuple(because))


def _line(part: Part) -> BenefitLine:
    return BenefitLine(part.code, kroner(part.exact), part.days, None, kroner(part.rate))


def _work(facts: MonthFacts, sums: Sums, total: Decimal) -> Explained:
    # Full time takes the lines themselves: their sum can be an øre or two away from the rounded exact sum.
    taken = total if sums.share == 1 else min(total, kroner(sums.whole * sums.share))
    rate = kroner(sums.whole / Fraction(value_on("content.weekly_hours", facts.month)))
    line = BenefitLine(PAID_WORK, -taken, None, facts.weekly_hours_worked, rate)
    return Explained((line,), tuple(why_work(facts.weekly_hours_worked, facts.month, taken)))


def _absence(facts: MonthFacts, sums: Sums, total: Decimal, practice: Practice) -> Explained:
    because = []
    if facts.deducted_hours > sums.most_hours:
        capped = AbsenceHoursCapped(facts.deducted_hours, sums.most_hours)
        because.append(Because(capped, AT_MOST_WHAT_IS_LEFT))
    if not sums.absence:
        return Explained((), tuple(because))
    child_left = min(total, kroner(sums.child_left))
    asked, asked_of_child = kroner(sums.absence.benefit), kroner(sums.absence.child_supplement)
    taken, of_child = total - child_left, min(asked_of_child, child_left)
    if sums.whole_absence:
        everything = AbsenceTakesAll(sums.absence.hours, taken)
        because.append(Because(everything, dated("rates.absence_share", facts.month).basis))
    else:
        taken = min(asked, taken)
        because += why_absence(sums.absence, facts.month, practice)
        if len(sums.rates) > 1:
            because.append(why_two_rates(sums.absence, sums.rates, practice))
        if taken < asked:
            because.append(Because(AbsenceTakesWhatIsLeft(taken), AT_MOST_WHAT_IS_LEFT))
    because += why_child_supplement(sums.absence, facts.children, of_child, practice)
    return Explained(_absence_lines(sums, sums.absence, taken, of_child), tuple(because))


def _rounding(amount: Decimal) -> Explained:
    if not amount:
        return Explained((), ())
    line = BenefitLine(ROUNDING, amount, None, None, None)
    return Explained((line,), (Because(RoundedOnce(amount), ROUNDED_ONCE),))


def _absence_lines(
    sums: Sums, absence: Absence, taken: Decimal, of_child: Decimal
) -> tuple[BenefitLine, ...]:
    lines = []
    if taken:
        hours = absence.hours if absence.days is None else None
        # Neither two rates nor the whole of a twelfth are hours times one rate, so there no rate is shown.
        one_rate = len(absence.pieces) == 1 and not sums.whole_absence
        rate = kroner(absence.pieces[0].rate) if one_rate else None
        lines.append(BenefitLine(ABSENCE, -taken, absence.days, hours, rate))
    if of_child:
        child_day = kroner(absence.child_supplement / absence.whole_days)
        lines.append(BenefitLine(ABSENCE_OF_CHILD, -of_child, absence.whole_days, None, child_day))
    return tuple(lines)
