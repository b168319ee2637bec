"""Absences: what was reported, what the rules said of it, and what a caseworker decided."""

from datetime import date, datetime, time
from typing import Any

from sqlalchemy import (
    JSON,
    CheckConstraint,
    Date,
    ForeignKey,
    Index,
    Integer,
    String,
    Text,
    Time,
    bindparam,
    func,
    select,
    tuple_,
)
from sqlalchemy.orm import Mapped, Session, mapped_column

from portal.domain.absence import AbsenceKind, AbsenceState
from portal.store.base import AnyRow, Base, Moment, Word, new_id, rows
from portal.store.person import Person
from portal.store.submission import Submission


class Absence(Base):
    """One absence. `proposal` is the rules' decision as data: rule, version, outcome, facts, reasons, basis.

    `complaint` is, for a refusal, the decision that `complaint_by` comes from, as data too. `starts` and `ends` are set when only part of a single day is meant. `version` guards against two
    caseworkers deciding at once.
    """

    __tablename__ = "absence"
    __table_args__ = (
        CheckConstraint("first_day <= last_day", name="days"),
        Index("ix_absence_participant_first_day", "participant_id", "first_day"),
        Index("ix_absence_office_state", "office_id", "state"),
    )

    id: Mapped[str] = mapped_column(String(36), primary_key=True, default=new_id)
    participant_id: Mapped[str] = mapped_column(ForeignKey(Person.id))
    office_id: Mapped[str] = mapped_column(String(36))
    kind: Mapped[AbsenceKind] = mapped_column(Word(AbsenceKind))
    first_day: Mapped[date] = mapped_column(Date)
    last_day: Mapped[date] = mapped_column(Date)
    starts: Mapped[time | None] = mapped_column(Time)
    ends: Mapped[time | None] = mapped_column(Time)
    note: Mapped[str] = mapped_column(Text, default="")
    doctors_note_from: Mapped[date | None] = mapped_column(Date)
    state: Mapped[AbsenceState] = mapped_column(Word(AbsenceState), default=AbsenceState.REPORTED)
    proposal: Mapped[dict[str, Any]] = mapped_column(JSON)
    submission_id: Mapped[str | None] = mapped_column(ForeignKey(Submission.id))
    reported_at: Mapped[datetime] = mapped_column(Moment)
    decided_by: Mapped[str | None] = mapped_column(ForeignKey(Person.id))
    decided_at: Mapped[datetime | None] = mapped_column(Moment)
    decision_text: Mapped[str] = mapped_column(Text, default="")
    complaint_by: Mapped[date | None] = mapped_column(Date)
    complaint: Mapped[dict[str, Any] | None] = mapped_column(JSON)
    version: Mapped[int] = mapped_column(default=1)

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012 -- SQLAlchemy reads this once, at class creation.


_absence = rows(Absence)
_person = rows(Person)

_OF_PARTICIPANT = (
    select(_absence)
    .where(_absence.c.participant_id == bindparam("participant_id"))
    .order_by(_absence.c.first_day.desc(), _absence.c.reported_at.desc())
    .limit(bindparam("limit", type_=Integer))
)
_BETWEEN = (
    select(_absence.c.first_day, _absence.c.last_day, _absence.c.starts, _absence.c.state)
    .where(
        _absence.c.participant_id == bindparam("participant_id"),
        _absence.c.first_day <= bindparam("last"),
        _absence.c.last_day >= bindparam("first"),
    )
    .order_by(_absence.c.first_day)
)
_TOUCHING = _BETWEEN.where(_absence.c.state != AbsenceState.REFUSED)
_COUNT_WAITING = (
    select(func.count())
    .select_from(_absence)
    .where(_absence.c.office_id == bindparam("office_id"), _absence.c.state == AbsenceState.REPORTED)
)


def of_participant(session: Session, participant_id: str, *, limit: int = 20) -> list[AnyRow]:
    """The participant's newest absences first."""
    return list(session.execute(_OF_PARTICIPANT, {"participant_id": participant_id, "limit": limit}))


def between(session: Session, participant_id: str, first: date, last: date) -> list[AnyRow]:
    """Days, beginning and state of the absences that share a day with `first` to `last`, refused ones too."""
    return list(session.execute(_BETWEEN, {"participant_id": participant_id, "first": first, "last": last}))


def touching(session: Session, participant_id: str, first: date, last: date) -> list[AnyRow]:
    """The same without those that were refused: what a new report would overlap."""
    return list(session.execute(_TOUCHING, {"participant_id": participant_id, "first": first, "last": last}))


def self_reports_since(session: Session, participant_id: str, since: date) -> list[AnyRow]:
    """First day, last day and doctor's note of the self-reports that end on or after `since`, oldest first."""
    query = (
        select(_absence.c.first_day, _absence.c.last_day, _absence.c.doctors_note_from)
        .where(
            _absence.c.participant_id == participant_id,
            _absence.c.kind == AbsenceKind.SELF_REPORT,
            _absence.c.state != AbsenceState.REFUSED,
            _absence.c.last_day >= since,
        )
        .order_by(_absence.c.first_day)
    )
    return list(session.execute(query))


def by_id(session: Session, participant_ids: Any, absence_id: str) -> Absence | None:  # noqa: ANN401 -- Any select of identifiers.
    """One absence of the people whom the actor may see; `participant_ids` is a select of their identifiers."""
    query = select(Absence).where(Absence.id == absence_id, Absence.participant_id.in_(participant_ids))
    return session.scalars(query).one_or_none()


def waiting_in_office(
    session: Session, office_id: str, *, after: tuple[datetime, str] | None = None, limit: int = 25
) -> list[AnyRow]:
    """The office's undecided absences with the participant's name, oldest report first.

    `after` is (reported_at, id) of the last row already shown.
    """
    query = (
        select(_absence, _person.c.name)
        .join(_person, _person.c.id == _absence.c.participant_id)
        .where(_absence.c.office_id == office_id, _absence.c.state == AbsenceState.REPORTED)
        .order_by(_absence.c.reported_at, _absence.c.id)
        .limit(limit)
    )
    if after is not None:
        query = query.where(tuple_(_absence.c.reported_at, _absence.c.id) > after)
    return list(session.execute(query))


def count_waiting(session: Session, office_id: str) -> int:
    """How many absences of the office wait for a decision."""
    return session.scalar(_COUNT_WAITING, {"office_id": office_id}) or 0
