"""What takes two people: safety measures and texts that are taken away, how long they count, and where each stands."""

from calendar import monthrange
from datetime import date, datetime, timedelta
from enum import StrEnum


class MeasureKind(StrEnum):
    """What the office does to keep its staff safe. A short list, so that nobody writes a label onto a person."""

    TWO_STAFF = "two_staff"
    OFFICE_ONLY = "office_only"
    PHONE_ONLY = "phone_only"
    GUARD = "guard"
    OTHER = "other"


class RedactionKind(StrEnum):
    """Why the text of a message is taken away, in words that its reader may be told."""

    SECRET = "secret"  # noqa: S105 -- Somebody's secret, and no password of ours.
    """It says something that belongs to somebody else."""
    WRONG_PERSON = "wrong_person"
    THREAT = "threat"
    OTHER = "other"


class SecondState(StrEnum):
    """Where something that takes two people stands."""

    WAITING = "waiting"
    IN_FORCE = "in_force"
    DECLINED = "declined"
    LAPSED = "lapsed"
    ENDED = "ended"
    OVER = "over"


LONGEST_MONTHS = 6
"""A measure runs half a year at most and is then thought over anew: a house rule, and no law."""
ANSWER_WITHIN = timedelta(days=14)
"""A proposal that nobody has answered by then lapses: a house rule too."""


def latest_day(today: date) -> date:
    """The last day on which a measure that is proposed today may end: the same day six months on, or that month's last."""
    months = today.month - 1 + LONGEST_MONTHS
    year, month = today.year + months // 12, months % 12 + 1
    return date(year, month, min(today.day, monthrange(year, month)[1]))


def state_of(
    *,
    proposed_at: datetime,
    agreed_at: datetime | None,
    declined_at: datetime | None,
    now: datetime,
    ended_at: datetime | None = None,
    is_past: bool = False,
) -> SecondState:
    """Where it stands at `now`. `is_past`: its last day is behind us, so that it counts no more and needs no answer."""
    if ended_at:
        return SecondState.ENDED
    if declined_at:
        return SecondState.DECLINED
    if agreed_at:
        return SecondState.OVER if is_past else SecondState.IN_FORCE
    return SecondState.LAPSED if is_past or proposed_at <= now - ANSWER_WITHIN else SecondState.WAITING
