"""What holds of every month, whatever the facts: sosialtjenesteloven §§ 35 to 37."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from itertools import permutations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from portal.rules.back_pay import back_pay
from portal.rules.benefit import MonthFacts, days_of
from portal.rules.benefit_month import benefit_month
from portal.rules.days import add_months
from portal.rules.money import kroner
from portal.rules.practice import USUAL, Practice
from portal.rules.rates import rate_on

QUARTERS = st.integers(0, 4 * 200).map(lambda number: Decimal(number) / 4)
WORK = st.integers(0, 4 * 40).map(lambda number: Decimal(number) / 4)
MONTHS = st.integers(0, 14 * 12 + 10).map(lambda number: add_months(date(2012, 1, 1), number))
PRACTICES = st.sampled_from(
    [
        USUAL,
        Practice({"benefit.absence_cuts_child_supplement": "yes"}),
        Practice({"benefit.absence_unit": "whole-days", "hours.standard_day": "6"}),
    ]
)


@st.composite
def months(draw: st.DrawFn) -> MonthFacts:
    """Somebody between 18 and 32 in a month with a known child supplement."""
    month = draw(MONTHS)
    begin = st.integers(-10, 30).map(lambda number: month + timedelta(days=number))
    pauses = draw(st.lists(st.tuples(begin, st.integers(0, 12)), max_size=3))
    return MonthFacts(
        month,
        born=month - timedelta(days=draw(st.integers(18 * 365, 32 * 365))),
        children=draw(st.integers(0, 5)),
        method=draw(st.sampled_from(["FLAT_12", "WEEKDAYS"])),
        weekly_hours_worked=draw(WORK),
        deducted_hours=draw(QUARTERS),
        suspended=tuple((first, first + timedelta(days=length)) for first, length in pauses),
    )


def gross(facts: MonthFacts, practice: Practice = USUAL) -> Decimal:
    return benefit_month(facts, practice).value.gross


@settings(max_examples=60, deadline=None)
@given(months(), PRACTICES)
def test_the_gross_is_the_sum_of_the_lines_and_never_below_nothing(
    facts: MonthFacts, practice: Practice
) -> None:
    value = benefit_month(facts, practice).value
    assert value.gross == sum((line.amount for line in value.lines), Decimal(0)) >= 0
    assert value.gross.as_tuple().exponent == -2
    for line in value.lines:
        if line.line == "rounding":
            assert 0 < abs(line.amount) <= Decimal("0.03")
        else:
            assert (line.amount <= 0) is (line.line == "paid-work" or "absence" in line.line)
    assert back_pay(facts, facts.month, practice).value.amount == 0


@settings(max_examples=40, deadline=None)
@given(months(), QUARTERS, PRACTICES)
def test_more_absence_never_raises_the_benefit(facts: MonthFacts, more: Decimal, practice: Practice) -> None:
    other = replace(facts, deducted_hours=facts.deducted_hours + more)
    assert gross(other, practice) <= gross(facts, practice)


@settings(max_examples=80, deadline=None)
@given(months(), st.integers(0, 30), st.integers(0, 12), PRACTICES)
def test_more_suspension_never_raises_the_benefit(
    facts: MonthFacts, begin: int, length: int, practice: Practice
) -> None:
    first = facts.month + timedelta(days=begin)
    other = replace(facts, suspended=(*facts.suspended, (first, first + timedelta(days=length))))
    assert gross(other, practice) <= gross(facts, practice)


@settings(max_examples=40, deadline=None)
@given(months(), PRACTICES)
def test_absence_from_every_hour_leaves_nothing_of_the_benefit(facts: MonthFacts, practice: Practice) -> None:
    alone = replace(facts, children=0, deducted_hours=Decimal(300))
    assert gross(alone, practice) == 0


@settings(max_examples=40, deadline=None)
@given(months(), WORK, PRACTICES)
def test_more_paid_work_never_raises_the_benefit(
    facts: MonthFacts, more: Decimal, practice: Practice
) -> None:
    other = replace(facts, weekly_hours_worked=facts.weekly_hours_worked + more)
    assert gross(other, practice) <= gross(facts, practice)


@settings(max_examples=40, deadline=None)
@given(months(), st.integers(1, 4), PRACTICES)
def test_more_children_never_lower_the_benefit(facts: MonthFacts, more: int, practice: Practice) -> None:
    assert gross(replace(facts, children=facts.children + more), practice) >= gross(facts, practice)


@settings(max_examples=60, deadline=None)
@given(months())
def test_nobody_under_25_has_more_than_the_full_rate(facts: MonthFacts) -> None:
    without = replace(facts, deducted_hours=Decimal(0))
    assert gross(without) <= gross(replace(without, born=date(1950, 1, 1)))


@settings(max_examples=60, deadline=None)
@given(months())
def test_the_order_of_suspensions_is_nothing_and_a_day_in_two_of_them_is_one(facts: MonthFacts) -> None:
    for order in permutations(facts.suspended):
        assert gross(replace(facts, suspended=order + facts.suspended[:1])) == gross(facts)


@settings(max_examples=40, deadline=None)
@given(months())
def test_a_month_suspended_as_a_whole_is_always_nothing(facts: MonthFacts) -> None:
    value = benefit_month(replace(facts, suspended=((facts.month, facts.last_day),))).value
    assert (value.gross, value.lines) == (0, ())


@pytest.mark.parametrize("born", [date(1990, 1, 1), date(2004, 1, 1)])
def test_twelve_flat_months_are_the_benefit_of_a_year(born: date) -> None:
    """Each month is rounded once, so twelve of them are at most six øre from the year."""
    year = [add_months(date(2025, 5, 1), number) for number in range(12)]
    paid = sum((gross(MonthFacts(month, born, method="FLAT_12")) for month in year), Decimal(0))
    assert abs(paid - kroner(rate_on(year[0], born).annual)) <= Decimal("0.06")


@pytest.mark.parametrize("start", [date(2023, 5, 1), date(2025, 5, 1)])
@pytest.mark.parametrize("born", [date(1990, 1, 1), date(2004, 1, 1)])
def test_the_weekdays_of_a_year_add_up_to_the_day_rate_times_their_number(start: date, born: date) -> None:
    year = [MonthFacts(add_months(start, number), born, method="WEEKDAYS") for number in range(12)]
    year = [facts for facts in year if facts.month < date(2024, 7, 1) or start.year > 2023]
    weekdays = sum(len(days_of(facts).carrying) for facts in year)
    paid = sum((gross(facts) for facts in year), Decimal(0))
    assert weekdays in {261, 262}
    assert abs(paid - kroner(rate_on(start, born).day * weekdays)) <= Decimal("0.06")
