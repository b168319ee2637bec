"""Grants and covers: what lets somebody see a case for some hours or days that is not theirs by their work."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ColumnElement, Date, ForeignKey, Index, String, Text, select, update
from sqlalchemy.orm import Mapped, Session, mapped_column

from portal.domain.access import GrantKind
from portal.store.base import AnyRow, Base, Moment, Within, Word, new_id, rows
from portal.store.office import Office
from portal.store.person import Person


class Grant(Base):
    """One person of the staff may see one case until `ends_at`, for a reason that stays. Never changed but to end it."""

    __tablename__ = "access_grant"
    __table_args__ = (
        CheckConstraint("begins_at < ends_at", name="times"),
        Index("ix_access_grant_staff", "staff_id", "participant_id", "ends_at"),
        Index("ix_access_grant_participant", "participant_id", "ends_at"),
        Index("ix_access_grant_office", "office_id", "begins_at"),
    )

    id: Mapped[str] = mapped_column(String(36), primary_key=True, default=new_id)
    staff_id: Mapped[str] = mapped_column(ForeignKey(Person.id))
    participant_id: Mapped[str] = mapped_column(ForeignKey(Person.id))
    office_id: Mapped[str] = mapped_column(String(36))
    kind: Mapped[GrantKind] = mapped_column(Word(GrantKind))
    reason: Mapped[str] = mapped_column(Text)
    begins_at: Mapped[datetime] = mapped_column(Moment)
    ends_at: Mapped[datetime] = mapped_column(Moment)
    made_by: Mapped[str] = mapped_column(ForeignKey(Person.id))
    ended_at: Mapped[datetime | None] = mapped_column(Moment)
    seen_by_leader_at: Mapped[datetime | None] = mapped_column(Moment)


class Cover(Base):
    """From `first_day` to `last_day` one caseworker answers for another, also where they work at different offices."""

    __tablename__ = "cover"
    __table_args__ = (
        CheckConstraint("first_day <= last_day", name="days"),
        CheckConstraint("staff_id <> by_id", name="two"),
        Index("ix_cover_by", "by_id", "last_day"),
        Index("ix_cover_staff", "staff_id", "last_day"),
    )

    id: Mapped[str] = mapped_column(String(36), primary_key=True, default=new_id)
    staff_id: Mapped[str] = mapped_column(ForeignKey(Person.id))
    by_id: Mapped[str] = mapped_column(ForeignKey(Person.id))
    first_day: Mapped[date] = mapped_column(Date)
    last_day: Mapped[date] = mapped_column(Date)
    made_by: Mapped[str] = mapped_column(ForeignKey(Person.id))
    made_at: Mapped[datetime] = mapped_column(Moment)
    ended_at: Mapped[datetime | None] = mapped_column(Moment)


_grant = rows(Grant)
_cover = rows(Cover)
_person = rows(Person)
_office = rows(Office)
_participant = _person.alias("participant")


def lives(now: datetime) -> ColumnElement[bool]:
    """Whether a grant is good at this moment."""
    return (_grant.c.begins_at <= now) & (_grant.c.ends_at > now) & _grant.c.ended_at.is_(None)


def runs(today: date) -> ColumnElement[bool]:
    """Whether a cover is good on this day."""
    return (_cover.c.first_day <= today) & (_cover.c.last_day >= today) & _cover.c.ended_at.is_(None)


def living(
    session: Session, staff_id: str, participant_id: str, office_id: str, kind: GrantKind, now: datetime
) -> AnyRow | None:
    """The grant of this kind by which one person sees one case at that office, the one that ends last, or None."""
    query = (
        select(_grant)
        .where(
            _grant.c.staff_id == staff_id,
            _grant.c.participant_id == participant_id,
            _grant.c.office_id == office_id,
            _grant.c.kind == kind,
            lives(now),
        )
        .order_by(_grant.c.ends_at.desc(), _grant.c.id)
        .limit(1)
    )
    return session.execute(query).one_or_none()


def of_office(
    session: Session, office_id: str, kind: GrantKind, within: Within, *where: ColumnElement[bool]
) -> list[AnyRow]:
    """The grants of one kind for cases of an office, newest first, with the name and the office of who holds each.

    `within` is the condition on the table of participants under which the reader may know of them. `where` narrows
    it further (`lives`, `begun_since`).
    """
    query = (
        select(
            _grant.c.id,
            _grant.c.staff_id,
            _grant.c.reason,
            _grant.c.begins_at,
            _grant.c.ends_at,
            _grant.c.ended_at,
            _grant.c.seen_by_leader_at,
            _person.c.name,
            _office.c.name.label("office"),
        )
        .join(_person, _person.c.id == _grant.c.staff_id)
        .outerjoin(_office, _office.c.id == _person.c.office_id)
        .join(_participant, _participant.c.id == _grant.c.participant_id)
        .where(_grant.c.office_id == office_id, _grant.c.kind == kind, within(_participant), *where)
        .order_by(_grant.c.begins_at.desc(), _grant.c.id)
    )
    return list(session.execute(query))


def begun_since(moment: datetime) -> ColumnElement[bool]:
    """Whether a grant began at that moment or later."""
    return _grant.c.begins_at >= moment


def mark_seen(session: Session, grant_id: str, at: datetime) -> None:
    """A leader has seen why somebody opened a case; the first time counts."""
    session.execute(
        update(_grant)
        .where(_grant.c.id == grant_id, _grant.c.seen_by_leader_at.is_(None))
        .values(seen_by_leader_at=at)
    )


def end(session: Session, grant_id: str, at: datetime) -> None:
    """End a grant before its time; one that is over stays as it is."""
    session.execute(update(_grant).where(_grant.c.id == grant_id, lives(at)).values(ended_at=at))


def end_all(session: Session, participant_id: str, at: datetime) -> None:
    """End every living grant for a case."""
    session.execute(
        update(_grant).where(_grant.c.participant_id == participant_id, lives(at)).values(ended_at=at)
    )


def end_of_staff(session: Session, staff_id: str, at: datetime) -> None:
    """End every living grant of somebody, and every cover by them or for them that is not over."""
    session.execute(update(_grant).where(_grant.c.staff_id == staff_id, lives(at)).values(ended_at=at))
    theirs = (_cover.c.by_id == staff_id) | (_cover.c.staff_id == staff_id)
    session.execute(update(_cover).where(theirs, _cover.c.ended_at.is_(None)).values(ended_at=at))


def own(session: Session, grant_id: str, staff_id: str) -> AnyRow | None:
    """The grant with that id, living or not, if it is this person's."""
    query = select(_grant).where(_grant.c.id == grant_id, _grant.c.staff_id == staff_id)
    return session.execute(query).one_or_none()


def last_of(
    session: Session, staff_id: str, participant_id: str, office_id: str, now: datetime
) -> AnyRow | None:
    """The living grant of any kind by which one person sees one case; an emergency before one that was given."""
    return next(
        (
            row
            for kind in (GrantKind.EMERGENCY, GrantKind.ASSIGNED)
            if (row := living(session, staff_id, participant_id, office_id, kind, now))
        ),
        None,
    )


def covered_offices(session: Session, staff_id: str, today: date) -> list[str]:
    """The offices whose caseworkers this person covers today."""
    query = (
        select(_person.c.office_id)
        .join(_cover, _cover.c.staff_id == _person.c.id)
        .where(_cover.c.by_id == staff_id, runs(today), _person.c.office_id.is_not(None))
        .distinct()
    )
    return list(session.scalars(query))
