"""The benefit of a month, line by line: sosialtjenesteloven § 35."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from portal.rules.benefit import MonthFacts
from portal.rules.benefit_month import BenefitMonth, benefit_month
from portal.rules.decision import Decision, Outcome, as_data, from_data
from portal.rules.law import Citation
from portal.rules.parameters import NoLawInForce
from portal.rules.practice import USUAL, Practice
from portal.rules.questions import ALL, Around
from portal.rules.questions.facts import BadFacts

OLD, GROWN, YOUNG = date(1970, 1, 1), date(1990, 1, 1), date(2002, 3, 14)
CUTS = Practice({"benefit.absence_cuts_child_supplement": "yes"})
WHOLE_DAYS = Practice({"benefit.absence_unit": "whole-days"})


def month(
    name: str, born: date = GROWN, practice: Practice = USUAL, **more: object
) -> Decision[BenefitMonth]:
    return benefit_month(MonthFacts(date.fromisoformat(f"{name}-01"), born, **more), practice)


def amounts(decision: Decision[Any]) -> list[tuple[str, str]]:
    return [(line.line, str(line.amount)) for line in decision.value.lines]


def codes(decision: Decision[Any]) -> list[str]:
    return [because.reason.code for because in decision.because]


def basis_of(decision: Decision[Any], code: str) -> str:
    (basis,) = {because.basis for because in decision.because if because.reason.code == code}
    return basis.key if isinstance(basis, Citation) else basis.code


@pytest.mark.parametrize(
    ("name", "born", "method", "benefit", "child", "gross"),
    [
        ("2026-11", YOUNG, "FLAT_12", "15483.14", "823.33", "16306.47"),
        ("2026-11", YOUNG, "WEEKDAYS", "15006.74", "798.00", "15804.74"),
        ("2026-10", YOUNG, "WEEKDAYS", "15721.34", "836.00", "16557.34"),
        ("2026-12", YOUNG, "WEEKDAYS", "16435.95", "874.00", "17309.95"),
        ("2023-05", date(2000, 1, 1), "FLAT_12", "13180.00", "758.33", "13938.33"),
        ("2023-12", date(2000, 1, 1), "FLAT_12", "13180.00", "758.33", "13938.33"),
        ("2024-07", date(2000, 1, 1), "FLAT_12", "14063.40", "780.00", "14843.40"),
        ("2024-12", date(2000, 1, 1), "FLAT_12", "14063.40", "780.00", "14843.40"),
        ("2025-05", date(2002, 1, 1), "FLAT_12", "14758.70", "801.67", "15560.36"),
    ],
)
def test_a_24_year_old_with_one_child(
    name: str, born: date, method: str, benefit: str, child: str, gross: str
) -> None:
    """Worked example 1. For 2025 the lines come to an øre more than the month rounded once, and a line says so."""
    decision = month(name, born, children=1, method=method)
    lines = [("benefit-under-25", benefit), ("child-supplement", child)]
    off = Decimal(gross) - Decimal(benefit) - Decimal(child)
    assert amounts(decision) == lines + ([("rounding", str(off))] if off else [])
    assert off == (Decimal("-0.01") if name == "2025-05" else 0)
    codes = [because.reason.code for because in decision.because]
    assert ("benefit-month.rounded-once" in codes) == bool(off)
    assert str(decision.value.gross) == gross
    assert decision.outcome is Outcome.COMPUTED


def test_the_factor_rose_in_july_2024() -> None:
    """Worked example 5: exactly 423.7623."""
    june, july = (month(name).value.gross for name in ("2024-06", "2024-07"))
    assert (str(june), str(july)) == ("20671.33", "21095.10")
    exact = Decimal(124028) * (Decimal("2.041") - 2) / 12
    assert round(exact, 4) == Decimal("423.7623")


@pytest.mark.parametrize(
    ("method", "lines", "gross"),
    [
        pytest.param(
            "WEEKDAYS",
            [("benefit-under-25", "5002.25", 7, "714.61"), ("benefit", "17150.55", 16, "1071.91")],
            "22152.80",
            id="§ 35 ledd 2 punktum 2: dag for dag",
        ),
        pytest.param(
            "FLAT_12",
            [("benefit-under-25", "4712.26", 7, "15483.14"), ("benefit", "16156.32", 16, "23224.71")],
            "20868.58",
            id="§ 35 ledd 2 punktum 2: en tolvdel",
        ),
    ],
)
def test_turning_25_inside_a_month(method: str, lines: list[Any], gross: str) -> None:
    """Worked example 6."""
    decision = month("2026-12", date(2001, 12, 10), method=method)
    assert [
        (line.line, str(line.amount), line.days, str(line.rate)) for line in decision.value.lines
    ] == lines
    assert str(decision.value.gross) == gross
    assert codes(decision).count("rates.full-rate-from") == 1
    assert codes(decision).count("rates.day-rate") == (2 if method == "WEEKDAYS" else 0)


@pytest.mark.parametrize("method", ["FLAT_12", "WEEKDAYS"])
def test_a_month_suspended_as_a_whole_is_nothing(method: str) -> None:
    away = ((date(2026, 10, 20), date(2026, 12, 3)),)
    decision = month(
        "2026-11",
        method=method,
        children=2,
        suspended=away,
        weekly_hours_worked=Decimal(20),
        deducted_hours=Decimal(5),
    )
    assert (str(decision.value.gross), decision.value.lines, decision.outcome) == (
        "0.00",
        (),
        Outcome.COMPUTED,
    )
    assert basis_of(decision, "benefit.suspended-days") == "LOV-2009-12-18-131/35/1/2"
    assert {"benefit-month.no-days", "reduction.absence-hours-capped"} <= set(codes(decision))


def test_a_month_partly_suspended_pays_its_other_days() -> None:
    away = ((date(2026, 11, 9), date(2026, 11, 15)),)
    days = month("2026-11", YOUNG, children=1, method="WEEKDAYS", suspended=away)
    assert amounts(days) == [("benefit-under-25", "11433.70"), ("child-supplement", "608.00")]
    flat = month("2026-11", YOUNG, children=1, method="FLAT_12", suspended=away)
    assert amounts(flat) == [("benefit-under-25", "11796.68"), ("child-supplement", "627.30")]
    assert basis_of(flat, "benefit.for-part-of-month") == "benefit.part-of-flat-month"
    assert basis_of(flat, "benefit.child-for-part-of-month") == "benefit.part-of-flat-month"


def test_every_line_is_explained_in_its_order() -> None:
    decision = month(
        "2026-11",
        YOUNG,
        children=1,
        weekly_hours_worked=Decimal(5),
        deducted_hours=Decimal(3),
        method="WEEKDAYS",
    )
    assert codes(decision) == [
        "rates.grunnbelop-since",
        "rates.annual-benefit",
        "rates.share-below-age",
        "rates.full-rate-from",
        "rates.day-rate",
        "benefit.by-days",
        "children.each-child",
        "rates.child-day",
        "benefit.child-by-days",
        "paid-work.reduces",
        "reduction.absence-hours",
        "reduction.child-supplement-left-alone",
        "benefit-month.rounded-once",
        "working-beside.within-the-limit",
        "working-beside.full-position",
        "payment.in-arrears",
        "payment.municipality-sets-payday",
        "payment.tax-is-withheld",
    ]
    assert basis_of(decision, "children.each-child") == "FOR-2011-12-21-1471/3/1/1"
    assert basis_of(decision, "rates.child-day") == "FOR-2017-12-13-2100/8"
    assert basis_of(decision, "benefit.by-days") == "benefit.month_method"
    assert basis_of(decision, "rates.day-rate") == "LOV-2009-12-18-131/35/3/1"
    assert from_data(as_data(decision)) == decision


def test_months_before_2012_are_known_only_without_children_and_work() -> None:
    assert str(month("2011-12", OLD).value.gross) == "13202.67"
    assert str(month("2007-11", OLD).value.gross) == "11135.33"
    assert str(month("2011-12", OLD, deducted_hours=Decimal("7.5")).value.gross) == "12593.31"
    for more in ({"children": 1}, {"weekly_hours_worked": Decimal(1)}):
        with pytest.raises(NoLawInForce):
            month("2011-12", **more)
        assert month("2012-01", **more).value.gross > 0
    with pytest.raises(NoLawInForce):
        month("2007-10")


def asked(**facts: object) -> dict[str, Any]:
    question = ALL["benefit-month"]
    given = {"month": "2026-11", "born": "2002-03-14", "children": 1} | facts
    return question.value(question.answer(given, Around(lambda _year: frozenset(), USUAL)).value)


def test_a_month_can_be_asked_in_json() -> None:
    assert asked(method="weekdays", deducted_hours="3", weekly_hours_worked="5") == {
        "gross": "13411.59",
        "lines": [
            {"code": "benefit-under-25", "amount": "15006.74", "days": 21, "rate": "714.61"},
            {"code": "child-supplement", "amount": "798.00", "days": 21, "rate": "38.00"},
            {"code": "paid-work", "amount": "-2107.30", "hours": "5", "rate": "421.46"},
            {"code": "unpermitted-absence", "amount": "-285.84", "hours": "3", "rate": "95.28"},
            {"code": "rounding", "amount": "-0.01"},
        ],
    }
    assert asked()["gross"] == "16306.47"
    suspended = [{"from": "2026-11-01", "to": "2026-11-30"}]
    assert asked(suspended=suspended) == {"gross": "0.00", "lines": []}
    part = asked(participates_from="2026-11-02", participates_to="2026-11-02", method="WEEKDAYS")
    assert part["gross"] == "752.61"


@pytest.mark.parametrize(
    ("field", "wrong"),
    [
        ("month", {"month": "2026-13"}),
        ("born", {"born": "2026-12-01"}),
        ("children", {"children": -1}),
        ("children", {"children": "1"}),
        ("method", {"method": "MONTHLY"}),
        ("deducted_hours", {"deducted_hours": "-1"}),
        ("weekly_hours_worked", {"weekly_hours_worked": "many"}),
        ("suspended[0].to", {"suspended": [{"from": "2026-11-02", "to": "2026-11-01"}]}),
        ("participates_to", {"participates_from": "2026-11-02", "participates_to": "2026-11-01"}),
        ("apprentice", {"apprentice": "yes"}),
        ("has_right_to_other_benefit", {"has_right_to_other_benefit": 1}),
    ],
)
def test_a_month_with_a_wrong_fact_is_refused_by_its_name(field: str, wrong: dict[str, Any]) -> None:
    with pytest.raises(BadFacts) as refused:
        asked(**wrong)
    assert refused.value.field == field


def test_a_flat_month_explains_benefit_supplement_and_the_days_without() -> None:
    whole = codes(month("2026-11", YOUNG, children=1))
    assert whole[4:8] == [
        "benefit.for-month",
        "children.each-child",
        "rates.child-day",
        "benefit.child-for-month",
    ]
    away = ((date(2026, 11, 9), date(2026, 11, 15)),)
    assert codes(month("2026-11", YOUNG, suspended=away))[4:6] == [
        "benefit.suspended-days",
        "benefit.for-part-of-month",
    ]
