"""Calendar feeds: the secret addresses at which a phone's calendar reads somebody's appointments."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import Date, ForeignKey, Index, String, Update, select, update
from sqlalchemy.orm import Mapped, Session, mapped_column

from portal.domain.people import Role
from portal.store import calendar_entry
from portal.store.base import AnyRow, Base, Moment, new_id, rows
from portal.store.office import Office
from portal.store.person import Person


class CalendarFeed(Base):
    """One address. Of its secret only the SHA-256 is kept, so the table opens no calendar to who reads it.

    `names_shown` lets titles and places into it. `though_hidden`: somebody who must not be found has asked for it all
    the same. `last_fetched` is the day on which a calendar last came for it.
    """

    __tablename__ = "calendar_feed"
    __table_args__ = (Index("ix_calendar_feed_person", "person_id", "revoked_at"),)

    id: Mapped[str] = mapped_column(String(36), primary_key=True, default=new_id)
    person_id: Mapped[str] = mapped_column(ForeignKey(Person.id))
    secret_hash: Mapped[str] = mapped_column(String(64), unique=True)
    names_shown: Mapped[bool] = mapped_column(default=False)
    though_hidden: Mapped[bool] = mapped_column(default=False)
    made_at: Mapped[datetime] = mapped_column(Moment)
    revoked_at: Mapped[datetime | None] = mapped_column(Moment)
    last_fetched: Mapped[date | None] = mapped_column(Date)


_feed = rows(CalendarFeed)
_person = rows(Person)
_office = rows(Office)
_LIVES = _feed.c.revoked_at.is_(None)


def living(session: Session, person_id: str) -> AnyRow | None:
    """The person's address that works now, or None. There is one at a time."""
    query = select(_feed).where(_feed.c.person_id == person_id, _LIVES)
    return session.execute(query.order_by(_feed.c.made_at.desc()).limit(1)).one_or_none()


def by_hash(session: Session, secret_hash: str) -> AnyRow | None:
    """The feed with whom it is about, unless it was revoked or the person is no participant any more."""
    query = (
        select(
            *(_feed, _person.c.name, _person.c.locale, _person.c.office_id, _person.c.protection),
            *(_office.c.practice, _office.c.locale.label("office_locale")),
        )
        .join(_person, _person.c.id == _feed.c.person_id)
        .outerjoin(_office, _office.c.id == _person.c.office_id)
        .where(_feed.c.secret_hash == secret_hash, _LIVES, _person.c.role == Role.PARTICIPANT)
    )
    return session.execute(query).one_or_none()


def revoke_of(session: Session, person_id: str, at: datetime) -> int:
    """Let every address of the person stop working, forget what was told there, and say how many there were."""
    calendar_entry.forget(session, person_id)
    return _revoked(session, update(_feed).where(_feed.c.person_id == person_id, _LIVES), at)


def revoke_all(session: Session, at: datetime) -> int:
    """The same for everybody."""
    calendar_entry.forget(session, None)
    return _revoked(session, update(_feed).where(_LIVES), at)


def fetched(session: Session, feed_id: str, day: date) -> None:
    """A calendar came for it on that day."""
    session.execute(update(_feed).where(_feed.c.id == feed_id).values(last_fetched=day))


def _revoked(session: Session, feeds: Update, at: datetime) -> int:
    done: Any = session.execute(feeds.values(revoked_at=at))
    return int(done.rowcount)
