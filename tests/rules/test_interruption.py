"""A suspended programme: sosialtjenesteloven § 34 ledd 1 punktum 3 and § 35 ledd 1 punktum 2."""

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from portal.rules.days import Holidays
from portal.rules.decision import Outcome
from portal.rules.interruption import (
    EndedAfterSuspension,
    IfTakenPartMeanwhile,
    NoBenefitWhileSuspended,
    ResumeBefore,
    SuspendedTooLong,
    Suspension,
    ToldBeforeEnding,
    WarnedAfterMonths,
    after_years,
    suspension,
)
from portal.rules.parameters import NoLawInForce
from portal.rules.practice import USUAL, Practice
from portal.rules.questions import ALL, Around
from portal.rules.questions.facts import BadFacts

FROM, END = date(2026, 11, 23), date(2027, 11, 23)
WARNINGS = (date(2027, 5, 23), date(2027, 8, 23), date(2027, 10, 23))
A_YEAR, NO_BENEFIT = "LOV-2009-12-18-131/34/1/3", "LOV-2009-12-18-131/35/1/2"


def told(decision: object) -> list[tuple[object, str]]:
    return [(b.reason, getattr(b.basis, "key", None) or b.basis.code) for b in decision.because]  # type: ignore[attr-defined]


def test_a_programme_suspended_for_a_year_must_be_ended() -> None:
    decision = suspension(FROM, FROM)
    assert (decision.rule, decision.version) == ("interruption.suspension", 1)
    assert decision.outcome is Outcome.COMPUTED
    assert decision.value == Suspension(END, WARNINGS)
    assert told(decision) == [
        (EndedAfterSuspension(FROM, 1, END), A_YEAR),
        (NoBenefitWhileSuspended(FROM), NO_BENEFIT),
        (WarnedAfterMonths(WARNINGS[0], 6), "interruption.first_warning_months"),
        (WarnedAfterMonths(WARNINGS[1], 9), "interruption.second_warning_months"),
        (WarnedAfterMonths(WARNINGS[2], 11), "interruption.last_warning_months"),
    ]
    assert decision.because[2].basis == USUAL.basis("interruption.first_warning_months")
    assert decision.would_change == (ResumeBefore(END),)


def test_nobody_is_warned_of_a_day_that_has_been() -> None:
    for on, left in ((WARNINGS[0], 3), (WARNINGS[0] + timedelta(days=1), 2), (WARNINGS[2], 1)):
        decision = suspension(FROM, on)
        assert sum(isinstance(b.reason, WarnedAfterMonths) for b in decision.because) == left
        assert decision.value.warn_on == WARNINGS


@pytest.mark.parametrize(
    ("on", "late"),
    [
        pytest.param(date(2027, 11, 22), False, id="§ 34 ledd 1 punktum 3: dagen før"),
        pytest.param(END, True, id="§ 34 ledd 1 punktum 3: ett år"),
        pytest.param(date(2027, 11, 24), True, id="§ 34 ledd 1 punktum 3: dagen etter"),
    ],
)
def test_after_a_year_a_human_ends_it(on: date, late: bool) -> None:
    decision = suspension(FROM, on)
    assert decision.outcome is (Outcome.UNDECIDED if late else Outcome.COMPUTED)
    if late:
        assert told(decision) == [
            (SuspendedTooLong(FROM, 1, END), A_YEAR),
            (NoBenefitWhileSuspended(FROM), NO_BENEFIT),
            (ToldBeforeEnding(), "LOV-1967-02-10/16/1/1"),
        ]
        assert decision.would_change == (IfTakenPartMeanwhile(),)
    assert decision.value == Suspension(END, WARNINGS)


def test_the_office_chooses_when_it_warns_and_each_day_is_told_once() -> None:
    office = Practice(
        {
            "interruption.first_warning_months": 12,
            "interruption.second_warning_months": 3,
            "interruption.last_warning_months": 3,
        }
    )
    decision = suspension(FROM, FROM, office)
    assert decision.value.warn_on == (date(2027, 2, 23), END)
    assert told(decision)[2:] == [
        (WarnedAfterMonths(date(2027, 2, 23), 3), "interruption.last_warning_months")
    ]


def test_a_year_from_leap_day_is_full_when_february_is() -> None:
    assert after_years(date(2028, 2, 29), 1) == date(2029, 3, 1)
    assert after_years(date(2028, 2, 28), 1) == date(2029, 2, 28)
    assert after_years(date(2027, 3, 1), 1) == date(2028, 3, 1)
    assert after_years(date(2027, 3, 1), 2) == date(2029, 3, 1)


@settings(max_examples=60, deadline=None)
@given(st.dates(date(2019, 1, 1), date(2036, 12, 31)))
def test_a_year_ends_the_day_before_its_date_comes_back(first: date) -> None:
    day = after_years(first, 1)
    if (first.month, first.day) != (2, 29):
        assert day == first.replace(year=first.year + 1)
    assert (day - first).days in (365, 366)


def test_what_cannot_be_answered_is_not() -> None:
    with pytest.raises(ValueError, match="not begun"):
        suspension(FROM, FROM - timedelta(days=1))
    with pytest.raises(NoLawInForce):
        suspension(date(2018, 12, 31), FROM)
    assert suspension(date(2019, 1, 1), FROM).value.must_end_on == date(2020, 1, 1)


def test_the_question_answers_in_json(norway: Holidays) -> None:
    question, around = ALL["suspension"], Around(norway, USUAL)
    assert question.value(question.answer(question.example, around).value) == {
        "must_end_on": "2027-11-23",
        "warn_on": ["2027-05-23", "2027-08-23", "2027-10-23"],
    }
    office = Around(norway, Practice({"interruption.first_warning_months": 7}))
    assert question.answer(question.example, office).value.warn_on[0] == date(2027, 6, 23)
    assert question.answer({"from": "2026-11-23", "on": "2026-11-23"}, around).outcome is Outcome.COMPUTED
    for facts, field in (
        ({"from": "2026-11-23", "on": "2026-11-22"}, "on"),
        ({"on": "2026-11-22"}, "from"),
        ({"from": "2026-11-23"}, "on"),
    ):
        with pytest.raises(BadFacts) as bad:
            question.answer(facts, around)
        assert bad.value.field == field
