"""What is good for one use only: remembered as a hash until it has run out by itself."""

from datetime import datetime

from sqlalchemy import String, delete, insert
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Mapped, Session, mapped_column

from portal.store.base import Base, Moment, rows


class Used(Base):
    """The hash of something that has been used, and until when that must be remembered."""

    __tablename__ = "used"

    hash: Mapped[str] = mapped_column(String(64), primary_key=True)
    until: Mapped[datetime] = mapped_column(Moment, index=True)


def use(session: Session, digest: str, until: datetime, now: datetime) -> bool:
    """Use it up. False when it was used before; two at the same time cannot both be first."""
    table = rows(Used)
    session.execute(delete(table).where(table.c.until < now))
    try:
        with session.begin_nested():
            session.execute(insert(table).values(hash=digest, until=until))
    except IntegrityError:
        return False
    return True
