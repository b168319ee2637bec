"""Attendance in words: how a day went, where each day stands, and what a caseworker says to it."""

from enum import StrEnum


class Attendance(StrEnum):
    """What a participant says about one activity on one day."""

    PRESENT = "present"
    PART = "part"
    AWAY = "away"
    WITHDRAWN = "withdrawn"
    """Said of something of their own that they wrote down by mistake: it does not stand any more."""


SAID_OF_A_PLAN = (Attendance.PRESENT, Attendance.PART, Attendance.AWAY)
"""What can be said of something planned; only one's own entry can be taken back."""


class Feeling(StrEnum):
    """Three faces, always voluntary."""

    GOOD = "good"
    FAIR = "fair"
    BAD = "bad"


class DayState(StrEnum):
    """Where one day stands. Nothing in it is held against anybody: a day without an answer is not said yet."""

    NOTHING = "nothing"
    FREE = "free"
    COMING = "coming"
    NOT_SAID = "not_said"
    PARTLY_SAID = "partly_said"
    """Something of the day is said, and something not yet."""
    SAID = "said"
    PART = "part"
    AWAY = "away"
    AWAY_REPORTED = "away_reported"
    AWAY_ACCEPTED = "away_accepted"
    AWAY_REFUSED = "away_refused"


class MonthState(StrEnum):
    """Where a month stands between the participant and the office."""

    OPEN = "open"
    """It has not ended yet."""
    TO_CONFIRM = "to_confirm"
    CONFIRMED = "confirmed"
    CORRECTED = "corrected"
    """It was confirmed, and something has changed since."""


class LookAnswer(StrEnum):
    """What a caseworker says to an entry of the participant's own, or to a correction of a confirmed month."""

    COUNTED = "counted"
    NOTED = "noted"
    """Read and answered in words, and not counted."""
