"""The questions as a whole: each answers its own example, under a name that never changes."""

import json
from datetime import date
from functools import cache
from pathlib import Path

import holidays
import pytest

from portal.rules.coverage import covering, rows
from portal.rules.decision import as_data, from_data
from portal.rules.parameters.table import TABLE
from portal.rules.practice import SETTINGS, USUAL
from portal.rules.questions import ALL, Around

# Under which rule and version the answers of each question are stored with people's cases.
STORED_AS: dict[str, list[object]] = json.loads(
    Path(__file__).with_name("stored_rules.json").read_text(encoding="utf-8")
)


@cache
def _of_year(year: int) -> frozenset[date]:
    return frozenset(holidays.country_holidays("NO", years=year))


AROUND = Around(_of_year, USUAL)


@pytest.mark.parametrize("name", ALL)
def test_a_question_answers_its_example_under_a_name_that_never_changes(name: str) -> None:
    decision = ALL[name].answer(ALL[name].example, AROUND)
    assert [decision.rule, decision.version] == STORED_AS[name]
    assert from_data(json.loads(json.dumps(as_data(decision)))) == decision


def test_every_question_has_its_line_in_that_list() -> None:
    assert set(STORED_AS) == set(ALL)


@pytest.mark.parametrize("name", ALL)
def test_a_question_says_what_it_rests_on(name: str) -> None:
    question = ALL[name]
    assert ALL[question.name] is question
    assert set(question.rests_on) <= set(TABLE)
    assert set(question.settings) <= set(SETTINGS)
    assert question.covers
    assert set(question.covers) <= set(rows())
    assert set(question.covers) == set(covering(name))
    assert all(fact.means.strip() for fact in question.facts)
    assert len({fact.name for fact in question.facts}) == len(question.facts)


def test_a_name_that_is_no_question_is_not_answered() -> None:
    assert "no-such-question" not in ALL
    assert len(ALL) == len(list(ALL)) == len(STORED_AS)
    with pytest.raises(KeyError):
        ALL["no-such-question"]
