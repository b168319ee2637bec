"""Important messages: who has said that they read them, which steps are due, and whom somebody must phone."""

from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, ForeignKey, Select, and_, exists, func, literal, select, update
from sqlalchemy.orm import Mapped, Session, mapped_column

from portal.domain.alarms import Step
from portal.store.base import AnyRow, Base, Moment, Within, rows
from portal.store.conversation import Conversation
from portal.store.engine import insert_once
from portal.store.message import Message
from portal.store.message_desk import MISTAKE
from portal.store.message_important import IMPORTANT
from portal.store.person import Person
from portal.store.programme import Programme
from portal.store.redaction import REDACTION


class MessageAcknowledgement(Base):
    """One person's own word that they have read an important message. Having it open says nothing."""

    __tablename__ = "message_acknowledgement"

    conversation_id: Mapped[str] = mapped_column(ForeignKey(Conversation.id), primary_key=True)
    sequence: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    person_id: Mapped[str] = mapped_column(ForeignKey(Person.id), primary_key=True)
    at: Mapped[datetime] = mapped_column(Moment)


_acknowledged = rows(MessageAcknowledgement)
_conversation = rows(Conversation)
_message = rows(Message)
_person = rows(Person)
_programme = rows(Programme)


def _said_by(person: ColumnElement[Any]) -> ColumnElement[bool]:
    """Whether somebody has acknowledged the message of the row."""
    return exists().where(
        _acknowledged.c.conversation_id == IMPORTANT.c.conversation_id,
        _acknowledged.c.sequence == IMPORTANT.c.sequence,
        _acknowledged.c.person_id == person,
    )


_REDACTED = exists().where(
    REDACTION.c.conversation_id == IMPORTANT.c.conversation_id,
    REDACTION.c.sequence == IMPORTANT.c.sequence,
    REDACTION.c.agreed_at.is_not(None),
)
# What was sent by mistake, its readers need not acknowledge.
_MISTAKEN = exists().where(
    MISTAKE.c.conversation_id == IMPORTANT.c.conversation_id, MISTAKE.c.sequence == IMPORTANT.c.sequence
)
_OWNER = (
    select(_conversation.c.participant_id)
    .where(_conversation.c.id == IMPORTANT.c.conversation_id)
    # Two levels down nothing is correlated by itself.
    .correlate(IMPORTANT)
    .scalar_subquery()
)


def _standing() -> Select[Any]:
    """Every important message whose text is there, at the participant's present office: an office that was left is locked."""
    return (
        select(
            IMPORTANT,
            _message.c.sent_at,
            _message.c.author_id,
            _conversation.c.participant_id,
            _conversation.c.office_id,
            _conversation.c.last_sequence,
        )
        .join(
            _message,
            and_(
                _message.c.conversation_id == IMPORTANT.c.conversation_id,
                _message.c.sequence == IMPORTANT.c.sequence,
            ),
        )
        .join(_conversation, _conversation.c.id == IMPORTANT.c.conversation_id)
        .join(_person, _person.c.id == _conversation.c.participant_id)
        .where(_conversation.c.office_id == _person.c.office_id, ~_REDACTED, ~_MISTAKEN)
    )


def mark(session: Session, conversation_id: str, sequence: int) -> None:
    """Say that a message must be acknowledged."""
    values = {"conversation_id": conversation_id, "sequence": sequence, "phone_note": ""}
    session.execute(IMPORTANT.insert(), values)


def acknowledge(session: Session, conversation_id: str, sequence: int, person_id: str, at: datetime) -> bool:
    """Write down somebody's word. False when they had given it before."""
    values = {"conversation_id": conversation_id, "sequence": sequence, "person_id": person_id, "at": at}
    return insert_once(session, _acknowledged, values, ("conversation_id", "sequence", "person_id"))


def words_of(session: Session, conversation_id: str, sequences: list[int]) -> list[AnyRow]:
    """Who has acknowledged these messages: `sequence`, `person_id` and `at`."""
    query = select(_acknowledged.c.sequence, _acknowledged.c.person_id, _acknowledged.c.at)
    here = _acknowledged.c.conversation_id == conversation_id
    return list(session.execute(query.where(here, _acknowledged.c.sequence.in_(sequences))))


