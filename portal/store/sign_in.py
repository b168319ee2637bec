"""Sign-ins: the server's own memory of who is signed in, so that signing out really ends it."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, Index, String, bindparam, select, update
from sqlalchemy.orm import Mapped, Session, mapped_column

from portal.store.base import AnyRow, Base, Moment, rows
from portal.store.person import Person


class SignIn(Base):
    """One sign-in. Only a hash of the cookie's token is kept, so the table opens no door to who reads it."""

    __tablename__ = "sign_in"
    __table_args__ = (Index("ix_sign_in_person", "person_id", "ended_at"),)

    token_hash: Mapped[str] = mapped_column(String(64), primary_key=True)
    person_id: Mapped[str] = mapped_column(ForeignKey(Person.id))
    started_at: Mapped[datetime] = mapped_column(Moment)
    seen_at: Mapped[datetime] = mapped_column(Moment)
    ended_at: Mapped[datetime | None] = mapped_column(Moment)
    data: Mapped[dict[str, Any]] = mapped_column(JSON)


_sign_in = rows(SignIn)
_person = rows(Person)

_BY_TOKEN_HASH = (
    select(
        _sign_in.c.token_hash,
        _sign_in.c.person_id,
        _sign_in.c.started_at,
        _sign_in.c.seen_at,
        _sign_in.c.ended_at,
        _sign_in.c.data,
        _person.c.role,
        _person.c.office_id,
        _person.c.name,
        _person.c.locale,
    )
    .join(_person, _person.c.id == _sign_in.c.person_id)
    .where(_sign_in.c.token_hash == bindparam("token_hash"))
)


def by_token_hash(session: Session, token_hash: str) -> AnyRow | None:
    """The sign-in with the person behind it, whether still good or not; the caller judges by its times."""
    return session.execute(_BY_TOKEN_HASH, {"token_hash": token_hash}).one_or_none()


def touch(session: Session, token_hash: str, at: datetime) -> None:
    """Remember that the person did something."""
    session.execute(update(_sign_in).where(_sign_in.c.token_hash == token_hash).values(seen_at=at))


def keep(session: Session, token_hash: str, data: dict[str, Any]) -> None:
    """Store what the web layer remembers between two requests."""
    session.execute(update(_sign_in).where(_sign_in.c.token_hash == token_hash).values(data=data))


def end(session: Session, token_hash: str, at: datetime) -> None:
    """End the sign-in for good."""
    session.execute(update(_sign_in).where(_sign_in.c.token_hash == token_hash).values(ended_at=at))
