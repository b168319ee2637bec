"""Which hours reduce the benefit: sosialtjenesteloven § 36."""

from datetime import date
from decimal import Decimal
from typing import Any

import holidays
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from portal.domain.absence import OF_A_DAY, AbsenceState
from portal.rules.days import Holidays
from portal.rules.decision import Decision, Outcome
from portal.rules.deducted import Away, AwayFacts, PermissionWouldKeepBenefit, hours_to_deduct
from portal.rules.law import Citation
from portal.rules.parameters import NoLawInForce
from portal.rules.practice import USUAL, Practice
from portal.rules.questions import ALL, Around
from portal.rules.questions.facts import BadFacts

REPORTED, ACCEPTED, REFUSED = AbsenceState.REPORTED, AbsenceState.ACCEPTED, AbsenceState.REFUSED
WHOLE_DAYS = Practice({"benefit.absence_unit": "whole-days"})
FREE = {year: frozenset(holidays.country_holidays("NO", years=year)) for year in range(2010, 2028)}
ASKED_FOR = [kind for kind in Away if kind not in {Away.FREE_DAY, Away.UNPAID_LEAVE}]
MAY_BE_REFUSED = [Away.WELFARE, Away.OTHER]
RIGHTS = [kind for kind in ASKED_FOR if kind not in MAY_BE_REFUSED]


def ask(
    kind: Away,
    state: AbsenceState,
    hours: str = "7.5",
    on: date | None = None,
    practice: Practice = USUAL,
) -> Decision[Decimal]:
    return hours_to_deduct(AwayFacts(kind, state, Decimal(hours), on), FREE.__getitem__, practice)


def codes(decision: Decision[Any]) -> list[str]:
    return [b.reason.code.removeprefix("deducted.") for b in decision.because]


def keys(decision: Decision[Any]) -> list[str]:
    return [b.basis.key if isinstance(b.basis, Citation) else b.basis.code for b in decision.because]


@pytest.mark.parametrize("kind", ASKED_FOR)
def test_nothing_is_deducted_before_a_decision_or_with_permission(kind: Away) -> None:
    """§ 36 ledd 1 punktum 2."""
    reported, accepted = (ask(kind, state) for state in (REPORTED, ACCEPTED))
    assert (reported.outcome, reported.value) == (Outcome.UNDECIDED, 0)
    assert keys(reported) == ["LOV-2009-12-18-131/36/1/2"]
    assert reported.would_change == (PermissionWouldKeepBenefit(),)
    assert (accepted.outcome, accepted.value) == (Outcome.COMPUTED, 0)
    assert keys(accepted)[0] == "LOV-2009-12-18-131/36/1/2"
    assert accepted.would_change == ()


@pytest.mark.parametrize("kind", MAY_BE_REFUSED)
def test_what_a_caseworker_refused_is_deducted(kind: Away) -> None:
    """§ 36 ledd 1 punktum 1."""
    refused = ask(kind, REFUSED)
    assert (refused.outcome, refused.value) == (Outcome.COMPUTED, Decimal("7.5"))
    assert keys(refused) == ["LOV-2009-12-18-131/36/1/1", "benefit.absence_unit"]
    assert refused.would_change == (PermissionWouldKeepBenefit(),)


@pytest.mark.parametrize(
    ("kind", "place"),
    [
        (Away.OWN_ILLNESS, "5/1/1"),
        (Away.SICK_CHILD, "9/1/1"),
        (Away.ANTENATAL, "12/1/1"),
        (Away.BEFORE_BIRTH, "12/2/1"),
        (Away.AFTER_BIRTH, "13/1/1"),
        (Away.OTHER_PARENT, "13/2/1"),
        (Away.BREASTFEEDING, "14/1/1"),
        (Away.WELFARE, "15/1/1"),
        (Away.RELIGIOUS, "16/2/1"),
        (Away.HOLIDAY, "17/1/4"),
    ],
)
def test_the_place_that_gives_the_benefit_is_cited(kind: Away, place: str) -> None:
    decision = ask(kind, ACCEPTED)
    assert codes(decision) == ["permitted-keeps-benefit", "regulation-gives-benefit"]
    assert keys(decision)[1] == f"FOR-2011-12-21-1471/{place}"


def test_another_reason_rests_on_the_act_alone() -> None:
    assert codes(ask(Away.OTHER, ACCEPTED)) == ["permitted-keeps-benefit"]


@pytest.mark.parametrize("state", OF_A_DAY)
def test_a_free_day_needs_no_permission(state: AbsenceState) -> None:
    """KVP-forskriften § 16 ledd 1."""
    decision = ask(Away.FREE_DAY, state)
    assert (decision.outcome, decision.value) == (Outcome.COMPUTED, 0)
    assert keys(decision) == ["FOR-2011-12-21-1471/16/1/1"]


