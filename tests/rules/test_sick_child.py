"""A sick child or carer, how many days there are: KVP-forskriften §§ 9 and 11."""

from collections.abc import Callable, Sequence
from datetime import date, timedelta
from typing import Any

import pytest

from portal.rules.days import Holidays
from portal.rules.decision import Decision, Outcome
from portal.rules.law import Citation
from portal.rules.parameters import NoLawInForce
from portal.rules.practice import USUAL, Practice
from portal.rules.questions import ALL, Around
from portal.rules.questions.facts import BadFacts
from portal.rules.sick_child import (
    BeingAloneGivesMore,
    ChildWithinAgeNeeded,
    ChronicAdds,
    DayComesBack,
    DaysUsed,
    DoubledAlone,
    SickChildFacts,
    SickChildFigures,
    UsedUpAfter,
    sick_child_days,
)

ON = date(2026, 11, 23)
WITHIN_AGE = Practice({"sick_child.children_counted": "within-age"})
MONDAY = date(2026, 10, 5)

Ask = Callable[..., Decision[SickChildFigures]]


@pytest.fixture
def ask(norway: Holidays) -> Ask:
    def asked(
        children: Sequence[int],
        chronic: Sequence[int] = (),
        *,
        alone: bool = False,
        used: Sequence[date] = (),
        on: date = ON,
        risky: tuple[int, ...] | None = None,
        practice: Practice = USUAL,
    ) -> Decision[SickChildFigures]:
        facts = SickChildFacts(on, tuple(children), tuple(chronic), alone, tuple(used), risky)
        return sick_child_days(facts, norway, practice)

    return asked


def codes(decision: Decision[Any]) -> list[str]:
    return [b.reason.code.removeprefix("sick-child.") for b in decision.because]


def keys(decision: Decision[Any]) -> list[str]:
    return [
        b.basis.key.removeprefix("FOR-2011-12-21-1471/") if isinstance(b.basis, Citation) else b.basis.code
        for b in decision.because
    ]


def weekdays(number: int, first: date = MONDAY) -> list[date]:
    days = (first + timedelta(days=n) for n in range(400))
    return [day for day in days if day.isoweekday() < 6][:number]


@pytest.mark.parametrize(
    ("children", "chronic", "alone", "quota", "places"),
    [
        pytest.param(1, 0, False, 10, ["9/2/1", "11/1/1"], id="§ 11 ledd 1 punktum 1: ett barn"),
        pytest.param(2, 0, False, 10, ["9/2/1", "11/1/1"], id="§ 11 ledd 1 punktum 1: to barn"),
        pytest.param(3, 0, False, 15, ["9/2/1", "11/1/2"], id="§ 11 ledd 1 punktum 2: tre barn"),
        pytest.param(4, 0, False, 15, ["9/2/1", "11/1/2"], id="§ 11 ledd 1 punktum 2: fire barn"),
        pytest.param(1, 0, True, 20, ["9/2/1", "11/1/3"], id="§ 11 ledd 1 punktum 3: alene, ett barn"),
        pytest.param(2, 0, True, 20, ["9/2/1", "11/1/3"], id="§ 11 ledd 1 punktum 3: alene, to barn"),
        pytest.param(3, 0, True, 30, ["9/2/1", "11/1/3"], id="§ 11 ledd 1 punktum 3: alene, tre barn"),
        pytest.param(
            2, 1, False, 20, ["9/2/1", "9/2/2", "11/1/1", "11/2/1"], id="§ 11 ledd 2 punktum 1: ett kronisk"
        ),
        pytest.param(2, 2, False, 30, ["9/2/2", "11/1/1", "11/2/1"], id="§ 11 ledd 2 punktum 1: to kronisk"),
        pytest.param(
            3,
            1,
            True,
            50,
            ["9/2/1", "9/2/2", "11/1/3", "11/2/1", "11/2/2"],
            id="§ 11 ledd 2 punktum 2: alene, tre barn, ett kronisk: 30 + 2 x 10",
        ),
        pytest.param(
            1,
            1,
            True,
            40,
            ["9/2/2", "11/1/3", "11/2/1", "11/2/2"],
            id="§ 11 ledd 2 punktum 2: alene, ett kronisk",
        ),
    ],
)
def test_the_quota_of_example_8(
    ask: Ask, children: int, chronic: int, alone: bool, quota: int, places: list[str]
) -> None:
    decision = ask([2018] * children, [2018] * chronic, alone=alone)
    assert decision.value == SickChildFigures(quota, 0, quota)
    assert decision.outcome is Outcome.MET
    assert keys(decision) == [*places, "11/1/1"]
    assert decision.would_change == (UsedUpAfter(quota),)


