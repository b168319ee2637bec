"""A sick child, and what nobody has told yet: KVP-forskriften §§ 9 and 11."""

from dataclasses import replace
from datetime import date

import pytest

from portal.rules.days import Holidays
from portal.rules.decision import Decision, Outcome
from portal.rules.practice import USUAL
from portal.rules.questions import ALL, Around
from portal.rules.sick_child import ChildWithinAgeNeeded, SickChildFacts, SickChildFigures, sick_child_days
from portal.rules.sick_child_open import AloneIsConfirmedFirst
from tests.rules.test_sick_child import MONDAY, ON, codes, keys, weekdays


def test_without_a_birth_year_a_person_decides(norway: Holidays) -> None:
    """KVP-forskriften § 9 ledd 2: whether there is a right turns on the year, so nobody may guess it."""
    decision = sick_child_days(SickChildFacts(ON, (), used=(MONDAY,)), norway)
    assert decision.outcome is Outcome.UNDECIDED
    assert decision.value == SickChildFigures(0, 1, 0)
    assert (codes(decision), keys(decision)) == (["birth-years-missing"], ["9/2/1"])
    assert decision.would_change == (ChildWithinAgeNeeded(12, 18),)


@pytest.mark.parametrize(
    ("children", "sure", "quota"),
    [
        pytest.param([2018], 10, 20, id="§ 11 ledd 1 punktum 3: ett barn"),
        pytest.param([2018, 2019, 2020], 15, 30, id="§ 11 ledd 1 punktum 3: tre barn"),
    ],
)
def test_days_that_hang_on_being_alone_wait_until_somebody_has_confirmed_it(
    norway: Holidays, children: list[int], sure: int, quota: int
) -> None:
    def told(used: int, *, confirmed: bool, alone: bool = True) -> Decision[SickChildFigures]:
        facts = SickChildFacts(ON, tuple(children), (), alone, tuple(weekdays(used, date(2026, 9, 1))))
        return sick_child_days(replace(facts, alone_confirmed=confirmed), norway)

    assert told(sure - 1, confirmed=False).outcome is Outcome.MET
    waits = told(sure, confirmed=False)
    assert (waits.outcome, waits.value.left) == (Outcome.UNDECIDED, quota - sure)
    assert waits.because[-1].reason == AloneIsConfirmedFirst(sure)
    assert keys(waits)[-1] == "11/1/3"
    assert told(sure, confirmed=True).outcome is Outcome.MET
    for nothing_left in (told(quota, confirmed=False), told(sure, confirmed=False, alone=False)):
        assert nothing_left.outcome is Outcome.UNDECIDED
        assert "alone-is-confirmed-first" not in codes(nothing_left)


@pytest.mark.parametrize(("confirmed", "outcome"), [(True, Outcome.MET), (False, Outcome.UNDECIDED)])
def test_whether_it_is_confirmed_is_asked_by_name(
    norway: Holidays, confirmed: bool, outcome: Outcome
) -> None:
    used = [day.isoformat() for day in weekdays(10)]
    facts = {"on": ON.isoformat(), "children_born": [2017], "chronic_born": [], "alone": True, "used": used}
    asked = ALL["sick-child"].answer(facts | {"alone_confirmed": confirmed}, Around(norway, USUAL))
    assert asked.outcome is outcome
