"""How long a programme lasts, held against a calendar gone through day by day: sosialtjenesteloven § 32 ledd 1."""

from datetime import date, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from portal.rules.day_ledger import Interval
from portal.rules.days import days_between, last_day_of_period
from portal.rules.duration import latest_end, programme_end
from portal.rules.not_counted import Away

STARTS = st.one_of(
    st.sampled_from(
        (date(2020, 2, 29), date(2024, 2, 29), date(2036, 2, 29), date(2026, 12, 28), date(2027, 3, 28))
    ),
    st.dates(date(2019, 1, 1), date(2036, 12, 31)),
)


def pauses(start: date) -> st.SearchStrategy[list[Interval]]:
    one = st.tuples(st.integers(-30, 1200), st.integers(0, 90))
    return st.lists(
        one.map(lambda p: (start + timedelta(days=p[0]), start + timedelta(days=sum(p)))), max_size=5
    )


def longest(start: date, away: list[Interval]) -> tuple[date, date]:
    value = latest_end(start, tuple(away)).value
    return value.base_maximum, value.absolute_maximum


@settings(max_examples=40, deadline=None)
@given(st.data())
def test_a_ledger_kept_day_by_day_gives_the_same_last_days(data: st.DataObject) -> None:
    start = data.draw(STARTS)
    found = data.draw(pauses(start))
    off = {day for first, last in found for day in days_between(first, last)}
    value = latest_end(start, tuple(found)).value
    for months, last, days in (
        (24, value.base_maximum, value.base_days_not_counted),
        (36, value.absolute_maximum, value.absolute_days_not_counted),
    ):
        left = all_days = (last_day_of_period(start, months) - start).days + 1
        day = start - timedelta(days=1)
        while left:
            day += timedelta(days=1)
            left -= day not in off
        assert last == day
        assert days == (day - start).days + 1 - all_days


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_more_time_away_never_ends_a_programme_earlier_and_order_is_nothing(data: st.DataObject) -> None:
    start = data.draw(STARTS)
    found, more = data.draw(pauses(start)), data.draw(pauses(start))
    base, absolute = longest(start, found)
    later_base, later_absolute = longest(start, found + more)
    assert later_base >= base
    assert later_absolute >= absolute
    assert longest(start, list(reversed(found + more))) == (later_base, later_absolute)
    assert longest(start, found + found) == (base, absolute)


@settings(max_examples=40, deadline=None)
@given(st.data())
def test_the_days_counted_to_the_last_day_are_always_the_days_of_two_years(data: st.DataObject) -> None:
    start = data.draw(STARTS)
    found = tuple(
        Away(*p, data.draw(st.sampled_from(("LEAVE", "SUSPENDED")))) for p in data.draw(pauses(start))
    )
    ledger = programme_end(start, found).value.ledger
    assert ledger.counted == (last_day_of_period(start, 24) - start).days + 1
