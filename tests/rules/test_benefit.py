"""Which days carry benefit and what they are worth: sosialtjenesteloven § 35."""

from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest

from portal.rules.benefit import (
    PART_OF_MONTH,
    BenefitForPartOfMonth,
    ChildSupplementForPartOfMonth,
    MonthFacts,
    OutsideProgramme,
    SuspendedDays,
    benefit_parts,
    child_parts,
    days_of,
    why_fewer_days,
    why_part,
)
from portal.rules.parameters import NoLawInForce
from portal.rules.practice import USUAL, Practice

NOVEMBER = date(2026, 11, 1)
GROWN = date(1990, 1, 1)


def facts(month: date = NOVEMBER, born: date = GROWN, **more: object) -> MonthFacts:
    return MonthFacts(month, born, **more)


@pytest.mark.parametrize(
    ("month", "number"),
    [
        pytest.param(date(2026, 10, 1), 22, id="§ 35 ledd 3: oktober 2026"),
        pytest.param(date(2026, 11, 1), 21, id="§ 35 ledd 3: november 2026"),
        pytest.param(date(2026, 12, 1), 23, id="§ 35 ledd 3: desember 2026, første juledag med"),
        pytest.param(date(2026, 5, 1), 21, id="§ 35 ledd 3: mai 2026, første mai med"),
        pytest.param(date(2026, 2, 1), 20, id="§ 35 ledd 3: februar 2026"),
        pytest.param(date(2024, 2, 1), 21, id="§ 35 ledd 3: februar i et skuddår"),
    ],
)
def test_every_weekday_carries_benefit_and_no_weekend_does(month: date, number: int) -> None:
    days = days_of(facts(month))
    assert (days.of_month, len(days.carrying), days.outside, days.suspended) == (number, number, 0, 0)
    assert all(day.isoweekday() <= 5 for day in days.carrying)


@pytest.mark.parametrize(
    ("more", "carrying", "outside", "suspended"),
    [
        pytest.param(
            {"suspended": ((date(2026, 11, 9), date(2026, 11, 13)),)},
            16,
            0,
            5,
            id="§ 35 ledd 1 punktum 2: en uke",
        ),
        pytest.param(
            {"suspended": ((date(2026, 11, 13), date(2026, 11, 16)),)},
            19,
            0,
            2,
            id="§ 35 ledd 1: en helg er ingenting",
        ),
        pytest.param(
            {"suspended": ((date(2026, 11, 2), date(2026, 11, 2)), (date(2026, 11, 1), date(2026, 11, 3)))},
            19,
            0,
            2,
            id="§ 35 ledd 1: en dag regnes bare én gang",
        ),
        pytest.param(
            {"suspended": ((date(2026, 9, 1), date(2027, 3, 1)),)}, 0, 0, 21, id="§ 35 ledd 1: hele måneden"
        ),
        pytest.param(
            {"participates_from": date(2026, 11, 16)}, 11, 10, 0, id="§ 35 ledd 1 punktum 1: fra en dag"
        ),
        pytest.param(
            {"participates_to": date(2026, 11, 16)}, 11, 10, 0, id="§ 35 ledd 1 punktum 1: til en dag"
        ),
        pytest.param(
            {"participates_from": date(2026, 11, 2)}, 21, 0, 0, id="§ 35 ledd 1: fra den første ukedagen"
        ),
        pytest.param(
            {"participates_to": date(2026, 10, 31)}, 0, 21, 0, id="§ 35 ledd 1: var sluttet før måneden"
        ),
        pytest.param(
            {
                "participates_from": date(2026, 11, 16),
                "suspended": ((date(2026, 11, 12), date(2026, 11, 17)),),
            },
            9,
            10,
            2,
            id="§ 35 ledd 1: utenfor går foran avbrutt",
        ),
    ],
)
def test_days_outside_or_suspended_carry_nothing(
    more: dict[str, Any], carrying: int, outside: int, suspended: int
) -> None:
    month = facts(**more)
    days = days_of(month)
    assert (len(days.carrying), days.outside, days.suspended) == (carrying, outside, suspended)
    expected = [OutsideProgramme(outside)] * bool(outside) + [SuspendedDays(suspended)] * bool(suspended)
    assert [b.reason for b in why_fewer_days(month, days)] == expected


