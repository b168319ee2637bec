"""Time limits for acting: domstolloven §§ 148-149, and what the office has promised."""

from collections.abc import Callable
from datetime import date

import pytest

from portal.rules.days import Holidays
from portal.rules.deadlines import (
    answer_due,
    complaint_deadline,
    deadline_days,
    deadline_months,
    deadline_weeks,
)
from portal.rules.decision import Outcome
from portal.rules.law import HouseRule
from portal.rules.practice import USUAL, Practice
from portal.rules.questions import ALL, Around
from portal.rules.questions.facts import BadFacts

Count = Callable[[date, int, Holidays], date]

TRUTH_TABLE = [
    ("weeks", 3, "2026-03-02", "2026-03-23", "§ 148 ledd 2 punktum 1: samme ukedag"),
    ("weeks", 3, "2026-03-12", "2026-04-07", "§ 149 ledd 1: skjærtorsdag til tirsdag"),
    ("weeks", 3, "2026-04-10", "2026-05-04", "§ 149 ledd 1: fredag 1. mai til mandag"),
    ("weeks", 3, "2026-04-23", "2026-05-15", "§ 149 ledd 1: Kristi himmelfartsdag"),
    ("weeks", 3, "2027-04-26", "2027-05-18", "§ 149 ledd 1: 17. mai er også 2. pinsedag"),
    ("weeks", 3, "2026-12-03", "2026-12-24", "§ 149 ledd 1: julaften er virkedag"),
    ("weeks", 3, "2026-12-10", "2026-12-31", "§ 149 ledd 1: nyttårsaften er virkedag"),
    ("weeks", 3, "2026-12-04", "2026-12-28", "§ 149 ledd 1: 1. juledag til mandag"),
    ("days", 14, "2026-12-18", "2027-01-04", "§ 149 ledd 1: nyttårsdag"),
    ("days", 5, "2026-03-30", "2026-04-07", "§ 149 ledd 1: påskeaften til tirsdag"),
    ("days", 1, "2026-11-23", "2026-11-24", "§ 148 ledd 1: første dag regnes ikke med"),
    ("months", 6, "2026-08-31", "2027-03-01", "§ 148 ledd 2 punktum 2: februar mangler 31"),
    ("months", 1, "2027-01-31", "2027-03-01", "§ 148 ledd 2 punktum 2: og siste dag er søndag"),
    ("months", 1, "2026-11-22", "2026-12-22", "§ 148 ledd 2 punktum 1: samme tall"),
    ("months", 12, "2028-02-29", "2029-02-28", "§ 148 ledd 2 punktum 2: tolv måneder fra skuddårsdagen"),
    ("years", 1, "2028-02-29", "2029-02-28", "§ 148 ledd 2 punktum 2: ett år fra skuddårsdagen"),
    ("years", 4, "2028-02-29", "2032-03-01", "§ 148 ledd 2 punktum 1: fire år, 29. februar er en søndag"),
]
COUNTS: dict[str, Count] = {
    "days": deadline_days,
    "weeks": deadline_weeks,
    "months": deadline_months,
    "years": lambda start, years, holidays: deadline_months(start, 12 * years, holidays),
}


@pytest.fixture
def around(norway: Holidays) -> Around:
    return Around(norway, USUAL)


@pytest.mark.parametrize(
    ("unit", "number", "start", "end"), [pytest.param(*row[:4], id=row[4]) for row in TRUTH_TABLE]
)
def test_a_time_limit_ends_where_the_truth_table_says(
    around: Around, unit: str, number: int, start: str, end: str
) -> None:
    assert COUNTS[unit](date.fromisoformat(start), number, around.holidays).isoformat() == end
    question = ALL["add-deadline"]
    decision = question.answer({"from": start, unit: number}, around)
    assert decision.outcome is Outcome.COMPUTED
    assert question.value(decision.value) == end


