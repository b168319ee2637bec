"""Searching the words of one conversation."""

from sqlalchemy import literal, select
from sqlalchemy.orm import Session

from portal.store.base import AnyRow, rows
from portal.store.engine import folded
from portal.store.message import Message
from portal.store.person import Person

ESCAPE = "\\"
_message, _person = rows(Message), rows(Person)


def containing(
    session: Session,
    conversation_id: str,
    words: str,
    *,
    before: int | None = None,
    limit: int = 20,
    names: bool = True,
) -> list[AnyRow]:
    """The messages with these words in them, newest first, from before a place.

    What a text that was taken away said is nowhere, so it is never found. Capital and small letters are one, as far as
    the database can tell (`portal.store.engine.folded`). Without `names` those of the authors are empty.
    """
    column, wanted = folded(session, _message.c.text, words)
    for sign in (ESCAPE, "%", "_"):
        wanted = wanted.replace(sign, ESCAPE + sign)
    query = (
        select(
            *(
                _message.c[name]
                for name in ("sequence", "author_id", "from_staff", "text", "locale", "sent_at")
            ),
            *(_person.c[name] if names else literal("").label(name) for name in ("name", "alias")),
        )
        .join(_person, _person.c.id == _message.c.author_id)
        .where(
            _message.c.conversation_id == conversation_id,
            column.like(f"%{wanted}%", escape=ESCAPE),
        )
        .order_by(_message.c.sequence.desc())
        .limit(limit)
    )
    if before is not None:
        query = query.where(_message.c.sequence < before)
    return list(session.execute(query))
