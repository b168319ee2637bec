"""Which hours of absence reduce the benefit (sosialtjenesteloven § 36).

Only what a human has decided reduces anything: while an absence is merely reported, nothing is deducted. Where the
regulation gives a right to be away, not even a refusal does: a caseworker must look at it first.
"""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import ClassVar

from portal.domain.absence import OF_A_DAY, AbsenceState
from portal.rules.days import Holidays, is_working_day
from portal.rules.decision import Because, Decision, Outcome, Reason
from portal.rules.law import KVP_FORSKRIFTEN, SOSIALTJENESTELOVEN, Citation
from portal.rules.parameters import NoLawInForce
from portal.rules.practice import USUAL, Practice

_2010, _2012, _2019 = date(2010, 1, 1), date(2012, 1, 1), date(2019, 1, 1)
REDUCED_CORRESPONDINGLY = Citation(SOSIALTJENESTELOVEN, "36", 1, 1, wording_since=_2019)
UNLESS_PERMITTED = Citation(SOSIALTJENESTELOVEN, "36", 1, 2, wording_since=_2019)
# The older words have not been read sentence by sentence; they too reduced only for absence without permission.
BEFORE_2019 = Citation(SOSIALTJENESTELOVEN, "36")
UNIT = "benefit.absence_unit"
DAY = "hours.standard_day"


class Away(StrEnum):
    """The kinds of absence that the law and the regulation know."""

    OWN_ILLNESS = "OWN_ILLNESS"
    SICK_CHILD = "SICK_CHILD"
    ANTENATAL = "ANTENATAL"
    BEFORE_BIRTH = "BEFORE_BIRTH"
    AFTER_BIRTH = "AFTER_BIRTH"
    OTHER_PARENT = "OTHER_PARENT"
    BREASTFEEDING = "BREASTFEEDING"
    WELFARE = "WELFARE"
    RELIGIOUS = "RELIGIOUS"
    HOLIDAY = "HOLIDAY"
    FREE_DAY = "FREE_DAY"
    UNPAID_LEAVE = "UNPAID_LEAVE"
    OTHER = "OTHER"


def _kvf(paragraf: str, ledd: int, punktum: int) -> Citation:
    return Citation(KVP_FORSKRIFTEN, paragraf, ledd, punktum, wording_since=_2012)


BENEFIT_IN = {
    Away.OWN_ILLNESS: _kvf("5", 1, 1),
    Away.SICK_CHILD: _kvf("9", 1, 1),
    Away.ANTENATAL: _kvf("12", 1, 1),
    Away.BEFORE_BIRTH: _kvf("12", 2, 1),
    Away.AFTER_BIRTH: _kvf("13", 1, 1),
    Away.OTHER_PARENT: _kvf("13", 2, 1),
    Away.BREASTFEEDING: _kvf("14", 1, 1),
    Away.WELFARE: _kvf("15", 1, 1),
    Away.RELIGIOUS: _kvf("16", 2, 1),
    Away.HOLIDAY: _kvf("17", 1, 4),
    Away.FREE_DAY: _kvf("16", 1, 1),
}
"""Where the regulation lets somebody be away with benefit. Other grounds rest on the act alone."""
GIVEN_AS_A_RIGHT = frozenset(BENEFIT_IN) - {Away.WELFARE, Away.FREE_DAY}
"""Where nobody's permission is needed. Welfare leave is only for the municipality to grant (§ 15 «kan»)."""


@dataclass(frozen=True, slots=True)
class AwayFacts:
    """`hours` away on one day, why, and what has been decided of that day. `on` is the day, None for the law as it stands.

    Raises ValueError for negative hours, and for a state that no single day can have.
    """

    kind: Away
    state: AbsenceState
    hours: Decimal
    on: date | None = None

    def __post_init__(self) -> None:
        if self.hours < 0:
            raise ValueError("hours away cannot be negative")
        if self.state not in OF_A_DAY:
            raise ValueError(f"no day by itself is {self.state}")


@dataclass(frozen=True, slots=True)
class NobodyHasDecided(Reason):
    """A caseworker has not yet decided, so nothing is deducted."""

    code: ClassVar[str] = "deducted.nobody-has-decided"


@dataclass(frozen=True, slots=True)
class PermittedKeepsBenefit(Reason):
    """The absence is permitted, so the benefit is kept."""

    code: ClassVar[str] = "deducted.permitted-keeps-benefit"


@dataclass(frozen=True, slots=True)
class RegulationGivesBenefit(Reason):
    """The regulation gives the right to be away with benefit for this reason."""

    code: ClassVar[str] = "deducted.regulation-gives-benefit"


@dataclass(frozen=True, slots=True)
class FreeDayIsNoAbsence(Reason):
    """On a free day there is no programme to be away from."""

    code: ClassVar[str] = "deducted.free-day-is-no-absence"


@dataclass(frozen=True, slots=True)
class RefusedWhatRulesGive(Reason):
    """The absence was refused, but the regulation gives a right to be away with benefit for this reason."""

    code: ClassVar[str] = "deducted.refused-what-rules-give"