def test_the_days_for_chronic_illness_are_told_before_and_after_they_double(ask: Ask) -> None:
    reasons = [b.reason for b in ask([2018, 2018, 2019], [2018, 2019], alone=True).because]
    assert ChronicAdds(20, 10) in reasons
    assert DoubledAlone(40) in reasons
    assert reasons[0].children == 1
    assert (reasons[1].children, reasons[1].last_age) == (2, 18)
    assert (reasons[2].days, reasons[2].months, reasons[2].many_above) == (30, 12, 2)


@pytest.mark.parametrize(
    ("born", "chronic", "on", "quota"),
    [
        pytest.param(2014, False, date(2026, 12, 31), 10, id="§ 9 ledd 2 punktum 1: året barnet fyller tolv"),
        pytest.param(2014, False, date(2027, 1, 1), 0, id="§ 9 ledd 2 punktum 1: året etter"),
        pytest.param(2008, True, date(2026, 12, 31), 20, id="§ 9 ledd 2 punktum 2: året barnet fyller 18"),
        pytest.param(2008, True, date(2027, 1, 1), 0, id="§ 9 ledd 2 punktum 2: året etter"),
        pytest.param(2026, False, date(2026, 1, 1), 10, id="§ 9 ledd 2: født i år"),
    ],
)
def test_the_right_lasts_through_the_year_of_the_birthday(
    ask: Ask, born: int, chronic: bool, on: date, quota: int
) -> None:
    decision = ask([born], [born] if chronic else [], on=on)
    assert decision.value.quota == quota
    assert decision.outcome is (Outcome.MET if quota else Outcome.NOT_MET)


def test_without_a_child_within_age_there_is_no_right_and_it_says_what_would_give_one(ask: Ask) -> None:
    decision = ask([2013], used=[MONDAY])
    assert decision.outcome is Outcome.NOT_MET
    assert decision.value == SickChildFigures(0, 1, 0)
    assert (codes(decision), keys(decision)) == (["no-child-within-age"], ["9/2/1"])
    assert decision.would_change == (ChildWithinAgeNeeded(12, 18),)


def test_a_chronically_ill_child_that_is_not_among_the_others_is_one_more(ask: Ask) -> None:
    assert ask([2018, 2019], [2020]).value.quota == 25
    assert ask([2018, 2019], [2018]).value.quota == 20
    assert ask([2018, 2018], [2018, 2018, 2018]).value.quota == 45
    assert ask([], [2012]).value.quota == 20


@pytest.mark.parametrize(
    ("practice", "quota", "code"),
    [(USUAL, 15, "older-counted"), (WITHIN_AGE, 10, "older-not-counted")],
)
def test_whether_an_older_child_makes_them_many_is_the_office_s_choice(
    ask: Ask, practice: Practice, quota: int, code: str
) -> None:
    decision = ask([2018, 2019, 2013], practice=practice)
    assert decision.value.quota == quota
    assert codes(decision)[1] == code
    assert decision.because[1].reason.children == 1
    assert keys(decision)[1] == "sick_child.children_counted"
    assert ask([2018, 2013], [2007], practice=practice).value.quota == quota
    assert ask([2013, 2013, 2013], practice=practice).value.quota == 0


@pytest.mark.parametrize(
    ("risky", "quota"),
    [
        pytest.param(None, 30, id="§ 11 ledd 2: alle kronisk syke"),
        pytest.param((2018, 2010), 30, id="§ 11 ledd 2: begge"),
        pytest.param((2010,), 20, id="§ 11 ledd 2: markert høyere risiko bare for ett"),
        pytest.param((), 10, id="§ 11 ledd 2: for ingen"),
    ],
)
def test_more_days_need_a_markedly_higher_risk_of_absence(
    ask: Ask, risky: tuple[int, ...] | None, quota: int
) -> None:
    assert ask([2018, 2010], [2018, 2010], risky=risky).value.quota == quota


def test_a_child_too_old_adds_no_days_for_its_illness(ask: Ask) -> None:
    assert ask([2018, 2007], [2007]).value.quota == 10
    assert ask([2018, 2008], [2008]).value.quota == 20


@pytest.mark.parametrize(
    ("day", "counts"),
    [
        pytest.param(date(2025, 11, 24), True, id="§ 11 ledd 1: første dag av de siste tolv månedene"),
        pytest.param(date(2025, 11, 21), False, id="§ 11 ledd 1: før de tolv månedene"),
        pytest.param(ON, True, id="§ 11 ledd 1: dagen selv"),
        pytest.param(date(2026, 11, 24), False, id="§ 11 ledd 1: dagen etter"),
        pytest.param(date(2026, 11, 20), True, id="virkedag: fredag"),
        pytest.param(date(2026, 11, 21), False, id="virkedag: lørdag"),
        pytest.param(date(2026, 11, 22), False, id="virkedag: søndag"),
        pytest.param(date(2026, 5, 14), False, id="§ 16 ledd 1: Kristi himmelfartsdag"),
        pytest.param(date(2026, 4, 2), False, id="§ 16 ledd 1: skjærtorsdag"),
        pytest.param(date(2025, 12, 24), True, id="§ 16 ledd 1: julaften er programdag"),
        pytest.param(date(2025, 12, 31), True, id="§ 16 ledd 1: nyttårsaften er programdag"),
        pytest.param(date(2025, 12, 25), False, id="§ 16 ledd 1: første juledag"),
    ],
)
def test_only_working_days_of_the_last_twelve_months_count(ask: Ask, day: date, counts: bool) -> None:
    assert ask([2018], used=[day]).value.used == int(counts)


