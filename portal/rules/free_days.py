"""Which days are free in a programme: weekends and the regulation's list of holidays (KVP-forskriften § 16)."""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import ClassVar

from portal.rules.days import SATURDAY, Holidays
from portal.rules.decision import Because, Decision, Outcome, Reason
from portal.rules.law import KVP_FORSKRIFTEN, Citation

FREE_DAYS = Citation(KVP_FORSKRIFTEN, "16", 1, 1, wording_since=date(2012, 1, 1))


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


def free_day(day: date, holidays: Holidays) -> Decision[None]:
    """Whether `day` is free: MET with every kind of free day that it is, or NOT_MET for a programme day.

    A programme may say otherwise for its own participant; that is for the caller to know.
    Raises ValueError when the holidays given hold no Easter.
    """
    kinds = _kinds(day, _easter_sunday(day.year, holidays))
    if not kinds:
        because = Because(DayIsProgrammeDay(day), FREE_DAYS)
        return Decision("free_days.free_day", 1, Outcome.NOT_MET, (because,), None)
    reasons = tuple(Because(DayIsFree(day, kind.value), FREE_DAYS) for kind in kinds)
    return Decision("free_days.free_day", 1, Outcome.MET, reasons, None)


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
