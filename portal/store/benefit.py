"""What the benefit is worked out from: facts of a decision, the office's days of payment, and what was decided of absence."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import (
    CheckConstraint,
    Date,
    ForeignKey,
    Index,
    String,
    UniqueConstraint,
    bindparam,
    func,
    select,
)
from sqlalchemy.orm import Mapped, Session, mapped_column

from portal.domain.absence import AbsenceState
from portal.store.absence import Absence
from portal.store.base import AnyRow, Base, Moment, new_id, rows
from portal.store.office import Office
from portal.store.person import Person


class BenefitFacts(Base):
    """What a decision says from `from_day` on. Rows are only ever added: a correction is a row with a higher number.

    For each day of beginning the row with the highest number holds; one with `counts` False takes that day back.
    `weekly_hundredths` are hours of paid work in a week, in hundredths.
    """

    __tablename__ = "benefit_facts"
    __table_args__ = (
        UniqueConstraint("participant_id", "office_id", "number"),
        CheckConstraint("children >= 0 AND weekly_hundredths >= 0", name="not_negative"),
    )

    id: Mapped[str] = mapped_column(String(36), primary_key=True, default=new_id)
    participant_id: Mapped[str] = mapped_column(ForeignKey(Person.id))
    office_id: Mapped[str] = mapped_column(String(36))
    number: Mapped[int] = mapped_column()
    from_day: Mapped[date] = mapped_column(Date)
    children: Mapped[int] = mapped_column()
    weekly_hundredths: Mapped[int] = mapped_column()
    apprentice: Mapped[bool] = mapped_column()
    other_benefit: Mapped[bool] = mapped_column()
    counts: Mapped[bool] = mapped_column()
    entered_by: Mapped[str] = mapped_column(ForeignKey(Person.id))
    entered_at: Mapped[datetime] = mapped_column(Moment)


class Payday(Base):
    """The day on which an office pays the benefit of a month. The newest version holds; it tells of nobody."""

    __tablename__ = "payday"
    __table_args__ = (
        UniqueConstraint("office_id", "month", "version"),
        Index("ix_payday_office_day", "office_id", "day"),
    )

    id: Mapped[str] = mapped_column(String(36), primary_key=True, default=new_id)
    office_id: Mapped[str] = mapped_column(ForeignKey(Office.id))
    month: Mapped[date] = mapped_column(Date)
    version: Mapped[int] = mapped_column()
    day: Mapped[date] = mapped_column(Date)
    entered_by: Mapped[str] = mapped_column(ForeignKey(Person.id))
    entered_at: Mapped[datetime] = mapped_column(Moment)


_facts = rows(BenefitFacts)
_payday = rows(Payday)
_person = rows(Person)
_absence = rows(Absence)

_OF_CASE = (
    select(_facts, _person.c.alias.label("alias"), _person.c.name.label("name"))
    .join(_person, _person.c.id == _facts.c.entered_by)
    .where(
        _facts.c.participant_id == bindparam("participant_id"),
        _facts.c.office_id == bindparam("office_id"),
    )
    .order_by(_facts.c.number)
)
_AWAY = (
    select(_absence)
    .where(
        _absence.c.participant_id == bindparam("participant_id"),
        _absence.c.office_id == bindparam("office_id"),
        _absence.c.state != AbsenceState.WITHDRAWN,
        _absence.c.first_day <= bindparam("last"),
        _absence.c.last_day >= bindparam("first"),
    )
    .order_by(_absence.c.first_day, _absence.c.reported_at, _absence.c.id)
)
_newest = (
    select(_payday.c.month, func.max(_payday.c.version).label("version"))
    .where(_payday.c.office_id == bindparam("office_id"))
    .group_by(_payday.c.month)
    .subquery()
)
_HOLDING = (
    select(_payday.c.month, _payday.c.day, _payday.c.version)
    .join(_newest, (_newest.c.month == _payday.c.month) & (_newest.c.version == _payday.c.version))
    .where(_payday.c.office_id == bindparam("office_id"))
    .order_by(_payday.c.day, _payday.c.month)
)
_IN_FORCE = _HOLDING.where(_payday.c.day >= bindparam("since"))
_OF_MONTHS = _HOLDING.where(_payday.c.month >= bindparam("first"), _payday.c.month <= bindparam("last"))
_ALL_PAYDAYS = (
    select(_payday, _person.c.name.label("name"))
    .join(_person, _person.c.id == _payday.c.entered_by)
    .where(_payday.c.office_id == bindparam("office_id"), _payday.c.month >= bindparam("since"))
    .order_by(_payday.c.month, _payday.c.version)
)


def facts_of_case(session: Session, participant_id: str, office_id: str) -> list[AnyRow]:
    """Everything that was entered for the participant at that office with who entered it, oldest first."""
    values = {"participant_id": participant_id, "office_id": office_id}
    return list(session.execute(_OF_CASE, values))


def absences_between(
    session: Session, participant_id: str, office_id: str, first: date, last: date
) -> list[AnyRow]:
    """The absences at that office that share a day with `first` to `last`, those taken back left out."""
    values: dict[str, Any] = {"participant_id": participant_id, "office_id": office_id}
    return list(session.execute(_AWAY, values | {"first": first, "last": last}))


def paydays_since(session: Session, office_id: str, since: date) -> list[AnyRow]:
    """Month, day and version of each day of payment of the office that holds, from `since` on, earliest first."""
    return list(session.execute(_IN_FORCE, {"office_id": office_id, "since": since}))


def paydays_of_months(session: Session, office_id: str, first: date, last: date) -> list[AnyRow]:
    """Month, day and version of each day of payment of the office that holds, for the months from `first` to `last`."""
    return list(session.execute(_OF_MONTHS, {"office_id": office_id, "first": first, "last": last}))


def paydays_of_office(session: Session, office_id: str, since: date) -> list[AnyRow]:
    """Every version of the office's days of payment for the months from `since` on, with who entered it."""
    return list(session.execute(_ALL_PAYDAYS, {"office_id": office_id, "since": since}))
