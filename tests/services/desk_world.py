"""What the tests of the desk beside a conversation share."""

from datetime import date

from portal.domain.people import Actor
from portal.services import conversations, covers
from portal.services.work import Desk
from tests.builders import Village, key_for

TODAY = date(2026, 11, 24)
FRIDAY = date(2026, 12, 4)


def ask(desk: Desk, who: Actor, text: str = "Hei") -> None:
    """Somebody writes to the office."""
    with desk.writing(who) as work:
        conversations.write_to_us(work, key_for(f"{who.id} {text}"), text)


def answer(desk: Desk, who: Actor, participant: Actor, text: str = "Svar") -> None:
    """Somebody of the staff answers."""
    with desk.writing(who) as work:
        conversations.answer(work, participant.id, key_for(f"{who.id} {text}"), text)


def go_away(desk: Desk, village: Village, *, first: date = TODAY, last: date = FRIDAY) -> str:
    """The caseworker is away, and the colleague answers; the cover's id."""
    with desk.writing(village.caseworker) as work:
        return covers.plan_own_absence(work, village.colleague.id, first, last)
