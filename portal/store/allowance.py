"""Allowances: how much somebody has left of what they may do within a time, one row for each kind."""

from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import BigInteger, String, case, delete, literal, select, update
from sqlalchemy.orm import Mapped, Session, mapped_column

from portal.domain.allowance import Counted, Rate
from portal.store.base import Base, Moment, Word, rows
from portal.store.engine import insert_once, take_turn

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
MICROSECOND = timedelta(microseconds=1)


class Allowance(Base):
    """When an allowance is full again: `full_at`, in microseconds since 1970, for reckoning in the database itself.

    `who` is a person's id or the keyed hash of a network address; there is no foreign key, as neither needs the other.
    After `until` the row says nothing any more, and may be swept at any time.
    """

    __tablename__ = "allowance"

    who: Mapped[str] = mapped_column(String(64), primary_key=True)
    kind: Mapped[Counted] = mapped_column(Word(Counted), primary_key=True)
    full_at: Mapped[int] = mapped_column(BigInteger)
    until: Mapped[datetime] = mapped_column(Moment)


_allowance = rows(Allowance)


def spend(session: Session, who: str, kind: Counted, now: datetime, rate: Rate) -> int:
    """Take one from an allowance. Returns 0, or after how many microseconds there will be one to take.

    One conditional update does it, so that two requests at once cannot take the same one: the second waits for the
    first, and then the condition is asked again.
    """
    if _take(session, who, kind, now, rate):
        return 0
    at = (now - EPOCH) // MICROSECOND
    first = {"who": who, "kind": kind, "full_at": at + rate.step, "until": now + rate.within}
    if insert_once(session, _allowance, first, ("who", "kind")) or _take(session, who, kind, now, rate):
        return 0
    full_at = session.scalar(select(_allowance.c.full_at).where(*_row(who, kind)))
    return max(1, int(full_at or 0) + rate.step - rate.whole - at)


def forget_full(session: Session, now: datetime) -> None:
    """Drop the rows that are full again; they say nothing that a missing row does not."""
    # Two who swept at once could each wait for a row of the other.
    take_turn(session, "allowance")
    session.execute(delete(_allowance).where(_allowance.c.until <= now))


def _take(session: Session, who: str, kind: Counted, now: datetime, rate: Rate) -> bool:
    full_at, at = _allowance.c.full_at, (now - EPOCH) // MICROSECOND
    # Further off than a whole allowance only when the clock has been turned back. Nobody is made to wait for that.
    waits = (full_at > at) & (full_at <= at + rate.whole)
    after = case((waits, full_at), else_=literal(at, BigInteger)) + rate.step
    taken = session.execute(
        update(_allowance)
        .where(*_row(who, kind), after <= at + rate.whole)
        .values(full_at=after, until=now + rate.within)
        .returning(full_at)
    )
    return taken.first() is not None


def _row(who: str, kind: Counted) -> tuple[Any, Any]:
    return _allowance.c.who == who, _allowance.c.kind == kind
