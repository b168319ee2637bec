"""What the tests of important messages share: sending one, acknowledging it, and whom there is to phone."""

from sqlalchemy import Engine

from portal.adapters.clock import FixedClock
from portal.domain.people import Actor
from portal.services import conversations, important
from portal.services.work import Desk
from portal.store.models import (
    EventRow,
)
from tests.builders import Village, all_rows, oslo


def until(clock: FixedClock, moment: str) -> None:
    clock.move(seconds=(oslo(moment) - clock.now()).total_seconds())


def sent(
    desk: Desk, village: Village, text: str = "Ta med pass på mandag.", *, important: bool = True
) -> int:
    with desk.writing(village.caseworker) as work:
        conversations.answer(work, village.participant.id, f"key {text}", text, important=important)
    with desk.reading(village.caseworker) as work:
        return conversations.conversation_with(work, village.participant.id).last


def acknowledged(desk: Desk, who: Actor, place: int) -> None:
    with desk.writing(who) as work:
        important.acknowledge(work, place)


def waiting(desk: Desk, who: Actor) -> list[int]:
    with desk.reading(who) as work:
        return [one.sequence for one in important.own_unread(work)]


def told(engine: Engine, kind: str) -> int:
    return len(all_rows(engine, EventRow, kind=kind))


def to_phone(desk: Desk, who: Actor) -> list[tuple[str, int]]:
    with desk.reading(who) as work:
        return [(row.name, row.sequence) for row in important.to_phone(work)]
