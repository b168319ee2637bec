"""Who is told of an event: open pages, by topic, and people outside the portal, by notice."""

from collections.abc import Iterable
from datetime import datetime

from portal.domain.events import (
    AbsenceDecided,
    AbsenceReported,
    Event,
    MessageSent,
    MessagesRead,
    WeekReported,
)
from portal.domain.live import Change, office_topic, person_topic
from portal.store.notice import Notice


def changes_of(event: Event) -> Iterable[Change]:
    """What open pages must fetch afresh. A caseworker's page of one case listens to `case-<participant>`."""
    person, office = person_topic(event.participant_id), office_topic(event.office_id)
    case = Change(office, f"case-{event.participant_id}")
    match event:
        case MessageSent():
            return (Change(person, "messages"), case, Change(office, "inbox"))
        case MessagesRead():
            return (Change(person, "messages"), case)
        case AbsenceReported() | AbsenceDecided():
            return (Change(person, "absences"), case, Change(office, "inbox"))
        case WeekReported():
            return (Change(person, "week"), case)
        case _:
            return ()


def notices_of(event: Event, event_id: str, now: datetime) -> Iterable[Notice]:
    """What must be told outside the portal: only that something new is there, and only to the participant."""
    match event:
        case MessageSent(from_staff=True):
            yield Notice(
                person_id=event.participant_id,
                event_id=event_id,
                conversation_id=event.conversation_id,
                sequence=event.sequence,
                due_at=now,
            )
        case AbsenceDecided():
            yield Notice(person_id=event.participant_id, event_id=event_id, due_at=now)
        case _:
            return
