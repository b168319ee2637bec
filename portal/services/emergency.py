"""Emergency access: somebody of the staff opens a case that is not theirs, for some hours and a reason that stays."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial

from portal.domain.access import LONGEST_EMERGENCY, GrantKind
from portal.domain.audit import Look, Looked
from portal.domain.errors import NotFound, Refused
from portal.domain.events import CaseOpenedInEmergency
from portal.services.permissions import Action, case_by_number, own_office, require
from portal.services.reach import Scope, core
from portal.services.reasons import refuse_bad_reason
from portal.services.work import Work
from portal.store import grant as store
from portal.store.base import AnyRow, new_id
from portal.store.engine import take_turn
from portal.store.grant import Grant

HOURS = (1, 4, 8)
LISTED = timedelta(days=30)


@dataclass(frozen=True, slots=True)
class Opening:
    """A case that stands open to the actor until `ends_at`. `again` is True when it did before."""

    id: str
    participant_id: str
    ends_at: datetime
    again: bool = False


def open_case(work: Work, fingerprints: list[str], reason: str, hours: int = HOURS[0]) -> Opening:
    """Open the case of whoever has this identity number, for at most eight hours.

    While it stands open, asking again changes nothing. The leader hears at once, unless they may not know of the
    person. Raises NotPermitted; Refused for a reason that is none, and for more hours than there are; NotFound for
    nobody, and for somebody whom the core rules keep from the actor: the two must look the same.
    """
    require(work.actor, Action.OPEN_IN_EMERGENCY)
    refuse_bad_reason(reason)
    if not timedelta(0) < timedelta(hours=hours) <= LONGEST_EMERGENCY:
        raise Refused("emergency-too-long")
    # Two windows of one person take turns, so that the second finds what the first has opened.
    take_turn(work.session, f"grants of {work.actor.id}")
    emergency = GrantKind.EMERGENCY
    subject = case_by_number(work, Action.OPEN_IN_EMERGENCY, fingerprints, Looked.CASE, why=emergency.value)
    before = store.living(work.session, work.actor.id, subject.id, subject.office_id, emergency, work.now)
    if before is not None:
        return Opening(before.id, subject.id, before.ends_at, again=True)
    grant = Grant(
        id=new_id(),
        staff_id=work.actor.id,
        participant_id=subject.id,
        office_id=subject.office_id,
        kind=emergency,
        reason=reason,
        begins_at=work.now,
        ends_at=work.now + timedelta(hours=hours),
        made_by=work.actor.id,
    )
    work.session.add(grant)
    work.session.flush()
    work.tell(CaseOpenedInEmergency(subject.id, subject.office_id, grant.id))
    return Opening(grant.id, subject.id, grant.ends_at)


def close_case(work: Work, grant_id: str) -> None:
    """The actor needs the case no longer. Raises NotFound for what is not their own; twice is as good as once."""
    require(work.actor, Action.OPEN_IN_EMERGENCY)
    found = store.own(work.session, grant_id, work.actor.id)
    if found is None or found.kind is not GrantKind.EMERGENCY:
        raise NotFound("No such opening.")
    store.end(work.session, grant_id, work.now)


def openings(work: Work) -> list[AnyRow]:
    """The emergencies of the last thirty days at the leader's office, newest first: who, when and why.

    Whose case it was is not said. Those of people whom the leader may not know of are left out; one who has moved away
    since then is not. Raises NotPermitted.
    """
    office_id = own_office(work.actor, Action.GIVE_ACCESS)
    work.look(Look(None, Looked.LIST, Scope.OFFICE.value))
    reach = partial(core, work)
    since = store.begun_since(work.now - LISTED)
    return store.of_office(work.session, office_id, GrantKind.EMERGENCY, reach, since)


def mark_seen(work: Work, grant_id: str) -> None:
    """The leader has seen an emergency. Raises NotFound for another office's, and for the leader's own."""
    if not any(row.id == grant_id and row.staff_id != work.actor.id for row in openings(work)):
        raise NotFound("No such opening.")
    store.mark_seen(work.session, grant_id, work.now)
