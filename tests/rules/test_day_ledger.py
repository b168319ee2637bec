"""The day ledger: sosialtjenesteloven § 32 ledd 1 punktum 3."""

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from portal.rules.day_ledger import DayLedger, Interval, day_ledger, days_in, merged
from portal.rules.days import days_between

START = date(2026, 1, 12)
FIRST_OF_WEEK_53 = date(2026, 12, 28)


def on(month: int, day: int) -> date:
    return date(2026, month, day)


@pytest.mark.parametrize(
    ("leave", "suspended", "sums"),
    [
        pytest.param((), (), (31, 0, 0), id="§ 32 ledd 1 punktum 1: alle dager regnes med"),
        pytest.param(((on(1, 20), on(1, 20)),), (), (30, 1, 0), id="§ 32 ledd 1 punktum 3: én dag permisjon"),
        pytest.param((), ((on(1, 20), on(1, 21)),), (29, 0, 2), id="§ 32 ledd 1 punktum 3: to dager avbrudd"),
        pytest.param(
            ((on(1, 12), on(1, 20)), (on(1, 20), on(1, 21))), (), (21, 10, 0), id="overlapp regnes én gang"
        ),
        pytest.param(
            ((on(1, 12), on(1, 21)),),
            ((on(1, 21), on(1, 22)),),
            (20, 9, 2),
            id="avbrudd går foran permisjon samme dag",
        ),
        pytest.param(((on(1, 1), on(1, 12)),), (), (30, 1, 0), id="dagen før starten er ikke med"),
        pytest.param(((on(1, 1), on(1, 11)),), (), (31, 0, 0), id="alt før starten er borte"),
        pytest.param((), ((on(2, 11), on(3, 1)),), (30, 0, 1), id="dagen etter den siste er ikke med"),
        pytest.param((), ((on(2, 12), on(3, 1)),), (31, 0, 0), id="alt etter den siste er borte"),
    ],
)
def test_every_day_has_one_column(
    leave: tuple[Interval, ...], suspended: tuple[Interval, ...], sums: tuple[int, int, int]
) -> None:
    last = START + timedelta(days=30)
    assert day_ledger(START, last, leave, suspended) == DayLedger(START, last, *sums)


def test_a_ledger_of_one_day_is_a_ledger() -> None:
    assert day_ledger(START, START, (), ()) == DayLedger(START, START, 1, 0, 0)


def test_what_is_the_wrong_way_round_is_a_fault() -> None:
    with pytest.raises(ValueError, match="ledger cannot end"):
        day_ledger(START, START - timedelta(days=1), (), ())
    with pytest.raises(ValueError, match="interval cannot end"):
        day_ledger(START, START, ((on(3, 2), on(3, 1)),), ())


def test_merged_days_are_in_order_and_apart() -> None:
    assert merged(on(1, 3), [(on(1, 5), on(1, 9)), (on(1, 1), on(1, 5)), (on(1, 6), on(1, 7))]) == [
        (on(1, 3), on(1, 5)),
        (on(1, 6), on(1, 9)),
    ]
    assert days_in([(on(1, 3), on(1, 5)), (on(1, 8), on(1, 9))], on(1, 8)) == 4


STARTS = st.one_of(
    st.sampled_from(
        (date(2020, 2, 29), date(2024, 2, 29), date(2036, 2, 29), FIRST_OF_WEEK_53, date(2027, 3, 28))
    ),
    st.dates(date(2019, 1, 1), date(2036, 12, 31)),
)


def pauses(start: date) -> st.SearchStrategy[list[Interval]]:
    one = st.tuples(st.integers(-30, 500), st.integers(0, 90))
    return st.lists(
        one.map(lambda p: (start + timedelta(days=p[0]), start + timedelta(days=sum(p)))), max_size=4
    )


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_the_ledger_adds_up_as_a_calendar_gone_through_day_by_day(data: st.DataObject) -> None:
    start = data.draw(STARTS)
    last = start + timedelta(days=data.draw(st.integers(0, 500)))
    leave, suspended = data.draw(pauses(start)), data.draw(pauses(start))
    ledger = day_ledger(start, last, leave, suspended)

    columns = {"counted": 0, "leave": 0, "suspended": 0}
    on_leave, off = ({d for i in intervals for d in days_between(*i)} for intervals in (leave, suspended))
    for day in days_between(start, last):
        columns["suspended" if day in off else "leave" if day in on_leave else "counted"] += 1
    assert ledger == DayLedger(start, last, **columns)
    assert ledger.counted + ledger.leave + ledger.suspended == (last - start).days + 1
    assert day_ledger(start, last, reversed(leave), reversed(suspended)) == ledger


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_more_time_of_one_kind_leaves_the_sum_of_the_other(data: st.DataObject) -> None:
    """More leave never; a suspension takes only the leave days that it covers itself."""
    leave, suspended = data.draw(pauses(START)), data.draw(pauses(START))
    more = data.draw(pauses(START))
    last = START + timedelta(days=400)
    before = day_ledger(START, last, leave, suspended)
    assert day_ledger(START, last, leave + more, suspended).suspended == before.suspended
    after = day_ledger(START, last, leave, suspended + more)
    covered = {d for i in more for d in days_between(*i)} & {d for i in leave for d in days_between(*i)}
    assert 0 <= before.leave - after.leave <= len(covered)
