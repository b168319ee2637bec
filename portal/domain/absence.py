"""Absence in words: why somebody is away and where the report stands."""

from enum import StrEnum


class AbsenceKind(StrEnum):
    """Why a participant is away. Later releases add the other kinds of the regulation's §§ 9-17."""

    SELF_REPORT = "self-report"
    OTHER = "other"


class AbsenceState(StrEnum):
    """Reported by the participant, then accepted or refused by a caseworker, never by the machine."""

    REPORTED = "reported"
    ACCEPTED = "accepted"
    REFUSED = "refused"
