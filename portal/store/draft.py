"""Drafts: what somebody is writing, or had written when their sign-in ran out, kept for that same person only."""

from datetime import datetime

from sqlalchemy import JSON, ForeignKey, String, bindparam, delete, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from portal.store.base import Base, Moment, rows
from portal.store.person import Person

LONGEST_PAGE = 200


class Draft(Base):
    """The fields of one form, by the page they belong to. Kept 24 hours, then swept."""

    __tablename__ = "draft"

    person_id: Mapped[str] = mapped_column(ForeignKey(Person.id), primary_key=True)
    page: Mapped[str] = mapped_column(String(LONGEST_PAGE), primary_key=True)
    fields: Mapped[dict[str, str]] = mapped_column(JSON)
    saved_at: Mapped[datetime] = mapped_column(Moment)


_draft = rows(Draft)

_FIELDS = select(_draft.c.fields).where(
    _draft.c.person_id == bindparam("person_id"),
    _draft.c.page == bindparam("page"),
    _draft.c.saved_at >= bindparam("since"),
)


def save(session: Session, draft: Draft) -> None:
    """Keep the draft in place of an older one for the same page."""
    session.merge(draft)


def fields(session: Session, person_id: str, page: str, since: datetime) -> dict[str, str]:
    """What was written on the page at `since` or later, or nothing."""
    found = session.scalar(_FIELDS, {"person_id": person_id, "page": page, "since": since})
    return dict(found or {})


def forget(session: Session, person_id: str, page: str) -> None:
    """The form was sent, so the draft goes."""
    session.execute(delete(Draft).where(Draft.person_id == person_id, Draft.page == page))


def sweep(session: Session, before: datetime) -> None:
    """Drop drafts saved before a moment."""
    session.execute(delete(Draft).where(Draft.saved_at < before))
