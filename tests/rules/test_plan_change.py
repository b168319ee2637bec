"""Changing a plan together: § 42, and what two yeses are not enough for."""

from datetime import date

import pytest

from portal.rules.decision import Outcome
from portal.rules.law import Citation, HouseRule
from portal.rules.plan_change import PlanChangeFacts, agreement_is_enough, stands_until
from portal.rules.practice import Practice

DAY = date(2026, 11, 25)
FULL = 2250


def asked(**facts: int) -> tuple[Outcome, set[str]]:
    usual = {"planned_before": FULL, "planned_after": FULL}
    decision = agreement_is_enough(PlanChangeFacts(DAY, **(usual | facts)))
    return decision.outcome, {one.reason.code for one in decision.because}


@pytest.mark.parametrize(
    "facts",
    [
        {},
        {"planned_before": FULL + 60},
        {"planned_before": 1200, "planned_after": 1200},
        {"planned_before": 1200, "planned_after": 1260},
        {"paid_before": 0, "paid_after": 1125},
        {"paid_before": 1300, "paid_after": 1200},
    ],
    ids=[
        "the same",
        "down to full",
        "short as before",
        "less short",
        "half a position",
        "less work than before",
    ],
)
def test_two_yeses_are_enough_for_what_the_law_leaves_to_the_two(facts: dict[str, int]) -> None:
    assert asked(**facts) == (Outcome.MET, {"plan-change.both-have-to-agree"})


@pytest.mark.parametrize(
    ("facts", "code"),
    [
        pytest.param(
            {"planned_after": FULL - 30},
            "content.week-is-not-full",
            id="§ 30 ledd 2 punktum 3: under full time",
        ),
        pytest.param(
            {"planned_before": 1200, "planned_after": 1140},
            "content.week-is-not-full",
            id="shorter than short",
        ),
        pytest.param(
            {"paid_after": 1126}, "working-beside.above-the-limit", id="§ 30 ledd 2 punktum 2: more than half"
        ),
        pytest.param({"free_weeks": 1}, "plan-change.free-weeks-are-time-off", id="KVF § 17: a free week"),
    ],
)
def test_a_person_decides_besides(facts: dict[str, int], code: str) -> None:
    outcome, codes = asked(**facts)
    assert outcome is Outcome.UNDECIDED
    assert code in codes


def test_an_apprenticeship_is_measured_as_the_office_reads_the_law() -> None:
    facts = PlanChangeFacts(DAY, FULL, FULL, 0, 1500, apprentice=True)
    assert agreement_is_enough(facts).outcome is Outcome.MET
    capped = Practice({"content.apprentice_is_capped": "yes"})
    decision = agreement_is_enough(facts, capped)
    assert decision.outcome is Outcome.UNDECIDED
    assert decision.would_change


def test_everything_that_is_said_rests_on_something_and_says_what_would_change_it() -> None:
    decision = agreement_is_enough(PlanChangeFacts(DAY, FULL, FULL - 60, free_weeks=2))
    assert all(isinstance(one.basis, Citation | HouseRule) for one in decision.because)
    assert [one.code for one in decision.would_change] == ["content.plan-hours-more"]


@pytest.mark.parametrize(
    ("practice", "last"), [({}, date(2026, 12, 9)), ({"plan.proposal_days": 7}, date(2026, 12, 2))]
)
def test_how_long_a_proposal_stands_is_the_offices_own_choice(practice: dict[str, int], last: date) -> None:
    decision = stands_until(DAY, Practice(practice))
    assert decision.value == last
    assert [type(one.basis) for one in decision.because] == [HouseRule]
