"""The promise of an answer: how soon by what it is about, the day after it was missed, and the ladder's days."""

from datetime import date, timedelta

import pytest

from portal.domain.waiting import Pressing, Rung
from portal.rules.answering import (
    AnswerMissed,
    AnswersAfterwards,
    CannotWait,
    answer_afterwards,
    answer_time,
    last_for_leader,
    next_to_answer,
    rungs_reached,
)
from portal.rules.days import Holidays, is_working_day, working_days_after
from portal.rules.deadlines import OfficeAnswersWithin
from portal.rules.practice import USUAL, Practice
from portal.rules.questions import ALL, Around

DAY = timedelta(days=1)
URGENT = "case.urgent_answer_working_days"


@pytest.mark.parametrize(
    ("written", "pressing", "due"),
    [
        pytest.param("2026-11-24", None, "2026-11-27", id="Tuesday"),
        pytest.param("2026-11-24", Pressing.ABSENCE, "2026-11-25", id="Tuesday, an absence"),
        pytest.param("2026-11-27", Pressing.MEETING, "2026-11-30", id="Friday, a meeting"),
        pytest.param("2026-11-27", None, "2026-12-02", id="Friday"),
        pytest.param("2027-03-24", Pressing.URGENT, "2027-03-30", id="over Easter, urgent"),
        pytest.param("2027-03-24", None, "2027-04-01", id="over Easter"),
        pytest.param(
            "2027-05-14", Pressing.ABSENCE, "2027-05-18", id="over 17 May, which is Whit Monday too"
        ),
        pytest.param("2029-05-16", Pressing.URGENT, "2029-05-18", id="over 17 May"),
        pytest.param("2026-12-23", Pressing.URGENT, "2026-12-24", id="Christmas Eve is a working day"),
        pytest.param("2026-12-24", Pressing.URGENT, "2026-12-28", id="over Christmas"),
        pytest.param("2026-12-24", None, "2026-12-30", id="over Christmas, three days"),
    ],
)
def test_the_promise_counts_working_days(
    norway: Holidays, written: str, pressing: Pressing | None, due: str
) -> None:
    decision = answer_time(date.fromisoformat(written), pressing, norway, USUAL)
    assert decision.value == date.fromisoformat(due)


@pytest.mark.parametrize("pressing", Pressing)
def test_the_reasons_say_why_it_is_answered_sooner_and_by_which_routine(
    norway: Holidays, pressing: Pressing
) -> None:
    practice = Practice({URGENT: 2})
    decision = answer_time(date(2026, 11, 24), pressing, norway, practice)
    assert [one.reason for one in decision.because] == [
        CannotWait(pressing.value),
        OfficeAnswersWithin(date(2026, 11, 24), 2),
    ]
    assert {one.basis for one in decision.because} == {practice.basis(URGENT)}


@pytest.mark.parametrize(
    ("about", "urgent", "due", "said"),
    [
        pytest.param("ABSENCE", False, "2026-11-23", "absence", id="an absence"),
        pytest.param("MEETING", True, "2026-11-23", "meeting", id="a meeting"),
        pytest.param(None, True, "2026-11-23", "urgent", id="urgent"),
        pytest.param(None, False, "2026-11-25", None, id="neither"),
    ],
)
def test_the_question_asks_what_it_is_about(
    norway: Holidays, about: str | None, urgent: bool, due: str, said: str | None
) -> None:
    facts = {"received": "2026-11-20", "urgent": urgent} | ({"about": about} if about else {})
    decision = ALL["answer-due"].answer(facts, Around(norway, USUAL))
    assert decision.value == date.fromisoformat(due)
    assert [r.about for r in (b.reason for b in decision.because) if isinstance(r, CannotWait)] == (
        [said] if said else []
    )


@pytest.mark.parametrize(
    ("promised", "today", "due"),
    [
        pytest.param("2026-11-25", "2026-11-26", "2026-11-26", id="noticed at once"),
        pytest.param("2026-11-27", "2026-11-28", "2026-11-30", id="a Friday"),
        pytest.param("2026-11-25", "2026-12-03", "2026-12-03", id="noticed a week later"),
        pytest.param("2026-11-25", "2026-12-05", "2026-12-07", id="noticed on a Saturday"),
        pytest.param("2027-03-24", "2027-03-25", "2027-03-30", id="before Easter"),
    ],
)
def test_the_new_day_is_never_over_already(norway: Holidays, promised: str, today: str, due: str) -> None:
    before, now = date.fromisoformat(promised), date.fromisoformat(today)
    decision = answer_afterwards(before, now, norway, USUAL)
    assert decision.value == date.fromisoformat(due) >= now
    missed, afterwards = (one.reason for one in decision.because)
    assert missed == AnswerMissed(before)
    assert isinstance(afterwards, AnswersAfterwards)
    assert decision.rule == "answering.answer_afterwards"


SOON, LATE, LEADER = Rung.SOON, Rung.LATE, Rung.LEADER


@pytest.mark.parametrize(
    ("due", "today", "reached"),
    [
        pytest.param("2026-11-26", "2026-11-24", (), id="two days before"),
        pytest.param("2026-11-26", "2026-11-25", (SOON,), id="the day before"),
        pytest.param("2026-11-26", "2026-11-26", (SOON,), id="on the day"),
        pytest.param("2026-11-26", "2026-11-27", (SOON, LATE), id="the day after"),
        pytest.param("2026-11-26", "2026-11-29", (SOON, LATE), id="Sunday is no working day"),
        pytest.param("2026-11-26", "2026-11-30", (SOON, LATE, LEADER), id="two working days over"),
        pytest.param("2026-11-30", "2026-11-27", (SOON,), id="the Friday before a Monday"),
        pytest.param("2027-03-30", "2027-03-23", (), id="the Tuesday before Easter"),
        pytest.param("2027-03-30", "2027-03-24", (SOON,), id="the last working day before Easter"),
        pytest.param("2027-03-24", "2027-03-30", (SOON, LATE), id="one working day over Easter"),
        pytest.param("2027-03-24", "2027-03-31", (SOON, LATE, LEADER), id="two working days over Easter"),
        pytest.param("2026-12-23", "2026-12-27", (SOON, LATE), id="Christmas Eve is the first of two"),
        pytest.param("2026-12-23", "2026-12-28", (SOON, LATE, LEADER), id="after Christmas"),
        pytest.param("2029-05-16", "2029-05-18", (SOON, LATE), id="17 May does not count"),
        pytest.param("2029-05-16", "2029-05-22", (SOON, LATE, LEADER), id="after 17 May and Whit Monday"),
    ],
)
def test_each_step_has_its_day(norway: Holidays, due: str, today: str, reached: tuple[Rung, ...]) -> None:
    assert rungs_reached(date.fromisoformat(due), date.fromisoformat(today), norway) == reached


def test_the_days_that_rows_are_asked_for_are_those_of_the_steps(norway: Holidays) -> None:
    for number in range(400):
        today = date(2026, 11, 1) + number * DAY
        assert is_working_day(next_to_answer(today, norway), norway)
        last = last_for_leader(today, norway)
        assert working_days_after(last, 2, norway) <= today < working_days_after(last + DAY, 2, norway)
