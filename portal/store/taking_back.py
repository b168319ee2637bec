"""Taking back a message that does not count yet: it goes from its conversation, and its words from every copy of it."""

from collections.abc import Iterator
from datetime import datetime

from sqlalchemy import Table, delete, exists, func, select, update
from sqlalchemy.orm import Session

from portal.domain.notices import NoticeState
from portal.store.base import AnyRow, Base, rows
from portal.store.conversation import Conversation
from portal.store.message import Message
from portal.store.message_desk import AUTOMATIC
from portal.store.message_more import UNDONE
from portal.store.notice import Notice
from portal.store.submission import Submission

PLACE = ("conversation_id", "sequence")
_conversation, _message = rows(Conversation), rows(Message)
_notice, _submission = rows(Notice), rows(Submission)


def written(session: Session, conversation_id: str, sequence: int) -> AnyRow | None:
    """The message in that place, without its words, or None."""
    query = select(_message.c.author_id, _message.c.sent_at, _message.c.submission_id).where(
        _message.c.conversation_id == conversation_id, _message.c.sequence == sequence
    )
    return session.execute(query).one_or_none()


def take_back(
    session: Session, conversation_id: str, sequence: int, receipt_id: str | None, at: datetime
) -> None:
    """Remove a message with all that hangs on it, drop its notice, and leave on its receipt only that it was taken back.

    The receipt's fingerprint stays, so that the same form sent again is still one.
    """
    for table in hanging():
        here = (table.c.conversation_id == conversation_id) & (table.c.sequence == sequence)
        session.execute(delete(table).where(here))
    here = (_message.c.conversation_id == conversation_id) & (_message.c.sequence == sequence)
    session.execute(delete(_message).where(here))
    session.execute(
        update(_notice)
        .where(
            _notice.c.conversation_id == conversation_id,
            _notice.c.sequence == sequence,
            _notice.c.state == NoticeState.QUEUED,
        )
        .values(state=NoticeState.DROPPED)
    )
    last = select(func.max(_message.c.sent_at)).where(_message.c.conversation_id == conversation_id)
    session.execute(
        update(_conversation)
        .where(_conversation.c.id == conversation_id)
        .values(last_at=last.scalar_subquery())
    )
    if receipt_id is not None:
        told = {"text": "", "undone_at": at.isoformat()}
        session.execute(update(_submission).where(_submission.c.id == receipt_id).values(content=told))


def said_to_nobody(session: Session, conversation_id: str) -> list[int]:
    """The places of automatic words to which no message stands any more.

    A word is said right after the message that it is said to, and holds for what its author writes after that as well.
    """
    heard = exists().where(
        _message.c.conversation_id == AUTOMATIC.c.conversation_id,
        _message.c.sequence >= AUTOMATIC.c.sequence - 1,
        _message.c.from_staff.is_(False),
    )
    query = select(AUTOMATIC.c.sequence).where(AUTOMATIC.c.conversation_id == conversation_id, ~heard)
    return list(session.scalars(query.order_by(AUTOMATIC.c.sequence)))


def hanging() -> Iterator[Table]:
    """Every table with rows of one message by its place, but for what remembers that it was taken back."""
    for table in reversed(Base.metadata.sorted_tables):
        key = tuple(column.name for column in table.primary_key)
        if key[: len(PLACE)] == PLACE and table.name not in {_message.name, UNDONE.name}:
            yield table
