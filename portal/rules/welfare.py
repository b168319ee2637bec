"""Welfare leave with benefit: the grounds the regulation names, their limits and the year's ten days (KVP-forskriften § 15).

It is always an application that the municipality may grant, so the answer is UNDECIDED with the figures
a caseworker needs. What exceeds a limit is said, and refuses nothing.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import ClassVar

from portal.rules.days import Holidays, working_days_among
from portal.rules.decision import Because, Decision, Figures, Outcome, Reason
from portal.rules.law import KVP_FORSKRIFTEN, Citation
from portal.rules.parameters import dated
from portal.rules.practice import USUAL, Practice

_2012 = date(2012, 1, 1)
AMONG_OTHERS = Citation(KVP_FORSKRIFTEN, "15", 1, 2, wording_since=_2012)
FIRST_DAY_AT_SCHOOL = Citation(KVP_FORSKRIFTEN, "15", 1, 2, "b", wording_since=_2012)
OWN_WEDDING = Citation(KVP_FORSKRIFTEN, "15", 1, 2, "c", wording_since=_2012)
DEATH = Citation(KVP_FORSKRIFTEN, "15", 1, 2, "d", wording_since=_2012)
CARE = Citation(KVP_FORSKRIFTEN, "15", 1, 2, "e", wording_since=_2012)
TRAVEL_IN_THE_TEN = "welfare.travel_days_within_the_ten"

THE_DAY_ITSELF = 1
"""The first day of school and the wedding day are each one day: bokstav b and c name the day, not a number."""


class WelfareGround(StrEnum):
    """The grounds that § 15 names, and any other: the list is of examples."""

    KINDERGARTEN = "KINDERGARTEN"
    FIRST_SCHOOL_DAY = "FIRST_SCHOOL_DAY"
    WEDDING = "WEDDING"
    DEATH = "DEATH"
    CARE_AT_HOME = "CARE_AT_HOME"
    OTHER = "OTHER"


@dataclass(frozen=True, slots=True)
class WelfareRequest:
    """An application for `days` working days from `on`, and `travel_days` more to a funeral.

    `used` are days of welfare leave already granted and `used_travel` such days of travel, in any order and
    of any year; days of another calendar year than that of `on` and days that are free anyway are not counted.
    All days asked for are counted in the year of `on`: a leave over New Year is asked for year by year, and
    `days_other_year` of it count against the ground's own limit alone. Raises ValueError for nothing asked, for
    negative numbers, and for travel on another ground than a death.
    """

    on: date
    ground: WelfareGround
    days: int
    travel_days: int = 0
    used: tuple[date, ...] = ()
    used_travel: tuple[date, ...] = ()
    days_other_year: int = 0

    def __post_init__(self) -> None:
        asked = self.days + (self.travel_days if self.days_other_year else 0)
        if asked < 1 or min(self.days, self.travel_days, self.days_other_year) < 0:
            raise ValueError("ask for at least one day")
        if self.travel_days and self.ground is not WelfareGround.DEATH:
            raise ValueError("days of travel belong to a death")


@dataclass(frozen=True, slots=True)
class MayGrantWelfareLeave(Reason):
    """The municipality may grant welfare leave with benefit for important reasons, `working_days` a calendar year."""

    code: ClassVar[str] = "welfare.may-grant"
    working_days: int


@dataclass(frozen=True, slots=True)
class KindergartenDays(Reason):
    """Up to `working_days` working days while a child gets used to kindergarten."""

    code: ClassVar[str] = "welfare.kindergarten-days"
    working_days: int


@dataclass(frozen=True, slots=True)
class FirstSchoolDay(Reason):
    """Leave to follow a child to its first day of school."""

    code: ClassVar[str] = "welfare.first-school-day"


@dataclass(frozen=True, slots=True)
class WeddingDay(Reason):
    """Leave on the day of one's own wedding."""

    code: ClassVar[str] = "welfare.wedding-day"


@dataclass(frozen=True, slots=True)
class DeathDays(Reason):
    """Up to `days` days at a death in the close family or among friends; a cohabitant counts as a spouse."""

    code: ClassVar[str] = "welfare.death-days"
    days: int


@dataclass(frozen=True, slots=True)
class CareAtHome(Reason):
    """Leave while caring for a close relative at home; the regulation gives no limit of its own."""

    code: ClassVar[str] = "welfare.care-at-home"


@dataclass(frozen=True, slots=True)
class OtherImportantReason(Reason):
    """The regulation's list is of examples, so other important reasons can be enough."""

    code: ClassVar[str] = "welfare.other-important-reason"


@dataclass(frozen=True, slots=True)
class TravelInAddition(Reason):
    """`travel_days` necessary days of travel to the funeral can be given in addition."""

    code: ClassVar[str] = "welfare.travel-in-addition"
    travel_days: int


