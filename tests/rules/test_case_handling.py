"""Preliminary answers, second alerts, advance notices and claims for costs."""

from datetime import date

import pytest

from portal.rules import case_handling
from portal.rules.days import Holidays
from portal.rules.decision import Decision, Outcome
from portal.rules.parameters import NoLawInForce
from portal.rules.practice import USUAL, Practice
from portal.rules.questions import ALL, Around
from portal.rules.questions.facts import BadFacts


@pytest.fixture
def around(norway: Holidays) -> Around:
    return Around(norway, USUAL)


def keys(decision: Decision[object]) -> list[str]:
    return [getattr(b.basis, "key", "house") for b in decision.because]


@pytest.mark.parametrize(
    ("received", "answer_by", "reasons"),
    [
        pytest.param(
            "2026-11-22",
            "2026-12-22",
            ["case.preliminary-answer-within", "deadline.same-number"],
            id="§ 11 a ledd 3: én måned",
        ),
        pytest.param(
            "2026-11-26",
            "2026-12-28",
            ["case.preliminary-answer-within", "deadline.same-number", "deadline.moved-to-working-day"],
            id="§ 11 a ledd 3: 2. juledag, en lørdag",
        ),
        pytest.param(
            "2027-01-31",
            "2027-03-01",
            ["case.preliminary-answer-within", "deadline.last-of-month", "deadline.moved-to-working-day"],
            id="§ 11 a ledd 3: måneden mangler tallet",
        ),
    ],
)
def test_a_preliminary_answer_is_due_after_a_month(
    around: Around, received: str, answer_by: str, reasons: list[str]
) -> None:
    question = ALL["preliminary-answer"]
    decision = question.answer({"received": received}, around)
    assert (decision.outcome, question.value(decision.value)) == (Outcome.COMPUTED, answer_by)
    assert [b.reason.code for b in decision.because] == reasons
    assert keys(decision)[0] == "LOV-1967-02-10/11 a/3"
    assert decision.because[0].reason == case_handling.PreliminaryAnswerWithin(
        date.fromisoformat(received), 1
    )


@pytest.mark.parametrize(
    ("opened", "second", "reasons"),
    [
        pytest.param(None, "2026-11-29", ["case.not-opened-within"], id="§ 8 ledd 5: ikke åpnet"),
        pytest.param(
            "2026-11-22", None, ["case.opened-in-time", "case.not-opened-within"], id="§ 8 ledd 5: samme dag"
        ),
        pytest.param(
            "2026-11-28", None, ["case.opened-in-time", "case.not-opened-within"], id="§ 8 ledd 5: dag 6"
        ),
        pytest.param(
            "2026-11-29", None, ["case.opened-in-time", "case.not-opened-within"], id="§ 8 ledd 5: dag 7"
        ),
        pytest.param(
            "2026-11-30",
            "2026-11-29",
            ["case.not-opened-within", "case.opened-later"],
            id="§ 8 ledd 5: dag 8",
        ),
    ],
)
def test_a_letter_that_nobody_opens_within_a_week_is_alerted_again(
    around: Around, opened: str | None, second: str | None, reasons: list[str]
) -> None:
    question = ALL["second-alert"]
    decision = question.answer({"available": "2026-11-22", "opened": opened}, around)
    assert (decision.outcome, question.value(decision.value)) == (Outcome.COMPUTED, second)
    assert [b.reason.code for b in decision.because] == reasons
    assert set(keys(decision)) == {"FOR-2004-06-25-988/8/5"}
    if opened:
        named = {getattr(b.reason, "opened_on", None) for b in decision.because}
        assert date.fromisoformat(opened) in named


def test_a_letter_cannot_be_opened_before_it_is_there(around: Around) -> None:
    with pytest.raises(BadFacts) as wrong:
        ALL["second-alert"].answer({"available": "2026-11-22", "opened": "2026-11-21"}, around)
    assert wrong.value.field == "opened"


def test_second_alerts_began_in_2014(around: Around) -> None:
    assert ALL["second-alert"].answer({"available": "2014-07-01"}, around).value == date(2014, 7, 8)
    with pytest.raises(NoLawInForce):
        ALL["second-alert"].answer({"available": "2014-06-30"}, around)


