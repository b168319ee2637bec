"""Which days of a month carry benefit, and what they are worth before anything is taken off (sosialtjenesteloven § 35)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from itertools import groupby
from typing import ClassVar, TypeVar

from portal.rules.days import SATURDAY, add_months, days_between
from portal.rules.decision import Because, Reason
from portal.rules.law import HouseRule
from portal.rules.money import kroner
from portal.rules.parameters import dated, value_on, whole_on
from portal.rules.practice import USUAL, Practice
from portal.rules.rates import Rate, rate_on

FLAT, WEEKDAYS = "FLAT_12", "WEEKDAYS"
FULL, UNDER_25, CHILD = "benefit", "benefit-under-25", "child-supplement"
PART_OF_MONTH = HouseRule(
    "benefit.part-of-flat-month",
    "A twelfth of the year is cut by the weekdays that carry no benefit, so that a month without any is nothing.",
)

NO_CHILD_SUPPLEMENT_WHILE_SUSPENDED = HouseRule(
    "benefit.no-child-supplement-while-suspended",
    "§ 35 ledd 1 names the benefit alone. The child supplement is read as part of it, so that both rest while the "
    "programme is suspended.",
)

T = TypeVar("T")
Interval = tuple[date, date]
"""First and last day, both counted."""


@dataclass(frozen=True, slots=True)
class MonthFacts:
    """One person's month. `month` is its first day; `method` is the office's choice where it is None.

    `weekly_hours_worked` are hours of paid work in an ordinary week, `deducted_hours` hours of absence without
    permission in this month. `suspended` may overlap. `paid_on` is the day of payment, None where nobody has said.
    Raises ValueError for facts that cannot be.
    """

    month: date
    born: date
    children: int = 0
    method: str | None = None
    weekly_hours_worked: Decimal = Decimal(0)
    deducted_hours: Decimal = Decimal(0)
    suspended: tuple[Interval, ...] = ()
    participates_from: date | None = None
    participates_to: date | None = None
    apprentice: bool = False
    other_benefit: bool = False
    paid_on: date | None = None

    def __post_init__(self) -> None:
        if self.month.day != 1:
            raise ValueError("a month is named by its first day")
        if self.born > self.last_day:
            raise ValueError("nobody takes part before they are born")
        if self.children < 0 or self.weekly_hours_worked < 0 or self.deducted_hours < 0:
            raise ValueError("children and hours cannot be fewer than none")
        if self.method not in (None, FLAT, WEEKDAYS):
            raise ValueError(f"there is no method {self.method!r}")
        if any(last < first for first, last in (*self.suspended, self.programme)):
            raise ValueError("a period cannot end before it begins")

    @property
    def last_day(self) -> date:
        """The last day of the month."""
        return add_months(self.month, 1) - timedelta(days=1)

    @property
    def programme(self) -> Interval:
        """The first and the last day in the programme; without end where nobody has said."""
        return self.participates_from or date.min, self.participates_to or date.max

    def by_weekdays(self, practice: Practice) -> bool:
        """Whether each weekday is paid for itself, and not the month as a twelfth of the year."""
        return (self.method or practice.choice("benefit.month_method")) == WEEKDAYS


@dataclass(frozen=True, slots=True)
class Days:
    """The weekdays of a month: all of them, those that carry benefit, and how many the others are."""

    of_month: int
    carrying: tuple[date, ...]
    outside: int
    suspended: int


@dataclass(frozen=True, slots=True)
class Part:
    """One line before rounding: `days` of `of_days` weekdays at `rate`, which is a day's or a whole month's.

    `times` is the number of children, and 1 for the benefit itself.
    """

    code: str
    days: int
    of_days: int
    rate: Fraction
    times: int
    by_day: bool

    @property
    def exact(self) -> Fraction:
        """The amount, exactly."""
        days = Fraction(self.days) if self.by_day else Fraction(self.days, self.of_days)
        return self.rate * self.times * days


@dataclass(frozen=True, slots=True)
class OutsideProgramme(Reason):
    """`days` weekdays of the month are before the programme began or after it ended."""

    code: ClassVar[str] = "benefit.outside-programme"
    days: int


@dataclass(frozen=True, slots=True)
class SuspendedDays(Reason):
    """On `days` weekdays of the month the programme is suspended."""

    code: ClassVar[str] = "benefit.suspended-days"
    days: int


@dataclass(frozen=True, slots=True)
class NoChildSupplementWhileSuspended(Reason):
    """The `days` weekdays on which the programme is suspended carry no child supplement either."""

    code: ClassVar[str] = "benefit.no-child-supplement-while-suspended"
    days: int


@dataclass(frozen=True, slots=True)
class BenefitByDays(Reason):
    """`days` weekdays at `day_rate` are `amount`."""

    code: ClassVar[str] = "benefit.by-days"
    days: int
    day_rate: Decimal
    amount: Decimal


@dataclass(frozen=True, slots=True)
class BenefitForMonth(Reason):
    """The whole month is a twelfth of the year, `amount`."""

    code: ClassVar[str] = "benefit.for-month"
    amount: Decimal


@dataclass(frozen=True, slots=True)
class BenefitForPartOfMonth(Reason):
    """A twelfth of the year is `month_rate`; `days` of `of_days` weekdays of it are `amount`."""

    code: ClassVar[str] = "benefit.for-part-of-month"
    days: int
    of_days: int
    month_rate: Decimal
    amount: Decimal


@dataclass(frozen=True, slots=True)
class ChildSupplementByDays(Reason):
    """For `children` children, `days` weekdays at `day_rate` each are `amount`."""

    code: ClassVar[str] = "benefit.child-by-days"
    children: int
    days: int
    day_rate: Decimal
    amount: Decimal


@dataclass(frozen=True, slots=True)
class ChildSupplementForMonth(Reason):
    """For `children` children the whole month is `month_rate` each, `amount`."""

    code: ClassVar[str] = "benefit.child-for-month"
    children: int
    month_rate: Decimal
    amount: Decimal


@dataclass(frozen=True, slots=True)
class ChildSupplementForPartOfMonth(Reason):
    """For `children` children a whole month is `month_rate` each; `days` of `of_days` weekdays are `amount`."""

    code: ClassVar[str] = "benefit.child-for-part-of-month"
    children: int
    days: int
    of_days: int
    month_rate: Decimal
    amount: Decimal


def days_of(facts: MonthFacts) -> Days:
    """Which weekdays carry benefit. Weekends never do; a weekday that is a public holiday does (§ 35 ledd 3)."""
    weekdays = [day for day in days_between(facts.month, facts.last_day) if day.isoweekday() < SATURDAY]
    first, last = facts.programme
    inside = [day for day in weekdays if first <= day <= last]
    carrying = tuple(day for day in inside if not any(a <= day <= b for a, b in facts.suspended))
    return Days(len(weekdays), carrying, len(weekdays) - len(inside), len(inside) - len(carrying))


def benefit_parts(
    facts: MonthFacts, days: Days, practice: Practice = USUAL, law_on: date | None = None
) -> tuple[Part, ...]:
    """The benefit itself, one part for each rate inside the month. `law_on` is as in `rate_on`."""
    by_day = facts.by_weekdays(practice)
    return tuple(
        Part(
            FULL if rate.full else UNDER_25,
            number,
            days.of_month,
            rate.day if by_day else rate.month,
            1,
            by_day,
        )
        for rate, number in rates_of(facts, days, practice, law_on)
    )


def rates_of(
    facts: MonthFacts, days: Days, practice: Practice = USUAL, law_on: date | None = None
) -> list[tuple[Rate, int]]:
    """The rates inside the month in the order of the days, each with its number of days."""
    return _counted(rate_on(day, facts.born, practice, law_on) for day in days.carrying)


def child_parts(
    facts: MonthFacts, days: Days, practice: Practice = USUAL, law_on: date | None = None
) -> tuple[Part, ...]:
    """The child supplement, never cut to the share of the young (§ 35 ledd 4). Nothing without children."""
    if not facts.children:
        return ()
    by_day = facts.by_weekdays(practice)
    found = _counted(
        (
            Fraction(value_on("rates.child_day", law_on or day)),
            whole_on("rates.benefit_days", law_on or day),
        )
        for day in days.carrying
    )
    return tuple(
        Part(
            CHILD,
            number,
            days.of_month,
            rate if by_day else rate * days_in_year / 12,
            facts.children,
            by_day,
        )
        for (rate, days_in_year), number in found
    )


def why_fewer_days(facts: MonthFacts, days: Days) -> list[Because]:
    """The days that carry nothing, with the sentence of the law that says so."""
    because = []
    if days.outside:
        row = dated("rates.outside_share", facts.month)
        because.append(Because(OutsideProgramme(days.outside), row.basis))
    if days.suspended:
        row = dated("rates.suspended_share", facts.month)
        because.append(Because(SuspendedDays(days.suspended), row.basis))
        if facts.children:
            child = NoChildSupplementWhileSuspended(days.suspended)
            because.append(Because(child, NO_CHILD_SUPPLEMENT_WHILE_SUSPENDED))
    return because


def why_part(part: Part, practice: Practice) -> Because:
    """How one line of benefit or child supplement came about."""
    amount, rate, children = kroner(part.exact), kroner(part.rate), part.times
    how = practice.basis("benefit.month_method")
    child = part.code == CHILD
    if part.by_day:
        by_days = BenefitByDays(part.days, rate, amount)
        return Because(ChildSupplementByDays(children, part.days, rate, amount) if child else by_days, how)
    if part.days == part.of_days:
        month = BenefitForMonth(amount)
        return Because(ChildSupplementForMonth(children, rate, amount) if child else month, how)
    if child:
        of_child = ChildSupplementForPartOfMonth(children, part.days, part.of_days, rate, amount)
        return Because(of_child, PART_OF_MONTH)
    return Because(BenefitForPartOfMonth(part.days, part.of_days, rate, amount), PART_OF_MONTH)


def _counted(found: Iterable[T]) -> list[tuple[T, int]]:
    return [(one, len(list(same))) for one, same in groupby(found)]
