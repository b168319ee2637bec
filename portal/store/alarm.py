"""Alarms: why a conversation lies on top of the staff's list, until one of them takes the mark away."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, and_, func, select, update
from sqlalchemy.orm import Mapped, Session, mapped_column

from portal.domain.alarms import AlarmKind
from portal.store.base import AnyRow, Base, Moment, Within, Word, rows
from portal.store.conversation import Conversation
from portal.store.message import Message
from portal.store.person import Person


class Alarm(Base):
    """The mark on one message. It holds no word of it. Who takes it away stays with it."""

    __tablename__ = "alarm"
    __table_args__ = (Index("ix_alarm_taken", "taken_at"),)

    conversation_id: Mapped[str] = mapped_column(ForeignKey(Conversation.id), primary_key=True)
    sequence: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    kind: Mapped[AlarmKind] = mapped_column(Word(AlarmKind))
    raised_at: Mapped[datetime] = mapped_column(Moment)
    taken_by: Mapped[str | None] = mapped_column(ForeignKey(Person.id))
    taken_at: Mapped[datetime | None] = mapped_column(Moment)


_alarm = rows(Alarm)
_conversation = rows(Conversation)
_message = rows(Message)
_person = rows(Person)


def sound(session: Session, conversation_id: str, sequence: int, kind: AlarmKind, at: datetime) -> None:
    """Mark a message."""
    values = {"conversation_id": conversation_id, "sequence": sequence, "kind": kind, "raised_at": at}
    session.execute(_alarm.insert(), values)


def standing(session: Session, offices: list[str], within: Within) -> list[AnyRow]:
    """Every alarm at these offices that nobody has taken away, oldest first, with whose it is and how the message begins."""
    query = (
        select(
            _alarm.c.conversation_id,
            _alarm.c.sequence,
            _alarm.c.kind,
            _alarm.c.raised_at,
            _conversation.c.participant_id,
            _person.c.name,
            _message.c.locale,
            func.substr(_message.c.text, 1, 120).label("beginning"),
        )
        .join(_conversation, _conversation.c.id == _alarm.c.conversation_id)
        .join(_person, _person.c.id == _conversation.c.participant_id)
        .join(
            _message,
            and_(
                _message.c.conversation_id == _alarm.c.conversation_id,
                _message.c.sequence == _alarm.c.sequence,
            ),
        )
        .where(
            _alarm.c.taken_at.is_(None),
            _conversation.c.office_id.in_(offices),
            # After a move the old office's lock is closed.
            _conversation.c.office_id == _person.c.office_id,
            within(_person),
        )
        .order_by(_alarm.c.raised_at, _alarm.c.conversation_id, _alarm.c.sequence)
    )
    return list(session.execute(query))


def of_conversation(session: Session, conversation_id: str, sequences: list[int]) -> list[AnyRow]:
    """The alarms of these messages: `sequence`, `kind` and when and by whom the mark was taken away."""
    query = (
        select(_alarm.c.sequence, _alarm.c.kind, _alarm.c.taken_at, _person.c.name.label("taken_by"))
        .outerjoin(_person, _person.c.id == _alarm.c.taken_by)
        .where(_alarm.c.conversation_id == conversation_id, _alarm.c.sequence.in_(sequences))
    )
    return list(session.execute(query))


def of_receipt(session: Session, submission_id: str) -> AnyRow | None:
    """The alarm of the message that a receipt is for, None when it set none off."""
    query = select(_alarm.c.kind).join(
        _message,
        and_(
            _message.c.conversation_id == _alarm.c.conversation_id, _message.c.sequence == _alarm.c.sequence
        ),
    )
    return session.execute(query.where(_message.c.submission_id == submission_id)).one_or_none()


def take_away(session: Session, conversation_id: str, sequence: int, by: str, at: datetime) -> bool:
    """Take a mark away. False when there is none, or none any more."""
    query = (
        update(_alarm)
        .where(
            _alarm.c.conversation_id == conversation_id,
            _alarm.c.sequence == sequence,
            _alarm.c.taken_at.is_(None),
        )
        .values(taken_by=by, taken_at=at)
        .returning(_alarm.c.sequence)
    )
    return session.execute(query).first() is not None


def count_standing(session: Session, participant_id: str, office_id: str) -> int:
    """How many alarms of one participant nobody has taken away."""
    query = (
        select(func.count())
        .select_from(_alarm)
        .join(_conversation, _conversation.c.id == _alarm.c.conversation_id)
        .where(
            _alarm.c.taken_at.is_(None),
            _conversation.c.participant_id == participant_id,
            _conversation.c.office_id == office_id,
        )
    )
    return session.scalar(query) or 0
