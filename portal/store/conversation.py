"""Conversations: one for each participant and office, who waits for whom, and how far each has read."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import (
    JSON,
    Date,
    ForeignKey,
    Index,
    String,
    UniqueConstraint,
    bindparam,
    case,
    exists,
    literal,
    select,
    update,
)
from sqlalchemy.orm import Mapped, Session, mapped_column

from portal.domain.people import Role
from portal.store.base import AnyRow, Base, Moment, new_id, rows
from portal.store.engine import insert_once
from portal.store.message_more import BEFORE, UNDONE
from portal.store.office import Office
from portal.store.person import Person


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
        Index("ix_conversation_answer_by", "answer_by"),
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


class ReadMark(Base):
    """How far a person has read a conversation. Unread is what lies above the mark."""

    __tablename__ = "read_mark"

    conversation_id: Mapped[str] = mapped_column(ForeignKey(Conversation.id), primary_key=True)
    person_id: Mapped[str] = mapped_column(ForeignKey(Person.id), primary_key=True)
    sequence: Mapped[int] = mapped_column(default=0)


_conversation = rows(Conversation)
_mark = rows(ReadMark)
_person = rows(Person)

_THEIRS = (_conversation.c.participant_id == bindparam("participant_id")) & (
    _conversation.c.office_id == bindparam("office_id")
)
_OF_PARTICIPANT = select(_conversation).where(_THEIRS)
_WITH_MARKS = (
    select(
        _conversation,
        _mark.c.person_id,
        _mark.c.sequence,
        _person.c.role,
        # Hardly any conversation has one, and only those that have are asked for their places.
        exists().where(UNDONE.c.conversation_id == _conversation.c.id, UNDONE.c.seen).label("has_undone"),
    )
    .outerjoin(_mark, _mark.c.conversation_id == _conversation.c.id)
    .outerjoin(_person, _person.c.id == _mark.c.person_id)
    .where(_THEIRS)
)


def of_participant(session: Session, participant_id: str, office_id: str) -> AnyRow | None:
    """The participant's conversation with an office, or None before anybody has written."""
    values = {"participant_id": participant_id, "office_id": office_id}
    return session.execute(_OF_PARTICIPANT, values).one_or_none()


def held(session: Session, participant_id: str, office_id: str) -> AnyRow | None:
    """The same, and nobody else writes into it or answers before the commit."""
    values = {"participant_id": participant_id, "office_id": office_id}
    return session.execute(_OF_PARTICIPANT.with_for_update(), values).one_or_none()


def begin(session: Session, participant_id: str, office_id: str) -> None:
    """Make the participant's conversation unless it is there already."""
    values = {"id": new_id(), "participant_id": participant_id, "office_id": office_id, "last_sequence": 0}
    insert_once(session, _conversation, values, ("participant_id", "office_id"))


def now_waiting_for_us(
    session: Session, conversation_id: str, since: datetime, answer_by: date, promise: dict[str, Any]
) -> None:
    """The participant waits. An earlier wait stands: a later message moves neither its beginning nor its promise back.

    One that cannot wait as long brings the promise forward.
    """
    promised = {"answer_by": answer_by, "promise": promise}
    theirs = update(_conversation).where(_conversation.c.id == conversation_id)
    session.execute(
        theirs.where(_conversation.c.waiting_for_us_since.is_(None)).values(
            waiting_for_us_since=since, **promised
        )
    )
    session.execute(theirs.where(_conversation.c.answer_by > answer_by).values(**promised))
    session.execute(theirs.values(waiting_for_them_since=None))


def answered(session: Session, conversation_id: str) -> None:
    """We answered, or no answer is needed, so nobody waits for us any more."""
    session.execute(
        update(_conversation)
        .where(_conversation.c.id == conversation_id)
        .values(waiting_for_us_since=None, answer_by=None, promise=None)
    )


def now_waiting_for_them(session: Session, conversation_id: str, since: datetime | None) -> None:
    """We wait for the participant since then; with None we do not. An earlier wait of ours keeps its beginning."""
    began = case(
        (_conversation.c.waiting_for_them_since.is_(None), literal(since, Moment)),
        else_=_conversation.c.waiting_for_them_since,
    )
    session.execute(
        update(_conversation)
        .where(_conversation.c.id == conversation_id)
        .values(waiting_for_them_since=None if since is None else began)
    )


def put_back(session: Session, conversation_id: str, stood: AnyRow) -> None:
    """Let it stand again who waits for whom, and what was promised, as it did before."""
    session.execute(
        update(_conversation)
        .where(_conversation.c.id == conversation_id)
        .values({name: getattr(stood, name) for name in BEFORE})
    )


def next_sequence(session: Session, conversation_id: str, at: datetime) -> int:
    """Take the next place in the conversation (`next_place`), and nothing more."""
    return int(next_place(session, conversation_id, at).last_sequence)


def next_place(session: Session, conversation_id: str, at: datetime) -> AnyRow:
    """Take the next place in the conversation: `last_sequence`, with who waited for whom until now.

    The update locks the conversation's row until commit, so the order of places is the order in which messages
    become visible: a reader who asks for what lies above the last place it saw misses nothing.
    """
    query = (
        update(_conversation)
        .where(_conversation.c.id == conversation_id)
        .values(last_sequence=_conversation.c.last_sequence + 1, last_at=at)
        .returning(_conversation.c.last_sequence, *(_conversation.c[name] for name in BEFORE))
    )
    return session.execute(query).one()


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
