"""The calendar, judged by counting day for day."""

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from portal.rules.days import (
    Holidays,
    add_months,
    birthday,
    days_between,
    is_working_day,
    last_day_of_period,
    monday_of,
    monday_of_week,
    next_working_day,
    working_days_after,
    working_days_among,
    working_days_before,
)

DAYS = st.dates(date(2012, 1, 1), date(2032, 12, 31))


@settings(max_examples=60)
@given(DAYS, st.integers(-60, 60))
def test_a_month_later_has_the_same_number_or_is_the_months_last_day(day: date, months: int) -> None:
    later = add_months(day, months)
    assert (later.year - day.year) * 12 + later.month - day.month == months
    if later.day != day.day:
        assert later.day < day.day
        assert (later + timedelta(days=1)).day == 1


@settings(max_examples=60)
@given(DAYS, st.integers(1, 48))
def test_a_period_and_the_next_one_meet_without_a_gap_or_an_overlap(first: date, months: int) -> None:
    after = last_day_of_period(first, months) + timedelta(days=1)
    same = add_months(first, months)
    assert after == same if same.day == first.day else after == same + timedelta(days=1)


def test_a_year_from_29_february_is_out_with_the_28th() -> None:
    assert last_day_of_period(date(2028, 2, 29), 12) == date(2029, 2, 28)


@settings(max_examples=40, deadline=None)
@given(start=DAYS, number=st.integers(1, 40))
def test_working_days_after_is_the_day_that_brute_force_counts_to(
    norway: Holidays, start: date, number: int
) -> None:
    end = working_days_after(start, number, norway)
    counted = [d for d in days_between(start, end)[1:] if d.weekday() < 5 and d not in norway(d.year)]
    assert len(counted) == number
    assert counted[-1] == end


@settings(max_examples=40, deadline=None)
@given(day=DAYS)
def test_the_next_working_day_is_the_first_one_from_the_day_itself(norway: Holidays, day: date) -> None:
    found = next_working_day(day, norway)
    assert is_working_day(found, norway)
    assert not any(is_working_day(d, norway) for d in days_between(day, found)[:-1])


def test_working_days_cannot_be_counted_to_nothing(norway: Holidays) -> None:
    with pytest.raises(ValueError, match="at least one"):
        working_days_after(date(2026, 11, 23), 0, norway)


@settings(max_examples=40, deadline=None)
@given(end=DAYS, number=st.integers(1, 40))
def test_working_days_before_is_the_day_that_brute_force_counts_back_to(
    norway: Holidays, end: date, number: int
) -> None:
    start = working_days_before(end, number, norway)
    counted = [d for d in days_between(start, end)[:-1] if d.weekday() < 5 and d not in norway(d.year)]
    assert len(counted) == number
    assert counted[0] == start
    assert working_days_after(start, number, norway) == next_working_day(end, norway)


def test_working_days_cannot_be_counted_back_to_nothing(norway: Holidays) -> None:
    with pytest.raises(ValueError, match="at least one"):
        working_days_before(date(2026, 11, 23), 0, norway)


@settings(max_examples=40, deadline=None)
@given(days=st.lists(DAYS, max_size=30))
def test_working_days_among_some_days_are_each_there_once(norway: Holidays, days: list[date]) -> None:
    found = working_days_among([*days, *reversed(days)], norway)
    assert found == {day for day in days if day.weekday() < 5 and day not in norway(day.year)}


@pytest.mark.parametrize(
    ("born", "age", "day"),
    [
        (date(1966, 6, 15), 60, date(2026, 6, 15)),
        (date(2000, 2, 29), 24, date(2024, 2, 29)),
        (date(2000, 2, 29), 25, date(2025, 2, 28)),
        (date(2000, 2, 28), 25, date(2025, 2, 28)),
        (date(2000, 3, 1), 25, date(2025, 3, 1)),
        (date(2026, 1, 1), 0, date(2026, 1, 1)),
    ],
)
def test_a_birthday_has_the_day_of_birth_or_28_february(born: date, age: int, day: date) -> None:
    assert birthday(born, age) == day


def test_christmas_eve_and_new_years_eve_are_working_days(norway: Holidays) -> None:
    assert is_working_day(date(2026, 12, 24), norway)
    assert is_working_day(date(2026, 12, 31), norway)
    assert not is_working_day(date(2026, 12, 25), norway)


@settings(max_examples=60)
@given(DAYS)
def test_the_monday_of_a_day_opens_the_iso_week_that_holds_it(day: date) -> None:
    monday = monday_of(day)
    year, week, _ = day.isocalendar()
    assert monday == monday_of_week(year, week)
    assert monday.isoweekday() == 1


def test_2026_has_a_week_53_and_2027_has_none() -> None:
    assert monday_of_week(2026, 53) == date(2026, 12, 28)
    with pytest.raises(ValueError, match="week"):
        monday_of_week(2027, 53)
