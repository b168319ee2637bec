"""Attendance: what participants said about their days, every version kept."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import (
    Boolean,
    CheckConstraint,
    ColumnElement,
    Date,
    ForeignKey,
    Index,
    Select,
    String,
    Text,
    UniqueConstraint,
    bindparam,
    case,
    func,
    select,
    update,
)
from sqlalchemy.orm import Mapped, Session, mapped_column

from portal.domain.attendance import Attendance, Feeling, LookAnswer
from portal.store.activity import Activity, title_for
from portal.store.base import AnyRow, Base, Moment, Word, new_id, rows
from portal.store.offer import Offer
from portal.store.person import Person
from portal.store.submission import Submission

# Written so that both databases read it: PostgreSQL does not add truths up.
ONE_THING = (
    "CASE WHEN activity_id IS NULL THEN 0 ELSE 1 END + CASE WHEN offer_id IS NULL THEN 0 ELSE 1 END"
    " + CASE WHEN entry_id IS NULL THEN 0 ELSE 1 END = 1"
)


class AttendanceReport(Base):
    """One version of what was said about one thing on one day. Only the last version is `current`.

    The thing is an activity of the plan, an open offer, or an entry of the participant's own, whose versions share an
    `entry_id`; of the last two `title` says what it was called then. `month_version` is set when the month had been
    confirmed before, and says how many times: this version is a correction of what was confirmed.
    """

    __tablename__ = "attendance_report"
    __table_args__ = (
        UniqueConstraint("participant_id", "day", "activity_id", "version"),
        UniqueConstraint("participant_id", "day", "offer_id", "version"),
        UniqueConstraint("participant_id", "day", "entry_id", "version"),
        Index("ix_attendance_report_current", "participant_id", "day", "current"),
        CheckConstraint("minutes >= 0", name="minutes"),
        CheckConstraint(ONE_THING, name="one_thing"),
    )

    id: Mapped[str] = mapped_column(String(36), primary_key=True, default=new_id)
    participant_id: Mapped[str] = mapped_column(ForeignKey(Person.id))
    office_id: Mapped[str] = mapped_column(String(36))
    activity_id: Mapped[str | None] = mapped_column(ForeignKey(Activity.id))
    offer_id: Mapped[str | None] = mapped_column(ForeignKey(Offer.id))
    entry_id: Mapped[str | None] = mapped_column(String(36))
    title: Mapped[str] = mapped_column(String(120), default="", server_default="")
    day: Mapped[date] = mapped_column(Date)
    version: Mapped[int] = mapped_column(default=1)
    current: Mapped[bool] = mapped_column(Boolean, default=True)
    attendance: Mapped[Attendance] = mapped_column(Word(Attendance))
    minutes: Mapped[int] = mapped_column(default=0)
    feeling: Mapped[Feeling | None] = mapped_column(Word(Feeling))
    note: Mapped[str] = mapped_column(Text, default="")
    month_version: Mapped[int | None] = mapped_column()
    submission_id: Mapped[str | None] = mapped_column(ForeignKey(Submission.id))
    reported_at: Mapped[datetime] = mapped_column(Moment)


class AttendanceLook(Base):
    """What a caseworker said to one version: an entry of the participant's own, or a correction. Once, and never changed."""

    __tablename__ = "attendance_look"
    __table_args__ = (Index("ix_attendance_look_participant", "participant_id", "office_id"),)

    report_id: Mapped[str] = mapped_column(ForeignKey(AttendanceReport.id), primary_key=True)
    participant_id: Mapped[str] = mapped_column(ForeignKey(Person.id))
    office_id: Mapped[str] = mapped_column(String(36))
    answer: Mapped[LookAnswer] = mapped_column(Word(LookAnswer))
    text: Mapped[str] = mapped_column(Text, default="")
    made_by: Mapped[str] = mapped_column(ForeignKey(Person.id))
    made_at: Mapped[datetime] = mapped_column(Moment)


REPORT = rows(AttendanceReport)
LOOK = rows(AttendanceLook)
_activity = rows(Activity)
_submission = rows(Submission)
_looker = rows(Person).alias("looker")


def _title(*, private: bool) -> ColumnElement[Any]:
    return case((REPORT.c.activity_id.is_(None), REPORT.c.title), else_=title_for(private=private))


