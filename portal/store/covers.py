"""The covers as they are read and written: who stands in for whom, now and soon."""

from datetime import date, datetime

from sqlalchemy import Select, select, update
from sqlalchemy.orm import Session

from portal.domain.programme import OPEN_STATES
from portal.store.base import AnyRow, rows
from portal.store.grant import Cover, runs
from portal.store.office import Office
from portal.store.person import Person
from portal.store.programme import Programme

_cover = rows(Cover)
_office = rows(Office)
_programme = rows(Programme)
_staff = rows(Person).alias("staff")
_by = rows(Person).alias("by")


def _covers() -> Select[tuple[object, ...]]:
    return (
        select(
            _cover.c.id,
            _cover.c.first_day,
            _cover.c.last_day,
            _cover.c.made_by,
            _cover.c.staff_id,
            _staff.c.name,
            _by.c.name.label("by_name"),
            _office.c.name.label("by_office"),
        )
        .join(_staff, _staff.c.id == _cover.c.staff_id)
        .join(_by, _by.c.id == _cover.c.by_id)
        .outerjoin(_office, _office.c.id == _by.c.office_id)
        .order_by(_cover.c.first_day, _staff.c.name, _cover.c.id)
    )


def of_office(session: Session, office_id: str, today: date) -> list[AnyRow]:
    """The covers of an office's own staff that are not over, those to come among them, earliest first."""
    query = _covers().where(
        _staff.c.office_id == office_id, _cover.c.last_day >= today, _cover.c.ended_at.is_(None)
    )
    return list(session.execute(query))


def by_person(session: Session, by_id: str, today: date) -> list[AnyRow]:
    """Whom this person covers today."""
    return list(session.execute(_covers().where(_cover.c.by_id == by_id, runs(today))))


def of_person(session: Session, staff_id: str, today: date) -> list[AnyRow]:
    """The covers of one caseworker that are not over, those to come among them, earliest first."""
    query = _covers().where(
        _cover.c.staff_id == staff_id, _cover.c.last_day >= today, _cover.c.ended_at.is_(None)
    )
    return list(session.execute(query))


def is_own(session: Session, cover_id: str, staff_id: str) -> bool:
    """Whether that cover, over or not, is one that this caseworker planned for themselves."""
    query = select(_cover.c.id).where(
        _cover.c.id == cover_id, _cover.c.staff_id == staff_id, _cover.c.made_by == staff_id
    )
    return session.scalar(query) is not None


def of_contact_person(session: Session, participant_id: str, office_id: str, today: date) -> list[AnyRow]:
    """The covers that run today for who is the participant's contact person at an office, the one that lasts longest first."""
    query = (
        select(_cover.c.id, _cover.c.staff_id, _cover.c.last_day)
        .join(_programme, _programme.c.contact_person_id == _cover.c.staff_id)
        .join(_staff, _staff.c.id == _cover.c.staff_id)
        .where(
            _programme.c.participant_id == participant_id,
            _programme.c.office_id == office_id,
            _programme.c.current,
            _programme.c.state.in_(sorted(OPEN_STATES)),
            _staff.c.office_id == office_id,
            runs(today),
        )
        .order_by(_cover.c.last_day.desc(), _cover.c.id)
    )
    return list(session.execute(query))


def same(session: Session, staff_id: str, by_id: str, first_day: date, last_day: date) -> str | None:
    """The id of a cover of the same two for the same days that has not been ended, or None."""
    query = select(_cover.c.id).where(
        _cover.c.staff_id == staff_id,
        _cover.c.by_id == by_id,
        _cover.c.first_day == first_day,
        _cover.c.last_day == last_day,
        _cover.c.ended_at.is_(None),
    )
    return session.scalar(query.limit(1))


def is_of_office(session: Session, cover_id: str, office_id: str) -> bool:
    """Whether that cover, over or not, is for somebody of the office."""
    query = select(_cover.c.id).join(_staff, _staff.c.id == _cover.c.staff_id)
    return session.scalar(query.where(_cover.c.id == cover_id, _staff.c.office_id == office_id)) is not None


def end(session: Session, cover_id: str, at: datetime) -> None:
    """End a cover now; the first time counts."""
    session.execute(
        update(_cover).where(_cover.c.id == cover_id, _cover.c.ended_at.is_(None)).values(ended_at=at)
    )


def covered_ids(session: Session, by_id: str, today: date) -> frozenset[str]:
    """The ids of whom this person covers today."""
    return frozenset(session.scalars(select(_cover.c.staff_id).where(_cover.c.by_id == by_id, runs(today))))


def stood_in_for(session: Session, by_id: str, today: date) -> frozenset[tuple[str, str]]:
    """The ids of whom this person covers today, each with the id of the office where they work."""
    query = (
        select(_staff.c.id, _staff.c.office_id)
        .join(_cover, _cover.c.staff_id == _staff.c.id)
        .where(_cover.c.by_id == by_id, runs(today))
    )
    return frozenset((staff_id, office_id) for staff_id, office_id in session.execute(query))
