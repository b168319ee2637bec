"""What stands beside conversations: a hand-over, a note, a mistake, and a mark for the journal."""

from datetime import time, timedelta
from typing import Any

from portal.demo.days import shift
from portal.demo.people import Participant
from portal.demo.world import World, identifier
from portal.domain.calendar import oslo_day, oslo_moment
from portal.domain.desk import MistakeKind
from portal.domain.desk_events import ConversationHandedOver, NoteWritten
from portal.services.automatic_word import SOURCE
from portal.store.case_note import CaseNote
from portal.store.conversation import Conversation
from portal.store.hand_over import HandOver
from portal.store.message import Message
from portal.store.message_desk import JournalMark, Mistake

HANDED_OVER, MARKED = "apen-as", "varsom-vidje"
REASON = "Du kjenner barnehagen der ute. Kan du svare om oppstart?"
NOTE = "Kan ikke ta telefonen før klokka tolv, da er hun på kurs."
NOTE_STANDS = timedelta(days=21)
A_WHILE = timedelta(minutes=25)


def add_desk(world: World, people: list[Participant]) -> None:
    """Add them, after the conversations."""
    by_key = {person.key: person for person in people}
    _hand_over(world, by_key[HANDED_OVER])
    _mark(world, by_key[MARKED])


def _talk(world: World, person: Participant) -> dict[str, Any]:
    wanted = identifier("conversation", person.key)
    return next(row for row in world.waiting(Conversation) if row["id"] == wanted)


def _hand_over(world: World, person: Participant) -> None:
    talk, at = _talk(world, person), world.now - A_WHILE
    if talk["waiting_for_us_since"] is None:
        return
    hand_over_id = identifier("hand-over", person.key)
    receiver = next(one for one in person.team if one != person.contact_id)
    world.add(
        HandOver,
        id=hand_over_id,
        conversation_id=talk["id"],
        handed_to=receiver,
        handed_by=person.contact_id,
        reason=REASON,
        made_at=at,
        ended_at=None,
        ending=None,
    )
    told = ConversationHandedOver(person.id, person.office_id, hand_over_id)
    world.tell(told, at, person.contact_id, hand_over_id)


def _mark(world: World, person: Participant) -> None:
    talk, at = _talk(world, person), oslo_moment(shift(world.today, -1), time(12, 20))
    here = [row for row in world.waiting(Message) if row["conversation_id"] == talk["id"]]
    ours = [row["sequence"] for row in here if row["from_staff"] and row["text"]]
    theirs = [row["sequence"] for row in here if not row["from_staff"]]
    marked = {"conversation_id": talk["id"], "marked_by": person.contact_id, "marked_at": at}
    world.add(Mistake, sequence=ours[-1], kind=MistakeKind.WRONG_FACTS, **marked)
    reference = f"{world.today.year}/1234-{theirs[-1]}"
    world.add(JournalMark, sequence=theirs[-1], journalled_on=oslo_day(at), reference=reference, **marked)
    note_id = identifier("note", person.key)
    world.add(
        CaseNote,
        id=note_id,
        conversation_id=talk["id"],
        key=identifier("form", note_id),
        text=NOTE,
        locale=SOURCE,
        written_by=person.contact_id,
        written_at=at,
        last_day=world.today + NOTE_STANDS,
    )
    world.tell(NoteWritten(person.id, person.office_id, note_id), at, person.contact_id, note_id)
