"""Days of the demo world: the law's own counting, with Norway's holidays filled in."""

from datetime import date, timedelta

from portal.adapters.holidays import NorwegianHolidays
from portal.rules.days import add_months, is_working_day, next_working_day

DAY = timedelta(days=1)
WEEK = timedelta(weeks=1)
holidays = NorwegianHolidays().of_year


def is_working(day: date) -> bool:
    """Whether `day` is neither a Saturday, a Sunday nor a public holiday, so that the programme runs (KVF § 16)."""
    return is_working_day(day, holidays)


def working_days(first: date, last: date) -> list[date]:
    """The working days from `first` to `last`, both included; none when they are the wrong way round."""
    count = (last - first).days + 1
    return [day for day in (first + n * DAY for n in range(count)) if is_working(day)]


def on_or_after(day: date) -> date:
    """The first working day that is not before `day`."""
    return next_working_day(day, holidays)


def on_or_before(day: date) -> date:
    """The last working day that is not after `day`."""
    while not is_working(day):
        day -= DAY
    return day


def shift(day: date, count: int) -> date:
    """The working day that lies `count` working days after `day`, or before it when `count` is negative."""
    step = DAY if count > 0 else -DAY
    for _ in range(abs(count)):
        day += step
        while not is_working(day):
            day += step
    return day


def add_years(day: date, count: int) -> date:
    """The same date `count` years later, or earlier when negative; 29 February becomes the 28th."""
    return add_months(day, 12 * count)
