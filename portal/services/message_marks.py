"""Marks on a message: that the office sent it by mistake, and that it belongs in the case system's journal."""

from dataclasses import dataclass
from datetime import date

from portal.domain.audit import Looked
from portal.domain.desk import MistakeKind, is_reference
from portal.domain.desk_events import MessageJournalMarked, MessageMistaken
from portal.domain.errors import NotFound, Refused
from portal.services.permissions import Action, Subject, case_of
from portal.services.work import Work
from portal.store import conversation as conversations
from portal.store import message as messages
from portal.store import message_desk as store
from portal.store.base import AnyRow


@dataclass(frozen=True, slots=True)
class Marked:
    """A message as the forms show it, and the conversation that it stands in."""

    conversation_id: str
    row: AnyRow


def message_to_mark(work: Work, participant_id: str, sequence: int) -> Marked:
    """The message in that place, for who may write in the case. Raises NotFound and NotPermitted.

    What the portal said by itself is nobody's to mark.
    """
    return _message(work, _subject(work, participant_id), sequence)


def mark_mistake(work: Work, participant_id: str, sequence: int, kind: MistakeKind) -> None:
    """Say of a message of the office that it was a mistake. Both sides read it, and the text stays.

    Twice is as good as once, and the first reason stands. Raises NotFound and NotPermitted, and Refused for what the
    participant wrote: only the office has mistakes to own up to here.
    """
    subject = _subject(work, participant_id)
    found = _message(work, subject, sequence)
    if not found.row.from_staff:
        raise Refused("mistake-of-theirs")
    if store.mark_mistake(work.session, found.conversation_id, sequence, kind, work.actor.id, work.now):
        work.tell(MessageMistaken(subject.id, subject.office_id, found.conversation_id, sequence))


def mark_for_journal(
    work: Work, participant_id: str, sequence: int, *, on: date | None, reference: str = ""
) -> None:
    """Say that a message belongs in the case system's journal, or with `on` that it has stood there since that day.

    `reference` is what it is called there. The last word stands, so that a slip can be put right. Raises NotFound and
    NotPermitted, and Refused for a day to come, a day before the message, and a reference that could be no name.
    """
    subject = _subject(work, participant_id)
    found = _message(work, subject, sequence)
    if on is not None and not found.row.sent_at.date() <= on <= work.today:
        raise Refused("journal-day")
    if reference and (on is None or not is_reference(reference)):
        raise Refused("journal-reference")
    before = store.journal_of(work.session, found.conversation_id, sequence)
    if before is not None and (before.journalled_on, before.reference) == (on, reference):
        return
    store.mark_journal(
        work.session,
        found.conversation_id,
        sequence,
        on=on,
        reference=reference,
        by=work.actor.id,
        at=work.now,
    )
    work.tell(MessageJournalMarked(subject.id, subject.office_id, found.conversation_id, sequence))


def _subject(work: Work, participant_id: str) -> Subject:
    return case_of(work, Action.WRITE_AS_STAFF, participant_id, Looked.MESSAGES)


def _message(work: Work, subject: Subject, sequence: int) -> Marked:
    conversation = conversations.of_participant(work.session, subject.id, subject.office_id)
    found = (
        messages.messages(work.session, conversation.id, before=sequence + 1, limit=1) if conversation else []
    )
    if conversation is None or not found or found[0].sequence != sequence or found[0].automatic:
        raise NotFound("No such message.")
    return Marked(conversation.id, found[0])
