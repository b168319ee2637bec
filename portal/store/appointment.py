"""Appointments: one meeting at one time, and what the participant answered."""

from datetime import datetime
from typing import Any

from sqlalchemy import (
    ColumnElement,
    ForeignKey,
    Index,
    Select,
    String,
    Text,
    bindparam,
    func,
    literal,
    select,
)
from sqlalchemy.orm import Mapped, Session, mapped_column

from portal.domain.appointments import AppointmentState, MeetingForm, Reply
from portal.store.base import AnyRow, Base, Moment, Within, Word, new_id, rows
from portal.store.person import Person
from portal.store.submission import Submission


class Appointment(Base):
    """One meeting. `sequence` counts its changes from 0, and `asked_at` is the last one that asks for the answer again.

    `moved_from`, `ends_before`, `form_before` and `place_before` are how it was before what the participant has not
    answered yet, None and empty where nothing of it changed. `interpreter` is a language by its code, or by its name
    where we have no code, empty when none is needed. `version` keeps two caseworkers from changing it at once. `made_by` is None for
    what is older than the column.
    """

    __tablename__ = "appointment"
    __table_args__ = (
        Index("ix_appointment_participant", "participant_id", "starts_at"),
        Index("ix_appointment_office_starts", "office_id", "starts_at"),
    )

    id: Mapped[str] = mapped_column(String(36), primary_key=True, default=new_id)
    participant_id: Mapped[str] = mapped_column(ForeignKey(Person.id))
    office_id: Mapped[str] = mapped_column(String(36))
    made_by: Mapped[str | None] = mapped_column(ForeignKey(Person.id))
    title: Mapped[str] = mapped_column(String(120))
    about: Mapped[str] = mapped_column(Text, default="")
    form: Mapped[MeetingForm] = mapped_column(Word(MeetingForm), default=MeetingForm.IN_PERSON)
    place: Mapped[str] = mapped_column(String(120), default="")
    link: Mapped[str] = mapped_column(String(300), default="")
    telephone: Mapped[str] = mapped_column(String(20), default="")
    interpreter: Mapped[str] = mapped_column(String(40), default="")
    interpreter_booked: Mapped[bool] = mapped_column(default=False)
    starts_at: Mapped[datetime] = mapped_column(Moment)
    ends_at: Mapped[datetime] = mapped_column(Moment)
    state: Mapped[AppointmentState] = mapped_column(Word(AppointmentState), default=AppointmentState.PLANNED)
    cancel_reason: Mapped[str] = mapped_column(Text, default="")
    moved_from: Mapped[datetime | None] = mapped_column(Moment)
    ends_before: Mapped[datetime | None] = mapped_column(Moment)
    form_before: Mapped[MeetingForm | None] = mapped_column(Word(MeetingForm))
    place_before: Mapped[str] = mapped_column(String(120), default="")
    sequence: Mapped[int] = mapped_column(default=0)
    asked_at: Mapped[int] = mapped_column(default=0)
    updated_at: Mapped[datetime | None] = mapped_column(Moment)
    version: Mapped[int] = mapped_column(default=1)

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012 -- SQLAlchemy reads this once, at class creation.


class AppointmentAnswer(Base):
    """One answer, the `number`-th to its appointment; none is ever changed. `starts_at` is the time it answers."""

    __tablename__ = "appointment_answer"

    appointment_id: Mapped[str] = mapped_column(ForeignKey(Appointment.id), primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True)
    sequence: Mapped[int]
    starts_at: Mapped[datetime] = mapped_column(Moment)
    answer: Mapped[Reply] = mapped_column(Word(Reply))
    wish_1: Mapped[datetime | None] = mapped_column(Moment)
    wish_2: Mapped[datetime | None] = mapped_column(Moment)
    wish_3: Mapped[datetime | None] = mapped_column(Moment)
    phone_me: Mapped[bool] = mapped_column(default=False)
    note: Mapped[str] = mapped_column(Text, default="")
    by_id: Mapped[str] = mapped_column(ForeignKey(Person.id))
    answered_at: Mapped[datetime] = mapped_column(Moment)
    submission_id: Mapped[str | None] = mapped_column(ForeignKey(Submission.id))


