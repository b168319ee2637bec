"""Proposals: the columns of what takes two people, and the one statement by which a second person answers."""

from datetime import datetime
from typing import Any

from sqlalchemy import CheckConstraint, ColumnElement, ForeignKey, String, Table, Text, update
from sqlalchemy.orm import Mapped, Session, mapped_column

from portal.domain.measures import ANSWER_WITHIN
from portal.store.base import Moment, new_id
from portal.store.person import Person


class TwoPeople:
    """Who proposed it, and who agreed to it or declined it with a reason. The database itself refuses one for both."""

    id: Mapped[str] = mapped_column(String(36), primary_key=True, default=new_id)
    proposed_by: Mapped[str] = mapped_column(ForeignKey(Person.id))
    proposed_at: Mapped[datetime] = mapped_column(Moment)
    agreed_by: Mapped[str | None] = mapped_column(ForeignKey(Person.id))
    agreed_at: Mapped[datetime | None] = mapped_column(Moment)
    declined_by: Mapped[str | None] = mapped_column(ForeignKey(Person.id))
    declined_at: Mapped[datetime | None] = mapped_column(Moment)
    decline_reason: Mapped[str] = mapped_column(Text, default="")


def two_people() -> tuple[CheckConstraint, CheckConstraint]:
    """The constraints that every such table has."""
    return (
        CheckConstraint("agreed_by <> proposed_by", name="two_people"),
        CheckConstraint("declined_by <> proposed_by", name="two_to_decline"),
    )


def waits(table: Table, now: datetime) -> ColumnElement[bool]:
    """Whether a proposal still waits for a second person."""
    unanswered = table.c.agreed_at.is_(None) & table.c.declined_at.is_(None)
    return unanswered & (table.c.proposed_at > now - ANSWER_WITHIN)


def agree(session: Session, table: Table, proposal_id: str, by: str, now: datetime) -> bool:
    """Somebody agrees. False when they proposed it themselves or when it waits no more.

    It is one statement with its conditions, so that of two windows at once only one can be the second person.
    """
    return _answer(session, table, proposal_id, by, now, {"agreed_by": by, "agreed_at": now})


def decline(session: Session, table: Table, proposal_id: str, by: str, now: datetime, reason: str) -> bool:
    """Somebody declines. False as for `agree`."""
    values = {"declined_by": by, "declined_at": now, "decline_reason": reason}
    return _answer(session, table, proposal_id, by, now, values)


def _answer(
    session: Session,
    table: Table,
    proposal_id: str,
    by: str,
    now: datetime,
    values: dict[str, Any],
) -> bool:
    query = (
        update(table)
        .where(table.c.id == proposal_id, table.c.proposed_by != by, waits(table, now))
        .values(values)
        .returning(table.c.id)
    )
    return session.execute(query).first() is not None
