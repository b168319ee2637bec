"""Welfare leave: KVP-forskriften § 15."""

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from portal.rules.days import Holidays, days_between
from portal.rules.decision import Outcome
from portal.rules.parameters import NoLawInForce
from portal.rules.practice import Practice
from portal.rules.welfare import (
    IfAtMostDays,
    MayGrantWelfareLeave,
    MoreThanTheGround,
    MoreThanTheYear,
    TravelInAddition,
    TravelOutsideTheTen,
    TravelWithinTheTen,
    WelfareDays,
    WelfareDaysOfYear,
    WelfareGround,
    WelfareRequest,
    welfare_leave,
)

ON = date(2026, 11, 23)
WEEKDAYS = tuple(day for day in days_between(date(2026, 8, 3), date(2026, 8, 28)) if day.isoweekday() < 6)
TRAVEL_COUNTS = Practice({"welfare.travel_days_within_the_ten": "yes"})


@pytest.mark.parametrize(
    ("office", "left", "reason"),
    [
        pytest.param(Practice(), 7, TravelOutsideTheTen(), id="§ 15 bokstav d: reisedager teller ikke"),
        pytest.param(TRAVEL_COUNTS, 5, TravelWithinTheTen(), id="§ 15 bokstav d: reisedager teller"),
    ],
)
def test_example_14_a_funeral_with_travel(
    norway: Holidays, office: Practice, left: int, reason: TravelOutsideTheTen | TravelWithinTheTen
) -> None:
    decision = welfare_leave(WelfareRequest(ON, WelfareGround.DEATH, 3, 2), norway, office)
    assert decision.outcome is Outcome.UNDECIDED
    assert decision.value == WelfareDays(5, 3, 10, 0, left)
    reasons = [because.reason for because in decision.because]
    assert reasons[2:] == [TravelInAddition(2), reason, WelfareDaysOfYear(2026, 10, 0, left)]
    assert decision.because[2].basis.key == "FOR-2011-12-21-1471/15/1/2/d"
    assert decision.because[3].basis == office.basis("welfare.travel_days_within_the_ten")
    assert decision.would_change == ()


def test_example_14_the_new_year_has_ten_days_again(norway: Holidays) -> None:
    """§ 15 ledd 1 punktum 1: for hvert kalenderår."""
    used = WEEKDAYS[:10]
    december = WelfareRequest(date(2026, 12, 31), WelfareGround.OTHER, 1, used=used)
    january = WelfareRequest(date(2027, 1, 1), WelfareGround.OTHER, 1, used=used)
    assert welfare_leave(december, norway).value == WelfareDays(1, None, 10, 10, 0)
    assert welfare_leave(january, norway).value == WelfareDays(1, None, 10, 0, 9)


def test_a_leave_over_new_year_is_asked_for_year_by_year_and_has_one_limit_of_its_ground(
    norway: Holidays,
) -> None:
    """§ 15 ledd 1: the ten days are each calendar year's; bokstav a to e are the whole leave's."""
    january = date(2027, 1, 4)
    later = WelfareRequest(january, WelfareGround.KINDERGARTEN, 2, days_other_year=2)
    decision = welfare_leave(later, norway)
    assert decision.value == WelfareDays(2, 3, 10, 0, 8)
    assert MoreThanTheGround(4, 3) in [because.reason for because in decision.because]
    assert decision.would_change == (IfAtMostDays(1),)
    travel = WelfareRequest(january, WelfareGround.DEATH, 0, 2, days_other_year=2)
    assert welfare_leave(travel, norway).value == WelfareDays(2, 3, 10, 0, 10)
    assert welfare_leave(travel, norway, TRAVEL_COUNTS).value == WelfareDays(2, 3, 10, 0, 8)
    with pytest.raises(ValueError, match="at least one"):
        WelfareRequest(january, WelfareGround.OTHER, 0, days_other_year=2)
    with pytest.raises(ValueError, match="at least one"):
        WelfareRequest(january, WelfareGround.OTHER, 1, days_other_year=-1)


@pytest.mark.parametrize(
    ("ground", "cap", "place"),
    [
        pytest.param(WelfareGround.KINDERGARTEN, 3, "15/1/2/a", id="§ 15 bokstav a: barnehage"),
        pytest.param(WelfareGround.FIRST_SCHOOL_DAY, 1, "15/1/2/b", id="§ 15 bokstav b: første skoledag"),
        pytest.param(WelfareGround.WEDDING, 1, "15/1/2/c", id="§ 15 bokstav c: gifter seg"),
        pytest.param(WelfareGround.DEATH, 3, "15/1/2/d", id="§ 15 bokstav d: dødsfall"),
    ],
)
def test_more_than_a_grounds_limit_is_said_and_not_refused(
    norway: Holidays, ground: WelfareGround, cap: int, place: str
) -> None:
    within = welfare_leave(WelfareRequest(ON, ground, cap), norway)
    above = welfare_leave(WelfareRequest(ON, ground, cap + 1), norway)
    assert within.value.cap_for_ground == above.value.cap_for_ground == cap
    assert [within.outcome, above.outcome] == [Outcome.UNDECIDED, Outcome.UNDECIDED]
    assert within.because[0].reason == MayGrantWelfareLeave(10)
    assert within.because[1].basis.key == f"FOR-2011-12-21-1471/{place}"
    assert MoreThanTheGround not in {type(because.reason) for because in within.because}
    assert above.because[2].reason == MoreThanTheGround(cap + 1, cap)
    assert above.because[2].basis == above.because[1].basis
    assert (within.would_change, above.would_change) == ((), (IfAtMostDays(cap),))


