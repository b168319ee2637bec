"""Free days in a programme: KVP-forskriften § 16 ledd 1."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from portal.rules.days import Holidays
from portal.rules.decision import Outcome
from portal.rules.free_days import free_day


@pytest.mark.parametrize(
    ("day", "kinds"),
    [
        pytest.param("2026-01-01", ["new_years_day"], id="§ 16 ledd 1 punktum 1: nyttårsdag"),
        pytest.param("2026-04-02", ["maundy_thursday"], id="§ 16 ledd 1 punktum 1: skjærtorsdag"),
        pytest.param("2026-04-03", ["good_friday"], id="§ 16 ledd 1 punktum 1: langfredag"),
        pytest.param("2026-04-06", ["easter_monday"], id="§ 16 ledd 1 punktum 1: 2. påskedag"),
        pytest.param("2026-05-01", ["may_day"], id="§ 16 ledd 1 punktum 1: 1. mai"),
        pytest.param("2026-05-14", ["ascension_day"], id="§ 16 ledd 1 punktum 1: Kristi himmelfartsdag"),
        pytest.param("2026-05-25", ["whit_monday"], id="§ 16 ledd 1 punktum 1: 2. pinsedag"),
        pytest.param("2026-12-25", ["christmas_day"], id="§ 16 ledd 1 punktum 1: 1. juledag"),
        pytest.param(
            "2026-12-26", ["boxing_day", "saturday"], id="§ 16 ledd 1 punktum 1: 2. juledag, lørdag"
        ),
        pytest.param(
            "2026-05-17", ["constitution_day", "sunday"], id="§ 16 ledd 1 punktum 1: 17. mai, søndag"
        ),
        pytest.param("2027-05-17", ["constitution_day", "whit_monday"], id="§ 16 ledd 1 punktum 1: to i ett"),
        pytest.param("2026-11-21", ["saturday"], id="§ 16 ledd 1 punktum 1: lørdag"),
        pytest.param("2026-11-22", ["sunday"], id="§ 16 ledd 1 punktum 1: søndag"),
    ],
)
def test_a_day_of_the_list_is_free_and_says_why(norway: Holidays, day: str, kinds: list[str]) -> None:
    decision = free_day(date.fromisoformat(day), norway)
    assert decision.outcome is Outcome.MET
    assert [b.reason.kind for b in decision.because] == kinds


@pytest.mark.parametrize("day", ["2026-12-24", "2026-12-31", "2026-04-01", "2026-11-23"])
def test_christmas_eve_new_years_eve_and_ordinary_days_are_programme_days(norway: Holidays, day: str) -> None:
    decision = free_day(date.fromisoformat(day), norway)
    assert decision.outcome is Outcome.NOT_MET
    assert [b.reason.code for b in decision.because] == ["free-day.programme-day"]


@settings(max_examples=150, deadline=None)
@given(day=st.dates(date(2012, 1, 1), date(2040, 12, 31)))
def test_a_day_is_free_exactly_when_it_is_a_weekend_or_a_public_holiday(norway: Holidays, day: date) -> None:
    expected = day.isoweekday() > 5 or day in norway(day.year)
    assert (free_day(day, norway).outcome is Outcome.MET) == expected


def test_holidays_without_an_easter_are_a_fault_and_not_a_year_without_one() -> None:
    with pytest.raises(ValueError, match="no Easter"):
        free_day(date(2026, 4, 2), lambda year: frozenset({date(year, 1, 1)}))
