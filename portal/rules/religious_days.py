"""Days off for religious feasts: two working days a year, told ten working days before (KVP-forskriften § 16 ledd 2).

Nobody is asked which religion. Whether somebody belongs to Den norske kirke is the only thing the rule turns on.
"""

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from portal.rules.days import (
    Holidays,
    next_working_day,
    working_days_after,
    working_days_among,
    working_days_before,
)
from portal.rules.decision import Because, Decision, Figures, Outcome, Reason
from portal.rules.free_days import FREE_DAYS
from portal.rules.law import KVP_FORSKRIFTEN, Citation, HouseRule
from portal.rules.parameters import dated

_2012 = date(2012, 1, 1)
NOT_IN_THE_CHURCH = Citation(KVP_FORSKRIFTEN, "16", 2, 1, wording_since=_2012)
WELFARE_LEAVE = Citation(KVP_FORSKRIFTEN, "15", 1, 1, wording_since=_2012)
KEEPS_BENEFIT = HouseRule(
    "religious-days.keep-benefit",
    "§ 16 ledd 2 gives time off without naming the benefit. It stands in the regulation's chapter on the benefit, "
    "so it is read as time off that does not reduce it.",
)


@dataclass(frozen=True, slots=True)
class FeastFacts:
    """The days asked for, when that was told, and the days taken for feasts before, all in any order.

    Days taken in another calendar year and days that are free anyway are not counted. Raises ValueError when
    no day is asked for, or days of more than one calendar year.
    """

    days: tuple[date, ...]
    told_on: date
    belongs_to_norske_kirke: bool
    taken: tuple[date, ...] = ()

    def __post_init__(self) -> None:
        if len({day.year for day in self.days}) != 1:
            raise ValueError("ask for days of one calendar year")


@dataclass(frozen=True, slots=True)
class DaysForFeasts(Reason):
    """Whoever is not of Den norske kirke may be off `working_days` working days a calendar year for religious feasts."""

    code: ClassVar[str] = "religious-days.days-for-feasts"
    working_days: int


@dataclass(frozen=True, slots=True)
class ForThoseOutsideTheChurch(Reason):
    """The right is for those who do not belong to Den norske kirke; a caseworker looks at what else there is."""

    code: ClassVar[str] = "religious-days.for-those-outside-the-church"


@dataclass(frozen=True, slots=True)
class FeastDaysOfYear(Reason):
    """Of `most` working days in `year`, `taken` are taken; with these, `left` remain."""

    code: ClassVar[str] = "religious-days.days-of-year"
    year: int
    most: int
    taken: int
    left: int


@dataclass(frozen=True, slots=True)
class MoreFeastDays(Reason):
    """With these days there would be `over` more than the `most` working days of `year`; `taken` are taken already."""

    code: ClassVar[str] = "religious-days.more-days"
    year: int
    most: int
    taken: int
    over: int


@dataclass(frozen=True, slots=True)
class OtherLeaveForFeasts(Reason):
    """For other days one can apply for welfare leave, or wish to have holiday."""

    code: ClassVar[str] = "religious-days.other-leave"


@dataclass(frozen=True, slots=True)
class FeastDayIsFree(Reason):
    """`day` is a free day in any case, so nothing is used."""

    code: ClassVar[str] = "religious-days.day-is-free"
    day: date


@dataclass(frozen=True, slots=True)
class FeastToldInTime(Reason):
    """For `day` the municipality must be told `working_days` working days before, by `tell_by`, and was."""

    code: ClassVar[str] = "religious-days.told-in-time"
    day: date
    working_days: int
    tell_by: date


@dataclass(frozen=True, slots=True)
class FeastToldLate(Reason):
    """For `day` the municipality was to be told by `tell_by` and was told on `told_on`; that decides nothing alone."""

    code: ClassVar[str] = "religious-days.told-late"
    day: date
    working_days: int
    tell_by: date
    told_on: date


