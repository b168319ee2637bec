"""What the office's desk puts beside a single message: that it is automatic, was a mistake, or belongs in the journal."""

from datetime import date, datetime

from sqlalchemy import Date, ForeignKey, Index, String, exists, select, update
from sqlalchemy.orm import Mapped, Session, mapped_column

from portal.domain.desk import AutomaticKind, MistakeKind
from portal.store.base import AnyRow, Base, Moment, Word, rows
from portal.store.engine import insert_once
from portal.store.person import Person


class AutomaticWord(Base):
    """A message that the portal wrote: what it says and the days in it, and never a text.

    Each reader reads it in their own language. `wording` is the sentence that was shown then: a sentence that is
    changed later gets the next number, and the old one stays. The tables of this file point at the conversation by its
    name, because the messages' own file reads them.
    """

    __tablename__ = "automatic_word"
    __table_args__ = (
        # One for each participant and cover, also when two messages arrive at once.
        Index("uq_automatic_word_cover", "conversation_id", "cover_id", unique=True),
    )

    conversation_id: Mapped[str] = mapped_column(ForeignKey("conversation.id"), primary_key=True)
    sequence: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    kind: Mapped[AutomaticKind] = mapped_column(Word(AutomaticKind))
    wording: Mapped[int]
    until: Mapped[date] = mapped_column(Date)
    answer_by: Mapped[date | None] = mapped_column(Date)
    # A bare id: covers are forgotten after a year, and what was said stays.
    cover_id: Mapped[str] = mapped_column(String(36))


class Mistake(Base):
    """A message of the office that was sent by mistake. Its text stays: two people take a text away, and nobody alone."""

    __tablename__ = "message_mistake"

    conversation_id: Mapped[str] = mapped_column(ForeignKey("conversation.id"), primary_key=True)
    sequence: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    kind: Mapped[MistakeKind] = mapped_column(Word(MistakeKind))
    marked_by: Mapped[str] = mapped_column(ForeignKey(Person.id))
    marked_at: Mapped[datetime] = mapped_column(Moment)


class JournalMark(Base):
    """A message that belongs in the case system's journal. `journalled_on` is empty until somebody has put it there."""

    __tablename__ = "journal_mark"

    conversation_id: Mapped[str] = mapped_column(ForeignKey("conversation.id"), primary_key=True)
    sequence: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    journalled_on: Mapped[date | None] = mapped_column(Date)
    reference: Mapped[str] = mapped_column(String(40), default="")
    marked_by: Mapped[str] = mapped_column(ForeignKey(Person.id))
    marked_at: Mapped[datetime] = mapped_column(Moment)


AUTOMATIC = rows(AutomaticWord)
MISTAKE = rows(Mistake)
JOURNAL = rows(JournalMark)


def put_automatic(
    session: Session,
    conversation_id: str,
    sequence: int,
    cover_id: str,
    *,
    wording: int,
    until: date,
    answer_by: date | None,
) -> None:
    """Say of the message in that place that it is the automatic word about a cover."""
    values = {
        "conversation_id": conversation_id,
        "sequence": sequence,
        "kind": AutomaticKind.AWAY,
        "wording": wording,
        "until": until,
        "answer_by": answer_by,
        "cover_id": cover_id,
    }
    session.execute(AUTOMATIC.insert(), values)


def told_of(session: Session, conversation_id: str, cover_ids: list[str]) -> bool:
    """Whether the conversation has had the automatic word about any of these covers."""
    query = select(
        exists().where(
            AUTOMATIC.c.conversation_id == conversation_id,
            AUTOMATIC.c.cover_id.in_(cover_ids),
        )
    )
    return bool(session.scalar(query))


def mark_mistake(
    session: Session, conversation_id: str, sequence: int, kind: MistakeKind, by: str, at: datetime
) -> bool:
    """Mark a message as a mistake. False when it was marked before; the first mark stands."""
    values = {
        "conversation_id": conversation_id,
        "sequence": sequence,
        "kind": kind,
        "marked_by": by,
        "marked_at": at,
    }
    return insert_once(session, MISTAKE, values, ("conversation_id", "sequence"))


def journal_of(session: Session, conversation_id: str, sequence: int) -> AnyRow | None:
    """The message's mark for the journal, or None."""
    query = select(JOURNAL).where(
        JOURNAL.c.conversation_id == conversation_id, JOURNAL.c.sequence == sequence
    )
    return session.execute(query).one_or_none()


def mark_journal(
    session: Session,
    conversation_id: str,
    sequence: int,
    *,
    on: date | None,
    reference: str,
    by: str,
    at: datetime,
) -> None:
    """Set the mark, or change it: the last hand that touched it stands there."""
    said = {"journalled_on": on, "reference": reference, "marked_by": by, "marked_at": at}
    values = {"conversation_id": conversation_id, "sequence": sequence, **said}
    if not insert_once(session, JOURNAL, values, ("conversation_id", "sequence")):
        here = (JOURNAL.c.conversation_id == conversation_id) & (JOURNAL.c.sequence == sequence)
        session.execute(update(JOURNAL).where(here).values(said))
