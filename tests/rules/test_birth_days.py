"""Days off at a birth for somebody other than the mother: KVP-forskriften § 13 ledd 2."""

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from portal.rules.birth_days import (
    AnotherMayHaveDays,
    AnotherOnlyWhenApart,
    BirthDaysTaken,
    BirthDaysUsedUp,
    Carer,
    CoMotherIsNotNamed,
    CoMotherLikeFather,
    DaysAtBirth,
    FatherHasDays,
    IfMoreBirthDays,
    IfParentsLiveApart,
    other_parent,
)
from portal.rules.days import Holidays, days_between
from portal.rules.decision import Outcome, Reason
from portal.rules.law import HouseRule
from portal.rules.parameters import NoLawInForce
from portal.rules.practice import Practice
from portal.rules.pregnancy import TimeOffKeepsBenefit

BORN = date(2026, 11, 23)
WEEKDAYS = [day for day in days_between(BORN, date(2026, 12, 18)) if day.isoweekday() < 6]


@pytest.mark.parametrize("together", [True, False])
@pytest.mark.parametrize(
    ("taken", "outcome"),
    [
        pytest.param(0, Outcome.MET, id="§ 13 ledd 2 punktum 1: ingen dager brukt"),
        pytest.param(9, Outcome.MET, id="§ 13 ledd 2 punktum 1: ni virkedager brukt"),
        pytest.param(10, Outcome.UNDECIDED, id="§ 13 ledd 2 punktum 1: ti virkedager brukt"),
        pytest.param(11, Outcome.UNDECIDED, id="§ 13 ledd 2 punktum 1: elleve virkedager brukt"),
    ],
)
def test_a_father_has_ten_working_days_wherever_he_lives(
    norway: Holidays, taken: int, outcome: Outcome, together: bool
) -> None:
    decision = other_parent(BORN, WEEKDAYS[:taken], Carer.FATHER, norway, parents_live_together=together)
    assert decision.outcome is outcome
    assert decision.value == DaysAtBirth(10, taken, max(0, 10 - taken))
    reasons = [because.reason for because in decision.because]
    if outcome is Outcome.MET:
        assert reasons == [FatherHasDays(10), BirthDaysTaken(taken, 10, 10 - taken), TimeOffKeepsBenefit()]
        assert decision.would_change == (IfMoreBirthDays(10),)
    else:
        assert reasons == [FatherHasDays(10), BirthDaysUsedUp(taken, 10)]
        assert decision.would_change == ()
    assert {because.basis.key for because in decision.because[:2]} == {"FOR-2011-12-21-1471/13/2/1"}


@pytest.mark.parametrize(
    ("choice", "outcome", "reason"),
    [
        pytest.param("yes", Outcome.MET, CoMotherLikeFather(), id="§ 13 ledd 2 punktum 1: likestilt"),
        pytest.param("no", Outcome.UNDECIDED, CoMotherIsNotNamed(), id="§ 13 ledd 2 punktum 1: ordlyden"),
    ],
)
def test_a_co_mother_is_treated_as_the_office_has_chosen(
    norway: Holidays, choice: str, outcome: Outcome, reason: Reason
) -> None:
    office = Practice({"birth.co_mother_like_father": choice})
    decision = other_parent(
        BORN, WEEKDAYS[:3], Carer.CO_MOTHER, norway, parents_live_together=True, practice=office
    )
    assert decision.outcome is outcome
    assert decision.value == DaysAtBirth(10, 3, 7)
    assert decision.because[1].reason == reason
    assert isinstance(decision.because[1].basis, HouseRule)


def test_a_co_mother_is_like_a_father_when_nobody_has_chosen(norway: Holidays) -> None:
    decision = other_parent(BORN, (), Carer.CO_MOTHER, norway, parents_live_together=True)
    assert decision.outcome is Outcome.MET


def test_a_helper_may_get_the_same_when_the_parents_live_apart(norway: Holidays) -> None:
    """§ 13 ledd 2 punktum 2: «kan»."""
    decision = other_parent(BORN, WEEKDAYS[:4], Carer.HELPER, norway, parents_live_together=False)
    assert decision.outcome is Outcome.UNDECIDED
    assert decision.value == DaysAtBirth(10, 4, 6)
    assert [b.reason for b in decision.because] == [AnotherMayHaveDays(10), BirthDaysTaken(4, 10, 6)]
    assert decision.because[0].basis.key == "FOR-2011-12-21-1471/13/2/2"
    assert decision.would_change == ()


@pytest.mark.parametrize(("taken", "change"), [(9, (IfParentsLiveApart(),)), (10, ())])
def test_a_helper_of_parents_who_live_together_is_for_a_human(
    norway: Holidays, taken: int, change: tuple[Reason, ...]
) -> None:
    """§ 13 ledd 2 punktum 2: «bor foreldrene ikke sammen»."""
    decision = other_parent(BORN, WEEKDAYS[:taken], Carer.HELPER, norway, parents_live_together=True)
    assert decision.outcome is Outcome.UNDECIDED
    assert decision.because[0].reason == AnotherOnlyWhenApart()
    assert decision.would_change == change


def test_days_that_are_free_anyway_use_nothing(norway: Holidays) -> None:
    christmas = days_between(date(2026, 12, 24), date(2026, 12, 27))
    decision = other_parent(BORN, christmas, Carer.FATHER, norway, parents_live_together=True)
    assert decision.value.taken == 1


def test_before_the_regulation_there_is_no_answer(norway: Holidays) -> None:
    born = date(2012, 1, 1)
    assert other_parent(born, (), Carer.FATHER, norway, parents_live_together=True).value.left == 10
    with pytest.raises(NoLawInForce):
        other_parent(born - timedelta(days=1), (), Carer.FATHER, norway, parents_live_together=True)


@settings(max_examples=50, deadline=None)
@given(
    taken=st.lists(st.dates(date(2026, 11, 1), date(2027, 1, 15)), max_size=14),
    more=st.dates(date(2026, 11, 1), date(2027, 1, 15)),
    shuffled=st.randoms(use_true_random=False),
)
def test_order_and_doubles_do_not_matter_and_a_day_taken_never_raises_what_is_left(
    norway: Holidays, taken: list[date], more: date, shuffled: object
) -> None:
    def left(days: list[date]) -> int:
        return other_parent(BORN, days, Carer.FATHER, norway, parents_live_together=True).value.left

    mixed = [*taken, *taken]
    shuffled.shuffle(mixed)  # type: ignore[attr-defined]
    assert left(mixed) == left(taken)
    assert left(taken) - left([*taken, more]) in (0, 1)
