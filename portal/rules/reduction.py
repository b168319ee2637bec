"""What absence without permission takes off the benefit (sosialtjenesteloven § 36)."""

from collections.abc import Iterable
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
    "Absence is told in hours of a month. Where the month has two rates the hours of the days at the lower one are spent "
    "first, so that nobody loses more than the hours were worth; only the rest is counted at the higher one.",
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
class RestAtHigherRate(Reason):
    """Days at the lower rate hold `lower_hours` hours of the absence; the other `hours` are worth `hour_rate` each."""

    code: ClassVar[str] = "reduction.rest-at-higher-rate"
    lower_hours: Decimal
    hours: Decimal
    hour_rate: Decimal


@dataclass(frozen=True, slots=True)
class AbsenceTakesAll(Reason):
    """`hours` hours of absence without permission are all that the days with benefit hold; `amount`, all of it, goes."""

    code: ClassVar[str] = "reduction.absence-takes-all"
    hours: Decimal
    amount: Decimal


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
class Piece:
    """`number` hours of absence, or whole days where the office counts those, at the price `rate` of one."""

    number: Decimal
    rate: Fraction

    @property
    def exact(self) -> Fraction:
        """What the piece takes, exactly."""
        return Fraction(self.number) * self.rate


@dataclass(frozen=True, slots=True)
class Absence:
    """What hours of absence without permission take, exactly: from the benefit and from the child supplement.

    `days` is None where each hour counts. `whole_days` is how many whole days the hours are. `pieces` has one piece for
    each rate that was needed, the lowest first, and at least one.
    """

    hours: Decimal
    days: int | None
    whole_days: int
    pieces: tuple[Piece, ...]
    child_supplement: Fraction

    @property
    def benefit(self) -> Fraction:
        """What is taken from the benefit itself."""
        return sum((piece.exact for piece in self.pieces), Fraction(0))


def absence_takes(
    hours: Decimal,
    rates: Iterable[tuple[Rate, int]],
    child_day: Fraction,
    on: date,
    practice: Practice = USUAL,
) -> Absence:
    """What `hours` hours of absence without permission take (§ 36 ledd 1 punktum 1).

    `rates` are the rates of the time, each with its number of days. The hours of the lowest are spent first, and the
    highest takes whatever is left. `child_day` is a day's supplement for all the children; it is touched only where
    the office says so, and then for whole days.
    """
    in_day = practice.exact("hours.standard_day")
    whole_days = int(hours // in_day)
    share = Fraction(value_on("rates.absence_share", on))
    by_days = _by_days(practice)
    left = Decimal(whole_days) if by_days else hours
    *lower, (highest, _) = sorted(rates, key=lambda one: one[0].annual)
    pieces = []
    for rate, days in lower:
        spent = min(left, days if by_days else days * in_day)
        pieces.append(Piece(Decimal(spent), _price(rate, practice) * share))
        left -= spent
    if left or not pieces:
        pieces.append(Piece(left, _price(highest, practice) * share))
    cuts = practice.says_yes("benefit.absence_cuts_child_supplement")
    child = child_day * whole_days * share if cuts else Fraction(0)
    return Absence(hours, whole_days if by_days else None, whole_days, tuple(pieces), child)


def _by_days(practice: Practice) -> bool:
    return practice.choice("benefit.absence_unit") == "whole-days"


def _price(rate: Rate, practice: Practice) -> Fraction:
    return rate.day if _by_days(practice) else rate.hour(practice)


def why_absence(absence: Absence, on: date, practice: Practice) -> list[Because]:
    """What each piece of the absence takes off the benefit itself, and in what unit it is counted."""
    basis = dated("rates.absence_share", on).basis
    because = []
    for piece in absence.pieces:
        rate, taken = kroner(piece.rate), kroner(piece.exact)
        if absence.days is None:
            because.append(Because(AbsenceTakesHours(piece.number, rate, taken), basis))
        else:
            because.append(Because(AbsenceTakesDays(int(piece.number), rate, taken), basis))
    if absence.days is not None:
        whole = OnlyWholeDaysCount(absence.hours, absence.days, practice.exact("hours.standard_day"))
        because.append(Because(whole, practice.basis("benefit.absence_unit")))
    return because


def why_two_rates(absence: Absence, rates: Iterable[Rate], practice: Practice) -> Because:
    """Which rate of a month with two the absence is counted at. `rates` are those of the month."""
    prices = sorted(kroner(rate.hour(practice)) for rate in rates)
    if len(absence.pieces) == 1:
        return Because(LowerRateUsed(prices[0]), LOWER_RATE)
    unit = Decimal(1) if absence.days is None else practice.exact("hours.standard_day")
    first, rest = (piece.number * unit for piece in absence.pieces)
    return Because(RestAtHigherRate(first, rest, prices[-1]), LOWER_RATE)


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
    """What hours of absence without permission take off at the rates of the day `on` (§ 36 ledd 1 punktum 1).

    The hours may be of one day or of several with the same rates; which days they fell on is not asked.
    Whether the absence is permitted is for a caseworker, and decided before anybody asks this.
    Raises `NoLawInForce`, for the child supplement only where the office lets absence touch it.
    """
    rate = rate_on(on, born, practice)
    cuts = children and practice.says_yes("benefit.absence_cuts_child_supplement")
    child_day = Fraction(value_on("rates.child_day", on)) * children if cuts else Fraction(0)
    absence = absence_takes(hours, [(rate, 1)], child_day, on, practice)
    benefit, child = kroner(absence.benefit), kroner(absence.child_supplement)
    hour = kroner(rate.hour(practice))
    in_day = practice.exact("hours.standard_day")
    because = (
        *why_annual(on, born, practice),
        Because(HourRate(in_day, hour), practice.basis("hours.standard_day")),
        *why_absence(absence, on, practice),
        *why_child_supplement(absence, children, child, practice),
    )
    figures = AbsenceReduction(benefit + child, benefit, child, hour)
    return Decision("reduction.absence", 1, Outcome.COMPUTED, because, figures)
