"""Redactions: texts of messages that two people took away, and the proposals to do so."""

from sqlalchemy import ForeignKey, Index, Text, text
from sqlalchemy.orm import Mapped, mapped_column

from portal.domain.measures import RedactionKind
from portal.store.base import Base, Word, rows
from portal.store.second import TwoPeople, two_people

_AGREED = text("agreed_at IS NOT NULL")


class Redaction(TwoPeople, Base):
    """One proposal to take the text of a message away, and the proof of it when a second person agreed.

    On agreement the message's text and the copy on its receipt become nothing, and what stood there moves into
    `original`. It is destroyed for everybody at the office and for the participant: no page shows it and no export to
    others holds it. It leaves with the package for the archive alone, and goes with the case. The table points at the
    conversation by its name, because the conversation's own file reads it.
    """

    __tablename__ = "redaction"
    __table_args__ = (
        *two_people(),
        Index("ix_redaction_message", "conversation_id", "sequence"),
        # No text is taken away twice, and so no message is ever shown twice.
        Index(
            "uq_redaction_agreed",
            "conversation_id",
            "sequence",
            unique=True,
            sqlite_where=_AGREED,
            postgresql_where=_AGREED,
        ),
    )

    conversation_id: Mapped[str] = mapped_column(ForeignKey("conversation.id"))
    sequence: Mapped[int]
    kind: Mapped[RedactionKind] = mapped_column(Word(RedactionKind))
    reason: Mapped[str] = mapped_column(Text)
    original: Mapped[str | None] = mapped_column(Text)


REDACTION = rows(Redaction)
