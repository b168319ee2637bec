"""The trail as an auditor reads it: who of the office looked at what, who was refused, and who looked at very much."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from portal.domain.allowance import AN_HOUR, MANY_CASES
from portal.domain.audit import Look, Looked
from portal.domain.calendar import oslo_moment
from portal.domain.people import STAFF, Role
from portal.services.permissions import Action, own_office
from portal.services.reach import Scope
from portal.services.work import Work
from portal.store import staff
from portal.store import trail as store
from portal.store.base import AnyRow

PAGE = 50
LISTED = timedelta(days=30)
A_DAY = timedelta(days=1)
PSEUDONYM = 8


@dataclass(frozen=True, slots=True)
class Line:
    """One look. `case` is a short name that stands for the same participant everywhere, empty for a list of many."""

    sequence: int
    at: datetime
    name: str
    role: Role
    what: Looked
    why: str
    granted: bool
    case: str


@dataclass(frozen=True, slots=True)
class Anomaly:
    """Somebody had to do with `cases` different cases within the hour that ended at `at`."""

    name: str
    cases: int
    at: datetime


def trail(
    work: Work,
    *,
    day: date | None = None,
    staff_id: str = "",
    refused: bool = False,
    before: int | None = None,
) -> tuple[Line, ...]:
    """A page of the office's trail, newest first: its staff's looks, and others' looks at its participants.

    That the auditor read it is written down as well. Raises NotPermitted.
    """
    where = [store.of_office(own_office(work.actor, Action.SEE_TRAIL))]
    work.look(Look(None, Looked.TRAIL, Scope.OFFICE.value))
    if day is not None:
        where.append(store.between(oslo_moment(day, time(0)), oslo_moment(day + A_DAY, time(0))))
    if staff_id:
        where.append(store.by_actor(staff_id))
    if refused:
        where.append(store.refused())
    return tuple(_line(row) for row in store.newest(work.session, where, before=before, limit=PAGE))


def people_to_pick(work: Work) -> list[AnyRow]:
    """The office's own staff, for narrowing the trail to one of them: id, name and role."""
    return staff.with_roles(work.session, STAFF, office_id=own_office(work.actor, Action.SEE_TRAIL))


def anomalies(work: Work) -> tuple[Anomaly, ...]:
    """Who of the staff had to do with more than forty different cases within an hour, in the last thirty days.

    A case that they were kept from counts as well, and a search that found nobody. Each once, with their busiest hour. Raises NotPermitted.
    """
    office_id = own_office(work.actor, Action.SEE_TRAIL)
    since = work.now - LISTED
    found = []
    for row in store.very_many_cases(work.session, office_id, since, most=MANY_CASES):
        cases, at = store.busiest(store.looks_of(work.session, row.id, since), AN_HOUR)
        if at is not None and cases > MANY_CASES:
            found.append(Anomaly(row.name, cases, at))
    return tuple(found)


def _line(row: AnyRow) -> Line:
    return Line(
        row.sequence,
        row.at,
        row.name or "",
        Role(row.actor_role),
        Looked(row.what),
        row.why,
        bool(row.granted),
        (row.participant_id or "")[:PSEUDONYM],
    )
