"""The child supplement: KVP-forskriften § 3."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest

from portal.rules.children import (
    AgeReached,
    BeforeAge,
    ChildFacts,
    FosterEnoughFrom,
    LivingInNorwayWouldHelp,
    child_supplement,
)
from portal.rules.days import add_months
from portal.rules.decision import Decision, Outcome
from portal.rules.law import Citation
from portal.rules.parameters import NoLawInForce
from portal.rules.practice import USUAL, Practice
from portal.rules.questions import ALL, Around
from portal.rules.questions.facts import BadFacts

TODAY = date(2026, 11, 22)
CHILD = date(2015, 6, 1)
WINTER = (date(2026, 1, 1), date(2026, 3, 1))
DECEMBER = (date(2026, 12, 1), date(2026, 12, 31))


def codes(decision: Decision[Any]) -> list[str]:
    return [because.reason.code for because in decision.because]


def keys(decision: Decision[Any]) -> set[str]:
    return {b.basis.key for b in decision.because if isinstance(b.basis, Citation)}


def ask(name: str, **facts: object) -> Decision[Any]:
    question = ALL[name]
    given = dict(question.example) | facts
    return question.answer(given, Around(lambda _year: frozenset(), USUAL))


def test_a_child_in_norway_gives_the_supplement_of_the_day() -> None:
    decision = child_supplement(ChildFacts(TODAY, CHILD, lives_in_norway=True))
    assert decision.outcome is Outcome.MET
    assert (decision.value.day, decision.value.age_reached_on) == (Decimal("38.00"), date(2033, 6, 1))
    assert codes(decision) == [
        "children.each-child",
        "rates.child-day",
        "children.below-age",
        "children.both-parents",
        "children.lives-in-norway",
    ]
    assert keys(decision) == {
        "FOR-2011-12-21-1471/3/1/1",
        "FOR-2017-12-13-2100/8",
        "FOR-2011-12-21-1471/3/1/3",
        "FOR-2011-12-21-1471/3/2/1",
    }
    assert decision.would_change == (AgeReached(18, date(2033, 6, 1)),)


@pytest.mark.parametrize(
    ("on", "limit", "outcome"),
    [
        pytest.param(date(2026, 5, 31), 18, Outcome.MET, id="KVP-CHD-06: dagen før"),
        pytest.param(date(2026, 6, 1), 18, Outcome.UNDECIDED, id="KVP-CHD-06: bursdagen"),
        pytest.param(date(2026, 6, 2), 18, Outcome.UNDECIDED, id="KVP-CHD-06: dagen etter"),
        pytest.param(date(2026, 6, 1), 20, Outcome.MET, id="KVP-CHD-06: et annet kontor"),
    ],
)
def test_at_the_age_limit_a_caseworker_looks_and_nothing_is_stopped(
    on: date, limit: int, outcome: Outcome
) -> None:
    practice = Practice({"benefit.child_age_limit": limit})
    decision = child_supplement(ChildFacts(on, date(2008, 6, 1), lives_in_norway=True), practice)
    assert decision.outcome is outcome
    assert decision.value.day == Decimal("38.00")
    if outcome is Outcome.UNDECIDED:
        assert decision.because[0].reason == AgeReached(18, date(2026, 6, 1))
        assert decision.would_change == (BeforeAge(18, date(2026, 6, 1)),)
        assert decision.because[0].basis == practice.basis("benefit.child_age_limit")


def test_a_child_elsewhere_is_for_a_caseworker() -> None:
    decision = child_supplement(ChildFacts(TODAY, CHILD, lives_in_norway=False))
    assert decision.outcome is Outcome.UNDECIDED
    assert codes(decision)[0] == "children.must-live-in-norway"
    assert decision.would_change == (LivingInNorwayWouldHelp(),)
    assert "children.lives-in-norway" not in codes(decision)


@pytest.mark.parametrize(
    ("on", "outcome"),
    [
        pytest.param(date(2020, 6, 30), Outcome.MET, id="§ 3 ledd 2: dagen før kravet kom"),
        pytest.param(date(2020, 7, 1), Outcome.UNDECIDED, id="§ 3 ledd 2: den første dagen"),
    ],
)
def test_that_the_child_lives_in_norway_is_asked_from_july_2020(on: date, outcome: Outcome) -> None:
    decision = child_supplement(ChildFacts(on, CHILD, lives_in_norway=False))
    assert decision.outcome is outcome
    assert ("children.both-parents" in codes(decision)) is (outcome is Outcome.UNDECIDED)


@pytest.mark.parametrize(
    ("since", "claimed", "outcome"),
    [
        pytest.param(date(2024, 11, 21), None, Outcome.MET, id="§ 3 ledd 3 punktum 1: mer enn to år"),
        pytest.param(date(2024, 11, 22), None, Outcome.MET, id="§ 3 ledd 3 punktum 1: to år"),
        pytest.param(date(2024, 11, 23), None, Outcome.UNDECIDED, id="§ 3 ledd 3 punktum 1: en dag for lite"),
        pytest.param(
            date(2024, 11, 22), date(2026, 11, 21), Outcome.UNDECIDED, id="§ 3 ledd 3: krevd dagen før"
        ),
        pytest.param(date(2024, 11, 23), date(2026, 11, 23), Outcome.MET, id="§ 3 ledd 3: krevd dagen etter"),
    ],
)
def test_a_foster_child_must_have_been_supported_for_two_years(
    since: date, claimed: date | None, outcome: Outcome
) -> None:
    facts = ChildFacts(
        TODAY, CHILD, lives_in_norway=True, foster=True, foster_since=since, claimed_on=claimed
    )
    decision = child_supplement(facts)
    assert decision.outcome is outcome
    if outcome is Outcome.MET:
        assert codes(decision)[-1] == "children.foster-long-enough"
        assert decision.because[-1].reason.since == since
    else:
        assert codes(decision)[:2] == ["children.foster-support-needed", "children.lasting-foster-home"]
        assert [b.basis.key for b in decision.because[:2]] == [
            "FOR-2011-12-21-1471/3/3/1",
            "FOR-2011-12-21-1471/3/3/2",
        ]
        assert decision.would_change == (FosterEnoughFrom(add_months(since, 24)),)


def test_a_foster_child_without_a_day_is_for_a_caseworker() -> None:
    decision = child_supplement(ChildFacts(TODAY, CHILD, lives_in_norway=True, foster=True))
    assert decision.outcome is Outcome.UNDECIDED
    assert [reason.code for reason in decision.would_change] == ["children.lasting-foster-home"]


def test_there_is_no_supplement_to_ask_for_before_2012() -> None:
    with pytest.raises(NoLawInForce):
        child_supplement(ChildFacts(date(2011, 12, 31), date(2010, 1, 1), lives_in_norway=True))


@pytest.mark.parametrize(
    ("wrong", "says"),
    [
        pytest.param({"born": TODAY + timedelta(days=1)}, "not born", id="not born yet"),
        pytest.param({"foster_since": TODAY}, "foster", id="no foster child"),
        pytest.param(
            {"foster": True, "foster_since": CHILD - timedelta(days=1)}, "foster", id="before birth"
        ),
    ],
)
def test_children_that_cannot_be_are_refused(wrong: dict[str, Any], says: str) -> None:
    with pytest.raises(ValueError, match=says):
        ChildFacts(**({"on": TODAY, "born": CHILD, "lives_in_norway": True} | wrong))


def test_a_child_born_today_is_a_child_and_a_foster_child_from_birth_too() -> None:
    facts = ChildFacts(TODAY, TODAY, lives_in_norway=True, foster=True, foster_since=TODAY)
    assert child_supplement(facts).outcome is Outcome.UNDECIDED


def test_the_questions_about_children_can_be_asked_in_json() -> None:
    abroad = ALL["child-abroad"]
    value = abroad.value(ask("child-abroad").value)
    assert value == {"days_abroad": 91, "left": 0, "over_from": "2026-12-31"}
    assert abroad.value(ask("child-abroad", stays=[]).value) == {
        "days_abroad": 0,
        "left": 90,
        "over_from": None,
    }
    assert ask("child-abroad", member_of_folketrygd=True).outcome is Outcome.MET
    supplement = ALL["child-supplement"]
    assert supplement.value(ask("child-supplement").value) == {"day": "38.00", "age_reached_on": "2033-06-01"}
    foster = ask("child-supplement", foster=True, foster_since="2024-11-22", claimed_on="2026-11-21")
    assert foster.outcome is Outcome.UNDECIDED


@pytest.mark.parametrize(
    ("name", "field", "wrong"),
    [
        ("child-abroad", "stays[0].to", {"stays": [{"from": "2026-03-02", "to": "2026-03-01"}]}),
        ("child-abroad", "stays", {"stays": None}),
        ("child-abroad", "member_of_folketrygd", {"member_of_folketrygd": "no"}),
        ("child-supplement", "child_born", {"child_born": "2026-11-23"}),
        ("child-supplement", "lives_in_norway", {"lives_in_norway": "yes"}),
        ("child-supplement", "foster_since", {"foster_since": "2020-01-01"}),
        ("child-supplement", "foster_since", {"foster": True, "foster_since": "2015-05-31"}),
    ],
)
def test_a_wrong_fact_about_a_child_is_refused_by_its_name(
    name: str, field: str, wrong: dict[str, Any]
) -> None:
    with pytest.raises(BadFacts) as refused:
        ask(name, **wrong)
    assert refused.value.field == field
