"""Days off for religious feasts: KVP-forskriften § 16 ledd 2."""

from dataclasses import fields
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from portal.rules.days import Holidays
from portal.rules.decision import Outcome
from portal.rules.law import HouseRule
from portal.rules.parameters import NoLawInForce
from portal.rules.religious_days import (
    DaysForFeasts,
    FeastDay,
    FeastDayIsFree,
    FeastDays,
    FeastDaysOfYear,
    FeastFacts,
    FeastsKeepBenefit,
    FeastToldInTime,
    FeastToldLate,
    ForThoseOutsideTheChurch,
    IfFeastIsFrom,
    IfFeastsToldAfter,
    IfFewerFeastDays,
    MoreFeastDays,
    OtherLeaveForFeasts,
    religious_days,
)

DAY, TELL_BY = date(2026, 12, 8), date(2026, 11, 24)
EARLY = date(2026, 1, 5)


def asked(
    *days: date, told_on: date = EARLY, taken: tuple[date, ...] = (), member: bool = False
) -> FeastFacts:
    return FeastFacts(days, told_on, member, taken)


@pytest.mark.parametrize(
    ("told_on", "in_time"),
    [
        pytest.param(date(2026, 11, 23), True, id="§ 16 ledd 2 punktum 2: elleve virkedager før"),
        pytest.param(date(2026, 11, 24), True, id="§ 16 ledd 2 punktum 2: ti virkedager før"),
        pytest.param(date(2026, 11, 25), False, id="§ 16 ledd 2 punktum 2: ni virkedager før"),
        pytest.param(date(2026, 12, 9), False, id="§ 16 ledd 2 punktum 2: dagen etter"),
    ],
)
def test_a_day_told_late_is_for_a_human_and_never_lost_by_itself(
    norway: Holidays, told_on: date, in_time: bool
) -> None:
    decision = religious_days(asked(DAY, told_on=told_on), norway)
    assert decision.value == FeastDays(2, 0, 1, 1, (FeastDay(DAY, TELL_BY),))
    reasons = [because.reason for because in decision.because]
    assert reasons[:2] == [DaysForFeasts(2), FeastDaysOfYear(2026, 2, 0, 1)]
    assert decision.because[2].basis.key == "FOR-2011-12-21-1471/16/2/2"
    if in_time:
        assert decision.outcome is Outcome.MET
        assert reasons[2:] == [FeastToldInTime(DAY, 10, TELL_BY), FeastsKeepBenefit()]
        assert isinstance(decision.because[3].basis, HouseRule)
        assert decision.would_change == (IfFeastsToldAfter(TELL_BY),)
    else:
        assert decision.outcome is Outcome.UNDECIDED
        assert reasons[2:] == [FeastToldLate(DAY, 10, TELL_BY, told_on), OtherLeaveForFeasts()]


def test_easter_moves_the_last_day_to_tell(norway: Holidays) -> None:
    """§ 16 ledd 2 punktum 2: virkedager."""
    decision = religious_days(asked(date(2026, 4, 10)), norway)
    assert decision.value.days == (FeastDay(date(2026, 4, 10), date(2026, 3, 24)),)


@pytest.mark.parametrize(
    ("told_on", "reaches"),
    [
        pytest.param(date(2026, 11, 25), date(2026, 12, 9), id="told on a Wednesday"),
        pytest.param(date(2026, 11, 28), date(2026, 12, 14), id="told on a Saturday"),
        pytest.param(date(2026, 11, 30), date(2026, 12, 14), id="told on the Monday after"),
    ],
)
def test_late_notice_says_from_which_day_it_reaches(norway: Holidays, told_on: date, reaches: date) -> None:
    assert religious_days(asked(DAY, told_on=told_on), norway).would_change == (IfFeastIsFrom(reaches),)
    assert religious_days(asked(reaches, told_on=told_on), norway).outcome is Outcome.MET
    before = reaches - timedelta(days=1 if reaches.isoweekday() > 1 else 3)
    assert religious_days(asked(before, told_on=told_on), norway).outcome is Outcome.UNDECIDED


@pytest.mark.parametrize(
    ("days", "taken", "outcome", "left"),
    [
        pytest.param(2, 0, Outcome.MET, 0, id="§ 16 ledd 2 punktum 1: to virkedager"),
        pytest.param(1, 1, Outcome.MET, 0, id="§ 16 ledd 2 punktum 1: den andre dagen"),
        pytest.param(3, 0, Outcome.UNDECIDED, 0, id="§ 16 ledd 2 punktum 1: tre virkedager"),
        pytest.param(1, 2, Outcome.UNDECIDED, 0, id="§ 16 ledd 2 punktum 1: den tredje dagen"),
        pytest.param(2, 1, Outcome.UNDECIDED, 0, id="§ 16 ledd 2 punktum 1: én brukt og to til"),
    ],
)
def test_two_working_days_a_year_and_more_is_for_a_human(
    norway: Holidays, days: int, taken: int, outcome: Outcome, left: int
) -> None:
    feast = [date(2026, 12, 7) + timedelta(days=n) for n in range(days)]
    before = tuple(date(2026, 9, 7) + timedelta(days=n) for n in range(taken))
    decision = religious_days(asked(*feast, taken=before), norway)
    assert decision.outcome is outcome
    assert (decision.value.taken, decision.value.asked, decision.value.left_after) == (taken, days, left)
    assert decision.because[0].basis.key == "FOR-2011-12-21-1471/16/2/1"
    over = days + taken - 2
    if over > 0:
        assert decision.because[1].reason == MoreFeastDays(2026, 2, taken, over)
        assert decision.because[-1].reason == OtherLeaveForFeasts()
        assert decision.because[-1].basis.key == "FOR-2011-12-21-1471/15/1/1"
        fits = days - over
        assert decision.would_change == ((IfFewerFeastDays(fits),) if fits > 0 else ())
    else:
        assert decision.because[1].reason == FeastDaysOfYear(2026, 2, taken, -over)


