"""Protecting: what the municipality says itself of whom nobody may find, and of who must not touch whose case."""

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy.orm import Session

from portal.domain.access import Protection, Tie
from portal.domain.audit import Looked
from portal.domain.errors import NotFound
from portal.domain.people import STAFF, Role
from portal.store import audit
from portal.store import person as people
from portal.store import protection as store
from portal.store.base import AnyRow
from portal.store.engine import take_turn

# Who has the command line is known to the machine it runs on, and not to the portal.
OPERATOR = "operator"
LONGEST_WHY = 200


def grade(session: Session, participant_id: str, protection: Protection, now: datetime) -> None:
    """Keep how somebody is protected. Where a register is connected, its next answer counts again.

    Raises NotFound for an id that is no participant's.
    """
    before = _person(session, participant_id, frozenset({Role.PARTICIPANT})).protection
    store.settle(session, participant_id, before, protection, None, now)


def name_team(
    session: Session, participant_id: str, add: Iterable[str], remove: Iterable[str], now: datetime
) -> list[AnyRow]:
    """Let members of staff in and out of the small team around a protected person, and hand out who is in it.

    Raises NotFound for an id that is no participant's, or no member of staff's.
    """
    _person(session, participant_id, frozenset({Role.PARTICIPANT}))
    for staff_id in add:
        _person(session, staff_id, STAFF)
        store.add_to_team(session, participant_id, staff_id, now)
    for staff_id in remove:
        store.remove_from_team(session, participant_id, staff_id)
    return store.team_of(session, participant_id)


def disqualify(session: Session, staff_id: str, participant_id: str, tie: Tie, now: datetime) -> None:
    """From now on this member of staff reaches this case in no way (forvaltningsloven § 6). Raises NotFound."""
    _person(session, staff_id, STAFF)
    _person(session, participant_id, frozenset({Role.PARTICIPANT}))
    store.disqualify(session, staff_id, participant_id, tie, now)


def qualify(session: Session, staff_id: str, participant_id: str) -> None:
    """The two are no longer near each other. Raises NotFound when nobody had said that they were."""
    if not store.qualify(session, staff_id, participant_id):
        raise NotFound("Nobody has said so.")


def write_down(session: Session, audit_key: bytes, participant_id: str, why: str, now: datetime) -> None:
    """Leave a row in the audit trail: who may see this case was changed on the command line, and why.

    The participant reads of it where they read who has looked.
    """
    take_turn(session, "audit")
    row = {
        "at": now,
        "actor_id": OPERATOR,
        "actor_role": Role.ADMINISTRATOR.value,
        "office_id": None,
        "participant_id": participant_id,
        "what": Looked.PROTECTION.value,
        "why": why[:LONGEST_WHY],
        "granted": True,
    }
    audit.append(session, audit_key, [row])


def _person(session: Session, person_id: str, roles: frozenset[Role]) -> people.Person:
    person = people.by_id(session, person_id)
    if person is None or person.role not in roles:
        raise NotFound(f"Nobody here has the id {person_id}.")
    return person
