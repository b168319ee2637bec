"""The files that come with messages, each by the receipt of its message."""

from sqlalchemy import delete, exists, select
from sqlalchemy.orm import Session

from portal.domain.documents import AboutKind
from portal.store.base import AnyRow, rows
from portal.store.conversation import Conversation
from portal.store.document import Document
from portal.store.message import Message
from portal.store.message_more import MORE
from portal.store.redaction import REDACTION

_document, _message, _conversation = rows(Document), rows(Message), rows(Conversation)
REDACTED = exists().where(
    REDACTION.c.conversation_id == _message.c.conversation_id,
    REDACTION.c.sequence == _message.c.sequence,
    REDACTION.c.agreed_at.is_not(None),
)
"""Whether what stood in the message of the row was taken away."""


def with_messages(session: Session, participant_id: str, receipt_ids: list[str]) -> list[AnyRow]:
    """The files that came with these messages, in the order in which they were chosen."""
    query = (
        select(_document)
        .where(
            _document.c.participant_id == participant_id,
            _document.c.about_kind == AboutKind.MESSAGE,
            _document.c.about_id.in_(receipt_ids),
        )
        .order_by(_document.c.handed_in_at, _document.c.id)
    )
    return list(session.execute(query))


def message_of(session: Session, participant_id: str, receipt_id: str) -> AnyRow | None:
    """Who wrote the message that a file came with, and what it is about: `topic` is None for one about nothing.

    None for a message whose text was taken away: its files went from the page with it, and nobody opens them.
    """
    query = (
        select(_message.c.author_id, _message.c.from_staff, MORE.c.topic, MORE.c.topic_id)
        .select_from(_conversation)
        .join(_message, _message.c.conversation_id == _conversation.c.id)
        .outerjoin(
            MORE,
            (MORE.c.conversation_id == _message.c.conversation_id) & (MORE.c.sequence == _message.c.sequence),
        )
        .where(
            _conversation.c.participant_id == participant_id,
            _message.c.submission_id == receipt_id,
            ~REDACTED,
        )
    )
    return session.execute(query).one_or_none()


def remove(session: Session, participant_id: str, receipt_id: str) -> list[str]:
    """Remove the rows of the files of one message; their ids, by which the files themselves are to go."""
    query = (
        delete(_document)
        .where(
            _document.c.participant_id == participant_id,
            _document.c.about_kind == AboutKind.MESSAGE,
            _document.c.about_id == receipt_id,
        )
        .returning(_document.c.id)
    )
    return list(session.scalars(query))
