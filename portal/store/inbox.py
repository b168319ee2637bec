"""The inbox: an office's conversations that wait for an answer, as a list and as figures."""

from datetime import date, datetime
from functools import cache
from typing import Any, TypeAlias

from sqlalchemy import Date, Integer, Select, and_, bindparam, exists, func, select, tuple_
from sqlalchemy.orm import Session

from portal.store.base import AnyRow, Within, rows
from portal.store.conversation import Conversation
from portal.store.grant import Cover
from portal.store.inbox_filters import COLUMNS, Narrow, beside, conditions
from portal.store.message import Message
from portal.store.message_more import MORE
from portal.store.person import Person
from portal.store.programme import Programme

Place: TypeAlias = tuple[date, datetime, str]
"""Where a row stands in the list: its promised day, since when somebody waits, and its id."""

_conversation = rows(Conversation)
_message = rows(Message)
_person = rows(Person)
_contact = rows(Programme).alias("contact")
_cover = rows(Cover)

_DAY = bindparam("day", type_=Date)
# Whether the reader answers for the contact person today.
_COVERED = exists().where(
    _contact.c.participant_id == _conversation.c.participant_id,
    _contact.c.office_id == _conversation.c.office_id,
    _contact.c.current,
    _cover.c.staff_id == _contact.c.contact_person_id,
    _cover.c.by_id == bindparam("reader"),
    _cover.c.first_day <= _DAY,
    _cover.c.last_day >= _DAY,
    _cover.c.ended_at.is_(None),
)
_ORDER = (_conversation.c.answer_by, _conversation.c.waiting_for_us_since, _conversation.c.id)
_theirs = _message.alias("theirs")
# The last thing the participant wrote: what we wrote ourselves, or the portal by itself, is not what waits.
_LAST_OF_THEIRS = (
    select(func.max(_theirs.c.sequence))
    .where(_theirs.c.conversation_id == _conversation.c.id, _theirs.c.from_staff.is_(False))
    .correlate(_conversation)
    .scalar_subquery()
)

WAITING = (
    _conversation.c.office_id.in_(bindparam("offices", expanding=True)),
    # After a move the old office's lock is closed.
    _conversation.c.office_id == _person.c.office_id,
    _conversation.c.waiting_for_us_since.is_not(None),
)
_INBOX = (
    select(
        _conversation.c.id,
        _conversation.c.participant_id,
        _conversation.c.waiting_for_us_since,
        _conversation.c.answer_by,
        _conversation.c.last_at,
        _person.c.name,
        _person.c.locale,
        func.substr(_message.c.text, 1, 120).label("beginning"),
        _message.c.locale.label("message_locale"),
        MORE.c.topic,
        _COVERED.label("covered"),
        *COLUMNS,
    )
    .select_from(
        beside(_conversation.join(_person, _person.c.id == _conversation.c.participant_id))
        .outerjoin(
            _message,
            and_(_message.c.conversation_id == _conversation.c.id, _message.c.sequence == _LAST_OF_THEIRS),
        )
        .outerjoin(
            MORE,
            and_(
                MORE.c.conversation_id == _message.c.conversation_id,
                MORE.c.sequence == _message.c.sequence,
            ),
        )
    )
    .where(*WAITING)
    .order_by(*_ORDER)
    .limit(bindparam("limit", type_=Integer))
)
_COUNTS = (
    select(
        func.count().label("waiting"),
        func.count().filter(_conversation.c.answer_by == bindparam("today")).label("today"),
        func.count().filter(_conversation.c.answer_by < bindparam("today")).label("late"),
    )
    .select_from(_conversation)
    .join(_person, _person.c.id == _conversation.c.participant_id)
    .where(*WAITING)
)


_PLACE = ("last_due", "last_since", "last_id")


@cache
def _inbox(*, due_from: bool, due_to: bool, after: bool) -> Select[*tuple[Any, ...]]:
    """The inbox's question with the conditions that are asked for."""
    query = _INBOX
    if due_from:
        query = query.where(_conversation.c.answer_by >= bindparam("due_from"))
    if due_to:
        query = query.where(_conversation.c.answer_by <= bindparam("due_to"))
    if after:
        shown = [bindparam(name, type_=column.type) for name, column in zip(_PLACE, _ORDER, strict=True)]
        query = query.where(tuple_(*_ORDER) > tuple_(*shown))
    return query


def waiting(
    session: Session,
    offices: list[str],
    within: Within,
    *,
    reader: tuple[str, date] = ("", date.min),
    due_from: date | None = None,
    due_to: date | None = None,
    after: Place | None = None,
    narrow: Narrow | None = None,
    limit: int = 25,
) -> list[AnyRow]:
    """Conversations of these offices that wait for us, oldest due first, with the beginning of what they wrote last and what it is about.

    Of those that are due the same day, the one that has waited longest comes first. `within` is the condition on the table of
    participants under which the reader may know of them, and `reader` who that is and on which day: `covered` says
    whether they answer for the contact person. `due_from` and `due_to` narrow the list to promises of those days.
    `after` is the place of the last row already shown.
    """
    query = _inbox(due_from=due_from is not None, due_to=due_to is not None, after=after is not None)
    values = {
        "offices": offices,
        "due_from": due_from,
        "due_to": due_to,
        "reader": reader[0],
        "day": reader[1],
        "limit": limit,
    } | dict(zip(_PLACE, after or (), strict=False))
    return list(session.execute(query.where(within(_person), *conditions(narrow or Narrow())), values))


def counts(session: Session, offices: list[str], within: Within, today: date) -> AnyRow:
    """How many conversations wait for us: `waiting` in all, `today` due today, `late` past the promised day."""
    return session.execute(_COUNTS.where(within(_person)), {"offices": offices, "today": today}).one()
