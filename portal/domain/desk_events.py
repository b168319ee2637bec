"""What has happened at the desk beside a conversation, in the past tense; beside `portal.domain.events`."""

from dataclasses import dataclass

from portal.domain.events import Event


@dataclass(frozen=True, slots=True)
class AutomaticWordSaid(Event):
    """The portal told the participant that their contact person is away. It answers nothing, and no notice goes out."""

    conversation_id: str
    sequence: int


@dataclass(frozen=True, slots=True)
class ConversationHandedOver(Event):
    """A caseworker handed the conversation to a colleague."""

    hand_over_id: str


@dataclass(frozen=True, slots=True)
class ConversationHandedBack(Event):
    """The conversation is no longer with that colleague, and nobody has answered."""

    hand_over_id: str


@dataclass(frozen=True, slots=True)
class MessageMistaken(Event):
    """A message from the office was marked as sent by mistake."""

    conversation_id: str
    sequence: int


@dataclass(frozen=True, slots=True)
class MessageJournalMarked(Event):
    """A message was marked as one for the journal, or as one that stands there. For the staff alone."""

    conversation_id: str
    sequence: int


@dataclass(frozen=True, slots=True)
class NoteWritten(Event):
    """Somebody of the staff wrote a note beside the conversation. For the staff alone, until the participant asks."""

    note_id: str