@dataclass(frozen=True, slots=True)
class FeastsKeepBenefit(Reason):
    """The benefit is not reduced for these days."""

    code: ClassVar[str] = "religious-days.keep-benefit"


@dataclass(frozen=True, slots=True)
class IfFeastsToldAfter(Reason):
    """If it were told after `tell_by`, a caseworker would decide."""

    code: ClassVar[str] = "religious-days.if-told-after"
    tell_by: date


@dataclass(frozen=True, slots=True)
class IfFeastIsFrom(Reason):
    """For a day from `first_day` on, what was told now is early enough."""

    code: ClassVar[str] = "religious-days.if-feast-is-from"
    first_day: date


@dataclass(frozen=True, slots=True)
class IfFewerFeastDays(Reason):
    """Asking for `days` days, one stays within the limit."""

    code: ClassVar[str] = "religious-days.if-fewer-days"
    days: int


@dataclass(frozen=True, slots=True)
class FeastDay(Figures):
    """A working day asked for and the last day on which it can be told in time."""

    code: ClassVar[str] = "figures.feast-day"
    day: date
    tell_by: date


@dataclass(frozen=True, slots=True)
class FeastDays(Figures):
    """Working days of the calendar year: the limit, taken before, asked for now, left after; and each day's notice."""

    code: ClassVar[str] = "figures.feast-days"
    most: int
    taken: int
    asked: int
    left_after: int
    days: tuple[FeastDay, ...]


def religious_days(facts: FeastFacts, holidays: Holidays) -> Decision[FeastDays]:
    """Whether days off for religious feasts are within § 16 ledd 2.

    A day asked for that is already among those taken is one day, not two. Notice that came late, days beyond
    the limit and members of Den norske kirke are for a caseworker.
    """
    first = min(facts.days)
    row, notice = dated("leave.religious_days", first), dated("leave.religious_notice_days", first)
    most, year, needed = row.whole, first.year, notice.whole
    asked = working_days_among(facts.days, holidays)
    taken = working_days_among((d for d in facts.taken if d.year == year), holidays) - asked
    over = len(taken) + len(asked) - most
    each = tuple(FeastDay(day, working_days_before(day, needed, holidays)) for day in sorted(asked))
    value = FeastDays(most, len(taken), len(asked), max(0, -over), each)
    late = [one for one in each if facts.told_on > one.tell_by]

    because = [Because(DaysForFeasts(most), row.basis)]
    if facts.belongs_to_norske_kirke:
        because.append(Because(ForThoseOutsideTheChurch(), NOT_IN_THE_CHURCH))
    if over > 0:
        because.append(Because(MoreFeastDays(year, most, len(taken), over), row.basis))
    else:
        because.append(Because(FeastDaysOfYear(year, most, len(taken), -over), row.basis))
    because += [Because(FeastDayIsFree(day), FREE_DAYS) for day in sorted(set(facts.days) - asked)]
    for one in each:
        told: Reason = FeastToldInTime(one.day, needed, one.tell_by)
        if one in late:
            told = FeastToldLate(one.day, needed, one.tell_by, facts.told_on)
        because.append(Because(told, notice.basis))

    if not facts.belongs_to_norske_kirke and over <= 0 and not late:
        because.append(Because(FeastsKeepBenefit(), KEEPS_BENEFIT))
        met, change = Outcome.MET, tuple(IfFeastsToldAfter(one.tell_by) for one in each[:1])
        return Decision("religious_days.religious_days", 1, met, tuple(because), value, change)
    because.append(Because(OtherLeaveForFeasts(), WELFARE_LEAVE))
    would_change: list[Reason] = []
    if not facts.belongs_to_norske_kirke:
        if late:
            told_from = next_working_day(facts.told_on, holidays)
            would_change.append(IfFeastIsFrom(working_days_after(told_from, needed, holidays)))
        if 0 < len(asked) - over < len(asked):
            would_change.append(IfFewerFeastDays(len(asked) - over))
    undecided = Outcome.UNDECIDED
    return Decision("religious_days.religious_days", 1, undecided, tuple(because), value, tuple(would_change))
