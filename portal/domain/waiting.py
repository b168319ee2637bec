"""Waiting: who waits for whom in a conversation, what cannot wait, and the steps that follow when an answer does not come."""

from enum import StrEnum


class Waits(StrEnum):
    """For whom the other side waits."""

    FOR_US = "us"
    FOR_THEM = "them"
    NOBODY = "nobody"


class Pressing(StrEnum):
    """Why a message cannot wait as long as others."""

    ABSENCE = "absence"
    MEETING = "meeting"
    URGENT = "urgent"


class Rung(StrEnum):
    """The steps of the ladder, in their order: on the list, told to the participant and who covers, told to the leader."""

    SOON = "soon"
    LATE = "late"
    LEADER = "leader"
