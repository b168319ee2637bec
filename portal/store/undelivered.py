"""The notices that were given up, as numbers; each query is narrowed to the people whom its reader may know of."""

from datetime import datetime
from typing import Any, TypeAlias

from sqlalchemy import ColumnElement, func, select, true, update
from sqlalchemy.orm import Session

from portal.domain.access import Protection
from portal.domain.notices import Channel, NoticeState, Says, Trouble
from portal.store.base import AnyRow, rows
from portal.store.notice import Notice
from portal.store.office import Office
from portal.store.person import Person

_notice = rows(Notice)
_person = rows(Person)
_office = rows(Office)

# What it said, on which way, and why it did not arrive.
Group: TypeAlias = tuple[Says, Channel | None, Trouble | None]


def given_up(session: Session, reached: ColumnElement[bool] | None = None) -> list[AnyRow]:
    """How many were given up of each group, and since when."""
    group = (_notice.c.says, _notice.c.channel, _notice.c.trouble)
    query = (
        select(*group, func.count().label("count"), func.min(_notice.c.due_at).label("since"))
        .join(_person, _person.c.id == _notice.c.person_id)
        .where(_notice.c.state == NoticeState.DEAD, true() if reached is None else reached)
        .group_by(*group)
        .order_by(*group)
    )
    return list(session.execute(query))


def failing(session: Session, reached: ColumnElement[bool]) -> int:
    """How many have failed and wait to be tried again."""
    query = (
        select(func.count())
        .select_from(_notice.join(_person, _person.c.id == _notice.c.person_id))
        .where(_notice.c.state == NoticeState.QUEUED, _notice.c.trouble.is_not(None), reached)
    )
    return session.scalar(query) or 0


def send_again(
    session: Session, reached: ColumnElement[bool] | None, group: Group | None, now: datetime
) -> int:
    """Put them back into the outbox, as if nothing had been tried."""
    fresh = {"state": NoticeState.QUEUED, "attempts": 0, "due_at": now, "leased": False, "trouble": None}
    return _changed(session, reached, group, fresh)


def drop(session: Session, reached: ColumnElement[bool], group: Group) -> int:
    """Close them."""
    return _changed(session, reached, group, {"state": NoticeState.DROPPED})


def is_given_up(person_id: ColumnElement[Any]) -> ColumnElement[bool]:
    """The condition under which something to this person was given up."""
    return (
        select(_notice.c.id)
        .where(_notice.c.person_id == person_id, _notice.c.state == NoticeState.DEAD)
        .exists()
    )


def newest(session: Session, limit: int) -> list[AnyRow]:
    """The newest notices with whose they are: for the demo, where nobody is real. Whom nobody may find is not among them."""
    query = (
        select(
            *(_notice, _person.c.key, _person.c.locale, _office.c.practice),
            _office.c.locale.label("office_locale"),
        )
        .join(_person, _person.c.id == _notice.c.person_id)
        .outerjoin(_office, _office.c.id == _person.c.office_id)
        .where(_person.c.protection == Protection.NONE)
        .order_by(func.coalesce(_notice.c.sent_at, _notice.c.due_at).desc(), _notice.c.id)
        .limit(limit)
    )
    return list(session.execute(query))


def _changed(
    session: Session, reached: ColumnElement[bool] | None, group: Group | None, values: dict[str, Any]
) -> int:
    where = [_notice.c.state == NoticeState.DEAD]
    if reached is not None:
        where.append(_notice.c.person_id.in_(select(_person.c.id).where(reached)))
    if group is not None:
        columns = (_notice.c.says, _notice.c.channel, _notice.c.trouble)
        where += [
            column.is_(None) if one is None else column == one
            for column, one in zip(columns, group, strict=True)
        ]
    done: Any = session.execute(update(_notice).where(*where).values(**values))
    return int(done.rowcount)
