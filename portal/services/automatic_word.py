"""The automatic word: who writes while their contact person is away is told so once, in their own language."""

from typing import Final

from portal.domain.desk_events import AutomaticWordSaid
from portal.services.permissions import Subject
from portal.services.work import Work
from portal.store import conversation as conversations
from portal.store import covers
from portal.store import message_desk as store
from portal.store.base import rows
from portal.store.message import Message

WORDING: Final = 1
"""Which of the sentences in templates/parts/automatic_word.html is said from now on. The ones before stay there."""
SOURCE: Final = "nb"


def say_away(work: Work, subject: Subject, conversation_id: str) -> None:
    """Say it if the contact person is away today and the conversation has not heard of it.

    It is no answer: nobody waits less for it, and no notice goes out. Whoever calls has just taken a place in the
    conversation, so that two messages at once come here one after the other.
    """
    away = covers.of_contact_person(work.session, subject.id, subject.office_id, work.today)
    if not away or store.told_of(work.session, conversation_id, [row.id for row in away]):
        return
    cover = away[0]
    conversation = conversations.of_participant(work.session, subject.id, subject.office_id)
    sequence = conversations.next_sequence(work.session, conversation_id, work.now)
    work.session.execute(
        rows(Message).insert(),
        {
            "conversation_id": conversation_id,
            "sequence": sequence,
            "author_id": cover.staff_id,
            "from_staff": True,
            # What it says is not kept as a text, because each reads it in their own language.
            "text": "",
            "locale": SOURCE,
            "sent_at": work.now,
            "submission_id": None,
        },
    )
    store.put_automatic(
        work.session,
        conversation_id,
        sequence,
        cover.id,
        wording=WORDING,
        until=cover.last_day,
        answer_by=conversation.answer_by if conversation else None,
    )
    work.tell(AutomaticWordSaid(subject.id, subject.office_id, conversation_id, sequence))