@pytest.mark.parametrize(
    ("month", "keys"),
    [
        pytest.param(date(2019, 1, 1), ["LOV-2009-12-18-131/35/1/1", "LOV-2009-12-18-131/35/1/2"], id="2019"),
        pytest.param(date(2018, 12, 1), ["LOV-2009-12-18-131/35/1/1", "LOV-2009-12-18-131/35"], id="2018"),
        pytest.param(date(2009, 12, 1), ["LOV-2007-10-26-97/5A-7"] * 2, id="2009"),
    ],
)
def test_the_days_without_benefit_name_the_law_of_their_time(month: date, keys: list[str]) -> None:
    asked = facts(
        month,
        participates_from=month.replace(day=9),
        suspended=((month.replace(day=15), month.replace(day=20)),),
    )
    assert [b.basis.key for b in why_fewer_days(asked, days_of(asked))] == keys


def test_a_flat_month_is_a_twelfth_and_a_part_of_it_its_weekdays() -> None:
    whole = facts(children=2)
    half = facts(children=2, participates_from=date(2026, 11, 16))
    (part,) = benefit_parts(whole, days_of(whole))
    assert part.exact == part.rate == Fraction("278696.509") / 12
    (part,) = benefit_parts(half, days_of(half))
    assert part.exact == Fraction("278696.509") / 12 * Fraction(11, 21)
    because = why_part(part, USUAL)
    assert because.reason == BenefitForPartOfMonth(11, 21, Decimal("23224.71"), Decimal("12165.32"))
    assert because.basis == PART_OF_MONTH
    (child,) = child_parts(half, days_of(half))
    assert child.exact == Fraction(38 * 260, 12) * 2 * Fraction(11, 21)
    assert why_part(child, USUAL).reason == ChildSupplementForPartOfMonth(
        2, 11, 21, Decimal("823.33"), Decimal("862.54")
    )


def test_the_office_chooses_how_a_month_is_counted_and_one_case_can_say_otherwise() -> None:
    weekdays = Practice({"benefit.month_method": "WEEKDAYS"})
    assert not facts().by_weekdays(USUAL)
    assert facts().by_weekdays(weekdays)
    assert facts(method="WEEKDAYS").by_weekdays(USUAL)
    assert not facts(method="FLAT_12").by_weekdays(weekdays)


def test_no_child_supplement_is_worked_out_without_children() -> None:
    old = facts(date(2011, 12, 1))
    assert child_parts(old, days_of(old)) == ()
    with pytest.raises(NoLawInForce, match="child_day"):
        child_parts(facts(date(2011, 12, 1), children=1), days_of(old))


@pytest.mark.parametrize(
    ("wrong", "says"),
    [
        pytest.param({"month": date(2026, 11, 2)}, "first day", id="a day that is no month"),
        pytest.param({"born": date(2026, 12, 1)}, "born", id="born after the month"),
        pytest.param({"children": -1}, "fewer", id="fewer children than none"),
        pytest.param({"weekly_hours_worked": Decimal(-1)}, "fewer", id="fewer hours of work than none"),
        pytest.param({"deducted_hours": Decimal(-1)}, "fewer", id="fewer hours of absence than none"),
        pytest.param({"method": "FLAT_13"}, "FLAT_13", id="no such method"),
        pytest.param(
            {"suspended": ((date(2026, 11, 3), date(2026, 11, 2)),)}, "before it begins", id="suspended"
        ),
        pytest.param(
            {"participates_from": date(2026, 11, 3), "participates_to": date(2026, 11, 2)},
            "before it begins",
            id="the programme",
        ),
    ],
)
def test_facts_that_cannot_be_are_refused(wrong: dict[str, Any], says: str) -> None:
    with pytest.raises(ValueError, match=says):
        facts(**wrong)


def test_facts_at_the_edge_are_taken() -> None:
    day = date(2026, 11, 30)
    edge = facts(born=day, participates_from=day, participates_to=day, suspended=((day, day),))
    assert (days_of(edge).outside, days_of(edge).suspended) == (20, 1)