@pytest.mark.parametrize(
    ("on", "free"),
    [
        pytest.param(date(2026, 11, 20), False, id="§ 16 ledd 1: fredag"),
        pytest.param(date(2026, 11, 21), True, id="§ 16 ledd 1: lørdag"),
        pytest.param(date(2026, 11, 22), True, id="§ 16 ledd 1: søndag"),
        pytest.param(date(2026, 11, 23), False, id="§ 16 ledd 1: mandag"),
        pytest.param(date(2026, 5, 14), True, id="§ 16 ledd 1: Kristi himmelfartsdag"),
        pytest.param(date(2026, 5, 15), False, id="§ 16 ledd 1: dagen etter er en vanlig dag"),
        pytest.param(date(2026, 12, 24), False, id="§ 16 ledd 1: julaften er en vanlig dag"),
        pytest.param(date(2026, 12, 25), True, id="§ 16 ledd 1: 1. juledag"),
    ],
)
def test_nobody_is_away_on_a_day_that_is_free(on: date, free: bool) -> None:
    decision = ask(Away.OTHER, REFUSED, on=on)
    assert decision.outcome is Outcome.COMPUTED
    assert decision.value == (0 if free else Decimal("7.5"))
    assert (codes(decision) == ["free-day-is-no-absence"]) == free
    assert (keys(decision) == ["FOR-2011-12-21-1471/16/1/1"]) == free


@pytest.mark.parametrize("kind", RIGHTS)
def test_refusing_what_the_regulation_gives_takes_no_money_before_somebody_looks_at_it(kind: Away) -> None:
    decision = ask(kind, REFUSED)
    assert (decision.outcome, decision.value) == (Outcome.UNDECIDED, 0)
    assert codes(decision) == ["refused-what-rules-give", "refusal-looked-at-first"]
    assert keys(decision) == [keys(ask(kind, ACCEPTED))[1], "LOV-2009-12-18-131/36/1/2"]
    assert decision.would_change == (PermissionWouldKeepBenefit(),)
    before = ask(kind, REFUSED, on=date(2011, 12, 30))
    assert (before.outcome, before.value) == (Outcome.UNDECIDED, 0)
    assert keys(before) == ["LOV-2009-12-18-131/36"]
    assert codes(before) == ["refusal-looked-at-first"]


def test_leave_without_benefit_is_without_benefit_once_it_is_granted() -> None:
    """§ 36 ledd 1 punktum 1: the exception is for absence with benefit (ledd 2)."""
    granted = ask(Away.UNPAID_LEAVE, ACCEPTED)
    assert (granted.outcome, granted.value) == (Outcome.COMPUTED, Decimal("7.5"))
    assert codes(granted) == ["leave-without-benefit", "counted-in-hours"]
    assert keys(granted)[0] == "LOV-2009-12-18-131/36/1/1"
    reported = ask(Away.UNPAID_LEAVE, REPORTED)
    assert (reported.outcome, reported.value) == (Outcome.UNDECIDED, 0)
    refused = ask(Away.UNPAID_LEAVE, REFUSED)
    assert codes(refused)[0] == "not-permitted-reduces"
    assert refused.value == Decimal("7.5")
    assert not any(d.would_change for d in (granted, reported, refused))


@pytest.mark.parametrize(
    ("hours", "deducted", "days"),
    [
        pytest.param("7.4", "0", 0, id="KVP-ABS-02: like under en dag"),
        pytest.param("7.5", "7.5", 1, id="KVP-ABS-02: en dag"),
        pytest.param("7.6", "7.5", 1, id="KVP-ABS-02: like over en dag"),
        pytest.param("15", "7.5", 1, id="KVP-ABS-02: en dag er ikke to"),
    ],
)
def test_an_office_may_count_whole_days_only(hours: str, deducted: str, days: int) -> None:
    decision = ask(Away.OTHER, REFUSED, hours, practice=WHOLE_DAYS)
    assert decision.value == Decimal(deducted)
    counted = decision.because[-1].reason
    assert (counted.code, counted.hours_a_day, counted.days) == (
        "deducted.counted-in-whole-days",
        Decimal("7.5"),
        days,
    )
    assert keys(decision)[-1] == "benefit.absence_unit"


@pytest.mark.parametrize(
    ("hours", "deducted", "said"),
    [
        pytest.param("7.4", "7.4", ["counted-in-hours"], id="like under en dag"),
        pytest.param("7.5", "7.5", ["counted-in-hours"], id="en dag"),
        pytest.param("7.6", "7.5", ["at-most-one-day", "counted-in-hours"], id="like over en dag"),
        pytest.param("24", "7.5", ["at-most-one-day", "counted-in-hours"], id="hele døgnet"),
    ],
)
def test_one_day_costs_no_more_than_a_standard_day(hours: str, deducted: str, said: list[str]) -> None:
    decision = ask(Away.OTHER, REFUSED, hours)
    assert decision.value == Decimal(deducted)
    assert codes(decision)[1:] == said
    assert decision.because[-1].reason.hours == Decimal(deducted)
    if len(said) > 1:
        assert decision.because[1].reason.hours_a_day == Decimal("7.5")
        assert keys(decision)[1] == "hours.standard_day"


