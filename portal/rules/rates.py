"""What a year, a month, a day and an hour of the benefit are worth (sosialtjenesteloven § 35, folketrygdloven § 1-4)."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import ClassVar

from portal.rules.days import add_months
from portal.rules.days import birthday as birthday_of
from portal.rules.decision import Because, Decision, Figures, Outcome, Reason
from portal.rules.law import HouseRule
from portal.rules.money import kroner, whole_kroner
from portal.rules.parameters import NoLawInForce, dated, value_on, whole_on
from portal.rules.practice import USUAL, Practice

LEAP_DAY = HouseRule(
    "rates.born-on-leap-day",
    "No rule says when somebody born on 29 February gets a year older in a common year. Read as 28 February, as "
    "domstolloven § 148 reads periods; it is also the day that gives the participant more.",
)


@dataclass(frozen=True, slots=True)
class Rate:
    """What the benefit is worth to one person on one day, exactly. `full` is False below the age of the full rate."""

    annual: Fraction
    days_in_year: int
    full: bool

    @property
    def day(self) -> Fraction:
        """One of the year's benefit days."""
        return self.annual / self.days_in_year

    @property
    def month(self) -> Fraction:
        """A twelfth of the year."""
        return self.annual / 12

    def hour(self, practice: Practice) -> Fraction:
        """A day shared out over the hours the office counts in one."""
        return self.day / Fraction(practice.exact("hours.standard_day"))


@dataclass(frozen=True, slots=True)
class BenefitRates(Figures):
    """`annual` is in whole kroner, for show; the rest are kroner. `child_day` is None where no law is known."""

    code: ClassVar[str] = "figures.benefit-rates"
    grunnbelop: int
    factor: Decimal
    annual: int
    day: Decimal
    hour: Decimal
    flat_month: Decimal
    child_day: Decimal | None


@dataclass(frozen=True, slots=True)
class GrunnbelopSince(Reason):
    """The grunnbeløp is `grunnbelop` kroner from `first_day` on."""

    code: ClassVar[str] = "rates.grunnbelop-since"
    grunnbelop: int
    first_day: date


@dataclass(frozen=True, slots=True)
class AnnualBenefit(Reason):
    """The full benefit of a year is `factor` times the grunnbeløp, `annual` kroner."""

    code: ClassVar[str] = "rates.annual-benefit"
    factor: Decimal
    annual: int


@dataclass(frozen=True, slots=True)
class ShareBelowAge(Reason):
    """Below the age of `age` it is `share_parts` parts of `share_of`: `annual` kroner in a year."""

    code: ClassVar[str] = "rates.share-below-age"
    age: int
    share_parts: int
    share_of: int
    annual: int


@dataclass(frozen=True, slots=True)
class FullRateFrom(Reason):
    """The full benefit begins on `day`, because the person turns `age`."""

    code: ClassVar[str] = "rates.full-rate-from"
    day: date
    age: int


@dataclass(frozen=True, slots=True)
class BornOnLeapDay(Reason):
    """Somebody born on 29 February is taken to turn `age` on `day`."""

    code: ClassVar[str] = "rates.born-on-leap-day"
    day: date
    age: int


@dataclass(frozen=True, slots=True)
class DayRate(Reason):
    """The year is shared out over `days_in_year` days, so that a day is `day` kroner."""

    code: ClassVar[str] = "rates.day-rate"
    days_in_year: int
    day: Decimal


@dataclass(frozen=True, slots=True)
class HourRate(Reason):
    """With `hours_in_day` hours in a day an hour is `hour` kroner."""

    code: ClassVar[str] = "rates.hour-rate"
    hours_in_day: Decimal
    hour: Decimal


@dataclass(frozen=True, slots=True)
class FlatMonth(Reason):
    """A twelfth of the year is `month` kroner."""

    code: ClassVar[str] = "rates.flat-month"
    month: Decimal


@dataclass(frozen=True, slots=True)
class ChildDay(Reason):
    """The child supplement is `day` kroner for each child and each of five days a week."""

    code: ClassVar[str] = "rates.child-day"
    day: Decimal


@dataclass(frozen=True, slots=True)
class GrunnbelopNotDecided(Reason):
    """The grunnbeløp of this time is not decided yet; the last known one, of `known_from`, was used."""

    code: ClassVar[str] = "rates.grunnbelop-not-decided"
    known_from: date


@dataclass(frozen=True, slots=True)
class ChildDayNotDecided(Reason):
    """The child supplement of this time is not decided yet; the last known one, of `known_from`, was used."""

    code: ClassVar[str] = "rates.child-day-not-decided"
    known_from: date


