"""Open offers of an office, when they are open, and who has put one into their own week."""

from datetime import date, datetime, time

from sqlalchemy import (
    CheckConstraint,
    Date,
    ForeignKey,
    Index,
    String,
    Text,
    Time,
    bindparam,
    delete,
    func,
    or_,
    select,
    text,
    update,
)
from sqlalchemy.orm import Mapped, Session, mapped_column

from portal.domain.offers import OfferTime
from portal.store.base import AnyRow, Base, Moment, new_id, rows
from portal.store.names import by_name
from portal.store.office import Office
from portal.store.person import Person
from portal.store.submission import Submission

_STANDS = text("last_day IS NULL")


class Offer(Base):
    """One offer of an office, from `first_day` to `last_day` (None: until it is closed). It tells of nobody.

    `changed_at` is when somebody made it or changed it last. `version` guards against two of the staff changing it at once.
    """

    __tablename__ = "offer"
    __table_args__ = (
        CheckConstraint("last_day IS NULL OR first_day <= last_day", name="days"),
        Index("ix_offer_office", "office_id", "closed_at"),
    )

    id: Mapped[str] = mapped_column(String(36), primary_key=True, default=new_id)
    office_id: Mapped[str] = mapped_column(ForeignKey(Office.id))
    title: Mapped[str] = mapped_column(String(120))
    what: Mapped[str] = mapped_column(Text, default="")
    for_whom: Mapped[str] = mapped_column(Text, default="")
    place: Mapped[str] = mapped_column(String(120), default="")
    first_day: Mapped[date] = mapped_column(Date)
    last_day: Mapped[date | None] = mapped_column(Date)
    made_by: Mapped[str] = mapped_column(ForeignKey(Person.id))
    changed_at: Mapped[datetime] = mapped_column(Moment)
    closed_at: Mapped[datetime | None] = mapped_column(Moment)
    version: Mapped[int] = mapped_column(default=1)

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012 -- SQLAlchemy reads this once, at class creation.


class OfferSlot(Base):
    """When an offer is open in a week, from `from_day` until other times took their place (None: these are the times).

    `weekday` 0 is Monday. What was is never rewritten, so weeks that have passed show what was.
    """

    __tablename__ = "offer_slot"
    __table_args__ = (CheckConstraint("weekday between 0 and 6", name="weekday"),)

    offer_id: Mapped[str] = mapped_column(ForeignKey(Offer.id), primary_key=True)
    weekday: Mapped[int] = mapped_column(primary_key=True)
    starts: Mapped[time] = mapped_column(Time, primary_key=True)
    from_day: Mapped[date] = mapped_column(Date, primary_key=True)
    until_day: Mapped[date | None] = mapped_column(Date)
    ends: Mapped[time] = mapped_column(Time)


class OfferTaken(Base):
    """Somebody has put an offer into their own week, from `first_day` to `last_day` (None: it stands there).

    `title` is what the offer was called when they took it. It is their own reminder: no query here goes from an offer
    to people, and none counts them.
    """

    __tablename__ = "offer_taken"
    __table_args__ = (
        Index("ix_offer_taken_participant", "participant_id", "office_id"),
        Index(
            "uq_offer_taken_standing",
            "participant_id",
            "offer_id",
            unique=True,
            sqlite_where=_STANDS,
            postgresql_where=_STANDS,
        ),
    )

    id: Mapped[str] = mapped_column(String(36), primary_key=True, default=new_id)
    offer_id: Mapped[str] = mapped_column(ForeignKey(Offer.id))
    participant_id: Mapped[str] = mapped_column(ForeignKey(Person.id))
    office_id: Mapped[str] = mapped_column(String(36))
    title: Mapped[str] = mapped_column(String(120))
    first_day: Mapped[date] = mapped_column(Date)
    last_day: Mapped[date | None] = mapped_column(Date)
    taken_at: Mapped[datetime] = mapped_column(Moment)
    submission_id: Mapped[str | None] = mapped_column(ForeignKey(Submission.id))