@dataclass(frozen=True, slots=True)
class RefusalLookedAtFirst(Reason):
    """Nothing is deducted before a caseworker has looked at the refusal."""

    code: ClassVar[str] = "deducted.refusal-looked-at-first"


@dataclass(frozen=True, slots=True)
class LeaveWithoutBenefit(Reason):
    """The leave was granted without benefit."""

    code: ClassVar[str] = "deducted.leave-without-benefit"


@dataclass(frozen=True, slots=True)
class NotPermittedReduces(Reason):
    """A caseworker did not permit the absence, so the benefit is reduced correspondingly."""

    code: ClassVar[str] = "deducted.not-permitted-reduces"


@dataclass(frozen=True, slots=True)
class AtMostOneDay(Reason):
    """No more than `hours_a_day` hours are deducted for one day."""

    code: ClassVar[str] = "deducted.at-most-one-day"
    hours_a_day: Decimal


@dataclass(frozen=True, slots=True)
class CountedInHours(Reason):
    """The office counts hour by hour: `hours` hours."""

    code: ClassVar[str] = "deducted.counted-in-hours"
    hours: Decimal


@dataclass(frozen=True, slots=True)
class CountedInWholeDays(Reason):
    """The office counts only whole days of `hours_a_day` hours; here that is `days`."""

    code: ClassVar[str] = "deducted.counted-in-whole-days"
    hours_a_day: Decimal
    days: int


@dataclass(frozen=True, slots=True)
class PermissionWouldKeepBenefit(Reason):
    """If a caseworker permits the absence, the benefit is kept."""

    code: ClassVar[str] = "deducted.permission-would-keep-benefit"


def hours_to_deduct(facts: AwayFacts, holidays: Holidays, practice: Practice = USUAL) -> Decision[Decimal]:
    """The hours of one day that reduce the benefit: COMPUTED once a human has decided, UNDECIDED with 0 until then.

    Ask for each day by itself: no day costs more than the office's standard day, and a day that is free for everybody
    costs nothing. What the regulation gives as a right stays UNDECIDED with 0 when it is refused.
    `NoLawInForce` before 2010.
    """
    if facts.on and facts.on < _2010:
        raise NoLawInForce(f"absence and benefit on {facts.on.isoformat()}")
    if facts.kind is Away.FREE_DAY or (facts.on and not is_working_day(facts.on, holidays)):
        return _answer(Outcome.COMPUTED, [Because(FreeDayIsNoAbsence(), BENEFIT_IN[Away.FREE_DAY])])

    old = facts.on is not None and facts.on < _2019
    reduced, permitted = (BEFORE_2019, BEFORE_2019) if old else (REDUCED_CORRESPONDINGLY, UNLESS_PERMITTED)
    # The regulation of 2012 says nothing about the days before it.
    written = facts.kind in BENEFIT_IN and not (facts.on and facts.on < _2012)
    # Leave without benefit stays without it, whatever is decided, so there is nothing to point at.
    unpaid = facts.kind is Away.UNPAID_LEAVE
    turns: tuple[Reason, ...] = () if unpaid else (PermissionWouldKeepBenefit(),)

    if facts.state is AbsenceState.REPORTED:
        return _answer(Outcome.UNDECIDED, [Because(NobodyHasDecided(), permitted)], turns=turns)
    if facts.state is AbsenceState.ACCEPTED and not unpaid:
        because = [Because(PermittedKeepsBenefit(), permitted)]
        if written:
            because.append(Because(RegulationGivesBenefit(), BENEFIT_IN[facts.kind]))
        return _answer(Outcome.COMPUTED, because)
    if facts.kind in GIVEN_AS_A_RIGHT:
        because = [Because(RefusedWhatRulesGive(), BENEFIT_IN[facts.kind])] if written else []
        because.append(Because(RefusalLookedAtFirst(), permitted))
        return _answer(Outcome.UNDECIDED, because, turns=turns)

    why = LeaveWithoutBenefit() if facts.state is AbsenceState.ACCEPTED else NotPermittedReduces()
    hours, counted = _in_the_office_unit(facts.hours, practice)
    return _answer(Outcome.COMPUTED, [Because(why, reduced), *counted], hours, turns)


def _answer(
    outcome: Outcome, because: list[Because], hours: Decimal = Decimal(0), turns: tuple[Reason, ...] = ()
) -> Decision[Decimal]:
    return Decision("absence.hours_to_deduct", 1, outcome, tuple(because), hours, turns)


def _in_the_office_unit(away: Decimal, practice: Practice) -> tuple[Decimal, list[Because]]:
    day = practice.exact(DAY)
    hours = min(away, day)
    capped = [Because(AtMostOneDay(day), practice.basis(DAY))] if away > day else []
    if practice.choice(UNIT) == "hours":
        return hours, [*capped, Because(CountedInHours(hours), practice.basis(UNIT))]
    days = int(hours // day)
    return day * days, [*capped, Because(CountedInWholeDays(day, days), practice.basis(UNIT))]