def test_the_office_says_how_long_a_day_is() -> None:
    office = Practice({"benefit.absence_unit": "whole-days", "hours.standard_day": "6"})
    assert ask(Away.OTHER, REFUSED, "7.5", practice=office).value == 6


@pytest.mark.parametrize(
    ("on", "expected"),
    [
        pytest.param(date(2026, 11, 23), ["36/1/2", "5/1/1"], id="§ 36 ledd 1 punktum 2"),
        pytest.param(date(2019, 1, 2), ["36/1/2", "5/1/1"], id="§ 36: første hverdag med ordlyden"),
        pytest.param(date(2018, 12, 31), ["36", "5/1/1"], id="§ 36: dagen før ordlyden"),
        pytest.param(date(2012, 1, 2), ["36", "5/1/1"], id="KVP-forskriften: første hverdag"),
        pytest.param(date(2011, 12, 30), ["36"], id="KVP-forskriften: hverdagen før"),
        pytest.param(date(2010, 1, 4), ["36"], id="sosialtjenesteloven: første hverdag"),
    ],
)
def test_the_words_of_the_day_are_cited(on: date, expected: list[str]) -> None:
    decision = ask(Away.OWN_ILLNESS, ACCEPTED, on=on)
    assert [key.split("/", 1)[1] for key in keys(decision)] == expected


def test_what_is_deducted_rests_on_the_words_of_the_day_too() -> None:
    assert keys(ask(Away.OTHER, REFUSED, on=date(2018, 12, 31)))[0] == "LOV-2009-12-18-131/36"


def test_facts_outside_the_law_are_refused() -> None:
    with pytest.raises(NoLawInForce):
        ask(Away.OTHER, REFUSED, on=date(2009, 12, 31))
    with pytest.raises(ValueError, match="negative"):
        ask(Away.OTHER, REFUSED, "-0.5")
    with pytest.raises(ValueError, match="no day by itself"):
        ask(Away.OTHER, AbsenceState.PARTLY)
    assert ask(Away.OTHER, REFUSED, "0").value == 0


@settings(max_examples=50)
@given(
    st.sampled_from(Away),
    st.sampled_from(OF_A_DAY),
    st.decimals(0, 24, places=2),
    st.sampled_from([USUAL, WHOLE_DAYS]),
)
def test_never_more_than_the_hours_away_and_nothing_before_a_decision(
    kind: Away, state: AbsenceState, hours: Decimal, practice: Practice
) -> None:
    value = hours_to_deduct(AwayFacts(kind, state, hours), FREE.__getitem__, practice).value
    assert 0 <= value <= min(hours, Decimal("7.5"))
    if state is REPORTED:
        assert value == 0


@pytest.mark.parametrize(
    ("facts", "outcome", "value"),
    [
        ({"permitted": False}, Outcome.COMPUTED, "7.5"),
        ({"permitted": True}, Outcome.COMPUTED, "0"),
        ({}, Outcome.UNDECIDED, "0"),
        ({"permitted": None}, Outcome.UNDECIDED, "0"),
        ({"state": "REFUSED"}, Outcome.COMPUTED, "7.5"),
        ({"state": "REFUSED", "permitted": False}, Outcome.COMPUTED, "7.5"),
        ({"state": "ACCEPTED", "permitted": True}, Outcome.COMPUTED, "0"),
        ({"state": "reported"}, Outcome.UNDECIDED, "0"),
        ({"state": "REPORTED", "permitted": False}, Outcome.UNDECIDED, "0"),
    ],
)
def test_the_hours_are_asked_by_name(
    facts: dict[str, Any], outcome: Outcome, value: str, norway: Holidays
) -> None:
    question = ALL["hours-to-deduct"]
    decision = question.answer({"kind": "OTHER", "hours": "7.5"} | facts, Around(norway, USUAL))
    assert (decision.outcome, question.value(decision.value)) == (outcome, value)


def test_the_question_knows_the_office_and_the_day(norway: Holidays) -> None:
    question = ALL["hours-to-deduct"]
    facts = dict(question.example) | {"hours": "8", "on": "2018-12-31"}
    decision = question.answer(facts, Around(norway, WHOLE_DAYS))
    assert question.value(decision.value) == "7.5"
    assert keys(decision)[0] == "LOV-2009-12-18-131/36"


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"kind": "ILL"}, "kind"),
        ({"hours": 7.5}, "hours"),
        ({"state": "ACCEPTED"}, "state"),
        ({"permitted": True, "state": "REFUSED"}, "state"),
        ({"permitted": True, "state": "REPORTED"}, "state"),
    ],
)
def test_facts_about_hours_that_cannot_be_are_named(
    change: dict[str, Any], field: str, norway: Holidays
) -> None:
    question = ALL["hours-to-deduct"]
    with pytest.raises(BadFacts) as wrong:
        question.answer(dict(question.example) | change, Around(norway, USUAL))
    assert wrong.value.field == field
