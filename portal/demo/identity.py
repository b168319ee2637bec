"""Who the made-up people are elsewhere: identity numbers that can belong to nobody, and places in a made-up directory."""

from datetime import date
from random import Random

from portal.demo.world import identifier
from portal.domain.identity import FIRST, SECOND, SYNTHETIC
from portal.settings import SYNTHETIC_KEY
from portal.store.vault import Vault

NO_DIGIT = 10
TENANT = identifier("tenant")
# Sealing gives the same for the same, so that the same moment gives the same rows on every machine.
VAULT = Vault((SYNTHETIC_KEY,))


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


def directory_key(key: str) -> str:
    """How the portal knows a member of staff: the tenant and the object in it, as Entra ID would name them."""
    return f"{TENANT}/{object_id(key)}"


def object_id(key: str) -> str:
    """A member of staff in the made-up directory."""
    return identifier("directory", key)


def group_id(role: str, municipality_number: str) -> str:
    """The group of those who have that role there."""
    return identifier("group", role, municipality_number)
