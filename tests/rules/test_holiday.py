"""Holiday: KVP-forskriften § 17."""

from datetime import date, timedelta

import pytest

from portal.rules.days import Holidays, days_between
from portal.rules.decision import Decision, Outcome, Reason
from portal.rules.holiday import (
    ExtraDaysForSeniors,
    FreeDaysUseNoHoliday,
    HolidayByMonth,
    HolidayFacts,
    HolidayInFull,
    HolidayOfYear,
    HolidayTaken,
    HolidayWithBenefit,
    IfSenior,
    MoreHolidayThanThereIs,
    MunicipalityDecidesWhen,
    SeniorSince,
    holiday_balance,
)
from portal.rules.parameters import NoLawInForce
from portal.rules.practice import Practice

ON, YOUNG, SIXTY = date(2026, 11, 23), date(1990, 5, 1), date(1966, 6, 15)
SUMMER = tuple(day for day in days_between(date(2026, 7, 1), date(2026, 8, 31)) if day.isoweekday() < 6)


def reasons(decision: Decision[int]) -> list[Reason]:
    return [because.reason for because in decision.because]


@pytest.mark.parametrize(
    ("taken", "left", "outcome"),
    [
        pytest.param(0, 25, Outcome.COMPUTED, id="§ 17 ledd 1 punktum 1: ingen dager tatt"),
        pytest.param(24, 1, Outcome.COMPUTED, id="§ 17 ledd 1 punktum 1: 24 dager tatt"),
        pytest.param(25, 0, Outcome.COMPUTED, id="§ 17 ledd 1 punktum 1: 25 dager tatt"),
        pytest.param(26, 0, Outcome.UNDECIDED, id="§ 17 ledd 1 punktum 1: 26 dager tatt"),
    ],
)
def test_there_are_25_working_days_in_a_calendar_year(
    norway: Holidays, taken: int, left: int, outcome: Outcome
) -> None:
    decision = holiday_balance(HolidayFacts(ON, YOUNG, SUMMER[:taken]), norway)
    assert (decision.value, decision.outcome) == (left, outcome)
    count = HolidayTaken(taken, left) if taken < 26 else MoreHolidayThanThereIs(26, 25, 1)
    assert reasons(decision) == [
        HolidayOfYear(2026, 25),
        count,
        MunicipalityDecidesWhen(),
        HolidayWithBenefit(),
    ]
    places = [because.basis.key.rpartition("1471/")[2] for because in decision.because]
    assert places == ["17/1/1", "17/1/1", "17/1/3", "17/1/4"]
    assert decision.would_change == ()


@pytest.mark.parametrize(
    ("choice", "days"),
    [
        pytest.param("day-after", (25, 25, 30), id="§ 17 ledd 1 punktum 2: over 60 år"),
        pytest.param("birthday", (25, 30, 30), id="§ 17 ledd 1 punktum 2: fra dagen"),
        pytest.param("whole-year", (30, 30, 30), id="§ 17 ledd 1 punktum 2: hele året"),
    ],
)
def test_example_15_five_more_days_when_over_60(
    norway: Holidays, choice: str, days: tuple[int, int, int]
) -> None:
    office = Practice({"holiday.senior_from": choice})
    around = [date(2026, 6, 14), date(2026, 6, 15), date(2026, 6, 16)]
    found = [holiday_balance(HolidayFacts(on, SIXTY), norway, office).value for on in around]
    assert tuple(found) == days
    new_years_day = holiday_balance(HolidayFacts(date(2026, 1, 1), SIXTY), norway, office)
    new_years_eve = holiday_balance(HolidayFacts(date(2025, 12, 31), SIXTY), norway, office)
    assert new_years_day.value == (30 if choice == "whole-year" else 25)
    assert new_years_eve.value == 25
    assert holiday_balance(HolidayFacts(date(2027, 1, 1), SIXTY), norway, office).value == 30


