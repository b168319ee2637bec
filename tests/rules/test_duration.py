"""How long a programme lasts: sosialtjenesteloven §§ 31-32, KVP-forskriften § 2."""

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from portal.rules.days import days_between, last_day_of_period
from portal.rules.decision import Outcome
from portal.rules.duration import Interval, decision_period_end, latest_end, start_deadline
from portal.rules.law import HouseRule
from portal.rules.parameters import NoLawInForce

START = date(2026, 1, 12)
SIX_WEEKS_LEAVE = (date(2026, 3, 2), date(2026, 4, 12))
THIRTY_DAYS_SUSPENSION = (date(2026, 9, 1), date(2026, 9, 30))


@pytest.mark.parametrize(
    ("received", "latest", "weekend"),
    [
        pytest.param(date(2026, 11, 2), date(2027, 5, 2), True, id="§ 31 punktum 1: en søndag flyttes ikke"),
        pytest.param(date(2026, 8, 31), date(2027, 2, 28), True, id="§ 31 punktum 1: siste dag i februar"),
        pytest.param(
            date(2026, 11, 23), date(2027, 5, 23), True, id="§ 31 punktum 1: seks måneder fra søknaden"
        ),
        pytest.param(date(2026, 11, 1), date(2027, 5, 1), True, id="§ 31 punktum 1: en lørdag flyttes ikke"),
        pytest.param(date(2026, 11, 24), date(2027, 5, 24), False, id="§ 31 punktum 1: en mandag"),
    ],
)
def test_the_programme_starts_within_six_months_of_the_application(
    received: date, latest: date, weekend: bool
) -> None:
    decision = start_deadline(received)
    assert decision.outcome is Outcome.COMPUTED
    assert decision.value == latest
    assert decision.because[0].basis.key == "LOV-2009-12-18-131/31/1/1"
    assert any(isinstance(b.basis, HouseRule) for b in decision.because) == weekend


def test_one_decision_covers_at_most_a_year() -> None:
    """§ 2 ledd 1 punktum 1."""
    assert decision_period_end(START).value == date(2027, 1, 11)


def test_there_is_no_answer_for_a_time_whose_law_is_not_written_down() -> None:
    with pytest.raises(NoLawInForce):
        decision_period_end(date(2018, 12, 31))
    with pytest.raises(NoLawInForce):
        latest_end(date(2018, 12, 31))


@pytest.mark.parametrize(
    ("excluded", "base", "absolute"),
    [
        pytest.param(
            (), date(2028, 1, 11), date(2029, 1, 11), id="§ 32 ledd 1 punktum 1 og 2: to år, og ett til"
        ),
        pytest.param(
            (SIX_WEEKS_LEAVE, THIRTY_DAYS_SUSPENSION),
            date(2028, 3, 23),
            date(2029, 3, 24),
            id="§ 32 ledd 1 punktum 3: permisjon og avbrudd regnes ikke med",
        ),
        pytest.param(
            (
                SIX_WEEKS_LEAVE,
                SIX_WEEKS_LEAVE,
                (date(2026, 9, 1), date(2026, 9, 20)),
                (date(2026, 9, 11), date(2026, 9, 30)),
            ),
            date(2028, 3, 23),
            date(2029, 3, 24),
            id="§ 32 ledd 1 punktum 3: en dag regnes fra bare én gang",
        ),
        pytest.param(
            ((date(2028, 2, 1), date(2028, 2, 10)),),
            date(2028, 1, 11),
            date(2029, 1, 21),
            id="§ 32 ledd 1 punktum 3: permisjon i tredje år flytter ikke de to første",
        ),
        pytest.param(
            ((date(2028, 1, 11), date(2028, 1, 11)),),
            date(2028, 1, 12),
            date(2029, 1, 12),
            id="§ 32 ledd 1 punktum 3: permisjon på den siste dagen",
        ),
        pytest.param(
            ((date(2028, 1, 12), date(2028, 1, 12)),),
            date(2028, 1, 11),
            date(2029, 1, 12),
            id="§ 32 ledd 1 punktum 3: permisjon dagen etter at tiden er ute",
        ),
        pytest.param(
            ((date(2025, 12, 1), date(2026, 1, 14)),),
            date(2028, 1, 14),
            date(2029, 1, 14),
            id="§ 32 ledd 1 punktum 3: bare dager i programmet",
        ),
    ],
)
def test_the_programme_ends_at_the_latest(excluded: tuple[Interval, ...], base: date, absolute: date) -> None:
    value = latest_end(START, excluded).value
    assert (value.base_maximum, value.absolute_maximum) == (base, absolute)


def test_the_days_not_counted_are_named_with_their_sentence() -> None:
    because = latest_end(START, (SIX_WEEKS_LEAVE, THIRTY_DAYS_SUSPENSION)).because
    assert because[-1].reason.days == 72
    assert because[-1].basis.key == "LOV-2009-12-18-131/32/1/3"


def test_an_interval_the_wrong_way_round_is_a_fault() -> None:
    with pytest.raises(ValueError, match="before it begins"):
        latest_end(START, ((date(2026, 3, 2), date(2026, 3, 1)),))


PAUSES = st.lists(
    st.tuples(st.integers(-30, 1200), st.integers(0, 90)).map(
        lambda p: (START + timedelta(days=p[0]), START + timedelta(days=p[0] + p[1]))
    ),
    max_size=6,
)


@settings(max_examples=40, deadline=None)
@given(PAUSES)
def test_a_ledger_kept_day_by_day_gives_the_same_last_days(pauses: list[Interval]) -> None:
    off = {day for first, last in pauses for day in days_between(first, last)}
    value = latest_end(START, tuple(pauses)).value
    for months, last in ((24, value.base_maximum), (36, value.absolute_maximum)):
        left = (last_day_of_period(START, months) - START).days + 1
        day = START - timedelta(days=1)
        while left:
            day += timedelta(days=1)
            left -= day not in off
        assert last == day
