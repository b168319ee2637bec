"""What opens and closes a case: address protection, ties, grants and what a representative may do."""

from datetime import timedelta
from enum import StrEnum


class Protection(StrEnum):
    """Who a participant must be kept from, after the population register's address protection and the office's own.

    Nobody of the staff reaches somebody whose protection is not known.
    """

    NONE = "none"
    SHIELDED = "shielded"
    """Works, or has worked, at the office or beside it."""
    CONFIDENTIAL = "confidential"
    """The register's *fortrolig*, once code 7."""
    STRICTLY_CONFIDENTIAL = "strictly_confidential"
    """The register's *strengt fortrolig*, once code 6."""
    STRICTLY_CONFIDENTIAL_ABROAD = "strictly_confidential_abroad"


# Whose whereabouts must show nowhere, not even on their own phone.
HIDDEN = frozenset(
    {
        Protection.CONFIDENTIAL,
        Protection.STRICTLY_CONFIDENTIAL,
        Protection.STRICTLY_CONFIDENTIAL_ABROAD,
    }
)


class Tie(StrEnum):
    """Why a member of staff must not touch a case, whoever allows it (forvaltningsloven § 6)."""

    OWN_CASE = "own_case"
    RELATIVE = "relative"
    OTHER = "other"


class GrantKind(StrEnum):
    """How somebody came to see a case that is not theirs by their work."""

    EMERGENCY = "emergency"
    """They opened it themselves, for a reason that could not wait."""
    ASSIGNED = "assigned"
    """A leader gave it to them."""


class Area(StrEnum):
    """A part of the participant's own pages, which a representative may be let into."""

    WEEK = "week"
    PLAN = "plan"
    ABSENCE = "absence"
    MESSAGES = "messages"


LONGEST_EMERGENCY = timedelta(hours=8)
LONGEST_GRANT_DAYS = 92
"""Three months: the longest three in a row have 92 days."""
SHORTEST_REASON = 15
"""Letters. A reason is a sentence that somebody else can judge later."""
LONGEST_REASON = 500
"""Signs."""
LONGEST_COVER_DAYS = 366


def letters_in(text: str) -> int:
    """How many letters a text has, of any script: signs and spaces do not make a reason longer."""
    return sum(sign.isalpha() for sign in text)
