"""Months and weeks against a calendar that is counted out day by day."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.domain.calendar import monday_of
from portal.domain.months import (
    last_day_of,
    month_before,
    month_of,
    months_between,
    next_month,
    read_month,
    written,
)
from portal.text.dates import Dates

FIRST, LAST = date(2024, 1, 1), date(2035, 12, 31)
"""1 January 2024 is a Monday, the first of its year's week 1, so weeks can be counted from it."""
DATES = Dates("nb")


def counted() -> dict[date, tuple[int, int]]:
    """Year and number of each day's week, counted out: week 1 is the one that holds the year's first Thursday."""
    found, monday, year, number = {}, FIRST, 2024, 1
    while monday <= LAST:
        days = [monday + timedelta(days=n) for n in range(7)]
        if days[3].year != year:
            year, number = days[3].year, 1
        found |= dict.fromkeys(days, (year, number))
        monday, number = monday + timedelta(weeks=1), number + 1
    return found


CALENDAR = counted()


def test_every_day_of_twelve_years_has_the_week_that_a_counted_calendar_says() -> None:
    for day, (_, number) in CALENDAR.items():
        assert DATES.week_number(day) == number, day
        assert CALENDAR[monday_of(day)] == CALENDAR[day]
        assert monday_of(day).weekday() == 0
    assert {year for year, number in CALENDAR.values() if number == 53} == {2026, 2032}


@pytest.mark.parametrize(
    ("day", "week"),
    [(date(2027, 1, 3), (2026, 53)), (date(2026, 12, 28), (2026, 53)), (date(2027, 1, 4), (2027, 1))],
)
def test_the_turn_of_2026_lies_in_week_53(day: date, week: tuple[int, int]) -> None:
    assert CALENDAR[day] == week
    assert DATES.week_number(day) == week[1]


def test_walking_week_by_week_over_twelve_years_comes_by_every_week_once() -> None:
    monday, seen = FIRST, []
    while monday <= LAST:
        seen.append(CALENDAR[monday])
        monday = monday_of(monday + timedelta(weeks=1))
    assert len(seen) == len(set(seen)) == len(set(CALENDAR.values()))


@given(st.dates(FIRST, LAST))
def test_a_month_holds_its_days_and_no_other(day: date) -> None:
    first, last = month_of(day), last_day_of(day)
    assert first <= day <= last
    assert {(first + timedelta(days=n)).month for n in range((last - first).days + 1)} == {day.month}
    assert next_month(day) == last + timedelta(days=1)
    assert month_before(next_month(day)) == first
    assert read_month(written(day)) == first


@given(st.dates(FIRST, LAST), st.dates(FIRST, LAST))
def test_the_months_between_two_days_come_newest_first_and_each_once(one: date, other: date) -> None:
    found = list(months_between(one, other))
    assert found == sorted(set(found), reverse=True)
    assert (not found) == (month_of(other) < month_of(one))
    assert not found or (found[0], found[-1]) == (month_of(other), month_of(one))


@pytest.mark.parametrize(
    "text", ["2026-13", "2026-1", "26-01", "2026-00", "1026-01", "2026-01-01", "٢٠٢٦-٠١", ""]
)
def test_what_is_no_month_is_none(text: str) -> None:
    assert read_month(text) is None
