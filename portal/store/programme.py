"""Programmes: a participant's programme, its decision periods and the time that does not count."""

from datetime import date

from sqlalchemy import CheckConstraint, Date, ForeignKey, Index, String, Text, bindparam, case, func, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from portal.domain.people import Role
from portal.domain.programme import OPEN_STATES, IntervalKind, ProgrammeState
from portal.store.base import AnyRow, Base, Word, new_id, rows
from portal.store.conversation import Conversation
from portal.store.office import Office
from portal.store.person import Person


class Programme(Base):
    """One programme. A participant has one at a time (KVP-LIF-09), so `participant_id` is unique.

    `period` counts the decision periods: 1 and 2 are the first two years, 3 the year on special grounds.
    """

    __tablename__ = "programme"
    __table_args__ = (
        Index("ix_programme_contact", "contact_person_id"),
        CheckConstraint("period between 0 and 3", name="period"),
    )

    id: Mapped[str] = mapped_column(String(36), primary_key=True, default=new_id)
    participant_id: Mapped[str] = mapped_column(ForeignKey(Person.id), unique=True)
    contact_person_id: Mapped[str] = mapped_column(ForeignKey(Person.id))
    state: Mapped[ProgrammeState] = mapped_column(Word(ProgrammeState))
    received_on: Mapped[date] = mapped_column(Date)
    started_on: Mapped[date | None] = mapped_column(Date)
    period: Mapped[int] = mapped_column(default=0)
    period_from: Mapped[date | None] = mapped_column(Date)
    period_to: Mapped[date | None] = mapped_column(Date)
    closed_on: Mapped[date | None] = mapped_column(Date)
    goal: Mapped[str] = mapped_column(Text, default="")
    goal_locale: Mapped[str] = mapped_column(String(12), default="nb")
    children: Mapped[int] = mapped_column(default=0)
    interpreter: Mapped[str] = mapped_column(String(12), default="")
    written_form: Mapped[str] = mapped_column(String(2), default="nb")


class Interval(Base):
    """Time that does not count in the programme's duration: approved leave and suspension."""

    __tablename__ = "programme_interval"
    __table_args__ = (Index("ix_programme_interval_programme", "programme_id", "first_day"),)

    id: Mapped[str] = mapped_column(String(36), primary_key=True, default=new_id)
    programme_id: Mapped[str] = mapped_column(ForeignKey(Programme.id))
    kind: Mapped[IntervalKind] = mapped_column(Word(IntervalKind))
    first_day: Mapped[date] = mapped_column(Date)
    last_day: Mapped[date | None] = mapped_column(Date)


class Evaluation(Base):
    """A date on which participant and contact person look at the programme together (KVF § 1 ledd 3)."""

    __tablename__ = "evaluation"
    __table_args__ = (Index("ix_evaluation_programme", "programme_id", "day"),)

    id: Mapped[str] = mapped_column(String(36), primary_key=True, default=new_id)
    programme_id: Mapped[str] = mapped_column(ForeignKey(Programme.id))
    day: Mapped[date] = mapped_column(Date)


_programme = rows(Programme)
_person = rows(Person)
_interval = rows(Interval)
_evaluation = rows(Evaluation)
_office = rows(Office)
_conversation = rows(Conversation)
_contact = _person.alias("contact")

_OF_PARTICIPANT = (
    select(_programme, _contact.c.alias.label("contact_alias"))
    .join(_contact, _contact.c.id == _programme.c.contact_person_id)
    .where(_programme.c.participant_id == bindparam("participant_id"))
)
_INTERVALS = (
    select(_interval.c.kind, _interval.c.first_day, _interval.c.last_day)
    .where(_interval.c.programme_id == bindparam("programme_id"))
    .order_by(_interval.c.first_day)
)
_EVALUATIONS = (
    select(_evaluation.c.day)
    .where(_evaluation.c.programme_id == bindparam("programme_id"))
    .order_by(_evaluation.c.day)
)
_CONTACT_OF = (
    select(_contact.c.alias, _office.c.name.label("office"), _office.c.municipality, _office.c.phone)
    .select_from(_person)
    .join(_office, _office.c.id == _person.c.office_id)
    .outerjoin(_programme, _programme.c.participant_id == _person.c.id)
    .outerjoin(_contact, _contact.c.id == _programme.c.contact_person_id)
    .where(_person.c.id == bindparam("participant_id"))
)


def of_participant(session: Session, participant_id: str) -> AnyRow | None:
    """The participant's programme with the contact person's alias, or None."""
    return session.execute(_OF_PARTICIPANT, {"participant_id": participant_id}).one_or_none()


def lock(session: Session, participant_id: str) -> None:
    """Hold the participant's programme until commit, so that two reports about the same days take turns."""
    session.execute(
        select(_programme.c.id).where(_programme.c.participant_id == participant_id).with_for_update()
    )


def intervals(session: Session, programme_id: str) -> list[AnyRow]:
    """Kind, first and last day of the time that does not count, oldest first."""
    return list(session.execute(_INTERVALS, {"programme_id": programme_id}))


def evaluations(session: Session, programme_id: str) -> list[date]:
    """The evaluation dates, earliest first."""
    return list(session.scalars(_EVALUATIONS, {"programme_id": programme_id}))


def contact_of(session: Session, participant_id: str) -> AnyRow | None:
    """The participant's contact person as participants may see them, with the office's name and telephone."""
    return session.execute(_CONTACT_OF, {"participant_id": participant_id}).one_or_none()


def load_of_office(session: Session, office_id: str) -> list[AnyRow]:
    """Each caseworker with the number of open programmes and of conversations that wait for an answer."""
    waits = case((_conversation.c.waiting_for_us_since.is_not(None), 1))
    query = (
        select(
            _person.c.name,
            func.count(_programme.c.id).label("programmes"),
            func.count(waits).label("waiting"),
        )
        .outerjoin(
            _programme,
            (_programme.c.contact_person_id == _person.c.id) & _programme.c.state.in_(sorted(OPEN_STATES)),
        )
        .outerjoin(_conversation, _conversation.c.participant_id == _programme.c.participant_id)
        .where(_person.c.office_id == office_id, _person.c.role == Role.CASEWORKER)
        .group_by(_person.c.id, _person.c.name)
        .order_by(_person.c.name)
    )
    return list(session.execute(query))


def pickable(session: Session) -> list[AnyRow]:
    """Everybody who can be picked in the demo, by municipality: key, name, role, language, programme's state."""
    query = (
        select(
            _person.c.key,
            _person.c.name,
            _person.c.role,
            _person.c.locale,
            _office.c.municipality,
            _programme.c.state,
        )
        .outerjoin(_office, _office.c.id == _person.c.office_id)
        .outerjoin(_programme, _programme.c.participant_id == _person.c.id)
        .where(_person.c.key.is_not(None))
        .order_by(_office.c.municipality, _person.c.role, _person.c.name)
    )
    return list(session.execute(query))
