"""Activities: what the plan holds each week."""

from datetime import date, time
from typing import Any

from sqlalchemy import (
    CheckConstraint,
    ColumnElement,
    Date,
    ForeignKey,
    Index,
    Select,
    String,
    Text,
    Time,
    and_,
    bindparam,
    case,
    func,
    literal,
    or_,
    select,
)
from sqlalchemy.orm import Mapped, Session, mapped_column

from portal.domain.plan import PRIVATE_TITLE, PartOfLife
from portal.domain.programme import ActivityKind, Responsible
from portal.store.base import AnyRow, Base, Word, new_id, rows
from portal.store.programme import Programme


class Activity(Base):
    """One activity of a plan, from `first_day` to `last_day` (None: until it is changed).

    The rows are the newest version of the plan (`portal.store.plan_version`), which alone may change them. `follows` is the
    activity that this one stands instead of, or nothing. `weekly_minutes` is for what has no fixed times.
    """

    __tablename__ = "activity"
    __table_args__ = (Index("ix_activity_programme", "programme_id", "first_day"),)

    id: Mapped[str] = mapped_column(String(36), primary_key=True, default=new_id)
    programme_id: Mapped[str] = mapped_column(ForeignKey(Programme.id))
    title: Mapped[str] = mapped_column(String(120))
    why: Mapped[str] = mapped_column(Text, default="")
    kind: Mapped[ActivityKind] = mapped_column(Word(ActivityKind))
    place: Mapped[str] = mapped_column(String(120), default="")
    provider: Mapped[str] = mapped_column(String(120), default="")
    responsible: Mapped[Responsible] = mapped_column(Word(Responsible))
    first_day: Mapped[date] = mapped_column(Date)
    last_day: Mapped[date | None] = mapped_column(Date)
    what: Mapped[str] = mapped_column(Text, default="", server_default="")
    serves: Mapped[PartOfLife | None] = mapped_column(Word(PartOfLife))
    weekly_minutes: Mapped[int] = mapped_column(default=0, server_default="0")
    follows: Mapped[str] = mapped_column(String(36), default="", server_default="")


class FreeWeek(Base):
    """A week that the plan leaves free, by its Monday."""

    __tablename__ = "free_week"

    programme_id: Mapped[str] = mapped_column(ForeignKey(Programme.id), primary_key=True)
    monday: Mapped[date] = mapped_column(Date, primary_key=True)


class Slot(Base):
    """When an activity takes place in a week. `weekday` 0 is Monday. A drop-in slot asks nobody to be there."""

    __tablename__ = "activity_slot"
    __table_args__ = (CheckConstraint("weekday between 0 and 6", name="weekday"),)

    activity_id: Mapped[str] = mapped_column(ForeignKey(Activity.id), primary_key=True)
    weekday: Mapped[int] = mapped_column(primary_key=True)
    starts: Mapped[time] = mapped_column(Time, primary_key=True)
    ends: Mapped[time] = mapped_column(Time)
    drop_in: Mapped[bool] = mapped_column(default=False)


_activity = rows(Activity)
_slot = rows(Slot)
_free_week = rows(FreeWeek)
_programme = rows(Programme)

# Instead of a place or a provider, for somebody whose whereabouts must show nowhere.
_NOWHERE = literal("")
_OF_HEALTH = or_(_activity.c.kind == ActivityKind.HEALTH, _activity.c.serves == PartOfLife.HEALTH)
# What an activity about health says instead to everybody but the participant and their contact person.
_INSTEAD = {"title": PRIVATE_TITLE, "kind": ActivityKind.HEALTH, "serves": None}
_WORDS = frozenset({"title", "what", "why", "place", "provider", "kind", "serves"})
_WHERE = frozenset({"place", "provider"})


def _told(name: str, *, places: bool, private: bool) -> ColumnElement[Any]:
    """The column as the reader may have it."""
    column = _activity.c[name]
    if name in _WHERE and not places:
        return _NOWHERE.label(name)
    if name in _WORDS and not private:
        instead = literal(_INSTEAD.get(name, ""), column.type)
        return case((_OF_HEALTH, instead), else_=column).label(name)
    return column


