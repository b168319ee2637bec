"""The conversation: writing, answering, reading, and the date by which an answer comes."""

from dataclasses import dataclass, field
from functools import partial

from portal.domain.alarms import AlarmKind
from portal.domain.audit import Look, Looked
from portal.domain.desk import HandOverEnd
from portal.domain.errors import NotFound
from portal.domain.events import MessagesRead
from portal.domain.messages import MessageAbout
from portal.domain.people import STAFF
from portal.services import alarms, automatic_word, waiting
from portal.services.caseload import Filter
from portal.services.enclosing import Enclosed
from portal.services.important import Acknowledged, on_page
from portal.services.message_details import Details, details
from portal.services.message_sending import Letter, SaidPhrase, send
from portal.services.narrowing import Asked, due, narrow_of
from portal.services.permissions import Action, Subject, case_of, offices_of, own_case, within
from portal.services.reach import Scope
from portal.services.submissions import Receipt
from portal.services.work import Work
from portal.store import conversation as store
from portal.store import hand_over as hand_overs
from portal.store import inbox as inboxes
from portal.store import mandate as mandates
from portal.store import message as messages
from portal.store.base import AnyRow

PAGE = 30
INBOX_PAGE = 25
READ_ABOVE = 3
"""So many messages that have been read stand above the oldest unread one, as its beginning."""


@dataclass(frozen=True, slots=True)
class Conversation:
    """One page of a conversation as the actor sees it.

    `read_by_them` is how far the other side has read, `read_by_me` where my own mark stands; `older` says
    whether there are messages before the first one here. `standing` is who waits for whom, and by when an answer comes. `helpers`
    are what the participant calls those who write for them, by id, when somebody has; for the participant's eyes.
    `details` is what stands beside the words. `newer` is the place that the newest page ends before where this one opened
    further up, at the oldest unread message, and None on every other page.
    `important` says by place who has acknowledged what must be, and `alarms` holds the marks, for the staff alone.
    """

    id: str | None
    participant_id: str
    messages: tuple[AnyRow, ...]
    read_by_them: int
    read_by_me: int
    standing: waiting.Standing | None
    older: bool
    helpers: dict[str, str] = field(default_factory=dict)
    details: Details = field(default_factory=Details)
    newer: int | None = None
    important: dict[int, Acknowledged] = field(default_factory=dict)
    alarms: dict[int, AnyRow] = field(default_factory=dict)

    @property
    def last(self) -> int:
        """The place of the newest message here, 0 when there is none."""
        return self.messages[-1].sequence if self.messages else 0


def own_conversation(work: Work, *, before: int | None = None) -> Conversation:
    """The participant's own conversation: the page with the oldest unread message, or the one that ends before a place.

    Where nothing is unread, and where the oldest unread is among the newest, it is the newest page.
    """
    return _page(work, own_case(work, Action.USE_OWN_MESSAGES), before)


def conversation_with(work: Work, participant_id: str, *, before: int | None = None) -> Conversation:
    """The conversation with a participant within reach. Raises NotFound and NotPermitted."""
    return _page(work, case_of(work, Action.SEE_CASE, participant_id, Looked.MESSAGES), before)


def write_to_us(
    work: Work,
    key: str,
    text: str,
    *,
    urgent: bool = False,
    phrase: SaidPhrase | None = None,
    about: MessageAbout | None = None,
    files: tuple[Enclosed, ...] = (),
    called_for: AlarmKind | None = None,
) -> Receipt:
    """The participant writes. The promise of an answer is set by the first message that waits.

    Of later ones only what cannot wait as long moves it, and only forward. `urgent` is what the participant says;
    whoever calls for help says so by what it is that they have not.
    """
    subject = own_case(work, Action.USE_OWN_MESSAGES)
    cannot_wait = urgent or called_for is not None
    letter = Letter(text, phrase=phrase, urgent=cannot_wait, about=about, files=files, called_for=called_for)
    receipt, conversation_id = send(work, subject, key, letter)
    if not receipt.again:
        waiting.they_wait(work, subject, conversation_id, letter)
        automatic_word.say_away(work, subject, conversation_id)
    return receipt


def answer(
    work: Work,
    participant_id: str,
    key: str,
    text: str,
    *,
    asks: bool = False,
    phrase: SaidPhrase | None = None,
    about: MessageAbout | None = None,
    files: tuple[Enclosed, ...] = (),
    important: bool = False,
) -> Receipt:
    """A caseworker writes. Nobody waits for us after that; with `asks` we wait for them. Raises NotFound and NotPermitted."""
    subject = case_of(work, Action.WRITE_AS_STAFF, participant_id, Looked.MESSAGES)
    letter = Letter(text, phrase=phrase, about=about, files=files, important=important)
    receipt, conversation_id = send(work, subject, key, letter)
    if not receipt.again:
        waiting.we_answered(work, conversation_id, letter, asks=asks)
        hand_overs.end(work.session, conversation_id, HandOverEnd.ANSWERED, work.now)
    return receipt


