"""Appointments in words: how one meets, how the participant answers, and whose each point of an agreement is."""

from datetime import timedelta
from enum import StrEnum


class MeetingForm(StrEnum):
    """How one meets."""

    IN_PERSON = "in_person"
    PHONE = "phone"
    VIDEO = "video"


class AppointmentState(StrEnum):
    """Planned until somebody of the staff cancels it, with a reason."""

    PLANNED = "planned"
    CANCELLED = "cancelled"


class Reply(StrEnum):
    """What the participant says of the time. Neither is an absence, and silence is neither."""

    COMING = "coming"
    DOES_NOT_SUIT = "does_not_suit"


class PointOf(StrEnum):
    """Whose a point of an agreement is: "you do" and "I do"."""

    PARTICIPANT = "participant"
    OFFICE = "office"


MOVED_AWAY = "Saken er flyttet til et annet kontor."
"""Why an appointment was cancelled with a move, as it is kept: whoever reads it on a page reads it in their language."""
WISHES = 3
"""How many other times may be wished for."""
POINTS = 3
"""How many points each side can have in one agreement: what is more is another meeting's."""
LONGEST_TITLE = 120
LONGEST_LINK = 300
LONGEST_LANGUAGE = 40
LONGEST_ABOUT = 500
LONGEST_NOTE = 500
LONGEST_AGREED = 2000
LONGEST_POINT = 200
LONGEST_MEETING = timedelta(hours=8)
FURTHEST = timedelta(days=366)
"""Nobody makes an appointment further ahead than this, nor wishes for one."""
