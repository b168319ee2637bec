"""Taking a message back within ten seconds, before it counts: gone for both, or a line where the other side had read it."""

from portal.domain.audit import Looked
from portal.domain.errors import NotFound, Refused
from portal.domain.events import MessageUndone
from portal.domain.messages import UNDO
from portal.domain.people import STAFF, Actor
from portal.services.files import Files
from portal.services.permissions import Action, Subject, case_of, own_case
from portal.services.work import Desk, Work
from portal.store import conversation as conversations
from portal.store import message_files
from portal.store import message_more as more
from portal.store import taking_back as store
from portal.store.base import AnyRow
from portal.store.threat_report import is_frozen


def take_back(
    desk: Desk, actor: Actor, files: Files, sequence: int, participant_id: str | None = None
) -> None:
    """The author takes a message back: their own to the office, or with `participant_id` one to that participant.

    Who waits for whom is as it was before, unless somebody changed it since. Taking the same one back twice is once.
    Raises Refused when it counts by now, and NotFound for everything that the actor has not written there themselves.
    """
    with desk.writing(actor) as work:
        subject = (
            own_case(work, Action.USE_OWN_MESSAGES)
            if participant_id is None
            else case_of(work, Action.WRITE_AS_STAFF, participant_id, Looked.MESSAGES)
        )
        gone = _take_back(work, subject, sequence)
    # Only now is it certain; a file that stays behind because the process dies here is swept.
    if files.keeper:
        for file_id in gone:
            files.keeper.drop(file_id)


def _take_back(work: Work, subject: Subject, sequence: int) -> list[str]:
    conversation = conversations.held(work.session, subject.id, subject.office_id)
    if conversation is None:
        raise NotFound("Nobody has written yet.")
    stood = more.before(work.session, conversation.id, sequence)
    found = store.written(work.session, conversation.id, sequence)
    author_id = found.author_id if found else stood.author_id if stood else None
    if author_id != work.actor.id:
        raise NotFound("The actor has written no such message.")
    if stood and stood.undone_at:
        return []
    # Evidence stays where it is, and whoever wrote it is told no more than that the ten seconds are over.
    if is_frozen(work.session, conversation.id, sequence):
        raise Refused("undo-too-late")
    if found is None or stood is None or work.now >= found.sent_at + UNDO:
        raise Refused("undo-too-late")
    seen = _is_seen(work, subject, sequence)
    if not more.hand_on(work.session, stood) and _is_as_left(conversation, stood):
        conversations.put_back(work.session, conversation.id, stood)
    more.mark_undone(work.session, stood, work.now, seen=seen)
    files = message_files.remove(work.session, subject.id, found.submission_id or "")
    store.take_back(work.session, conversation.id, sequence, found.submission_id, work.now)
    if not stood.from_staff:
        _take_words_along(work, conversation.id)
    work.tell(
        MessageUndone(
            subject.id, subject.office_id, conversation.id, sequence, from_staff=bool(stood.from_staff)
        )
    )
    return files


def _take_words_along(work: Work, conversation_id: str) -> None:
    """What the portal said by itself goes when nobody has written what it was said to; the next message hears it anew."""
    for place in store.said_to_nobody(work.session, conversation_id):
        if not is_frozen(work.session, conversation_id, place):
            store.take_back(work.session, conversation_id, place, None, work.now)


def _is_seen(work: Work, subject: Subject, sequence: int) -> bool:
    """Whether somebody of the other side has read as far as that."""
    _, marks = conversations.with_marks(work.session, subject.id, subject.office_id)
    by_staff = work.actor.role in STAFF
    return any((role in STAFF) is not by_staff and place >= sequence for role, place in marks.values())


def _is_as_left(conversation: AnyRow, stood: AnyRow) -> bool:
    """Whether it is still as the message left it who waits for us: what somebody has changed by hand since stays."""
    left = None if stood.from_staff else stood.waiting_for_us_since or stood.sent_at
    return bool(conversation.waiting_for_us_since == left)
