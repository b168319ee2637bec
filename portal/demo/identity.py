"""Synthetic national identity numbers: the month carries 80 more, so none can belong to anybody."""

from datetime import date
from random import Random

FIRST = (3, 7, 6, 1, 8, 9, 4, 5, 2)
SECOND = (5, 4, 3, 2, 7, 6, 5, 4, 3, 2)
SYNTHETIC = 80
NO_DIGIT = 10


def check_digits(nine: str) -> str | None:
    """The two check digits of the first nine digits, or None when these nine can carry none."""
    digits = [int(digit) for digit in nine]
    for weights in (FIRST, SECOND):
        total = sum(weight * digit for weight, digit in zip(weights, digits, strict=True))
        digits.append(-total % 11)
        if digits[-1] == NO_DIGIT:
            return None
    return "".join(str(digit) for digit in digits[9:])


def number(born_on: date, *, woman: bool, dice: Random) -> str:
    """One synthetic number for that birthday. Years 1900 to 2039; the ninth digit is even for women."""
    low = 500 if born_on.year >= 2000 else 0
    while True:
        individual = dice.randrange(low, low + 500, 2) + (0 if woman else 1)
        nine = f"{born_on:%d}{born_on.month + SYNTHETIC}{born_on:%y}{individual:03d}"
        check = check_digits(nine)
        if check:
            return nine + check
