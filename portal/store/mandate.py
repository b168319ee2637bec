"""Mandates: a participant lets somebody else act for them in named parts of their case."""

from datetime import date, datetime

from sqlalchemy import (
    CheckConstraint,
    ColumnElement,
    Date,
    ForeignKey,
    Index,
    String,
    bindparam,
    select,
    update,
)
from sqlalchemy.orm import Mapped, Session, mapped_column

from portal.domain.people import Role
from portal.store.base import AnyRow, Base, Moment, new_id, rows
from portal.store.names import by_name
from portal.store.person import Person


class Mandate(Base):
    """One representative for one participant, with a column for each `portal.domain.access.Area` that is open to them.

    `name` is what the participant calls them, and is shown to that participant alone. `made_by` is the participant, or
    the member of staff who registered a guardian's letter of appointment.
    """

    __tablename__ = "mandate"
    __table_args__ = (
        CheckConstraint("first_day <= last_day", name="days"),
        Index("ix_mandate_representative", "representative_id", "last_day"),
        Index("ix_mandate_participant", "participant_id", "last_day"),
    )

    id: Mapped[str] = mapped_column(String(36), primary_key=True, default=new_id)
    participant_id: Mapped[str] = mapped_column(ForeignKey(Person.id))
    representative_id: Mapped[str] = mapped_column(ForeignKey(Person.id))
    name: Mapped[str] = mapped_column(String(60), default="", server_default="")
    week: Mapped[bool] = mapped_column(default=False)
    plan: Mapped[bool] = mapped_column(default=False)
    absence: Mapped[bool] = mapped_column(default=False)
    messages: Mapped[bool] = mapped_column(default=False)
    first_day: Mapped[date] = mapped_column(Date)
    last_day: Mapped[date] = mapped_column(Date)
    made_by: Mapped[str] = mapped_column(ForeignKey(Person.id))
    made_at: Mapped[datetime] = mapped_column(Moment)
    ended_at: Mapped[datetime | None] = mapped_column(Moment)


_mandate = rows(Mandate)
_person = rows(Person)

_OF_PARTICIPANT = (
    select(_mandate)
    .where(_mandate.c.participant_id == bindparam("participant_id"))
    .order_by(_mandate.c.made_at.desc(), _mandate.c.id)
    .limit(100)
)


def holds(today: date) -> ColumnElement[bool]:
    """Whether a mandate is good on this day."""
    return (_mandate.c.first_day <= today) & (_mandate.c.last_day >= today) & _mandate.c.ended_at.is_(None)


def of_participant(session: Session, participant_id: str) -> list[AnyRow]:
    """Every mandate that somebody has made, living and ended, newest first."""
    return list(session.execute(_OF_PARTICIPANT, {"participant_id": participant_id}))


def names_of(session: Session, participant_id: str) -> dict[str, str]:
    """What the participant calls each of those who help or have helped them, the newest name of each, by id."""
    made = of_participant(session, participant_id)
    return {row.representative_id: row.name for row in reversed(made)}


def held_by(session: Session, representative_id: str, today: date) -> list[AnyRow]:
    """The mandates that somebody holds today, with the name of the participant who made each."""
    query = (
        select(_mandate, _person.c.name.label("participant"))
        .join(_person, _person.c.id == _mandate.c.participant_id)
        .where(
            _mandate.c.representative_id == representative_id,
            _person.c.role == Role.PARTICIPANT,
            holds(today),
        )
        .order_by(_person.c.name, _mandate.c.participant_id, _mandate.c.made_at)
    )
    return by_name(session.execute(query), "participant")


def between(session: Session, participant_id: str, representative_id: str, today: date) -> list[AnyRow]:
    """The mandates that this participant has given this representative and that are good today."""
    query = select(_mandate).where(
        _mandate.c.participant_id == participant_id,
        _mandate.c.representative_id == representative_id,
        holds(today),
    )
    return list(session.execute(query))


def end(session: Session, participant_id: str, mandate_id: str, at: datetime) -> None:
    """End a mandate of this participant's, unless it has ended already."""
    session.execute(
        update(_mandate)
        .where(
            _mandate.c.id == mandate_id,
            _mandate.c.participant_id == participant_id,
            _mandate.c.ended_at.is_(None),
        )
        .values(ended_at=at)
    )
