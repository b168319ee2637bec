"""Permissions: one truth table, and the question that turns it into rows."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum, StrEnum
from types import MappingProxyType
from typing import Any

from sqlalchemy import Select, select

from portal.domain.audit import Look, Looked
from portal.domain.errors import NotFound, NotPermitted
from portal.domain.people import Actor, Role
from portal.services.work import Work
from portal.store.base import rows
from portal.store.person import Person


class Action(StrEnum):
    """What somebody may want to do."""

    USE_OWN_CASE = "use own case"
    SEE_CASE = "see case"
    WRITE_AS_STAFF = "write as staff"
    DECIDE_ABSENCE = "decide absence"
    SEE_COUNTS = "see counts"
    SEE_TRANSLATIONS = "see translations"


class Scope(Enum):
    """Whose rows an action reaches."""

    OWN = "own"
    OFFICE = "office"
    NO_PERSON = "no person"


TABLE: Mapping[Action, Mapping[Role, Scope]] = MappingProxyType(
    {
        Action.USE_OWN_CASE: {Role.PARTICIPANT: Scope.OWN},
        Action.SEE_CASE: {Role.CASEWORKER: Scope.OFFICE},
        Action.WRITE_AS_STAFF: {Role.CASEWORKER: Scope.OFFICE},
        Action.DECIDE_ABSENCE: {Role.CASEWORKER: Scope.OFFICE},
        Action.SEE_COUNTS: {Role.CASEWORKER: Scope.OFFICE, Role.LEADER: Scope.OFFICE},
        Action.SEE_TRANSLATIONS: {Role.TRANSLATOR: Scope.NO_PERSON},
    }
)


@dataclass(frozen=True, slots=True)
class Subject:
    """The participant whom an action is about."""

    id: str
    office_id: str


_person = rows(Person)
LONGEST_ID = 36


def may(actor: Actor, action: Action) -> bool:
    """Whether the actor's role has the action at all."""
    return actor.role in TABLE[action]


def require(actor: Actor, action: Action) -> None:
    """Raise NotPermitted unless the actor's role has the action."""
    if not may(actor, action):
        raise NotPermitted(f"A {actor.role} may not {action}.")


def participants_of(actor: Actor, action: Action) -> Select[Any]:
    """A select of the participants' identifiers that the action reaches for this actor: nobody, unless the table says so."""
    query = select(_person.c.id).where(_person.c.role == Role.PARTICIPANT)
    match TABLE[action].get(actor.role):
        case Scope.OWN:
            return query.where(_person.c.id == actor.id)
        case Scope.OFFICE:
            return query.where(_person.c.office_id == actor.office_id)
        case _:
            return query.where(_person.c.id.is_(None))


def own_case(actor: Actor) -> Subject:
    """The participant acting on their own case. Raises NotPermitted for everybody else."""
    require(actor, Action.USE_OWN_CASE)
    if actor.office_id is None:
        raise NotFound("A participant belongs to an office.")
    return Subject(actor.id, actor.office_id)


def case_of(work: Work, action: Action, participant_id: str, what: Looked = Looked.CASE) -> Subject:
    """The participant with that id, if the action reaches them. The look is written down, and so is one refused.

    Raises NotPermitted when the role has no such action, NotFound when the person is another office's or nobody's:
    the two must look the same.
    """
    asked = participant_id if len(participant_id) <= LONGEST_ID else None
    refused = Look(asked, what, "out of reach", granted=False)
    if not may(work.actor, action):
        work.look(refused)
    require(work.actor, action)
    reached = (
        participants_of(work.actor, action)
        .add_columns(_person.c.office_id)
        .where(_person.c.id == participant_id)
    )
    row = work.session.execute(reached).one_or_none()
    if row is None:
        work.look(refused)
        raise NotFound("No such participant within reach.")
    work.look(Look(row.id, what, TABLE[action][work.actor.role].value))
    return Subject(row.id, row.office_id)


def own_office(actor: Actor, action: Action) -> str:
    """The office whose rows the actor may see. Raises NotPermitted without one."""
    require(actor, action)
    if actor.office_id is None:
        raise NotPermitted("The actor belongs to no office.")
    return actor.office_id
