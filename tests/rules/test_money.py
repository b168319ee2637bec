"""Kroner: exact all the way, half an øre rounded up once."""

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.rules.money import Exact, kroner, whole_kroner


@pytest.mark.parametrize(
    ("exact", "rounded"),
    [
        pytest.param(Decimal("0.005"), "0.01", id="half an øre is rounded up"),
        pytest.param(Fraction(4999999, 1000000000), "0.00", id="less than half is rounded down"),
        pytest.param(Decimal("2.675"), "2.68", id="no float on the way"),
        pytest.param(Decimal("-2.675"), "-2.68", id="away from nothing below it"),
        pytest.param(Fraction(185797672667, 3000000), "61932.56", id="thirds"),
        pytest.param(7, "7.00", id="whole kroner have two decimals too"),
        pytest.param(0, "0.00", id="nothing"),
    ],
)
def test_kroner_have_two_decimals_and_are_rounded_half_up(exact: Exact, rounded: str) -> None:
    assert str(kroner(exact)) == rounded


@pytest.mark.parametrize(
    ("exact", "rounded"),
    [
        pytest.param(Fraction(1, 2), 1, id="half a krone is rounded up"),
        pytest.param(Decimal("0.49"), 0, id="less is rounded down"),
        pytest.param(Decimal("278696.509"), 278697, id="the benefit of a year"),
        pytest.param(Decimal("-0.5"), -1, id="away from nothing below it"),
    ],
)
def test_whole_kroner_are_rounded_half_up(exact: Exact, rounded: int) -> None:
    assert whole_kroner(exact) == rounded


@given(st.fractions(min_value=-(10**9), max_value=10**9))
def test_rounding_moves_an_amount_by_half_an_ore_at_most(exact: Fraction) -> None:
    assert abs(Fraction(kroner(exact)) - exact) <= Fraction(1, 200)
    assert kroner(-exact) == -kroner(exact)
