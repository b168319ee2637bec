"""Money in words: what a caseworker enters from the decision, and why a month cannot be worked out."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from portal.domain.events import Event

MOST_CHILDREN = 20
MOST_HOURS = Decimal(60)
"""Hours of paid work in a week. More is a slip of the pen."""
FURTHEST_PAYDAY_DAYS = 92
"""A month is paid at the latest three months after it began; a day further off is a slip of the pen."""
HUNDREDTHS = 100


class Lacking(StrEnum):
    """Why there is no estimate of a month. A person works it out then."""

    PROGRAMME = "programme"
    """No programme with benefit in that month, or none that is decided that far."""
    BORN = "born"
    FACTS = "facts"
    CHANGES = "changes"
    """What was entered changes inside the month, and the rule knows one set of facts a month."""
    LEAVE = "leave"
    """Whether leave is with benefit stands in the decision on it, and nowhere here."""
    LAW = "law"


@dataclass(frozen=True, slots=True)
class BenefitEntry:
    """What the decision says from `from_day` on. `weekly_hours` are hours of paid work in an ordinary week.

    `counts` is False for an entry that takes back what was entered for that day.
    """

    from_day: date
    children: int = 0
    weekly_hours: Decimal = Decimal(0)
    apprentice: bool = False
    other_benefit: bool = False
    counts: bool = True


@dataclass(frozen=True, slots=True)
class BenefitFactsEntered(Event):
    """A caseworker entered what the benefit is worked out from, or took an entry back. No page waits for it."""

    facts_id: str


def hundredths_of(hours: Decimal) -> int:
    """Hours with at most two decimals as they are kept: whole hundredths, which every database gives back exactly."""
    return int(hours * HUNDREDTHS)


def hours_of(hundredths: int) -> Decimal:
    """Whole hundredths as hours: «7.5»."""
    return Decimal(hundredths) / HUNDREDTHS
