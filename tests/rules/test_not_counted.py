"""What stops the programme's clock: sosialtjenesteloven § 32 ledd 1 punktum 3 and the office's reading of it."""

from datetime import date, timedelta

import pytest

from portal.rules import not_counted
from portal.rules.decision import Because, Reason
from portal.rules.law import Citation
from portal.rules.not_counted import (
    KINDS,
    READINGS,
    SETTINGS,
    Away,
    PandemicNotCounted,
    because_of,
    leave_of,
    pandemic_rows,
    setting_of,
    stops_the_clock,
    suspended_of,
)
from portal.rules.parameters import NoLawInForce, dated
from portal.rules.practice import USUAL, Practice

FIRST, LAST = date(2026, 3, 2), date(2026, 3, 6)
PANDEMIC = Away(date(2020, 3, 16), date(2020, 5, 7), "PANDEMIC")


@pytest.mark.parametrize(
    ("kind", "stops"),
    [
        pytest.param("LEAVE", True, id="§ 32 ledd 1 punktum 3: godkjent permisjon"),
        pytest.param("SUSPENDED", True, id="§ 32 ledd 1 punktum 3: avbrudd"),
        pytest.param("BEFORE_BIRTH", True, id="KVF § 12 ledd 2: permisjon før termin"),
        pytest.param("AFTER_BIRTH", True, id="KVF § 13 ledd 1: permisjon etter fødsel"),
        pytest.param("WELFARE", True, id="KVF § 15: velferdspermisjon"),
        pytest.param("UNPAID_LEAVE", True, id="permisjon uten stønad"),
        pytest.param("SICKNESS", False, id="KVF § 5: sykdom er fravær"),
        pytest.param("SICK_CHILD", False, id="KVF § 11: sykt barn er fri"),
        pytest.param("HOLIDAY", False, id="KVF § 17: ferie"),
        pytest.param("PANDEMIC", True, id="KVF § 17a: pandemi"),
    ],
)
def test_what_stops_the_clock_when_the_office_has_chosen_nothing(kind: str, stops: bool) -> None:
    assert stops_the_clock(kind, USUAL) is stops


def test_there_are_no_other_kinds() -> None:
    assert ("LEAVE", "SUSPENDED", *READINGS, "PANDEMIC") == KINDS
    with pytest.raises(KeyError, match="TRIP"):
        stops_the_clock("TRIP", USUAL)


@pytest.mark.parametrize("kind", READINGS)
def test_the_office_reads_each_kind_as_it_will_and_says_so(kind: str) -> None:
    name = f"duration.{kind.casefold()}_stops_the_clock"
    assert setting_of(kind) == name
    assert name in SETTINGS
    away = (Away(FIRST, LAST, kind),)
    not_counted_class, counts_class = READINGS[kind]
    for choice, expected, interval in (
        ("yes", not_counted_class, ((FIRST, LAST),)),
        ("no", counts_class, ()),
    ):
        office = Practice({name: choice})
        assert leave_of(away, office) == interval
        assert because_of(away, FIRST, LAST, office) == (Because(_of(expected, 5), USUAL.basis(name)),)


def _of(kind: type[Reason], days: int) -> Reason:
    return kind(days)  # type: ignore[call-arg]


def test_leave_and_suspension_are_two_columns_and_need_no_reading() -> None:
    away = (Away(FIRST, LAST, "LEAVE"), Away(LAST, LAST, "SUSPENDED"))
    assert leave_of(away, USUAL) == ((FIRST, LAST),)
    assert suspended_of(away) == ((LAST, LAST),)
    assert because_of(away, FIRST, LAST, USUAL) == ()


def test_only_days_in_the_programme_are_told_and_each_once() -> None:
    away = (
        Away(FIRST - timedelta(days=9), FIRST, "SICKNESS"),
        Away(FIRST, FIRST + timedelta(days=1), "SICKNESS"),
        Away(LAST, LAST + timedelta(days=9), "SICKNESS"),
        Away(LAST + timedelta(days=1), LAST + timedelta(days=1), "HOLIDAY"),
    )
    assert because_of(away, FIRST, LAST, USUAL) == (
        Because(not_counted.SicknessCounts(3), USUAL.basis("duration.sickness_stops_the_clock")),
    )


def test_absence_in_the_pandemic_is_not_counted_while_that_was_the_law() -> None:
    """KVF § 17a."""
    assert leave_of((PANDEMIC,), USUAL) == ((PANDEMIC.first, PANDEMIC.last),)
    (because,) = because_of((PANDEMIC,), date(2019, 6, 3), date(2021, 6, 2), USUAL)
    assert because.reason == PandemicNotCounted(53)
    assert isinstance(because.basis, Citation)
    assert because.basis.key == "FOR-2011-12-21-1471/17a"
    assert pandemic_rows(PANDEMIC.first, PANDEMIC.last) == [dated(not_counted.PANDEMIC_RULE, PANDEMIC.first)]


@pytest.mark.parametrize(
    ("first", "last"),
    [
        pytest.param(date(2020, 3, 15), date(2020, 3, 16), id="§ 17a: dagen før"),
        pytest.param(date(2020, 5, 7), date(2020, 5, 8), id="§ 17a: dagen etter"),
        pytest.param(date(2026, 3, 2), date(2026, 3, 2), id="nå"),
    ],
)
def test_on_other_days_there_is_no_such_absence(first: date, last: date) -> None:
    with pytest.raises(NoLawInForce):
        leave_of((Away(first, last, "PANDEMIC"),), USUAL)
