"""How somebody wants to be told: on which ways, how often, and the addresses that still have to be shown to be theirs."""

import hashlib
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, ForeignKey, Index, String, Text, and_, delete, or_, select, true
from sqlalchemy.orm import Mapped, Session, mapped_column

from portal.domain.notices import Channel
from portal.store.base import AnyRow, Base, Moment, Word, new_id, rows
from portal.store.person import Person

LONGEST_ADDRESS = 254


class NoticeWish(Base):
    """What somebody has chosen. Without a row they are told by SMS each time, unless `person.notices` says no.

    `channels` are the ways in order, with commas between. `weekly`: at most one on the first working morning of a week.
    `reserved`: they have said no in the contact register, and the portal is not where they take that back.
    """

    __tablename__ = "notice_wish"

    person_id: Mapped[str] = mapped_column(ForeignKey(Person.id), primary_key=True)
    channels: Mapped[str] = mapped_column(String(40), default=Channel.SMS.value)
    email: Mapped[str] = mapped_column(String(LONGEST_ADDRESS), default="")
    weekly: Mapped[bool] = mapped_column(default=False)
    reserved: Mapped[bool] = mapped_column(default=False)
    changed_at: Mapped[datetime] = mapped_column(Moment)


class AddressCheck(Base):
    """An address that counts once the code that was sent there has been written here. The code itself is not kept.

    It follows from this row and a key of the portal's, and so from `asked_at` in whole seconds.
    """

    __tablename__ = "address_check"

    person_id: Mapped[str] = mapped_column(ForeignKey(Person.id), primary_key=True)
    channel: Mapped[Channel] = mapped_column(Word(Channel), primary_key=True)
    address: Mapped[str] = mapped_column(String(LONGEST_ADDRESS))
    asked_at: Mapped[datetime] = mapped_column(Moment)
    tries: Mapped[int] = mapped_column(default=0)


class PushSubscription(Base):
    """One phone that may be knocked at. Of what its browser handed out only the address is kept: nothing is ever put
    into a knock, so no key is needed.

    `token_hash` is the sign-in in which it was made, which takes it along when it is ended.
    """

    __tablename__ = "push_subscription"
    __table_args__ = (Index("ix_push_subscription_person", "person_id"),)

    id: Mapped[str] = mapped_column(String(36), primary_key=True, default=new_id)
    person_id: Mapped[str] = mapped_column(ForeignKey(Person.id))
    endpoint_hash: Mapped[str] = mapped_column(String(64), unique=True)
    endpoint: Mapped[str] = mapped_column(Text)
    token_hash: Mapped[str] = mapped_column(String(64))
    made_at: Mapped[datetime] = mapped_column(Moment)


MOST_PHONES = 5

_person = rows(Person)
_wish = rows(NoticeWish)
_push = rows(PushSubscription)


def wish_of(session: Session, person_id: str) -> NoticeWish | None:
    """The row of the person's choices, to be read or changed."""
    return session.get(NoticeWish, person_id)


def check_of(session: Session, person_id: str, channel: Channel) -> AddressCheck | None:
    """The address on that way that waits for its code."""
    return session.get(AddressCheck, (person_id, channel))


def checks_of(session: Session, person_id: str) -> list[AddressCheck]:
    """Every address of the person that waits."""
    return list(session.scalars(select(AddressCheck).where(AddressCheck.person_id == person_id)))


def endpoints(session: Session, person_id: str) -> list[AnyRow]:
    """The person's phones, newest first."""
    query = select(_push).where(_push.c.person_id == person_id).order_by(_push.c.made_at.desc(), _push.c.id)
    return list(session.execute(query))


def subscribed_here(session: Session, token_hash: str) -> bool:
    """Whether a phone was added in this sign-in."""
    return session.scalar(select(_push.c.id).where(_push.c.token_hash == token_hash).limit(1)) is not None


def forget_phones(session: Session, person_id: str) -> int:
    """No phone of the person is knocked at any more; how many there were."""
    return _gone(session, _push.c.person_id == person_id)


def forget_all(session: Session) -> int:
    """The same for everybody."""
    return _gone(session, true())


def forget_sign_in(session: Session, token_hashes: Sequence[str]) -> int:
    """The same for the phones that were added in these sign-ins."""
    return _gone(session, _push.c.token_hash.in_(token_hashes))


def hash_of(endpoint: str) -> str:
    """By which a phone's address is found."""
    return hashlib.sha256(endpoint.encode()).hexdigest()


def forget_endpoint(session: Session, endpoint_hash: str) -> int:
    """The same for one phone, whosever it was."""
    return _gone(session, _push.c.endpoint_hash == endpoint_hash)


def reachable() -> ColumnElement[bool]:
    """The condition on a row of people under which some notice would find them."""
    wished = select(_wish.c.person_id).where(_wish.c.person_id == _person.c.id)
    phones = select(_push.c.id).where(_push.c.person_id == _person.c.id)

    def chose(channel: Channel) -> ColumnElement[bool]:
        return wished.where(_wish.c.channels.contains(channel.value)).exists()

    ways = or_(
        and_(_person.c.phone != "", or_(~wished.exists(), chose(Channel.SMS))),
        wished.where(_wish.c.channels.contains(Channel.EMAIL.value), _wish.c.email != "").exists(),
        and_(chose(Channel.PUSH), phones.exists()),
    )
    return and_(_person.c.notices.is_(True), ~wished.where(_wish.c.reserved.is_(True)).exists(), ways)


def _gone(session: Session, where: ColumnElement[bool]) -> int:
    done: Any = session.execute(delete(_push).where(where))
    return int(done.rowcount)
