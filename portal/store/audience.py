"""The audience of a case: which open pages of the staff may hear that something changed in it."""

from datetime import date, datetime

from sqlalchemy import Select, exists, select
from sqlalchemy.orm import Session

from portal.domain.access import Protection
from portal.domain.people import AT_WORK_WITH_CASES
from portal.domain.programme import OPEN_STATES
from portal.store import grant as grants
from portal.store.base import rows
from portal.store.grant import Cover, Grant
from portal.store.person import Person
from portal.store.programme import Programme
from portal.store.protection import Disqualified, TeamMember

_person = rows(Person)
_programme = rows(Programme)
_grant = rows(Grant)
_cover = rows(Cover)
_member = rows(TeamMember)
_disqualified = rows(Disqualified)
_covered = _person.alias("covered")


def listeners(
    session: Session, participant_id: str, now: datetime, today: date
) -> tuple[bool, frozenset[str]]:
    """Whether the whole office may hear of a change in the case, and the staff, by id, who are told apart.

    Of a protected person, or where somebody is disqualified, nobody hears but those who may see the case: that a page
    moves at all would tell the others that somebody is there.
    """
    tied = exists().where(_disqualified.c.participant_id == _person.c.id)
    case = session.execute(
        select(_person.c.office_id, _person.c.protection, tied.label("tied")).where(
            _person.c.id == participant_id
        )
    ).one_or_none()
    if case is None or case.protection is None:
        return False, frozenset()
    if case.protection is not Protection.NONE:
        apart = _ids(session, select(_member.c.staff_id).where(_member.c.participant_id == participant_id))
    else:
        apart = _from_elsewhere(session, participant_id, now, today)
        if not case.tied:
            return True, apart
        office = select(_person.c.id).where(
            _person.c.office_id == case.office_id, _person.c.role.in_(sorted(AT_WORK_WITH_CASES))
        )
        apart |= _ids(session, office)
    barred = select(_disqualified.c.staff_id).where(_disqualified.c.participant_id == participant_id)
    return False, apart - _ids(session, barred)


def _from_elsewhere(session: Session, participant_id: str, now: datetime, today: date) -> frozenset[str]:
    """Who covers or was given the case as it is at its present office: a move closes both (`services.reach`)."""
    granted = (
        select(_grant.c.staff_id)
        .join(
            _person, (_person.c.id == _grant.c.participant_id) & (_person.c.office_id == _grant.c.office_id)
        )
        .where(_person.c.id == participant_id, grants.lives(now))
    )
    covering = (
        select(_cover.c.by_id)
        .join(_programme, _programme.c.contact_person_id == _cover.c.staff_id)
        .join(
            _person,
            (_person.c.id == _programme.c.participant_id) & (_person.c.office_id == _programme.c.office_id),
        )
        .join(_covered, (_covered.c.id == _cover.c.staff_id) & (_covered.c.office_id == _person.c.office_id))
        .where(
            _person.c.id == participant_id,
            _programme.c.state.in_(sorted(OPEN_STATES)),
            grants.runs(today),
        )
    )
    return _ids(session, granted) | _ids(session, covering)


def _ids(session: Session, query: Select[tuple[str]]) -> frozenset[str]:
    return frozenset(session.scalars(query))
