"""When a decision period runs out: KVP-forskriften § 2 ledd 1 punktum 3-4."""

from datetime import date, timedelta

import pytest

from portal.rules.days import Holidays
from portal.rules.decision import Outcome
from portal.rules.parameters import NoLawInForce
from portal.rules.period_end import (
    CaseworkerDecidesPeriodEnd,
    EndsWithItsPeriod,
    MayExtendTo,
    MoreTimeNotCounted,
    MustExtendOrEnd,
    NothingLeft,
    OfficeBeginsToDecide,
    OrdinaryTimeUsedUp,
    PeriodEnd,
    PeriodRanOut,
    PeriodStillRuns,
    SpecialGroundsMayExtendTo,
    ends_with_its_period,
    period_ends,
)
from portal.rules.practice import USUAL, Practice
from portal.rules.questions import ALL, Around
from portal.rules.questions.facts import BadFacts

START = date(2026, 1, 12)
BASE, ABSOLUTE = date(2028, 1, 11), date(2029, 1, 11)
ONE_DAY = timedelta(days=1)
ROUTINE = "duration.decision_due_weeks"


def told(decision: object) -> list[tuple[object, str]]:
    return [(b.reason, getattr(b.basis, "key", None) or b.basis.code) for b in decision.because]  # type: ignore[attr-defined]


def test_when_a_year_is_over_the_municipality_extends_or_ends() -> None:
    decision = period_ends(date(2027, 1, 11), START)
    assert (decision.rule, decision.version) == ("period_end.period_ends", 1)
    assert decision.outcome is Outcome.UNDECIDED
    assert decision.value == PeriodEnd(("EXTEND", "END"), BASE, date(2026, 11, 16), None, BASE, ABSOLUTE)
    assert told(decision) == [
        (MustExtendOrEnd(date(2027, 1, 11)), "FOR-2011-12-21-1471/2/1/3"),
        (MayExtendTo(BASE), "LOV-2009-12-18-131/32/1/1"),
        (OfficeBeginsToDecide(date(2026, 11, 16), 8), ROUTINE),
    ]
    assert decision.because[2].basis == USUAL.basis(ROUTINE)
    assert decision.would_change == (CaseworkerDecidesPeriodEnd(),)


@pytest.mark.parametrize(
    ("period_to", "choices", "extend_to"),
    [
        pytest.param(
            date(2026, 6, 30),
            ("EXTEND", "END"),
            date(2027, 6, 30),
            id="§ 2 ledd 1 punktum 1: ett år om gangen",
        ),
        pytest.param(
            BASE - ONE_DAY, ("EXTEND", "END"), BASE, id="§ 2 ledd 1 punktum 3: dagen før to år er gått"
        ),
        pytest.param(
            BASE, ("EXTEND_ON_SPECIAL_GROUNDS",), ABSOLUTE, id="§ 2 ledd 1 punktum 4: to år er gått"
        ),
        pytest.param(
            BASE + ONE_DAY,
            ("EXTEND_ON_SPECIAL_GROUNDS",),
            ABSOLUTE,
            id="§ 2 ledd 1 punktum 4: dagen etter to år",
        ),
        pytest.param(
            ABSOLUTE - ONE_DAY,
            ("EXTEND_ON_SPECIAL_GROUNDS",),
            ABSOLUTE,
            id="§ 32 ledd 1 punktum 2: én dag igjen",
        ),
        pytest.param(ABSOLUTE, (), None, id="§ 32 ledd 1 punktum 2: tre år er gått"),
        pytest.param(ABSOLUTE + ONE_DAY, (), None, id="§ 32 ledd 1 punktum 2: mer enn tre år"),
        pytest.param(START, ("EXTEND", "END"), date(2027, 1, 12), id="en periode på én dag"),
    ],
)
def test_what_can_be_decided_hangs_on_the_time_that_is_left(
    period_to: date, choices: tuple[str, ...], extend_to: date | None
) -> None:
    value = period_ends(period_to, START).value
    assert (value.choices, value.extend_to) == (choices, extend_to)
    assert (value.base_maximum, value.absolute_maximum) == (BASE, ABSOLUTE)


def test_after_two_years_only_special_grounds_are_left() -> None:
    decision = period_ends(BASE, START)
    assert decision.outcome is Outcome.UNDECIDED
    assert told(decision) == [
        (OrdinaryTimeUsedUp(BASE), "FOR-2011-12-21-1471/2/1/4"),
        (SpecialGroundsMayExtendTo(ABSOLUTE), "LOV-2009-12-18-131/32/1/2"),
        (OfficeBeginsToDecide(date(2027, 11, 16), 8), ROUTINE),
    ]


def test_one_decision_on_special_grounds_is_for_a_year_at_most() -> None:
    """§ 2 ledd 1 punktum 1: time that is not counted can leave more than a year, and one decision does not reach it."""
    leave = ((date(2028, 2, 1), date(2028, 6, 30)),)
    value = period_ends(BASE, START, leave).value
    assert value.absolute_maximum > date(2029, 1, 11)
    assert value.extend_to == date(2029, 1, 11)


