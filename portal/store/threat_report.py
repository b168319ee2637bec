"""Reports of threats: what one of the staff saw, the messages as they stood then, and how a leader closed it."""

from datetime import datetime
from typing import Any

from sqlalchemy import Boolean, ForeignKey, Index, Select, String, Text, exists, func, select, update
from sqlalchemy.orm import Mapped, Session, mapped_column

from portal.domain.alarms import ThreatOutcome
from portal.store.base import AnyRow, Base, Moment, Within, Word, new_id, rows
from portal.store.conversation import Conversation
from portal.store.person import Person


class ThreatReport(Base):
    """One report. While it is not closed, nothing of its evidence is taken away anywhere.

    The participant and who helps them see none of it: it is about the safety of the staff (`portal.store.disclosure`).
    `digest` is the hash over the hashes of the evidence in its order, so that a missing message shows too.
    """

    __tablename__ = "threat_report"
    __table_args__ = (
        Index("ix_threat_report_participant", "participant_id", "office_id"),
        Index("ix_threat_report_office_closed", "office_id", "closed_at"),
    )

    id: Mapped[str] = mapped_column(String(36), primary_key=True, default=new_id)
    participant_id: Mapped[str] = mapped_column(ForeignKey(Person.id))
    conversation_id: Mapped[str] = mapped_column(ForeignKey(Conversation.id))
    office_id: Mapped[str] = mapped_column(String(36))
    whole: Mapped[bool] = mapped_column(Boolean)
    description: Mapped[str] = mapped_column(Text)
    digest: Mapped[str] = mapped_column(String(64))
    reported_by: Mapped[str] = mapped_column(ForeignKey(Person.id))
    reported_at: Mapped[datetime] = mapped_column(Moment)
    outcome: Mapped[ThreatOutcome | None] = mapped_column(Word(ThreatOutcome))
    outcome_text: Mapped[str] = mapped_column(Text, default="")
    closed_by: Mapped[str | None] = mapped_column(ForeignKey(Person.id))
    closed_at: Mapped[datetime | None] = mapped_column(Moment)


class ThreatEvidence(Base):
    """One message as it stood when the threat was reported, with the hash of all that stands here of it."""

    __tablename__ = "threat_evidence"

    report_id: Mapped[str] = mapped_column(ForeignKey(ThreatReport.id), primary_key=True)
    sequence: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    author_id: Mapped[str] = mapped_column(ForeignKey(Person.id))
    from_staff: Mapped[bool]
    text: Mapped[str] = mapped_column(Text)
    locale: Mapped[str] = mapped_column(String(12))
    sent_at: Mapped[datetime] = mapped_column(Moment)
    sha256: Mapped[str] = mapped_column(String(64))


REPORT = rows(ThreatReport)
EVIDENCE = rows(ThreatEvidence)
_person = rows(Person)
_reporter, _closer, _author = (_person.alias(name) for name in ("reporter", "closer", "author"))


def _named() -> Select[Any]:
    """Every report at the participant's present office, with the names of the staff: an office that was left is locked."""
    return (
        select(
            REPORT,
            _person.c.name,
            _reporter.c.name.label("reporter"),
            _closer.c.name.label("closer"),
        )
        .join(_person, _person.c.id == REPORT.c.participant_id)
        .join(_reporter, _reporter.c.id == REPORT.c.reported_by)
        .outerjoin(_closer, _closer.c.id == REPORT.c.closed_by)
        .where(REPORT.c.office_id == _person.c.office_id)
    )


def of_office(session: Session, office_id: str, within: Within) -> list[AnyRow]:
    """The reports at an office of whom the reader may know: those that are open first, newest first."""
    query = _named().where(REPORT.c.office_id == office_id, within(_person))
    order = (REPORT.c.closed_at.is_not(None), REPORT.c.reported_at.desc(), REPORT.c.id)
    return list(session.execute(query.order_by(*order)))


def count_open(session: Session, office_id: str, within: Within) -> int:
    """How many of them no leader has closed."""
    query = _named().where(REPORT.c.office_id == office_id, within(_person), REPORT.c.closed_at.is_(None))
    return session.scalar(select(func.count()).select_from(query.subquery())) or 0


def of_case(session: Session, participant_id: str, office_id: str) -> list[AnyRow]:
    """Every report about a case at an office, newest first."""
    query = _named().where(REPORT.c.participant_id == participant_id, REPORT.c.office_id == office_id)
    return list(session.execute(query.order_by(REPORT.c.reported_at.desc(), REPORT.c.id)))


def by_id(session: Session, within: Within, report_id: str) -> AnyRow | None:
    """One report, if the reader may know of it."""
    return session.execute(_named().where(REPORT.c.id == report_id, within(_person))).one_or_none()


def evidence_of(session: Session, report_id: str) -> list[AnyRow]:
    """The messages of a report as they stood, in their order, each with its author's name."""
    query = (
        select(EVIDENCE, _author.c.name.label("author"))
        .join(_author, _author.c.id == EVIDENCE.c.author_id)
        .where(EVIDENCE.c.report_id == report_id)
    )
    return list(session.execute(query.order_by(EVIDENCE.c.sequence)))


def is_frozen(session: Session, conversation_id: str, sequence: int) -> bool:
    """Whether a message is evidence of a report that no leader has closed."""
    query = select(
        exists()
        .where(REPORT.c.conversation_id == conversation_id, REPORT.c.closed_at.is_(None))
        .where(EVIDENCE.c.report_id == REPORT.c.id, EVIDENCE.c.sequence == sequence)
    )
    return bool(session.scalar(query))


def close(session: Session, report_id: str, outcome: ThreatOutcome, text: str, by: str, at: datetime) -> bool:
    """Close a report. False when it was closed before."""
    query = (
        update(REPORT)
        .where(REPORT.c.id == report_id, REPORT.c.closed_at.is_(None))
        .values(outcome=outcome, outcome_text=text, closed_by=by, closed_at=at)
        .returning(REPORT.c.id)
    )
    return session.execute(query).first() is not None