def rate_on(day: date, born: date, practice: Practice = USUAL, law_on: date | None = None) -> Rate:
    """The exact rate of one day (§ 35 ledd 2 and 3). The age is that of `day`, the amounts are those of `law_on`.

    `law_on` is the day itself unless somebody asks what was paid with older amounts. Raises `NoLawInForce`.
    """
    law = law_on or day
    full = day >= full_rate_from(born, whole_on("rates.full_rate_age", law), practice)
    annual = Fraction(value_on("rates.grunnbelop", law)) * Fraction(value_on("rates.factor", law))
    share = Fraction(1) if full else Fraction(value_on("rates.under_25_share", law))
    return Rate(annual * share, whole_on("rates.benefit_days", law), full)


def full_rate_from(born: date, age: int, practice: Practice = USUAL) -> date:
    """The first day of the full benefit: the birthday itself, or the first day of the month after it.

    In a common year a person born on 29 February gets older on the 28th (see `LEAP_DAY`).
    """
    birthday = birthday_of(born, age)
    if practice.choice("benefit.full_rate_from") == "birthday":
        return birthday
    return add_months(birthday.replace(day=1), 1)


def benefit_rates(on: date, born: date, practice: Practice = USUAL) -> Decision[BenefitRates]:
    """Every rate of one person on one day. Raises `NoLawInForce` before the programme existed."""
    rate = rate_on(on, born, practice)
    because = [*why_annual(on, born, practice), *_why_parts(on, rate, practice)]
    child = None
    try:
        child = kroner(value_on("rates.child_day", on))
        because += why_child_day(on)
    except NoLawInForce:
        pass  # The other rates are right all the same, and a rate that is not given is no zero.
    figures = BenefitRates(
        whole_on("rates.grunnbelop", on),
        Decimal(str(value_on("rates.factor", on))),
        whole_kroner(rate.annual),
        kroner(rate.day),
        kroner(rate.hour(practice)),
        kroner(rate.month),
        child,
    )
    return Decision("rates.benefit_rates", 1, Outcome.COMPUTED, tuple(because), figures)


def why_annual(on: date, born: date, practice: Practice) -> list[Because]:
    """Where the amount of a year comes from: the grunnbeløp, the factor and, below the age, the share."""
    grunnbelop, factor = dated("rates.grunnbelop", on), dated("rates.factor", on)
    annual = Fraction(grunnbelop.value) * Fraction(factor.value)
    because = [
        Because(GrunnbelopSince(grunnbelop.whole, grunnbelop.first), grunnbelop.basis),
    ]
    # A new amount is decided for each 1 May (folketrygdloven § 1-4), and often known only later that month.
    if on >= date(grunnbelop.first.year + 1, 5, 1):
        because.append(Because(GrunnbelopNotDecided(grunnbelop.first), grunnbelop.basis))
    because.append(Because(AnnualBenefit(Decimal(str(factor.value)), whole_kroner(annual)), factor.basis))
    age, share = dated("rates.full_rate_age", on), dated("rates.under_25_share", on)
    full_from = full_rate_from(born, age.whole, practice)
    if on < full_from:
        part = Fraction(share.value)
        below = ShareBelowAge(age.whole, part.numerator, part.denominator, whole_kroner(annual * part))
        because.append(Because(below, share.basis))
        because.extend(why_full_rate(on, born, practice))
    return because


def why_child_day(on: date) -> list[Because]:
    """What a day of the child supplement is worth. Raises `NoLawInForce` before 2012."""
    row = dated("rates.child_day", on)
    because = [Because(ChildDay(kroner(row.value)), row.basis)]
    # Only the newest row is still in force; a new amount is decided for each 1 January.
    if row.last is None and on >= date(row.first.year + 1, 1, 1):
        because.append(Because(ChildDayNotDecided(row.first), row.basis))
    return because


def why_full_rate(on: date, born: date, practice: Practice) -> list[Because]:
    """When the full rate begins, which is a reading of the law and not its words."""
    age = whole_on("rates.full_rate_age", on)
    full_from = full_rate_from(born, age, practice)
    because = [Because(FullRateFrom(full_from, age), practice.basis("benefit.full_rate_from"))]
    birthday = birthday_of(born, age)
    if birthday.day != born.day:
        because.append(Because(BornOnLeapDay(birthday, age), LEAP_DAY))
    return because


def _why_parts(on: date, rate: Rate, practice: Practice) -> list[Because]:
    days = dated("rates.benefit_days", on)
    hours = practice.exact("hours.standard_day")
    hour = HourRate(hours, kroner(rate.hour(practice)))
    return [
        Because(DayRate(days.whole, kroner(rate.day)), days.basis),
        Because(hour, practice.basis("hours.standard_day")),
        Because(FlatMonth(kroner(rate.month)), practice.basis("benefit.month_method")),
    ]
