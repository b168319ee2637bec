"""National identity numbers: whether eleven digits can be one, and nothing else that they might seem to tell."""

import re
from calendar import isleap, monthrange

FIRST = (3, 7, 6, 1, 8, 9, 4, 5, 2)
SECOND = (5, 4, 3, 2, 7, 6, 5, 4, 3, 2)
SYNTHETIC = 80
"""What the month of a synthetic number has more than the calendar's."""

_ELEVEN = re.compile(r"[0-9]{11}")
_D_NUMBER = 40
_MONTHS = 12
# From 2032 the first check digit may leave any of these, and before only the first. Numbers of both kinds live side
# by side for as long as people do, so both are read at any time.
_REMAINDERS = frozenset({0, 1, 2, 3})


def is_identity_number(text: str, *, synthetic: bool) -> bool:
    """Whether `text` can be a fødselsnummer or a D-number: eleven digits, a day that exists, both check digits.

    With `synthetic` only numbers whose month carries 80 more are good, without it only those whose month does not:
    a test environment must never take a real person's number, nor the real one a made-up person's. Sex and age are
    never read from the number; from 2032 it does not hold them (Skatteetaten, "Nytt fødselsnummer i 2032").
    """
    if not _ELEVEN.fullmatch(text):
        return False
    digits = [int(sign) for sign in text]
    if _remainder((*FIRST, 1), digits[:10]) not in _REMAINDERS or _remainder((*SECOND, 1), digits):
        return False
    day, month, year = int(text[:2]), int(text[2:4]), int(text[4:6])
    return _is_day(day % _D_NUMBER if day > _D_NUMBER else day, month - SYNTHETIC * synthetic, year)


def _remainder(weights: tuple[int, ...], digits: list[int]) -> int:
    return sum(weight * digit for weight, digit in zip(weights, digits, strict=True)) % 11


def _is_day(day: int, month: int, year: int) -> bool:
    # The century is not asked for, as it cannot be known: 29 February is good when either century had one.
    leap = any(isleap(century + year) for century in (1900, 2000))
    return 1 <= month <= _MONTHS and 1 <= day <= monthrange(2000 if leap else 2001, month)[1]
