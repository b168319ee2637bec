"""Notices in the demo world: what went out about the newest messages, some that nobody needed any more, and some that were given up."""

from datetime import timedelta
from typing import Any

from portal.demo.people import Participant
from portal.demo.world import World, identifier
from portal.domain.notices import Channel, NoticeState, Says, Trouble
from portal.store.message import Message
from portal.store.notice import Notice
from portal.store.notice_wish import NoticeWish
from portal.store.person import Person
from portal.worker.outbox import MOST_ATTEMPTS

LATELY = timedelta(days=30)
# Every so many participants one whose number takes nothing, and one who could not be reached in time.
REFUSED_EVERY, DOWN_EVERY, READ_EVERY, BY_EMAIL_EVERY = 11, 17, 4, 7
CHANGED_NUMBER = frozenset({"vennlig-vind", "apen-as"})
PROTAGONISTS = frozenset({"rolig-rogn", "stille-strand", "kvikk-kvist", "modig-molte"})


def add_notices(world: World, people: list[Participant]) -> None:
    """Add what became of the newest message of ours to each; the conversations come before."""
    told = {row["id"] for row in world.waiting(Person) if row["notices"] and row["phone"]}
    newest: dict[str, dict[str, Any]] = {}
    for row in world.waiting(Message):
        # Of what the portal says by itself, which has no text, nobody is told.
        if row["from_staff"] and row["text"] and row["sent_at"] > world.now - LATELY:
            newest[row["conversation_id"]] = row
    for number, person in enumerate(people, start=1):
        message = newest.get(identifier("conversation", person.key))
        if message and person.id in told:
            _add(world, person, message, number)


def _add(world: World, person: Participant, message: dict[str, Any], number: int) -> None:
    state, channel, trouble = NoticeState.SENT, Channel.SMS, None
    if person.key not in PROTAGONISTS:
        if number % REFUSED_EVERY == 0 or person.key in CHANGED_NUMBER:
            state, trouble = NoticeState.DEAD, Trouble.REFUSED
        elif number % DOWN_EVERY == 0:
            state, trouble = NoticeState.DEAD, Trouble.DOWN
        elif number % READ_EVERY == 0:
            state = NoticeState.DROPPED
        elif number % BY_EMAIL_EVERY == 0:
            channel = Channel.EMAIL
            _wish(world, person)
    world.add(
        Notice,
        id=identifier("notice", person.key),
        person_id=person.id,
        event_id=identifier("notice of", person.key),
        conversation_id=message["conversation_id"],
        sequence=message["sequence"],
        state=state,
        due_at=message["sent_at"],
        attempts=MOST_ATTEMPTS if trouble is Trouble.DOWN else 1,
        leased=False,
        sent_at=message["sent_at"] if state is NoticeState.SENT else None,
        says=Says.NEWS,
        channel=None if state is NoticeState.DROPPED else channel,
        trouble=trouble,
    )


def _wish(world: World, person: Participant) -> None:
    world.add(
        NoticeWish,
        person_id=person.id,
        channels=f"{Channel.EMAIL},{Channel.SMS}",
        email=f"{person.key}@example.org",
        weekly=False,
        reserved=False,
        changed_at=world.now - LATELY,
    )
