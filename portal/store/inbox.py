"""The inbox: an office's conversations that wait for an answer, as a list and as figures."""

from datetime import date, datetime
from functools import cache
from typing import Any

from sqlalchemy import Integer, Select, and_, bindparam, func, select
from sqlalchemy.orm import Session

from portal.store.base import AnyRow, Within, rows
from portal.store.conversation import Conversation
from portal.store.message import Message
from portal.store.person import Person

_conversation = rows(Conversation)
_message = rows(Message)
_person = rows(Person)

_WAITING = (
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
    )
    .join(_person, _person.c.id == _conversation.c.participant_id)
    .join(
        _message,
        and_(
            _message.c.conversation_id == _conversation.c.id,
            _message.c.sequence == _conversation.c.last_sequence,
        ),
    )
    .where(*_WAITING)
    .order_by(_conversation.c.waiting_for_us_since, _conversation.c.id)
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
    .where(*_WAITING)
)


@cache
def _inbox(*, due_from: bool, due_to: bool, after: bool) -> Select[*tuple[Any, ...]]:
    """The inbox's question with the conditions that are asked for."""
    query = _INBOX
    if due_from:
        query = query.where(_conversation.c.answer_by >= bindparam("due_from"))
    if due_to:
        query = query.where(_conversation.c.answer_by <= bindparam("due_to"))
    if after:
        since = _conversation.c.waiting_for_us_since
        same = (since == bindparam("since")) & (_conversation.c.id > bindparam("last_id"))
        query = query.where((since > bindparam("since")) | same)
    return query


def waiting(
    session: Session,
    offices: list[str],
    within: Within,
    *,
    due_from: date | None = None,
    due_to: date | None = None,
    after: tuple[datetime, str] | None = None,
    limit: int = 25,
) -> list[AnyRow]:
    """Conversations of these offices that wait for us, longest wait first, with the last message's beginning.

    `within` is the condition on the table of participants under which the reader may know of them.
    `due_from` and `due_to` narrow the list to promises of those days. `after` is (waiting_for_us_since, id) of the last row already shown.
    """
    since, last_id = after or (None, None)
    query = _inbox(due_from=due_from is not None, due_to=due_to is not None, after=after is not None)
    values = {
        "offices": offices,
        "due_from": due_from,
        "due_to": due_to,
        "since": since,
        "last_id": last_id,
        "limit": limit,
    }
    return list(session.execute(query.where(within(_person)), values))


def counts(session: Session, offices: list[str], within: Within, today: date) -> AnyRow:
    """How many conversations wait for us: `waiting` in all, `today` due today, `late` past the promised day."""
    return session.execute(_COUNTS.where(within(_person)), {"offices": offices, "today": today}).one()
