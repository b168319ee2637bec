"""What is said with every month: payday, tax, holiday pay and other benefits (sosialtjenesteloven §§ 38 and 39)."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from portal.rules.benefit import MonthFacts
from portal.rules.benefit_month import BenefitMonth, benefit_month
from portal.rules.decision import Decision, Outcome
from portal.rules.law import Citation
from portal.rules.payment import HALF_TAX, NO_HOLIDAY_PAY
from portal.rules.practice import USUAL, Practice
from portal.rules.rates import benefit_rates
from portal.rules.working_beside import work_hours
from portal.text.dates import Dates
from portal.text.reasons import sentence
from portal.text.words import Words

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
    ("name", "paid_on", "said"),
    [
        pytest.param("2026-05", date(2026, 6, 12), {"no-tax-in-june", "no-holiday-pay"}, id="mai, i juni"),
        pytest.param("2026-06", date(2026, 6, 30), {"no-tax-in-june", "no-holiday-pay"}, id="juni, i juni"),
        pytest.param("2026-06", date(2026, 7, 10), {"tax-is-withheld"}, id="juni, i juli"),
        pytest.param(
            "2026-11",
            date(2026, 12, 11),
            {"tax-is-withheld", "half-tax-in-december"},
            id="november, i desember",
        ),
        pytest.param("2026-12", date(2027, 1, 12), {"tax-is-withheld"}, id="desember, i januar"),
        pytest.param("2026-06", None, {"tax-is-withheld"}, id="juni, ingen vet når"),
        pytest.param("2026-12", None, {"tax-is-withheld"}, id="desember, ingen vet når"),
        pytest.param("2025-12", date(2026, 1, 12), {"tax-is-withheld"}, id="betalt i 2026"),
        pytest.param("2025-12", None, set(), id="før noen har lest reglene"),
        pytest.param("2025-11", date(2025, 12, 12), set(), id="betalt før noen har lest reglene"),
    ],
)
def test_what_is_said_of_tax_follows_the_day_of_payment(
    name: str, paid_on: date | None, said: set[str]
) -> None:
    decision = month(name, paid_on=paid_on)
    payment = {code.removeprefix("payment.") for code in codes(decision) if code.startswith("payment.")}
    assert payment == said | {"in-arrears", "municipality-sets-payday"}


def test_tax_and_payday_name_where_they_stand() -> None:
    june = month("2026-06", paid_on=date(2026, 6, 30))
    december = month("2026-12", paid_on=date(2026, 12, 30))
    assert basis_of(june, "payment.in-arrears") == "LOV-2009-12-18-131/39/1/1"
    assert basis_of(june, "payment.municipality-sets-payday") == "LOV-2009-12-18-131/39/1/2"
    assert basis_of(june, "payment.no-tax-in-june") == "FOR-2007-12-21-1766/5-7-1/3"
    assert basis_of(june, "payment.no-holiday-pay") == "payment.no-holiday-pay"
    assert basis_of(december, "payment.tax-is-withheld") == "LOV-1999-03-26-14/5-42"
    assert basis_of(december, "payment.half-tax-in-december") == "payment.half-tax-in-december"


def test_of_a_month_that_comes_to_nothing_no_payment_is_promised() -> None:
    rests = ((date(2026, 11, 1), date(2026, 11, 30)),)
    decision = month("2026-11", suspended=rests, paid_on=date(2026, 12, 11))
    assert decision.value.gross == 0
    assert not any(code.startswith("payment.") for code in codes(decision))


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
    assert [reason.code for reason in decision.would_change] == ["payment.no-other-benefit"]
    both = month("2026-11", other_benefit=True, weekly_hours_worked=Decimal(20))
    assert "payment.no-other-benefit" not in [reason.code for reason in both.would_change]


@pytest.mark.parametrize(
    ("name", "reduces", "refund"),
    [
        pytest.param("2019-01", "LOV-2009-12-18-131/38/1/1", "LOV-2009-12-18-131/38/2/1", id="§ 38: 2019"),
        pytest.param("2018-12", "LOV-2009-12-18-131/38", "LOV-2009-12-18-131/38", id="§ 38: 2018"),
        pytest.param("2010-01", "LOV-2009-12-18-131/38", "LOV-2009-12-18-131/38", id="§ 38: 2010"),
        pytest.param("2009-12", "LOV-2007-10-26-97/5A-10", None, id="§ 5A-10: 2009"),
    ],
)
def test_the_law_of_other_benefits_is_that_of_its_time(name: str, reduces: str, refund: str | None) -> None:
    decision = month(name, OLD, other_benefit=True)
    assert basis_of(decision, "payment.other-benefit-reduces") == reduces
    if refund:
        assert basis_of(decision, "payment.refund-may-be-claimed") == refund
    else:
        assert "payment.refund-may-be-claimed" not in codes(decision)
    days = {
        b.basis.wording_since for b in decision.because if b.reason.code == "payment.other-benefit-reduces"
    }
    assert days == {date(2019, 1, 1) if name == "2019-01" else None}


def test_what_nav_says_on_its_page_is_not_called_the_office_s_choice() -> None:
    for rule in (HALF_TAX, NO_HOLIDAY_PAY):
        assert rule.note.startswith("Nav's published practice, not the office's choice.")


def test_the_child_supplement_of_suspended_days_rests_on_a_reading() -> None:
    pause = ((date(2026, 11, 2), date(2026, 11, 3)),)
    code = "benefit.no-child-supplement-while-suspended"
    assert basis_of(month("2026-11", children=1, suspended=pause), code) == code
    assert code not in codes(month("2026-11", suspended=pause))
    assert code not in codes(month("2026-11", children=1))


@pytest.mark.parametrize(
    ("name", "said"),
    [
        pytest.param("2026-12", set(), id="siste måned vi kjenner"),
        pytest.param("2027-01", {"rates.child-day-not-decided"}, id="AAPF § 8: januar"),
        pytest.param("2027-04", {"rates.child-day-not-decided"}, id="FTL § 1-4: april"),
        pytest.param(
            "2027-05", {"rates.child-day-not-decided", "rates.grunnbelop-not-decided"}, id="FTL § 1-4: mai"
        ),
        pytest.param("2026-04", set(), id="et eldre beløp som er kjent"),
        pytest.param("2022-06", set(), id="barnetillegg som gjaldt i flere år"),
    ],
)
def test_an_amount_nobody_knows_yet_is_said_to_be_the_last_known(name: str, said: set[str]) -> None:
    decision = month(name, children=1)
    assert {code for code in codes(decision) if code.endswith("not-decided")} == said
    assert decision.outcome is Outcome.COMPUTED
    for because in decision.because:
        if because.reason.code == "rates.grunnbelop-not-decided":
            assert (because.reason.known_from, because.basis.key) == (
                date(2026, 5, 1),
                "LOV-1997-02-28-19/1-4",
            )
        if because.reason.code == "rates.child-day-not-decided":
            assert (because.reason.known_from, because.basis.key) == (
                date(2026, 1, 1),
                "FOR-2017-12-13-2100/8",
            )
    rates = benefit_rates(date.fromisoformat(f"{name}-01"), GROWN)
    assert {code for code in codes(rates) if code.endswith("not-decided")} == said


@pytest.mark.parametrize(
    ("hours", "said"),
    [
        pytest.param(
            "15",
            "Du jobber 15 timer i uka ved siden av programmet. "
            "Det er innenfor grensen på 50 prosent stilling, som er 18,75 timer.",
            id="§ 30 ledd 2 punktum 2: innenfor",
        ),
        pytest.param(
            "0",
            "Grensen for arbeid ved siden av programmet er 50 prosent stilling, som er 18,75 timer i uka.",
            id="§ 30 ledd 2 punktum 2: ikke noe arbeid",
        ),
    ],
)
def test_nobody_is_told_that_they_work_who_does_not(hours: str, said: str) -> None:
    within = work_hours(Decimal(hours), apprentice=False).because[0].reason
    assert sentence(Words("nb", {}), Dates("nb"), within) == said
    if hours == "0":
        beside = [
            code for code in codes(month("2026-11")) if code.startswith(("working-beside", "paid-work"))
        ]
        assert beside == []
