"""The staff: who works at which office, in which role, and when they were last here."""

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import case, func, select
from sqlalchemy.orm import Session

from portal.domain.people import STAFF, Role
from portal.store.base import AnyRow, rows
from portal.store.names import by_name
from portal.store.office import Office
from portal.store.person import Person
from portal.store.sign_in import SignIn

_person = rows(Person)
_office = rows(Office)
_sign_in = rows(SignIn)


def with_roles(
    session: Session, roles: Iterable[Role], *, office_id: str = "", beside: str = ""
) -> list[AnyRow]:
    """Staff with these roles by office and name: id, name, role, office's id and name.

    Only those of the office `office_id`, or only those of the offices in the same municipality as `beside`, where
    one of them is given.
    """
    query = (
        select(
            _person.c.id, _person.c.name, _person.c.role, _person.c.office_id, _office.c.name.label("office")
        )
        .join(_office, _office.c.id == _person.c.office_id)
        .where(_person.c.role.in_(sorted(roles)))
        .order_by(_office.c.name, _person.c.name, _person.c.id)
    )
    if office_id:
        query = query.where(_person.c.office_id == office_id)
    if beside:
        number = select(_office.c.municipality_number).where(_office.c.id == beside).scalar_subquery()
        query = query.where(_office.c.municipality_number == number)
    return by_name(session.execute(query), "office", "name")


def with_sign_ins(
    session: Session, office_id: str, *, seen_after: datetime, began_after: datetime
) -> list[AnyRow]:
    """Everybody of an office's staff by name: id, name, role, when they last signed in, and how many sign-ins live.

    One lives that was not ended, was used after `seen_after` and began after `began_after`.
    """
    lives = (
        _sign_in.c.ended_at.is_(None)
        & (_sign_in.c.seen_at > seen_after)
        & (_sign_in.c.started_at > began_after)
    )
    query = (
        select(
            _person.c.id,
            _person.c.name,
            _person.c.role,
            func.max(_sign_in.c.started_at).label("last"),
            func.count(case((lives, 1))).label("living"),
        )
        .outerjoin(_sign_in, _sign_in.c.person_id == _person.c.id)
        .where(_person.c.office_id == office_id, _person.c.role.in_(sorted(STAFF)))
        .group_by(_person.c.id, _person.c.name, _person.c.role)
        .order_by(_person.c.name, _person.c.id)
    )
    return by_name(session.execute(query))


def works_at(session: Session, person_id: str, office_id: str) -> bool:
    """Whether that person is of the office's staff."""
    query = select(_person.c.id).where(
        _person.c.id == person_id, _person.c.office_id == office_id, _person.c.role.in_(sorted(STAFF))
    )
    return session.scalar(query) is not None
