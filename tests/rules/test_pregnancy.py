"""Time off and leave before a birth: KVP-forskriften § 12."""

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from portal.rules.days import Holidays, is_working_day
from portal.rules.decision import Decision, Outcome
from portal.rules.law import HouseRule
from portal.rules.parameters import NoLawInForce
from portal.rules.pregnancy import (
    BeyondTheLastDays,
    IfLeaveBegins,
    IfToldAfter,
    LeaveBefore,
    LeaveBeforeDue,
    LeaveToldInTime,
    LeaveToldLate,
    WorkingDaysBeforeDue,
    antenatal,
    before_birth,
)

DUE, EARLY = date(2027, 3, 1), date(2027, 1, 4)


def codes(decision: Decision[object]) -> list[str]:
    return [because.reason.code for because in decision.because]


def test_a_check_that_must_be_in_programme_time_is_a_right() -> None:
    """§ 12 ledd 1."""
    decision = antenatal(outside_programme_time_possible=False)
    assert decision.outcome is Outcome.MET
    assert codes(decision) == ["pregnancy.check-in-programme-time", "birth.time-off-keeps-benefit"]
    assert decision.because[0].basis.key == "FOR-2011-12-21-1471/12/1/1"
    assert isinstance(decision.because[1].basis, HouseRule)
    assert [reason.code for reason in decision.would_change] == ["pregnancy.if-outside-is-possible"]


def test_whether_another_time_is_reasonable_is_judged_by_a_human() -> None:
    """§ 12 ledd 1."""
    decision = antenatal(outside_programme_time_possible=True)
    assert decision.outcome is Outcome.UNDECIDED
    assert codes(decision) == ["pregnancy.check-could-be-outside"]
    assert [reason.code for reason in decision.would_change] == ["pregnancy.if-only-in-programme-time"]


@pytest.mark.parametrize(
    ("first_day", "within", "beyond", "outcome"),
    [
        pytest.param(
            date(2027, 2, 12), 10, 1, Outcome.UNDECIDED, id="§ 12 ledd 2 punktum 1: elleve virkedager"
        ),
        pytest.param(date(2027, 2, 13), 10, 0, Outcome.MET, id="§ 12 ledd 2 punktum 1: fra lørdagen før"),
        pytest.param(date(2027, 2, 15), 10, 0, Outcome.MET, id="§ 12 ledd 2 punktum 1: ti virkedager"),
        pytest.param(date(2027, 2, 16), 9, 0, Outcome.MET, id="§ 12 ledd 2 punktum 1: ni virkedager"),
        pytest.param(date(2027, 2, 26), 1, 0, Outcome.MET, id="§ 12 ledd 2 punktum 1: siste virkedag"),
        pytest.param(date(2027, 2, 28), 0, 0, Outcome.MET, id="§ 12 ledd 2 punktum 1: søndagen før termin"),
    ],
)
def test_the_leave_is_the_last_ten_working_days_before_the_due_date(
    norway: Holidays, first_day: date, within: int, beyond: int, outcome: Outcome
) -> None:
    decision = before_birth(DUE, EARLY, first_day, norway)
    assert decision.outcome is outcome
    assert decision.value == LeaveBefore(date(2027, 2, 15), within, beyond, first_day - timedelta(days=7))
    reasons = [because.reason for because in decision.because]
    assert reasons[:2] == [
        WorkingDaysBeforeDue(DUE, 10, date(2027, 2, 15)),
        LeaveBeforeDue(first_day, within),
    ]
    assert (BeyondTheLastDays(beyond, date(2027, 2, 15)) in reasons) == bool(beyond)


def test_holidays_before_the_due_date_make_the_leave_begin_earlier(norway: Holidays) -> None:
    """§ 12 ledd 2 punktum 1 with § 16: Easter 2026 holds three working days' worth of holidays."""
    decision = before_birth(date(2026, 4, 9), date(2026, 1, 5), date(2026, 3, 23), norway)
    assert decision.value.earliest_first_day == date(2026, 3, 23)
    assert decision.outcome is Outcome.MET


