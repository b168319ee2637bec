"""Attendance: what participants said about the days of their plan, every version kept."""

from datetime import date, datetime

from sqlalchemy import (
    Boolean,
    CheckConstraint,
    Date,
    ForeignKey,
    Index,
    String,
    Text,
    UniqueConstraint,
    bindparam,
    select,
    update,
)
from sqlalchemy.orm import Mapped, Session, mapped_column

from portal.domain.attendance import Attendance, Feeling
from portal.store.activity import Activity
from portal.store.base import AnyRow, Base, Moment, Word, new_id, rows
from portal.store.person import Person
from portal.store.submission import Submission


class AttendanceReport(Base):
    """One version of what was said about one activity on one day. Only the last version is `current`."""

    __tablename__ = "attendance_report"
    __table_args__ = (
        UniqueConstraint("participant_id", "day", "activity_id", "version"),
        Index("ix_attendance_report_current", "participant_id", "day", "current"),
        CheckConstraint("minutes >= 0", name="minutes"),
    )

    id: Mapped[str] = mapped_column(String(36), primary_key=True, default=new_id)
    participant_id: Mapped[str] = mapped_column(ForeignKey(Person.id))
    activity_id: Mapped[str] = mapped_column(ForeignKey(Activity.id))
    day: Mapped[date] = mapped_column(Date)
    version: Mapped[int] = mapped_column(default=1)
    current: Mapped[bool] = mapped_column(Boolean, default=True)
    attendance: Mapped[Attendance] = mapped_column(Word(Attendance))
    minutes: Mapped[int] = mapped_column(default=0)
    feeling: Mapped[Feeling | None] = mapped_column(Word(Feeling))
    note: Mapped[str] = mapped_column(Text, default="")
    submission_id: Mapped[str | None] = mapped_column(ForeignKey(Submission.id))
    reported_at: Mapped[datetime] = mapped_column(Moment)


_report = rows(AttendanceReport)
_activity = rows(Activity)

_BETWEEN = select(
    _report.c.activity_id,
    _report.c.day,
    _report.c.version,
    _report.c.attendance,
    _report.c.minutes,
    _report.c.feeling,
    _report.c.note,
).where(
    _report.c.participant_id == bindparam("participant_id"),
    _report.c.day.between(bindparam("first"), bindparam("last")),
    _report.c.current.is_(True),
)


def between(session: Session, participant_id: str, first: date, last: date) -> list[AnyRow]:
    """The current reports of the days from `first` to `last`."""
    return list(session.execute(_BETWEEN, {"participant_id": participant_id, "first": first, "last": last}))


def of_submission(session: Session, submission_id: str) -> list[AnyRow]:
    """What one receipt reported: day, activity's title, attendance, minutes, feeling and note, in order."""
    query = (
        select(
            _report.c.day,
            _activity.c.title,
            _report.c.attendance,
            _report.c.minutes,
            _report.c.feeling,
            _report.c.note,
        )
        .join(_activity, _activity.c.id == _report.c.activity_id)
        .where(_report.c.submission_id == submission_id)
        .order_by(_report.c.day, _activity.c.title)
    )
    return list(session.execute(query))


def replace(session: Session, report: AttendanceReport) -> None:
    """Add `report` as the newest version for its day and activity."""
    last = session.scalar(
        select(_report.c.version).where(
            _report.c.participant_id == report.participant_id,
            _report.c.day == report.day,
            _report.c.activity_id == report.activity_id,
            _report.c.current.is_(True),
        )
    )
    if last is not None:
        session.execute(
            update(_report)
            .where(
                _report.c.participant_id == report.participant_id,
                _report.c.day == report.day,
                _report.c.activity_id == report.activity_id,
                _report.c.version == last,
            )
            .values(current=False)
        )
        report.version = last + 1
    session.add(report)
