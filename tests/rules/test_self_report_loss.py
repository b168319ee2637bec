"""Losing the right to self-report: KVP-forskriften § 8, and § 10 punktum 3 for a sick child."""

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from portal.rules.days import Holidays
from portal.rules.decision import Decision, Outcome
from portal.rules.law import Citation
from portal.rules.parameters import NoLawInForce
from portal.rules.practice import USUAL
from portal.rules.questions import ALL, Around
from portal.rules.questions.facts import BadFacts
from portal.rules.self_report_loss import (
    FewerAgainOn,
    LossFacts,
    LossFigures,
    MoreWouldReachLimit,
    NoteTakesOneAway,
    StatedDoubtWouldMatter,
    WhatThePersonTells,
    self_report_loss,
)
from portal.rules.spells import EarlierAbsence

ON = date(2026, 12, 1)
FOUR = tuple(EarlierAbsence(date(2026, month, 7), date(2026, month, 8)) for month in (3, 5, 7, 9))


def ask(*absences: EarlierAbsence, on: date = ON, **more: bool | date) -> Decision[LossFigures]:
    return self_report_loss(LossFacts(on, absences, **more))  # type: ignore[arg-type]


def codes(decision: Decision[Any]) -> list[str]:
    return [b.reason.code.removeprefix("self-report-loss.") for b in decision.because]


def keys(decision: Decision[Any]) -> list[str]:
    return [
        b.basis.key.removeprefix("FOR-2011-12-21-1471/")
        for b in decision.because
        if isinstance(b.basis, Citation)
    ]


@pytest.mark.parametrize(
    ("absences", "outcome", "occasions"),
    [
        pytest.param(FOUR[:3], Outcome.NOT_MET, 3, id="§ 8 ledd 1 bokstav a: tre"),
        pytest.param(FOUR, Outcome.UNDECIDED, 4, id="§ 8 ledd 1 bokstav a: fire (eksempel 7 c)"),
        pytest.param(
            (*FOUR, EarlierAbsence(date(2026, 10, 7), date(2026, 10, 7))),
            Outcome.UNDECIDED,
            5,
            id="§ 8 ledd 1 bokstav a: fem",
        ),
    ],
)
def test_four_occasions_may_be_taken_up_and_three_may_not(
    absences: tuple[EarlierAbsence, ...], outcome: Outcome, occasions: int
) -> None:
    decision = ask(*absences)
    assert decision.outcome is outcome
    assert decision.value == LossFigures(occasions, 4, None)


def test_what_may_follow_is_told_with_the_hearing_first() -> None:
    decision = ask(*FOUR)
    assert codes(decision) == [
        "limit-reached",
        "municipality-may-decide",
        "hearing-comes-first",
        "reassessed-within",
    ]
    assert keys(decision) == ["8/1/1/a", "8/1/1", "8/3/1", "8/3/2"]
    assert decision.because[-1].reason.months == 6
    assert decision.because[0].reason.months == 12


def test_below_the_limit_nothing_is_said_of_what_the_municipality_may_do() -> None:
    decision = ask(*FOUR[:3])
    assert codes(decision) == ["fewer-than-limit"]
    assert decision.would_change == (MoreWouldReachLimit(1, 12),)
    assert ask(*FOUR[:1]).would_change == (MoreWouldReachLimit(3, 12),)


def test_nothing_is_said_of_doubt_unless_somebody_asks_about_it() -> None:
    asked = ask(*FOUR[:3], reasonable_doubt=False)
    assert codes(asked) == ["fewer-than-limit", "no-doubt-stated"]
    assert keys(asked) == ["8/1/1/a", "8/1/1/b"]
    assert asked.outcome is Outcome.NOT_MET
    assert "no-doubt-stated" not in codes(ask(*FOUR))


def test_a_person_who_was_heard_is_not_told_to_wait_for_it() -> None:
    assert "has-been-heard" in codes(ask(*FOUR, heard=True))
    assert "hearing-comes-first" not in codes(ask(*FOUR, heard=True))


