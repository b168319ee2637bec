"""What the office looks for by its own routine, and what of it stands in the law."""

from datetime import date

from portal.rules.decision import Outcome
from portal.rules.law import HouseRule
from portal.rules.routine import (
    NEXT_AHEAD,
    WEEKS_AHEAD,
    YEAR_ROUND,
    AgreeOnNext,
    EveryWeekPlanned,
    LooksWeeksAhead,
    NextEvaluation,
    NoEvaluationAhead,
    PlanTheWeek,
    WeeksWithoutPlan,
    empty_weeks,
    next_evaluation,
)

MONDAY = date(2026, 12, 28)


def test_stl_30_ledd_2_a_week_without_anything_is_for_a_person_to_look_at() -> None:
    decision = empty_weeks((MONDAY, date(2027, 1, 4)))
    assert (decision.outcome, decision.value) == (Outcome.UNDECIDED, MONDAY)
    assert (decision.because[0].reason, decision.because[0].basis) == (
        WeeksWithoutPlan(2, MONDAY),
        YEAR_ROUND,
    )
    assert decision.would_change == (PlanTheWeek(MONDAY),)


def test_how_far_ahead_it_looks_is_the_offices_own_choice() -> None:
    for empty in ((), (MONDAY,)):
        looks = empty_weeks(empty).because[1]
        assert looks.reason == LooksWeeksAhead(WEEKS_AHEAD)
        assert isinstance(looks.basis, HouseRule)


def test_when_every_week_has_something_nothing_is_asked() -> None:
    decision = empty_weeks(())
    assert (decision.outcome, decision.value, decision.would_change) == (Outcome.MET, None, ())
    assert decision.because[0].reason == EveryWeekPlanned()


def test_the_next_evaluation_is_the_first_that_is_not_past() -> None:
    days = (date(2027, 3, 1), date(2026, 12, 1), date(2026, 9, 1))
    decision = next_evaluation(days, date(2026, 12, 1))
    assert (decision.outcome, decision.value) == (Outcome.MET, date(2026, 12, 1))
    assert [(one.reason, one.basis) for one in decision.because] == [
        (NextEvaluation(date(2026, 12, 1)), NEXT_AHEAD)
    ]


def test_without_one_ahead_a_person_looks_and_no_law_is_broken() -> None:
    decision = next_evaluation((date(2026, 11, 30),), date(2026, 12, 1))
    assert (decision.outcome, decision.value) == (Outcome.UNDECIDED, None)
    assert [(one.reason, one.basis) for one in decision.because] == [(NoEvaluationAhead(), NEXT_AHEAD)]
    assert decision.would_change == (AgreeOnNext(),)
