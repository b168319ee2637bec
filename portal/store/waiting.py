"""Waiting, written down: which steps followed when an answer did not come, and who said by hand who waits for whom."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import (
    JSON,
    ColumnElement,
    Date,
    ForeignKey,
    FromClause,
    Index,
    Integer,
    ScalarSelect,
    String,
    bindparam,
    exists,
    select,
)
from sqlalchemy.orm import Mapped, Session, mapped_column

from portal.domain.waiting import Rung, Waits
from portal.store.base import AnyRow, Base, Moment, Within, Word, new_id, rows
from portal.store.conversation import Conversation
from portal.store.engine import insert_once
from portal.store.grant import Cover
from portal.store.person import Person
from portal.store.programme import Programme


class AnswerRung(Base):
    """One step that followed while somebody waited for us since `since`, taken once and never changed.

    `answer_by` is the day that was promised. When it had passed, `new_answer_by` is the day that the participant was
    told instead, and `promise` the decision it comes from, as data.
    """

    __tablename__ = "answer_rung"
    __table_args__ = {"sqlite_with_rowid": False}  # noqa: RUF012 -- SQLAlchemy reads this once, at class creation.

    conversation_id: Mapped[str] = mapped_column(ForeignKey(Conversation.id), primary_key=True)
    since: Mapped[datetime] = mapped_column(Moment, primary_key=True)
    rung: Mapped[Rung] = mapped_column(Word(Rung), primary_key=True)
    at: Mapped[datetime] = mapped_column(Moment)
    answer_by: Mapped[date] = mapped_column(Date)
    new_answer_by: Mapped[date | None] = mapped_column(Date)
    promise: Mapped[dict[str, Any] | None] = mapped_column(JSON)


class WaitingMark(Base):
    """Somebody of the staff said who waits for whom. Never changed: the newest one was the last word."""

    __tablename__ = "waiting_mark"
    __table_args__ = (Index("ix_waiting_mark_conversation", "conversation_id", "at"),)

    id: Mapped[str] = mapped_column(String(36), primary_key=True, default=new_id)
    conversation_id: Mapped[str] = mapped_column(ForeignKey(Conversation.id))
    waits: Mapped[Waits] = mapped_column(Word(Waits))
    set_by: Mapped[str] = mapped_column(ForeignKey(Person.id))
    at: Mapped[datetime] = mapped_column(Moment)


_conversation = rows(Conversation)
_rung = rows(AnswerRung)
_mark = rows(WaitingMark)
_person = rows(Person)
_programme = rows(Programme)
_cover = rows(Cover)
_contact = _person.alias("contact")
_by = _person.alias("by")

_THE_WAIT = (_rung.c.conversation_id == _conversation.c.id) & (
    _rung.c.since == _conversation.c.waiting_for_us_since
)
_DUE = (
    select(
        _conversation.c.id,
        _conversation.c.participant_id,
        _conversation.c.office_id,
        _conversation.c.waiting_for_us_since,
        _conversation.c.answer_by,
        _rung.c.rung,
    )
    .join(
        _person,
        # After a move the old office's lock is closed.
        (_person.c.id == _conversation.c.participant_id) & (_person.c.office_id == _conversation.c.office_id),
    )
    .outerjoin(_rung, _THE_WAIT)
    .where(
        _conversation.c.waiting_for_us_since.is_not(None),
        _conversation.c.answer_by <= bindparam("until", type_=Date),
        ~exists().where(_THE_WAIT, _rung.c.rung == Rung.LEADER).correlate(_conversation),
    )
    .order_by(_conversation.c.answer_by, _conversation.c.id)
)
_STILL = (
    select(_conversation.c.id)
    .where(
        _conversation.c.id == bindparam("conversation_id"),
        _conversation.c.waiting_for_us_since == bindparam("since", type_=Moment),
        _conversation.c.answer_by == bindparam("answer_by", type_=Date),
    )
    .with_for_update()
)
_CONTACT = (
    (_programme.c.participant_id == _conversation.c.participant_id)
    & (_programme.c.office_id == _conversation.c.office_id)
    & _programme.c.current
)
_late, _told = _rung.alias("late"), _rung.alias("told")


def _of_the_wait(rung: FromClause, which: Rung) -> ColumnElement[bool]:
    begun = rung.c.since == _conversation.c.waiting_for_us_since
    return (rung.c.conversation_id == _conversation.c.id) & begun & (rung.c.rung == which)


def _cover_of(staff_id: ColumnElement[Any], shown: ColumnElement[Any]) -> ScalarSelect[Any]:
    """Who answers for them on `day`; of several the one who was asked first."""
    day = bindparam("day", type_=Date)
    return (
        select(shown)
        .join(_cover, _cover.c.by_id == _by.c.id)
        .where(
            _cover.c.staff_id == staff_id,
            _cover.c.first_day <= day,
            _cover.c.last_day >= day,
            _cover.c.ended_at.is_(None),
        )
        .order_by(_cover.c.made_at, _cover.c.id)
        .limit(1)
        .scalar_subquery()
    )


# `_newest` stands for the same rows under another name, so that it can be asked for the last of them.
_newest, _setter = _mark.alias("newest"), _person.alias("setter")
_LAST_MARK = (
    select(_newest.c.id)
    .where(_newest.c.conversation_id == _conversation.c.id)
    .order_by(_newest.c.at.desc(), _newest.c.id)
    .limit(1)
    .scalar_subquery()
)
_BEHIND = (
    select(
        _mark.c.waits.label("marked"),
        _mark.c.at.label("marked_at"),
        _setter.c.alias.label("marked_by"),
        _late.c.new_answer_by,
        _late.c.promise,
        _told.c.at.label("leader_told_at"),
        _cover_of(_programme.c.contact_person_id, _by.c.alias).label("cover"),
    )
    .select_from(_conversation)
    .outerjoin(_late, _of_the_wait(_late, Rung.LATE))
    .outerjoin(_told, _of_the_wait(_told, Rung.LEADER))
    .outerjoin(_programme, _CONTACT)
    .outerjoin(_mark, _mark.c.id == _LAST_MARK)
    .outerjoin(_setter, _setter.c.id == _mark.c.set_by)
    .where(_conversation.c.id == bindparam("conversation_id"))
)
_OVERDUE = (
    select(
        _contact.c.name,
        _conversation.c.answer_by,
        _cover_of(_contact.c.id, _by.c.name).label("cover"),
    )
    .select_from(_conversation)
    .join(
        _person,
        (_person.c.id == _conversation.c.participant_id) & (_person.c.office_id == _conversation.c.office_id),
    )
    .outerjoin(_programme, _CONTACT)
    .outerjoin(_contact, _contact.c.id == _programme.c.contact_person_id)
    .where(
        _conversation.c.office_id.in_(bindparam("offices", expanding=True)),
        _conversation.c.waiting_for_us_since.is_not(None),
        _conversation.c.answer_by <= bindparam("until", type_=Date),
    )
    .order_by(_conversation.c.answer_by, _conversation.c.waiting_for_us_since, _conversation.c.id)
    .limit(bindparam("limit", type_=Integer))
)


def due(session: Session, until: date) -> list[AnyRow]:
    """The waits whose promised day is `until` or earlier and whose ladder has a step left, earliest first.

    Each comes once for every step it has taken, with `rung`, or once with None.
    """
    return list(session.execute(_DUE, {"until": until}))


def still_waits(session: Session, conversation_id: str, since: datetime, answer_by: date) -> bool:
    """Whether that wait goes on with that promise; then nobody answers, or changes it, before the commit."""
    values = {"conversation_id": conversation_id, "since": since, "answer_by": answer_by}
    return session.execute(_STILL, values).first() is not None


def take_rung(session: Session, values: dict[str, Any]) -> bool:
    """Write a step down. False when it was taken before."""
    return insert_once(session, _rung, values, ("conversation_id", "since", "rung"))


def behind(session: Session, conversation_id: str, today: date) -> AnyRow | None:
    """What stands behind how a conversation stands: `cover`, the alias of who answers for the contact person today.

    `marked` is the last that somebody said by hand of who waits, with `marked_at` and the alias `marked_by`.
    Of the present wait, `new_answer_by` and `promise` are what the participant was told when the promised day had
    passed, and `leader_told_at` says since when the leader knows; each None while that has not come.
    """
    return session.execute(_BEHIND, {"conversation_id": conversation_id, "day": today}).one_or_none()


def mark(session: Session, conversation_id: str, waits: Waits, set_by: str, at: datetime) -> None:
    """Write down who said by hand who waits."""
    values = {"id": new_id(), "conversation_id": conversation_id, "waits": waits, "set_by": set_by, "at": at}
    session.execute(_mark.insert(), values)


def overdue(
    session: Session, offices: list[str], within: Within, until: date, today: date, limit: int
) -> list[AnyRow]:
    """Waits whose promised day is `until` or earlier, oldest first: whose conversation, and who covers for them today.

    `name` is the contact person's, None where there is none, and `cover` the name of who answers for them today. Nothing
    of the participant or of what was written. `within` is the condition on the table of participants under which the
    reader may know of them.
    """
    values = {"offices": offices, "until": until, "day": today, "limit": limit}
    return list(session.execute(_OVERDUE.where(within(_person)), values))
