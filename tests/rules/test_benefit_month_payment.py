"""What is said with every month: payday, tax, holiday pay and other benefits (sosialtjenesteloven §§ 38 and 39)."""

from datetime import date
from typing import Any

import pytest

from portal.rules.benefit import MonthFacts
from portal.rules.benefit_month import BenefitMonth, benefit_month
from portal.rules.decision import Decision, Outcome
from portal.rules.law import Citation
from portal.rules.practice import USUAL, Practice

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
    ("name", "said"),
    [
        pytest.param("2026-05", {"tax-is-withheld"}, id="mai"),
        pytest.param("2026-06", {"no-tax-in-june", "no-holiday-pay"}, id="juni"),
        pytest.param("2026-07", {"tax-is-withheld"}, id="juli"),
        pytest.param("2026-12", {"tax-is-withheld", "half-tax-in-december"}, id="desember"),
        pytest.param("2026-01", {"tax-is-withheld"}, id="januar"),
        pytest.param("2025-12", set(), id="før noen har lest reglene"),
    ],
)
def test_what_is_said_of_tax_in_a_month(name: str, said: set[str]) -> None:
    decision = month(name)
    payment = {code.removeprefix("payment.") for code in codes(decision) if code.startswith("payment.")}
    assert payment == said | {"in-arrears", "municipality-sets-payday"}


def test_tax_and_payday_name_where_they_stand() -> None:
    june, december = month("2026-06"), month("2026-12")
    assert basis_of(june, "payment.in-arrears") == "LOV-2009-12-18-131/39/1/1"
    assert basis_of(june, "payment.municipality-sets-payday") == "LOV-2009-12-18-131/39/1/2"
    assert basis_of(june, "payment.no-tax-in-june") == "FOR-2007-12-21-1766/5-7-1/3"
    assert basis_of(june, "payment.no-holiday-pay") == "payment.no-holiday-pay"
    assert basis_of(december, "payment.tax-is-withheld") == "LOV-1999-03-26-14/5-42"
    assert basis_of(december, "payment.half-tax-in-december") == "payment.half-tax-in-december"


def test_the_act_of_2009_is_not_cited_before_it_was_in_force() -> None:
    assert "payment.in-arrears" in codes(month("2010-01"))
    assert not any(code.startswith("payment.") for code in codes(month("2009-12")))


def test_a_right_to_another_benefit_is_worked_out_by_a_human() -> None:
    decision = month("2026-11", other_benefit=True)
    assert decision.outcome is Outcome.UNDECIDED
    assert basis_of(decision, "payment.other-benefit-reduces") == "LOV-2009-12-18-131/38/1/1"
    assert basis_of(decision, "payment.refund-may-be-claimed") == "LOV-2009-12-18-131/38/2/1"
    changed = {b.basis.wording_since for b in decision.because if "/38/" in getattr(b.basis, "key", "")}
    assert changed == {date(2019, 1, 1)}
    assert decision.value == month("2026-11").value
