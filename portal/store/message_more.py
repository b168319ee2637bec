"""What a message carries besides its words, and the few seconds in which it can be taken back."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, Date, ForeignKey, String, bindparam, delete, select, update
from sqlalchemy.orm import Mapped, Session, mapped_column

from portal.domain.messages import Topic
from portal.store.base import AnyRow, Base, Moment, Word, rows

BEFORE = ("waiting_for_us_since", "waiting_for_them_since", "answer_by", "promise")
"""What a message changes of its conversation."""


class MessageMore(Base):
    """What a message is about, and how many files came with it. Only messages that have either have a row."""

    __tablename__ = "message_more"
    __table_args__ = {"sqlite_with_rowid": False}  # noqa: RUF012 -- SQLAlchemy reads this once, at class creation.

    conversation_id: Mapped[str] = mapped_column(ForeignKey("conversation.id"), primary_key=True)
    sequence: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    topic: Mapped[Topic | None] = mapped_column(Word(Topic))
    topic_id: Mapped[str] = mapped_column(String(36), default="")
    files: Mapped[int] = mapped_column(default=0)


class MessageUndo(Base):
    """How the conversation stood before a message that can still be taken back, or that one was.

    `undone_at` is empty until then, and `seen` whether the other side had read it. The row of a message that counts by now goes
    with the next one that is sent.
    """

    __tablename__ = "message_undo"
    __table_args__ = {"sqlite_with_rowid": False}  # noqa: RUF012 -- As above.

    conversation_id: Mapped[str] = mapped_column(ForeignKey("conversation.id"), primary_key=True)
    sequence: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    author_id: Mapped[str] = mapped_column(String(36))
    from_staff: Mapped[bool]
    sent_at: Mapped[datetime] = mapped_column(Moment)
    waiting_for_us_since: Mapped[datetime | None] = mapped_column(Moment)
    waiting_for_them_since: Mapped[datetime | None] = mapped_column(Moment)
    answer_by: Mapped[date | None] = mapped_column(Date)
    promise: Mapped[dict[str, Any] | None] = mapped_column(JSON)
    undone_at: Mapped[datetime | None] = mapped_column(Moment)
    seen: Mapped[bool] = mapped_column(default=False)


MORE = rows(MessageMore)
UNDONE = rows(MessageUndo)

_LINES = (
    select(UNDONE.c.sequence)
    .where(
        UNDONE.c.conversation_id == bindparam("conversation_id"),
        UNDONE.c.sequence.between(bindparam("first"), bindparam("last")),
        UNDONE.c.seen.is_(True),
    )
    .order_by(UNDONE.c.sequence)
)


def carry(session: Session, values: dict[str, Any]) -> None:
    """Keep what a message is about and how many files it brings."""
    session.execute(MORE.insert(), values)


def remember(session: Session, values: dict[str, Any], counts: datetime) -> None:
    """Keep how the conversation stood before a message, and forget it of those sent until `counts`: they count."""
    session.execute(
        delete(UNDONE).where(
            UNDONE.c.conversation_id == values["conversation_id"],
            UNDONE.c.undone_at.is_(None),
            UNDONE.c.sent_at <= counts,
        )
    )
    session.execute(UNDONE.insert(), values)


def before(session: Session, conversation_id: str, sequence: int) -> AnyRow | None:
    """How the conversation stood before a message, or None when that is remembered no more."""
    query = select(UNDONE).where(UNDONE.c.conversation_id == conversation_id, UNDONE.c.sequence == sequence)
    return session.execute(query).one_or_none()


def hand_on(session: Session, gone: AnyRow) -> bool:
    """Let the next message that stands remember what the one that goes remembered. False when none came after it."""
    after = (
        select(UNDONE.c.sequence)
        .where(
            UNDONE.c.conversation_id == gone.conversation_id,
            UNDONE.c.sequence > gone.sequence,
            UNDONE.c.undone_at.is_(None),
        )
        .order_by(UNDONE.c.sequence)
        .limit(1)
    )
    following = session.scalar(after)
    if following is None:
        return False
    session.execute(
        update(UNDONE)
        .where(UNDONE.c.conversation_id == gone.conversation_id, UNDONE.c.sequence == following)
        .values({name: getattr(gone, name) for name in BEFORE})
    )
    return True


def mark_undone(session: Session, gone: AnyRow, at: datetime, *, seen: bool) -> None:
    """Keep that the message was taken back, and that it was read by then."""
    session.execute(
        update(UNDONE)
        .where(UNDONE.c.conversation_id == gone.conversation_id, UNDONE.c.sequence == gone.sequence)
        .values(undone_at=at, seen=seen)
    )


def lines(session: Session, conversation_id: str, first: int, last: int) -> list[int]:
    """The places from `first` to `last` where a message stood that was read before it was taken back."""
    values = {"conversation_id": conversation_id, "first": first, "last": last}
    return list(session.scalars(_LINES, values))
