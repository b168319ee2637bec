"""What the tests of the ladder of answers share: asking, answering, and what was told to whom."""

from sqlalchemy import Engine

from portal.domain.people import Actor
from portal.services import conversations, waiting
from portal.services.conversations import Conversation as Page
from portal.services.work import Desk
from portal.store.base import AnyRow
from portal.store.models import AnswerRung, EventRow, Notice
from tests.builders import Village, all_rows


def ask(desk: Desk, who: Actor, text: str = "Hei", *, urgent: bool = False) -> None:
    with desk.writing(who) as work:
        conversations.write_to_us(work, f"ask {text}", text, urgent=urgent)


def answer(desk: Desk, village: Village, text: str = "Svar", *, asks: bool = False) -> None:
    with desk.writing(village.caseworker) as work:
        conversations.answer(work, village.participant.id, f"answer {text}", text, asks=asks)


def own_page(desk: Desk, who: Actor) -> Page:
    with desk.reading(who) as work:
        return conversations.own_conversation(work)


def taken(engine: Engine) -> list[str]:
    return [row.rung.value for row in sorted(all_rows(engine, AnswerRung), key=lambda row: row.at)]


def overdue(desk: Desk, leader: Actor) -> list[AnyRow]:
    with desk.reading(leader) as work:
        return waiting.overdue(work)


def notices(engine: Engine) -> list[AnyRow]:
    kinds = {row.id: row.kind for row in all_rows(engine, EventRow)}
    return [row for row in all_rows(engine, Notice) if kinds[row.event_id] == "AnswerMissed"]
