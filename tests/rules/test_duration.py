"""How long a programme lasts: sosialtjenesteloven § 32, KVP-forskriften § 2."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from portal.rules.day_ledger import DayLedger, Interval
from portal.rules.days import Holidays
from portal.rules.decision import Because, Outcome
from portal.rules.duration import (
    NOT_COUNTED,
    ONE_YEAR_AT_A_TIME,
    ONE_YEAR_MORE,
    TWO_YEARS,
    BaseMaximum,
    DecisionPeriod,
    LatestEnd,
    SpecialExtension,
    TimeNotCounted,
    decision_period_end,
    latest_end,
    programme_end,
)
from portal.rules.not_counted import PANDEMIC_RULE, AfterBirthNotCounted, Away
from portal.rules.parameters import NoLawInForce
from portal.rules.parameters.table import TABLE
from portal.rules.practice import USUAL, Practice
from portal.rules.questions import ALL, Around
from portal.rules.questions.facts import BadFacts

START = date(2026, 1, 12)
SIX_WEEKS_LEAVE = (date(2026, 3, 2), date(2026, 4, 12))
THIRTY_DAYS_SUSPENSION = (date(2026, 9, 1), date(2026, 9, 30))


def test_one_decision_covers_at_most_a_year() -> None:
    """§ 2 ledd 1 punktum 1."""
    decision = decision_period_end(START)
    assert (decision.rule, decision.version) == ("duration.decision_period_end", 1)
    assert decision.outcome is Outcome.COMPUTED
    assert decision.value == date(2027, 1, 11)
    assert decision.because == (Because(DecisionPeriod(START, 12), ONE_YEAR_AT_A_TIME),)
    assert decision.because[0].basis.key == "FOR-2011-12-21-1471/2/1/1"
    assert decision_period_end(date(2028, 2, 29)).value == date(2029, 2, 28)


def test_there_is_no_answer_for_a_time_whose_law_is_not_written_down() -> None:
    with pytest.raises(NoLawInForce):
        decision_period_end(date(2018, 12, 31))
    with pytest.raises(NoLawInForce):
        latest_end(date(2018, 12, 31))


@pytest.mark.parametrize(
    ("excluded", "base", "absolute"),
    [
        pytest.param(
            (), date(2028, 1, 11), date(2029, 1, 11), id="§ 32 ledd 1 punktum 1 og 2: to år, og ett til"
        ),
        pytest.param(
            (SIX_WEEKS_LEAVE, THIRTY_DAYS_SUSPENSION),
            date(2028, 3, 23),
            date(2029, 3, 24),
            id="§ 32 ledd 1 punktum 3: permisjon og avbrudd regnes ikke med",
        ),
        pytest.param(
            (
                SIX_WEEKS_LEAVE,
                SIX_WEEKS_LEAVE,
                (date(2026, 9, 1), date(2026, 9, 20)),
                (date(2026, 9, 11), date(2026, 9, 30)),
            ),
            date(2028, 3, 23),
            date(2029, 3, 24),
            id="§ 32 ledd 1 punktum 3: en dag regnes fra bare én gang",
        ),
        pytest.param(
            ((date(2028, 2, 1), date(2028, 2, 10)),),
            date(2028, 1, 11),
            date(2029, 1, 21),
            id="§ 32 ledd 1 punktum 3: permisjon i tredje år flytter ikke de to første",
        ),
        pytest.param(
            ((date(2028, 1, 11), date(2028, 1, 11)),),
            date(2028, 1, 12),
            date(2029, 1, 12),
            id="§ 32 ledd 1 punktum 3: permisjon på den siste dagen",
        ),
        pytest.param(
            ((date(2028, 1, 12), date(2028, 1, 12)),),
            date(2028, 1, 11),
            date(2029, 1, 12),
            id="§ 32 ledd 1 punktum 3: permisjon dagen etter at tiden er ute",
        ),
        pytest.param(
            ((date(2025, 12, 1), date(2026, 1, 14)),),
            date(2028, 1, 14),
            date(2029, 1, 14),
            id="§ 32 ledd 1 punktum 3: bare dager i programmet",
        ),
    ],
)
def test_the_programme_ends_at_the_latest(excluded: tuple[Interval, ...], base: date, absolute: date) -> None:
    value = latest_end(START, excluded).value
    assert (value.base_maximum, value.absolute_maximum) == (base, absolute)


def test_the_days_not_counted_are_named_with_their_sentence() -> None:
    decision = latest_end(START, (SIX_WEEKS_LEAVE, THIRTY_DAYS_SUSPENSION))
    assert (decision.rule, decision.version) == ("duration.latest_end", 1)
    assert decision.outcome is Outcome.COMPUTED
    assert decision.because == (
        Because(BaseMaximum(START, 2, date(2028, 3, 23)), TWO_YEARS),
        Because(SpecialExtension(1, date(2029, 3, 24)), ONE_YEAR_MORE),
        Because(TimeNotCounted(72), NOT_COUNTED),
    )
    assert [because.basis.key for because in decision.because] == [
        "LOV-2009-12-18-131/32/1/1",
        "LOV-2009-12-18-131/32/1/2",
        "LOV-2009-12-18-131/32/1/3",
    ]
    assert len(latest_end(START).because) == 2


def test_an_interval_the_wrong_way_round_is_a_fault() -> None:
    with pytest.raises(ValueError, match="before it begins"):
        latest_end(START, ((date(2026, 3, 2), date(2026, 3, 1)),))


BIRTH = Away(*SIX_WEEKS_LEAVE, "AFTER_BIRTH")
SUSPENDED = Away(*THIRTY_DAYS_SUSPENSION, "SUSPENDED")


def test_the_end_and_the_ledger_of_leave_and_suspension() -> None:
    """§ 32 ledd 1: 42 days of leave after a birth and 30 days suspended."""
    decision = programme_end(START, (SUSPENDED, BIRTH))
    assert (decision.rule, decision.version) == ("duration.programme_end", 1)
    assert decision.outcome is Outcome.COMPUTED
    assert decision.value.latest == LatestEnd(date(2028, 3, 23), date(2029, 3, 24), 72, 72)
    assert decision.value.ledger == DayLedger(START, date(2028, 3, 23), 730, 42, 30)
    assert decision.because == (
        *latest_end(START, (SIX_WEEKS_LEAVE, THIRTY_DAYS_SUSPENSION)).because,
        Because(AfterBirthNotCounted(42), USUAL.basis("duration.after_birth_stops_the_clock")),
    )
    assert decision.because[2] == Because(TimeNotCounted(72), NOT_COUNTED)


def test_the_ledger_can_be_kept_to_any_day() -> None:
    assert programme_end(START, (BIRTH,), date(2026, 3, 2)).value.ledger == DayLedger(
        START, date(2026, 3, 2), 49, 1, 0
    )
    assert programme_end(START, (BIRTH,), date(2026, 3, 1)).value.ledger.leave == 0
    with pytest.raises(ValueError, match="ledger"):
        programme_end(START, (), date(2026, 1, 11))


def ask(name: str, facts: dict[str, Any], norway: Holidays, practice: Practice = USUAL) -> Any:  # noqa: ANN401 - JSON.
    question = ALL[name]
    return question.value(question.answer(facts, Around(norway, practice)).value)


def test_the_questions_answer_in_plain_dates(norway: Holidays) -> None:
    assert ask("start-by", dict(ALL["start-by"].example), norway) == "2027-05-02"
    assert ask("start-by", {"application_received": "2026-08-31"}, norway) == "2027-02-28"
    assert ask("decision-period", dict(ALL["decision-period"].example), norway) == "2027-01-11"
    assert ask("programme-end", dict(ALL["programme-end"].example), norway) == {
        "base_maximum": "2028-03-23",
        "absolute_maximum": "2029-03-24",
        "base_days_not_counted": 72,
        "absolute_days_not_counted": 72,
        "ledger_to": "2028-03-23",
        "counted": 730,
        "leave": 42,
        "suspended": 30,
    }
    assert ask("programme-end", {"start": "2026-01-12", "on": "2026-01-12"}, norway)["counted"] == 1
    short = ask("programme-end", {"start": "2026-01-12", "on": "2026-01-13"}, norway)
    assert (short["base_maximum"], short["ledger_to"], short["counted"]) == ("2028-01-11", "2026-01-13", 2)


def test_a_kind_is_read_in_small_letters_too_and_by_the_office_that_asks(norway: Holidays) -> None:
    sick = {
        "start": "2026-01-12",
        "not_counted": [{"from": "2026-03-02", "to": "2026-03-11", "kind": "sickness"}],
    }
    assert ask("programme-end", sick, norway)["base_maximum"] == "2028-01-11"
    stops = Practice({"duration.sickness_stops_the_clock": "yes"})
    assert ask("programme-end", sick, norway, stops)["base_maximum"] == "2028-01-21"


@pytest.mark.parametrize(
    ("facts", "field"),
    [
        pytest.param({}, "start", id="no start"),
        pytest.param({"start": "2026-01-12", "on": "2026-01-11"}, "on", id="a ledger before the start"),
        pytest.param(
            {
                "start": "2026-01-12",
                "not_counted": [{"from": "2026-03-02", "to": "2026-03-01", "kind": "LEAVE"}],
            },
            "not_counted[0].to",
            id="the wrong way round",
        ),
        pytest.param(
            {
                "start": "2026-01-12",
                "not_counted": [{"from": "2026-03-02", "to": "2026-03-02", "kind": "TRIP"}],
            },
            "not_counted[0].kind",
            id="no such kind",
        ),
        pytest.param(
            {
                "start": "2019-06-03",
                "not_counted": [
                    {"from": "2020-03-01", "to": "2020-03-02", "kind": "LEAVE"},
                    {"from": "2020-03-15", "to": "2020-03-20", "kind": "PANDEMIC"},
                ],
            },
            "not_counted[1].from",
            id="§ 17a: dagen før den trådte i kraft",
        ),
        pytest.param(
            {
                "start": "2019-06-03",
                "not_counted": [{"from": "2020-05-07", "to": "2020-05-08", "kind": "PANDEMIC"}],
            },
            "not_counted[0].to",
            id="§ 17a: dagen etter at den ble opphevet",
        ),
    ],
)
def test_facts_that_cannot_be_are_named(facts: dict[str, Any], field: str, norway: Holidays) -> None:
    with pytest.raises(BadFacts) as bad:
        ask("programme-end", facts, norway)
    assert bad.value.field == field


def test_a_rule_about_the_pandemic_must_be_in_force_without_a_break(
    norway: Holidays, monkeypatch: pytest.MonkeyPatch
) -> None:
    """§ 17a: the first and the last day held it, and no day between them may lack it."""
    whole = {
        "start": "2019-06-03",
        "not_counted": [{"from": "2020-03-16", "to": "2020-05-07", "kind": "PANDEMIC"}],
    }
    assert ask("programme-end", whole, norway)["base_days_not_counted"] == 53
    (row,) = TABLE[PANDEMIC_RULE]
    broken = (replace(row, first=date(2020, 5, 1)), replace(row, last=date(2020, 4, 29)))
    monkeypatch.setitem(TABLE, PANDEMIC_RULE, broken)
    with pytest.raises(BadFacts) as bad:
        ask("programme-end", whole, norway)
    assert bad.value.field == "not_counted[0].to"
