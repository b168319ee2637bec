"""Counting in the calendar: months, working days and weeks, by the rules the law counts by."""

from calendar import monthrange
from collections.abc import Callable, Iterable
from datetime import date, timedelta

SATURDAY = 6
"""ISO number; Sunday is the one after."""

Holidays = Callable[[int], frozenset[date]]
"""The public holidays of a year, movable ones included, ordinary Saturdays and Sundays not."""


def add_months(day: date, months: int) -> date:
    """The day with the same number `months` later, or earlier when negative.

    Where that month lacks the number it is the month's last day (domstolloven § 148 ledd 2 punktum 2).
    """
    year, month0 = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month0 + 1, min(day.day, monthrange(year, month0 + 1)[1]))


def last_day_of_period(first: date, months: int) -> date:
    """The last day of a period that begins with `first` and lasts `months`: the day before its number comes back.

    A period from 29 February that would end in a month without a 29th fills that month, because
    the number does not come back before the month is out.
    """
    same = add_months(first, months)
    return same - timedelta(days=1) if same.day == first.day else same


def is_working_day(day: date, holidays: Holidays) -> bool:
    """Monday to Friday and no public holiday. 24 and 31 December are ordinary working days.

    KVP-forskriften § 16 ledd 1 lists the same days by name, apart from Easter Sunday and Whit Sunday, which are
    Sundays anyway; so one count of working days serves both the programme and the limits for acting.
    """
    return day.isoweekday() < SATURDAY and day not in holidays(day.year)


def next_working_day(day: date, holidays: Holidays) -> date:
    """`day` itself when it is a working day, otherwise the nearest one after it."""
    while not is_working_day(day, holidays):
        day += timedelta(days=1)
    return day


def working_days_after(start: date, number: int, holidays: Holidays) -> date:
    """The `number`-th working day after `start`, which is not counted. Raises ValueError below 1."""
    if number < 1:
        raise ValueError("count at least one working day")
    day = start
    for _ in range(number):
        day = next_working_day(day + timedelta(days=1), holidays)
    return day


def working_days_before(end: date, number: int, holidays: Holidays) -> date:
    """The `number`-th working day before `end`, which is not counted. Raises ValueError below 1."""
    if number < 1:
        raise ValueError("count at least one working day")
    day = end
    for _ in range(number):
        day -= timedelta(days=1)
        while not is_working_day(day, holidays):
            day -= timedelta(days=1)
    return day


def working_days_among(days: Iterable[date], holidays: Holidays) -> frozenset[date]:
    """Those of the days that are working days, each once."""
    return frozenset(day for day in days if is_working_day(day, holidays))


def birthday(born: date, age: int) -> date:
    """The day on which somebody becomes `age`. Born on 29 February, it is 28 February in a common year,
    which is the earlier of the two days one could choose, and the month's last day as when months are counted.
    """
    return add_months(born, 12 * age)


def monday_of(day: date) -> date:
    """The Monday of the ISO week that holds `day`."""
    return day - timedelta(days=day.isoweekday() - 1)


def monday_of_week(iso_year: int, iso_week: int) -> date:
    """The Monday of a numbered week. Raises ValueError for a week the year does not have."""
    return date.fromisocalendar(iso_year, iso_week, 1)


def days_between(first: date, last: date) -> list[date]:
    """Every calendar day from `first` to `last`, both counted; none when `last` comes before `first`."""
    return [first + timedelta(days=n) for n in range((last - first).days + 1)]
