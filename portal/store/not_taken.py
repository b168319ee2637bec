"""What was written without network and could not be taken: kept for its owner, to write on with or throw away."""

from datetime import date, datetime

from sqlalchemy import JSON, ForeignKey, String, delete, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from portal.store.base import AnyRow, Base, Moment, rows
from portal.store.person import Person


class NotTaken(Base):
    """One form by its key: its address, its fields, the day in Norway and the moment by the phone's clock."""

    __tablename__ = "not_taken"

    person_id: Mapped[str] = mapped_column(ForeignKey(Person.id), primary_key=True)
    key: Mapped[str] = mapped_column(String(64), primary_key=True)
    path: Mapped[str] = mapped_column(String(40))
    fields: Mapped[dict[str, str]] = mapped_column(JSON)
    day: Mapped[date]
    sent_at: Mapped[datetime] = mapped_column(Moment)
    kept_at: Mapped[datetime] = mapped_column(Moment)


_kept = rows(NotTaken)


def save(session: Session, row: NotTaken, most: int) -> None:
    """Keep it in place of what the same form held before. Of more than `most` of one person the oldest go."""
    session.merge(row)
    session.flush()
    mine = select(_kept.c.key).where(_kept.c.person_id == row.person_id)
    too_many = session.scalars(mine.order_by(_kept.c.kept_at.desc(), _kept.c.key).offset(most)).all()
    if too_many:
        session.execute(
            delete(NotTaken).where(NotTaken.person_id == row.person_id, NotTaken.key.in_(too_many))
        )


def all_of(session: Session, person_id: str, since: datetime) -> list[AnyRow]:
    """Everything of that person's that was kept at `since` or later, by when it was written."""
    query = select(_kept).where(_kept.c.person_id == person_id, _kept.c.kept_at >= since)
    return list(session.execute(query.order_by(_kept.c.sent_at, _kept.c.key)))


def is_any(session: Session, person_id: str, since: datetime) -> bool:
    """Whether there is anything of the kind."""
    query = select(_kept.c.key).where(_kept.c.person_id == person_id, _kept.c.kept_at >= since)
    return session.scalar(query.limit(1)) is not None


def forget(session: Session, person_id: str, key: str) -> None:
    """It was sent after all, or thrown away."""
    session.execute(delete(NotTaken).where(NotTaken.person_id == person_id, NotTaken.key == key))
