"""Messages, clustered by conversation: a page of them, and how many are unread."""

from datetime import datetime

from sqlalchemy import (
    ColumnElement,
    ForeignKey,
    Integer,
    String,
    Table,
    Text,
    and_,
    bindparam,
    func,
    literal,
    select,
)
from sqlalchemy.orm import Mapped, Session, mapped_column

from portal.store.base import AnyRow, Base, Moment, rows
from portal.store.conversation import Conversation, ReadMark
from portal.store.message_desk import AUTOMATIC, JOURNAL, MISTAKE
from portal.store.message_important import IMPORTANT
from portal.store.message_more import MORE
from portal.store.message_phrase import MESSAGE_PHRASE
from portal.store.person import Person
from portal.store.redaction import REDACTION
from portal.store.submission import Submission


class Message(Base):
    """One message, never changed but by two people who take its text away (`portal.store.redaction`).

    The table is clustered by conversation, so a page of it is one read.
    """

    __tablename__ = "message"
    __table_args__ = {"sqlite_with_rowid": False}  # noqa: RUF012 -- SQLAlchemy reads this once, at class creation.

    conversation_id: Mapped[str] = mapped_column(ForeignKey(Conversation.id), primary_key=True)
    sequence: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    author_id: Mapped[str] = mapped_column(ForeignKey(Person.id))
    from_staff: Mapped[bool]
    text: Mapped[str] = mapped_column(Text)
    locale: Mapped[str] = mapped_column(String(12))
    sent_at: Mapped[datetime] = mapped_column(Moment)
    submission_id: Mapped[str | None] = mapped_column(ForeignKey(Submission.id))


_conversation = rows(Conversation)
_message = rows(Message)
_mark = rows(ReadMark)
_person = rows(Person)


def _at_the_place_of(table: Table) -> ColumnElement[bool]:
    return (table.c.conversation_id == _message.c.conversation_id) & (table.c.sequence == _message.c.sequence)


_NEWEST = (
    select(
        _message.c.sequence,
        _message.c.author_id,
        _message.c.from_staff,
        _message.c.text,
        _message.c.locale,
        _message.c.sent_at,
        REDACTION.c.kind.label("redacted"),
        REDACTION.c.agreed_at.label("redacted_at"),
        MESSAGE_PHRASE.c.phrase,
        MESSAGE_PHRASE.c.version.label("phrase_version"),
        MESSAGE_PHRASE.c.slots,
        MESSAGE_PHRASE.c.wordings,
        AUTOMATIC.c.kind.label("automatic"),
        AUTOMATIC.c.wording,
        AUTOMATIC.c.until,
        AUTOMATIC.c.answer_by,
        MISTAKE.c.kind.label("mistake"),
        JOURNAL.c.marked_at.label("journal_marked_at"),
        JOURNAL.c.journalled_on,
        JOURNAL.c.reference,
        _message.c.submission_id,
        MORE.c.topic,
        MORE.c.topic_id,
        MORE.c.files,
        IMPORTANT.c.sequence.label("important"),
        IMPORTANT.c.resent_first_at,
        IMPORTANT.c.resent_second_at,
        _person.c.name,
        _person.c.alias,
    )
    .join(_person, _person.c.id == _message.c.author_id)
    .outerjoin(
        REDACTION,
        and_(
            REDACTION.c.conversation_id == _message.c.conversation_id,
            REDACTION.c.sequence == _message.c.sequence,
            REDACTION.c.agreed_at.is_not(None),
        ),
    )
    .outerjoin(
        MESSAGE_PHRASE,
        and_(
            MESSAGE_PHRASE.c.conversation_id == _message.c.conversation_id,
            MESSAGE_PHRASE.c.sequence == _message.c.sequence,
        ),
    )
    .outerjoin(AUTOMATIC, _at_the_place_of(AUTOMATIC))
    .outerjoin(MISTAKE, _at_the_place_of(MISTAKE))
    .outerjoin(JOURNAL, _at_the_place_of(JOURNAL))
    .outerjoin(
        MORE,
        and_(
            MORE.c.conversation_id == _message.c.conversation_id,
            MORE.c.sequence == _message.c.sequence,
        ),
    )
    .outerjoin(IMPORTANT, _at_the_place_of(IMPORTANT))
    .where(_message.c.conversation_id == bindparam("conversation_id"))
    .order_by(_message.c.sequence.desc())
    .limit(bindparam("limit", type_=Integer))
)
_NAMELESS = _NEWEST.with_only_columns(
    *(column for column in _NEWEST.selected_columns if column.name not in {"name", "alias"}),
    literal("").label("name"),
    literal("").label("alias"),
    maintain_column_froms=True,
)
_UNREAD = (
    select(func.count())
    .select_from(_conversation)
    .outerjoin(
        _mark,
        and_(
            _mark.c.conversation_id == _conversation.c.id,
            _mark.c.person_id == bindparam("reader_id"),
        ),
    )
    .join(_message, _message.c.conversation_id == _conversation.c.id)
    .where(
        _conversation.c.participant_id == bindparam("participant_id"),
        _conversation.c.office_id == bindparam("office_id"),
        _message.c.sequence > func.coalesce(_mark.c.sequence, 0),
        _message.c.from_staff.is_(True),
    )
)


def messages(
    session: Session,
    conversation_id: str,
    *,
    before: int | None = None,
    limit: int = 30,
    names: bool = True,
) -> list[AnyRow]:
    """Messages with the author's name and alias, oldest first: the newest `limit`, or those before a place.

    Where a text was taken away, `redacted` says why and `redacted_at` when. `important` is set where somebody must
    say that they have read it, with the moments at which it was sent again.
    Without `names`, for somebody whose whereabouts must show nowhere, both are empty.
    """
    values = {"conversation_id": conversation_id, "limit": limit, "before": before}
    query = _NEWEST if names else _NAMELESS
    if before is not None:
        query = query.where(_message.c.sequence < bindparam("before"))
    return list(session.execute(query, values))[::-1]


def first_unread(session: Session, conversation_id: str, read_up_to: int) -> int | None:
    """The place of the first message from staff above a mark, None without one."""
    query = select(func.min(_message.c.sequence)).where(
        _message.c.conversation_id == conversation_id,
        _message.c.sequence > read_up_to,
        _message.c.from_staff.is_(True),
    )
    first: int | None = session.scalar(query)
    return first


def any_after(session: Session, conversation_id: str, place: int) -> bool:
    """Whether a message stands behind that place. One that was taken back does not, though its place is never given again."""
    query = select(_message.c.sequence).where(
        _message.c.conversation_id == conversation_id, _message.c.sequence > place
    )
    return session.scalar(query.limit(1)) is not None


def texts(session: Session, conversation_id: str, sequences: list[int] | None) -> list[AnyRow]:
    """These messages of a conversation, or with None all of them, in their order, as they stand in the table."""
    query = select(_message).where(_message.c.conversation_id == conversation_id)
    if sequences is not None:
        query = query.where(_message.c.sequence.in_(sequences))
    return list(session.execute(query.order_by(_message.c.sequence)))


def unread(session: Session, participant_id: str, office_id: str, reader_id: str) -> int:
    """How many messages from staff the reader, the participant or who acts for them, has not read."""
    values = {"participant_id": participant_id, "office_id": office_id, "reader_id": reader_id}
    return session.scalar(_UNREAD, values) or 0