def _of_programme(*, places: bool, private: bool) -> Select[*tuple[Any, ...]]:
    told = [_told(column.name, places=places, private=private) for column in _activity.columns]
    # In the order of the titles that are told: the place of an appointment must not tell what it hides.
    title = _told("title", places=places, private=private)
    return (
        select(*told, _slot.c.weekday, _slot.c.starts, _slot.c.ends, _slot.c.drop_in)
        .select_from(_activity)
        .outerjoin(_slot, _slot.c.activity_id == _activity.c.id)
        .where(_activity.c.programme_id == bindparam("programme_id"))
        .order_by(_activity.c.first_day, title, _activity.c.id, _slot.c.weekday, _slot.c.starts)
    )


def _week_of_participant(*, places: bool, private: bool) -> Select[*tuple[Any, ...]]:
    names = ("id", "title", "kind", "place", "first_day", "last_day")
    is_free = select(func.count()).where(
        _free_week.c.programme_id == _programme.c.id,
        _free_week.c.monday.between(bindparam("first"), bindparam("last")),
    )
    return (
        select(
            _programme.c.id.label("programme_id"),
            *(_told(name, places=places, private=private) for name in names),
            _slot.c.weekday,
            _slot.c.starts,
            _slot.c.ends,
            _slot.c.drop_in,
            is_free.scalar_subquery().label("is_free"),
        )
        .select_from(_programme)
        .outerjoin(
            _activity,
            and_(
                _activity.c.programme_id == _programme.c.id,
                _activity.c.first_day <= bindparam("last"),
                or_(_activity.c.last_day.is_(None), _activity.c.last_day >= bindparam("first")),
            ),
        )
        .outerjoin(_slot, _slot.c.activity_id == _activity.c.id)
        .where(
            _programme.c.participant_id == bindparam("participant_id"),
            _programme.c.office_id == bindparam("office_id"),
            _programme.c.current,
        )
        .order_by(
            _slot.c.weekday, _slot.c.starts, _told("title", places=places, private=private), _activity.c.id
        )
    )


_WAYS = tuple((places, private) for places in (True, False) for private in (True, False))
# Each question with places and without, with the words about health and without.
_OF_PROGRAMME = {way: _of_programme(places=way[0], private=way[1]) for way in _WAYS}
_WEEK_OF_PARTICIPANT = {way: _week_of_participant(places=way[0], private=way[1]) for way in _WAYS}


def is_of_health() -> ColumnElement[bool]:
    """Whether an activity is about health."""
    return _OF_HEALTH


def title_for(*, private: bool) -> ColumnElement[Any]:
    """The title's column, of activities about health only with `private`."""
    return _told("title", places=True, private=private)


def of_programme(
    session: Session, programme_id: str, *, places: bool = True, private: bool = False
) -> list[AnyRow]:
    """Every activity the plan has held, in the order they begin, once for each of its weekly slots.

    An activity without slots comes once, with None for weekday and times. Without `places` nothing says where it is,
    nor who gives it; without `private` one about health says only that it is an appointment.
    """
    return list(session.execute(_OF_PROGRAMME[places, private], {"programme_id": programme_id}))


def week_of_participant(
    session: Session,
    participant_id: str,
    office_id: str,
    first: date,
    last: date,
    *,
    places: bool = True,
    private: bool = False,
) -> list[AnyRow]:
    """The id of the programme at an office with the weekly slots of all activities that run on some day from `first` to `last`.

    By weekday and hour. Nothing without a programme; None in the slot's columns where there is no slot. `is_free` is how
    many weeks that begin on these days the plan leaves free (`free_mondays`). `places` and `private` are those of `of_programme`.
    """
    values = {"participant_id": participant_id, "office_id": office_id, "first": first, "last": last}
    return list(session.execute(_WEEK_OF_PARTICIPANT[places, private], values))


def free_mondays(session: Session, programme_id: str, first: date, last: date) -> frozenset[date]:
    """The weeks that the plan leaves free, by their Mondays from `first` to `last`."""
    query = select(_free_week.c.monday).where(
        _free_week.c.programme_id == programme_id, _free_week.c.monday.between(first, last)
    )
    return frozenset(session.scalars(query))
