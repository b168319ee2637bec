"""Which days are free in a programme: weekends and the regulation's list of holidays (KVP-forskriften § 16 ledd 1)."""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import ClassVar

from portal.rules.days import SATURDAY, Holidays
from portal.rules.decision import Because, Decision, Outcome, Reason
from portal.rules.law import KVP_FORSKRIFTEN, Citation
from portal.rules.parameters import NoLawInForce

IN_FORCE = date(2012, 1, 1)
FREE_DAYS = Citation(KVP_FORSKRIFTEN, "16", 1, 1, wording_since=IN_FORCE)


class FreeDay(StrEnum):
    """The days of the list. 24 and 31 December are not on it: they are programme days."""

    SATURDAY = "saturday"
    SUNDAY = "sunday"
    NEW_YEARS_DAY = "new_years_day"
    MAUNDY_THURSDAY = "maundy_thursday"
    GOOD_FRIDAY = "good_friday"
    EASTER_MONDAY = "easter_monday"
    MAY_DAY = "may_day"
    CONSTITUTION_DAY = "constitution_day"
    ASCENSION_DAY = "ascension_day"
    WHIT_MONDAY = "whit_monday"
    CHRISTMAS_DAY = "christmas_day"
    BOXING_DAY = "boxing_day"


FIXED = {
    (1, 1): FreeDay.NEW_YEARS_DAY,
    (5, 1): FreeDay.MAY_DAY,
    (5, 17): FreeDay.CONSTITUTION_DAY,
    (12, 25): FreeDay.CHRISTMAS_DAY,
    (12, 26): FreeDay.BOXING_DAY,
}
DAYS_AFTER_EASTER = {
    -3: FreeDay.MAUNDY_THURSDAY,
    -2: FreeDay.GOOD_FRIDAY,
    1: FreeDay.EASTER_MONDAY,
    39: FreeDay.ASCENSION_DAY,
    50: FreeDay.WHIT_MONDAY,
}


@dataclass(frozen=True, slots=True)
class DayIsFree(Reason):
    """`day` is free, because it is the `kind` of day (a value of `FreeDay`)."""

    code: ClassVar[str] = "free-day.free"
    day: date
    kind: str


@dataclass(frozen=True, slots=True)
class DayIsProgrammeDay(Reason):
    """`day` is not on the list, so it is a programme day."""

    code: ClassVar[str] = "free-day.programme-day"
    day: date


@dataclass(frozen=True, slots=True)
class ProgrammeSaysOtherwise(Reason):
    """`day` is on the list, but this participant's programme has laid down that it is a programme day."""

    code: ClassVar[str] = "free-day.programme-says-otherwise"
    day: date


@dataclass(frozen=True, slots=True)
class IfProgrammeSaysOtherwise(Reason):
    """A programme may lay down that a day of the list is a programme day all the same."""

    code: ClassVar[str] = "free-day.if-programme-says-otherwise"


def free_day(day: date, holidays: Holidays, *, programme_says_otherwise: bool = False) -> Decision[None]:
    """Whether `day` is free: MET with every kind of free day that it is, or NOT_MET for a programme day.

    `programme_says_otherwise` is whether the participant's own programme has laid down that it meets that day;
    it changes nothing for a day that is not on the list. Raises `NoLawInForce` before the regulation, and
    ValueError when the holidays given hold no Easter.
    """
    if day < IN_FORCE:
        raise NoLawInForce(f"free days on {day.isoformat()}")
    kinds = _kinds(day, _easter_sunday(day.year, holidays))
    if kinds and not programme_says_otherwise:
        reasons = tuple(Because(DayIsFree(day, kind.value), FREE_DAYS) for kind in kinds)
        change = (IfProgrammeSaysOtherwise(),)
        return Decision("free_days.free_day", 1, Outcome.MET, reasons, None, change)
    why = ProgrammeSaysOtherwise(day) if kinds else DayIsProgrammeDay(day)
    return Decision("free_days.free_day", 1, Outcome.NOT_MET, (Because(why, FREE_DAYS),), None)


def _kinds(day: date, easter: date) -> list[FreeDay]:
    # The name of a holiday says more than the weekday it falls on, so it comes first.
    kinds = [FIXED.get((day.month, day.day)), DAYS_AFTER_EASTER.get((day - easter).days)]
    if day.isoweekday() >= SATURDAY:
        kinds.append(FreeDay.SATURDAY if day.isoweekday() == SATURDAY else FreeDay.SUNDAY)
    return [kind for kind in kinds if kind]


def _easter_sunday(year: int, holidays: Holidays) -> date:
    # The holidays come without names. Easter is the year's first Sunday among them that a free Monday follows:
    # before it there is only 1 January, and 2 January is never free.
    of_year = holidays(year)
    for day in sorted(of_year):
        if day.isoweekday() == SATURDAY + 1 and day + timedelta(days=1) in of_year:
            return day
    raise ValueError(f"the public holidays given for {year} hold no Easter")