@pytest.mark.parametrize(
    ("note_day", "occasions"),
    [
        pytest.param(1, 3, id="§ 8 ledd 1 bokstav a: legeerklæring fra første dag er ikke egenmelding"),
        pytest.param(4, 3, id="§ 8 ledd 2: fra fjerde dag (eksempel 7 c)"),
        pytest.param(5, 4, id="§ 8 ledd 2: fra femte dag"),
    ],
)
def test_a_note_from_the_fourth_day_takes_an_occasion_away(note_day: int, occasions: int) -> None:
    noted = EarlierAbsence(date(2026, 9, 7), date(2026, 9, 16), True, date(2026, 9, 6 + note_day))
    decision = ask(*FOUR[:3], noted)
    assert decision.value.occasions == occasions
    assert ("noted-not-counted" in codes(decision)) == (occasions == 3)
    if occasions == 3:
        assert decision.because[1].reason.occasions == 1
        assert decision.because[1].reason.note_from_day == 4
        assert keys(decision)[1] == "8/2/1"


@pytest.mark.parametrize(
    ("first", "last", "occasions"),
    [
        pytest.param(date(2025, 12, 1), date(2025, 12, 1), 3, id="samme dato et år før er ute"),
        pytest.param(date(2025, 12, 2), date(2025, 12, 2), 4, id="dagen etter er inne"),
        pytest.param(date(2025, 11, 28), date(2025, 12, 2), 4, id="sluttet innenfor"),
        pytest.param(ON, ON, 4, id="samme dag"),
        pytest.param(ON + timedelta(days=1), ON + timedelta(days=1), 3, id="dagen etter er ikke fravær ennå"),
    ],
)
def test_the_last_twelve_months_are_counted_to_the_day(first: date, last: date, occasions: int) -> None:
    """§ 8 ledd 1 bokstav a: «i løpet av de siste tolv månedene»."""
    assert ask(*FOUR[:3], EarlierAbsence(first, last)).value.occasions == occasions


@pytest.mark.parametrize(
    ("absences", "day"),
    [
        pytest.param(FOUR, date(2027, 3, 8), id="fire: når den eldste er ute"),
        pytest.param(
            (*FOUR, EarlierAbsence(date(2026, 10, 7), date(2026, 10, 7))),
            date(2027, 5, 8),
            id="fem: når de to eldste er ute",
        ),
    ],
)
def test_the_day_when_there_are_fewer_again_is_told_and_true(
    absences: tuple[EarlierAbsence, ...], day: date
) -> None:
    assert ask(*absences).would_change == (FewerAgainOn(4, day), NoteTakesOneAway(4))
    assert ask(*absences, on=day).outcome is Outcome.NOT_MET
    assert ask(*absences, on=day - timedelta(days=1)).outcome is Outcome.UNDECIDED


def test_reasonable_doubt_that_somebody_states_may_be_taken_up_too() -> None:
    decision = ask(reasonable_doubt=True)
    assert decision.outcome is Outcome.UNDECIDED
    assert codes(decision) == [
        "fewer-than-limit",
        "doubt-stated",
        "municipality-may-decide",
        "hearing-comes-first",
        "reassessed-within",
    ]
    assert keys(decision)[1] == "8/1/1/b"
    assert decision.would_change == (WhatThePersonTells(),)
    assert WhatThePersonTells() in ask(*FOUR, reasonable_doubt=True).would_change


@pytest.mark.parametrize(
    ("decided_on", "by"),
    [
        pytest.param(date(2026, 11, 2), date(2027, 5, 2), id="§ 8 ledd 3 punktum 2: seks måneder"),
        pytest.param(date(2026, 8, 31), date(2027, 2, 28), id="§ 8 ledd 3 punktum 2: kort måned"),
    ],
)
def test_a_decision_is_looked_at_again_within_six_months(decided_on: date, by: date) -> None:
    decision = ask(*FOUR[:2], decided_on=decided_on)
    assert decision.outcome is Outcome.NOT_MET
    assert decision.value.reassess_by == by
    again = decision.because[-1].reason
    assert (again.code, again.decided_on, again.months, again.reassess_by) == (
        "self-report-loss.reassessed-by",
        decided_on,
        6,
        by,
    )


