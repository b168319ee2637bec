"""Earlier versions of absences: what had been reported, and decided of it, before it was changed or taken back."""

from datetime import date, datetime, time
from typing import Any

from sqlalchemy import JSON, Date, ForeignKey, Integer, String, Text, Time, func, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from portal.domain.absence import AbsenceKind, AbsenceState, Documentation, Proposed
from portal.store.absence import Absence
from portal.store.base import AnyRow, Base, Moment, Word, rows
from portal.store.person import Person
from portal.store.submission import Submission

# What a version keeps of the absence as it was.
KEPT = (
    *(
        "kind",
        "first_day",
        "last_day",
        "starts",
        "ends",
        "minutes_a_day",
        "details",
        "note",
        "doctors_note_from",
        "documentation",
        "documentation_by",
    ),
    *(
        "state",
        "proposal",
        "further",
        "proposed",
        "decided_by",
        "decided_at",
        "decision_text",
        "submission_id",
        "reported_at",
    ),
)


class AbsenceVersion(Base):
    """An absence as it stood until `replaced_by` changed it at `replaced_at`. Number 1 is what was reported first."""

    __tablename__ = "absence_version"

    absence_id: Mapped[str] = mapped_column(ForeignKey(Absence.id), primary_key=True)
    number: Mapped[int] = mapped_column(Integer, primary_key=True)
    kind: Mapped[AbsenceKind] = mapped_column(Word(AbsenceKind))
    first_day: Mapped[date] = mapped_column(Date)
    last_day: Mapped[date] = mapped_column(Date)
    starts: Mapped[time | None] = mapped_column(Time)
    ends: Mapped[time | None] = mapped_column(Time)
    minutes_a_day: Mapped[int | None]
    details: Mapped[dict[str, Any] | None] = mapped_column(JSON)
    note: Mapped[str] = mapped_column(Text, default="")
    doctors_note_from: Mapped[date | None] = mapped_column(Date)
    documentation: Mapped[Documentation] = mapped_column(Word(Documentation))
    documentation_by: Mapped[date | None] = mapped_column(Date)
    state: Mapped[AbsenceState] = mapped_column(Word(AbsenceState))
    proposal: Mapped[dict[str, Any]] = mapped_column(JSON)
    further: Mapped[list[dict[str, Any]] | None] = mapped_column(JSON)
    proposed: Mapped[Proposed | None] = mapped_column(Word(Proposed))
    decided_by: Mapped[str | None] = mapped_column(ForeignKey(Person.id))
    decided_at: Mapped[datetime | None] = mapped_column(Moment)
    decision_text: Mapped[str] = mapped_column(Text, default="")
    submission_id: Mapped[str | None] = mapped_column(ForeignKey(Submission.id))
    reported_at: Mapped[datetime] = mapped_column(Moment)
    replaced_by: Mapped[str] = mapped_column(String(36), ForeignKey(Person.id))
    replaced_at: Mapped[datetime] = mapped_column(Moment)


_version = rows(AbsenceVersion)


def keep(session: Session, absence: Absence, who: str, at: datetime) -> None:
    """Keep the absence as it stands, before `who` changes it. The caller holds its row."""
    before = select(func.count()).where(_version.c.absence_id == absence.id)
    number = (session.scalar(before) or 0) + 1
    values = {name: getattr(absence, name) for name in KEPT}
    kept = AbsenceVersion(absence_id=absence.id, number=number, replaced_by=who, replaced_at=at, **values)
    session.add(kept)


def of_absence(session: Session, absence_id: str) -> list[AnyRow]:
    """The earlier versions of one absence, newest first. Who may see them has been asked of the absence."""
    query = select(_version).where(_version.c.absence_id == absence_id)
    return list(session.execute(query.order_by(_version.c.number.desc())))