@pytest.mark.parametrize(
    ("ground", "place"),
    [
        pytest.param(WelfareGround.CARE_AT_HOME, "15/1/2/e", id="§ 15 bokstav e: pleie"),
        pytest.param(WelfareGround.OTHER, "15/1/2", id="§ 15 ledd 1 punktum 2: bl.a."),
    ],
)
def test_a_ground_without_a_limit_of_its_own_has_the_years_ten(
    norway: Holidays, ground: WelfareGround, place: str
) -> None:
    decision = welfare_leave(WelfareRequest(ON, ground, 10), norway)
    assert decision.value == WelfareDays(10, None, 10, 0, 0)
    assert decision.because[1].basis.key == f"FOR-2011-12-21-1471/{place}"
    assert decision.because[-1].reason == WelfareDaysOfYear(2026, 10, 0, 0)
    assert decision.would_change == ()


@pytest.mark.parametrize(
    ("used", "days", "over", "fits"),
    [
        pytest.param(0, 11, 1, 10, id="§ 15 ledd 1 punktum 1: elleve virkedager"),
        pytest.param(8, 3, 1, 2, id="§ 15 ledd 1 punktum 1: åtte brukt, tre til"),
        pytest.param(10, 1, 1, None, id="§ 15 ledd 1 punktum 1: ti brukt"),
        pytest.param(12, 2, 4, None, id="§ 15 ledd 1 punktum 1: flere innvilget før"),
    ],
)
def test_more_than_the_years_ten_is_said_and_not_refused(
    norway: Holidays, used: int, days: int, over: int, fits: int | None
) -> None:
    request = WelfareRequest(ON, WelfareGround.OTHER, days, used=WEEKDAYS[:used])
    decision = welfare_leave(request, norway)
    assert decision.outcome is Outcome.UNDECIDED
    assert decision.value == WelfareDays(days, None, 10, used, 0)
    assert decision.because[-1].reason == MoreThanTheYear(2026, 10, used, over)
    assert decision.because[-1].basis.key == "FOR-2011-12-21-1471/15/1/1"
    assert decision.would_change == ((IfAtMostDays(fits),) if fits else ())


@pytest.mark.parametrize(
    ("used", "days", "fits"),
    [
        pytest.param(8, 5, 2, id="the year's limit is nearer"),
        pytest.param(6, 5, 3, id="the ground's limit is nearer"),
    ],
)
def test_the_nearer_limit_says_how_much_fits(norway: Holidays, used: int, days: int, fits: int) -> None:
    request = WelfareRequest(ON, WelfareGround.DEATH, days, used=WEEKDAYS[:used])
    assert welfare_leave(request, norway).would_change == (IfAtMostDays(fits),)


def test_earlier_travel_is_counted_only_where_the_office_counts_it(norway: Holidays) -> None:
    request = WelfareRequest(
        ON, WelfareGround.DEATH, 1, used=WEEKDAYS[:3], used_travel=(*WEEKDAYS[2:5], date(2025, 8, 4))
    )
    assert welfare_leave(request, norway).value.used == 3
    assert welfare_leave(request, norway, TRAVEL_COUNTS).value.used == 5


def test_christmas_eve_used_is_a_day_and_christmas_day_is_none(norway: Holidays) -> None:
    """§ 16 ledd 1."""
    used = (date(2026, 12, 24), date(2026, 12, 25), date(2026, 12, 26), date(2026, 12, 31))
    assert welfare_leave(WelfareRequest(ON, WelfareGround.OTHER, 1, used=used), norway).value.used == 2


def test_what_cannot_be_asked_for_is_refused() -> None:
    WelfareRequest(ON, WelfareGround.DEATH, 1, 1)
    with pytest.raises(ValueError, match="at least one day"):
        WelfareRequest(ON, WelfareGround.DEATH, 0)
    with pytest.raises(ValueError, match="at least one day"):
        WelfareRequest(ON, WelfareGround.DEATH, 1, -1)
    with pytest.raises(ValueError, match="belong to a death"):
        WelfareRequest(ON, WelfareGround.WEDDING, 1, 1)


def test_before_the_regulation_there_is_no_answer(norway: Holidays) -> None:
    first = WelfareRequest(date(2012, 1, 1), WelfareGround.DEATH, 1)
    assert welfare_leave(first, norway).value.year_quota == 10
    with pytest.raises(NoLawInForce):
        welfare_leave(WelfareRequest(date(2011, 12, 31), WelfareGround.DEATH, 1), norway)


@settings(max_examples=80, deadline=None)
@given(
    on=st.dates(date(2019, 1, 1), date(2036, 12, 31)),
    ground=st.sampled_from(list(WelfareGround)),
    days=st.integers(1, 15),
    offsets=st.lists(st.integers(-400, 400), max_size=20),
    more=st.integers(-400, 400),
)
def test_brute_force_counts_the_same_and_the_answer_is_always_a_humans(
    norway: Holidays, on: date, ground: WelfareGround, days: int, offsets: list[int], more: int
) -> None:
    used = tuple(on + timedelta(days=offset) for offset in offsets)
    decision = welfare_leave(WelfareRequest(on, ground, days, used=used), norway)
    counted = {d for d in used if d.year == on.year and d.weekday() < 5 and d not in norway(d.year)}
    assert decision.outcome is Outcome.UNDECIDED
    assert decision.value.used == len(counted)
    assert decision.value.left_after == max(0, 10 - len(counted) - days)
    again = WelfareRequest(on, ground, days, used=(*reversed(used), *used))
    assert welfare_leave(again, norway) == decision
    one_more = WelfareRequest(on, ground, days, used=(*used, on + timedelta(days=more)))
    assert welfare_leave(one_more, norway).value.left_after <= decision.value.left_after
