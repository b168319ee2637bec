"""Alarms: what puts a conversation on top of the staff's list. Nothing is decided and nothing blocked by one."""

from functools import partial

from portal.domain.alarm_events import AlarmTaken
from portal.domain.alarms import AlarmKind
from portal.domain.audit import Look, Looked
from portal.domain.errors import NotFound
from portal.domain.people import STAFF
from portal.rules.danger import sounds_like_danger
from portal.services.permissions import Action, case_of, offices_of, within
from portal.services.reach import Scope
from portal.services.submissions import Receipt
from portal.services.work import Work
from portal.store import alarm as store
from portal.store import conversation as conversations
from portal.store.base import AnyRow


def listen(work: Work, conversation_id: str, sequence: int, text: str, called_for: AlarmKind | None) -> None:
    """A message of the participant's side came: mark it when it calls for help, or when its words may mean danger.

    Whatever this finds, the message stands where it stands, and the promise of an answer is not made later.
    """
    if work.actor.role in STAFF:
        return
    kind = called_for or (AlarmKind.WORDS if sounds_like_danger(text) else None)
    if kind is not None:
        store.sound(work.session, conversation_id, sequence, kind, work.now)


def standing(work: Work) -> list[AnyRow]:
    """The conversations within reach with an alarm that nobody has taken away, oldest first, a line for each message."""
    offices = offices_of(work, Action.WRITE_AS_STAFF)
    work.look(Look(None, Looked.LIST, Scope.OFFICE.value))
    return store.standing(work.session, offices, partial(within, work, Action.WRITE_AS_STAFF))


def marks(work: Work, conversation_id: str, sequences: list[int]) -> dict[int, AnyRow]:
    """The alarms of some messages of a conversation that is open to the actor, by place. Empty for everybody but staff."""
    if work.actor.role not in STAFF or not sequences:
        return {}
    return {row.sequence: row for row in store.of_conversation(work.session, conversation_id, sequences)}


def offers_help(work: Work, receipt: Receipt | None) -> bool:
    """Whether telephone numbers should stand beside this receipt: the message it is for may have been about danger."""
    return receipt is not None and store.of_receipt(work.session, receipt.id) is not None


def take_away(work: Work, participant_id: str, sequence: int) -> None:
    """A caseworker has read the message and seen to it: the mark goes, and who took it stays. Twice is once.

    Raises NotFound and NotPermitted.
    """
    subject = case_of(work, Action.WRITE_AS_STAFF, participant_id, Looked.MESSAGES)
    conversation = conversations.of_participant(work.session, subject.id, subject.office_id)
    if conversation is None or not store.of_conversation(work.session, conversation.id, [sequence]):
        raise NotFound("No such alarm.")
    if store.take_away(work.session, conversation.id, sequence, work.actor.id, work.now):
        work.tell(AlarmTaken(subject.id, subject.office_id, conversation.id, sequence))
