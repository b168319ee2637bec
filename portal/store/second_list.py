"""What waits for a second person at an office: proposed measures and texts to take away, in one list and one count."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, exists, func, literal, select, union_all
from sqlalchemy.orm import Session

from portal.store.base import AnyRow, Within, rows
from portal.store.conversation import Conversation
from portal.store.person import Person
from portal.store.redaction import REDACTION
from portal.store.safety_measure import MEASURE
from portal.store.second import waits

_conversation = rows(Conversation)
_person = rows(Person)
_proposer = _person.alias("proposer")
_done = REDACTION.alias("done")


def _measures(*where: ColumnElement[bool]) -> Select[Any]:
    return (
        select(
            literal("measure").label("what"),
            MEASURE.c.id,
            MEASURE.c.kind,
            MEASURE.c.proposed_by,
            MEASURE.c.proposed_at,
            _person.c.name,
            _proposer.c.name.label("proposer"),
        )
        .join(_person, _person.c.id == MEASURE.c.participant_id)
        .join(_proposer, _proposer.c.id == MEASURE.c.proposed_by)
        # After a move the old office's lock is closed.
        .where(MEASURE.c.office_id == _person.c.office_id, *where)
    )


def _redactions(*where: ColumnElement[bool]) -> Select[Any]:
    agreed = exists().where(
        _done.c.conversation_id == REDACTION.c.conversation_id,
        _done.c.sequence == REDACTION.c.sequence,
        _done.c.agreed_at.is_not(None),
    )
    return (
        select(
            literal("message").label("what"),
            REDACTION.c.id,
            REDACTION.c.kind,
            REDACTION.c.proposed_by,
            REDACTION.c.proposed_at,
            _person.c.name,
            _proposer.c.name.label("proposer"),
        )
        .join(_conversation, _conversation.c.id == REDACTION.c.conversation_id)
        .join(_person, _person.c.id == _conversation.c.participant_id)
        .join(_proposer, _proposer.c.id == REDACTION.c.proposed_by)
        .where(_conversation.c.office_id == _person.c.office_id, ~agreed, *where)
    )


def _both(office_id: str, within: Within, now: datetime, today: date) -> tuple[Select[Any], Select[Any]]:
    here = _person.c.office_id == office_id
    return (
        _measures(here, within(_person), waits(MEASURE, now), MEASURE.c.last_day >= today),
        _redactions(here, within(_person), waits(REDACTION, now)),
    )


def waiting(session: Session, office_id: str, within: Within, now: datetime, today: date) -> list[AnyRow]:
    """Every proposal at the office that waits for a second person, oldest first, with who it is about and who proposed it.

    `what` is "measure" or "message". `within` is the condition on the table of participants under which the reader
    may know of them.
    """
    some = [row for query in _both(office_id, within, now, today) for row in session.execute(query)]
    return sorted(some, key=lambda row: (row.proposed_at, row.id))


def count(session: Session, office_id: str, within: Within, now: datetime, today: date) -> int:
    """How many of them there are."""
    together = union_all(
        *(
            query.with_only_columns(query.selected_columns.id)
            for query in _both(office_id, within, now, today)
        )
    ).subquery()
    return session.scalar(select(func.count()).select_from(together)) or 0