def unacknowledged(session: Session, participant_id: str, office_id: str, person_id: str) -> list[AnyRow]:
    """The important messages to a participant that a person has not acknowledged, oldest first."""
    query = _standing().where(
        _conversation.c.participant_id == participant_id,
        _conversation.c.office_id == office_id,
        ~_said_by(literal(person_id)),
    )
    return list(session.execute(query.order_by(IMPORTANT.c.sequence)))


def undone(session: Session, sent_before: datetime) -> list[AnyRow]:
    """Every important message sent before a moment that its participant has not acknowledged and nobody is to be phoned about yet."""
    query = _standing().where(
        _message.c.sent_at < sent_before,
        IMPORTANT.c.call_since.is_(None),
        ~_said_by(_conversation.c.participant_id),
    )
    return list(session.execute(query.order_by(_message.c.sent_at, IMPORTANT.c.conversation_id)))


def take_step(session: Session, conversation_id: str, sequence: int, step: Step, at: datetime) -> bool:
    """Note that a step is taken. False when it was, or a later one, or when the participant has acknowledged meanwhile.

    It is one statement with its conditions, so that of two workers at once only one takes the step.
    """
    later = list(Step)[list(Step).index(step) :]
    query = (
        update(IMPORTANT)
        .where(
            IMPORTANT.c.conversation_id == conversation_id,
            IMPORTANT.c.sequence == sequence,
            *(IMPORTANT.c[one.value].is_(None) for one in later),
            ~_said_by(_OWNER),
        )
        .values({step.value: at})
        .returning(IMPORTANT.c.sequence)
    )
    return session.execute(query).first() is not None


_TO_PHONE = (IMPORTANT.c.call_since.is_not(None), IMPORTANT.c.phoned_at.is_(None))


def to_phone(
    session: Session, offices: list[str], within: Within, *, only: tuple[str, int] | None = None
) -> list[AnyRow]:
    """Whom somebody must phone at these offices, who has waited longest first: number, language and interpreter.

    `only` is one participant's message in one place.
    """
    query = (
        _standing()
        .add_columns(_person.c.name, _person.c.phone, _person.c.locale, _programme.c.interpreter)
        .outerjoin(
            _programme,
            and_(
                _programme.c.participant_id == _person.c.id,
                _programme.c.office_id == _conversation.c.office_id,
                _programme.c.current,
            ),
        )
        .where(
            _conversation.c.office_id.in_(offices),
            within(_person),
            *_TO_PHONE,
            ~_said_by(_conversation.c.participant_id),
        )
    )
    if only:
        query = query.where(_person.c.id == only[0], IMPORTANT.c.sequence == only[1])
    return list(session.execute(query.order_by(IMPORTANT.c.call_since, IMPORTANT.c.conversation_id)))


def count_to_phone(session: Session, participant_id: str, office_id: str) -> int:
    """How many calls to one participant nobody has made."""
    query = _standing().where(
        _conversation.c.participant_id == participant_id,
        _conversation.c.office_id == office_id,
        *_TO_PHONE,
        ~_said_by(_conversation.c.participant_id),
    )
    return session.scalar(select(func.count()).select_from(query.subquery())) or 0


def phoned(
    session: Session, conversation_id: str, sequence: int, by: str, at: datetime, *, reached: bool, note: str
) -> bool:
    """Close a call. False when somebody did so before."""
    query = (
        update(IMPORTANT)
        .where(
            IMPORTANT.c.conversation_id == conversation_id,
            IMPORTANT.c.sequence == sequence,
            *_TO_PHONE,
        )
        .values(phoned_by=by, phoned_at=at, reached=reached, phone_note=note)
        .returning(IMPORTANT.c.sequence)
    )
    return session.execute(query).first() is not None


def by_place(session: Session, conversation_id: str, sequence: int) -> AnyRow | None:
    """One important message's row, or None."""
    here = (IMPORTANT.c.conversation_id == conversation_id) & (IMPORTANT.c.sequence == sequence)
    return session.execute(select(IMPORTANT).where(here)).one_or_none()