APPOINTMENT = rows(Appointment)
ANSWER = rows(AppointmentAnswer)
_later = ANSWER.alias("later")
_person = rows(Person)

# Instead of a place, for somebody whose whereabouts must show nowhere.
_NOWHERE = literal("")
_PLACES = {"place", "place_before"}
# The answer that stands: the last of those that were given after the last change that asked for it.
STANDING = (
    (ANSWER.c.appointment_id == APPOINTMENT.c.id)
    & (ANSWER.c.sequence >= APPOINTMENT.c.asked_at)
    & (
        ANSWER.c.number
        == select(func.max(_later.c.number))
        .where(_later.c.appointment_id == APPOINTMENT.c.id)
        .scalar_subquery()
    )
)
IS_PLANNED = APPOINTMENT.c.state == AppointmentState.PLANNED


def _shown(*, places: bool) -> Select[*tuple[Any, ...]]:
    told = [
        column if places or column.name not in _PLACES else _NOWHERE.label(column.name)
        for column in APPOINTMENT.columns
    ]
    answered = ("answer", "number", "wish_1", "wish_2", "wish_3", "phone_me", "note", "by_id", "answered_at")
    return (
        select(*told, *(ANSWER.c[name] for name in answered))
        .select_from(APPOINTMENT)
        .outerjoin(ANSWER, STANDING)
    )


# Each question with places, and without.
SHOWN = {places: _shown(places=places) for places in (True, False)}
_HERE = (
    APPOINTMENT.c.participant_id == bindparam("participant_id"),
    APPOINTMENT.c.office_id == bindparam("office_id"),
    APPOINTMENT.c.ends_at > bindparam("after"),
)
# With what was cancelled at an office that the participant has left, or had begun there: it must not merely be gone.
_AFTER_A_MOVE = (
    APPOINTMENT.c.participant_id == bindparam("participant_id"),
    (APPOINTMENT.c.office_id == bindparam("office_id"))
    | (APPOINTMENT.c.state == AppointmentState.CANCELLED)
    | (APPOINTMENT.c.starts_at <= bindparam("left")),
    APPOINTMENT.c.ends_at > bindparam("after"),
)
_IN_ORDER = (APPOINTMENT.c.starts_at, APPOINTMENT.c.id)


def _first(*mine: ColumnElement[bool]) -> ColumnElement[bool]:
    """Only the first of what is planned, and of what is cancelled: many of the one must not hide the other."""
    place = func.row_number().over(partition_by=APPOINTMENT.c.state, order_by=_IN_ORDER)
    ranked = select(APPOINTMENT.c.id, place.label("place")).where(*mine).subquery()
    return APPOINTMENT.c.id.in_(select(ranked.c.id).where(ranked.c.place <= bindparam("most")))


_COMING, _COMING_AFTER_A_MOVE = (
    {places: query.where(_first(*mine)).order_by(*_IN_ORDER) for places, query in SHOWN.items()}
    for mine in (_HERE, _AFTER_A_MOVE)
)
_NEXT = SHOWN[True].where(*_HERE, IS_PLANNED).order_by(*_IN_ORDER).limit(1)


def coming(
    session: Session,
    participant_id: str,
    office_id: str,
    after: datetime,
    *,
    places: bool = True,
    left: datetime | None = None,
    limit: int = 20,
) -> list[AnyRow]:
    """The appointments at an office that have not ended at `after`, soonest first, at most so many planned and so many cancelled.

    Each with the answer that stands, None in its columns without one; without `places` they are empty. With `left`,
    which is now, those are there that were cancelled at other offices or have begun there, which only the participant
    themselves may read.
    """
    values = {"participant_id": participant_id, "office_id": office_id, "after": after, "most": limit}
    if left is None:
        return list(session.execute(_COMING[places], values))
    return list(session.execute(_COMING_AFTER_A_MOVE[places], values | {"left": left}))