def test_for_a_sick_child_only_doubt_counts() -> None:
    """§ 10 punktum 3 takes over § 8 ledd 1 bokstav b and ledd 3, not bokstav a."""
    decision = ask(*FOUR, sick_child=True)
    assert decision.outcome is Outcome.NOT_MET
    assert decision.value == LossFigures(0, 4, None)
    assert codes(decision) == ["number-does-not-count-for-sick-child"]
    assert keys(decision) == ["10/1/3"]
    assert decision.would_change == (StatedDoubtWouldMatter(),)
    doubted = ask(*FOUR, sick_child=True, reasonable_doubt=True)
    assert doubted.outcome is Outcome.UNDECIDED
    assert keys(doubted) == ["10/1/3", "8/1/1/b", "8/1/1", "8/3/1", "8/3/2"]


def test_there_was_no_such_rule_before_the_regulation() -> None:
    with pytest.raises(NoLawInForce):
        ask(on=date(2011, 12, 31))


reports = st.builds(
    lambda before, long: EarlierAbsence(ON - timedelta(days=before + long), ON - timedelta(days=before)),
    st.integers(-30, 420),
    st.integers(0, 8),
)


@settings(max_examples=40)
@given(st.lists(reports, max_size=8), st.booleans(), st.booleans(), st.booleans())
def test_nobody_ever_loses_the_right_here(
    absences: list[EarlierAbsence], doubt: bool, heard: bool, sick_child: bool
) -> None:
    decision = ask(*absences, reasonable_doubt=doubt, heard=heard, sick_child=sick_child)
    ground = doubt or decision.value.occasions >= 4
    assert decision.outcome is (Outcome.UNDECIDED if ground else Outcome.NOT_MET)


@settings(max_examples=40)
@given(st.lists(reports, max_size=8), st.booleans())
def test_no_illness_of_ones_own_counts_for_a_sick_child(absences: list[EarlierAbsence], doubt: bool) -> None:
    assert ask(*absences, sick_child=True, reasonable_doubt=doubt) == ask(
        sick_child=True, reasonable_doubt=doubt
    )


def test_the_loss_is_asked_by_name(norway: Holidays) -> None:
    question = ALL["self-report-loss"]
    around = Around(norway, USUAL)
    decision = question.answer(question.example, around)
    assert question.value(decision.value) == {"occasions": 3, "limit": 4, "reassess_by": None}
    assert decision.outcome is Outcome.NOT_MET
    fourth = {"from": "2026-11-02", "to": "2026-11-02", "doctors_note_from": None}
    facts = dict(question.example) | {"absences": [*question.example["absences"], fourth]}
    assert (
        question.answer(facts, around).value.occasions == 4
    )  # Five, and one has a note from its fourth day.
    more = facts | {"reasonable_doubt": True, "heard": True, "decided_on": "2026-11-02"}
    answer = question.answer(more, around)
    assert answer.outcome is Outcome.UNDECIDED
    assert question.value(answer.value)["reassess_by"] == "2027-05-02"
    assert "has-been-heard" in codes(answer)
    assert question.answer(facts | {"kind": "SICK_CHILD"}, around).value.occasions == 0


def test_the_example_loses_an_occasion_to_its_note(norway: Holidays) -> None:
    question = ALL["self-report-loss"]
    absences = [{**a, "doctors_note_from": None} for a in question.example["absences"]]
    decision = question.answer({"on": "2026-12-01", "absences": absences}, Around(norway, USUAL))
    assert decision.value.occasions == 4


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"on": "1. desember"}, "on"),
        ({"absences": [{"from": "2026-09-02", "to": "2026-09-01"}]}, "absences[0].to"),
        (
            {"absences": [{"from": "2026-09-01", "to": "2026-09-02", "doctors_note_from": "2026-09-03"}]},
            "absences[0].doctors_note_from",
        ),
        ({"reasonable_doubt": "yes"}, "reasonable_doubt"),
        ({"kind": "HOLIDAY"}, "kind"),
    ],
)
def test_facts_about_loss_that_cannot_be_are_named(
    change: dict[str, Any], field: str, norway: Holidays
) -> None:
    question = ALL["self-report-loss"]
    with pytest.raises(BadFacts) as wrong:
        question.answer(dict(question.example) | change, Around(norway, USUAL))
    assert wrong.value.field == field