@pytest.mark.parametrize("action", [action.value for action in case_handling.AgainstThePerson])
def test_whoever_has_not_been_heard_is_told_first_and_has_days_to_answer(around: Around, action: str) -> None:
    question = ALL["advance-notice"]
    decision = question.answer({"action": action, "sent": "2026-11-23", "already_heard": False}, around)
    assert question.value(decision.value) == {"needed": True, "answer_by": "2026-12-07"}
    loss = action == "LOSE_SELF_REPORT"
    assert keys(decision) == [
        "LOV-1967-02-10/16/1/1",
        *(["FOR-2011-12-21-1471/8/3/1"] if loss else []),
        "house",
        "LOV-1967-02-10/16/1/2",
        "LOV-1915-08-13-5/148/1",
    ]


@pytest.mark.parametrize(
    ("action", "basis"),
    [
        pytest.param("END", "LOV-1967-02-10/16/1/1", id="FVL § 16 ledd 1 punktum 1"),
        pytest.param("LOSE_SELF_REPORT", "FOR-2011-12-21-1471/8/3/1", id="KVF § 8 ledd 3 punktum 1"),
    ],
)
def test_whoever_has_spoken_already_need_not_be_told_first(around: Around, action: str, basis: str) -> None:
    question = ALL["advance-notice"]
    decision = question.answer({"action": action, "sent": "2026-11-23", "already_heard": True}, around)
    assert (decision.version, decision.outcome) == (1, Outcome.COMPUTED)
    assert question.value(decision.value) == {"needed": False, "answer_by": None}
    assert (keys(decision), decision.because[0].reason) == ([basis], case_handling.HeardAlready())


def test_the_days_to_answer_are_the_offices_own_and_run_past_days_off(norway: Holidays) -> None:
    around = Around(norway, Practice({"case.advance_notice_days": 10}))
    facts = {"action": "SUSPEND", "sent": "2026-12-15", "already_heard": False}
    decision = ALL["advance-notice"].answer(facts, around)
    assert decision.value == case_handling.AdvanceNotice(needed=True, answer_by=date(2026, 12, 28))
    assert [b.reason for b in decision.because][1:3] == [
        case_handling.DaysToAnswerNotice(10),
        case_handling.CountsFromDispatch(date(2026, 12, 15)),
    ]
    assert decision.because[1].basis == around.practice.basis("case.advance_notice_days")
    assert decision.because[-1].reason.code == "deadline.moved-to-working-day"


@pytest.mark.parametrize(
    ("notified", "last"),
    [
        pytest.param("2026-12-02", "2026-12-23", id="§ 36 ledd 3: onsdag"),
        pytest.param("2026-12-04", "2026-12-28", id="§ 36 ledd 3: 1. juledag til mandag"),
    ],
)
def test_costs_are_claimed_within_three_weeks(around: Around, notified: str, last: str) -> None:
    question = ALL["cost-claim"]
    decision = question.answer({"notified": notified}, around)
    assert (decision.outcome, question.value(decision.value)) == (Outcome.COMPUTED, last)
    assert keys(decision)[0] == "LOV-1967-02-10/36/3"
    assert decision.because[0].reason == case_handling.CostsWithin(date.fromisoformat(notified), 3)


@pytest.mark.parametrize(
    ("name", "facts", "field"),
    [
        pytest.param("preliminary-answer", {}, "received", id="nothing came in"),
        pytest.param(
            "advance-notice",
            {"action": "PRAISE", "sent": "2026-11-23", "already_heard": True},
            "action",
            id="an unknown action",
        ),
        pytest.param(
            "advance-notice",
            {"action": "END", "sent": "2026-11-23", "already_heard": "no"},
            "already_heard",
            id="a word for a truth value",
        ),
        pytest.param("cost-claim", {"notified": "soon"}, "notified", id="no date"),
        pytest.param("answer-due", {"received": "2026-11-20"}, "urgent", id="not said whether it is urgent"),
    ],
)
def test_facts_that_are_not_in_order_are_turned_away(
    around: Around, name: str, facts: dict[str, object], field: str
) -> None:
    with pytest.raises(BadFacts) as wrong:
        ALL[name].answer(facts, around)
    assert wrong.value.field == field
