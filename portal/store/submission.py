"""Submissions: the receipt of everything a person handed in, and the memory that makes a retry harmless."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, Index, Integer, String, UniqueConstraint, bindparam, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from portal.domain.submission import Channel, SubmissionKind
from portal.store.base import AnyRow, Base, Moment, Word, new_id, rows
from portal.store.person import Person


class Submission(Base):
    """One thing handed in once. `key` comes with the form, so the same form sent twice finds this row.

    `content` is what was sent, as shown on the receipt; `fingerprint` tells a retry from a reused key. `person_id` is
    whose it is; `by_id` is the representative who handed it in for them, empty when they did so themselves.
    `registered_by_id` is who of the staff wrote it down at `registered_at`, when it came by telephone or on paper:
    `received_at` is then when it came. Neither id has a foreign key, as SQLite adds none to a table that is there
    already. `sent_at` is what the sender's own clock said. `salt` and `seal` prove a copy true (`portal.domain.receipt`).
    """

    __tablename__ = "submission"
    __table_args__ = (
        UniqueConstraint("person_id", "key"),
        Index("ix_submission_person_received", "person_id", "received_at"),
    )

    id: Mapped[str] = mapped_column(String(36), primary_key=True, default=new_id)
    number: Mapped[str] = mapped_column(String(12), unique=True)
    person_id: Mapped[str] = mapped_column(ForeignKey(Person.id))
    by_id: Mapped[str | None] = mapped_column(String(36))
    key: Mapped[str] = mapped_column(String(64))
    fingerprint: Mapped[str] = mapped_column(String(64))
    kind: Mapped[SubmissionKind] = mapped_column(Word(SubmissionKind))
    received_at: Mapped[datetime] = mapped_column(Moment)
    sent_at: Mapped[datetime | None] = mapped_column(Moment)
    channel: Mapped[Channel] = mapped_column(Word(Channel), default=Channel.WEB)
    registered_by_id: Mapped[str | None] = mapped_column(String(36))
    registered_at: Mapped[datetime | None] = mapped_column(Moment)
    salt: Mapped[str] = mapped_column(String(32))
    seal: Mapped[str] = mapped_column(String(64))
    locale: Mapped[str] = mapped_column(String(12))
    content: Mapped[dict[str, Any]] = mapped_column(JSON)


_submission = rows(Submission)

_LATEST = (
    select(
        _submission.c.id,
        _submission.c.number,
        _submission.c.kind,
        _submission.c.received_at,
        _submission.c.by_id,
    )
    .where(_submission.c.person_id == bindparam("person_id"))
    .order_by(_submission.c.received_at.desc(), _submission.c.id.desc())
    .limit(bindparam("limit", type_=Integer))
)
_LATEST_BEFORE = _LATEST.where(
    (_submission.c.received_at < bindparam("before"))
    | ((_submission.c.received_at == bindparam("before")) & (_submission.c.id < bindparam("before_id")))
)


def by_key(session: Session, person_id: str, key: str) -> Submission | None:
    """What this person already handed in under `key`, or None."""
    return session.scalars(
        select(Submission).where(Submission.person_id == person_id, Submission.key == key)
    ).one_or_none()


def by_number(session: Session, number: str) -> AnyRow | None:
    """The submission with that number, whosever it is: for proving a receipt true, and for nothing else."""
    return session.execute(select(_submission).where(_submission.c.number == number)).one_or_none()


def of_person(
    session: Session, person_id: str, submission_id: str, by_id: str | None = None
) -> AnyRow | None:
    """One receipt, only for the person who owns it, or with `by_id` for the representative who handed it in."""
    query = select(_submission).where(_submission.c.id == submission_id, _submission.c.person_id == person_id)
    if by_id is not None:
        query = query.where(_submission.c.by_id == by_id)
    return session.execute(query).one_or_none()


def handed_in_for(session: Session, person_id: str, by_id: str, limit: int) -> list[AnyRow]:
    """What a representative has handed in for somebody, newest first."""
    query = (
        select(_submission)
        .where(_submission.c.person_id == person_id, _submission.c.by_id == by_id)
        .order_by(_submission.c.received_at.desc(), _submission.c.id.desc())
        .limit(limit)
    )
    return list(session.execute(query))


def latest(
    session: Session, person_id: str, *, before: tuple[datetime, str] | None = None, limit: int = 30
) -> list[AnyRow]:
    """Number, kind and time of the newest receipts, newest first.

    `before` is (received_at, id) of the last one already shown.
    """
    values: dict[str, object] = {"person_id": person_id, "limit": limit}
    if before is None:
        return list(session.execute(_LATEST, values))
    return list(session.execute(_LATEST_BEFORE, values | {"before": before[0], "before_id": before[1]}))
