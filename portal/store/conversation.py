"""Conversations: one for each participant, its messages clustered together, and how far each has read."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import (
    JSON,
    Date,
    ForeignKey,
    Index,
    Integer,
    String,
    Text,
    UniqueConstraint,
    and_,
    bindparam,
    func,
    literal,
    select,
    update,
)
from sqlalchemy.orm import Mapped, Session, mapped_column

from portal.domain.people import Role
from portal.store.base import AnyRow, Base, Moment, new_id, rows
from portal.store.engine import insert_once
from portal.store.office import Office
from portal.store.person import Person
from portal.store.redaction import REDACTION
from portal.store.submission import Submission


class Conversation(Base):
    """The conversation between a participant and the office's team. After a move a new one begins with the new
    office, and the old one stays behind the old office's lock.

    `waiting_for_us_since` is set by the participant's first unanswered message and cleared by our answer, so
    that later messages never push somebody back in the queue. `answer_by` is the day we promised, and `promise`
    the decision it comes from, as data.
    """

    __tablename__ = "conversation"
    __table_args__ = (
        UniqueConstraint("participant_id", "office_id"),
        Index("ix_conversation_office_waiting", "office_id", "waiting_for_us_since"),
    )

    id: Mapped[str] = mapped_column(String(36), primary_key=True, default=new_id)
    participant_id: Mapped[str] = mapped_column(ForeignKey(Person.id))
    office_id: Mapped[str] = mapped_column(ForeignKey(Office.id))
    last_sequence: Mapped[int] = mapped_column(default=0)
    last_at: Mapped[datetime | None] = mapped_column(Moment)
    waiting_for_us_since: Mapped[datetime | None] = mapped_column(Moment)
    waiting_for_them_since: Mapped[datetime | None] = mapped_column(Moment)
    answer_by: Mapped[date | None] = mapped_column(Date)
    promise: Mapped[dict[str, Any] | None] = mapped_column(JSON)


class Message(Base):
    """One message, never changed but by two people who take its text away (`portal.store.redaction`).

    The table is clustered by conversation, so a page of it is one read.
    """

    __tablename__ = "message"
    __table_args__ = {"sqlite_with_rowid": False}  # noqa: RUF012 -- SQLAlchemy reads this once, at class creation.

    conversation_id: Mapped[str] = mapped_column(ForeignKey(Conversation.id), primary_key=True)
    sequence: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    author_id: Mapped[str] = mapped_column(ForeignKey(Person.id))
    from_staff: Mapped[bool]
    text: Mapped[str] = mapped_column(Text)
    locale: Mapped[str] = mapped_column(String(12))
    sent_at: Mapped[datetime] = mapped_column(Moment)
    submission_id: Mapped[str | None] = mapped_column(ForeignKey(Submission.id))


class ReadMark(Base):
    """How far a person has read a conversation. Unread is what lies above the mark."""

    __tablename__ = "read_mark"

    conversation_id: Mapped[str] = mapped_column(ForeignKey(Conversation.id), primary_key=True)
    person_id: Mapped[str] = mapped_column(ForeignKey(Person.id), primary_key=True)
    sequence: Mapped[int] = mapped_column(default=0)


_conversation = rows(Conversation)
_message = rows(Message)
_mark = rows(ReadMark)
_person = rows(Person)

_THEIRS = (_conversation.c.participant_id == bindparam("participant_id")) & (
    _conversation.c.office_id == bindparam("office_id")
)
_OF_PARTICIPANT = select(_conversation).where(_THEIRS)
_NEWEST = (
    select(
        _message.c.sequence,
        _message.c.author_id,
        _message.c.from_staff,
        _message.c.text,
        _message.c.locale,
        _message.c.sent_at,
        REDACTION.c.kind.label("redacted"),
        REDACTION.c.agreed_at.label("redacted_at"),
        _person.c.name,
        _person.c.alias,
    )
    .join(_person, _person.c.id == _message.c.author_id)
    .outerjoin(
        REDACTION,
        and_(
            REDACTION.c.conversation_id == _message.c.conversation_id,
            REDACTION.c.sequence == _message.c.sequence,
            REDACTION.c.agreed_at.is_not(None),
        ),
    )
    .where(_message.c.conversation_id == bindparam("conversation_id"))
    .order_by(_message.c.sequence.desc())
    .limit(bindparam("limit", type_=Integer))
)
_NAMELESS = _NEWEST.with_only_columns(
    *(column for column in _NEWEST.selected_columns if column.name not in {"name", "alias"}),
    literal("").label("name"),
    literal("").label("alias"),
    maintain_column_froms=True,
)
_WITH_MARKS = (
    select(_conversation, _mark.c.person_id, _mark.c.sequence, _person.c.role)
    .outerjoin(_mark, _mark.c.conversation_id == _conversation.c.id)
    .outerjoin(_person, _person.c.id == _mark.c.person_id)
    .where(_THEIRS)
)
_UNREAD = (
    select(func.count())
    .select_from(_conversation)
    .outerjoin(
        _mark,
        and_(
            _mark.c.conversation_id == _conversation.c.id,
            _mark.c.person_id == bindparam("reader_id"),
        ),
    )
    .join(_message, _message.c.conversation_id == _conversation.c.id)
    .where(
        _THEIRS,
        _message.c.sequence > func.coalesce(_mark.c.sequence, 0),
        _message.c.from_staff.is_(True),
    )
)


def of_participant(session: Session, participant_id: str, office_id: str) -> AnyRow | None:
    """The participant's conversation with an office, or None before anybody has written."""
    values = {"participant_id": participant_id, "office_id": office_id}
    return session.execute(_OF_PARTICIPANT, values).one_or_none()


