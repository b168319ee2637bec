"""What has happened to messages that cannot wait. Events carry ids and never a person's words."""

from dataclasses import dataclass

from portal.domain.events import Event


@dataclass(frozen=True, slots=True)
class ImportantAcknowledged(Event):
    """Somebody said themselves that they have read an important message."""

    conversation_id: str
    sequence: int


@dataclass(frozen=True, slots=True)
class ImportantResent(Event):
    """An important message that was not acknowledged is told of once more."""

    conversation_id: str
    sequence: int


@dataclass(frozen=True, slots=True)
class ImportantUnanswered(Event):
    """An important message was not acknowledged for so long that somebody must phone."""

    conversation_id: str
    sequence: int


@dataclass(frozen=True, slots=True)
class ImportantPhoned(Event):
    """A caseworker has phoned about an important message."""

    conversation_id: str
    sequence: int


@dataclass(frozen=True, slots=True)
class AlarmTaken(Event):
    """A caseworker took the mark of an alarm away."""

    conversation_id: str
    sequence: int


@dataclass(frozen=True, slots=True)
class ThreatReported(Event):
    """A caseworker reported a threat, and what was written is kept as evidence."""

    report_id: str


@dataclass(frozen=True, slots=True)
class ThreatClosed(Event):
    """A leader closed a report of a threat."""

    report_id: str


FOR_STAFF = (ImportantUnanswered, ImportantPhoned, AlarmTaken, ThreatReported, ThreatClosed)
"""What is for the staff alone: nobody else hears of it, not even that something moved."""
