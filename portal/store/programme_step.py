"""The steps of each programme: who decided what, with which reasons, and what the rules said."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import (
    JSON,
    Date,
    ForeignKey,
    Index,
    String,
    Text,
    UniqueConstraint,
    and_,
    bindparam,
    exists,
    or_,
    select,
)
from sqlalchemy.orm import Mapped, Session, mapped_column

from portal.domain.programme_outcome import MainIncome
from portal.domain.programme_steps import EndingGround, StepKind
from portal.store.base import AnyRow, Base, Moment, Word, new_id, rows
from portal.store.person import Person
from portal.store.programme import Programme


class ProgrammeStep(Base):
    """One step. Rows are only ever added: `portal.services.programme_take` writes them, and nobody changes them.

    `day` is the day it takes effect, which may lie after `made_at`, and `until` how far it reaches. `text` holds the caseworker's reasons in words and
    `heard` what the participant said first; `by_agreement`, where that is asked, that they agreed to it or had asked for it. `decision` is what the rules said and `complaint`, for a decision about
    somebody's rights, where `complaint_by` comes from, both as data. `assessment` holds the caseworker's
    words on the five tests of an extension on special grounds, whose findings `decision` names; `afterwards` and `main_income` what came after the programme.
    """

    __tablename__ = "programme_step"
    __table_args__ = (
        UniqueConstraint("programme_id", "number"),
        Index("ix_programme_step_participant", "participant_id", "office_id"),
    )

    id: Mapped[str] = mapped_column(String(36), primary_key=True, default=new_id)
    programme_id: Mapped[str] = mapped_column(ForeignKey(Programme.id))
    number: Mapped[int] = mapped_column()
    participant_id: Mapped[str] = mapped_column(ForeignKey(Person.id))
    office_id: Mapped[str] = mapped_column(String(36))
    kind: Mapped[StepKind] = mapped_column(Word(StepKind))
    day: Mapped[date] = mapped_column(Date)
    until: Mapped[date | None] = mapped_column(Date)
    made_by: Mapped[str] = mapped_column(ForeignKey(Person.id))
    made_at: Mapped[datetime] = mapped_column(Moment)
    text: Mapped[str] = mapped_column(Text, default="")
    heard: Mapped[str] = mapped_column(Text, default="")
    ground: Mapped[EndingGround | None] = mapped_column(Word(EndingGround))
    decision: Mapped[dict[str, Any] | None] = mapped_column(JSON)
    complaint_by: Mapped[date | None] = mapped_column(Date)
    complaint: Mapped[dict[str, Any] | None] = mapped_column(JSON)
    assessment: Mapped[dict[str, Any] | None] = mapped_column(JSON)
    afterwards: Mapped[list[str] | None] = mapped_column(JSON)
    main_income: Mapped[MainIncome | None] = mapped_column(Word(MainIncome))
    by_agreement: Mapped[bool | None] = mapped_column()


_step = rows(ProgrammeStep)
_programme = rows(Programme)
_maker = rows(Person).alias("maker")
_later = _step.alias("later")
_OVER, _PAUSES = (StepKind.COMPLETED, StepKind.ENDED), (StepKind.LEAVE, StepKind.SUSPENDED)
# A last day belongs to the programme still, and a pause begins on its first.
_fell_away = (
    exists()
    .where(
        _later.c.programme_id == _step.c.programme_id,
        _later.c.kind == StepKind.MOVED,
        or_(
            and_(_step.c.kind.in_(_OVER), _step.c.day >= _later.c.day),
            and_(_step.c.kind.in_(_PAUSES), _step.c.day > _later.c.day),
        ),
    )
    .correlate(_step)
) & ~exists().where(
    _later.c.programme_id == _step.c.programme_id,
    _later.c.kind == StepKind.RECALLED,
    _later.c.number > _step.c.number,
).correlate(_step)

_OF_PERSON = (
    select(
        _step,
        _maker.c.name.label("maker"),
        _maker.c.alias.label("maker_alias"),
        _programme.c.current,
        _fell_away.label("fell_away"),
    )
    .join(_maker, _maker.c.id == _step.c.made_by)
    .join(_programme, _programme.c.id == _step.c.programme_id)
    .where(_step.c.participant_id == bindparam("participant_id"))
    .order_by(_step.c.made_at.desc(), _step.c.number.desc())
)
_OF_PARTICIPANT = _OF_PERSON.where(_step.c.office_id == bindparam("office_id"))
_AHEAD = select(
    _step.c.kind.label("ahead_kind"),
    _step.c.day.label("ahead_day"),
    _step.c.until.label("ahead_until"),
    _step.c.made_at.label("ahead_made_at"),
    _step.c.made_by.label("ahead_made_by"),
).where(_step.c.id == bindparam("step_id"))
_OF_PROGRAMME = (
    select(_step).where(_step.c.programme_id == bindparam("programme_id")).order_by(_step.c.number)
)


def of_participant(session: Session, participant_id: str, office_id: str) -> list[AnyRow]:
    """Every step of the participant's programmes at that office, newest first, with who took it.

    `fell_away`: a move came before its day, so that it never took effect.
    """
    values = {"participant_id": participant_id, "office_id": office_id}
    return list(session.execute(_OF_PARTICIPANT, values))


def of_person(session: Session, participant_id: str) -> list[AnyRow]:
    """Every step of the participant's programmes at any office, newest first: for the participant alone."""
    return list(session.execute(_OF_PERSON, {"participant_id": participant_id}))


def ahead(session: Session, step_id: str) -> AnyRow:
    """The step that a programme waits for, as `ahead_kind`, `ahead_day`, `ahead_until`, `ahead_made_at` and `ahead_made_by`."""
    return session.execute(_AHEAD, {"step_id": step_id}).one()


def of_programme(session: Session, programme_id: str) -> list[AnyRow]:
    """Every step of one programme, oldest first."""
    return list(session.execute(_OF_PROGRAMME, {"programme_id": programme_id}))
