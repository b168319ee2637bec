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
    if not work.today <= last_day or not first_day <= last_day:
        raise Refused("cover-ends-before-it-begins")
    if last_day - first_day >= timedelta(days=LONGEST_COVER_DAYS):
        raise Refused("cover-too-long")
    if staff_id == by_id:
        raise Refused("cover-for-oneself")
    if staff_id not in {row.id for row in own_caseworkers(work)}:
        raise Refused("cover-for-nobody")
    if by_id not in {row.id for row in all_caseworkers(work)}:
        raise Refused("cover-by-nobody")
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
