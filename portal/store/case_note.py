"""Notes of the staff beside a conversation: short, and gone from the page after their last day."""

from datetime import date, datetime

from sqlalchemy import Date, ForeignKey, Index, String, Text, UniqueConstraint, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from portal.store.base import AnyRow, Base, Moment, new_id, rows
from portal.store.conversation import Conversation
from portal.store.engine import insert_once
from portal.store.person import Person


class CaseNote(Base):
    """One note. The staff with the case read it through `last_day`; the participant reads it when they ask for their data.

    `key` was drawn with the form, so that a note sent twice is one.
    """

    __tablename__ = "case_note"
    __table_args__ = (
        UniqueConstraint("written_by", "key"),
        Index("ix_case_note_conversation", "conversation_id", "last_day"),
        Index("ix_case_note_last_day", "last_day"),
    )

    id: Mapped[str] = mapped_column(String(36), primary_key=True, default=new_id)
    conversation_id: Mapped[str] = mapped_column(ForeignKey(Conversation.id))
    key: Mapped[str] = mapped_column(String(40))
    text: Mapped[str] = mapped_column(Text)
    locale: Mapped[str] = mapped_column(String(12))
    written_by: Mapped[str] = mapped_column(ForeignKey(Person.id))
    written_at: Mapped[datetime] = mapped_column(Moment)
    last_day: Mapped[date] = mapped_column(Date)


_note = rows(CaseNote)
_person = rows(Person)


def write(
    session: Session,
    conversation_id: str,
    key: str,
    text: str,
    *,
    locale: str,
    by: str,
    at: datetime,
    last_day: date,
) -> str | None:
    """Keep a note; its id, or None when the same form was sent before."""
    values = {
        "id": new_id(),
        "conversation_id": conversation_id,
        "key": key,
        "text": text,
        "locale": locale,
        "written_by": by,
        "written_at": at,
        "last_day": last_day,
    }
    return str(values["id"]) if insert_once(session, _note, values, ("written_by", "key")) else None


def standing(session: Session, participant_id: str, office_id: str, today: date) -> list[AnyRow]:
    """The notes of a case whose last day has not passed, newest first, with who wrote each."""
    conversation = rows(Conversation)
    query = (
        select(
            _note.c.id,
            _note.c.text,
            _note.c.locale,
            _note.c.written_at,
            _note.c.last_day,
            _person.c.name,
            _person.c.alias,
        )
        .join(conversation, conversation.c.id == _note.c.conversation_id)
        .join(_person, _person.c.id == _note.c.written_by)
        .where(
            conversation.c.participant_id == participant_id,
            conversation.c.office_id == office_id,
            _note.c.last_day >= today,
        )
        .order_by(_note.c.written_at.desc(), _note.c.id)
    )
    return list(session.execute(query))
