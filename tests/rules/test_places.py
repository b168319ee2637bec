"""The places in the law that a rule's file rests on: none that an answer cites is missing."""

from datetime import date
from functools import cache

import holidays
import pytest

from portal.rules.law import Citation
from portal.rules.places import places
from portal.rules.practice import USUAL
from portal.rules.questions import ALL, Around


@cache
def _of_year(year: int) -> frozenset[date]:
    return frozenset(holidays.country_holidays("NO", years=year))


def cited(name: str) -> list[str]:
    question = ALL[name]
    decision = question.answer(question.example, Around(_of_year, USUAL))
    return [place.key for place in places(question, decision.rule)]


def test_self_report_rests_on_its_paragraphs_in_their_order() -> None:
    """KVP-forskriften §§ 5-6 and sosialtjenesteloven § 36, also where the example needs fewer."""
    found = cited("self-report")
    kvf = [key.removeprefix("FOR-2011-12-21-1471/") for key in found if key.startswith("FOR-2011")]
    assert {"5/1/1", "6/2/1", "6/3/1", "6/3/2", "6/4/1"} <= set(kvf)
    assert kvf.index("6/4/1") < kvf.index("8/1/1/a")
    assert len(found) == len(set(found))


def test_a_number_is_cited_where_it_stands_too() -> None:
    assert "LOV-1997-02-28-19/1-4" in cited("benefit-rates")


@pytest.mark.parametrize("name", ALL)
def test_nearly_every_question_rests_on_the_law(name: str) -> None:
    """What the office promises by itself, such as when it answers, rests on no statute."""
    question = ALL[name]
    decision = question.answer(question.example, Around(_of_year, USUAL))
    by_law = any(isinstance(because.basis, Citation) for because in decision.because)
    assert bool(places(question, decision.rule)) or not by_law
