"""What a participant can hand in and get a receipt for."""

from enum import StrEnum


class SubmissionKind(StrEnum):
    """The kinds of receipt."""

    WEEK = "week"
    DAY = "day"
    ABSENCE = "absence"
    MESSAGE = "message"