@pytest.mark.parametrize(
    ("choice", "first_day"),
    [
        ("day-after", date(2026, 6, 16)),
        ("birthday", date(2026, 6, 15)),
        ("whole-year", date(2026, 1, 1)),
    ],
)
def test_the_extra_days_say_their_law_and_whose_reading_their_date_is(
    norway: Holidays, choice: str, first_day: date
) -> None:
    office = Practice({"holiday.senior_from": choice})
    decision = holiday_balance(HolidayFacts(ON, SIXTY), norway, office)
    assert reasons(decision)[1:3] == [ExtraDaysForSeniors(60, 5), SeniorSince(first_day)]
    assert decision.because[1].basis.key == "FOR-2011-12-21-1471/17/1/2"
    assert decision.because[2].basis == office.basis("holiday.senior_from")


def test_example_15_christmas_eve_uses_a_day_and_christmas_day_none(norway: Holidays) -> None:
    """§ 16 ledd 1."""
    christmas = (date(2026, 12, 24), date(2026, 12, 25), date(2026, 12, 26), date(2026, 12, 27))
    decision = holiday_balance(HolidayFacts(ON, SIXTY, christmas), norway)
    assert decision.value == 29
    assert FreeDaysUseNoHoliday(3) in reasons(decision)
    assert decision.because[3].basis.key == "FOR-2011-12-21-1471/16/1/1"
    assert holiday_balance(HolidayFacts(ON, SIXTY, christmas[:1]), norway).value == 29
    assert holiday_balance(HolidayFacts(ON, SIXTY, christmas[1:]), norway).value == 30


def test_a_year_does_not_hand_its_days_to_the_next(norway: Holidays) -> None:
    """§ 17 ledd 1 punktum 1: for hvert kalenderår."""
    taken = (date(2025, 12, 31), date(2026, 12, 31), date(2027, 1, 4))
    found = {
        y: holiday_balance(HolidayFacts(date(y, 7, 1), YOUNG, taken), norway) for y in (2025, 2026, 2027)
    }
    assert {year: decision.value for year, decision in found.items()} == {2025: 24, 2026: 24, 2027: 24}
    assert not any(isinstance(r, FreeDaysUseNoHoliday) for r in reasons(found[2026]))


def test_more_taken_than_there_is_before_turning_60_says_when_more_come(norway: Holidays) -> None:
    before = holiday_balance(HolidayFacts(date(2026, 6, 15), SIXTY, SUMMER[:27]), norway)
    assert (before.outcome, before.value) == (Outcome.UNDECIDED, 0)
    assert before.would_change == (IfSenior(date(2026, 6, 16), 5),)
    after = holiday_balance(HolidayFacts(date(2026, 6, 16), SIXTY, SUMMER[:27]), norway)
    assert (after.outcome, after.value) == (Outcome.COMPUTED, 3)
    too_many = holiday_balance(HolidayFacts(date(2026, 6, 16), SIXTY, SUMMER[:31]), norway)
    assert reasons(too_many)[3] == MoreHolidayThanThereIs(31, 30, 1)
    assert too_many.would_change == ()
    next_year = HolidayFacts(date(2025, 6, 15), SIXTY, tuple(d.replace(year=2025) for d in SUMMER[:40]))
    assert holiday_balance(next_year, norway).would_change == ()


