"""Days off for somebody other than the mother at a birth: father, co-mother or helper (KVP-forskriften § 13 ledd 2)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import ClassVar

from portal.rules.days import Holidays, working_days_among
from portal.rules.decision import Because, Decision, Figures, Outcome, Reason
from portal.rules.law import KVP_FORSKRIFTEN, Citation
from portal.rules.parameters import Dated, dated
from portal.rules.practice import USUAL, Practice
from portal.rules.pregnancy import KEEPS_BENEFIT, TimeOffKeepsBenefit

HELPER = Citation(KVP_FORSKRIFTEN, "13", 2, 2, wording_since=date(2012, 1, 1))
LIKE_FATHER = "birth.co_mother_like_father"


class Carer(StrEnum):
    """Who asks for days to help at home: the child's father, its other mother, or somebody else."""

    FATHER = "FATHER"
    CO_MOTHER = "CO_MOTHER"
    HELPER = "HELPER"


@dataclass(frozen=True, slots=True)
class FatherHasDays(Reason):
    """The father has a right to `working_days` working days off in connection with the birth."""

    code: ClassVar[str] = "birth.father-has-days"
    working_days: int


@dataclass(frozen=True, slots=True)
class CoMotherLikeFather(Reason):
    """The regulation names the father only; the office gives a co-mother the same."""

    code: ClassVar[str] = "birth.co-mother-like-father"


@dataclass(frozen=True, slots=True)
class CoMotherIsNotNamed(Reason):
    """The regulation names the father only, and in this office a caseworker decides about a co-mother."""

    code: ClassVar[str] = "birth.co-mother-is-not-named"


@dataclass(frozen=True, slots=True)
class AnotherMayHaveDays(Reason):
    """The parents do not live together, so the municipality may give a helper up to `working_days` working days."""

    code: ClassVar[str] = "birth.helper-may-have-days"
    working_days: int


@dataclass(frozen=True, slots=True)
class AnotherOnlyWhenApart(Reason):
    """A helper can have these days when the parents do not live together, and they do."""

    code: ClassVar[str] = "birth.helper-only-when-apart"


@dataclass(frozen=True, slots=True)
class BirthDaysTaken(Reason):
    """`taken` of the `most` working days are taken, so `left` remain."""

    code: ClassVar[str] = "birth.days-taken"
    taken: int
    most: int
    left: int


@dataclass(frozen=True, slots=True)
class BirthDaysUsedUp(Reason):
    """`taken` working days are taken and there are `most`; a caseworker looks at what else there is."""

    code: ClassVar[str] = "birth.days-used-up"
    taken: int
    most: int


@dataclass(frozen=True, slots=True)
class IfMoreBirthDays(Reason):
    """More than `most` working days in all would be for a caseworker."""

    code: ClassVar[str] = "birth.if-more-days"
    most: int


@dataclass(frozen=True, slots=True)
class IfParentsLiveApart(Reason):
    """If the parents do not live together, the municipality may give these days."""

    code: ClassVar[str] = "birth.if-parents-live-apart"


@dataclass(frozen=True, slots=True)
class DaysAtBirth(Figures):
    """Working days: how many there can be, how many are taken and how many are left."""

    code: ClassVar[str] = "figures.days-at-birth"
    most: int
    taken: int
    left: int


def other_parent(
    born: date,
    taken: Iterable[date],
    carer: Carer,
    holidays: Holidays,
    *,
    parents_live_together: bool,
    practice: Practice = USUAL,
) -> Decision[DaysAtBirth]:
    """The working days that somebody other than the mother can have off at a birth (§ 13 ledd 2).

    `taken` are days already taken for this birth, in any order; days that are free anyway are not counted.
    """
    row = dated("birth.days_other_parent", born)
    most, used = row.whole, len(working_days_among(taken, holidays))
    value = DaysAtBirth(most, used, max(0, most - used))
    has_right, because = _ground(carer, row, practice, parents_live_together=parents_live_together)
    if used >= most:
        because.append(Because(BirthDaysUsedUp(used, most), row.basis))
    else:
        because.append(Because(BirthDaysTaken(used, most, most - used), row.basis))
    if has_right and used < most:
        because.append(Because(TimeOffKeepsBenefit(), KEEPS_BENEFIT))
        met, change = Outcome.MET, (IfMoreBirthDays(most),)
        return Decision("birth_days.other_parent", 1, met, tuple(because), value, change)
    would_change = (
        (IfParentsLiveApart(),) if carer is Carer.HELPER and parents_live_together and used < most else ()
    )
    return Decision("birth_days.other_parent", 1, Outcome.UNDECIDED, tuple(because), value, would_change)


def _ground(
    carer: Carer, row: Dated, practice: Practice, *, parents_live_together: bool
) -> tuple[bool, list[Because]]:
    """Whether there is a right, and why."""
    if carer is Carer.HELPER:
        if parents_live_together:
            return False, [Because(AnotherOnlyWhenApart(), HELPER)]
        return False, [Because(AnotherMayHaveDays(row.whole), HELPER)]
    because = [Because(FatherHasDays(row.whole), row.basis)]
    if carer is Carer.FATHER:
        return True, because
    like_father = practice.says_yes(LIKE_FATHER)
    said = CoMotherLikeFather() if like_father else CoMotherIsNotNamed()
    return like_father, [*because, Because(said, practice.basis(LIKE_FATHER))]
