"""Notices: the outbox of what must still be told to somebody outside the portal."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, ForeignKey, Index, String, and_, cast, exists, func, or_, select, update
from sqlalchemy.orm import Mapped, Session, mapped_column

from portal.domain.alarm_events import ImportantResent
from portal.domain.notices import Channel, NoticeState, Says, Trouble
from portal.domain.waiting_events import AnswerMissed
from portal.store.base import AnyRow, Base, Moment, Word, new_id, rows
from portal.store.conversation import Conversation, ReadMark
from portal.store.event import EventRow
from portal.store.important import MessageAcknowledgement
from portal.store.message_important import IMPORTANT
from portal.store.notice_wish import NoticeWish
from portal.store.office import Office
from portal.store.person import Person


class Notice(Base):
    """One notice to one person. `sequence` says which message it is about, so that a read one is dropped.

    `channel` is the way it went, or was tried on last; of a code, the way it must go. `trouble` is what went wrong last.
    """

    __tablename__ = "notice"
    __table_args__ = (
        Index("ix_notice_state_due", "state", "due_at"),
        Index("ix_notice_person_sent", "person_id", "sent_at"),
    )

    id: Mapped[str] = mapped_column(String(36), primary_key=True, default=new_id)
    person_id: Mapped[str] = mapped_column(ForeignKey(Person.id))
    event_id: Mapped[str] = mapped_column(String(36))
    conversation_id: Mapped[str | None] = mapped_column(ForeignKey(Conversation.id))
    sequence: Mapped[int | None]
    state: Mapped[NoticeState] = mapped_column(Word(NoticeState), default=NoticeState.QUEUED)
    due_at: Mapped[datetime] = mapped_column(Moment)
    attempts: Mapped[int] = mapped_column(default=0)
    leased: Mapped[bool] = mapped_column(default=False)
    sent_at: Mapped[datetime | None] = mapped_column(Moment)
    says: Mapped[Says] = mapped_column(Word(Says), default=Says.NEWS, server_default=Says.NEWS.value)
    channel: Mapped[Channel | None] = mapped_column(Word(Channel))
    trouble: Mapped[Trouble | None] = mapped_column(Word(Trouble))


# How many due notices one worker looks at before it rests: others to the same person may be on their way.
CANDIDATES = 20

_notice = rows(Notice)
_other = _notice.alias("other")
_person = rows(Person)
_office = rows(Office)
_mark = rows(ReadMark)
_event = rows(EventRow)
_wish = rows(NoticeWish)
_conversation = rows(Conversation)
_acknowledged = rows(MessageAcknowledgement)

# What was waiting for a decent hour may have been settled meanwhile: the important message was acknowledged, or nobody
# waits any more for the answer that was late.
_OVER = or_(
    and_(
        _event.c.kind == ImportantResent.__name__,
        exists().where(
            _acknowledged.c.conversation_id == _notice.c.conversation_id,
            _acknowledged.c.person_id == _notice.c.person_id,
            cast(_acknowledged.c.sequence, String) == _event.c.data["sequence"].as_string(),
        ),
    ),
    and_(
        _event.c.kind == AnswerMissed.__name__,
        exists().where(
            _conversation.c.id == _notice.c.conversation_id,
            or_(
                _conversation.c.waiting_for_us_since.is_(None),
                _conversation.c.waiting_for_us_since > _event.c.at,
            ),
        ),
    ),
)


def claim(session: Session, now: datetime, lease: timedelta) -> AnyRow | None:
    """Take one due notice for `lease`: until then no other worker sees it, and after a crash it comes back.

    While one notice to a person is on its way, no other to the same person is taken, so that the pause between
    two notices can be judged by what has been sent.
    """
    due = (
        select(_notice.c.id, _notice.c.person_id)
        .where(_is_due(now), ~_is_told(now))
        .order_by(_notice.c.due_at)
    )
    for candidate in session.execute(due.limit(CANDIDATES)).all():
        # Taking turns at the person's row. What the first did is then seen by the second: its next statement
        # looks at the tables afresh.
        session.execute(select(_person.c.id).where(_person.c.id == candidate.person_id).with_for_update())
        taken = session.execute(
            update(_notice)
            .where(_notice.c.id == candidate.id, _is_due(now), ~_is_told(now))
            .values(due_at=now + lease, attempts=_notice.c.attempts + 1, leased=True)
            .returning(_notice.c.id)
        ).scalar_one_or_none()
        if taken is not None:
            return _claimed(session, taken)
    return None


def _is_due(now: datetime) -> ColumnElement[bool]:
    return (_notice.c.state == NoticeState.QUEUED) & (_notice.c.due_at <= now)


def _is_told(now: datetime) -> ColumnElement[bool]:
    """Whether another notice to the same person is being sent just now."""
    return (
        select(_other.c.id)
        .where(
            _other.c.person_id == _notice.c.person_id,
            _other.c.state == NoticeState.QUEUED,
            _other.c.leased.is_(True),
            _other.c.due_at > now,
        )
        .exists()
    )


def _claimed(session: Session, notice_id: str) -> AnyRow:
    query = (
        select(
            _notice.c.id,
            _notice.c.person_id,
            _notice.c.conversation_id,
            _notice.c.sequence,
            _notice.c.attempts,
            _person.c.phone,
            _person.c.locale,
            _person.c.notices,
            _office.c.practice,
            _office.c.locale.label("office_locale"),
            _notice.c.says,
            _notice.c.channel,
            _wish.c.channels,
            _wish.c.weekly,
            _wish.c.reserved,
            func.coalesce(_wish.c.email, "").label("email"),
            func.coalesce(_mark.c.sequence, 0).label("read_up_to"),
            IMPORTANT.c.sequence.is_not(None).label("important"),
            _event.c.kind,
            _event.c.at.label("happened_at"),
            _OVER.label("over"),
        )
        .join(_person, _person.c.id == _notice.c.person_id)
        .outerjoin(_office, _office.c.id == _person.c.office_id)
        .outerjoin(_wish, _wish.c.person_id == _notice.c.person_id)
        .outerjoin(_event, _event.c.id == _notice.c.event_id)
        .outerjoin(
            _mark,
            (_mark.c.conversation_id == _notice.c.conversation_id)
            & (_mark.c.person_id == _notice.c.person_id),
        )
        .outerjoin(
            IMPORTANT,
            (IMPORTANT.c.conversation_id == _notice.c.conversation_id)
            & (IMPORTANT.c.sequence == _notice.c.sequence),
        )
        .where(_notice.c.id == notice_id)
    )
    return session.execute(query).one()


def last_sent(session: Session, person_id: str) -> datetime | None:
    """When the person last got a notice. A code that they asked for is none."""
    query = select(func.max(_notice.c.sent_at)).where(
        _notice.c.person_id == person_id, _notice.c.says == Says.NEWS
    )
    last: datetime | None = session.scalar(query)
    return last


def settle(
    session: Session,
    notice_id: str,
    state: NoticeState,
    at: datetime,
    channel: Channel | None = None,
    trouble: Trouble | None = None,
) -> None:
    """Close the notice as sent, dropped or dead."""
    said: dict[str, Any] = {"state": state, "sent_at": at if state is NoticeState.SENT else None}
    if channel is not None:
        said["channel"] = channel
    session.execute(
        update(_notice).where(_notice.c.id == notice_id).values(**said, trouble=trouble, leased=False)
    )


def postpone(session: Session, notice_id: str, until: datetime) -> None:
    """Try again at `until`, without counting this as an attempt against the notice."""
    session.execute(
        update(_notice)
        .where(_notice.c.id == notice_id)
        .values(due_at=until, attempts=_notice.c.attempts - 1, leased=False)
    )


def retry(session: Session, notice_id: str, until: datetime, channel: Channel, trouble: Trouble) -> None:
    """Try again at `until`. This was an attempt, and what went wrong is kept."""
    session.execute(
        update(_notice)
        .where(_notice.c.id == notice_id)
        .values(due_at=until, leased=False, channel=channel, trouble=trouble)
    )


def told_with(session: Session, notice_id: str, person_id: str, now: datetime, but: Iterable[str]) -> None:
    """Drop whatever else waited for the person until `now`: one notice has told of all. `but` are kinds of events that
    are told by themselves."""
    happened = select(_event.c.id).where(
        _event.c.participant_id == person_id, _event.c.at <= now, _event.c.kind.not_in(sorted(but))
    )
    session.execute(
        update(_notice)
        .where(
            _notice.c.person_id == person_id,
            _notice.c.id != notice_id,
            _notice.c.state == NoticeState.QUEUED,
            _notice.c.says == Says.NEWS,
            _notice.c.event_id.in_(happened),
        )
        .values(state=NoticeState.DROPPED)
    )
