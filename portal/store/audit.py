"""The audit trail: who looked at whose case, each row sealed with the row before it."""

import hashlib
import hmac
import json
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import BigInteger, ColumnElement, Index, Integer, String, bindparam, case, func, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from portal.store.base import AnyRow, Base, Moment, rows
from portal.store.person import Person

FIRST = "0" * 64
"""What the first row is sealed with instead of a row before it."""

BATCH = 1000


class AuditRow(Base):
    """One look, granted or refused. Rows are only ever added; the database itself refuses to change or remove one.

    There are no foreign keys: the trail outlives what it speaks of. `seal` is an HMAC over the seal before and
    everything in the row, so that a changed, removed or inserted row breaks every seal after it.
    """

    __tablename__ = "audit"
    __table_args__ = (
        Index("ix_audit_participant_at", "participant_id", "at"),
        Index("ix_audit_actor_at", "actor_id", "at"),
    )

    # SQLite numbers rows by itself only for the type it calls INTEGER; here the writer gives the number.
    sequence: Mapped[int] = mapped_column(
        BigInteger().with_variant(Integer(), "sqlite"), primary_key=True, autoincrement=False
    )
    at: Mapped[datetime] = mapped_column(Moment)
    actor_id: Mapped[str] = mapped_column(String(36))
    actor_role: Mapped[str] = mapped_column(String(32))
    office_id: Mapped[str | None] = mapped_column(String(36))
    participant_id: Mapped[str | None] = mapped_column(String(36))
    what: Mapped[str] = mapped_column(String(32))
    why: Mapped[str] = mapped_column(String(200))
    granted: Mapped[bool]
    seal: Mapped[str] = mapped_column(String(64))


_audit = rows(AuditRow)
_person = rows(Person)

_HEAD = select(_audit.c.sequence, _audit.c.seal).order_by(_audit.c.sequence.desc()).limit(1)
_OF_PARTICIPANT = (
    select(_audit.c.at, _audit.c.what, _audit.c.why, _audit.c.actor_id, _audit.c.actor_role, _person.c.alias)
    .outerjoin(_person, _person.c.id == _audit.c.actor_id)
    .where(_audit.c.participant_id == bindparam("participant_id"), _audit.c.granted)
    .order_by(_audit.c.sequence.desc())
    .limit(bindparam("limit", type_=Integer))
)


def how_many_cases() -> ColumnElement[int]:
    """Of a group of rows the different cases, and each refusal that is about nobody: a guess that found nobody."""
    guess = _audit.c.participant_id.is_(None) & _audit.c.granted.is_(False)
    return func.count(_audit.c.participant_id.distinct()) + func.count(case((guess, 1)))


_CASES = select(how_many_cases()).where(
    _audit.c.actor_id == bindparam("actor_id"), _audit.c.at >= bindparam("since")
)


def sealed(key: bytes, before: str, row: dict[str, Any]) -> str:
    """The seal of a row: hexadecimal HMAC-SHA256 over the seal before it and the row's own values."""
    values = {name: value for name, value in row.items() if name != "seal"}
    values["at"] = values["at"].astimezone(UTC).isoformat()
    text = json.dumps(values, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hmac.new(key, f"{before}\n{text}".encode(), hashlib.sha256).hexdigest()


def append(session: Session, key: bytes, entries: list[dict[str, Any]]) -> None:
    """Add rows in order. The caller's transaction must have taken its turn among writers (`engine.take_turn`)."""
    head = session.execute(_HEAD).one_or_none()
    sequence, before = (head.sequence, head.seal) if head else (0, FIRST)
    added = []
    for entry in entries:
        sequence += 1
        row = {"sequence": sequence, **entry}
        before = sealed(key, before, row)
        added.append(row | {"seal": before})
    session.execute(_audit.insert(), added)


def head(session: Session) -> AnyRow | None:
    """The newest row's number and seal, or None before there is one."""
    return session.execute(_HEAD).one_or_none()


def all_rows(session: Session, after: int = 0) -> Iterator[AnyRow]:
    """Every row above a number, oldest first, a batch at a time."""
    while True:
        query = select(_audit).where(_audit.c.sequence > after).order_by(_audit.c.sequence).limit(BATCH)
        batch = session.execute(query).all()
        if not batch:
            return
        yield from batch
        after = batch[-1].sequence


def of_participant(session: Session, participant_id: str, *, limit: int) -> list[AnyRow]:
    """Who was shown the participant's case, newest first: when, what, why, in which role, and under which alias."""
    return list(session.execute(_OF_PARTICIPANT, {"participant_id": participant_id, "limit": limit}))


def cases_looked_at(session: Session, actor_id: str, since: datetime) -> int:
    """How many different cases somebody has looked into, or was kept from, since a moment.

    A search that found nobody counts as one.
    """
    return int(session.scalar(_CASES, {"actor_id": actor_id, "since": since}) or 0)


def as_cef(row: AnyRow) -> str:
    """The row as a line of the Common Event Format. Bars and backslashes, equal signs and line ends are escaped."""
    name = "look" if row.granted else "refused look"
    header = ("CEF:0", "KVP portal", "portal", "1", name, name, "3" if row.granted else "6")
    extension = {
        "rt": str(int(row.at.astimezone(UTC).timestamp() * 1000)),
        "externalId": str(row.sequence),
        "suid": row.actor_id,
        "spriv": row.actor_role,
        "duid": row.participant_id or "",
        "cs1Label": "office",
        "cs1": row.office_id or "",
        "act": row.what,
        "reason": row.why,
        "outcome": "success" if row.granted else "failure",
    }
    told = " ".join(f"{key}={_escaped(value, '=')}" for key, value in extension.items() if value)
    return "|".join([header[0], *(_escaped(part, "|") for part in header[1:]), told])


def _escaped(text: str, sign: str) -> str:
    for one in ("\\", sign):
        text = text.replace(one, f"\\{one}")
    # What somebody put into an address may be among it, and a terminal would obey its escapes.
    text = text.replace("\r", "\\r").replace("\n", "\\n")
    return "".join(sign if sign.isprintable() else f"\\u{ord(sign):04x}" for sign in text)
