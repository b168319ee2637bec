"""Time limits against a calendar that is walked day by day, and what must hold for every one of them."""

from calendar import monthrange
from collections.abc import Iterator
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from portal.rules.complaint import digital_complaint_deadline
from portal.rules.days import Holidays
from portal.rules.deadlines import complaint_deadline, deadline_days, deadline_months, deadline_weeks

FIRST, LAST = date(2019, 1, 1), date(2036, 12, 31)
COUNTS = {"days": deadline_days, "weeks": deadline_weeks, "months": deadline_months}
DAYS = st.dates(FIRST, LAST)
LIMITS = st.tuples(st.sampled_from(sorted(COUNTS)), st.integers(0, 30))


def walk(day: date) -> Iterator[date]:
    while True:
        yield day
        day += timedelta(days=1)


def free(day: date, holidays: Holidays) -> bool:
    return day.strftime("%a") in ("Sat", "Sun") or day in holidays(day.year)


def walked(start: date, unit: str, number: int, holidays: Holidays) -> date:
    """The last day, found with a finger in a calendar: no arithmetic on days or months."""
    passed = 0
    for day in walk(start):
        if (unit == "days" and day != start) or (
            unit == "weeks" and day != start and day.isoweekday() == start.isoweekday()
        ):
            passed += 1
        elif unit == "months" and day != start:
            last_of_month = (day + timedelta(days=1)).month != day.month
            passed += day.day == start.day or (last_of_month and day.day < start.day)
        if passed == number:
            return next(later for later in walk(day) if not free(later, holidays))
    raise AssertionError("a calendar does not end")


@pytest.mark.parametrize(
    ("unit", "number"),
    [
        pytest.param("days", 0, id="no day"),
        pytest.param("days", 14, id="fjorten dager"),
        pytest.param("weeks", 3, id="tre uker"),
        pytest.param("months", 1, id="én måned"),
        pytest.param("months", 6, id="seks måneder"),
        pytest.param("months", 12, id="ett år"),
    ],
)
def test_every_start_from_2019_to_2036_ends_where_a_walk_through_the_calendar_ends(
    norway: Holidays, unit: str, number: int
) -> None:
    # The long limits are walked from every fifth day to save time; over the years that meets every weekday and number.
    step = 5 if number > 3 else 1
    for offset in range(0, (LAST - FIRST).days + 1, step):
        start = FIRST + timedelta(days=offset)
        assert COUNTS[unit](start, number, norway) == walked(start, unit, number, norway), start


@pytest.mark.parametrize(
    "start",
    [
        pytest.param(date(2028, 2, 29), id="skuddårsdagen"),
        pytest.param(date(2026, 12, 28), id="uke 53"),
        pytest.param(date(2027, 1, 3), id="siste dag i uke 53"),
        pytest.param(date(2026, 3, 29), id="sommertiden begynner"),
        pytest.param(date(2026, 10, 25), id="sommertiden slutter"),
        pytest.param(date(2026, 1, 31), id="31. januar"),
        pytest.param(date(2026, 8, 31), id="31. august"),
    ],
)
def test_odd_days_of_the_calendar_are_counted_like_all_others(norway: Holidays, start: date) -> None:
    for unit, most in (("days", 60), ("weeks", 60), ("months", 30)):
        for number in range(most):
            assert COUNTS[unit](start, number, norway) == walked(start, unit, number, norway), (unit, number)


@settings(max_examples=150, deadline=None)
@given(start=DAYS, limit=LIMITS)
def test_a_limit_never_ends_on_a_day_off(norway: Holidays, start: date, limit: tuple[str, int]) -> None:
    unit, number = limit
    assert not free(COUNTS[unit](start, number, norway), norway)


@settings(max_examples=150, deadline=None)
@given(
    start=DAYS, limit=LIMITS, extra=st.sets(DAYS, max_size=12), ahead=st.sets(st.integers(0, 40), max_size=8)
)
def test_one_more_holiday_never_shortens_a_limit(
    norway: Holidays, start: date, limit: tuple[str, int], extra: set[date], ahead: set[int]
) -> None:
    unit, number = limit
    without = COUNTS[unit](start, number, norway)
    added = extra | {without + timedelta(days=n) for n in ahead}

    def more(year: int) -> frozenset[date]:
        return norway(year) | added

    assert COUNTS[unit](start, number, more) >= without


@settings(max_examples=150, deadline=None)
@given(start=DAYS, limit=LIMITS, later=st.integers(0, 40))
def test_who_gets_to_know_later_never_has_an_earlier_limit(
    norway: Holidays, start: date, limit: tuple[str, int], later: int
) -> None:
    unit, number = limit
    after = start + timedelta(days=later)
    assert COUNTS[unit](start, number, norway) <= COUNTS[unit](after, number, norway)


@settings(max_examples=60, deadline=None)
@given(notified=DAYS)
def test_nobody_gets_less_than_three_weeks_to_complain(norway: Holidays, notified: date) -> None:
    assert complaint_deadline(notified, norway).value >= notified + timedelta(weeks=3)


@settings(max_examples=60, deadline=None)
@given(available=DAYS, notified=DAYS)
def test_the_later_of_letter_and_alert_begins_the_time(
    norway: Holidays, available: date, notified: date
) -> None:
    decision = digital_complaint_deadline(available, notified, norway)
    assert decision.value == max(
        complaint_deadline(available, norway).value, complaint_deadline(notified, norway).value
    )


def test_the_walk_itself_knows_short_months(norway: Holidays) -> None:
    assert monthrange(2027, 2)[1] == 28
    assert walked(date(2027, 1, 31), "months", 1, norway) == date(2027, 3, 1)
