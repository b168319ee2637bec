"""After a birth: KVP-forskriften §§ 13 ledd 1 and 14, sosialtjenesteloven § 34 ledd 2."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from portal.rules.birth import (
    AdoptionWithoutBenefit,
    CertificateLetsTakePart,
    DayOfBirthCounts,
    FirstWeeksAfterBirth,
    FirstWeeksMayBeLeave,
    HoursADay,
    IfAtMostHours,
    IfCertificate,
    IfMoreHours,
    LongerLeaveWithoutBenefit,
    NeedDecidesHours,
    ProgrammeProtected,
    TimeForBreastfeeding,
    WeeksAfterBirth,
    after_birth,
    breastfeeding,
    parental_leave,
)
from portal.rules.decision import Outcome
from portal.rules.law import HouseRule
from portal.rules.parameters import NoLawInForce
from portal.rules.pregnancy import TimeOffKeepsBenefit

BORN = date(2026, 3, 2)


def test_the_first_six_weeks_after_a_birth_are_leave_with_benefit() -> None:
    """§ 13 ledd 1. The same 42 days as in the worked example of the programme's last lawful dates."""
    decision = after_birth(BORN)
    assert decision.outcome is Outcome.MET
    assert decision.value == WeeksAfterBirth(BORN, date(2026, 4, 12), may_take_part=False)
    assert (decision.value.last_day - decision.value.first_day).days + 1 == 42
    first, counted = decision.because
    assert first.reason == FirstWeeksAfterBirth(BORN, 6, date(2026, 4, 12))
    assert first.basis.key == "FOR-2011-12-21-1471/13/1/1"
    assert counted.reason == DayOfBirthCounts(BORN)
    assert isinstance(counted.basis, HouseRule)
    assert decision.would_change == (IfCertificate(),)


def test_with_a_doctors_certificate_she_may_take_part() -> None:
    """§ 13 ledd 1: «med mindre»."""
    decision = after_birth(BORN, certificate_to_take_part=True)
    assert decision.outcome is Outcome.MET
    assert decision.value == WeeksAfterBirth(BORN, date(2026, 4, 12), may_take_part=True)
    assert decision.because[0].reason == FirstWeeksMayBeLeave(BORN, 6, date(2026, 4, 12))
    assert decision.because[-1].reason == CertificateLetsTakePart()
    assert decision.because[-1].basis.key == "FOR-2011-12-21-1471/13/1/1"
    assert decision.would_change == ()


@settings(max_examples=50)
@given(st.dates(date(2012, 1, 1), date(2036, 12, 31)))
def test_six_weeks_are_42_days_through_leap_days_and_years_and_clock_changes(born: date) -> None:
    last = after_birth(born).value.last_day
    assert last + timedelta(days=1) == born + timedelta(days=42)
    assert (last + timedelta(days=1)).isoweekday() == born.isoweekday()


@pytest.mark.parametrize(
    ("hours", "outcome"),
    [
        pytest.param("0.5", Outcome.MET, id="§ 14: en halv time"),
        pytest.param("1", Outcome.MET, id="§ 14: minst én time"),
        pytest.param("1.01", Outcome.UNDECIDED, id="§ 14: litt over én time"),
        pytest.param("2", Outcome.UNDECIDED, id="§ 14: den fritid hun trenger"),
    ],
)
def test_an_hour_a_day_is_a_right_and_the_need_decides_the_rest(hours: str, outcome: Outcome) -> None:
    decision = breastfeeding(Decimal(hours), BORN)
    assert decision.outcome is outcome
    assert decision.value == HoursADay(Decimal(hours), Decimal(1))
    assert decision.because[0].reason == TimeForBreastfeeding(1)
    assert {because.basis.key for because in decision.because[:1]} == {"FOR-2011-12-21-1471/14/1/1"}
    if outcome is Outcome.MET:
        assert decision.because[1].reason == TimeOffKeepsBenefit()
        assert isinstance(decision.because[1].basis, HouseRule)
        assert decision.would_change == (IfMoreHours(1),)
    else:
        assert decision.because[1].reason == NeedDecidesHours(Decimal(hours))
        assert decision.would_change == (IfAtMostHours(1),)


@pytest.mark.parametrize(
    ("first_day", "last"),
    [
        pytest.param(date(2026, 11, 23), date(2027, 11, 22), id="§ 34 ledd 2: det første året"),
        pytest.param(date(2028, 2, 29), date(2029, 2, 28), id="§ 34 ledd 2: fra en skuddårsdag"),
        pytest.param(date(2027, 3, 1), date(2028, 2, 29), id="§ 34 ledd 2: til en skuddårsdag"),
    ],
)
def test_the_programme_is_protected_in_the_first_year_of_the_absence(first_day: date, last: date) -> None:
    decision = parental_leave(first_day)
    assert decision.outcome is Outcome.COMPUTED
    assert decision.value == last
    protected, without, reduced = decision.because
    assert protected.reason == ProgrammeProtected(first_day, 1, last)
    assert protected.basis.key == "LOV-2009-12-18-131/34/2/1"
    assert without.reason == LongerLeaveWithoutBenefit(6)
    assert isinstance(without.basis, HouseRule)
    assert reduced.basis.key == "LOV-2009-12-18-131/38/1/1"
    assert reduced.basis.wording_since == date(2019, 1, 1)


def test_an_adoption_is_protected_and_has_no_leave_with_benefit() -> None:
    decision = parental_leave(BORN, adoption=True)
    assert decision.value == date(2027, 3, 1)
    assert decision.because[1].reason == AdoptionWithoutBenefit()


def test_before_the_law_there_is_no_answer() -> None:
    assert after_birth(date(2012, 1, 1)).value.last_day == date(2012, 2, 11)
    assert breastfeeding(Decimal(1), date(2012, 1, 1)).outcome is Outcome.MET
    assert parental_leave(date(2019, 1, 1)).value == date(2019, 12, 31)
    with pytest.raises(NoLawInForce):
        after_birth(date(2011, 12, 31))
    with pytest.raises(NoLawInForce):
        breastfeeding(Decimal(1), date(2011, 12, 31))
    with pytest.raises(NoLawInForce):
        parental_leave(date(2018, 12, 31))
