"""Questions about free days, welfare leave, religious feasts and holiday, asked as JSON."""

from typing import Any

import pytest

from portal.rules.days import Holidays
from portal.rules.practice import USUAL, Practice
from portal.rules.questions import ALL, Around
from portal.rules.questions.facts import BadFacts
from portal.rules.questions.leave import QUESTIONS


def ask(norway: Holidays, name: str, facts: object, practice: Practice = USUAL) -> tuple[str, Any]:
    decision = ALL[name].answer(facts, Around(norway, practice))
    return decision.outcome.value, ALL[name].value(decision.value)


@pytest.mark.parametrize(
    ("name", "outcome", "value"),
    [
        (
            "welfare-leave",
            "undecided",
            {"asked": 5, "cap_for_ground": 3, "year_quota": 10, "used": 0, "left_after": 7},
        ),
        (
            "religious-days",
            "met",
            {
                "most": 2,
                "taken": 0,
                "asked": 1,
                "left_after": 1,
                "days": [{"day": "2026-12-08", "tell_by": "2026-11-24"}],
            },
        ),
        ("free-day", "met", None),
        ("holiday-balance", "computed", 29),
    ],
)
def test_each_example_has_its_answer(norway: Holidays, name: str, outcome: str, value: object) -> None:
    assert ask(norway, name, ALL[name].example) == (outcome, value)


def test_every_question_of_the_part_has_its_example_here() -> None:
    names = [question.name for question in QUESTIONS]
    assert names == ["welfare-leave", "religious-days", "free-day", "holiday-balance"]


WELFARE = {"on": "2026-11-23", "ground": "WEDDING", "days": 1}
FEAST = {"days": ["2026-12-08"], "told_on": "2026-11-23", "belongs_to_norske_kirke": False}
HOLIDAY = {"on": "2026-11-23", "born": "1990-05-01"}


@pytest.mark.parametrize(
    ("name", "facts", "field"),
    [
        ("welfare-leave", {**WELFARE, "ground": "MOVING"}, "ground"),
        ("welfare-leave", {**WELFARE, "days": 0}, "days"),
        ("welfare-leave", {**WELFARE, "days": -1}, "days"),
        ("welfare-leave", {**WELFARE, "travel_days": 1}, "travel_days"),
        ("welfare-leave", {**WELFARE, "used": "2026-11-24"}, "used"),
        ("religious-days", {**FEAST, "days": []}, "days"),
        ("religious-days", {**FEAST, "days": ["2026-12-31", "2027-01-04"]}, "days[1]"),
        ("religious-days", {**FEAST, "religion": "none"}, "religion"),
        ("religious-days", {**FEAST, "belongs_to_norske_kirke": None}, "belongs_to_norske_kirke"),
        ("free-day", {"day": "2026-02-29"}, "day"),
        ("free-day", {"day": "2026-11-23", "programme_says_otherwise": "yes"}, "programme_says_otherwise"),
        ("holiday-balance", {**HOLIDAY, "born": "2026-11-24"}, "born"),
        (
            "holiday-balance",
            {**HOLIDAY, "programme_from": "2026-11-23", "programme_to": "2026-11-22"},
            "programme_to",
        ),
        ("holiday-balance", {**HOLIDAY, "programme_from": "2027-01-01"}, "programme_from"),
        ("holiday-balance", {**HOLIDAY, "programme_to": "2025-12-31"}, "programme_to"),
        ("holiday-balance", {**HOLIDAY, "taken": ["2026-07-01", 5]}, "taken[1]"),
    ],
)
def test_bad_facts_are_refused_by_the_field(norway: Holidays, name: str, facts: object, field: str) -> None:
    with pytest.raises(BadFacts) as refused:
        ask(norway, name, facts)
    assert refused.value.field == field


@pytest.mark.parametrize(
    ("name", "facts", "setting", "choice", "usual", "chosen"),
    [
        pytest.param(
            "welfare-leave",
            {"on": "2026-11-23", "ground": "DEATH", "days": 1, "used_travel": ["2026-02-02"]},
            "welfare.travel_days_within_the_ten",
            "yes",
            {"asked": 1, "cap_for_ground": 3, "year_quota": 10, "used": 0, "left_after": 9},
            {"asked": 1, "cap_for_ground": 3, "year_quota": 10, "used": 1, "left_after": 8},
            id="travel",
        ),
        pytest.param(
            "holiday-balance",
            {**HOLIDAY, "born": "1966-11-23"},
            "holiday.senior_from",
            "birthday",
            25,
            30,
            id="over 60",
        ),
        pytest.param(
            "holiday-balance",
            {**HOLIDAY, "programme_from": "2026-07-01", "programme_to": "2027-06-30"},
            "holiday.part_year",
            "by-month",
            25,
            13,
            id="part of a year",
        ),
    ],
)
def test_the_offices_choice_reaches_the_rule(
    norway: Holidays, name: str, facts: object, setting: str, choice: str, usual: object, chosen: object
) -> None:
    assert ask(norway, name, facts)[1] == usual
    assert ask(norway, name, facts, Practice({setting: choice}))[1] == chosen
    assert setting in ALL[name].settings


def test_every_fact_reaches_the_rule(norway: Holidays) -> None:
    used = {**WELFARE, "used": ["2026-12-24", "2026-12-25", "2026-12-24"]}
    assert ask(norway, "welfare-leave", used)[1]["used"] == 1
    taken = {**FEAST, "taken": ["2026-01-29", "2026-02-02"]}
    assert ask(norway, "religious-days", taken)[0] == "undecided"
    assert ask(norway, "religious-days", {**FEAST, "told_on": "2026-11-25"})[0] == "undecided"
    assert ask(norway, "religious-days", {**FEAST, "belongs_to_norske_kirke": True})[0] == "undecided"
    assert ask(norway, "free-day", {"day": "2026-12-24"})[0] == "not_met"
    saturday = {"day": "2026-11-21", "programme_says_otherwise": True}
    assert ask(norway, "free-day", saturday)[0] == "not_met"
    days_touching = {**HOLIDAY, "programme_from": "2026-11-23", "programme_to": "2026-11-23"}
    assert ask(norway, "holiday-balance", days_touching) == ("computed", 25)
    whole_year = {**HOLIDAY, "programme_from": "2026-12-31", "born": "2026-11-23"}
    assert ask(norway, "holiday-balance", whole_year) == ("computed", 25)
    assert ask(norway, "holiday-balance", {**HOLIDAY, "programme_to": "2026-01-01"}) == ("computed", 25)