def begin(session: Session, participant_id: str, office_id: str) -> None:
    """Make the participant's conversation unless it is there already."""
    values = {"id": new_id(), "participant_id": participant_id, "office_id": office_id, "last_sequence": 0}
    insert_once(session, _conversation, values, ("participant_id", "office_id"))


def now_waiting_for_us(
    session: Session, conversation_id: str, since: datetime, answer_by: date, promise: dict[str, Any]
) -> None:
    """The participant waits. An earlier wait stands: later messages move neither its beginning nor its promise."""
    session.execute(
        update(_conversation)
        .where(_conversation.c.id == conversation_id, _conversation.c.waiting_for_us_since.is_(None))
        .values(waiting_for_us_since=since, answer_by=answer_by, promise=promise)
    )
    session.execute(
        update(_conversation).where(_conversation.c.id == conversation_id).values(waiting_for_them_since=None)
    )


def answered(session: Session, conversation_id: str) -> None:
    """We answered, so nobody waits for us any more."""
    session.execute(
        update(_conversation)
        .where(_conversation.c.id == conversation_id)
        .values(waiting_for_us_since=None, answer_by=None, promise=None)
    )


def next_sequence(session: Session, conversation_id: str, at: datetime) -> int:
    """Take the next place in the conversation.

    The update locks the conversation's row until commit, so the order of places is the order in which messages
    become visible: a reader who asks for what lies above the last place it saw misses nothing.
    """
    query = (
        update(_conversation)
        .where(_conversation.c.id == conversation_id)
        .values(last_sequence=_conversation.c.last_sequence + 1, last_at=at)
        .returning(_conversation.c.last_sequence)
    )
    return int(session.execute(query).scalar_one())


def messages(
    session: Session,
    conversation_id: str,
    *,
    before: int | None = None,
    limit: int = 30,
    names: bool = True,
) -> list[AnyRow]:
    """Messages with the author's name and alias, oldest first: the newest `limit`, or those before a place.

    Where a text was taken away, `redacted` says why and `redacted_at` when.
    Without `names`, for somebody whose whereabouts must show nowhere, both are empty.
    """
    values = {"conversation_id": conversation_id, "limit": limit, "before": before}
    query = _NEWEST if names else _NAMELESS
    if before is not None:
        query = query.where(_message.c.sequence < bindparam("before"))
    return list(session.execute(query, values))[::-1]


def mark_read(session: Session, conversation_id: str, person_id: str, sequence: int) -> bool:
    """Move the person's mark forward to `sequence`. False when it already stood there or beyond."""
    forward = (
        update(_mark)
        .where(
            _mark.c.conversation_id == conversation_id,
            _mark.c.person_id == person_id,
            _mark.c.sequence < sequence,
        )
        .values(sequence=sequence)
        .returning(_mark.c.sequence)
    )
    if session.execute(forward).first():
        return True
    values = {"conversation_id": conversation_id, "person_id": person_id, "sequence": sequence}
    if insert_once(session, _mark, values, ("conversation_id", "person_id")):
        return True
    # Another window may have set the first mark in between, and not as far as this one.
    return session.execute(forward).first() is not None


def with_marks(
    session: Session, participant_id: str, office_id: str
) -> tuple[AnyRow | None, dict[str, tuple[Role, int]]]:
    """The participant's conversation with an office, None before anybody has written, and how far each has read it."""
    found = list(session.execute(_WITH_MARKS, {"participant_id": participant_id, "office_id": office_id}))
    marks = {row.person_id: (row.role, row.sequence) for row in found if row.person_id is not None}
    return found[0] if found else None, marks


def unread(session: Session, participant_id: str, office_id: str, reader_id: str) -> int:
    """How many messages from staff the reader, the participant or who acts for them, has not read."""
    values = {"participant_id": participant_id, "office_id": office_id, "reader_id": reader_id}
    return session.scalar(_UNREAD, values) or 0
