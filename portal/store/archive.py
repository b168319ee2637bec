"""Exports to the archive, purge runs and tombstones: what is left to tell when a case is gone."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, Index, String, Text, func, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from portal.store.base import AnyRow, Base, Moment, new_id, rows


class ArchiveExport(Base):
    """One package of one participant's case at one office. There are no foreign keys: it outlives what it speaks of.

    `manifest_digest` is what the archive's receipt must name; `rows_digest` is what the rows here are compared with
    before they are purged. Both are SHA-256 in hexadecimal.
    """

    __tablename__ = "archive_export"
    __table_args__ = (Index("ix_archive_export_participant", "participant_id", "made_at"),)

    id: Mapped[str] = mapped_column(String(36), primary_key=True, default=new_id)
    participant_id: Mapped[str] = mapped_column(String(36))
    office_id: Mapped[str | None] = mapped_column(String(36))
    made_at: Mapped[datetime] = mapped_column(Moment)
    made_by: Mapped[str] = mapped_column(String(60))
    manifest_digest: Mapped[str] = mapped_column(String(64))
    rows_digest: Mapped[str] = mapped_column(String(64))
    counts: Mapped[dict[str, Any]] = mapped_column(JSON)
    confirmed_at: Mapped[datetime | None] = mapped_column(Moment)
    receipt: Mapped[str] = mapped_column(Text, default="")


class PurgeRun(Base):
    """One run: how many rows of each table are gone, true at every moment of the run."""

    __tablename__ = "purge_run"

    id: Mapped[str] = mapped_column(String(36), primary_key=True, default=new_id)
    at: Mapped[datetime] = mapped_column(Moment)
    by: Mapped[str] = mapped_column(String(60))
    replay: Mapped[bool] = mapped_column(default=False)
    participants: Mapped[int] = mapped_column(default=0)
    counts: Mapped[dict[str, Any]] = mapped_column(JSON)
    finished_at: Mapped[datetime | None] = mapped_column(Moment)


class Tombstone(Base):
    """A participant was purged. Kept outside too, so that a restored backup can be purged again."""

    __tablename__ = "tombstone"

    participant_id: Mapped[str] = mapped_column(String(36), primary_key=True)
    purged_at: Mapped[datetime] = mapped_column(Moment)


def export(session: Session, export_id: str) -> ArchiveExport | None:
    """The export, or None."""
    return session.get(ArchiveExport, export_id)


def exports_of(session: Session, participant_id: str, office_id: str) -> list[AnyRow]:
    """The exports of a participant's record at an office, newest first."""
    table = rows(ArchiveExport)
    query = select(table).where(
        table.c.participant_id == participant_id, func.coalesce(table.c.office_id, "") == office_id
    )
    return list(session.execute(query.order_by(table.c.made_at.desc(), table.c.id)))


def tombstones(session: Session) -> list[AnyRow]:
    """Every tombstone, oldest first."""
    table = rows(Tombstone)
    return list(session.execute(select(table).order_by(table.c.purged_at, table.c.participant_id)))
