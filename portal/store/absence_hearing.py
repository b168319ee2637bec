"""Hearings: the advance notice before something is decided against somebody, their answer, and what came of it."""

from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import JSON, Date, ForeignKey, Index, String, Text, or_, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from portal.domain.absence import HearingAbout, HearingOutcome, HearingState
from portal.domain.calendar import oslo_day
from portal.store.absence import Absence
from portal.store.base import AnyRow, Base, Moment, Within, Word, new_id, rows
from portal.store.person import Person
from portal.store.submission import Submission

ONE_DAY = timedelta(days=1)


class AbsenceHearing(Base):
    """One hearing. `notice` is the decision that `answer_by` comes from, as data.

    `absence_id` is set when a single absence may be refused. A hearing about the right to self-report has its decision
    here: `rule` is what the rules said of it, `until` the last day without the right, and `reassess_by` the day by
    which it must be looked at again; `given_back_at` ends it on that day. `version` guards against two people writing at once.
    """

    __tablename__ = "absence_hearing"
    __table_args__ = (
        Index("ix_absence_hearing_participant", "participant_id", "state"),
        Index("ix_absence_hearing_absence", "absence_id"),
    )

    id: Mapped[str] = mapped_column(String(36), primary_key=True, default=new_id)
    participant_id: Mapped[str] = mapped_column(ForeignKey(Person.id))
    office_id: Mapped[str] = mapped_column(String(36))
    about: Mapped[HearingAbout] = mapped_column(Word(HearingAbout))
    absence_id: Mapped[str | None] = mapped_column(ForeignKey(Absence.id))
    text: Mapped[str] = mapped_column(Text)
    notice: Mapped[dict[str, Any]] = mapped_column(JSON)
    answer_by: Mapped[date] = mapped_column(Date)
    sent_by: Mapped[str] = mapped_column(ForeignKey(Person.id))
    sent_at: Mapped[datetime] = mapped_column(Moment)
    state: Mapped[HearingState] = mapped_column(Word(HearingState), default=HearingState.SENT)
    answer: Mapped[str] = mapped_column(Text, default="")
    answered_at: Mapped[datetime | None] = mapped_column(Moment)
    submission_id: Mapped[str | None] = mapped_column(ForeignKey(Submission.id))
    outcome: Mapped[HearingOutcome | None] = mapped_column(Word(HearingOutcome))
    closed_by: Mapped[str | None] = mapped_column(ForeignKey(Person.id))
    closed_at: Mapped[datetime | None] = mapped_column(Moment)
    decision_text: Mapped[str] = mapped_column(Text, default="")
    rule: Mapped[dict[str, Any] | None] = mapped_column(JSON)
    until: Mapped[date | None] = mapped_column(Date)
    reassess_by: Mapped[date | None] = mapped_column(Date)
    complaint_by: Mapped[date | None] = mapped_column(Date)
    complaint: Mapped[dict[str, Any] | None] = mapped_column(JSON)
    given_back_at: Mapped[datetime | None] = mapped_column(Moment)
    given_back_by: Mapped[str | None] = mapped_column(ForeignKey(Person.id))
    given_back_text: Mapped[str] = mapped_column(Text, default="")
    version: Mapped[int] = mapped_column(default=1)

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012 -- SQLAlchemy reads this once, at class creation.


_hearing = rows(AbsenceHearing)
_person = rows(Person)


def own(session: Session, participant_id: str, hearing_id: str) -> AbsenceHearing | None:
    """One hearing of the participant's own."""
    query = select(AbsenceHearing).where(
        AbsenceHearing.id == hearing_id, AbsenceHearing.participant_id == participant_id
    )
    return session.scalars(query).one_or_none()


def by_id(session: Session, within: Within, hearing_id: str) -> AbsenceHearing | None:
    """One hearing at the participant's present office, if the reader may know of them."""
    query = (
        select(AbsenceHearing)
        .join(Person, Person.id == AbsenceHearing.participant_id)
        .where(AbsenceHearing.id == hearing_id, AbsenceHearing.office_id == Person.office_id, within(_person))
    )
    return session.scalars(query).one_or_none()


