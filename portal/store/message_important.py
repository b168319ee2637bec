"""Which messages must be acknowledged, and what was done because they were not."""

from datetime import datetime

from sqlalchemy import ForeignKey, Text
from sqlalchemy.orm import Mapped, mapped_column

from portal.store.base import Base, Moment, rows
from portal.store.person import Person


class MessageImportant(Base):
    """A message of ours that asks for "I have read this". Each step is taken once; its moment says that it was.

    Once `call_since` is set somebody must phone, and `phoned_at` says that somebody did: `reached`, or tried in vain.
    The table points at the conversation by its name, because the file of the messages reads this one.
    """

    __tablename__ = "message_important"

    conversation_id: Mapped[str] = mapped_column(ForeignKey("conversation.id"), primary_key=True)
    sequence: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    resent_first_at: Mapped[datetime | None] = mapped_column(Moment)
    resent_second_at: Mapped[datetime | None] = mapped_column(Moment)
    call_since: Mapped[datetime | None] = mapped_column(Moment)
    phoned_by: Mapped[str | None] = mapped_column(ForeignKey(Person.id))
    phoned_at: Mapped[datetime | None] = mapped_column(Moment)
    reached: Mapped[bool | None]
    phone_note: Mapped[str] = mapped_column(Text, default="")


IMPORTANT = rows(MessageImportant)