@pytest.mark.parametrize(
    ("told_on", "in_time"),
    [
        pytest.param(date(2027, 2, 7), True, id="§ 12 ledd 2 punktum 2: åtte dager før"),
        pytest.param(date(2027, 2, 8), True, id="§ 12 ledd 2 punktum 2: en uke før"),
        pytest.param(date(2027, 2, 9), False, id="§ 12 ledd 2 punktum 2: seks dager før"),
        pytest.param(date(2027, 2, 15), False, id="§ 12 ledd 2 punktum 2: samme dag"),
    ],
)
def test_a_leave_told_late_is_for_a_human_and_never_lost_by_itself(
    norway: Holidays, told_on: date, in_time: bool
) -> None:
    first_day = date(2027, 2, 15)
    decision = before_birth(DUE, told_on, first_day, norway)
    assert decision.outcome is (Outcome.MET if in_time else Outcome.UNDECIDED)
    told = LeaveToldInTime if in_time else LeaveToldLate
    assert decision.because[2].reason == told(1, date(2027, 2, 8), told_on)
    assert decision.because[2].basis.key == "FOR-2011-12-21-1471/12/2/2"
    next_step = IfToldAfter(date(2027, 2, 8)) if in_time else IfLeaveBegins(told_on + timedelta(days=7))
    assert decision.would_change == (next_step,)


@pytest.mark.parametrize(
    ("told_on", "first_day", "begins"),
    [
        pytest.param(EARLY, date(2027, 2, 1), date(2027, 2, 15), id="too many days: the first of the ten"),
        pytest.param(
            date(2027, 2, 10), date(2027, 2, 12), date(2027, 2, 17), id="late: a week after telling"
        ),
        pytest.param(
            date(2027, 2, 13), date(2027, 2, 15), date(2027, 2, 22), id="a Saturday is no first day"
        ),
        pytest.param(date(2027, 2, 19), date(2027, 2, 22), date(2027, 2, 26), id="the last day there is"),
        pytest.param(date(2027, 2, 20), date(2027, 2, 22), None, id="a week later is the due date's weekend"),
    ],
)
def test_what_is_not_within_the_rule_says_which_first_day_would_be(
    norway: Holidays, told_on: date, first_day: date, begins: date | None
) -> None:
    decision = before_birth(DUE, told_on, first_day, norway)
    assert decision.outcome is Outcome.UNDECIDED
    assert decision.would_change == ((IfLeaveBegins(begins),) if begins else ())
    if begins:
        assert before_birth(DUE, told_on, begins, norway).outcome is Outcome.MET


def test_the_leave_begins_before_the_due_date(norway: Holidays) -> None:
    assert before_birth(DUE, EARLY, DUE - timedelta(days=1), norway).value.working_days == 0
    with pytest.raises(ValueError, match="before the due date"):
        before_birth(DUE, EARLY, DUE, norway)


def test_before_the_regulation_there_is_no_answer(norway: Holidays) -> None:
    assert before_birth(date(2012, 1, 10), date(2011, 12, 1), date(2012, 1, 2), norway).outcome is Outcome.MET
    with pytest.raises(NoLawInForce):
        before_birth(date(2012, 1, 10), date(2011, 12, 1), date(2011, 12, 31), norway)


@settings(max_examples=60, deadline=None)
@given(
    due=st.dates(date(2019, 1, 1), date(2036, 12, 31)),
    before=st.integers(1, 40),
    notice=st.integers(-5, 60),
)
def test_brute_force_counts_the_same_days_before_a_birth(
    norway: Holidays, due: date, before: int, notice: int
) -> None:
    first_day = due - timedelta(days=before)
    told_on = first_day - timedelta(days=notice)
    decision = before_birth(due, told_on, first_day, norway)
    back = [due - timedelta(days=n) for n in range(1, 60)]
    last_ten = [day for day in back if day.weekday() < 5 and day not in norway(day.year)][:10]
    asked = [day for day in back if day >= first_day and is_working_day(day, norway)]
    assert decision.value.earliest_first_day == last_ten[-1]
    assert decision.value.working_days == len([day for day in asked if day in last_ten])
    assert decision.value.working_days_beyond == len([day for day in asked if day not in last_ten])
    assert (decision.outcome is Outcome.MET) == (set(asked) <= set(last_ten) and notice >= 7)
