"""Notes beside a conversation: short words among the staff that run out, and that the participant may ask to read."""

from dataclasses import dataclass
from datetime import timedelta

from portal.domain.audit import Looked
from portal.domain.desk import LONGEST_NOTE, LONGEST_NOTE_DAYS
from portal.domain.desk_events import NoteWritten
from portal.domain.errors import NotFound, Refused
from portal.services import hand_overs
from portal.services.permissions import Action, case_of
from portal.services.work import Work
from portal.store import case_note as store
from portal.store import conversation as conversations
from portal.store.base import AnyRow


@dataclass(frozen=True, slots=True)
class Beside:
    """What stands beside a conversation for the staff with the case: the notes that have not run out, newest first, and
    the hand-over that stands (`portal.store.hand_over`)."""

    notes: list[AnyRow]
    handed: AnyRow | None


def beside(work: Work, participant_id: str) -> Beside:
    """What stands beside the conversation. Raises NotFound and NotPermitted."""
    subject = case_of(work, Action.SEE_CASE, participant_id, Looked.MESSAGES)
    found = store.standing(work.session, subject.id, subject.office_id, work.today)
    return Beside(found, hand_overs.standing(work, subject))


def require_writer(work: Work, participant_id: str) -> None:
    """Raise NotFound or NotPermitted for who may not write notes about the case."""
    case_of(work, Action.WRITE_AS_STAFF, participant_id, Looked.MESSAGES)


def write(work: Work, participant_id: str, key: str, text: str, days: int) -> None:
    """Write a note that the staff with the case read for so many days, today among them. The same form twice is one.

    The participant reads it in their data, until the row is gone. Raises NotFound and NotPermitted, and Refused without
    a text, with too long a one, and for fewer days than one or more than 90.
    """
    subject = case_of(work, Action.WRITE_AS_STAFF, participant_id, Looked.MESSAGES)
    if not text or len(text) > LONGEST_NOTE:
        raise Refused("case-note-empty" if not text else "case-note-too-long")
    if not 1 <= days <= LONGEST_NOTE_DAYS:
        raise Refused("case-note-days")
    conversations.begin(work.session, subject.id, subject.office_id)
    conversation = conversations.of_participant(work.session, subject.id, subject.office_id)
    if conversation is None:
        raise NotFound("The conversation is gone.")
    note_id = store.write(
        work.session,
        conversation.id,
        key,
        text,
        locale=work.actor.locale,
        by=work.actor.id,
        at=work.now,
        last_day=work.today + timedelta(days=days - 1),
    )
    if note_id is not None:
        work.tell(NoteWritten(subject.id, subject.office_id, note_id))
