"""Sign-ins: the server's own memory of who is signed in, so that signing out really ends it."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, Index, String, Text, bindparam, select, update
from sqlalchemy.orm import Mapped, Session, mapped_column

from portal.store.base import AnyRow, Base, Moment, rows
from portal.store.office import Office
from portal.store.person import Person


class SignIn(Base):
    """One sign-in. Only a hash of the cookie's token is kept, so the table opens no door to who reads it.

    For one that came through a provider: its `issuer`, hashes of the provider's names for the session and for the
    person, how sure it was (`acr`), and its tokens, sealed, for as long as the sign-in lives. `roles_read_at` is when
    the directory last said what a member of staff may do.
    """

    __tablename__ = "sign_in"
    __table_args__ = (
        Index("ix_sign_in_person", "person_id", "ended_at"),
        Index("ix_sign_in_sid_hash", "sid_hash"),
        Index("ix_sign_in_subject_hash", "subject_hash"),
    )

    token_hash: Mapped[str] = mapped_column(String(64), primary_key=True)
    person_id: Mapped[str] = mapped_column(ForeignKey(Person.id))
    started_at: Mapped[datetime] = mapped_column(Moment)
    seen_at: Mapped[datetime] = mapped_column(Moment)
    ended_at: Mapped[datetime | None] = mapped_column(Moment)
    data: Mapped[dict[str, Any]] = mapped_column(JSON)
    issuer: Mapped[str | None] = mapped_column(String(300))
    sid_hash: Mapped[str | None] = mapped_column(String(64))
    subject_hash: Mapped[str | None] = mapped_column(String(64))
    acr: Mapped[str | None] = mapped_column(String(40))
    id_token: Mapped[str | None] = mapped_column(Text)
    refresh_token: Mapped[str | None] = mapped_column(Text)
    roles_read_at: Mapped[datetime | None] = mapped_column(Moment)


# What is remembered of one that was left through the quick way out.
IN_HASTE = "in_haste"

_sign_in = rows(SignIn)
_person = rows(Person)
_office = rows(Office)

_BY_TOKEN_HASH = (
    select(
        _sign_in.c.token_hash,
        _sign_in.c.person_id,
        _sign_in.c.started_at,
        _sign_in.c.seen_at,
        _sign_in.c.ended_at,
        _sign_in.c.data,
        _sign_in.c.issuer,
        _sign_in.c.roles_read_at,
        _person.c.role,
        _person.c.office_id,
        _person.c.name,
        _person.c.locale,
        _person.c.protection,
        _person.c.shared_phone,
        _office.c.practice,
        _office.c.locale.label("office_locale"),
    )
    .join(_person, _person.c.id == _sign_in.c.person_id)
    .outerjoin(_office, _office.c.id == _person.c.office_id)
    .where(_sign_in.c.token_hash == bindparam("token_hash"))
)


def by_token_hash(session: Session, token_hash: str) -> AnyRow | None:
    """The sign-in with the person behind it and what their office has chosen, whether still good or not; the caller judges by its times."""
    return session.execute(_BY_TOKEN_HASH, {"token_hash": token_hash}).one_or_none()


def touch(session: Session, token_hash: str, at: datetime) -> None:
    """Remember that the person did something."""
    session.execute(update(_sign_in).where(_sign_in.c.token_hash == token_hash).values(seen_at=at))


def keep(session: Session, token_hash: str, data: dict[str, Any]) -> None:
    """Store what the web layer remembers between two requests."""
    session.execute(update(_sign_in).where(_sign_in.c.token_hash == token_hash).values(data=data))


# The participant whom a representative has chosen to act for, by id, and their first name for the bar on top of every page.
ACTS_FOR = "acts_for"
HELPED = "helping"


def acting(session: Session, person_id: str, participant_id: str) -> list[str]:
    """The living sign-ins in which somebody acts for that participant, by token hash."""
    query = select(_sign_in.c.token_hash, _sign_in.c.data).where(
        _sign_in.c.person_id == person_id, _sign_in.c.ended_at.is_(None)
    )
    return [row.token_hash for row in session.execute(query) if row.data.get(ACTS_FOR) == participant_id]


# A sign-in that is over needs no token any more, and what is not there cannot be stolen.
_OVER: dict[str, Any] = {"id_token": None, "refresh_token": None}


def end(session: Session, token_hash: str, at: datetime) -> None:
    """End the sign-in for good."""
    where = _sign_in.c.token_hash == token_hash
    session.execute(update(_sign_in).where(where).values(ended_at=at, **_OVER))


def end_living(session: Session, at: datetime, person_id: str | None = None) -> list[str]:
    """End one person's sign-ins, or everybody's; the token hashes of those that were not ended before."""
    query = update(_sign_in).where(_sign_in.c.ended_at.is_(None)).values(ended_at=at, **_OVER)
    if person_id is not None:
        query = query.where(_sign_in.c.person_id == person_id)
    return list(session.scalars(query.returning(_sign_in.c.token_hash)))


def from_there(session: Session, *, sid_hash: str, subject_hash: str) -> list[str]:
    """The living ones with that session of a provider's, or without one those of that person, by token hash."""
    where = _sign_in.c.sid_hash == sid_hash if sid_hash else _sign_in.c.subject_hash == subject_hash
    return list(session.scalars(select(_sign_in.c.token_hash).where(where, _sign_in.c.ended_at.is_(None))))


def was_left_in_haste(session: Session, sid_hash: str) -> bool:
    """Whether somebody left a sign-in of that session of a provider's so fast that the provider was not told."""
    query = select(_sign_in.c.data).where(_sign_in.c.sid_hash == sid_hash, _sign_in.c.ended_at.is_not(None))
    return any(data.get(IN_HASTE) for data in session.scalars(query))


def tokens(session: Session, token_hash: str) -> AnyRow | None:
    """The sealed tokens of a sign-in, with the hash of who it is at the provider."""
    query = select(
        _sign_in.c.issuer, _sign_in.c.id_token, _sign_in.c.refresh_token, _sign_in.c.subject_hash
    ).where(_sign_in.c.token_hash == token_hash)
    return session.execute(query).one_or_none()


def roles_were_read(session: Session, token_hash: str, at: datetime, refresh_token: str) -> None:
    """Remember that the directory was asked again, and what to ask it with next time."""
    where = _sign_in.c.token_hash == token_hash
    session.execute(update(_sign_in).where(where).values(roles_read_at=at, refresh_token=refresh_token))


def forget_tokens(session: Session, began_before: datetime) -> None:
    """Forget the tokens of sign-ins so old that they are over, whether anybody signed out or not."""
    old = (_sign_in.c.started_at < began_before, _sign_in.c.id_token.is_not(None))
    session.execute(update(_sign_in).where(*old).values(**_OVER))