@pytest.mark.parametrize(
    ("facts", "codes", "keys"),
    [
        pytest.param(
            {"from": "2026-12-18", "days": 14},
            ["deadline.after-days", "deadline.moved-to-working-day"],
            ["148/1", "149/1/1"],
            id="§ 148 ledd 1 og § 149 ledd 1",
        ),
        pytest.param(
            {"from": "2026-03-02", "weeks": 3},
            ["deadline.same-weekday"],
            ["148/2/1"],
            id="§ 148 ledd 2 punktum 1: uker",
        ),
        pytest.param(
            {"from": "2026-11-22", "months": 1},
            ["deadline.same-number"],
            ["148/2/1"],
            id="§ 148 ledd 2 punktum 1: måneder",
        ),
        pytest.param(
            {"from": "2028-02-29", "years": 1},
            ["deadline.last-of-month"],
            ["148/2/2"],
            id="§ 148 ledd 2 punktum 2",
        ),
    ],
)
def test_a_time_limit_says_how_it_was_counted(
    around: Around, facts: dict[str, object], codes: list[str], keys: list[str]
) -> None:
    because = ALL["add-deadline"].answer(facts, around).because
    assert [b.reason.code for b in because] == codes
    assert [b.basis.key.removeprefix("LOV-1915-08-13-5/") for b in because] == keys  # type: ignore[union-attr]


def test_the_reasons_of_a_time_limit_name_its_days(norway: Holidays) -> None:
    decision = ALL["add-deadline"].answer({"from": "2026-12-18", "days": 14}, Around(norway, USUAL))
    after, moved = (b.reason for b in decision.because)
    assert (after.starts_on, after.days, after.ends_on) == (date(2026, 12, 18), 14, date(2027, 1, 1))  # type: ignore[attr-defined]
    assert (moved.ends_on, moved.moved_to) == (date(2027, 1, 1), date(2027, 1, 4))  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("facts", "field"),
    [
        pytest.param({"from": "2026-03-02"}, "days", id="no length"),
        pytest.param({"from": "2026-03-02", "days": 3, "weeks": 3}, "weeks", id="days and weeks"),
        pytest.param({"from": "2026-03-02", "weeks": 3, "years": 1}, "years", id="weeks and years"),
        pytest.param({"from": "2026-03-02", "months": 0, "years": 1}, "years", id="a zero is a length too"),
        pytest.param({"days": 3}, "from", id="no first day"),
        pytest.param({"from": "2026-03-02", "weeks": -1}, "weeks", id="a negative length"),
        pytest.param({"from": "2026-03-02", "weeks": 3, "hours": 1}, "hours", id="an unknown unit"),
        pytest.param({"from": "2199-12-31", "days": 1}, "days", id="a day past the calendar"),
        pytest.param({"from": "2026-03-02", "weeks": 100000}, "weeks", id="weeks past the calendar"),
        pytest.param({"from": "2026-03-02", "months": 99999}, "months", id="months past the year 9999"),
        pytest.param({"from": "2026-03-02", "years": 99999}, "years", id="years past the year 9999"),
        pytest.param({"from": "2026-03-02", "years": 174}, "years", id="one year past the calendar"),
        pytest.param({"from": "2199-12-31", "months": 1}, "months", id="one month past the calendar"),
    ],
)
def test_a_length_that_makes_no_sense_is_turned_away_by_its_name(
    around: Around, facts: dict[str, object], field: str
) -> None:
    with pytest.raises(BadFacts) as wrong:
        ALL["add-deadline"].answer(facts, around)
    assert wrong.value.field == field


@pytest.mark.parametrize(
    ("name", "rule", "outcome"),
    [
        pytest.param("add-deadline", "deadlines.limit", Outcome.COMPUTED, id="DL §§ 148-149"),
        pytest.param("complaint-deadline", "complaint.deadline", Outcome.COMPUTED, id="FVL § 29"),
        pytest.param("late-complaint", "complaint.late", Outcome.UNDECIDED, id="FVL § 31"),
        pytest.param("complaint-body", "complaint.body", Outcome.COMPUTED, id="STL § 47"),
        pytest.param(
            "preliminary-answer", "case_handling.preliminary_answer", Outcome.COMPUTED, id="FVL § 11 a"
        ),
        pytest.param("second-alert", "case_handling.second_alert", Outcome.COMPUTED, id="EFF § 8"),
        pytest.param("advance-notice", "case_handling.advance_notice", Outcome.COMPUTED, id="FVL § 16"),
        pytest.param("cost-claim", "case_handling.cost_claim", Outcome.COMPUTED, id="FVL § 36"),
        pytest.param("answer-due", "deadlines.answer", Outcome.COMPUTED, id="the office's promise"),
        pytest.param("reply-language", "languages.reply", Outcome.COMPUTED, id="SPL § 15"),
        pytest.param("interpreter", "languages.interpreter", Outcome.MET, id="TOL § 6"),
    ],
)
def test_each_answer_carries_the_lasting_name_and_version_of_its_rule(
    around: Around, name: str, rule: str, outcome: Outcome
) -> None:
    decision = ALL[name].answer(ALL[name].example, around)
    assert (decision.rule, decision.version, decision.outcome) == (rule, 1, outcome)


