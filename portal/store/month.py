"""Months that the office has confirmed, and which ones wait for it."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import (
    JSON,
    Date,
    ForeignKey,
    Index,
    Integer,
    Select,
    String,
    UniqueConstraint,
    and_,
    bindparam,
    func,
    literal,
    or_,
    select,
    union_all,
)
from sqlalchemy.orm import Mapped, Session, mapped_column

from portal.domain.attendance import Attendance
from portal.domain.months import last_day_of, month_of
from portal.domain.programme import OPEN_STATES
from portal.store.absence import Absence
from portal.store.attendance import LOOK, REPORT
from portal.store.base import AnyRow, Base, Moment, Within, new_id, rows
from portal.store.names import by_name
from portal.store.person import Person
from portal.store.programme import Programme


class AttendanceMonth(Base):
    """One confirmation of one month. Rows are only ever added: a month that is confirmed anew has a row more.

    `content` is what was confirmed, in ids, figures and kinds and no words of anybody's, and `fingerprint` its SHA-256.
    """

    __tablename__ = "attendance_month"
    __table_args__ = (
        UniqueConstraint("participant_id", "office_id", "month", "version"),
        Index("ix_attendance_month_participant", "participant_id", "month"),
    )

    id: Mapped[str] = mapped_column(String(36), primary_key=True, default=new_id)
    participant_id: Mapped[str] = mapped_column(ForeignKey(Person.id))
    office_id: Mapped[str] = mapped_column(String(36))
    month: Mapped[date] = mapped_column(Date)
    version: Mapped[int] = mapped_column()
    content: Mapped[dict[str, Any]] = mapped_column(JSON)
    fingerprint: Mapped[str] = mapped_column(String(64))
    made_by: Mapped[str] = mapped_column(ForeignKey(Person.id))
    made_at: Mapped[datetime] = mapped_column(Moment)


MONTH = rows(AttendanceMonth)
_person = rows(Person)
_programme = rows(Programme)
_absence = rows(Absence)
_confirmer = _person.alias("confirmer")

_OF_CASE = (
    select(
        MONTH.c.month,
        func.max(MONTH.c.version).label("version"),
        func.max(MONTH.c.made_at).label("made_at"),
    )
    .where(
        MONTH.c.participant_id == bindparam("participant_id"),
        MONTH.c.office_id == bindparam("office_id"),
    )
    .group_by(MONTH.c.month)
)
_BETWEEN = _OF_CASE.where(MONTH.c.month.between(bindparam("first"), bindparam("last")))
_CONFIRMATIONS = (
    select(MONTH, _confirmer.c.alias, _confirmer.c.name)
    .join(_confirmer, _confirmer.c.id == MONTH.c.made_by)
    .where(
        MONTH.c.participant_id == bindparam("participant_id"),
        MONTH.c.office_id == bindparam("office_id"),
        MONTH.c.month.between(bindparam("first"), bindparam("last")),
    )
    .order_by(MONTH.c.month, MONTH.c.version)
)
# What a caseworker has still to look at: the newest version, of one's own entry or of a month confirmed before.
_UNSEEN = (
    REPORT.c.current.is_(True),
    or_(
        REPORT.c.month_version.is_not(None),
        and_(REPORT.c.entry_id.is_not(None), REPORT.c.attendance != Attendance.WITHDRAWN),
    ),
    LOOK.c.report_id.is_(None),
)


def confirmed_between(
    session: Session, participant_id: str, office_id: str, first: date, last: date
) -> list[AnyRow]:
    """The confirmed months among those from `first` to `last`: month, newest version, and when that was."""
    values = {"participant_id": participant_id, "office_id": office_id, "first": first, "last": last}
    return list(session.execute(_BETWEEN, values))


def confirmations(
    session: Session, participant_id: str, office_id: str, first: date, last: date
) -> list[AnyRow]:
    """Every confirmation of the months from `first` to `last` with who made it, oldest first."""
    values = {"participant_id": participant_id, "office_id": office_id, "first": first, "last": last}
    return list(session.execute(_CONFIRMATIONS, values))


def absences_at(session: Session, participant_id: str, office_id: str) -> frozenset[str]:
    """The ids of the participant's absences at that office."""
    query = select(_absence.c.id).where(
        _absence.c.participant_id == participant_id, _absence.c.office_id == office_id
    )
    return frozenset(session.scalars(query))