def test_the_same_date_a_year_earlier_is_out(ask: Ask) -> None:
    on = date(2026, 11, 24)
    assert ask([2018], used=[date(2025, 11, 24)], on=on).value.used == 0
    assert ask([2018], used=[date(2025, 11, 25)], on=on).value.used == 1


def test_a_day_told_twice_is_one_day(ask: Ask) -> None:
    decision = ask([2018], used=[MONDAY, MONDAY, MONDAY + timedelta(days=1)])
    assert decision.value == SickChildFigures(10, 2, 8)
    assert decision.because[-1].reason == DaysUsed(date(2025, 11, 24), ON, 2, 8)
    assert decision.would_change == (UsedUpAfter(8),)


@pytest.mark.parametrize(
    ("used", "left", "outcome"),
    [
        pytest.param(9, 1, Outcome.MET, id="§ 11 ledd 1: ni brukt"),
        pytest.param(10, 0, Outcome.UNDECIDED, id="§ 11 ledd 1: ti brukt"),
        pytest.param(11, 0, Outcome.UNDECIDED, id="§ 11 ledd 1: elleve brukt"),
    ],
)
def test_when_the_days_are_used_up_welfare_leave_may_be_asked_for(
    ask: Ask, used: int, left: int, outcome: Outcome
) -> None:
    decision = ask([2018], used=weekdays(used))
    assert decision.value == SickChildFigures(10, used, left)
    assert decision.outcome is outcome
    if outcome is Outcome.UNDECIDED:
        assert codes(decision)[-1] == "welfare-leave-may-be-asked"
        assert keys(decision)[-1] == "15/1/1"
        back = DayComesBack(weekdays(used)[used - 10].replace(year=2027))
        assert decision.would_change == (back, BeingAloneGivesMore())
        assert ask([2018], used=weekdays(used), on=back.day).value.left >= 1
        assert ask([2018], used=weekdays(used), on=back.day - timedelta(days=1)).value.left == 0


def test_somebody_alone_is_not_told_that_being_alone_gives_more(ask: Ask) -> None:
    decision = ask([2018], alone=True, used=weekdays(20))
    assert decision.outcome is Outcome.UNDECIDED
    assert BeingAloneGivesMore() not in decision.would_change


def test_facts_that_cannot_be_are_refused(ask: Ask) -> None:
    with pytest.raises(ValueError, match="later year"):
        ask([2027])
    with pytest.raises(ValueError, match="later year"):
        ask([2018], [2027])
    with pytest.raises(ValueError, match="among the chronically ill"):
        ask([2018], [2018], risky=(2018, 2018))
    with pytest.raises(NoLawInForce):
        ask([2005], on=date(2011, 12, 31))


def test_the_days_are_asked_by_name(norway: Holidays) -> None:
    question, around = ALL["sick-child"], Around(norway, USUAL)
    decision = question.answer(question.example, around)
    assert question.value(decision.value) == {"quota": 50, "used": 2, "left": 48}
    less = dict(question.example) | {"higher_risk_born": []}
    assert question.value(question.answer(less, around).value) == {"quota": 30, "used": 2, "left": 28}
    older = dict(question.example) | {"children_born": [2013, 2017, 2019], "alone": False}
    assert question.answer(older, around).value.quota == 25
    assert question.answer(older, Around(norway, WITHIN_AGE)).value.quota == 20


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"children_born": [2018, 2027]}, "children_born[1]"),
        ({"chronic_born": [2027]}, "chronic_born[0]"),
        ({"children_born": ["2018"]}, "children_born[0]"),
        ({"higher_risk_born": [2017]}, "higher_risk_born"),
        ({"alone": None}, "alone"),
        ({"used": ["2026-02-30"]}, "used[0]"),
        ({"own_illness": ["2026-02-03"]}, "own_illness"),
    ],
)
def test_facts_about_children_that_cannot_be_are_named(
    change: dict[str, Any], field: str, norway: Holidays
) -> None:
    question = ALL["sick-child"]
    with pytest.raises(BadFacts) as wrong:
        question.answer(dict(question.example) | change, Around(norway, USUAL))
    assert wrong.value.field == field


def test_a_child_may_be_born_the_same_year(norway: Holidays) -> None:
    question = ALL["sick-child"]
    facts = dict(question.example) | {"children_born": [2026], "chronic_born": [2026]}
    assert question.answer(facts, Around(norway, USUAL)).value.quota == 40