def open_about(
    session: Session,
    participant_id: str,
    about: HearingAbout,
    absence_id: str | None = None,
    *,
    office_id: str | None = None,
) -> AbsenceHearing | None:
    """The hearing about this that is not closed, if there is one. The caller knows that the reader may see it.

    With `office_id` only what that office has sent: after a move the new one begins anew.
    """
    query = select(AbsenceHearing).where(
        AbsenceHearing.participant_id == participant_id,
        AbsenceHearing.about == about,
        AbsenceHearing.absence_id == absence_id if absence_id else AbsenceHearing.absence_id.is_(None),
        AbsenceHearing.state != HearingState.CLOSED,
    )
    if office_id is not None:
        query = query.where(AbsenceHearing.office_id == office_id)
    return session.scalars(query.order_by(AbsenceHearing.sent_at.desc()).limit(1)).one_or_none()


def of_absence(session: Session, absence_id: str) -> list[AnyRow]:
    """Every hearing about one absence, newest first."""
    query = select(_hearing).where(_hearing.c.absence_id == absence_id)
    return list(session.execute(query.order_by(_hearing.c.sent_at.desc())))


def of_participant(
    session: Session, participant_id: str, office_id: str | None = None, *, about: tuple[HearingAbout, ...]
) -> list[AnyRow]:
    """The participant's hearings about these things, newest first, all of them or those of one office."""
    query = select(_hearing).where(_hearing.c.participant_id == participant_id, _hearing.c.about.in_(about))
    if office_id is not None:
        query = query.where(_hearing.c.office_id == office_id)
    return list(session.execute(query.order_by(_hearing.c.sent_at.desc())))


def right_lost(
    session: Session, participant_id: str, office_id: str, about: HearingAbout, day: date
) -> AnyRow | None:
    """The office's decision that keeps the right to self-report away on `day`, None when there is none."""
    found = losses(session, participant_id, office_id, about=(about,))
    return next((row for row in found if oslo_day(row.closed_at) <= day <= lost_until(row)), None)


def losses(
    session: Session, participant_id: str, office_id: str, *, about: tuple[HearingAbout, ...]
) -> list[AnyRow]:
    """The office's decisions that took the right to self-report away, newest first, those that hold no more too."""
    found = of_participant(session, participant_id, office_id, about=about)
    return [row for row in found if row.outcome is HearingOutcome.AGAINST and row.until]


def lost_until(loss: AnyRow) -> date:
    """The last day without the right, which is given back some day or runs out."""
    until: date = loss.until
    return min(until, oslo_day(loss.given_back_at) - ONE_DAY) if loss.given_back_at else until


def to_look_at(
    session: Session, offices: list[str], within: Within, about: tuple[HearingAbout, ...], today: date
) -> list[AnyRow]:
    """The offices' hearings about these things that may be decided, and decisions that hold, with the participant's name.

    `within` is the condition on the table of participants under which the reader may know of them.
    """
    silent = (_hearing.c.state == HearingState.SENT) & (_hearing.c.answer_by < today)
    holds = (
        (_hearing.c.outcome == HearingOutcome.AGAINST)
        & (_hearing.c.until >= today)
        & _hearing.c.given_back_at.is_(None)
    )
    query = (
        select(_hearing, _person.c.name)
        .join(_person, _person.c.id == _hearing.c.participant_id)
        .where(
            _hearing.c.office_id.in_(offices),
            # After a move the old office's lock is closed.
            _hearing.c.office_id == _person.c.office_id,
            _hearing.c.about.in_(about),
            or_(_hearing.c.state == HearingState.ANSWERED, silent, holds),
            within(_person),
        )
        # What somebody waits for comes before what is to be looked at again.
        .order_by(_hearing.c.reassess_by.is_not(None), _hearing.c.reassess_by, _hearing.c.answer_by)
        .order_by(_hearing.c.id)
    )
    return list(session.execute(query))
