"""What has happened to a wait and its promise, in the past tense; beside `portal.domain.events`."""

from dataclasses import dataclass

from portal.domain.events import Event


@dataclass(frozen=True, slots=True)
class WaitingSet(Event):
    """Somebody of the staff said by hand who waits for whom: `waits` is a `portal.domain.waiting.Waits`."""

    conversation_id: str
    waits: str


@dataclass(frozen=True, slots=True)
class AnswerSoonDue(Event):
    """The day of a promised answer is near. For the staff's lists alone."""

    conversation_id: str


@dataclass(frozen=True, slots=True)
class AnswerMissed(Event):
    """The day of a promised answer has passed, and the participant is told a new one."""

    conversation_id: str


@dataclass(frozen=True, slots=True)
class AnswerLongMissed(Event):
    """The answer is so late that the leader is told."""

    conversation_id: str
