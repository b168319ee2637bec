"""What absence without permission takes off the benefit (sosialtjenesteloven § 36)."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import ClassVar

from portal.rules.decision import Because, Decision, Figures, Outcome, Reason
from portal.rules.law import HouseRule
from portal.rules.money import kroner
from portal.rules.parameters import dated, value_on
from portal.rules.practice import USUAL, Practice
from portal.rules.rates import HourRate, Rate, rate_on, why_annual

LOWER_RATE = HouseRule(
    "reduction.lower-rate-of-two",
    "Absence is told in hours of a month. Where the month has two rates the lower one is used, so that nobody loses more "
    "than the hours were worth.",
)
AT_MOST_WHAT_IS_LEFT = HouseRule(
    "reduction.at-most-what-is-left",
    "An absence can take no more than what the days it fell on were worth; what is left is never below nothing.",
)


@dataclass(frozen=True, slots=True)
class AbsenceTakesHours(Reason):
    """`hours` hours of absence without permission at `hour_rate` are `amount`."""

    code: ClassVar[str] = "reduction.absence-hours"
    hours: Decimal
    hour_rate: Decimal
    amount: Decimal


@dataclass(frozen=True, slots=True)
class AbsenceTakesDays(Reason):
    """`days` whole days of absence without permission at `day_rate` are `amount`."""

    code: ClassVar[str] = "reduction.absence-days"
    days: int
    day_rate: Decimal
    amount: Decimal


@dataclass(frozen=True, slots=True)
class OnlyWholeDaysCount(Reason):
    """The office reduces for whole days only: `hours` hours of absence are `days` whole days of `hours_in_day`."""

    code: ClassVar[str] = "reduction.only-whole-days"
    hours: Decimal
    days: int
    hours_in_day: Decimal


@dataclass(frozen=True, slots=True)
class AbsenceHoursCapped(Reason):
    """`hours` hours of absence were told; the days with benefit hold no more than `most_hours`."""

    code: ClassVar[str] = "reduction.absence-hours-capped"
    hours: Decimal
    most_hours: Decimal


@dataclass(frozen=True, slots=True)
class AbsenceTakesWhatIsLeft(Reason):
    """The absence would take more than there is, so it takes `amount`, which is what was left."""

    code: ClassVar[str] = "reduction.absence-takes-what-is-left"
    amount: Decimal


@dataclass(frozen=True, slots=True)
class LowerRateUsed(Reason):
    """The month has two rates; `hour_rate`, the lower one, is used for the absence."""

    code: ClassVar[str] = "reduction.lower-rate-used"
    hour_rate: Decimal


@dataclass(frozen=True, slots=True)
class ChildSupplementLeftAlone(Reason):
    """Absence does not touch the child supplement."""

    code: ClassVar[str] = "reduction.child-supplement-left-alone"


@dataclass(frozen=True, slots=True)
class AbsenceCutsChildSupplement(Reason):
    """For `children` children `days` whole days of absence take `amount` of the child supplement."""

    code: ClassVar[str] = "reduction.absence-cuts-child-supplement"
    children: int
    days: int
    amount: Decimal


@dataclass(frozen=True, slots=True)
class AbsenceReduction(Figures):
    """What the absence takes: `amount` is `benefit` and `child_supplement` together."""

    code: ClassVar[str] = "figures.absence-reduction"
    amount: Decimal
    benefit: Decimal
    child_supplement: Decimal
    hour_rate: Decimal


@dataclass(frozen=True, slots=True)
class Absence:
    """What hours of absence without permission take, exactly: from the benefit and from the child supplement.

    `days` is None where each hour counts. `whole_days` is how many whole days the hours are.
    """

    hours: Decimal
    days: int | None
    whole_days: int
    rate: Fraction
    benefit: Fraction
    child_supplement: Fraction


def absence_takes(
    hours: Decimal, rate: Rate, child_day: Fraction, on: date, practice: Practice = USUAL
) -> Absence:
    """What `hours` hours of absence without permission take at `rate` (§ 36 ledd 1 punktum 1).

    `child_day` is a day's supplement for all the children; it is touched only where the office says so,
    and then for whole days.
    """
    in_day = practice.exact("hours.standard_day")
    whole_days = int(hours // in_day)
    share = Fraction(value_on("rates.absence_share", on))
    by_days = practice.choice("benefit.absence_unit") == "whole-days"
    unit = rate.day if by_days else rate.hour(practice)
    number = Fraction(whole_days) if by_days else Fraction(hours)
    cuts = practice.says_yes("benefit.absence_cuts_child_supplement")
    child = child_day * whole_days * share if cuts else Fraction(0)
    return Absence(hours, whole_days if by_days else None, whole_days, unit, unit * number * share, child)


def why_absence(absence: Absence, benefit: Decimal, on: date, practice: Practice) -> list[Because]:
    """Why the absence takes `benefit` kroner off the benefit itself, and in what unit it is counted."""
    basis = dated("rates.absence_share", on).basis
    if absence.days is None:
        return [Because(AbsenceTakesHours(absence.hours, kroner(absence.rate), benefit), basis)]
    in_day = practice.exact("hours.standard_day")
    whole = OnlyWholeDaysCount(absence.hours, absence.days, in_day)
    return [
        Because(AbsenceTakesDays(absence.days, kroner(absence.rate), benefit), basis),
        Because(whole, practice.basis("benefit.absence_unit")),
    ]


def why_child_supplement(
    absence: Absence, children: int, taken: Decimal, practice: Practice
) -> list[Because]:
    """What the absence does to the child supplement: as a rule nothing, which § 36 leaves open."""
    basis = practice.basis("benefit.absence_cuts_child_supplement")
    if not children:
        return []
    if not practice.says_yes("benefit.absence_cuts_child_supplement"):
        return [Because(ChildSupplementLeftAlone(), basis)]
    return [Because(AbsenceCutsChildSupplement(children, absence.whole_days, taken), basis)]


def absence_reduction(
    hours: Decimal, on: date, born: date, children: int = 0, practice: Practice = USUAL
) -> Decision[AbsenceReduction]:
    """What hours of absence without permission on one day's rates take off (§ 36 ledd 1 punktum 1).

    Whether the absence is permitted is for a caseworker, and decided before anybody asks this.
    Raises `NoLawInForce`, for the child supplement only where the office lets absence touch it.
    """
    rate = rate_on(on, born, practice)
    cuts = children and practice.says_yes("benefit.absence_cuts_child_supplement")
    child_day = Fraction(value_on("rates.child_day", on)) * children if cuts else Fraction(0)
    absence = absence_takes(hours, rate, child_day, on, practice)
    benefit, child = kroner(absence.benefit), kroner(absence.child_supplement)
    hour = kroner(rate.hour(practice))
    in_day = practice.exact("hours.standard_day")
    because = (
        *why_annual(on, born, practice),
        Because(HourRate(in_day, hour), practice.basis("hours.standard_day")),
        *why_absence(absence, benefit, on, practice),
        *why_child_supplement(absence, children, child, practice),
    )
    figures = AbsenceReduction(benefit + child, benefit, child, hour)
    return Decision("reduction.absence", 1, Outcome.COMPUTED, because, figures)
