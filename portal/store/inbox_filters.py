"""Who answers each conversation of the inbox, and what the list can be narrowed to, each with its count."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, FromClause, and_, case, exists, func, or_, select
from sqlalchemy.orm import Session

from portal.domain.access import Protection
from portal.domain.people import Role
from portal.store.base import AnyRow, Within, rows
from portal.store.conversation import Conversation
from portal.store.hand_over import HandOver
from portal.store.message import Message
from portal.store.message_desk import AUTOMATIC
from portal.store.person import Person
from portal.store.programme import Programme
from portal.store.protection import Disqualified, TeamMember

_conversation = rows(Conversation)
_person = rows(Person)
_ours = rows(Message).alias("ours")
_programme = rows(Programme)
_hand_over = rows(HandOver)
_disqualified = rows(Disqualified)
_member = rows(TeamMember)
_to = _person.alias("receiver")
_answers = _person.alias("answers")

ANSWERS = func.coalesce(_hand_over.c.handed_to, _programme.c.contact_person_id)
"""Who answers: the colleague whom it was handed to, or the contact person."""
COLUMNS = (
    _programme.c.interpreter,
    _answers.c.alias.label("answers"),
    _answers.c.id.label("answers_id"),
    _hand_over.c.id.label("hand_over_id"),
    # The reason is from one to the other; the list shows it to whom it was written for.
    _hand_over.c.reason.label("hand_over_reason"),
)


@dataclass(frozen=True, slots=True)
class Narrow:
    """What the list is narrowed to: conversations that these people answer, of a language, with an interpreter, and
    those that nobody has ever answered. Without any of them it holds all."""

    answered_by: frozenset[str] | None = None
    locale: str = ""
    interpreter: bool = False
    never_answered: bool = False


def _still_theirs() -> ColumnElement[bool]:
    """Whether the colleague can still answer: at the office, and kept from the case by no core rule.

    What was handed to somebody who can answer no more is the contact person's again.
    """
    here = exists().where(
        _to.c.id == _hand_over.c.handed_to,
        _to.c.office_id == _conversation.c.office_id,
        _to.c.role == Role.CASEWORKER,
    )
    tied = exists().where(
        _disqualified.c.staff_id == _hand_over.c.handed_to, _disqualified.c.participant_id == _person.c.id
    )
    named = exists().where(
        _member.c.staff_id == _hand_over.c.handed_to, _member.c.participant_id == _person.c.id
    )
    return and_(here, ~tied, or_(_person.c.protection == Protection.NONE, named))


def beside(table: FromClause) -> FromClause:
    """A join of conversations and participants with the programme, the hand-over that stands, and who answers."""
    programme = and_(
        _programme.c.participant_id == _conversation.c.participant_id,
        _programme.c.office_id == _conversation.c.office_id,
        _programme.c.current,
    )
    stands = and_(
        _hand_over.c.conversation_id == _conversation.c.id,
        _hand_over.c.ended_at.is_(None),
        _still_theirs(),
    )
    return (
        table.outerjoin(_programme, programme)
        .outerjoin(_hand_over, stands)
        .outerjoin(_answers, _answers.c.id == ANSWERS)
    )


def _never_answered() -> ColumnElement[bool]:
    # What the portal says by itself is no answer of ours.
    by_itself = exists().where(
        AUTOMATIC.c.conversation_id == _ours.c.conversation_id, AUTOMATIC.c.sequence == _ours.c.sequence
    )
    return ~exists().where(
        _ours.c.conversation_id == _conversation.c.id, _ours.c.from_staff.is_(True), ~by_itself
    )


def conditions(narrow: Narrow) -> list[ColumnElement[bool]]:
    """What a row must meet to be on the narrowed list."""
    found: list[ColumnElement[bool]] = []
    if narrow.answered_by is not None:
        found.append(ANSWERS.in_(sorted(narrow.answered_by)))
    if narrow.locale:
        found.append(_person.c.locale == narrow.locale)
    if narrow.interpreter:
        found.append(_programme.c.interpreter != "")
    if narrow.never_answered:
        found.append(_never_answered())
    return found


def tallies(
    session: Session,
    waiting: tuple[ColumnElement[bool], ...],
    offices: list[str],
    within: Within,
    *,
    me: str,
    covered: frozenset[str],
    due_from: date | None,
    due_to: date | None,
) -> list[AnyRow]:
    """For each language how many conversations wait: `all`, and of them `mine`, `covered`, `interpreter` and `never`.

    `waiting` are the conditions of the inbox itself, over `offices`.
    """
    query = (
        select(
            _person.c.locale,
            func.count().label("all"),
            _count(ANSWERS.in_([me])).label("mine"),
            _count(ANSWERS.in_(sorted(covered))).label("covered"),
            _count(_programme.c.interpreter != "").label("interpreter"),
            _count(_never_answered()).label("never"),
        )
        .select_from(beside(_conversation.join(_person, _person.c.id == _conversation.c.participant_id)))
        .where(*waiting, within(_person))
        .group_by(_person.c.locale)
        .order_by(func.count().desc(), _person.c.locale)
    )
    if due_from is not None:
        query = query.where(_conversation.c.answer_by >= due_from)
    if due_to is not None:
        query = query.where(_conversation.c.answer_by <= due_to)
    return list(session.execute(query, {"offices": offices}))


def _count(condition: ColumnElement[bool]) -> ColumnElement[Any]:
    return func.count(case((condition, 1)))
