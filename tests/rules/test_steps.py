"""What can be next in a programme: the paragraph behind each step, and why a step must wait."""

import json
from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from portal.domain.programme import OPEN_STATES, IntervalKind, ProgrammeState
from portal.domain.programme_steps import (
    Happened,
    Pause,
    Standing,
    StepKind,
    follow,
    possible_steps,
    standing_after,
)
from portal.rules.days import Holidays, add_months
from portal.rules.decision import Outcome, as_data, from_data
from portal.rules.law import Citation
from portal.rules.practice import USUAL, Practice
from portal.rules.programme_due import Due, DueKind, dues
from portal.rules.steps import possible

S, K = ProgrammeState, StepKind
KINDS = tuple(kind for kind in StepKind if kind is not StepKind.MOVED)
START, DAY = date(2026, 1, 5), timedelta(days=1)


@pytest.mark.parametrize("state", [None, *ProgrammeState], ids=str)
@pytest.mark.parametrize("kind", KINDS, ids=str)
def test_a_step_is_for_a_human_where_it_is_possible_and_stopped_where_it_is_not(
    state: ProgrammeState | None, kind: StepKind
) -> None:
    decision = possible(state, kind)
    expected = Outcome.UNDECIDED if kind in possible_steps(state) else Outcome.NOT_MET
    assert decision.outcome is expected
    assert from_data(json.loads(json.dumps(as_data(decision)))) == decision


@pytest.mark.parametrize(
    ("state", "kind", "code", "paragraph", "way_on"),
    [
        (S.SUSPENDED, K.EXTENDED, "steps.not-while-suspended", "32/1/3", ["steps.if-resumed"]),
        (S.SUSPENDED, K.COMPLETED, "steps.not-while-suspended", "32/1/3", ["steps.if-resumed"]),
        (S.APPLIED, K.EXTENDED, "steps.not-decided-yet", "2/1/1", ["steps.if-granted"]),
        (S.PLANNED, K.LEAVE, "steps.not-begun-yet", "1/4/1", ["steps.if-begun"]),
        (S.RUNNING, K.GRANTED, "steps.decided-already", "35/1", []),
        (S.ENDED, K.EXTENDED, "steps.it-is-over", "29/1", ["steps.if-applied-anew"]),
        (S.RUNNING, K.RESUMED, "steps.holds-already", None, []),
        (S.ON_LEAVE, K.LEAVE, "steps.holds-already", None, []),
        (S.SUSPENDED, K.SUSPENDED, "steps.holds-already", None, []),
        (S.RUNNING, K.APPLIED, "steps.holds-already", None, []),
    ],
)
def test_why_a_step_must_wait_and_what_comes_first(
    state: ProgrammeState, kind: StepKind, code: str, paragraph: str | None, way_on: list[str]
) -> None:
    decision = possible(state, kind)
    (because,) = decision.because
    assert because.reason.code == code
    found = because.basis.key.partition("/")[2] if isinstance(because.basis, Citation) else None
    assert found == paragraph
    assert [one.code for one in decision.would_change] == way_on


def test_a_step_that_is_impossible_leads_nowhere() -> None:
    with pytest.raises(ValueError, match="not possible"):
        follow(None, Happened(K.STARTED, START))
    applied = follow(None, Happened(K.APPLIED, START))
    with pytest.raises(ValueError, match="not possible"):
        follow(applied, Happened(K.EXTENDED, START))
    over = follow(applied, Happened(K.REFUSED, START))
    with pytest.raises(ValueError, match="not possible"):
        follow(over, Happened(K.APPLIED, START))
    assert standing_after([]) is None


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(st.integers(0, 20), st.integers(0, 60), st.integers(1, 400)), max_size=25))
def test_however_it_goes_pauses_never_overlap_and_only_the_last_is_open(
    choices: list[tuple[int, int, int]],
) -> None:
    """Steps taken in the order of the calendar, whatever they are."""
    at, day = follow(None, Happened(K.APPLIED, START)), START
    for which, wait, length in choices:
        if at.state not in OPEN_STATES:
            break
        day += timedelta(days=wait)
        options = possible_steps(at.state)
        step = Happened(options[which % len(options)], day, day + timedelta(days=length))
        at = follow(at, step)
        pauses = at.pauses
        assert all(one.last_day is None or one.first_day <= one.last_day for one in pauses)
        assert all(one.last_day is not None for one in pauses[:-1])
        assert (at.open_pause is not None) == (at.state in {S.ON_LEAVE, S.SUSPENDED})
        for before, after in pairwise(pauses):
            assert before.last_day is not None
            assert before.last_day < after.first_day
        assert (at.closed_on is None) == (at.state in OPEN_STATES)
        assert at.period == 0 or at.period_from is not None


