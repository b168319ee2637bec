"""Taking a text away: the message a proposal is about, the proposals themselves, and the change of every copy."""

from datetime import date

from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from portal.domain.measures import RedactionKind
from portal.store import message_phrase
from portal.store.base import AnyRow, Within, rows
from portal.store.conversation import Conversation
from portal.store.message import Message
from portal.store.message_files import REDACTED
from portal.store.message_more import MORE
from portal.store.person import Person
from portal.store.redaction import REDACTION
from portal.store.submission import Submission

_conversation = rows(Conversation)
_message = rows(Message)
_submission = rows(Submission)
_person = rows(Person)
_proposer, _author = _person.alias("proposer"), _person.alias("author")
_FILES = func.coalesce(MORE.c.files, 0).label("files")
_MORE_OF_IT = (MORE.c.conversation_id == _message.c.conversation_id) & (
    MORE.c.sequence == _message.c.sequence
)


def message(session: Session, conversation_id: str, sequence: int) -> AnyRow | None:
    """One message with its author's name how many files came with it, and whether it was taken away; or None."""
    query = (
        select(_message, _person.c.name.label("author"), _FILES, REDACTED.label("redacted"))
        .join(_person, _person.c.id == _message.c.author_id)
        .outerjoin(MORE, _MORE_OF_IT)
        .where(_message.c.conversation_id == conversation_id, _message.c.sequence == sequence)
    )
    return session.execute(query).one_or_none()


def of_message(session: Session, conversation_id: str, sequence: int) -> list[AnyRow]:
    """Every proposal about one message, newest first, without the original."""
    query = select(
        REDACTION.c.id,
        REDACTION.c.kind,
        REDACTION.c.reason,
        REDACTION.c.proposed_by,
        REDACTION.c.proposed_at,
        REDACTION.c.agreed_at,
        REDACTION.c.declined_at,
    ).where(REDACTION.c.conversation_id == conversation_id, REDACTION.c.sequence == sequence)
    return list(session.execute(query.order_by(REDACTION.c.proposed_at.desc(), REDACTION.c.id)))


def by_id(session: Session, within: Within, redaction_id: str) -> AnyRow | None:
    """One proposal with its message at the participant's present office, if the reader may know of them."""
    shown = [column for column in REDACTION.columns if column.name != "original"]
    query = (
        select(
            *shown,
            _conversation.c.participant_id,
            _conversation.c.office_id,
            _person.c.name,
            _proposer.c.name.label("proposer"),
            _author.c.name.label("author"),
            _message.c.text,
            _message.c.locale,
            _message.c.sent_at,
            _FILES,
        )
        .join(_conversation, _conversation.c.id == REDACTION.c.conversation_id)
        .join(_person, _person.c.id == _conversation.c.participant_id)
        .join(_proposer, _proposer.c.id == REDACTION.c.proposed_by)
        .join(
            _message,
            (_message.c.conversation_id == REDACTION.c.conversation_id)
            & (_message.c.sequence == REDACTION.c.sequence),
        )
        .join(_author, _author.c.id == _message.c.author_id)
        .outerjoin(MORE, _MORE_OF_IT)
        .where(
            REDACTION.c.id == redaction_id,
            _conversation.c.office_id == _person.c.office_id,
            within(_person),
        )
    )
    return session.execute(query).one_or_none()


def take_away(session: Session, redaction_id: str, found: AnyRow, kind: RedactionKind, day: date) -> None:
    """Move the text of a message into the redaction, and empty every copy of it.

    `found` is the message (`message`). Its receipt says from now on that the text was removed, why and when. The
    receipt's fingerprint stays, so that a form sent twice is still one.
    """
    session.execute(update(REDACTION).where(REDACTION.c.id == redaction_id).values(original=found.text))
    here = (_message.c.conversation_id == found.conversation_id) & (_message.c.sequence == found.sequence)
    session.execute(update(_message).where(here).values(text=""))
    message_phrase.forget(session, found.conversation_id, found.sequence)
    if found.submission_id is None:
        return
    content = session.scalar(select(_submission.c.content).where(_submission.c.id == found.submission_id))
    told = {**(content or {}), "text": "", "redacted": kind.value, "redacted_on": day.isoformat()}
    session.execute(update(_submission).where(_submission.c.id == found.submission_id).values(content=told))
