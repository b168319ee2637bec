"""Individual plans: whether one was offered, what the participant answered and consented to, and its parts."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, String, Text, UniqueConstraint, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from portal.domain.individual_plan import PlanAnswer, PlanPart
from portal.store.base import AnyRow, Base, Moment, Word, new_id, rows
from portal.store.person import Person


class IndividualPlan(Base):
    """The one individual plan that somebody has at an office (FOR-2022-06-22-1110 §§ 5 and 9).

    `consent_text` is the sentence that the participant said yes to, as it stood on their screen, and `share_with` whom
    the plan may be shared with, in their own words; empty means nobody. `consent_at` is when the consent that stands,
    or stood last, was given, and `withdrawn_at` when it was taken back. `version` guards against two answers at once.
    """

    __tablename__ = "individual_plan"
    __table_args__ = (UniqueConstraint("participant_id", "office_id"),)

    id: Mapped[str] = mapped_column(String(36), primary_key=True, default=new_id)
    participant_id: Mapped[str] = mapped_column(ForeignKey(Person.id))
    office_id: Mapped[str] = mapped_column(String(36))
    offered_by: Mapped[str | None] = mapped_column(ForeignKey(Person.id))
    offered_at: Mapped[datetime | None] = mapped_column(Moment)
    answer: Mapped[PlanAnswer | None] = mapped_column(Word(PlanAnswer))
    answered_at: Mapped[datetime | None] = mapped_column(Moment)
    consent_text: Mapped[str] = mapped_column(Text, default="")
    share_with: Mapped[str] = mapped_column(Text, default="")
    consent_at: Mapped[datetime | None] = mapped_column(Moment)
    withdrawn_at: Mapped[datetime | None] = mapped_column(Moment)
    version: Mapped[int] = mapped_column(default=1)

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012 -- SQLAlchemy reads this once, at class creation.


class IndividualPlanPart(Base):
    """One part of a plan, as whoever wrote last left it. `version` guards against two writing at once."""

    __tablename__ = "individual_plan_part"
    __table_args__ = (Index("ix_individual_plan_part_updated_by", "updated_by"),)

    plan_id: Mapped[str] = mapped_column(ForeignKey(IndividualPlan.id), primary_key=True)
    part: Mapped[PlanPart] = mapped_column(Word(PlanPart), primary_key=True)
    text: Mapped[str] = mapped_column(Text)
    updated_by: Mapped[str] = mapped_column(ForeignKey(Person.id))
    updated_at: Mapped[datetime] = mapped_column(Moment)
    version: Mapped[int] = mapped_column(default=1)

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012 -- SQLAlchemy reads this once, at class creation.


_part = rows(IndividualPlanPart)
_person = rows(Person)


def of_participant(session: Session, participant_id: str, office_id: str) -> IndividualPlan | None:
    """The participant's plan at an office, whatever they have answered, as a row that can be changed."""
    query = select(IndividualPlan).where(
        IndividualPlan.participant_id == participant_id, IndividualPlan.office_id == office_id
    )
    return session.scalars(query).one_or_none()


def parts(session: Session, plan_id: str) -> list[AnyRow]:
    """What has been written, with the alias of who wrote last."""
    query = (
        select(_part, _person.c.alias, _person.c.role)
        .join(_person, _person.c.id == _part.c.updated_by)
        .where(_part.c.plan_id == plan_id)
    )
    return list(session.execute(query))


def part(session: Session, plan_id: str, which: PlanPart) -> IndividualPlanPart | None:
    """One part as a row that can be changed, None when nobody has written it yet."""
    return session.get(IndividualPlanPart, (plan_id, which))