def _running(period_to: date, **more: object) -> Standing:
    return Standing(S.RUNNING, START, START, 1, START, period_to, **more)  # type: ignore[arg-type]


def test_a_period_comes_up_when_the_office_begins_and_never_lapses_in_silence(norway: Holidays) -> None:
    to = date(2027, 1, 4)
    begins = to - timedelta(weeks=8)
    assert dues(_running(to), begins - DAY, USUAL, norway) == ()
    assert dues(_running(to), begins, USUAL, norway) == (Due(DueKind.PERIOD, to, late=False),)
    assert dues(_running(to), to, USUAL, norway) == (Due(DueKind.PERIOD, to, late=False),)
    assert dues(_running(to), to + DAY, USUAL, norway) == (Due(DueKind.PERIOD, to, late=True),)
    early = Practice({"duration.decision_due_weeks": 12})
    assert dues(_running(to), to - timedelta(weeks=12), early, norway)


def test_an_application_waits_from_the_first_day_and_a_start_from_the_day_it_was_for(
    norway: Holidays,
) -> None:
    applied = Standing(S.APPLIED, START)
    by = add_months(START, 6)
    assert dues(applied, START, USUAL, norway) == (Due(DueKind.APPLICATION, by, late=False),)
    assert dues(applied, by + DAY, USUAL, norway)[0].late
    planned = Standing(S.PLANNED, START, None, 1, date(2026, 3, 2), date(2027, 3, 1))
    assert dues(planned, date(2026, 3, 1), USUAL, norway) == ()
    assert dues(planned, date(2026, 3, 2), USUAL, norway) == (
        Due(DueKind.START, date(2026, 3, 2), late=False),
    )


def test_a_suspension_comes_up_with_its_first_warning_and_a_leave_when_it_is_over(norway: Holidays) -> None:
    to = date(2028, 1, 1)
    since = date(2026, 3, 1)
    suspended = Standing(
        S.SUSPENDED, START, START, 1, START, to, pauses=(Pause(IntervalKind.SUSPENSION, since),)
    )
    assert dues(suspended, date(2026, 8, 31), USUAL, norway) == ()
    assert dues(suspended, date(2026, 9, 1), USUAL, norway) == (
        Due(DueKind.SUSPENSION, date(2027, 3, 1), late=False),
    )
    assert dues(suspended, date(2027, 3, 2), USUAL, norway)[0].late
    leave = Pause(IntervalKind.LEAVE, since, None, date(2026, 4, 30))
    away = Standing(S.ON_LEAVE, START, START, 1, START, to, pauses=(leave,))
    assert dues(away, date(2026, 4, 15), USUAL, norway) == ()
    assert dues(away, date(2026, 4, 16), USUAL, norway) == (
        Due(DueKind.LEAVE, date(2026, 4, 30), late=False),
    )
    assert dues(away, date(2026, 5, 1), USUAL, norway) == (Due(DueKind.LEAVE, date(2026, 4, 30), late=True),)


def test_a_leave_without_a_last_day_is_asked_about_after_some_months(norway: Holidays) -> None:
    leave = Pause(IntervalKind.LEAVE, date(2026, 3, 1))
    away = Standing(S.ON_LEAVE, START, START, 1, START, date(2028, 1, 1), pauses=(leave,))
    assert dues(away, date(2026, 8, 17), USUAL, norway) == ()
    assert dues(away, date(2026, 8, 18), USUAL, norway) == (
        Due(DueKind.OPEN_LEAVE, date(2026, 9, 1), late=False),
    )
    odd = Standing(S.ON_LEAVE, START, START, 1, START, date(2028, 1, 1))
    assert dues(odd, date(2026, 8, 18), USUAL, norway) == ()