@dataclass(frozen=True, slots=True)
class TravelWithinTheTen(Reason):
    """In this office days of travel are among the days of the calendar year."""

    code: ClassVar[str] = "welfare.travel-within-the-ten"


@dataclass(frozen=True, slots=True)
class TravelOutsideTheTen(Reason):
    """In this office days of travel are not among the days of the calendar year."""

    code: ClassVar[str] = "welfare.travel-outside-the-ten"


@dataclass(frozen=True, slots=True)
class MoreThanTheGround(Reason):
    """`asked` days are asked for, and the regulation names `limit` for this ground."""

    code: ClassVar[str] = "welfare.more-than-the-ground"
    asked: int
    limit: int


@dataclass(frozen=True, slots=True)
class WelfareDaysOfYear(Reason):
    """Of `quota` working days in `year`, `used` are used; `left` remain if these are granted."""

    code: ClassVar[str] = "welfare.days-of-year"
    year: int
    quota: int
    used: int
    left: int


@dataclass(frozen=True, slots=True)
class MoreThanTheYear(Reason):
    """With these days there would be `over` more than the `quota` working days of `year`; `used` are used already."""

    code: ClassVar[str] = "welfare.more-than-the-year"
    year: int
    quota: int
    used: int
    over: int


@dataclass(frozen=True, slots=True)
class IfAtMostDays(Reason):
    """Asking for at most `days` days, one stays within the limits."""

    code: ClassVar[str] = "welfare.if-at-most-days"
    days: int


@dataclass(frozen=True, slots=True)
class WelfareDays(Figures):
    """Working days: asked for (travel included), the ground's own limit without travel, and the calendar year's.

    `left_after` is what remains of the year if all is granted, never below 0.
    """

    code: ClassVar[str] = "figures.welfare-days"
    asked: int
    cap_for_ground: int | None
    year_quota: int
    used: int
    left_after: int


def welfare_leave(
    request: WelfareRequest, holidays: Holidays, practice: Practice = USUAL
) -> Decision[WelfareDays]:
    """What is known about an application for welfare leave (§ 15). Always UNDECIDED: the municipality may grant it."""
    row = dated("leave.welfare_days", request.on)
    quota, year = row.whole, request.on.year
    travel_counts = practice.says_yes(TRAVEL_IN_THE_TEN)
    counted = request.days + (request.travel_days if travel_counts else 0)
    earlier = {*request.used, *(request.used_travel if travel_counts else ())}
    used = len(working_days_among(_in_year(earlier, year), holidays))
    cap, ground = _ground(request)
    because = [Because(MayGrantWelfareLeave(quota), row.basis), ground]
    of_ground = request.days + request.days_other_year
    if cap is not None and of_ground > cap:
        because.append(Because(MoreThanTheGround(of_ground, cap), ground.basis))
    if request.travel_days:
        because.append(Because(TravelInAddition(request.travel_days), DEATH))
        within = TravelWithinTheTen() if travel_counts else TravelOutsideTheTen()
        because.append(Because(within, practice.basis(TRAVEL_IN_THE_TEN)))
    over = used + counted - quota
    if over > 0:
        because.append(Because(MoreThanTheYear(year, quota, used, over), row.basis))
    else:
        because.append(Because(WelfareDaysOfYear(year, quota, used, -over), row.basis))
    value = WelfareDays(request.days + request.travel_days, cap, quota, used, max(0, -over))
    within_ground = request.days if cap is None else cap - request.days_other_year
    fits = min(within_ground, request.days - max(0, over))
    would_change = (IfAtMostDays(fits),) if 0 < fits < request.days else ()
    return Decision("welfare.welfare_leave", 1, Outcome.UNDECIDED, tuple(because), value, would_change)


def _in_year(days: Iterable[date], year: int) -> Iterable[date]:
    return (day for day in days if day.year == year)


def _ground(request: WelfareRequest) -> tuple[int | None, Because]:
    """The ground's own limit in days, where it has one, and what the regulation says about it."""
    match request.ground:
        case WelfareGround.KINDERGARTEN:
            row = dated("leave.welfare_days_kindergarten", request.on)
            return row.whole, Because(KindergartenDays(row.whole), row.basis)
        case WelfareGround.FIRST_SCHOOL_DAY:
            return THE_DAY_ITSELF, Because(FirstSchoolDay(), FIRST_DAY_AT_SCHOOL)
        case WelfareGround.WEDDING:
            return THE_DAY_ITSELF, Because(WeddingDay(), OWN_WEDDING)
        case WelfareGround.DEATH:
            row = dated("leave.welfare_days_death", request.on)
            return row.whole, Because(DeathDays(row.whole), row.basis)
        case WelfareGround.CARE_AT_HOME:
            return None, Because(CareAtHome(), CARE)
        case _:
            return None, Because(OtherImportantReason(), AMONG_OTHERS)
