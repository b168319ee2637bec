"""Kroner: exact all the way, rounded once for each line that is paid."""

from decimal import Decimal
from fractions import Fraction

Exact = int | Decimal | Fraction
"""A number in which nothing was lost on the way. There is no float anywhere in the law."""


def kroner(exact: Exact) -> Decimal:
    """The amount in kroner with two decimals, half an øre rounded up (away from zero below it)."""
    return Decimal(_rounded(Fraction(exact) * 100)).scaleb(-2)


def whole_kroner(exact: Exact) -> int:
    """The amount in whole kroner, half a krone rounded up; for yearly amounts, which are shown and never paid."""
    return _rounded(Fraction(exact))


def _rounded(exact: Fraction) -> int:
    # Whole numbers only: the quotient of two decimals would already have been rounded once.
    whole, rest = divmod(abs(exact.numerator), exact.denominator)
    if 2 * rest >= exact.denominator:
        whole += 1
    return whole if exact >= 0 else -whole
