"""Absences: what was reported, what the rules said of it, and what a caseworker decided."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
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
)
from sqlalchemy.orm import Mapped, Session, mapped_column

from portal.domain.absence import STANDING, AbsenceKind, AbsenceState, Documentation, Proposed
from portal.store.base import AnyRow, Base, Moment, Within, Word, new_id, rows
from portal.store.person import Person
from portal.store.submission import Submission

ONE_DAY = timedelta(days=1)


class Absence(Base):
    """One absence. `proposal` is the rules' decision as data: rule, version, outcome, facts, reasons, basis.

    `further` are the rules' other answers about it, and `proposed` what they come to; empty for old rows. `complaint` is, for a refusal, the decision that `complaint_by`
    comes from, as data too. `starts` and `ends` are set when only part of a single day is meant, `minutes_a_day` when
    it is so much of each of the days. `details` is what the kind asks for beside the days. Of what is granted in
    part, `granted_from` to `granted_to` are accepted. `version` guards against two people changing it at once.
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
    minutes_a_day: Mapped[int | None]
    details: Mapped[dict[str, Any] | None] = mapped_column(JSON)
    note: Mapped[str] = mapped_column(Text, default="")
    documentation: Mapped[Documentation] = mapped_column(
        Word(Documentation), default=Documentation.NONE, server_default=Documentation.NONE.value
    )
    documentation_by: Mapped[date | None] = mapped_column(Date)
    doctors_note_from: Mapped[date | None] = mapped_column(Date)
    state: Mapped[AbsenceState] = mapped_column(Word(AbsenceState), default=AbsenceState.REPORTED)
    granted_from: Mapped[date | None] = mapped_column(Date)
    granted_to: Mapped[date | None] = mapped_column(Date)
    proposal: Mapped[dict[str, Any]] = mapped_column(JSON)
    further: Mapped[list[dict[str, Any]] | None] = mapped_column(JSON)
    proposed: Mapped[Proposed | None] = mapped_column(Word(Proposed))
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
_submission = rows(Submission)

_OF_PARTICIPANT = (
    select(_absence, _submission.c.by_id, _submission.c.registered_by_id)
    .outerjoin(_submission, _submission.c.id == _absence.c.submission_id)
    .where(_absence.c.participant_id == bindparam("participant_id"))
    .order_by(_absence.c.first_day.desc(), _absence.c.reported_at.desc())
    .limit(bindparam("limit", type_=Integer))
)
_BETWEEN = (
    select(
        *(_absence.c.id, _absence.c.first_day, _absence.c.last_day, _absence.c.starts, _absence.c.ends),
        *(
            _absence.c.state,
            _absence.c.minutes_a_day,
            _absence.c.granted_from,
            _absence.c.granted_to,
            _absence.c.kind,
        ),
    )
    .where(
        _absence.c.participant_id == bindparam("participant_id"),
        _absence.c.first_day <= bindparam("last"),
        _absence.c.last_day >= bindparam("first"),
    )
    .order_by(_absence.c.first_day, _absence.c.reported_at)
)
_TOUCHING = _BETWEEN.where(_absence.c.state.in_(STANDING))
_STANDING = (
    select(_absence)
    .where(
        _absence.c.participant_id == bindparam("participant_id"),
        _absence.c.kind == bindparam("kind", type_=Word(AbsenceKind)),
        _absence.c.state.in_(STANDING),
        _absence.c.last_day >= bindparam("since"),
    )
    # Always the same order, so that whoever counts them comes to the same.
    .order_by(_absence.c.first_day, _absence.c.reported_at, _absence.c.id)
)
_WAITING = (
    _absence.c.office_id.in_(bindparam("offices", expanding=True)),
    # After a move the old office's lock is closed.
    _absence.c.office_id == _person.c.office_id,
    _absence.c.state == AbsenceState.REPORTED,
)
_COUNT_WAITING = (
    select(func.count())
    .select_from(_absence)
    .join(_person, _person.c.id == _absence.c.participant_id)
    .where(*_WAITING)
)


