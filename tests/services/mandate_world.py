"""Mandates as the tests of them make and try them: numbers that nobody has, and what opens each part of a case."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date

from sqlalchemy import Engine

from portal.domain.access import Area
from portal.domain.errors import NotPermitted
from portal.domain.people import Actor
from portal.services import absences, conversations, mandates, plans, submissions, weeks
from portal.services.mandates import MandateCommand
from portal.services.work import Desk, Work
from portal.settings import SYNTHETIC_KEY
from portal.store.base import rows
from portal.store.models import Person
from portal.store.vault import Vault
from tests.builders import key_for

TODAY = date(2026, 11, 24)
LAST = date(2026, 12, 31)
VAULT = Vault((SYNTHETIC_KEY,))
# Published test numbers: nobody has them.
UNKNOWN, OF_ANOTHER_KIND = "17859012582", "17459012761"
SYNTHETIC_OTHER = "30915298008"
OPENS: dict[Area, Callable[[Work], object]] = {
    Area.WEEK: lambda work: weeks.week_of(work, TODAY),
    Area.PLAN: plans.own_plan,
    Area.ABSENCE: absences.own_absences,
    Area.MESSAGES: conversations.own_conversation,
}


def command(**changed: object) -> MandateCommand:
    """A good form for a new mandate, but for the fields that are given here."""
    usual = MandateCommand(UNKNOWN, "Kari", frozenset({Area.WEEK}), LAST)
    return replace(usual, **changed)  # type: ignore[arg-type] # Each test changes a field of its type.


def make(desk: Desk, actor: Actor, key: object = "a", **changed: object) -> submissions.Receipt:
    """Hand the form in, in the name of this actor."""
    with desk.writing(actor) as work:
        return mandates.make(work, VAULT, key_for(key), command(**changed), synthetic=True)


def opened(desk: Desk, actor: Actor) -> set[Area]:
    """The parts whose use case lets the actor in."""
    found = set()
    for area, use in OPENS.items():
        try:
            with desk.reading(actor) as work:
                use(work)
        except NotPermitted:
            continue
        found.add(area)
    return found


def has_number(engine: Engine, actor: Actor, number: str) -> None:
    """Give the person of this actor an identity number, sealed as the portal keeps it."""
    person = rows(Person)
    with engine.begin() as connection:
        connection.execute(
            person.update()
            .where(person.c.id == actor.id)
            .values(
                identity_fingerprint=VAULT.fingerprint(number), identity_sealed=VAULT.seal(number, actor.id)
            )
        )
