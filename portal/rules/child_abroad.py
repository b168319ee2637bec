"""Children who stay abroad: how many days of the last twelve months, and from when that is too many (KVP-forskriften § 3)."""

from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import ClassVar

from portal.rules.days import add_months
from portal.rules.decision import Because, Decision, Figures, Outcome, Reason
from portal.rules.law import FOLKETRYGDLOVEN, Citation, HouseRule
from portal.rules.parameters import dated, whole_on

MEMBER = Citation(FOLKETRYGDLOVEN, "2-5", 2)
ONE_DAY = timedelta(days=1)
WARN_AT = (80, 60)
WARNED = HouseRule(
    "child-abroad.warnings", "The portal says at 60 and at 80 days abroad that the days are running out."
)
DAYS_COUNT = HouseRule(
    "child-abroad.days-count",
    "The day of leaving and the day of coming back are both told as days abroad; a day in two stays is one day. "
    "The supplement is looked at from the first day that is one too many, not for the whole stay.",
)

Interval = tuple[date, date]
"""First and last day, both counted."""


@dataclass(frozen=True, slots=True)
class ChildAbroad(Figures):
    """`days_abroad` in the twelve months that end with the day asked about, and how many are `left`.

    `over_from` is the first day abroad that is one too many, of those within the same twelve months or still to come.
    """

    code: ClassVar[str] = "figures.child-abroad"
    days_abroad: int
    left: int
    over_from: date | None


@dataclass(frozen=True, slots=True)
class DaysAbroad(Reason):
    """The child has been abroad on `days` days in the twelve months to `to`; `limit` are allowed."""

    code: ClassVar[str] = "child-abroad.days"
    days: int
    limit: int
    window_months: int
    to: date


@dataclass(frozen=True, slots=True)
class HowDaysCount(Reason):
    """Days of travel count as abroad, and day number `first_too_many` is the first that is looked at."""

    code: ClassVar[str] = "child-abroad.how-days-count"
    first_too_many: int


@dataclass(frozen=True, slots=True)
class ManyDaysAbroad(Reason):
    """More than `warned_at` days are used, so that `left` are left."""

    code: ClassVar[str] = "child-abroad.many-days"
    warned_at: int
    left: int


@dataclass(frozen=True, slots=True)
class TooManyDaysFrom(Reason):
    """From `day` on the child has been abroad for more than `limit` days; a caseworker decides on the supplement."""

    code: ClassVar[str] = "child-abroad.too-many-from"
    day: date
    limit: int


@dataclass(frozen=True, slots=True)
class WillBeTooManyFrom(Reason):
    """With the stays as told there will be more than `limit` days from `day` on."""

    code: ClassVar[str] = "child-abroad.will-be-too-many-from"
    day: date
    limit: int


@dataclass(frozen=True, slots=True)
class HomeBefore(Reason):
    """Had the child been back in Norway before `day`, there would not be too many days."""

    code: ClassVar[str] = "child-abroad.home-before"
    day: date


@dataclass(frozen=True, slots=True)
class MemberAbroad(Reason):
    """The child is a member of folketrygden while abroad, so the days do not matter."""

    code: ClassVar[str] = "child-abroad.member"


@dataclass(frozen=True, slots=True)
class MembershipWouldHelp(Reason):
    """If the child is a member of folketrygden while abroad, the supplement goes on."""

    code: ClassVar[str] = "child-abroad.membership-would-help"


def child_abroad(on: date, stays: tuple[Interval, ...], *, member: bool = False) -> Decision[ChildAbroad]:
    """Whether stays abroad are within the days of any twelve months: MET, or UNDECIDED from the first day too many.

    `stays` may overlap, be in any order and lie ahead. Raises ValueError for one the wrong way round, and
    `NoLawInForce` before 1 July 2020.
    """
    row = dated("child_abroad.days", on)
    limit, months = row.whole, whole_on("child_abroad.window_months", on)
    since = add_months(on, -months)
    # A day that is one too many now or later has at most twelve months behind it that begin before the window.
    days, over_from = 0, None
    for day, number in _counted(stays, add_months(since, -months), months):
        if day > since and number > limit and not over_from:
            over_from = day
        if day > on and over_from:
            break
        days += since < day <= on
    left = max(0, limit - days)

    because = [
        Because(DaysAbroad(days, limit, months, on), row.basis),
        Because(HowDaysCount(limit + 1), DAYS_COUNT),
    ]
    would_change: tuple[Reason, ...] = ()
    outcome = Outcome.MET
    if member:
        because.append(Because(MemberAbroad(), MEMBER))
    elif over_from and over_from <= on:
        outcome = Outcome.UNDECIDED
        because.append(Because(TooManyDaysFrom(over_from, limit), row.basis))
        would_change = (MembershipWouldHelp(), HomeBefore(over_from))
    else:
        warned = next((number for number in WARN_AT if days >= number), None)
        if warned:
            because.append(Because(ManyDaysAbroad(warned, left), WARNED))
        if over_from:
            because.append(Because(WillBeTooManyFrom(over_from, limit), row.basis))
            would_change = (WillBeTooManyFrom(over_from, limit),)
    figures = ChildAbroad(days, left, over_from)
    return Decision("children.abroad", 1, outcome, tuple(because), figures, would_change)


def _counted(stays: tuple[Interval, ...], first: date, months: int) -> Iterator[tuple[date, int]]:
    """Each day abroad after `first`, in order, with the days abroad in the `months` months that end with it."""
    window: deque[date] = deque()
    for day in _days(stays, first):
        window.append(day)
        since = add_months(day, -months)
        while window[0] <= since:
            window.popleft()
        yield day, len(window)


def _days(stays: tuple[Interval, ...], after: date) -> Iterator[date]:
    # In the order of the calendar and each day once, without holding every day of every stay.
    begin = after + ONE_DAY
    for first, last in sorted(stays):
        if last < first:
            raise ValueError("a stay cannot end before it begins")
        begin = max(begin, first)
        while begin <= last:
            yield begin
            begin += ONE_DAY
