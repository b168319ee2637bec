"""Offices: the Nav offices of the municipalities that use the portal."""

from typing import Any

from sqlalchemy import JSON, String, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from portal.store.base import AnyRow, Base, new_id, rows
from portal.store.names import by_name


class Office(Base):
    """One office. `practice` is what it has chosen itself, by the names of the rules' settings; never law."""

    __tablename__ = "office"

    id: Mapped[str] = mapped_column(String(36), primary_key=True, default=new_id)
    name: Mapped[str] = mapped_column(String(80))
    municipality: Mapped[str] = mapped_column(String(80))
    municipality_number: Mapped[str] = mapped_column(String(4))
    phone: Mapped[str] = mapped_column(String(20))
    locale: Mapped[str] = mapped_column(String(12), default="nb")
    practice: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict, server_default="{}")


def by_id(session: Session, office_id: str) -> Office | None:
    """The office, or None."""
    return session.get(Office, office_id)


def all_offices(session: Session) -> list[AnyRow]:
    """Every office, by name."""
    table = rows(Office)
    return by_name(session.execute(select(table).order_by(table.c.name, table.c.id)))


def named(session: Session, office: str) -> list[str]:
    """The ids of the offices with that id or that municipality number."""
    table = rows(Office)
    query = select(table.c.id).where((table.c.id == office) | (table.c.municipality_number == office))
    return list(session.scalars(query))
