"""What the browser tests of the staff's roles share: the demo with its identity numbers, and asking for a case."""

from sqlalchemy import Engine, update

from portal.demo.identity import VAULT
from portal.domain.access import Protection
from portal.store.base import rows
from portal.store.models import Person
from tests.browser import Answer, Browser

REASON = "Barnevernet ringer om en akutt sak."
FAR, LEADER, CENTRE, ADMIN, AUDITOR = "trygg-tind", "klar-kyst", "naer-nordlys", "ryddig-rot", "arvaken-are"
ROGN, LIND = "rolig-rogn", "lun-lind"
# Its check digits are right, and nobody in the demo has it.
NOBODYS = "17859012582"


def number_of(person: Person) -> str:
    return VAULT.open(person.identity_sealed or "", person.id)


def signed_in(client: Browser, key: str) -> Browser:
    browser = client.another()
    browser.sign_in(key)
    return browser


def ask(browser: Browser, number: str, *, reason: str = REASON, hours: str = "1") -> Answer:
    fields = {"csrf_token": browser.token, "number": number, "reason": reason, "hours": hours}
    return browser.post("/work/emergency", fields)


def grade(engine: Engine, person: Person, protection: Protection) -> None:
    table = rows(Person)
    with engine.begin() as connection:
        connection.execute(update(table).where(table.c.id == person.id).values(protection=protection))
