"""The day ledger of a programme: each calendar day is counted, leave or suspended, and never two of them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import ClassVar

from portal.rules.decision import Figures

ONE_DAY = timedelta(days=1)

Interval = tuple[date, date]
"""First and last day, both counted."""


@dataclass(frozen=True, slots=True)
class DayLedger(Figures):
    """Calendar days from `first_day` to `last_day`, both in it: `counted`, `leave` and `suspended` add up to all of them."""

    code: ClassVar[str] = "figures.day-ledger"
    first_day: date
    last_day: date
    counted: int
    leave: int
    suspended: int


def day_ledger(
    first_day: date, last_day: date, leave: Iterable[Interval], suspended: Iterable[Interval]
) -> DayLedger:
    """Each day of the span put in one column (sosialtjenesteloven § 32 ledd 1 punktum 3).

    Intervals may overlap and reach outside the span. A day that is both leave and suspended is suspended,
    because there is no programme to have leave from that day; so more leave never changes the days suspended.
    Raises ValueError for an interval or a span the wrong way round.
    """
    if last_day < first_day:
        raise ValueError("a ledger cannot end before it begins")
    pauses = tuple(suspended)
    away = days_in(merged(first_day, (*leave, *pauses)), last_day)
    off = days_in(merged(first_day, pauses), last_day)
    return DayLedger(first_day, last_day, (last_day - first_day).days + 1 - away, away - off, off)


def merged(first_day: date, intervals: Iterable[Interval]) -> list[Interval]:
    """The same days in order and without overlap, none before `first_day`. Raises ValueError for one the wrong way round."""
    found: list[Interval] = []
    for first, last in sorted(intervals):
        if last < first:
            raise ValueError("an interval cannot end before it begins")
        begin = max(first, first_day, found[-1][1] + ONE_DAY if found else first_day)
        if begin <= last:
            found.append((begin, last))
    return found


def days_in(intervals: Iterable[Interval], last_day: date) -> int:
    """How many days the intervals, which do not overlap, have up to and with `last_day`."""
    return sum((min(last, last_day) - first).days + 1 for first, last in intervals if first <= last_day)