def mark_read(work: Work, participant_id: str, sequence: int) -> None:
    """The actor has seen the conversation up to a place. Raises NotFound and NotPermitted."""
    subject = _subject(work, participant_id)
    conversation = store.of_participant(work.session, subject.id, subject.office_id)
    if conversation is None:
        raise NotFound("Nobody has written yet.")
    place = min(sequence, conversation.last_sequence)
    if store.mark_read(work.session, conversation.id, work.actor.id, place):
        by_staff = work.actor.role in STAFF
        work.tell_pages(
            MessagesRead(subject.id, subject.office_id, conversation.id, place, by_staff=by_staff)
        )


def own_waiting(work: Work) -> AnyRow | None:
    """The row of the participant's own conversation: since when they wait, and by when we answer. None before it begins."""
    subject = own_case(work, Action.USE_OWN_MESSAGES, note=False)
    return store.of_participant(work.session, subject.id, subject.office_id)


def unread(work: Work) -> int:
    """How many answers the participant has not read."""
    # A number on the bar of every page is no look at the messages.
    subject = own_case(work, Action.USE_OWN_MESSAGES, note=False)
    return messages.unread(work.session, subject.id, subject.office_id, work.actor.id)


def inbox(
    work: Work, which: Filter, after: inboxes.Place | None = None, asked: Asked | None = None
) -> list[AnyRow]:
    """The conversations within reach that wait for an answer, oldest due first."""
    offices = offices_of(work, Action.WRITE_AS_STAFF)
    work.look(Look(None, Looked.LIST, Scope.OFFICE.value))
    due_from, due_to = due(work, which)
    return inboxes.waiting(
        work.session,
        offices,
        partial(within, work, Action.WRITE_AS_STAFF),
        reader=(work.actor.id, work.today),
        due_from=due_from,
        due_to=due_to,
        after=after,
        narrow=narrow_of(work, asked or Asked()),
        limit=INBOX_PAGE,
    )


def _subject(work: Work, participant_id: str) -> Subject:
    if work.actor.role in STAFF:
        # A mark tells the participant that the team has read: whoever may only look leaves none.
        return case_of(work, Action.WRITE_AS_STAFF, participant_id, Looked.MESSAGES)
    subject = own_case(work, Action.USE_OWN_MESSAGES)
    if subject.id != participant_id:
        raise NotFound("No such participant within reach.")
    return subject


def _page(work: Work, subject: Subject, before: int | None) -> Conversation:
    row, marks = store.with_marks(work.session, subject.id, subject.office_id)
    if row is None:
        return Conversation(None, subject.id, (), 0, 0, None, older=False)
    read_by_me = marks[work.actor.id][1] if work.actor.id in marks else 0
    found = messages.messages(work.session, row.id, before=before, limit=PAGE + 1, names=not subject.hidden)
    newer = None
    if (
        before is None
        and work.actor.role not in STAFF
        and (further_up := _oldest_unread(work, subject, row.id, found, read_by_me))
    ):
        found, newer = further_up, row.last_sequence + 1
    shown = tuple(found[-PAGE:])
    # The other side of a participant is the whole team, and what one of them has read is read. The other side of the
    # team is the participant alone: what only who helps them has read is not read.
    for_staff = work.actor.role in STAFF
    if for_staff:
        theirs = [place for reader, (_, place) in marks.items() if reader == subject.id]
    else:
        theirs = [place for role, place in marks.values() if role in STAFF]
    helped = any(not one.from_staff and one.author_id != subject.id for one in found)
    return Conversation(
        id=row.id,
        participant_id=subject.id,
        messages=shown,
        read_by_them=max(theirs, default=0),
        read_by_me=read_by_me,
        standing=waiting.standing(work, subject, row, for_staff=for_staff),
        older=len(found) > PAGE,
        helpers=mandates.names_of(work.session, subject.id) if helped else {},
        details=details(
            work,
            subject,
            row,
            shown,
            read_by_me,
            from_the_beginning=len(found) <= PAGE,
            to_the_end=before is None and newer is None,
        ),
        newer=newer,
        important=on_page(work, subject.id, row.id, shown),
        alarms=alarms.marks(work, row.id, [one.sequence for one in shown]),
    )


def _oldest_unread(
    work: Work, subject: Subject, conversation_id: str, newest: list[AnyRow], read_by_me: int
) -> list[AnyRow]:
    """The page that has the oldest unread message near its top, where that lies above the newest page; nothing else."""
    if len(newest) <= PAGE or newest[-PAGE].sequence <= read_by_me + 1:
        return []
    first = messages.first_unread(work.session, conversation_id, read_by_me)
    if first is None or first >= newest[-PAGE].sequence:
        return []
    before = first + PAGE - READ_ABOVE
    return messages.messages(
        work.session, conversation_id, before=before, limit=PAGE + 1, names=not subject.hidden
    )