def test_a_member_of_den_norske_kirke_is_for_a_human(norway: Holidays) -> None:
    """§ 16 ledd 2 punktum 1."""
    decision = religious_days(asked(DAY, told_on=DAY, member=True), norway)
    assert decision.outcome is Outcome.UNDECIDED
    assert decision.because[1].reason == ForThoseOutsideTheChurch()
    assert decision.because[1].basis.key == "FOR-2011-12-21-1471/16/2/1"
    assert decision.because[-1].reason == OtherLeaveForFeasts()
    assert decision.would_change == ()
    assert religious_days(asked(DAY, member=True), norway).outcome is Outcome.UNDECIDED


def test_nobody_is_asked_which_religion() -> None:
    assert [field.name for field in fields(FeastFacts)] == [
        "days",
        "told_on",
        "belongs_to_norske_kirke",
        "taken",
    ]


def test_each_day_has_a_last_day_to_tell_of_its_own(norway: Holidays) -> None:
    decision = religious_days(asked(DAY, date(2026, 12, 7), told_on=TELL_BY), norway)
    assert decision.outcome is Outcome.UNDECIDED
    assert decision.value.days == (FeastDay(date(2026, 12, 7), date(2026, 11, 23)), FeastDay(DAY, TELL_BY))
    assert [because.reason for because in decision.because][2:4] == [
        FeastToldLate(date(2026, 12, 7), 10, date(2026, 11, 23), TELL_BY),
        FeastToldInTime(DAY, 10, TELL_BY),
    ]


def test_a_feast_on_a_free_day_uses_nothing(norway: Holidays) -> None:
    """§ 16 ledd 1."""
    decision = religious_days(asked(date(2026, 12, 25), date(2026, 12, 24)), norway)
    assert decision.value.asked == 1
    assert [b.reason for b in decision.because if b.reason.code.endswith("is-free")] == [
        FeastDayIsFree(date(2026, 12, 25))
    ]
    only_free = religious_days(asked(date(2026, 12, 26), told_on=date(2026, 12, 26)), norway)
    assert only_free.outcome is Outcome.MET
    assert only_free.value == FeastDays(2, 0, 0, 2, ())
    assert only_free.would_change == ()


def test_a_day_already_taken_and_asked_for_again_is_one_day(norway: Holidays) -> None:
    decision = religious_days(asked(DAY, date(2026, 12, 9), taken=(DAY,)), norway)
    assert decision.outcome is Outcome.MET
    assert decision.value.left_after == 0


def test_days_of_another_year_leave_this_year_alone(norway: Holidays) -> None:
    """§ 16 ledd 2 punktum 1: for hvert kalenderår."""
    taken = (date(2025, 12, 30), date(2025, 12, 31))
    assert (
        religious_days(asked(date(2026, 1, 29), told_on=taken[0], taken=taken), norway).value.left_after == 1
    )


def test_days_of_two_years_and_no_days_cannot_be_asked_for() -> None:
    with pytest.raises(ValueError, match="one calendar year"):
        asked(date(2026, 12, 31), date(2027, 1, 4))
    with pytest.raises(ValueError, match="one calendar year"):
        asked()


def test_before_the_regulation_there_is_no_answer(norway: Holidays) -> None:
    assert religious_days(asked(date(2012, 1, 2), told_on=date(2011, 12, 1)), norway).outcome is Outcome.MET
    with pytest.raises(NoLawInForce):
        religious_days(asked(date(2011, 12, 30)), norway)


@settings(max_examples=60, deadline=None)
@given(
    year=st.integers(2019, 2036),
    days=st.lists(st.integers(0, 364), min_size=1, max_size=4),
    taken=st.lists(st.integers(-100, 464), max_size=6),
    more=st.integers(0, 364),
    notice=st.integers(-3, 40),
)
def test_brute_force_counts_the_same(
    norway: Holidays, year: int, days: list[int], taken: list[int], more: int, notice: int
) -> None:
    first = date(year, 1, 1)
    feast = [first + timedelta(days=n) for n in days]
    before = [first + timedelta(days=n) for n in taken]
    told_on = min(feast) - timedelta(days=notice)

    def works(day: date) -> bool:
        return day.year == year and day.weekday() < 5 and day not in norway(day.year)

    decision = religious_days(FeastFacts(tuple(feast), told_on, False, tuple(before)), norway)
    used = {day for day in (*feast, *before) if works(day)}
    assert decision.value.left_after == max(0, 2 - len(used))
    for one in decision.value.days:
        span = [one.tell_by + timedelta(days=n) for n in range((one.day - one.tell_by).days)]
        assert len([d for d in span if d.weekday() < 5 and d not in norway(d.year)]) == 10
        assert span[0].weekday() < 5
    late = any(told_on > one.tell_by for one in decision.value.days)
    assert (decision.outcome is Outcome.MET) == (not late and len(used) <= 2)
    doubled = FeastFacts((*reversed(feast), *feast), told_on, False, (*reversed(before), *before))
    assert religious_days(doubled, norway) == decision
    one_more = FeastFacts(tuple(feast), told_on, False, (*before, first + timedelta(days=more)))
    assert religious_days(one_more, norway).value.left_after <= decision.value.left_after
