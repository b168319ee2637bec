"""Programmes: a participant's programme, its decision periods and the time that does not count."""

from datetime import date

from sqlalchemy import (
    CheckConstraint,
    Date,
    ForeignKey,
    Index,
    String,
    Text,
    bindparam,
    case,
    exists,
    func,
    select,
    text,
    true,
)
from sqlalchemy.orm import Mapped, Session, mapped_column

from portal.domain.people import Role
from portal.domain.programme import OPEN_STATES, IntervalKind, ProgrammeState
from portal.store.base import AnyRow, Base, Within, Word, new_id, rows
from portal.store.conversation import Conversation
from portal.store.names import by_name
from portal.store.office import Office
from portal.store.person import Person


class Programme(Base):
    """One programme at one office. A participant has one at a time (KVP-LIF-09); the one before a move stays behind.

    It says where the programme stands after its steps (`portal.store.programme_step`). `period` counts the decisions on
    its length. `current` is False once the same office has another one for the same participant, who came back or applied
    again. `version` guards against two people taking a step at once. `ahead_step_id` is the step that is decided and whose
    day has not come, and `ahead_from` the day on which it moves the programme.
    """

    __tablename__ = "programme"
    __table_args__ = (
        Index("ix_programme_contact", "contact_person_id"),
        Index("ix_programme_office_state", "office_id", "state"),
        Index("ix_programme_ahead_from", "ahead_from"),
        Index("ix_programme_participant", "participant_id"),
        CheckConstraint("period >= 0", name="period"),
        Index(
            "uq_programme_current",
            "participant_id",
            "office_id",
            unique=True,
            sqlite_where=text("current"),
            postgresql_where=text("current"),
        ),
    )

    id: Mapped[str] = mapped_column(String(36), primary_key=True, default=new_id)
    participant_id: Mapped[str] = mapped_column(ForeignKey(Person.id))
    office_id: Mapped[str] = mapped_column(ForeignKey(Office.id))
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
    current: Mapped[bool] = mapped_column(default=True, server_default=true())
    version: Mapped[int] = mapped_column(default=1, server_default="1")
    ahead_step_id: Mapped[str | None] = mapped_column(String(36))
    ahead_from: Mapped[date | None] = mapped_column(Date)


class Interval(Base):
    """Time that does not count in the programme's duration: approved leave and suspension.

    `last_day` is empty while it lasts; `expected_to` is how long the leave was decided for, where that is known.
    """

    __tablename__ = "programme_interval"
    __table_args__ = (Index("ix_programme_interval_programme", "programme_id", "first_day"),)

    id: Mapped[str] = mapped_column(String(36), primary_key=True, default=new_id)
    programme_id: Mapped[str] = mapped_column(ForeignKey(Programme.id))
    kind: Mapped[IntervalKind] = mapped_column(Word(IntervalKind))
    first_day: Mapped[date] = mapped_column(Date)
    last_day: Mapped[date | None] = mapped_column(Date)
    expected_to: Mapped[date | None] = mapped_column(Date)


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
_participant = _person.alias("participant")

_other = _programme.alias("other")
_OF_PARTICIPANT = (
    select(
        _programme,
        _contact.c.alias.label("contact_alias"),
        exists()
        .where(_other.c.participant_id == _programme.c.participant_id, _other.c.id != _programme.c.id)
        .label("has_earlier"),
    )
    .join(_contact, _contact.c.id == _programme.c.contact_person_id)
    .where(
        _programme.c.participant_id == bindparam("participant_id"),
        _programme.c.office_id == bindparam("office_id"),
        _programme.c.current,
    )
)
_EARLIER = (
    select(_programme, _contact.c.alias.label("contact_alias"), _office.c.name.label("office"))
    .join(_contact, _contact.c.id == _programme.c.contact_person_id)
    .join(_office, _office.c.id == _programme.c.office_id)
    .where(
        _programme.c.participant_id == bindparam("participant_id"),
        ~(_programme.c.current & (_programme.c.office_id == bindparam("office_id"))),
    )
    .order_by(_programme.c.received_on.desc(), _programme.c.id)
)
_INTERVALS = (
    select(_interval.c.kind, _interval.c.first_day, _interval.c.last_day, _interval.c.expected_to)
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
    .outerjoin(
        _programme,
        (_programme.c.participant_id == _person.c.id)
        & (_programme.c.office_id == _person.c.office_id)
        & _programme.c.current,
    )
    .outerjoin(_contact, _contact.c.id == _programme.c.contact_person_id)
    .where(_person.c.id == bindparam("participant_id"))
)


def of_participant(session: Session, participant_id: str, office_id: str) -> AnyRow | None:
    """The participant's programme at that office with the contact person's alias, or None."""
    values = {"participant_id": participant_id, "office_id": office_id}
    return session.execute(_OF_PARTICIPANT, values).one_or_none()


def earlier(session: Session, participant_id: str, office_id: str) -> list[AnyRow]:
    """Every programme that the participant has had but the present one at that office, at any office, newest first."""
    return list(session.execute(_EARLIER, {"participant_id": participant_id, "office_id": office_id}))


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


def load_of_office(session: Session, office_id: str, within: Within) -> list[AnyRow]:
    """Each caseworker with the number of open programmes and of conversations that wait for an answer.

    `within` is the condition on the table of participants under which the reader may know of them.
    """
    waits = case((_conversation.c.waiting_for_us_since.is_not(None), 1))
    query = (
        select(
            _person.c.name,
            func.count(_programme.c.id).label("programmes"),
            func.count(waits).label("waiting"),
        )
        .select_from(_person)
        .outerjoin(
            _programme,
            (_programme.c.contact_person_id == _person.c.id)
            & (_programme.c.office_id == office_id)
            & _programme.c.state.in_(sorted(OPEN_STATES))
            & exists().where(_participant.c.id == _programme.c.participant_id, within(_participant)),
        )
        .outerjoin(
            _conversation,
            (_conversation.c.participant_id == _programme.c.participant_id)
            & (_conversation.c.office_id == _programme.c.office_id),
        )
        .where(_person.c.office_id == office_id, _person.c.role == Role.CASEWORKER)
        .group_by(_person.c.id, _person.c.name)
        .order_by(_person.c.name)
    )
    return by_name(session.execute(query))


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
        .outerjoin(
            _programme,
            (_programme.c.participant_id == _person.c.id)
            & (_programme.c.office_id == _person.c.office_id)
            & _programme.c.current,
        )
        .where(_person.c.key.is_not(None))
        .order_by(_office.c.municipality, _person.c.role, _person.c.name)
    )
    return by_name(session.execute(query), "municipality", "role", "name")
