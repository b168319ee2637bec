"""Hand-overs: which colleague has a conversation to answer just now, from whom and why."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, String, Text, select, text, update
from sqlalchemy.orm import Mapped, Session, mapped_column

from portal.domain.desk import HandOverEnd
from portal.store.base import AnyRow, Base, Moment, Word, new_id, rows
from portal.store.conversation import Conversation
from portal.store.person import Person

_STANDS = text("ended_at IS NULL")


class HandOver(Base):
    """One conversation in one colleague's hands, until it is answered, given back or handed on.

    `reason` is from one of the staff to another. The database itself refuses that two have it at once.
    """

    __tablename__ = "hand_over"
    __table_args__ = (
        Index(
            "uq_hand_over_standing",
            "conversation_id",
            unique=True,
            sqlite_where=_STANDS,
            postgresql_where=_STANDS,
        ),
        Index("ix_hand_over_to", "handed_to", "ended_at"),
        Index("ix_hand_over_made_at", "made_at"),
    )

    id: Mapped[str] = mapped_column(String(36), primary_key=True, default=new_id)
    conversation_id: Mapped[str] = mapped_column(ForeignKey(Conversation.id))
    handed_to: Mapped[str] = mapped_column(ForeignKey(Person.id))
    handed_by: Mapped[str] = mapped_column(ForeignKey(Person.id))
    reason: Mapped[str] = mapped_column(Text)
    made_at: Mapped[datetime] = mapped_column(Moment)
    ended_at: Mapped[datetime | None] = mapped_column(Moment)
    ending: Mapped[HandOverEnd | None] = mapped_column(Word(HandOverEnd))


_hand_over = rows(HandOver)
_conversation = rows(Conversation)
_to = rows(Person).alias("receiver")
_by = rows(Person).alias("giver")


_STANDING = (
    select(
        _hand_over,
        _to.c.name.label("to_name"),
        _to.c.alias.label("to_alias"),
        _to.c.office_id.label("to_office"),
        _by.c.name.label("by_name"),
    )
    .join(_to, _to.c.id == _hand_over.c.handed_to)
    .join(_by, _by.c.id == _hand_over.c.handed_by)
    .where(_hand_over.c.ended_at.is_(None))
)


def standing(session: Session, conversation_id: str) -> AnyRow | None:
    """Who has the conversation now, with both names, and the colleague's alias and office; None for nobody."""
    query = _STANDING.where(_hand_over.c.conversation_id == conversation_id)
    return session.execute(query).one_or_none()


def of_case(session: Session, participant_id: str, office_id: str) -> AnyRow | None:
    """The same for the participant's conversation with an office, while it waits for an answer."""
    query = _STANDING.join(_conversation, _conversation.c.id == _hand_over.c.conversation_id).where(
        _conversation.c.participant_id == participant_id,
        _conversation.c.office_id == office_id,
        _conversation.c.waiting_for_us_since.is_not(None),
    )
    return session.execute(query).one_or_none()


def end(session: Session, conversation_id: str, ending: HandOverEnd, at: datetime) -> None:
    """End the hand-over that stands, if there is one."""
    session.execute(
        update(_hand_over)
        .where(_hand_over.c.conversation_id == conversation_id, _hand_over.c.ended_at.is_(None))
        .values(ended_at=at, ending=ending)
    )
