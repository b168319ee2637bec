"""What a participant's calendar has been told: enough to count its changes and to take back what is gone."""

from datetime import datetime

from sqlalchemy import ForeignKey, String, delete, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from portal.store.base import AnyRow, Base, Moment, rows
from portal.store.person import Person


class CalendarEntry(Base):
    """One entry of the feed as a calendar last read it, by the key that names it for ever. No word of it is kept.

    `sequence` has grown with each change, and `mark` is a hash of what was told, empty once it was taken back. After
    `over_at` nothing of it is to come. `ends_at` None: it is of the whole day that begins with `starts_at`.
    """

    __tablename__ = "calendar_entry"

    person_id: Mapped[str] = mapped_column(ForeignKey(Person.id), primary_key=True)
    key: Mapped[str] = mapped_column(String(120), primary_key=True)
    sequence: Mapped[int]
    mark: Mapped[str] = mapped_column(String(64))
    starts_at: Mapped[datetime] = mapped_column(Moment)
    ends_at: Mapped[datetime | None] = mapped_column(Moment)
    over_at: Mapped[datetime] = mapped_column(Moment)


_entry = rows(CalendarEntry)


def of_person(session: Session, person_id: str) -> list[AnyRow]:
    """Everything that the person's calendar has been told and may still show."""
    return list(session.execute(select(_entry).where(_entry.c.person_id == person_id).order_by(_entry.c.key)))


def put(session: Session, entries: list[CalendarEntry]) -> None:
    """Keep these in the place of those with the same keys."""
    for entry in entries:
        session.merge(entry)
    session.flush()


def forget(session: Session, person_id: str | None) -> None:
    """Drop what a person's calendar has been told, or everybody's: its address has stopped working."""
    query = delete(_entry)
    session.execute(query if person_id is None else query.where(_entry.c.person_id == person_id))