@dataclass(frozen=True, slots=True)
class Away:
    """Days of one absence on which the same holds. `starts` is set when only part of each of them is meant.

    That part lasts until `ends`, or is so many `minutes_a_day`, at no hour that anybody has said.
    """

    id: str
    first_day: date
    last_day: date
    starts: time | None
    state: AbsenceState
    kind: AbsenceKind
    ends: time | None = None
    minutes_a_day: int | None = None

    def is_about(self, starts: time, ends: time) -> bool:
        """Whether it is about something of these hours on one of its days."""
        if self.starts is None or self.ends is None:
            return True
        return self.starts < ends and starts < self.ends


def of_participant(
    session: Session, participant_id: str, office_id: str | None = None, *, limit: int = 20
) -> list[AnyRow]:
    """The participant's newest absences first, all of them or those at one office, each with who reported it for them."""
    query = _OF_PARTICIPANT if office_id is None else _OF_PARTICIPANT.where(_absence.c.office_id == office_id)
    return list(session.execute(query, {"participant_id": participant_id, "limit": limit}))


def between(session: Session, participant_id: str, first: date, last: date) -> list[Away]:
    """The absences that share a day with `first` to `last`, refused ones too, those taken back left out.

    What is granted in part comes as accepted on its granted days and as refused on the others.
    """
    found = session.execute(_BETWEEN, {"participant_id": participant_id, "first": first, "last": last})
    pieces = [piece for row in found if row.state is not AbsenceState.WITHDRAWN for piece in _pieces(row)]
    return [one for one in pieces if one.first_day <= last and one.last_day >= first]


def touching(
    session: Session, participant_id: str, first: date, last: date, *, but: str | None = None
) -> list[AnyRow]:
    """The absences that still stand on a day from `first` to `last`, except `but`: what a new report would overlap."""
    found = session.execute(_TOUCHING, {"participant_id": participant_id, "first": first, "last": last})
    return [row for row in found if row.id != but]


def standing(session: Session, participant_id: str, kind: AbsenceKind, since: date) -> list[AnyRow]:
    """What is reported or granted of one kind and ends on or after `since`, oldest first, always in the same order."""
    return list(session.execute(_STANDING, {"participant_id": participant_id, "kind": kind, "since": since}))


def granted_days(row: AnyRow) -> tuple[date, date]:
    """The days on which an absence still stands: all of it, or what was granted of it."""
    if row.state is AbsenceState.PARTLY and row.granted_from and row.granted_to:
        return row.granted_from, row.granted_to
    return row.first_day, row.last_day


def _pieces(row: AnyRow) -> list[Away]:
    part = row.starts or (time.min if row.minutes_a_day else None)

    def piece(first: date, last: date, state: AbsenceState) -> list[Away]:
        if first > last:
            return []
        return [Away(row.id, first, last, part, state, row.kind, row.ends, row.minutes_a_day)]

    if row.state is not AbsenceState.PARTLY:
        return piece(row.first_day, row.last_day, row.state)
    granted_from, granted_to = granted_days(row)
    return [
        *piece(row.first_day, granted_from - ONE_DAY, AbsenceState.REFUSED),
        *piece(granted_from, granted_to, AbsenceState.ACCEPTED),
        *piece(granted_to + ONE_DAY, row.last_day, AbsenceState.REFUSED),
    ]


def by_id(session: Session, within: Within, absence_id: str) -> Absence | None:
    """One absence at the participant's present office, if the reader may know of them."""
    query = (
        select(Absence)
        .join(Person, Person.id == Absence.participant_id)
        .where(Absence.id == absence_id, Absence.office_id == Person.office_id, within(_person))
    )
    return session.scalars(query).one_or_none()


def of_receipt(session: Session, participant_id: str, submission_id: str) -> str | None:
    """The id of the participant's absence that stands as it came with that receipt."""
    query = select(_absence.c.id).where(
        _absence.c.participant_id == participant_id, _absence.c.submission_id == submission_id
    )
    return session.scalar(query)


def own(session: Session, participant_id: str, absence_id: str) -> Absence | None:
    """One absence of the participant's own."""
    query = select(Absence).where(Absence.id == absence_id, Absence.participant_id == participant_id)
    return session.scalars(query).one_or_none()


def count_waiting(session: Session, offices: list[str], within: Within) -> int:
    """How many absences of the offices wait for a decision."""
    return session.scalar(_COUNT_WAITING.where(within(_person)), {"offices": offices}) or 0
