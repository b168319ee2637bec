"""Questions about pregnancy and birth, asked as JSON."""

from typing import Any

import pytest

from portal.rules.days import Holidays
from portal.rules.parameters import NoLawInForce
from portal.rules.practice import USUAL, Practice
from portal.rules.questions import ALL, Around
from portal.rules.questions.birth import QUESTIONS
from portal.rules.questions.facts import BadFacts


def ask(norway: Holidays, name: str, facts: object, practice: Practice = USUAL) -> tuple[str, Any]:
    decision = ALL[name].answer(facts, Around(norway, practice))
    return decision.outcome.value, ALL[name].value(decision.value)


@pytest.mark.parametrize(
    ("name", "outcome", "value"),
    [
        ("antenatal", "met", None),
        (
            "before-birth",
            "met",
            {
                "earliest_first_day": "2027-02-15",
                "working_days": 10,
                "working_days_beyond": 0,
                "tell_by": "2027-02-08",
            },
        ),
        (
            "after-birth",
            "met",
            {"first_day": "2026-11-23", "last_day": "2027-01-03", "may_take_part": False},
        ),
        ("other-parent", "met", {"most": 10, "taken": 2, "left": 8}),
        ("breastfeeding", "met", {"asked": "1", "at_least": "1"}),
        ("parental-leave", "computed", "2027-11-22"),
    ],
)
def test_each_example_has_its_answer(norway: Holidays, name: str, outcome: str, value: object) -> None:
    assert ask(norway, name, ALL[name].example) == (outcome, value)


def test_every_question_of_the_part_has_its_example_here() -> None:
    assert [question.name for question in QUESTIONS] == [
        "antenatal",
        "before-birth",
        "after-birth",
        "other-parent",
        "breastfeeding",
        "parental-leave",
    ]


BEFORE = {"due": "2027-03-01", "told_on": "2027-02-01", "first_day": "2027-02-15"}
OTHER = {"born": "2026-11-23", "lives_with_mother": True, "role": "FATHER"}


@pytest.mark.parametrize(
    ("name", "facts", "field"),
    [
        ("antenatal", {}, "outside_programme_time_possible"),
        ("antenatal", {"outside_programme_time_possible": "no"}, "outside_programme_time_possible"),
        ("before-birth", {**BEFORE, "first_day": "2027-03-01"}, "first_day"),
        ("before-birth", {**BEFORE, "due": "01.03.2027"}, "due"),
        ("after-birth", {"born": "2026-11-23", "certificate_to_take_part": 1}, "certificate_to_take_part"),
        ("other-parent", {**OTHER, "role": "GRANDMOTHER"}, "role"),
        ("other-parent", {**OTHER, "taken": ["2026-11-24", "2026-11-31"]}, "taken[1]"),
        ("other-parent", {"born": "2026-11-23", "role": "HELPER"}, "lives_with_mother"),
        ("breastfeeding", {"hours": "0"}, "hours"),
        ("breastfeeding", {"hours": "24.5"}, "hours"),
        ("breastfeeding", {"hours": 1.5}, "hours"),
        ("parental-leave", {"from": "2026-11-23", "adopted": True}, "adopted"),
    ],
)
def test_bad_facts_are_refused_by_the_field(norway: Holidays, name: str, facts: object, field: str) -> None:
    with pytest.raises(BadFacts) as refused:
        ask(norway, name, facts)
    assert refused.value.field == field


def test_optional_facts_reach_the_rule(norway: Holidays) -> None:
    assert ask(norway, "after-birth", {"born": "2026-11-23", "certificate_to_take_part": True})[1][
        "may_take_part"
    ]
    assert ask(norway, "breastfeeding", {"hours": "24"}) == ("undecided", {"asked": "24", "at_least": "1"})
    with pytest.raises(NoLawInForce):
        ask(norway, "breastfeeding", {"hours": "1", "on": "2011-12-31"})
    adoption = ALL["parental-leave"].answer({"from": "2026-11-23", "adoption": True}, Around(norway, USUAL))
    assert adoption.because[1].reason.code == "birth.adoption-without-benefit"


def test_the_role_the_home_and_the_offices_choice_reach_the_rule(norway: Holidays) -> None:
    wording = Practice({"birth.co_mother_like_father": "no"})
    co_mother = {**OTHER, "role": "co_mother", "taken": []}
    assert ask(norway, "other-parent", co_mother)[0] == "met"
    assert ask(norway, "other-parent", co_mother, wording)[0] == "undecided"
    apart = ALL["other-parent"].answer(
        {**OTHER, "role": "HELPER", "lives_with_mother": False}, Around(norway, USUAL)
    )
    assert apart.because[0].reason.code == "birth.helper-may-have-days"
