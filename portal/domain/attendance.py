"""Attendance in words: how a day went."""

from enum import StrEnum


class Attendance(StrEnum):
    """What a participant says about one activity on one day."""

    PRESENT = "present"
    PART = "part"
    AWAY = "away"


class Feeling(StrEnum):
    """Three faces, always voluntary."""

    GOOD = "good"
    FAIR = "fair"
    BAD = "bad"
