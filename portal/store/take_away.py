"""Agreements: what was agreed in a meeting, in the words of one side, until both have confirmed it."""

from datetime import date, datetime

from sqlalchemy import Date, ForeignKey, Index, String, Text, bindparam, select, update
from sqlalchemy.orm import Mapped, Session, mapped_column

from portal.domain.appointments import PointOf
from portal.store.appointment import Appointment
from portal.store.base import AnyRow, Base, Moment, Within, Word, new_id, rows
from portal.store.person import Person
from portal.store.submission import Submission


class TakeAway(Base):
    """What was agreed on a day. Its words never change: who wants others writes a new one, which `replaces_id` it.

    Whoever writes has confirmed their side with it. `participant_says` is a sentence of disagreement, empty without
    one. `version` keeps two people from confirming and replacing at once.
    """

    __tablename__ = "take_away"
    __table_args__ = (Index("ix_take_away_participant_day", "participant_id", "day"),)

    id: Mapped[str] = mapped_column(String(36), primary_key=True, default=new_id)
    participant_id: Mapped[str] = mapped_column(ForeignKey(Person.id))
    office_id: Mapped[str] = mapped_column(String(36))
    appointment_id: Mapped[str | None] = mapped_column(ForeignKey(Appointment.id))
    day: Mapped[date] = mapped_column(Date)
    agreed: Mapped[str] = mapped_column(Text)
    locale: Mapped[str] = mapped_column(String(12))
    written_by: Mapped[str] = mapped_column(ForeignKey(Person.id))
    written_at: Mapped[datetime] = mapped_column(Moment)
    staff_confirmed_by: Mapped[str | None] = mapped_column(ForeignKey(Person.id))
    staff_confirmed_at: Mapped[datetime | None] = mapped_column(Moment)
    participant_confirmed_by: Mapped[str | None] = mapped_column(ForeignKey(Person.id))
    participant_confirmed_at: Mapped[datetime | None] = mapped_column(Moment)
    participant_says: Mapped[str] = mapped_column(Text, default="")
    replaces_id: Mapped[str | None] = mapped_column(String(36))
    replaced_at: Mapped[datetime | None] = mapped_column(Moment)
    submission_id: Mapped[str | None] = mapped_column(ForeignKey(Submission.id))
    version: Mapped[int] = mapped_column(default=1)

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012 -- SQLAlchemy reads this once, at class creation.


class TakeAwayPoint(Base):
    """One thing that somebody does: the participant or the office, by a day or when it comes."""

    __tablename__ = "take_away_point"
    __table_args__ = (Index("ix_take_away_point_take_away_id", "take_away_id"),)

    id: Mapped[str] = mapped_column(String(36), primary_key=True, default=new_id)
    take_away_id: Mapped[str] = mapped_column(ForeignKey(TakeAway.id))
    place: Mapped[int]
    whose: Mapped[PointOf] = mapped_column(Word(PointOf))
    text: Mapped[str] = mapped_column(String(200))
    due: Mapped[date | None] = mapped_column(Date)
    done_at: Mapped[datetime | None] = mapped_column(Moment)
    done_by: Mapped[str | None] = mapped_column(ForeignKey(Person.id))


_take_away = rows(TakeAway)
_point = rows(TakeAwayPoint)
_person = rows(Person)

_WITH_POINTS = (
    select(
        _take_away,
        _point.c.id.label("point_id"),
        _point.c.whose,
        _point.c.text,
        _point.c.due,
        _point.c.done_at,
    )
    .select_from(_take_away)
    .outerjoin(_point, _point.c.take_away_id == _take_away.c.id)
    .order_by(_take_away.c.day.desc(), _take_away.c.written_at.desc(), _take_away.c.id, _point.c.place)
)
# What nobody has put another in place of.
_STANDS = _take_away.c.replaced_at.is_(None)

# Everything that came after one of them, followed from each to the next within the database.
_after = (
    select(_take_away.c.id, _take_away.c.replaced_at)
    .where(_take_away.c.replaces_id == bindparam("take_away_id"))
    .cte("after", recursive=True)
)
_after = _after.union_all(
    select(_take_away.c.id, _take_away.c.replaced_at).join(_after, _take_away.c.replaces_id == _after.c.id)
)
_LAST_AFTER = select(_after.c.id).where(_after.c.replaced_at.is_(None))


def of_participant(session: Session, participant_id: str, office_id: str | None = None) -> list[AnyRow]:
    """Every agreement that stands, latest first, at all offices or at one; once for each of its points.

    An agreement without points comes once, with None in their columns.
    """
    query = _WITH_POINTS.where(_take_away.c.participant_id == participant_id, _STANDS)
    if office_id is not None:
        query = query.where(_take_away.c.office_id == office_id)
    return list(session.execute(query))


def one(session: Session, take_away_id: str) -> list[AnyRow]:
    """One agreement in the same way, also when another has taken its place."""
    return list(session.execute(_WITH_POINTS.where(_take_away.c.id == take_away_id)))


def own(session: Session, participant_id: str, take_away_id: str) -> TakeAway | None:
    """One of the participant's own, or None."""
    query = select(TakeAway).where(TakeAway.id == take_away_id, TakeAway.participant_id == participant_id)
    return session.scalars(query.execution_options(populate_existing=True)).one_or_none()


def by_id(session: Session, within: Within, take_away_id: str) -> TakeAway | None:
    """One agreement at the participant's present office, if the reader may know of them."""
    query = (
        select(TakeAway)
        .join(Person, Person.id == TakeAway.participant_id)
        .where(TakeAway.id == take_away_id, TakeAway.office_id == Person.office_id, within(_person))
    )
    return session.scalars(query.execution_options(populate_existing=True)).one_or_none()


def replaced_by(session: Session, take_away_id: str) -> str | None:
    """The id of what stands in its place now, None when nothing does."""
    return session.scalar(_LAST_AFTER, {"take_away_id": take_away_id})


def by_submission(session: Session, submission_id: str) -> str | None:
    """The id of the agreement that was written with a submission."""
    return session.scalar(select(_take_away.c.id).where(_take_away.c.submission_id == submission_id))


def set_done(session: Session, point_id: str, at: datetime | None, by_id: str | None) -> None:
    """Tick a point, or take the tick away."""
    session.execute(update(_point).where(_point.c.id == point_id).values(done_at=at, done_by=by_id))
