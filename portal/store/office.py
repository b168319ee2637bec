"""Offices: the Nav offices of the municipalities that use the portal."""

from sqlalchemy import String
from sqlalchemy.orm import Mapped, Session, mapped_column

from portal.store.base import Base, new_id


class Office(Base):
    """One office. Its routines (how soon it answers) are settings of the office, never law."""

    __tablename__ = "office"

    id: Mapped[str] = mapped_column(String(36), primary_key=True, default=new_id)
    name: Mapped[str] = mapped_column(String(80))
    municipality: Mapped[str] = mapped_column(String(80))
    municipality_number: Mapped[str] = mapped_column(String(4))
    phone: Mapped[str] = mapped_column(String(20))
    locale: Mapped[str] = mapped_column(String(12), default="nb")
    answer_working_days: Mapped[int] = mapped_column(default=3)


def by_id(session: Session, office_id: str) -> Office | None:
    """The office, or None."""
    return session.get(Office, office_id)