_offer = rows(Offer)
_slot = rows(OfferSlot)
_taken = rows(OfferTaken)
_SLOTS = (_slot.c.weekday, _slot.c.starts, _slot.c.ends)
_HOLDS = _slot.c.until_day.is_(None)
_IN_ORDER = (_offer.c.title, _offer.c.id, _slot.c.weekday, _slot.c.starts)
_OF_OFFICE = (
    select(_offer, *_SLOTS)
    .outerjoin(_slot, (_slot.c.offer_id == _offer.c.id) & _HOLDS)
    .where(_offer.c.office_id == bindparam("office_id"))
    .order_by(*_IN_ORDER)
)
_OPEN = _OF_OFFICE.where(
    _offer.c.closed_at.is_(None), or_(_offer.c.last_day.is_(None), _offer.c.last_day >= bindparam("today"))
)
# After a move the old office's offers are nothing to the participant any more.
_MINE = (
    _taken.c.participant_id == bindparam("participant_id"),
    _taken.c.office_id == bindparam("office_id"),
    _offer.c.office_id == _taken.c.office_id,
)
_BETWEEN = (
    select(
        _offer.c.id,
        _taken.c.id.label("taken_id"),
        _offer.c.title,
        _offer.c.place,
        _slot.c.from_day.label("opens_on"),
        func.coalesce(_slot.c.until_day, _offer.c.last_day, type_=Date).label("ends_on"),
        _offer.c.closed_at,
        _taken.c.first_day,
        _taken.c.last_day,
        *_SLOTS,
    )
    .select_from(_taken)
    .join(_offer, _offer.c.id == _taken.c.offer_id)
    .join(_slot, _slot.c.offer_id == _offer.c.id)
    .where(
        *_MINE,
        _taken.c.first_day <= bindparam("last"),
        or_(_taken.c.last_day.is_(None), _taken.c.last_day >= bindparam("first")),
    )
    .order_by(_slot.c.starts, _offer.c.title)
)
_STANDING = (
    select(_offer.c.id, _offer.c.title, _offer.c.last_day, _offer.c.closed_at)
    .select_from(_taken)
    .join(_offer, _offer.c.id == _taken.c.offer_id)
    .where(*_MINE, _taken.c.last_day.is_(None))
    .order_by(_offer.c.title, _offer.c.id)
)


def of_office(session: Session, office_id: str) -> list[AnyRow]:
    """Every offer that the office has had, by title, once for each of its times; without times once, with None in them."""
    return by_name(session.execute(_OF_OFFICE, {"office_id": office_id}), "title")


def open_on(session: Session, office_id: str, today: date) -> list[AnyRow]:
    """The same, of those that are neither closed nor over on a day."""
    return by_name(session.execute(_OPEN, {"office_id": office_id, "today": today}), "title")


def by_id(session: Session, office_id: str, offer_id: str) -> Offer | None:
    """One offer of the office, as a row that can be changed."""
    query = select(Offer).where(Offer.id == offer_id, Offer.office_id == office_id)
    return session.scalars(query).one_or_none()


def times_of(session: Session, offer_id: str) -> tuple[OfferTime, ...]:
    """When the offer is open, by weekday and hour."""
    query = (
        select(*_SLOTS).where(_slot.c.offer_id == offer_id, _HOLDS).order_by(_slot.c.weekday, _slot.c.starts)
    )
    return tuple(OfferTime(*row) for row in session.execute(query))


def put_times(session: Session, offer_id: str, times: tuple[OfferTime, ...], first: date) -> None:
    """Let the offer be open at these times from a day on."""
    session.add_all(
        OfferSlot(offer_id=offer_id, weekday=t.weekday, starts=t.starts, ends=t.ends, from_day=first)
        for t in times
    )
    session.flush()


def end_times(session: Session, offer_id: str, last: date) -> None:
    """Let the times that hold be those until a day, the last of them. Those that nobody ever saw are gone."""
    these = (_slot.c.offer_id == offer_id, _HOLDS)
    session.execute(delete(_slot).where(*these, _slot.c.from_day > last))
    session.execute(update(_slot).where(*these).values(until_day=last))


def standing(session: Session, participant_id: str, office_id: str) -> list[AnyRow]:
    """The offers that stand in the participant's week, by title: also those that are closed or over by now."""
    return list(session.execute(_STANDING, {"participant_id": participant_id, "office_id": office_id}))


def between(session: Session, participant_id: str, office_id: str, first: date, last: date) -> list[AnyRow]:
    """What the participant has had in their week on some day from `first` to `last`, once for each time it is open."""
    values = {"participant_id": participant_id, "office_id": office_id, "first": first, "last": last}
    return list(session.execute(_BETWEEN, values))


def stop(session: Session, participant_id: str, offer_id: str, today: date, yesterday: date) -> None:
    """Take an offer out of the participant's week from today on. What was never there on a day leaves no row."""
    mine = (
        _taken.c.participant_id == participant_id,
        _taken.c.offer_id == offer_id,
        _taken.c.last_day.is_(None),
    )
    session.execute(delete(_taken).where(*mine, _taken.c.first_day >= today))
    session.execute(update(_taken).where(*mine).values(last_day=yesterday))
