"""Events: what happened in a case, written in the same transaction as what it speaks of."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from portal.store.base import Base, Moment, new_id
from portal.store.person import Person


class EventRow(Base):
    """One event: its kind, its actor and the ids it speaks of; never a person's words.

    Where `data` says `by_the_clock`, nobody acted: `actor_id` is then whose earlier deed it follows from.
    """

    __tablename__ = "event"
    __table_args__ = (Index("ix_event_participant_at", "participant_id", "at"),)

    id: Mapped[str] = mapped_column(String(36), primary_key=True, default=new_id)
    at: Mapped[datetime] = mapped_column(Moment)
    kind: Mapped[str] = mapped_column(String(40))
    participant_id: Mapped[str] = mapped_column(ForeignKey(Person.id))
    office_id: Mapped[str] = mapped_column(String(36))
    actor_id: Mapped[str] = mapped_column(ForeignKey(Person.id))
    data: Mapped[dict[str, Any]] = mapped_column(JSON)
