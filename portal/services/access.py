"""Given access: a leader lets somebody of the staff see one case of the office until a day, for a reason that stays."""

from dataclasses import replace
from datetime import date, datetime, time, timedelta
from functools import partial

from sqlalchemy import exists, select

from portal.domain.access import LONGEST_GRANT_DAYS, GrantKind
from portal.domain.audit import Look, Looked
from portal.domain.calendar import oslo_day, oslo_moment
from portal.domain.errors import NotFound, Refused
from portal.domain.people import Actor, Role
from portal.services import reach
from portal.services.permissions import Action, case_by_number, own_office, require, within
from portal.services.reach import PEOPLE, Scope
from portal.services.reasons import refuse_bad_reason
from portal.services.work import Work
from portal.store import grant as store
from portal.store import staff as people
from portal.store.base import AnyRow, new_id
from portal.store.engine import take_turn
from portal.store.grant import Grant

# Whom a grant can open a case for (`permissions.TABLE`).
MAY_BE_GIVEN = (Role.CASEWORKER, Role.LEADER)
A_DAY = timedelta(days=1)
INSTANT = timedelta(microseconds=1)


def colleagues(work: Work) -> list[AnyRow]:
    """Whom the leader can let in: caseworkers and leaders of the municipality's offices, without the leader."""
    office_id = own_office(work.actor, Action.GIVE_ACCESS)
    found = people.with_roles(work.session, MAY_BE_GIVEN, beside=office_id)
    return [row for row in found if row.id != work.actor.id]


def give(work: Work, fingerprints: list[str], staff_id: str, reason: str, last_day: date) -> str:
    """Let a colleague see the case of whoever has this identity number, through `last_day`; the grant's id.

    The same twice is one grant. Raises NotPermitted; Refused for a reason that is none, for a day that is past or
    more than 92 days away, and for whom nobody can pick; NotFound for a participant out of the leader's reach, and
    for a colleague whom the core rules keep from the case.
    """
    require(work.actor, Action.GIVE_ACCESS)
    refuse_bad_reason(reason)
    if not work.today <= last_day <= work.today + timedelta(days=LONGEST_GRANT_DAYS):
        raise Refused("access-too-long")
    colleague = next((row for row in colleagues(work) if row.id == staff_id), None)
    if colleague is None:
        raise Refused("access-for-nobody")
    take_turn(work.session, f"grants of {staff_id}")
    subject = case_by_number(work, Action.GIVE_ACCESS, fingerprints, Looked.ACCESS)
    if not _may_ever_see(work, colleague, subject.id):
        # Said in the same words as for nobody, and written down: otherwise one could ask so who is protected.
        work.look(Look(subject.id, Looked.ACCESS, "barred", granted=False))
        raise NotFound("The core rules keep this colleague from the case.")
    ends_at = oslo_moment(last_day + A_DAY, time(0))
    assigned = GrantKind.ASSIGNED
    before = store.living(work.session, staff_id, subject.id, subject.office_id, assigned, work.now)
    if before is not None and before.ends_at == ends_at:
        return str(before.id)
    grant = Grant(
        id=new_id(),
        staff_id=staff_id,
        participant_id=subject.id,
        office_id=subject.office_id,
        kind=assigned,
        reason=reason,
        begins_at=work.now,
        ends_at=ends_at,
        made_by=work.actor.id,
    )
    work.session.add(grant)
    return grant.id


def given(work: Work) -> list[AnyRow]:
    """What has been given at the leader's office and still lives: who, until when and why, and not whose case."""
    office_id = own_office(work.actor, Action.GIVE_ACCESS)
    work.look(Look(None, Looked.LIST, Scope.OFFICE.value))
    reached = partial(within, work, Action.GIVE_ACCESS)
    return store.of_office(work.session, office_id, GrantKind.ASSIGNED, reached, store.lives(work.now))


def last_day_of(ends_at: datetime) -> date:
    """The last whole or broken day of a grant: one that ends at midnight ends with the day before."""
    return oslo_day(ends_at - INSTANT)


def end(work: Work, grant_id: str) -> None:
    """Take it back at once. Raises NotFound for another office's, and for what is over."""
    if not any(row.id == grant_id for row in given(work)):
        raise NotFound("No such grant.")
    store.end(work.session, grant_id, work.now)


def _may_ever_see(work: Work, colleague: AnyRow, participant_id: str) -> bool:
    """Whether the core rules let this colleague see the case at all: a grant lifts none of them."""
    them = Actor(colleague.id, colleague.role, colleague.office_id, colleague.name, "")
    theirs = reach.core(replace(work, actor=them))
    return bool(work.session.scalar(select(exists().where(PEOPLE.c.id == participant_id, theirs))))
