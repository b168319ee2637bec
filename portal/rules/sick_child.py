"""A sick child or carer: how many working days off with benefit there are (KVP-forskriften §§ 9 and 11).

The days are counted by themselves: no day of one's own illness is among them, and they are among no others.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from typing import ClassVar

from portal.rules.days import Holidays, add_months, is_working_day
from portal.rules.decision import Because, Decision, Figures, Outcome, Reason
from portal.rules.law import KVP_FORSKRIFTEN, Citation
from portal.rules.parameters import dated, whole_on
from portal.rules.practice import USUAL, Practice
from portal.rules.sick_child_open import AloneIsConfirmedFirst, BirthYearsMissing
from portal.rules.spells import ONE_DAY, first_day_without

WELFARE_LEAVE = Citation(KVP_FORSKRIFTEN, "15", 1, 1, wording_since=date(2012, 1, 1))
COUNTED = "sick_child.children_counted"


@dataclass(frozen=True, slots=True)
class SickChildFacts:
    """The birth years of all children in care, of the chronically ill or disabled among them, and the days used.

    A year in `chronic_born` without its like in `children_born` is one more child. `higher_risk_born` are those of
    `chronic_born` whose illness means a markedly higher risk of absence (§ 11 ledd 2); None for all of them.
    `alone_confirmed` is False while the participant alone says that they are alone with the care.
    Raises ValueError for children not born yet, and for a higher risk without a chronic illness.
    """

    on: date
    children_born: tuple[int, ...]
    chronic_born: tuple[int, ...] = ()
    alone: bool = False
    used: tuple[date, ...] = ()
    higher_risk_born: tuple[int, ...] | None = None
    alone_confirmed: bool = True

    def __post_init__(self) -> None:
        if any(year > self.on.year for year in (*self.children_born, *self.chronic_born)):
            raise ValueError("a child cannot be born in a later year")
        if Counter(self.higher_risk_born or ()) - Counter(self.chronic_born):
            raise ValueError("a child with a higher risk of absence must be among the chronically ill")


@dataclass(frozen=True, slots=True)
class SickChildFigures(Figures):
    """`quota` working days in twelve months, `used` of them, and `left`, never below zero."""

    code: ClassVar[str] = "figures.sick-child"
    quota: int
    used: int
    left: int


@dataclass(frozen=True, slots=True)
class ChildrenWithinAge(Reason):
    """`children` children give the right, to the end of the year in which they turn `last_age`."""

    code: ClassVar[str] = "sick-child.children-within-age"
    children: int
    last_age: int


@dataclass(frozen=True, slots=True)
class ChronicChildrenWithinAge(Reason):
    """`children` chronically ill or disabled children do, to the end of the year in which they turn `last_age`."""

    code: ClassVar[str] = "sick-child.chronic-children-within-age"
    children: int
    last_age: int


@dataclass(frozen=True, slots=True)
class NoChildWithinAge(Reason):
    """No child is so young that it gives the right, which lasts through the year they turn `last_age`."""

    code: ClassVar[str] = "sick-child.no-child-within-age"
    last_age: int


@dataclass(frozen=True, slots=True)
class OlderNotCounted(Reason):
    """`children` children are too old and are not counted."""

    code: ClassVar[str] = "sick-child.older-not-counted"
    children: int


@dataclass(frozen=True, slots=True)
class OlderCounted(Reason):
    """`children` children are too old to give the right, but count in how many children there are."""

    code: ClassVar[str] = "sick-child.older-counted"
    children: int


@dataclass(frozen=True, slots=True)
class OrdinaryDays(Reason):
    """Up to `days` working days in `months` months."""

    code: ClassVar[str] = "sick-child.ordinary-days"
    days: int
    months: int


@dataclass(frozen=True, slots=True)
class DaysWithMany(Reason):
    """Up to `days` in `months` months, because there are more than `many_above` children."""

    code: ClassVar[str] = "sick-child.days-with-many"
    days: int
    months: int
    many_above: int


@dataclass(frozen=True, slots=True)
class DaysAlone(Reason):
    """Up to `days` in `months` months, because the person is alone with the care."""

    code: ClassVar[str] = "sick-child.days-alone"
    days: int
    months: int


@dataclass(frozen=True, slots=True)
class DaysAloneWithMany(Reason):
    """Up to `days` in `months` months, because the person is alone with the care of more than `many_above` children."""

    code: ClassVar[str] = "sick-child.days-alone-with-many"
    days: int
    months: int
    many_above: int


@dataclass(frozen=True, slots=True)
class ChronicAdds(Reason):
    """`days` more, `days_each` for each of the chronically ill or disabled children with a higher risk of absence."""

    code: ClassVar[str] = "sick-child.chronic-adds"
    days: int
    days_each: int


@dataclass(frozen=True, slots=True)
class DoubledAlone(Reason):
    """The days for chronically ill or disabled children are doubled to `days`, because the person is alone."""

    code: ClassVar[str] = "sick-child.doubled-alone"
    days: int


@dataclass(frozen=True, slots=True)
class DaysUsed(Reason):
    """From `first_day` to `last_day` `used` working days were used, and `left` are left."""

    code: ClassVar[str] = "sick-child.days-used"
    first_day: date
    last_day: date
    used: int
    left: int


@dataclass(frozen=True, slots=True)
class WelfareLeaveMayBeAsked(Reason):
    """The municipality may still grant welfare leave with benefit, on application."""

    code: ClassVar[str] = "sick-child.welfare-leave-may-be-asked"


@dataclass(frozen=True, slots=True)
class UsedUpAfter(Reason):
    """After `days` more working days there are none left."""

    code: ClassVar[str] = "sick-child.used-up-after"
    days: int


@dataclass(frozen=True, slots=True)
class DayComesBack(Reason):
    """From `day` the days used are so few again that one is left."""

    code: ClassVar[str] = "sick-child.day-comes-back"
    day: date


@dataclass(frozen=True, slots=True)
class BeingAloneGivesMore(Reason):
    """Alone with the care there are more days; also when the other parent cannot look after the child for long."""

    code: ClassVar[str] = "sick-child.being-alone-gives-more"


@dataclass(frozen=True, slots=True)
class ChildWithinAgeNeeded(Reason):
    """A child who turns `last_age` or less this year would give the right, or `last_age_chronic` when chronically ill."""

    code: ClassVar[str] = "sick-child.child-within-age-needed"
    last_age: int
    last_age_chronic: int


def sick_child_days(
    facts: SickChildFacts, holidays: Holidays, practice: Practice = USUAL
) -> Decision[SickChildFigures]:
    """How many days are left: MET with some, UNDECIDED with none, NOT_MET without a child who gives the right.

    UNDECIDED too with no birth year, and with days only for somebody alone, `sure` being those of others, unconfirmed.
    The law and the children's ages are those of the day `on`; `NoLawInForce` before 2012.
    """
    chronic = Counter(facts.chronic_born)
    others = Counter(facts.children_born) - chronic
    age, age_chronic = dated("sick_child.last_age", facts.on), dated("sick_child.last_age_chronic", facts.on)
    young = sum(number for year, number in others.items() if facts.on.year - year <= age.whole)
    chronic_young = {year for year in chronic if facts.on.year - year <= age_chronic.whole}
    chronics = sum(chronic[year] for year in chronic_young)
    counted = _counted_days(facts, holidays)

    if young + chronics == 0:
        known = bool(others or chronic)
        said = NoChildWithinAge(age.whole) if known else BirthYearsMissing(age.whole)
        needed = (ChildWithinAgeNeeded(age.whole, age_chronic.whole),)
        nothing = SickChildFigures(0, len(counted), 0)
        outcome = Outcome.NOT_MET if known else Outcome.UNDECIDED
        return Decision("sick_child.days", 1, outcome, (Because(said, age.basis),), nothing, needed)

    reasons: list[Because] = []
    if young:
        reasons.append(Because(ChildrenWithinAge(young, age.whole), age.basis))
    if chronics:
        reasons.append(Because(ChronicChildrenWithinAge(chronics, age_chronic.whole), age_chronic.basis))
    children = young + chronics
    if older := others.total() + chronic.total() - children:
        all_count = practice.choice(COUNTED) == "all"
        children += older if all_count else 0
        too_old = OlderCounted(older) if all_count else OlderNotCounted(older)
        reasons.append(Because(too_old, practice.basis(COUNTED)))

    base, why = _base(facts, children)
    risky = facts.chronic_born if facts.higher_risk_born is None else facts.higher_risk_born
    at_risk, not_alone = sum(year in chronic_young for year in risky), replace(facts, alone=False)
    more, why_more = _more_for_chronic(facts, at_risk)
    sure = _base(not_alone, children)[0] + _more_for_chronic(not_alone, at_risk)[0]
    return _answer(facts, base + more, sure, counted, [*reasons, why, *why_more])


def _base(facts: SickChildFacts, children: int) -> tuple[int, Because]:
    above, months = (whole_on(f"sick_child.{name}", facts.on) for name in ("many_above", "window_months"))
    name = "days_alone" if facts.alone else "days"
    if children > above:
        row = dated(f"sick_child.{name}_with_many", facts.on)
        many = DaysAloneWithMany if facts.alone else DaysWithMany
        return row.whole, Because(many(row.whole, months, above), row.basis)
    row = dated(f"sick_child.{name}", facts.on)
    few = DaysAlone if facts.alone else OrdinaryDays
    return row.whole, Because(few(row.whole, months), row.basis)


def _more_for_chronic(facts: SickChildFacts, risky: int) -> tuple[int, list[Because]]:
    if not risky:
        return 0, []
    each = dated("sick_child.days_for_chronic", facts.on)
    days = each.whole * risky
    because = [Because(ChronicAdds(days, each.whole), each.basis)]
    if facts.alone:
        # § 11 ledd 1 punktum 3 has already doubled the ordinary days, so ledd 2 punktum 2 doubles only these.
        times = dated("sick_child.alone_multiplier", facts.on)
        days *= times.whole
        because.append(Because(DoubledAlone(days), times.basis))
    return days, because


def _counted_days(facts: SickChildFacts, holidays: Holidays) -> list[date]:
    since = add_months(facts.on, -whole_on("sick_child.window_months", facts.on))
    within: Iterable[date] = (day for day in set(facts.used) if since < day <= facts.on)
    return sorted(day for day in within if is_working_day(day, holidays))


def _answer(
    facts: SickChildFacts, quota: int, sure: int, counted: list[date], because: list[Because]
) -> Decision[SickChildFigures]:
    window = dated("sick_child.window_months", facts.on)
    used, left = len(counted), max(0, quota - len(counted))
    first = add_months(facts.on, -window.whole) + ONE_DAY
    because.append(Because(DaysUsed(first, facts.on, used, left), window.basis))
    turns: list[Reason] = [UsedUpAfter(left)]
    if not left:
        because.append(Because(WelfareLeaveMayBeAsked(), WELFARE_LEAVE))
        turns = [DayComesBack(first_day_without(counted[used - quota], window.whole))]
        if not facts.alone:
            turns.append(BeingAloneGivesMore())
    hangs = facts.alone and not facts.alone_confirmed and left > 0 and used >= sure
    if hangs:
        because.append(Because(AloneIsConfirmedFirst(sure), dated("sick_child.days_alone", facts.on).basis))
    outcome = Outcome.UNDECIDED if hangs or not left else Outcome.MET
    figures = SickChildFigures(quota, used, left)
    return Decision("sick_child.days", 1, outcome, tuple(because), figures, tuple(turns))
