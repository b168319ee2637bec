"""What work and absence take off a month: sosialtjenesteloven §§ 30, 36 and 37."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from portal.rules.benefit import MonthFacts
from portal.rules.benefit_month import BenefitMonth, benefit_month
from portal.rules.decision import Decision, Outcome
from portal.rules.law import Citation, HouseRule
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
    ("hours", "born", "taken", "gross"),
    [
        pytest.param("7.5", GROWN, "-1071.91", "23799.47", id="§ 36 ledd 1 punktum 1: en dag"),
        pytest.param("7.5", YOUNG, "-714.61", "16415.20", id="§ 36 ledd 1 punktum 1: en dag under 25"),
        pytest.param("3", GROWN, "-428.76", "24442.61", id="§ 36 ledd 1 punktum 1: tre timer"),
    ],
)
def test_absence_without_permission_takes_its_hours(hours: str, born: date, taken: str, gross: str) -> None:
    """Worked example 2; the child supplement is left alone."""
    decision = month("2026-11", born, children=2, deducted_hours=Decimal(hours))
    line = next(line for line in decision.value.lines if line.line == "unpermitted-absence")
    assert (line.line, str(line.amount), line.hours, line.days) == (
        "unpermitted-absence",
        taken,
        Decimal(hours),
        None,
    )
    assert str(line.rate) == ("142.92" if born == GROWN else "95.28")
    assert str(decision.value.gross) == gross
    assert basis_of(decision, "reduction.absence-hours") == "LOV-2009-12-18-131/36/1/1"
    assert (
        basis_of(decision, "reduction.child-supplement-left-alone") == "benefit.absence_cuts_child_supplement"
    )


@pytest.mark.parametrize(
    ("hours", "cut"),
    [
        pytest.param("7.4", [], id="KVP-ABS-03: nesten en hel dag"),
        pytest.param("7.5", ["-76.00"], id="KVP-ABS-03: en hel dag, to barn"),
        pytest.param("15", ["-152.00"], id="KVP-ABS-03: to hele dager"),
    ],
)
def test_an_office_may_let_absence_cut_the_child_supplement_for_whole_days(
    hours: str, cut: list[str]
) -> None:
    decision = month("2026-11", practice=CUTS, children=2, deducted_hours=Decimal(hours))
    code = "unpermitted-absence-child-supplement"
    assert [str(line.amount) for line in decision.value.lines if line.line == code] == cut
    assert [line.days for line in decision.value.lines if line.line == code] == [
        int(float(hours) // 7.5)
    ] * len(cut)
    assert "reduction.child-supplement-left-alone" not in codes(decision)
    assert "reduction.absence-cuts-child-supplement" in codes(decision)


def test_absence_that_cuts_the_child_supplement_can_empty_the_month_and_no_more() -> None:
    decision = month(
        "2026-12",
        practice=CUTS,
        children=1,
        method="FLAT_12",
        deducted_hours=Decimal(200),
        weekly_hours_worked=Decimal(15),
    )
    assert [line.amount for line in decision.value.lines if "absence" in line.line] == [
        Decimal("-13934.82"),
        Decimal("-494.00"),
    ]
    assert decision.value.gross == 0


def test_whole_days_only_is_another_way_to_count() -> None:
    decision = month("2026-11", practice=WHOLE_DAYS, deducted_hours=Decimal(16))
    line = decision.value.lines[-1]
    assert (line.days, line.hours, str(line.rate), str(line.amount)) == (2, None, "1071.91", "-2143.82")
    assert basis_of(decision, "reduction.only-whole-days") == "benefit.absence_unit"
    part = month("2026-11", practice=WHOLE_DAYS, deducted_hours=Decimal("7.4"))
    assert amounts(part) == [("benefit", "23224.71")]
    assert "reduction.only-whole-days" in codes(part)


@pytest.mark.parametrize(
    ("hours", "taken", "paid", "outcome"),
    [
        pytest.param("15", "-9948.55", "14922.83", Outcome.COMPUTED, id="§ 37: 15 av 37,5 timer"),
        pytest.param(
            "18.75", "-12435.69", "12435.69", Outcome.COMPUTED, id="§ 30 ledd 2 punktum 2: halv stilling"
        ),
        pytest.param(
            "18.76", "-12442.32", "12429.06", Outcome.UNDECIDED, id="§ 30 ledd 2: litt mer enn halv"
        ),
        pytest.param(
            "20", "-13264.73", "11606.64", Outcome.UNDECIDED, id="§ 30 ledd 2: mer enn halv stilling"
        ),
        pytest.param("37.49", "-24864.74", "6.63", Outcome.UNDECIDED, id="§ 37: nesten full tid"),
        pytest.param("37.5", "-24871.38", "0.00", Outcome.UNDECIDED, id="§ 37: full tid"),
        pytest.param("45", "-24871.38", "0.00", Outcome.UNDECIDED, id="§ 37: mer enn full tid"),
    ],
)
def test_paid_work_takes_its_share_of_benefit_and_child_supplement(
    hours: str, taken: str, paid: str, outcome: Outcome
) -> None:
    """Worked example 3."""
    decision = month("2026-11", children=2, weekly_hours_worked=Decimal(hours))
    assert amounts(decision)[:3] == [
        ("benefit", "23224.71"),
        ("child-supplement", "1646.67"),
        ("paid-work", taken),
    ]
    assert [line for line, _ in amounts(decision)[3:]] in ([], ["rounding"])
    assert (decision.value.lines[2].hours, str(decision.value.lines[2].rate)) == (Decimal(hours), "663.24")
    assert (str(decision.value.gross), decision.outcome) == (paid, outcome)
    assert bool(decision.would_change) is (outcome is Outcome.UNDECIDED)
    full = Decimal(hours) >= Decimal("37.5")
    assert (
        basis_of(decision, "paid-work.full-time" if full else "paid-work.reduces")
        == "LOV-2009-12-18-131/37/1/1"
    )


def test_more_than_half_a_position_is_for_a_caseworker_and_names_the_sentence() -> None:
    decision = month("2026-11", weekly_hours_worked=Decimal(20))
    assert "LOV-2009-12-18-131/30/2/2" in {
        b.basis.key for b in decision.because if isinstance(b.basis, Citation)
    }
    assert [reason.code for reason in decision.would_change] == [
        "working-beside.at-most",
        "working-beside.apprenticeship-is-another-case",
    ]


def test_an_apprentice_is_not_held_to_half_a_position_unless_the_office_says_so() -> None:
    capped = Practice({"content.apprentice_is_capped": "yes"})
    asked = {"weekly_hours_worked": Decimal(30), "apprentice": True}
    assert month("2026-11", **asked).outcome is Outcome.COMPUTED
    assert month("2026-11", practice=capped, **asked).outcome is Outcome.UNDECIDED
    assert month("2026-11", **asked).value == month("2026-11", practice=capped, **asked).value


def test_full_time_work_leaves_nothing_even_when_the_lines_were_rounded_up() -> None:
    """Two lines of benefit and one of supplement, each rounded by itself."""
    for day in range(1, 31):
        decision = month("2026-11", date(2001, 11, day), children=1, weekly_hours_worked=Decimal("37.5"))
        assert decision.value.gross == 0


def test_absence_in_a_month_with_two_rates_is_counted_at_the_lower_one() -> None:
    decision = month("2026-12", date(2001, 12, 10), deducted_hours=Decimal("7.5"))
    assert amounts(decision)[-1] == ("unpermitted-absence", "-714.61")
    (lower,) = [b for b in decision.because if b.reason.code == "reduction.lower-rate-used"]
    assert isinstance(lower.basis, HouseRule)
    assert str(lower.reason.hour_rate) == "95.28"
    assert "reduction.lower-rate-used" not in codes(month("2026-11", deducted_hours=Decimal(1)))


def test_only_what_the_lower_days_do_not_hold_is_counted_at_the_higher_rate() -> None:
    """Seven weekdays to 9 December at 95.28 an hour, the rest of the month at 142.92."""
    edge = month("2026-12", date(2001, 12, 10), deducted_hours=Decimal("52.5"))
    assert amounts(edge)[-1] == ("unpermitted-absence", "-5002.25")
    assert "reduction.lower-rate-used" in codes(edge)
    decision = month("2026-12", date(2001, 12, 10), deducted_hours=Decimal(60))
    (line,) = [line for line in decision.value.lines if line.line == "unpermitted-absence"]
    assert (str(line.amount), line.hours, line.rate) == ("-6074.15", Decimal(60), None)
    (rest,) = [b for b in decision.because if b.reason.code == "reduction.rest-at-higher-rate"]
    assert isinstance(rest.basis, HouseRule)
    assert (rest.reason.lower_hours, rest.reason.hours, str(rest.reason.hour_rate)) == (
        Decimal("52.5"),
        Decimal("7.5"),
        "142.92",
    )
    by_days = month("2026-12", date(2001, 12, 10), WHOLE_DAYS, deducted_hours=Decimal(61))
    assert ("unpermitted-absence", "-6074.15") in amounts(by_days)
    assert codes(by_days).count("reduction.absence-days") == 2
    (rest,) = [b for b in by_days.because if b.reason.code == "reduction.rest-at-higher-rate"]
    assert (rest.reason.lower_hours, rest.reason.hours) == (Decimal("52.5"), Decimal("7.5"))


@pytest.mark.parametrize(
    ("name", "born", "method", "hours", "suspended"),
    [
        pytest.param("2026-12", date(2001, 12, 10), "WEEKDAYS", "172.5", (), id="§ 36: to satser"),
        pytest.param("2026-12", date(2001, 12, 10), "FLAT_12", "172.5", (), id="§ 36: to satser, tolvdel"),
        pytest.param("2026-11", GROWN, "FLAT_12", "157.5", (), id="§ 36: tolvdel, kort måned"),
        pytest.param(
            "2024-01", date(1999, 1, 22), "FLAT_12", "172.5", ((22, 24),), id="§ 36: avbrutt tre dager"
        ),
        pytest.param(
            "2024-01", date(1999, 1, 22), "FLAT_12", "172.5", ((22, 24), (1, 10)), id="§ 36: avbrutt mer"
        ),
    ],
)
@pytest.mark.parametrize("practice", [USUAL, WHOLE_DAYS])
def test_absence_from_every_hour_takes_the_whole_benefit(
    name: str, born: date, method: str, hours: str, suspended: tuple[tuple[int, int], ...], practice: Practice
) -> None:
    year, number = map(int, name.split("-"))
    pauses = tuple((date(year, number, a), date(year, number, b)) for a, b in suspended)
    asked = {"method": method, "deducted_hours": Decimal(hours), "suspended": pauses}
    alone = month(name, born, practice, **asked)
    assert str(alone.value.gross) == "0.00"
    assert "rounding" not in [line.line for line in alone.value.lines]
    assert basis_of(alone, "reduction.absence-takes-all") == "LOV-2009-12-18-131/36/1/1"
    assert alone.value.lines[-1].rate is None
    child = month(name, born, practice, children=1, **asked)
    assert [line.amount for line in child.value.lines if line.line == "child-supplement"] == [
        child.value.gross
    ]


@pytest.mark.parametrize(
    ("told", "counted", "taken", "left"),
    [
        pytest.param("157.5", "157.5", "-22510.10", "0.00", id="21 dager à 7,5 timer"),
        pytest.param("157.6", "157.5", "-22510.10", "0.00", id="litt mer"),
        pytest.param("157.4", "157.4", "-22495.81", "14.29", id="litt mindre"),
    ],
)
def test_absence_is_never_more_than_the_month_holds(told: str, counted: str, taken: str, left: str) -> None:
    decision = month("2026-11", method="WEEKDAYS", deducted_hours=Decimal(told))
    line = decision.value.lines[-1]
    assert (line.hours, str(line.amount), str(decision.value.gross)) == (Decimal(counted), taken, left)
    assert ("reduction.absence-hours-capped" in codes(decision)) is (told != counted)
    assert "reduction.absence-takes-what-is-left" not in codes(decision)


def test_absence_takes_no_more_than_work_has_left_and_no_child_supplement() -> None:
    """Two lines are left of 24 871.38: three fifths of the supplement, 988.00, and nothing of the benefit."""
    decision = month("2026-11", children=2, weekly_hours_worked=Decimal(15), deducted_hours=Decimal(150))
    assert amounts(decision)[2:] == [("paid-work", "-9948.55"), ("unpermitted-absence", "-13934.83")]
    assert str(decision.value.gross) == "988.00"
    (left,) = [b for b in decision.because if b.reason.code == "reduction.absence-takes-what-is-left"]
    assert str(left.reason.amount) == "13934.83"
    assert isinstance(left.basis, HouseRule)


@pytest.mark.parametrize(
    ("name", "absence", "work"),
    [
        pytest.param(
            "2019-01", "LOV-2009-12-18-131/36/1/1", "LOV-2009-12-18-131/37/1/1", id="§§ 36 og 37: 2019"
        ),
        pytest.param("2018-12", "LOV-2009-12-18-131/36", "LOV-2009-12-18-131/37", id="§§ 36 og 37: 2018"),
    ],
)
def test_reductions_name_the_law_of_their_time(name: str, absence: str, work: str) -> None:
    decision = month(name, deducted_hours=Decimal(1), weekly_hours_worked=Decimal(5))
    assert basis_of(decision, "reduction.absence-hours") == absence
    assert basis_of(decision, "paid-work.reduces") == work


def test_absence_before_2012_needs_no_child_supplement_where_there_are_no_children() -> None:
    old = date(1970, 1, 1)
    assert str(month("2011-12", old, CUTS, deducted_hours=Decimal("7.5")).value.gross) == "12593.31"
