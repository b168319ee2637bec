"""Looking: what somebody may have looked at in a case, and what is written down about it."""

from dataclasses import dataclass
from enum import StrEnum


class Looked(StrEnum):
    """What kind of thing was shown."""

    CASE = "case"
    WEEK = "week"
    PLAN = "plan"
    MESSAGES = "messages"
    ABSENCE = "absence"
    LIST = "list"
    PROTECTION = "protection"
    """Nobody looked: somebody changed who may see the case."""
    REQUEST = "request"
    SUMMARY = "summary"
    ACCESS = "access"
    """Nothing was shown: somebody of the staff was let in."""
    TRAIL = "trail"
    DOCUMENT = "document"
    MONEY = "money"


@dataclass(frozen=True, slots=True)
class Look:
    """One look: whose case (None for a list of many), what kind, and why the actor was let in or turned away."""

    participant_id: str | None
    what: Looked
    why: str
    granted: bool = True
