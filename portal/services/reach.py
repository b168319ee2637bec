"""Reach as rows: for each way to a case the condition that finds the people it leads to, and the core that no way gets round."""

from collections.abc import Iterable
from enum import Enum
from typing import Any, Final

from sqlalchemy import ColumnElement, FromClause, and_, exists, false, or_, true

from portal.domain.access import Area, GrantKind, Protection
from portal.domain.people import STAFF, Actor, Role
from portal.domain.programme import OPEN_STATES
from portal.services.work import Work
from portal.store import grant as grants
from portal.store import mandate as mandates
from portal.store.base import rows
from portal.store.grant import Cover, Grant
from portal.store.mandate import Mandate
from portal.store.person import Person
from portal.store.programme import Programme
from portal.store.protection import Disqualified, TeamMember


class Scope(Enum):
    """A way to a case. Its value stands in the audit trail as the reason why somebody was let in."""

    OWN = "own"
    REPRESENTED = "represented"
    OFFICE = "office"
    COVERED = "cover"
    GRANTED = "grant"
    ANYWHERE = "anywhere"
    NO_PERSON = "no person"


PEOPLE: Final = rows(Person)
_programme = rows(Programme)
_cover = rows(Cover)
_grant = rows(Grant)
_mandate = rows(Mandate)
_member = rows(TeamMember)
_disqualified = rows(Disqualified)
_covered = PEOPLE.alias("covered")


def way(
    work: Work, scope: Scope, person: FromClause = PEOPLE, area: Area | None = None
) -> ColumnElement[bool]:
    """The condition on `person`, a table of people, under which this way leads the actor to them."""
    actor, them = work.actor, person.c
    match scope:
        case Scope.OWN:
            return them.id == actor.id
        case Scope.REPRESENTED if area is not None and actor.acts_for is not None:
            mandate = (_mandate.c.participant_id == them.id) & (_mandate.c.representative_id == actor.id)
            opened = _mandate.c[area.value].is_(True)
            return (them.id == actor.acts_for) & exists().where(mandate, opened, mandates.holds(work.today))
        case Scope.OFFICE if actor.office_id is not None:
            return them.office_id == actor.office_id
        case Scope.COVERED:
            theirs = (_programme.c.participant_id == them.id) & (_programme.c.office_id == them.office_id)
            # Nobody hands on more than they have: who is covered must still work where the case is.
            covered = (_covered.c.id == _programme.c.contact_person_id) & (
                _covered.c.office_id == them.office_id
            )
            mine = (_cover.c.staff_id == _covered.c.id) & (_cover.c.by_id == actor.id)
            living = _programme.c.state.in_(sorted(OPEN_STATES))
            return exists().where(theirs, covered, mine, living, grants.runs(work.today))
        case Scope.GRANTED:
            return exists().where(*_granted(work, person))
        case Scope.ANYWHERE:
            return true()
        case _:
            return false()


def _granted(work: Work, person: FromClause) -> list[ColumnElement[bool]]:
    # A grant was given for the case as it was at one office: a move closes it.
    mine = (_grant.c.staff_id == work.actor.id) & (_grant.c.participant_id == person.c.id)
    return [mine, _grant.c.office_id == person.c.office_id, grants.lives(work.now)]


def in_emergency(work: Work, person: FromClause = PEOPLE) -> ColumnElement[bool]:
    """Whether the actor has opened the case of this person themselves, for a reason that could not wait."""
    return exists().where(*_granted(work, person), _grant.c.kind == GrantKind.EMERGENCY)


def core(work: Work, person: FromClause = PEOPLE) -> ColumnElement[bool]:
    """What every way of the staff must meet besides, and nobody can lift.

    Not their own case, nor one that they are disqualified from; a protected person only for the named team; and
    nobody whose protection is unknown, or was last read too long ago.
    """
    actor, them = work.actor, person.c
    tied = exists().where(_disqualified.c.staff_id == actor.id, _disqualified.c.participant_id == them.id)
    named = exists().where(_member.c.staff_id == actor.id, _member.c.participant_id == them.id)
    open_to_all = them.protection == Protection.NONE
    known: list[ColumnElement[bool]] = [them.protection.is_not(None)]
    if work.gradings_since is not None:
        known.append(them.protection_read_at >= work.gradings_since)
    return and_(them.id != actor.id, *known, or_(open_to_all, named), ~tied)


def reached(
    work: Work, scopes: Iterable[Scope], person: FromClause = PEOPLE, area: Area | None = None
) -> ColumnElement[bool]:
    """The condition on `person` under which any of these ways leads the actor to them."""
    ways = or_(false(), *(way(work, scope, person, area) for scope in scopes))
    anybody = and_(person.c.role == Role.PARTICIPANT, ways)
    return anybody if is_outside(work.actor) else and_(anybody, core(work, person))


def is_outside(actor: Actor) -> bool:
    """Whether the core rules about staff have nothing to say of this actor."""
    return actor.role not in STAFF


def why(work: Work, scopes: Iterable[Scope], area: Area | None = None) -> list[Any]:
    """A column for each way that says whether it leads there, labelled with the way's name."""
    return [way(work, scope, area=area).label(scope.name) for scope in scopes]