def is_open(
    session: Session, participant_id: str, office_id: str, first: date, last: date, today: date
) -> bool:
    """Whether something said of the days from `first` to `last` is still to be looked at, or its month to be confirmed.

    Of months only those that are over `today`.
    """
    said = (
        REPORT.c.participant_id == participant_id,
        REPORT.c.office_id == office_id,
        REPORT.c.day.between(first, last),
    )
    unseen = select(REPORT.c.id).outerjoin(LOOK, LOOK.c.report_id == REPORT.c.id).where(*said, *_UNSEEN)
    if session.scalar(select(unseen.exists())):
        return True
    days = session.scalars(select(REPORT.c.day).where(*said, REPORT.c.day < month_of(today)).distinct())
    confirmed = select(MONTH.c.month).where(
        MONTH.c.participant_id == participant_id, MONTH.c.office_id == office_id
    )
    return not {month_of(day) for day in days} <= set(session.scalars(confirmed))


def _unconfirmed(month: date, offices: list[str], within: Within) -> Select[*tuple[Any, ...]]:
    """The cases whose programme ran in `month` and whose month nobody has confirmed."""
    last = last_day_of(month)
    done = (
        select(MONTH.c.id)
        .where(
            MONTH.c.participant_id == _programme.c.participant_id,
            MONTH.c.office_id == _programme.c.office_id,
            MONTH.c.month == month,
        )
        .exists()
    )
    return (
        select(
            _person.c.id.label("participant_id"),
            _person.c.name,
            literal(month, Date).label("month"),
            literal(0, Integer).label("unseen"),
        )
        .select_from(_programme)
        .join(_person, _person.c.id == _programme.c.participant_id)
        .where(
            _programme.c.office_id.in_(offices),
            # After a move the old office's lock is closed.
            _programme.c.office_id == _person.c.office_id,
            _programme.c.current,
            _programme.c.started_on <= last,
            or_(_programme.c.closed_on >= month, _programme.c.state.in_([*OPEN_STATES])),
            within(_person),
            ~done,
        )
    )


def _with_unseen(offices: list[str], within: Within) -> Select[*tuple[Any, ...]]:
    """The cases with something to look at, once for each day of it."""
    return (
        select(
            _person.c.id.label("participant_id"),
            _person.c.name,
            REPORT.c.day.label("month"),
            literal(1, Integer).label("unseen"),
        )
        .select_from(REPORT)
        .join(_person, _person.c.id == REPORT.c.participant_id)
        .outerjoin(LOOK, LOOK.c.report_id == REPORT.c.id)
        .where(
            *_UNSEEN,
            REPORT.c.office_id.in_(offices),
            REPORT.c.office_id == _person.c.office_id,
            within(_person),
        )
    )


def waiting(session: Session, offices: list[str], within: Within, months: list[date]) -> list[AnyRow]:
    """What the offices' months wait for: participant, name, a day of the month, and 1 for something to look at.

    `months` are those that are asked for, by their first days; of them every case that is not confirmed comes with 0.
    """
    parts = [_unconfirmed(month, offices, within) for month in months]
    whole = union_all(*parts, _with_unseen(offices, within)).subquery()
    query = select(whole).order_by(whole.c.month, whole.c.name, whole.c.participant_id, whole.c.unseen)
    found = by_name(session.execute(query))
    return sorted(found, key=lambda row: row.month)


def count_waiting(session: Session, offices: list[str], within: Within, months: list[date]) -> int:
    """How many cases wait for a caseworker's word on some month."""
    parts = [_unconfirmed(month, offices, within) for month in months]
    whole = union_all(*parts, _with_unseen(offices, within)).subquery()
    return session.scalar(select(func.count(whole.c.participant_id.distinct()))) or 0