def test_a_period_that_runs_out_during_a_suspension_lapses_no_more_silently_than_any_other(
    norway: Holidays,
) -> None:
    to, since = date(2026, 6, 30), date(2026, 3, 1)
    pause = Pause(IntervalKind.SUSPENSION, since)
    suspended = Standing(S.SUSPENDED, START, START, 1, START, to, pauses=(pause,))
    assert dues(suspended, to - timedelta(weeks=8) - DAY, USUAL, norway) == ()
    assert dues(suspended, to - timedelta(weeks=8), USUAL, norway) == (Due(DueKind.PERIOD, to, late=False),)
    both = dues(suspended, date(2026, 9, 1), USUAL, norway)
    assert [one.kind for one in both] == [DueKind.PERIOD, DueKind.SUSPENSION]


@pytest.mark.parametrize("kind", [K.COMPLETED, K.ENDED])
def test_when_the_end_is_decided_nothing_is_due(kind: StepKind, norway: Holidays) -> None:
    to = date(2026, 6, 30)
    ahead = Happened(kind, to, None, date(2026, 6, 1))
    assert dues(_running(to, ahead=ahead), date(2026, 6, 2), USUAL, norway) == ()
    leave = Happened(K.LEAVE, date(2026, 6, 20), None, date(2026, 6, 1))
    assert dues(_running(to, ahead=leave), date(2026, 6, 2), USUAL, norway)


def test_a_suspension_stays_due_until_it_is_over_whatever_is_decided_ahead(norway: Holidays) -> None:
    pause = Pause(IntervalKind.SUSPENSION, date(2026, 3, 1))
    ahead = Happened(K.ENDED, date(2029, 1, 1), None, date(2026, 6, 1))
    at = Standing(S.SUSPENDED, START, START, 1, START, date(2026, 6, 30), pauses=(pause,), ahead=ahead)
    for today, late in ((date(2026, 9, 1), False), (date(2027, 3, 2), True), (date(2028, 12, 1), True)):
        assert dues(at, today, USUAL, norway) == (Due(DueKind.SUSPENSION, date(2027, 3, 1), late),)


def test_what_should_have_moved_a_programme_and_has_not_is_due(norway: Holidays) -> None:
    ahead = Happened(K.ENDED, date(2026, 6, 29), None, date(2026, 6, 1))
    at = _running(date(2026, 6, 30), ahead=ahead)
    assert dues(at, date(2026, 6, 29), USUAL, norway) == ()
    for today, late in ((date(2026, 6, 30), False), (date(2026, 7, 1), True)):
        assert dues(at, today, USUAL, norway) == (Due(DueKind.EFFECT, date(2026, 6, 30), late),)


@pytest.mark.parametrize(
    ("state", "ahead", "kind", "code"),
    [
        (S.RUNNING, K.ENDED, K.EXTENDED, "steps.decided-ahead"),
        (S.RUNNING, K.LEAVE, K.LEAVE, "steps.decided-ahead"),
        (S.SUSPENDED, K.ENDED, K.RESUMED, "steps.decided-ahead"),
        (S.RUNNING, K.ENDED, K.GRANTED, "steps.decided-already"),
        (S.RUNNING, None, K.RECALLED, "steps.nothing-ahead"),
        (S.RUNNING, K.LEAVE, K.EXTENDED, None),
        (S.ON_LEAVE, K.ENDED, K.RESUMED, None),
        (S.RUNNING, K.ENDED, K.RECALLED, None),
    ],
)
def test_beside_what_is_decided_ahead_only_what_does_not_touch_it_can_be_decided(
    state: ProgrammeState, ahead: StepKind | None, kind: StepKind, code: str | None
) -> None:
    waiting = Happened(ahead, START + DAY, None, START) if ahead else None
    decision = possible(state, kind, waiting)
    assert (decision.outcome is Outcome.NOT_MET) is (code is not None)
    if code is not None:
        assert decision.because[0].reason.code == code


@pytest.mark.parametrize("state", [one for one in ProgrammeState if one not in OPEN_STATES], ids=str)
def test_what_is_over_is_due_no_more(state: ProgrammeState, norway: Holidays) -> None:
    over = Standing(state, START, START, 1, START, date(2026, 6, 1), date(2026, 5, 1))
    assert dues(over, date(2030, 1, 1), USUAL, norway) == ()


def test_a_suspended_or_planned_programme_without_its_day_is_not_due(norway: Holidays) -> None:
    assert dues(Standing(S.PLANNED, START), START, USUAL, norway) == ()
    assert dues(Standing(S.SUSPENDED, START, START), START, USUAL, norway) == ()
    assert dues(Standing(S.RUNNING, START, START), START, USUAL, norway) == ()
