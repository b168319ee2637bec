"""Activities: what the plan holds each week, and single appointments."""

from datetime import date, datetime, time

from sqlalchemy import (
    CheckConstraint,
    Date,
    ForeignKey,
    Index,
    String,
    Text,
    Time,
    and_,
    bindparam,
    or_,
    select,
)
from sqlalchemy.orm import Mapped, Session, mapped_column

from portal.domain.programme import ActivityKind, Responsible
from portal.store.base import AnyRow, Base, Moment, Word, new_id, rows
from portal.store.person import Person
from portal.store.programme import Programme


class Activity(Base):
    """One activity of a plan, from `first_day` to `last_day` (None: until it is changed)."""

    __tablename__ = "activity"
    __table_args__ = (Index("ix_activity_programme", "programme_id", "first_day"),)

    id: Mapped[str] = mapped_column(String(36), primary_key=True, default=new_id)
    programme_id: Mapped[str] = mapped_column(ForeignKey(Programme.id))
    title: Mapped[str] = mapped_column(String(120))
    why: Mapped[str] = mapped_column(Text, default="")
    kind: Mapped[ActivityKind] = mapped_column(Word(ActivityKind))
    place: Mapped[str] = mapped_column(String(120), default="")
    provider: Mapped[str] = mapped_column(String(120), default="")
    responsible: Mapped[Responsible] = mapped_column(Word(Responsible))
    first_day: Mapped[date] = mapped_column(Date)
    last_day: Mapped[date | None] = mapped_column(Date)


class Slot(Base):
    """When an activity takes place in a week. `weekday` 0 is Monday. A drop-in slot asks nobody to be there."""

    __tablename__ = "activity_slot"
    __table_args__ = (CheckConstraint("weekday between 0 and 6", name="weekday"),)

    activity_id: Mapped[str] = mapped_column(ForeignKey(Activity.id), primary_key=True)
    weekday: Mapped[int] = mapped_column(primary_key=True)
    starts: Mapped[time] = mapped_column(Time, primary_key=True)
    ends: Mapped[time] = mapped_column(Time)
    drop_in: Mapped[bool] = mapped_column(default=False)


class Appointment(Base):
    """One meeting at one time."""

    __tablename__ = "appointment"
    __table_args__ = (Index("ix_appointment_participant", "participant_id", "starts_at"),)

    id: Mapped[str] = mapped_column(String(36), primary_key=True, default=new_id)
    participant_id: Mapped[str] = mapped_column(ForeignKey(Person.id))
    title: Mapped[str] = mapped_column(String(120))
    place: Mapped[str] = mapped_column(String(120), default="")
    starts_at: Mapped[datetime] = mapped_column(Moment)
    ends_at: Mapped[datetime] = mapped_column(Moment)


_activity = rows(Activity)
_slot = rows(Slot)
_appointment = rows(Appointment)
_programme = rows(Programme)

_OF_PROGRAMME = (
    select(_activity, _slot.c.weekday, _slot.c.starts, _slot.c.ends, _slot.c.drop_in)
    .outerjoin(_slot, _slot.c.activity_id == _activity.c.id)
    .where(_activity.c.programme_id == bindparam("programme_id"))
    .order_by(_activity.c.first_day, _activity.c.title, _activity.c.id, _slot.c.weekday, _slot.c.starts)
)
_WEEK_OF_PARTICIPANT = (
    select(
        _programme.c.state,
        _activity.c.id,
        _activity.c.title,
        _activity.c.kind,
        _activity.c.place,
        _activity.c.first_day,
        _activity.c.last_day,
        _slot.c.weekday,
        _slot.c.starts,
        _slot.c.ends,
        _slot.c.drop_in,
    )
    .select_from(_programme)
    .outerjoin(
        _activity,
        and_(
            _activity.c.programme_id == _programme.c.id,
            _activity.c.first_day <= bindparam("last"),
            or_(_activity.c.last_day.is_(None), _activity.c.last_day >= bindparam("first")),
        ),
    )
    .outerjoin(_slot, _slot.c.activity_id == _activity.c.id)
    .where(_programme.c.participant_id == bindparam("participant_id"))
    .order_by(_slot.c.weekday, _slot.c.starts, _activity.c.title)
)
_NEXT_APPOINTMENT = (
    select(_appointment.c.title, _appointment.c.place, _appointment.c.starts_at, _appointment.c.ends_at)
    .where(
        _appointment.c.participant_id == bindparam("participant_id"),
        _appointment.c.ends_at > bindparam("after"),
    )
    .order_by(_appointment.c.starts_at)
    .limit(1)
)


def of_programme(session: Session, programme_id: str) -> list[AnyRow]:
    """Every activity the plan has held, in the order they begin, once for each of its weekly slots.

    An activity without slots comes once, with None for weekday and times.
    """
    return list(session.execute(_OF_PROGRAMME, {"programme_id": programme_id}))


def week_of_participant(session: Session, participant_id: str, first: date, last: date) -> list[AnyRow]:
    """The programme's state with the weekly slots of all activities that run on some day from `first` to `last`.

    By weekday and hour. Nothing without a programme; None in the slot's columns where there is no slot.
    """
    values = {"participant_id": participant_id, "first": first, "last": last}
    return list(session.execute(_WEEK_OF_PARTICIPANT, values))


def next_appointment(session: Session, participant_id: str, after: datetime) -> AnyRow | None:
    """The first appointment that has not ended at `after`, or None."""
    return session.execute(
        _NEXT_APPOINTMENT, {"participant_id": participant_id, "after": after}
    ).one_or_none()
