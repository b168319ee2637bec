"""What absence without permission takes: sosialtjenesteloven § 36; what paid work takes: § 37."""

from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest

from portal.rules.decision import Outcome
from portal.rules.law import Citation
from portal.rules.paid_work import work_share
from portal.rules.parameters import NoLawInForce
from portal.rules.practice import USUAL, Practice
from portal.rules.questions import ALL, Around
from portal.rules.questions.facts import BadFacts
from portal.rules.reduction import absence_reduction

GROWN, YOUNG = date(1990, 1, 1), date(2002, 3, 14)
NOVEMBER = date(2026, 11, 23)
CUTS = Practice({"benefit.absence_cuts_child_supplement": "yes"})
WHOLE_DAYS = Practice({"benefit.absence_unit": "whole-days"})


def ask(name: str, practice: Practice = USUAL, **given: object) -> dict[str, Any]:
    question = ALL[name]
    return question.value(question.answer(given, Around(lambda _year: frozenset(), practice)).value)


@pytest.mark.parametrize(
    ("hours", "born", "amount"),
    [
        pytest.param("7.5", GROWN, "1071.91", id="§ 36 ledd 1 punktum 1: en dag"),
        pytest.param("7.5", YOUNG, "714.61", id="§ 36 ledd 1 punktum 1: en dag, under 25 år"),
        pytest.param("3", GROWN, "428.76", id="§ 36 ledd 1 punktum 1: tre timer"),
        pytest.param("0", GROWN, "0.00", id="§ 36 ledd 1 punktum 1: ingen timer"),
    ],
)
def test_absence_takes_what_its_hours_are_worth(hours: str, born: date, amount: str) -> None:
    """Worked example 2."""
    decision = absence_reduction(Decimal(hours), NOVEMBER, born, children=3)
    value = decision.value
    assert decision.outcome is Outcome.COMPUTED
    assert (str(value.amount), str(value.benefit), str(value.child_supplement)) == (amount, amount, "0.00")
    assert [b.basis.key for b in decision.because if b.reason.code == "reduction.absence-hours"] == [
        "LOV-2009-12-18-131/36/1/1"
    ]
    assert decision.because[-1].reason.code == "reduction.child-supplement-left-alone"


@pytest.mark.parametrize(
    ("hours", "children", "child", "amount"),
    [
        pytest.param("7.5", 1, "38.00", "1109.91", id="KVP-ABS-03: en hel dag, ett barn"),
        pytest.param("15", 2, "152.00", "2295.82", id="KVP-ABS-03: to hele dager, to barn"),
        pytest.param("14.99", 2, "76.00", "2218.39", id="KVP-ABS-03: ikke to hele dager"),
        pytest.param("7.49", 2, "0.00", "1070.48", id="KVP-ABS-03: ikke en hel dag"),
        pytest.param("7.5", 0, "0.00", "1071.91", id="KVP-ABS-03: ingen barn"),
    ],
)
def test_where_the_office_says_so_whole_days_cut_the_child_supplement(
    hours: str, children: int, child: str, amount: str
) -> None:
    decision = absence_reduction(Decimal(hours), NOVEMBER, GROWN, children, CUTS)
    assert (str(decision.value.child_supplement), str(decision.value.amount)) == (child, amount)
    last = decision.because[-1]
    assert (last.reason.code == "reduction.absence-cuts-child-supplement") is bool(children)


@pytest.mark.parametrize(
    ("hours", "amount"),
    [
        pytest.param("7.49", "0.00", id="KVP-ABS-02: ikke en hel dag"),
        pytest.param("7.5", "1071.91", id="KVP-ABS-02: en hel dag"),
        pytest.param("16", "2143.82", id="KVP-ABS-02: to hele dager og litt"),
    ],
)
def test_where_the_office_says_so_only_whole_days_count(hours: str, amount: str) -> None:
    decision = absence_reduction(Decimal(hours), NOVEMBER, GROWN, 0, WHOLE_DAYS)
    assert str(decision.value.amount) == amount
    assert [b.reason.code for b in decision.because][-2:] == [
        "reduction.absence-days",
        "reduction.only-whole-days",
    ]


def test_absence_before_2012_is_counted_unless_the_child_supplement_is_asked_for() -> None:
    before, grown = date(2011, 12, 30), date(1970, 1, 1)
    assert str(absence_reduction(Decimal("7.5"), before, grown, 1).value.amount) == "609.35"
    with pytest.raises(NoLawInForce, match="child_day"):
        absence_reduction(Decimal("7.5"), before, grown, 1, CUTS)
    assert absence_reduction(Decimal("7.5"), before, grown, 0, CUTS).value.amount > 0


def test_the_older_act_is_cited_for_its_time() -> None:
    decision = absence_reduction(Decimal(1), date(2009, 12, 31), GROWN)
    keys = [b.basis.key for b in decision.because if isinstance(b.basis, Citation)]
    assert keys[-1] == "LOV-2007-10-26-97/5A-8"


@pytest.mark.parametrize(
    ("hours", "share"),
    [
        pytest.param("0", "0", id="§ 37: ikke noe arbeid"),
        pytest.param("15", "2/5", id="§ 37: 15 timer"),
        pytest.param("18.75", "1/2", id="§ 37: halv stilling"),
        pytest.param("37.49", "3749/3750", id="§ 37: nesten full tid"),
        pytest.param("37.5", "1", id="§ 37: full tid"),
        pytest.param("50", "1", id="§ 37: mer enn full tid"),
    ],
)
def test_paid_work_takes_its_share_of_full_time(hours: str, share: str) -> None:
    assert work_share(Decimal(hours), NOVEMBER) == Fraction(share)


def test_full_time_had_no_number_before_2012() -> None:
    assert work_share(Decimal(0), date(2011, 12, 31)) == 0
    with pytest.raises(NoLawInForce, match="weekly_hours"):
        work_share(Decimal(1), date(2011, 12, 31))


def test_the_reductions_can_be_asked_in_json() -> None:
    assert ask("absence-reduction", hours="3", on="2026-11-23", born="1990-01-01", children=2) == {
        "amount": "428.76",
        "benefit": "428.76",
        "child_supplement": "0.00",
        "hour_rate": "142.92",
    }
    month = {"month": "2026-11", "born": "1990-01-01", "children": 2, "method": "FLAT_12"}
    assert ask("paid-work-reduction", **month, weekly_hours_worked="15") == {
        "before": "24871.38",
        "reduction": "9948.55",
        "paid": "14922.83",
    }
    assert ask("paid-work-reduction", **month, weekly_hours_worked="18.75")["paid"] == "12435.69"
    assert ask("paid-work-reduction", **month, weekly_hours_worked="0")["reduction"] == "0.00"


@pytest.mark.parametrize(
    ("name", "field", "wrong"),
    [
        ("absence-reduction", "hours", {"hours": "-1"}),
        ("absence-reduction", "born", {"born": "2026-11-24"}),
        ("absence-reduction", "children", {"children": 1.5}),
        ("paid-work-reduction", "weekly_hours_worked", {"weekly_hours_worked": None}),
        ("paid-work-reduction", "born", {"born": "2026-12-01"}),
        ("paid-work-reduction", "deducted_hours", {"deducted_hours": "1"}),
    ],
)
def test_a_wrong_fact_is_refused_by_its_name(name: str, field: str, wrong: dict[str, Any]) -> None:
    with pytest.raises(BadFacts) as refused:
        ask(name, **(dict(ALL[name].example) | wrong))
    assert refused.value.field == field
