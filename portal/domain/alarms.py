"""What cannot wait: calls for help, words that may mean danger, threats that were reported, and messages that must be read."""

from datetime import date, timedelta
from enum import StrEnum


class AlarmKind(StrEnum):
    """Why a conversation lies on top: what somebody said that they have not, or words in what they wrote."""

    FOOD = "food"
    ROOF = "roof"
    SAFETY = "safety"
    WORDS = "words"
    """A list of words found something. It knows nothing of what was meant; a person reads it."""


CALLS = (AlarmKind.FOOD, AlarmKind.ROOF, AlarmKind.SAFETY)
"""What somebody can ask help for with one tap."""


class ThreatOutcome(StrEnum):
    """How a leader closes a report of a threat."""

    POLICE = "police"
    MEASURE = "measure"
    TALKED = "talked"
    NO_THREAT = "no_threat"
    OTHER = "other"


class Step(StrEnum):
    """What is done about an important message that nobody has said they read. The value names the moment in the row."""

    FIRST = "resent_first_at"
    SECOND = "resent_second_at"
    CALL = "call_since"


AFTER_DAYS = {Step.FIRST: 4, Step.SECOND: 7, Step.CALL: 10}
"""Calendar days in Norway after the day on which it was sent: house rules, and no law."""
LONGEST_PHONE_NOTE = 300
"""Characters of what is written about a call."""
LONGEST_DESCRIPTION = 1000
"""Characters that say what a threat was, and of how it was closed."""


def step_due(sent_on: date, today: date) -> Step | None:
    """The furthest step whose day has come, None before the first."""
    due = [step for step, days in AFTER_DAYS.items() if sent_on + timedelta(days=days) <= today]
    return due[-1] if due else None
