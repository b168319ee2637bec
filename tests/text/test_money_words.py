"""Kroner as each language writes them, whole in a line of any direction."""

from decimal import Decimal

import pytest

from portal.text.dates import Dates

NBSP, MINUS = "\N{NO-BREAK SPACE}", "\N{MINUS SIGN}"


@pytest.mark.parametrize(
    ("locale", "amount", "said"),
    [
        ("nb", "15560.36", f"15{NBSP}560,36{NBSP}kr"),
        ("nn", "-0.5", f"{MINUS}0,50{NBSP}kr"),
        ("nb", "1071.905", f"1{NBSP}071,91{NBSP}kr"),
        ("en", "15560.36", f"NOK{NBSP}15,560.36"),
        ("en", "-15560.36", f"{MINUS}NOK{NBSP}15,560.36"),
        ("ar", "15560.36", f"15,560.36{NBSP}kr"),
        ("ar", "-15560.36", f"{MINUS}15,560.36{NBSP}kr"),
        ("se", "15560.36", f"15{NBSP}560,36{NBSP}kr"),
        ("uk", "15560.36", f"15{NBSP}560,36{NBSP}kr"),
        ("ru", "-1560.3", f"{MINUS}1{NBSP}560,30{NBSP}kr"),
        ("pl", "1560.3", f"1{NBSP}560,30{NBSP}kr"),
        ("so", "15560.36", f"15,560.36{NBSP}kr"),
        ("ti", "15560.36", f"15,560.36{NBSP}kr"),
        ("fa", "-15560.36", f"{MINUS}15,560.36{NBSP}kr"),
    ],
)
def test_kroner_stand_alone_with_two_decimals_and_latin_digits(locale: str, amount: str, said: str) -> None:
    assert Dates(locale).money(Decimal(amount)) == said