def _chains(*, private: bool, everywhere: bool) -> Select[*tuple[Any, ...]]:
    here = () if everywhere else (REPORT.c.office_id == bindparam("office_id"),)
    return (
        select(
            *(column for column in REPORT.columns if column.name != "title"),
            _title(private=private).label("title"),
            _submission.c.by_id.label("helper_id"),
            LOOK.c.answer,
            LOOK.c.text.label("answer_text"),
            LOOK.c.made_at.label("answered_at"),
            _looker.c.alias.label("answered_by"),
        )
        .select_from(REPORT)
        .outerjoin(_activity, _activity.c.id == REPORT.c.activity_id)
        .outerjoin(_submission, _submission.c.id == REPORT.c.submission_id)
        .outerjoin(LOOK, LOOK.c.report_id == REPORT.c.id)
        .outerjoin(_looker, _looker.c.id == LOOK.c.made_by)
        .where(
            REPORT.c.participant_id == bindparam("participant_id"),
            *here,
            REPORT.c.day.between(bindparam("first"), bindparam("last")),
        )
        .order_by(REPORT.c.day, REPORT.c.version, REPORT.c.reported_at, REPORT.c.id)
    )


_CHAINS = {
    (private, everywhere): _chains(private=private, everywhere=everywhere)
    for private in (True, False)
    for everywhere in (True, False)
}


def thing_of(row: AnyRow) -> str:
    """What a version is about: the id of its activity, offer or entry."""
    return str(row.activity_id or row.offer_id or row.entry_id)


def chains(
    session: Session,
    participant_id: str,
    office_id: str,
    first: date,
    last: date,
    *,
    private: bool = False,
    everywhere: bool = False,
) -> list[AnyRow]:
    """Every version of the days from `first` to `last` at that office, or `everywhere`, day by day and oldest first.

    Each with what it is about, the representative who sent it, if one did, and what a caseworker said to it, if one
    has. Without `private` an activity about health is called an appointment.
    """
    values = {"participant_id": participant_id, "first": first, "last": last}
    here = {} if everywhere else {"office_id": office_id}
    return list(session.execute(_CHAINS[private, everywhere], values | here))


def days_there(session: Session, participant_id: str) -> dict[str, tuple[date, date]]:
    """The first and the last day on which the participant says to have been at an activity, all or part of the time."""
    query = (
        select(REPORT.c.activity_id, func.min(REPORT.c.day), func.max(REPORT.c.day))
        .where(
            REPORT.c.participant_id == participant_id,
            REPORT.c.activity_id.is_not(None),
            REPORT.c.current.is_(True),
            REPORT.c.attendance.in_((Attendance.PRESENT, Attendance.PART)),
        )
        .group_by(REPORT.c.activity_id)
    )
    return {activity_id: (first, last) for activity_id, first, last in session.execute(query)}


def of_submission(session: Session, submission_id: str, *, private: bool = False) -> list[AnyRow]:
    """What one receipt reported: day, what it is called, attendance, minutes, feeling and note, in order.

    Without `private` an activity about health is called an appointment.
    """
    title = _title(private=private).label("title")
    query = (
        select(
            REPORT.c.day,
            title,
            REPORT.c.attendance,
            REPORT.c.minutes,
            REPORT.c.feeling,
            REPORT.c.note,
        )
        .outerjoin(_activity, _activity.c.id == REPORT.c.activity_id)
        .where(REPORT.c.submission_id == submission_id)
        .order_by(REPORT.c.day, title)
    )
    return list(session.execute(query))


def last_of_entry(session: Session, participant_id: str, office_id: str, entry_id: str) -> AnyRow | None:
    """The newest version of one of the participant's own entries at that office, or None."""
    query = select(REPORT).where(
        REPORT.c.participant_id == participant_id,
        REPORT.c.office_id == office_id,
        REPORT.c.entry_id == entry_id,
        REPORT.c.current.is_(True),
    )
    return session.execute(query).one_or_none()


def by_id(session: Session, participant_id: str, office_id: str, report_id: str) -> AnyRow | None:
    """One version of one participant at that office with what a caseworker said to it, or None."""
    query = (
        select(REPORT, LOOK.c.answer, LOOK.c.text.label("answer_text"), LOOK.c.made_by.label("answered_by"))
        .outerjoin(LOOK, LOOK.c.report_id == REPORT.c.id)
        .where(
            REPORT.c.participant_id == participant_id,
            REPORT.c.office_id == office_id,
            REPORT.c.id == report_id,
        )
    )
    return session.execute(query).one_or_none()


def replace(session: Session, report: AttendanceReport) -> None:
    """Add `report` as the newest version of what it is about on its day."""
    about = (
        REPORT.c.participant_id == report.participant_id,
        REPORT.c.day == report.day,
        REPORT.c.activity_id.is_not_distinct_from(report.activity_id),
        REPORT.c.offer_id.is_not_distinct_from(report.offer_id),
        REPORT.c.entry_id.is_not_distinct_from(report.entry_id),
        REPORT.c.current.is_(True),
    )
    last = session.scalar(select(REPORT.c.version).where(*about))
    if last is not None:
        session.execute(update(REPORT).where(*about).values(current=False))
        report.version = last + 1
    session.add(report)
    session.flush()
