"""Free days in a programme: KVP-forskriften § 16 ledd 1."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from portal.rules.days import Holidays, days_between, is_working_day
from portal.rules.decision import Outcome
from portal.rules.free_days import FreeDay, IfProgrammeSaysOtherwise, free_day
from portal.rules.parameters import NoLawInForce
from portal.text.dates import Dates
from portal.text.reasons import sentence
from portal.text.words import Words


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


def computed_easter(year: int) -> date:
    """Easter Sunday by the arithmetic of the Gregorian calendar, with no list of holidays to lean on."""
    golden, century, rest = year % 19, *divmod(year, 100)
    epact = (19 * golden + century - century // 4 - (century - (century + 8) // 25 + 1) // 3 + 15) % 30
    to_sunday = (32 + 2 * (century % 4) + 2 * (rest // 4) - epact - rest % 4) % 7
    late = (golden + 11 * epact + 22 * to_sunday) // 451
    month, day = divmod(epact + to_sunday - 7 * late + 114, 31)
    return date(year, month, day + 1)


@pytest.mark.parametrize("year", range(2019, 2037))
def test_the_free_days_are_the_weekends_and_the_public_holidays_day_by_day(
    norway: Holidays, year: int
) -> None:
    """§ 16 ledd 1 against the calendar: every day of eighteen years, and an Easter worked out by itself.

    The list leaves out Easter Sunday and Whit Sunday, which the public holidays name; both are Sundays. So the
    working days of the regulation are the working days of every other limit.
    """
    easter = computed_easter(year).toordinal()
    moving = {date.fromordinal(easter + days) for days in (-3, -2, 1, 39, 50)}
    fixed = {date(year, month, day) for month, day in ((1, 1), (5, 1), (5, 17), (12, 25), (12, 26))}
    for day in days_between(date(year, 1, 1), date(year, 12, 31)):
        free = free_day(day, norway).outcome is Outcome.MET
        assert free == (day.weekday() >= 5 or day in moving or day in fixed), day
        assert free != is_working_day(day, norway), day
    listed_elsewhere = norway(year) - moving - fixed
    assert listed_elsewhere == {date.fromordinal(easter), date.fromordinal(easter + 49)}
    assert all(day.isoweekday() == 7 for day in listed_elsewhere)


def test_a_programme_may_make_a_listed_day_a_programme_day(norway: Holidays) -> None:
    """§ 16 ledd 1: «med mindre annet er fastsatt i programmet»."""
    saturday = free_day(date(2026, 11, 21), norway)
    assert saturday.would_change == (IfProgrammeSaysOtherwise(),)
    otherwise = free_day(date(2026, 11, 21), norway, programme_says_otherwise=True)
    assert otherwise.outcome is Outcome.NOT_MET
    assert [b.reason.code for b in otherwise.because] == ["free-day.programme-says-otherwise"]
    ordinary = free_day(date(2026, 11, 23), norway, programme_says_otherwise=True)
    assert [b.reason.code for b in ordinary.because] == ["free-day.programme-day"]
    assert ordinary.would_change == ()


def test_before_the_regulation_there_is_no_answer(norway: Holidays) -> None:
    assert free_day(date(2012, 1, 1), norway).outcome is Outcome.MET
    with pytest.raises(NoLawInForce, match="2011-12-31"):
        free_day(date(2011, 12, 31), norway)


def test_two_holidays_on_one_day_are_both_said_by_name(norway: Holidays) -> None:
    said = [
        sentence(Words("nb", {}), Dates("nb"), because.reason)
        for because in free_day(date(2027, 5, 17), norway).because
    ]
    assert said == [
        "Det er fridag mandag 17. mai 2027, fordi det er grunnlovsdagen.",
        "Det er fridag mandag 17. mai 2027, fordi det er andre pinsedag.",
    ]


def test_every_kind_of_free_day_is_said_in_a_way_of_its_own(norway: Holidays) -> None:
    year = days_between(date(2026, 1, 1), date(2026, 12, 31))
    found = {
        because.reason.kind: sentence(Words("nb", {}), Dates("nb"), because.reason).partition(", ")[2]
        for day in year
        for because in free_day(day, norway).because
        if free_day(day, norway).outcome is Outcome.MET
    }
    assert set(found) == set(FreeDay)
    assert len(set(found.values())) == len(FreeDay)
