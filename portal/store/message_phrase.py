"""What messages were put together from: a phrase, what stood in its slots, and the wordings that were shown."""

from typing import Any

from sqlalchemy import JSON, ForeignKey, String, delete
from sqlalchemy.orm import Mapped, Session, mapped_column

from portal.domain.phrases import Values
from portal.store.base import Base, rows


class MessagePhrase(Base):
    """The phrase of one message. `wordings` are what it said when it was sent, by language, and never change.

    The table points at the conversation by its name, because the messages' own file reads it. It goes with the text when
    that is taken away.
    """

    __tablename__ = "message_phrase"
    __table_args__ = {"sqlite_with_rowid": False}  # noqa: RUF012 -- SQLAlchemy reads this once, at class creation.

    conversation_id: Mapped[str] = mapped_column(ForeignKey("conversation.id"), primary_key=True)
    sequence: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    phrase: Mapped[str] = mapped_column(String(40))
    version: Mapped[int]
    slots: Mapped[dict[str, Any]] = mapped_column(JSON)
    wordings: Mapped[dict[str, Any]] = mapped_column(JSON)


MESSAGE_PHRASE = rows(MessagePhrase)


def keep(
    session: Session,
    place: tuple[str, int],
    phrase: tuple[str, int],
    slots: Values,
    wordings: dict[str, str],
) -> None:
    """Write down the phrase, by its id and version, of the message at a place: its conversation and its number there."""
    values = {"conversation_id": place[0], "sequence": place[1], "phrase": phrase[0], "version": phrase[1]}
    session.execute(MESSAGE_PHRASE.insert(), {**values, "slots": dict(slots), "wordings": wordings})


def forget(session: Session, conversation_id: str, sequence: int) -> None:
    """Let nothing be left of what the message said."""
    here = (MESSAGE_PHRASE.c.conversation_id == conversation_id) & (MESSAGE_PHRASE.c.sequence == sequence)
    session.execute(delete(MESSAGE_PHRASE).where(here))