def planned_at(session: Session, participant_id: str, office_id: str, after: datetime) -> list[Appointment]:
    """The appointments at an office that are planned and have not begun at `after`, as rows that can be changed."""
    query = select(Appointment).where(
        Appointment.participant_id == participant_id,
        Appointment.office_id == office_id,
        Appointment.state == AppointmentState.PLANNED,
        Appointment.starts_at > after,
    )
    return list(session.scalars(query.order_by(Appointment.starts_at, Appointment.id)))


def next_planned(session: Session, participant_id: str, office_id: str, after: datetime) -> AnyRow | None:
    """The first of them that is not cancelled."""
    values = {"participant_id": participant_id, "office_id": office_id, "after": after}
    return session.execute(_NEXT, values).one_or_none()


def of_participant(
    session: Session,
    participant_id: str,
    office_id: str | None = None,
    *,
    places: bool = True,
    limit: int = 200,
) -> list[AnyRow]:
    """The participant's appointments, latest first, at all offices or at one, each with the answer that stands."""
    query = SHOWN[places].where(APPOINTMENT.c.participant_id == participant_id)
    if office_id is not None:
        query = query.where(APPOINTMENT.c.office_id == office_id)
    order = (APPOINTMENT.c.starts_at.desc(), APPOINTMENT.c.id)
    return list(session.execute(query.order_by(*order).limit(limit)))


def own(session: Session, participant_id: str, appointment_id: str, *, places: bool = True) -> AnyRow | None:
    """One of the participant's own appointments with the answer that stands, or None."""
    query = SHOWN[places].where(
        APPOINTMENT.c.participant_id == participant_id, APPOINTMENT.c.id == appointment_id
    )
    return session.execute(query).one_or_none()


def standing(session: Session, appointment_id: str) -> AnyRow:
    """One appointment with the answer that stands, as a caseworker sees it who has been let in already."""
    return session.execute(SHOWN[True].where(APPOINTMENT.c.id == appointment_id)).one()


def by_id(session: Session, within: Within, appointment_id: str) -> Appointment | None:
    """One appointment at the participant's present office, if the reader may know of them."""
    query = (
        select(Appointment)
        .join(Person, Person.id == Appointment.participant_id)
        .where(Appointment.id == appointment_id, Appointment.office_id == Person.office_id, within(_person))
        .execution_options(populate_existing=True)
    )
    return session.scalars(query).one_or_none()


def answers_of(session: Session, appointment_id: str) -> list[AnyRow]:
    """Every answer to an appointment, newest first."""
    query = select(ANSWER).where(ANSWER.c.appointment_id == appointment_id)
    return list(session.execute(query.order_by(ANSWER.c.number.desc())))


def last_number(session: Session, appointment_id: str) -> int:
    """How many answers the appointment has had."""
    query = select(func.max(ANSWER.c.number)).where(ANSWER.c.appointment_id == appointment_id)
    return session.scalar(query) or 0


def answer_of_submission(session: Session, person_id: str, submission_id: str) -> AnyRow | None:
    """The answer that came with one of the person's receipts, with the appointment's title, or None."""
    query = (
        select(ANSWER, APPOINTMENT.c.title)
        .join(APPOINTMENT, APPOINTMENT.c.id == ANSWER.c.appointment_id)
        .where(ANSWER.c.submission_id == submission_id, APPOINTMENT.c.participant_id == person_id)
    )
    return session.execute(query).one_or_none()


def overlapping(
    session: Session, participant_id: str, office_id: str, starts: datetime, ends: datetime, but: str = ""
) -> list[AnyRow]:
    """What is planned at that office for some of the same time, but for the appointment `but`, soonest first."""
    query = (
        select(APPOINTMENT.c.id, APPOINTMENT.c.title, APPOINTMENT.c.starts_at, APPOINTMENT.c.ends_at)
        .where(
            APPOINTMENT.c.participant_id == participant_id,
            APPOINTMENT.c.office_id == office_id,
            IS_PLANNED,
            APPOINTMENT.c.starts_at < ends,
            APPOINTMENT.c.ends_at > starts,
            APPOINTMENT.c.id != but,
        )
        .order_by(APPOINTMENT.c.starts_at)
    )
    return list(session.execute(query))
