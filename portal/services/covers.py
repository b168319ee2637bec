"""Covers: who answers for whom among the caseworkers, from a day to a day."""

from datetime import date, timedelta

from portal.domain.access import LONGEST_COVER_DAYS
from portal.domain.errors import NotFound, Refused
from portal.domain.people import Role
from portal.services.permissions import Action, own_office
from portal.services.work import Work
from portal.store import covers as store
from portal.store import staff as people
from portal.store.base import AnyRow, new_id
from portal.store.engine import take_turn
from portal.store.grant import Cover


def own_caseworkers(work: Work) -> list[AnyRow]:
    """Who can be covered: the leader's own caseworkers."""
    office_id = own_office(work.actor, Action.MANAGE_COVER)
    return people.with_roles(work.session, (Role.CASEWORKER,), office_id=office_id)


def all_caseworkers(work: Work) -> list[AnyRow]:
    """Who can cover: the caseworkers of every office, by office."""
    own_office(work.actor, Action.MANAGE_COVER)
    return people.with_roles(work.session, (Role.CASEWORKER,))


def cover(work: Work, staff_id: str, by_id: str, first_day: date, last_day: date) -> str:
    """`by_id` answers for `staff_id` on these days, the first and the last among them; the cover's id.

    The same twice is one cover. Raises NotPermitted, and Refused for people who cannot be picked, for one person
    covering themselves, for days that are over or come in the wrong order, and for more than a year.
    """
    own_office(work.actor, Action.MANAGE_COVER)
    _refuse_bad_days(work, first_day, last_day)
    if staff_id == by_id:
        raise Refused("cover-for-oneself")
    if staff_id not in {row.id for row in own_caseworkers(work)}:
        raise Refused("cover-for-nobody")
    if by_id not in {row.id for row in all_caseworkers(work)}:
        raise Refused("cover-by-nobody")
    return _made(work, staff_id, by_id, first_day, last_day)


def own_colleagues(work: Work) -> list[AnyRow]:
    """Who can answer while the caseworker is away: the others at their own office. Raises NotPermitted."""
    office_id = own_office(work.actor, Action.PLAN_OWN_ABSENCE)
    found = people.with_roles(work.session, (Role.CASEWORKER,), office_id=office_id)
    return [row for row in found if row.id != work.actor.id]


def plan_own_absence(work: Work, by_id: str, first_day: date, last_day: date) -> str:
    """The caseworker is away on these days, and a colleague at the same office answers; the cover's id.

    It opens no case to the colleague that was not open before. The same twice is one. Raises NotPermitted, and Refused
    as `cover` does. Only a leader lets somebody of another office answer.
    """
    _refuse_bad_days(work, first_day, last_day)
    if by_id not in {row.id for row in own_colleagues(work)}:
        raise Refused("cover-by-nobody")
    return _made(work, work.actor.id, by_id, first_day, last_day)


def own_absences(work: Work) -> list[AnyRow]:
    """When the caseworker is away and who answers, now and to come, whoever planned it. Raises NotPermitted."""
    own_office(work.actor, Action.PLAN_OWN_ABSENCE)
    return store.of_person(work.session, work.actor.id, work.today)


def end_own_absence(work: Work, cover_id: str) -> None:
    """The caseworker is back. Raises NotFound for what they did not plan themselves; twice is as good as once."""
    own_office(work.actor, Action.PLAN_OWN_ABSENCE)
    if not store.is_own(work.session, cover_id, work.actor.id):
        raise NotFound("No such cover.")
    store.end(work.session, cover_id, work.now)


def _refuse_bad_days(work: Work, first_day: date, last_day: date) -> None:
    if not work.today <= last_day or not first_day <= last_day:
        raise Refused("cover-ends-before-it-begins")
    if last_day - first_day >= timedelta(days=LONGEST_COVER_DAYS):
        raise Refused("cover-too-long")


def _made(work: Work, staff_id: str, by_id: str, first_day: date, last_day: date) -> str:
    take_turn(work.session, f"covers of {staff_id}")
    before = store.same(work.session, staff_id, by_id, first_day, last_day)
    if before is not None:
        return before
    made = Cover(
        id=new_id(),
        staff_id=staff_id,
        by_id=by_id,
        first_day=first_day,
        last_day=last_day,
        made_by=work.actor.id,
        made_at=work.now,
    )
    work.session.add(made)
    return made.id


def covers(work: Work) -> list[AnyRow]:
    """The covers of the leader's own caseworkers that are not over, earliest first."""
    return store.of_office(work.session, own_office(work.actor, Action.MANAGE_COVER), work.today)


def end(work: Work, cover_id: str) -> None:
    """End a cover at once. Raises NotFound for another office's; twice is as good as once."""
    if not store.is_of_office(work.session, cover_id, own_office(work.actor, Action.MANAGE_COVER)):
        raise NotFound("No such cover.")
    store.end(work.session, cover_id, work.now)


def covered_by_me(work: Work) -> list[AnyRow]:
    """Whom the actor covers today: `name` and `last_day`."""
    return store.by_person(work.session, work.actor.id, work.today)