def test_the_last_day_of_the_calendar_can_be_reached(around: Around) -> None:
    for start, facts in (
        ("2199-12-30", {"days": 1}),
        ("2199-12-31", {"months": 0}),
        ("2198-12-31", {"years": 1}),
    ):
        decision = ALL["add-deadline"].answer({"from": start} | facts, around)
        assert decision.value == date(2199, 12, 31)


@pytest.mark.parametrize(
    ("notified", "last", "codes"),
    [
        pytest.param(
            date(2026, 12, 2),
            date(2026, 12, 23),
            ["complaint.weeks", "deadline.same-weekday"],
            id="§ 29 ledd 1 punktum 1: tre uker på en onsdag",
        ),
        pytest.param(
            date(2026, 11, 22),
            date(2026, 12, 14),
            ["complaint.weeks", "deadline.same-weekday", "deadline.moved-to-working-day"],
            id="§ 29 ledd 1 punktum 1: tre uker på en søndag",
        ),
        pytest.param(
            date(2026, 12, 4),
            date(2026, 12, 28),
            ["complaint.weeks", "deadline.same-weekday", "deadline.moved-to-working-day"],
            id="§ 29 ledd 1 punktum 1: tre uker på 1. juledag",
        ),
    ],
)
def test_the_complaint_deadline_is_three_weeks_and_says_when_it_was_moved(
    norway: Holidays, notified: date, last: date, codes: list[str]
) -> None:
    decision = complaint_deadline(notified, norway)
    assert (decision.rule, decision.version) == ("deadlines.complaint", 1)
    assert decision.outcome is Outcome.COMPUTED
    assert decision.value == last
    assert [b.reason.code for b in decision.because] == codes
    keys = ["LOV-1967-02-10/29/1/1", "LOV-1915-08-13-5/148/2/1", "LOV-1915-08-13-5/149/1/1"]
    assert [b.basis.key for b in decision.because] == keys[: len(codes)]  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("received", "working_days", "due"),
    [
        pytest.param(date(2026, 11, 20), 3, date(2026, 11, 25), id="fredag: tre virkedager"),
        pytest.param(date(2026, 11, 21), 1, date(2026, 11, 23), id="lørdag: haster"),
        pytest.param(date(2026, 12, 23), 3, date(2026, 12, 29), id="over jul, julaften er virkedag"),
    ],
)
def test_the_office_promises_an_answer_and_calls_it_no_law(
    norway: Holidays, received: date, working_days: int, due: date
) -> None:
    decision = answer_due(received, working_days, norway)
    assert decision.value == due
    assert all(isinstance(b.basis, HouseRule) for b in decision.because)


@pytest.mark.parametrize(
    ("urgent", "setting", "usual", "own"),
    [
        pytest.param(False, "case.answer_working_days", "2026-11-25", "2026-11-27", id="not urgent"),
        pytest.param(True, "case.urgent_answer_working_days", "2026-11-23", "2026-11-27", id="urgent"),
    ],
)
def test_an_office_answers_within_the_days_it_chose(
    norway: Holidays, urgent: bool, setting: str, usual: str, own: str
) -> None:
    question = ALL["answer-due"]
    facts = {"received": "2026-11-20", "urgent": urgent}
    for practice, due in ((USUAL, usual), (Practice({setting: 5}), own)):
        decision = question.answer(facts, Around(norway, practice))
        assert question.value(decision.value) == due
        assert {b.basis for b in decision.because} == {practice.basis(setting)}