@pytest.mark.parametrize(
    ("first", "last", "months", "days"),
    [
        pytest.param(date(2026, 7, 31), None, 6, 13, id="§ 17 ledd 1 punktum 1: opptil, fra juli"),
        pytest.param(date(2026, 8, 1), None, 5, 11, id="§ 17 ledd 1 punktum 1: opptil, fra august"),
        pytest.param(None, date(2026, 3, 31), 3, 7, id="§ 17 ledd 1 punktum 1: opptil, til mars"),
        pytest.param(None, date(2026, 4, 1), 4, 9, id="§ 17 ledd 1 punktum 1: opptil, til april"),
        pytest.param(date(2026, 2, 1), date(2026, 2, 28), 1, 3, id="§ 17 ledd 1 punktum 1: én måned"),
        pytest.param(date(2025, 6, 1), date(2026, 11, 30), 11, 23, id="§ 17 ledd 1 punktum 1: fra i fjor"),
        pytest.param(date(2026, 2, 1), date(2027, 1, 31), 11, 23, id="§ 17 ledd 1 punktum 1: til neste år"),
    ],
)
def test_part_of_a_year_is_counted_as_the_office_has_chosen(
    norway: Holidays, first: date | None, last: date | None, months: int, days: int
) -> None:
    facts = HolidayFacts(ON, YOUNG, (), first, last)
    full = holiday_balance(facts, norway)
    by_month = holiday_balance(facts, norway, Practice({"holiday.part_year": "by-month"}))
    assert (full.value, by_month.value) == (25, days)
    assert reasons(full)[1] == HolidayInFull(months)
    assert reasons(by_month)[1] == HolidayByMonth(months, days)
    assert by_month.because[1].basis.code == full.because[1].basis.code == "holiday.part_year"


def test_a_whole_year_is_a_whole_year_and_the_five_more_are_not_divided(norway: Holidays) -> None:
    """§ 17 ledd 1 punktum 2 gives five days, not up to five."""
    by_month = Practice({"holiday.part_year": "by-month"})
    whole = HolidayFacts(ON, YOUNG, (), date(2026, 1, 31), date(2026, 12, 1))
    assert holiday_balance(whole, norway, by_month).value == 25
    assert len(holiday_balance(whole, norway, by_month).because) == 4
    assert holiday_balance(HolidayFacts(ON, SIXTY, (), date(2026, 7, 1)), norway, by_month).value == 18


def test_somebody_born_on_a_leap_day_turns_60_on_28_february_in_a_common_year(norway: Holidays) -> None:
    """Sixty years on is a leap year but for 2100, so that is where the reading shows."""
    born = date(2040, 2, 29)
    quotas = [
        holiday_balance(HolidayFacts(on, born), norway).value for on in (date(2100, 2, 28), date(2100, 3, 1))
    ]
    assert quotas == [25, 30]
    birthday = Practice({"holiday.senior_from": "birthday"})
    assert holiday_balance(HolidayFacts(date(2100, 2, 27), born), norway, birthday).value == 25
    assert holiday_balance(HolidayFacts(date(2100, 2, 28), born), norway, birthday).value == 30


def test_somebody_born_on_a_leap_day_has_a_birthday_in_a_leap_year(norway: Holidays) -> None:
    born = date(1968, 2, 29)
    assert holiday_balance(HolidayFacts(date(2028, 2, 29), born), norway).value == 25
    assert holiday_balance(HolidayFacts(date(2028, 3, 1), born), norway).value == 30


def test_what_cannot_be_is_refused() -> None:
    HolidayFacts(ON, ON, (), ON, ON)
    HolidayFacts(ON, YOUNG, (), date(2026, 12, 31), None)
    HolidayFacts(ON, YOUNG, (), None, date(2026, 1, 1))
    with pytest.raises(ValueError, match="being born"):
        HolidayFacts(ON, ON + timedelta(days=1))
    with pytest.raises(ValueError, match="before it begins"):
        HolidayFacts(ON, YOUNG, (), ON, ON - timedelta(days=1))
    with pytest.raises(ValueError, match="no day of that year"):
        HolidayFacts(ON, YOUNG, (), date(2027, 1, 1))
    with pytest.raises(ValueError, match="no day of that year"):
        HolidayFacts(ON, YOUNG, (), None, date(2025, 12, 31))


def test_before_the_regulation_there_is_no_answer(norway: Holidays) -> None:
    assert holiday_balance(HolidayFacts(date(2012, 1, 1), YOUNG), norway).value == 25
    with pytest.raises(NoLawInForce):
        holiday_balance(HolidayFacts(date(2011, 12, 31), YOUNG), norway)