def test_after_three_years_nothing_is_left() -> None:
    decision = period_ends(ABSOLUTE, START, on=ABSOLUTE + ONE_DAY)
    assert (decision.rule, decision.version) == ("period_end.period_ends", 1)
    assert decision.outcome is Outcome.COMPUTED
    assert told(decision) == [(NothingLeft(ABSOLUTE), "LOV-2009-12-18-131/32/1/2")]
    assert decision.would_change == (MoreTimeNotCounted(),)
    assert decision.value == PeriodEnd((), None, date(2028, 11, 16), True, BASE, ABSOLUTE)


def test_time_not_counted_moves_what_is_left() -> None:
    """§ 32 ledd 1 punktum 3."""
    leave = ((date(2026, 3, 2), date(2026, 3, 2)),)
    assert period_ends(BASE, START, leave).value.choices == ("EXTEND", "END")
    assert period_ends(BASE, START, leave).value.extend_to == BASE + ONE_DAY


@pytest.mark.parametrize(
    ("on", "begun", "ran_out"),
    [
        pytest.param(None, None, False, id="no day"),
        pytest.param(date(2026, 11, 15), False, False, id="dagen før kontoret begynner"),
        pytest.param(date(2026, 11, 16), True, False, id="dagen kontoret begynner"),
        pytest.param(date(2027, 1, 11), True, False, id="den siste dagen"),
        pytest.param(date(2027, 1, 12), True, True, id="§ 2 ledd 1 punktum 3: dagen etter"),
    ],
)
def test_the_office_begins_in_time(on: date | None, begun: bool | None, ran_out: bool) -> None:
    decision = period_ends(date(2027, 1, 11), START, on=on)
    assert decision.value.begun is begun
    last = told(decision)[-1]
    assert (last == (PeriodRanOut(date(2027, 1, 11)), "FOR-2011-12-21-1471/2/1/3")) is ran_out
    assert len(told(decision)) == 3 + ran_out


def test_a_period_that_ran_out_after_two_years_says_so_too() -> None:
    last = told(period_ends(BASE, START, on=BASE + ONE_DAY))[-1]
    assert last == (PeriodRanOut(BASE), "FOR-2011-12-21-1471/2/1/4")


def test_the_office_chooses_when_it_begins() -> None:
    decision = period_ends(date(2027, 1, 11), START, practice=Practice({ROUTINE: 1}))
    assert decision.value.office_begins == date(2027, 1, 4)
    assert decision.because[2].reason == OfficeBeginsToDecide(date(2027, 1, 4), 1)


def test_what_cannot_be_answered_is_not() -> None:
    with pytest.raises(ValueError, match="before the programme"):
        period_ends(START - ONE_DAY, START)
    with pytest.raises(NoLawInForce):
        period_ends(date(2018, 12, 31), date(2018, 6, 1))


def test_the_question_answers_in_json(norway: Holidays) -> None:
    question, around = ALL["period-ends"], Around(norway, USUAL)
    assert question.value(question.answer(question.example, around).value) == {
        "choices": ["EXTEND", "END"],
        "extend_to": "2028-01-11",
        "office_begins": "2026-11-16",
        "begun": True,
        "base_maximum": "2028-01-11",
        "absolute_maximum": "2029-01-11",
    }
    away = [{"from": "2026-03-02", "to": "2026-03-02", "kind": kind} for kind in ("LEAVE", "SICKNESS")]
    facts = {"period_to": "2028-01-11", "start": "2026-01-12", "not_counted": away}
    assert question.answer(facts, around).value.base_maximum == date(2028, 1, 12)
    away[0]["kind"] = "SUSPENDED"
    assert question.answer(facts, around).value.base_maximum == date(2028, 1, 12)
    office = Practice({ROUTINE: 1, "duration.sickness_stops_the_clock": "yes"})
    value = question.answer(facts | {"not_counted": away[1:]}, Around(norway, office)).value
    assert (value.base_maximum, value.office_begins) == (date(2028, 1, 12), date(2028, 1, 4))
    with pytest.raises(BadFacts) as bad:
        question.answer({"period_to": "2026-01-11", "start": "2026-01-12"}, around)
    assert bad.value.field == "period_to"


@pytest.mark.parametrize("period_to", [date(2027, 1, 11), BASE, ABSOLUTE])
def test_a_programme_ends_with_its_period_on_the_last_day_of_it_and_not_before(period_to: date) -> None:
    early = ends_with_its_period(period_to, period_to - ONE_DAY)
    assert early is not None
    assert early.outcome is Outcome.NOT_MET
    assert early.because[0].reason == PeriodStillRuns(period_to)
    assert early.would_change == (EndsWithItsPeriod(period_to),)
    assert ends_with_its_period(period_to, period_to) is None
    assert ends_with_its_period(period_to, period_to + ONE_DAY) is None
