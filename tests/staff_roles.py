"""What the tests of the staff's roles share: finding people, opening cases, and protecting somebody."""

from typing import Any

from sqlalchemy import Engine, update

from portal.domain.access import Protection
from portal.domain.errors import NotFound, NotPermitted
from portal.domain.people import Actor
from portal.services import caseload, emergency
from portal.services.work import Desk
from portal.store.base import rows
from portal.store.engine import for_writing
from portal.store.models import AuditRow, Person, TeamMember
from tests.builders import all_rows, save
from tests.conftest import NOW

REASON = "Barnevernet ringer om en akutt sak."


def number_of(engine: Engine, person: Actor) -> list[str]:
    """What finds the person, as the vault would say it; written down for them the first time."""
    found = [f"fingerprint {person.id}"[:64]]
    with for_writing(engine).begin() as connection:
        table = rows(Person)
        connection.execute(update(table).where(table.c.id == person.id).values(identity_fingerprint=found[0]))
    return found


def opened(desk: Desk, actor: Actor, numbers: list[str], hours: int = 1) -> emergency.Opening:
    with desk.writing(actor) as work:
        return emergency.open_case(work, numbers, REASON, hours)


def trail(engine: Engine) -> list[Any]:
    return sorted(all_rows(engine, AuditRow), key=lambda row: row.sequence)


def may_see(desk: Desk, actor: Actor, participant: Actor) -> bool:
    try:
        with desk.reading(actor) as work:
            caseload.opened(work, participant.id)
    except (NotFound, NotPermitted):
        return False
    return True


def grade(engine: Engine, participant: Actor, protection: Protection | None) -> None:
    with for_writing(engine).begin() as connection:
        table = rows(Person)
        connection.execute(update(table).where(table.c.id == participant.id).values(protection=protection))


def join(engine: Engine, participant: Actor, staff: Actor) -> None:
    save(engine, TeamMember(participant_id=participant.id, staff_id=staff.id, added_at=NOW))
