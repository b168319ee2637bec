"""What is owed when a month was paid with older amounts: KVP-BEN-06, sosialtjenesteloven § 40."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from portal.rules.back_pay import (
    BackPay,
    BackPayFor,
    ChildDayChanged,
    FactorChanged,
    GrunnbelopChanged,
    PaidWithOwnAmounts,
    back_pay,
)
from portal.rules.benefit import MonthFacts
from portal.rules.decision import Decision, Outcome
from portal.rules.parameters import NoLawInForce
from portal.rules.practice import USUAL, Practice
from portal.rules.questions import ALL, Around
from portal.rules.questions.facts import BadFacts

MAY, APRIL_30 = date(2026, 5, 1), date(2026, 4, 30)
GROWN = date(1990, 1, 1)


def owed(month: date, paid_with: date, born: date = GROWN, **more: object) -> Decision[BackPay]:
    return back_pay(MonthFacts(month, born, **more), paid_with)


@pytest.mark.parametrize(
    ("more", "amount"),
    [
        pytest.param({"method": "WEEKDAYS"}, "1053.23", id="KVP-BEN-06: ukedager"),
        pytest.param({"method": "FLAT_12"}, "1086.66", id="KVP-BEN-06: en tolvdel"),
        pytest.param({"born": date(2004, 1, 1)}, "724.44", id="KVP-BEN-06: under 25 år"),
        pytest.param({"children": 3}, "1086.66", id="KVP-BEN-06: barnetillegget er det samme i mai"),
        pytest.param({"weekly_hours_worked": Decimal(15)}, "652.00", id="KVP-BEN-06: arbeid tar sin del"),
        pytest.param(
            {"method": "WEEKDAYS", "deducted_hours": Decimal(15)},
            "952.92",
            id="KVP-BEN-06: fravær tar sin del",
        ),
        pytest.param(
            {"method": "WEEKDAYS", "participates_from": date(2026, 5, 29)}, "50.15", id="KVP-BEN-06: én dag"
        ),
        pytest.param(
            {"method": "WEEKDAYS", "suspended": ((date(2026, 5, 1), date(2026, 5, 28)),)},
            "50.15",
            id="KVP-BEN-06: avbrutt til den siste",
        ),
    ],
)
def test_a_month_paid_before_the_new_grunnbelop_is_worked_out_again(
    more: dict[str, Any], amount: str
) -> None:
    """Worked example 4."""
    decision = owed(MAY, APRIL_30, **more)
    assert (str(decision.value.amount), decision.outcome) == (amount, Outcome.COMPUTED)
    assert [b.reason for b in decision.because] == [
        GrunnbelopChanged(130160, 136549, MAY),
        BackPayFor(MAY, Decimal(amount)),
    ]
    assert decision.because[0].basis.key == "LOV-1997-02-28-19/1-4"


def test_a_new_factor_and_a_new_child_supplement_are_named() -> None:
    factor = owed(date(2024, 7, 1), date(2024, 6, 30))
    assert (str(factor.value.amount), factor.because[0].reason) == (
        "423.76",
        FactorChanged(Decimal(2), Decimal("2.041"), date(2024, 7, 1)),
    )
    child = owed(date(2026, 1, 1), date(2025, 12, 1), children=2)
    assert (str(child.value.amount), child.because[0].reason) == (
        "43.33",
        ChildDayChanged(Decimal(37), Decimal(38), date(2026, 1, 1)),
    )
    assert child.because[0].basis.key == "FOR-2017-12-13-2100/8"
    assert [b.reason.code for b in owed(date(2026, 1, 1), date(2025, 12, 1)).because] == [
        "back-pay.nothing-owed"
    ]


def test_nothing_is_owed_where_nothing_changed_or_nothing_was_paid() -> None:
    for decision in (
        owed(MAY, MAY),
        owed(MAY, APRIL_30, suspended=((MAY, date(2026, 5, 31)),)),
        owed(MAY, APRIL_30, weekly_hours_worked=Decimal("37.5"), apprentice=True),
    ):
        assert (str(decision.value.amount), decision.outcome) == ("0.00", Outcome.COMPUTED)
        assert decision.because[-1].reason.code == "back-pay.nothing-owed"


def test_absence_that_empties_a_month_leaves_nothing_to_be_paid_back() -> None:
    assert owed(date(2026, 12, 1), APRIL_30, deducted_hours=Decimal(172)).value.amount == 0


def test_absence_that_empties_the_child_supplement_leaves_nothing_of_it_to_be_paid_back() -> None:
    """Both the old and the new supplement are used up, so that the higher one makes no difference."""
    cuts = Practice({"benefit.absence_cuts_child_supplement": "yes"})
    january = MonthFacts(
        date(2026, 1, 1),
        GROWN,
        children=1,
        weekly_hours_worked=Decimal(15),
        deducted_hours=Decimal(165),
    )
    decision = back_pay(january, date(2025, 12, 1), cuts)
    assert (decision.value.amount, decision.outcome) == (0, Outcome.COMPUTED)
    one_day = replace(january, weekly_hours_worked=Decimal(0), deducted_hours=Decimal("7.5"))
    assert str(back_pay(one_day, date(2025, 12, 1), cuts).value.amount) == "20.67"


def test_too_much_is_never_claimed_by_a_machine() -> None:
    decision = owed(date(2026, 4, 1), MAY)
    assert (str(decision.value.amount), decision.outcome) == ("0.00", Outcome.UNDECIDED)
    last = decision.because[-1]
    assert (last.reason.code, str(last.reason.amount)) == ("back-pay.paid-too-much", "1086.66")
    assert last.basis.key == "LOV-2009-12-18-131/40/1/1"
    assert decision.would_change == (PaidWithOwnAmounts(date(2026, 4, 1)),)


@pytest.mark.parametrize(
    ("hours", "apprentice", "outcome"),
    [
        pytest.param("18.75", False, Outcome.COMPUTED, id="§ 30 ledd 2 punktum 2: halv stilling"),
        pytest.param("18.76", False, Outcome.UNDECIDED, id="§ 30 ledd 2 punktum 2: mer enn halv"),
        pytest.param("18.76", True, Outcome.COMPUTED, id="§ 30 ledd 2 punktum 2: lærling"),
    ],
)
def test_more_than_half_a_position_is_for_a_caseworker_here_too(
    hours: str, apprentice: bool, outcome: Outcome
) -> None:
    decision = owed(MAY, APRIL_30, weekly_hours_worked=Decimal(hours), apprentice=apprentice)
    assert decision.outcome is outcome
    assert decision.value.amount > 0
    above = [b for b in decision.because if b.reason.code == "working-beside.above-the-limit"]
    assert bool(above) is bool(decision.would_change) is (outcome is Outcome.UNDECIDED)
    both = owed(date(2026, 4, 1), MAY, weekly_hours_worked=Decimal(20))
    assert [reason.code for reason in both.would_change][:2] == [
        "back-pay.paid-with-own-amounts",
        "working-beside.at-most",
    ]


def test_an_apprentice_can_be_told_of_in_json() -> None:
    given = dict(ALL["back-pay"].example) | {"weekly_hours_worked": "30", "apprentice": True}
    answer = ALL["back-pay"].answer(given, Around(lambda _year: frozenset(), USUAL))
    assert answer.outcome is Outcome.COMPUTED


def test_the_child_supplement_needs_a_law_at_both_times() -> None:
    with pytest.raises(NoLawInForce):
        owed(date(2012, 1, 1), date(2011, 12, 31), children=1)
    assert owed(date(2012, 1, 1), date(2011, 12, 31)).value.amount == 0


def ask(**facts: object) -> dict[str, Any]:
    question = ALL["back-pay"]
    given = dict(question.example) | facts
    return question.value(question.answer(given, Around(lambda _year: frozenset(), USUAL)).value)


def test_back_pay_can_be_asked_in_json_with_a_day_or_a_month() -> None:
    assert ask() == {"amount": "1053.23"}
    assert ask(paid_with_rates_of="2026-04", method=None) == {"amount": "1086.66"}


@pytest.mark.parametrize("wrong", ["2026", "2026-4", "2026-13", "2026-04-31", 202604])
def test_another_way_to_write_the_time_is_refused_by_name(wrong: object) -> None:
    with pytest.raises(BadFacts, match=r"^paid_with_rates_of: "):
        ask(paid_with_rates_of=wrong)
