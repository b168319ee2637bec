"""Safety measures: what the office does for a while to keep its staff safe, and on whose word."""

from datetime import date, datetime

from sqlalchemy import Date, ForeignKey, Index, String, Text, select, update
from sqlalchemy.orm import Mapped, Session, mapped_column

from portal.domain.measures import MeasureKind
from portal.store.base import AnyRow, Base, Moment, Within, Word, rows
from portal.store.person import Person
from portal.store.second import TwoPeople, two_people


class SafetyMeasure(TwoPeople, Base):
    """One measure. It counts from when a second person agreed until `last_day`, that day included, unless it is ended.

    The participant and who helps them see none of it anywhere: it is about the safety of the staff
    (`portal.store.disclosure`). A measure of an office that was left counts nowhere.
    """

    __tablename__ = "safety_measure"
    __table_args__ = (
        *two_people(),
        Index("ix_safety_measure_participant", "participant_id", "office_id"),
        Index("ix_safety_measure_office_last_day", "office_id", "last_day"),
    )

    participant_id: Mapped[str] = mapped_column(ForeignKey(Person.id))
    office_id: Mapped[str] = mapped_column(String(36))
    kind: Mapped[MeasureKind] = mapped_column(Word(MeasureKind))
    reason: Mapped[str] = mapped_column(Text)
    last_day: Mapped[date] = mapped_column(Date)
    ended_by: Mapped[str | None] = mapped_column(ForeignKey(Person.id))
    ended_at: Mapped[datetime | None] = mapped_column(Moment)
    end_reason: Mapped[str] = mapped_column(Text, default="")


MEASURE = rows(SafetyMeasure)
_person = rows(Person)
_proposer, _second, _ender = (_person.alias(name) for name in ("proposer", "second", "ender"))
_NAMED = (
    select(
        MEASURE,
        _person.c.name,
        _proposer.c.name.label("proposer"),
        _second.c.name.label("second"),
        _ender.c.name.label("ender"),
    )
    .join(_person, _person.c.id == MEASURE.c.participant_id)
    .join(_proposer, _proposer.c.id == MEASURE.c.proposed_by)
    .outerjoin(_second, (_second.c.id == MEASURE.c.agreed_by) | (_second.c.id == MEASURE.c.declined_by))
    .outerjoin(_ender, _ender.c.id == MEASURE.c.ended_by)
)
_COUNTS = (MEASURE.c.agreed_at.is_not(None), MEASURE.c.ended_at.is_(None))


def in_force(session: Session, participant_id: str, office_id: str, today: date) -> list[AnyRow]:
    """The kind and last day of each measure that counts on a day, the one that lasts longest first. No reasons."""
    query = (
        select(MEASURE.c.id, MEASURE.c.kind, MEASURE.c.last_day)
        .where(
            MEASURE.c.participant_id == participant_id,
            MEASURE.c.office_id == office_id,
            MEASURE.c.last_day >= today,
            *_COUNTS,
        )
        .order_by(MEASURE.c.last_day.desc(), MEASURE.c.id)
    )
    return list(session.execute(query))


def of_case(session: Session, participant_id: str, office_id: str) -> list[AnyRow]:
    """Every measure of a case at an office, whatever became of it, newest first, with the names of the staff."""
    query = _NAMED.where(MEASURE.c.participant_id == participant_id, MEASURE.c.office_id == office_id)
    return list(session.execute(query.order_by(MEASURE.c.proposed_at.desc(), MEASURE.c.id)))


def by_id(session: Session, within: Within, measure_id: str) -> AnyRow | None:
    """One measure at the participant's present office, if the reader may know of them."""
    query = _NAMED.where(
        MEASURE.c.id == measure_id, MEASURE.c.office_id == _person.c.office_id, within(_person)
    )
    return session.execute(query).one_or_none()


def end(session: Session, measure_id: str, by: str, now: datetime, reason: str, today: date) -> bool:
    """End a measure before its last day. False when it counts no more or not yet."""
    query = (
        update(MEASURE)
        .where(MEASURE.c.id == measure_id, MEASURE.c.last_day >= today, *_COUNTS)
        .values(ended_by=by, ended_at=now, end_reason=reason)
        .returning(MEASURE.c.id)
    )
    return session.execute(query).first() is not None
