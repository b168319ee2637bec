"""What has happened, in the past tense. Events carry ids and never a person's words."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Event:
    """Something that happened to one participant's case at one office."""

    participant_id: str
    office_id: str


@dataclass(frozen=True, slots=True)
class WeekReported(Event):
    """The participant said how one or more days went."""

    first_day: date
    days: int


@dataclass(frozen=True, slots=True)
class AbsenceReported(Event):
    """The participant reported an absence."""

    absence_id: str


@dataclass(frozen=True, slots=True)
class AbsenceDecided(Event):
    """A caseworker accepted or refused an absence."""

    absence_id: str


@dataclass(frozen=True, slots=True)
class MessageSent(Event):
    """A message stands in the conversation. `from_staff` says who waits for whom now."""

    conversation_id: str
    sequence: int
    from_staff: bool


@dataclass(frozen=True, slots=True)
class MessagesRead(Event):
    """Somebody read the conversation up to and including `sequence`."""

    conversation_id: str
    sequence: int
