"""Months that the office confirmed, one that was corrected afterwards, one that was confirmed anew, and own entries."""

from datetime import date, datetime, time, timedelta

from sqlalchemy import Connection, select, update
from sqlalchemy.orm import Session

from portal.adapters.holidays import NorwegianHolidays
from portal.demo.people import Participant
from portal.demo.plans import Plan
from portal.demo.world import World, identifier
from portal.domain.attendance import Attendance, LookAnswer
from portal.domain.calendar import monday_of, oslo_moment
from portal.domain.month_events import AttendanceLookedAt, DayCorrected, MonthConfirmed
from portal.domain.months import last_day_of, month_before, month_of, next_month
from portal.domain.people import Actor, Role
from portal.domain.programme import ProgrammeState
from portal.domain.submission import SubmissionKind
from portal.services.months import ASKED_FOR, Month, months_for
from portal.services.permissions import Subject
from portal.services.work import Work
from portal.store.attendance import REPORT, AttendanceLook, AttendanceReport
from portal.store.base import AnyRow
from portal.store.month import AttendanceMonth

CORRECTS = "rolig-rogn"
"""She corrected last month after it was confirmed, and nobody has looked at it yet."""
CONFIRMED_ANEW = "kvikk-kvist"
"""What was corrected was counted, and the month confirmed once more."""
HELPED_OUT = ("stille-strand", "Hjalp til på foreldremøte på skolen", "نظّمت لقاء الأهل في المدرسة")


def add_months(world: World, plans: list[Plan], connection: Connection) -> None:
    """Confirm most of the last months. The rows that they hold must be written already."""
    later = World(world.now)
    with Session(connection) as session:
        for plan in plans:
            if plan.person.course.state is ProgrammeState.RUNNING:
                _confirm(later, session, plan.person)
        _write(later, connection)
        last = month_before(month_of(world.today))
        for plan in plans:
            person = plan.person
            if person.key in {CORRECTS, CONFIRMED_ANEW}:
                _correct(later, session, person, last)
            if person.key == HELPED_OUT[0]:
                _add_entry(later, person)
        _write(later, connection)
        for plan in plans:
            if plan.person.key == CONFIRMED_ANEW:
                _confirm_anew(later, session, plan.person, last)
        _write(later, connection)


def _write(later: World, connection: Connection) -> None:
    later.write(connection)
    later.forget()


def _months_of(later: World, session: Session, person: Participant) -> list[Month]:
    actor = Actor(person.contact_id, Role.CASEWORKER, person.office_id, person.contact_alias, "nb")
    work = Work(session, actor, later.now, NorwegianHolidays())
    return list(months_for(work, Subject(person.id, person.office_id), ASKED_FOR + 1))


def _confirm(later: World, session: Session, person: Participant) -> None:
    dice = later.dice("months", person.key)
    for month in _months_of(later, session, person):
        is_last = month.month == month_before(month_of(later.today))
        left = is_last and dice.random() < 0.3 and person.key not in {CORRECTS, CONFIRMED_ANEW}
        at = _at(month.month, dice.randint(2, 6))
        if month.is_over and not left and not month.open_absences and at < later.now:
            _add_month(later, person, month, at)


def _at(month: date, number: int) -> datetime:
    return oslo_moment(next_month(month) + number * timedelta(days=1), time(10, 14))


def _add_month(later: World, person: Participant, month: Month, at: datetime) -> None:
    name = (person.key, month.month, month.version + 1)
    later.add(
        AttendanceMonth,
        id=identifier("month", *name),
        participant_id=person.id,
        office_id=person.office_id,
        month=month.month,
        version=month.version + 1,
        content=month.content,
        fingerprint=month.fingerprint,
        made_by=person.contact_id,
        made_at=at,
    )
    event = MonthConfirmed(person.id, person.office_id, month.month)
    later.tell(event, at, person.contact_id, *name)


def _correct(later: World, session: Session, person: Participant, month: date) -> None:
    """The last day of the month on which they had said that they were there: they were, for part of the time."""
    query = (
        select(REPORT)
        .where(
            REPORT.c.participant_id == person.id,
            REPORT.c.day.between(month, last_day_of(month)),
            REPORT.c.attendance == Attendance.PRESENT,
            REPORT.c.minutes > 60,
        )
        .order_by(REPORT.c.day.desc(), REPORT.c.id)
        .limit(1)
    )
    row, at = session.execute(query).first(), _at(month, 8)
    if row is None or at >= later.now or not _is_confirmed(session, person, month):
        return
    session.execute(update(REPORT).where(REPORT.c.id == row.id).values(current=False))
    content = {"first_day": row.day.isoformat(), "days": 1}
    submission_id = later.hand_in(
        person.id, person.locale, SubmissionKind.DAY, content, at, "correction", row.day
    )
    values = row._asdict() | {
        "id": identifier("attendance", person.key, row.day, row.activity_id, 2),
        "version": 2,
        "current": True,
        "attendance": Attendance.PART,
        "minutes": 60,
        "month_version": 1,
        "submission_id": submission_id,
        "reported_at": at,
    }
    later.add(AttendanceReport, **values)
    event = DayCorrected(person.id, person.office_id, row.day, 1)
    later.tell(event, at, person.id, person.key, row.day)
    if person.key == CONFIRMED_ANEW:
        _look(later, person, values["id"], at + timedelta(hours=2))


def _is_confirmed(session: Session, person: Participant, month: date) -> AnyRow | None:
    table = AttendanceMonth.__table__
    query = select(table.c.id).where(table.c.participant_id == person.id, table.c.month == month)
    return session.execute(query).first()


def _look(later: World, person: Participant, report_id: str, at: datetime) -> None:
    later.add(
        AttendanceLook,
        report_id=report_id,
        participant_id=person.id,
        office_id=person.office_id,
        answer=LookAnswer.COUNTED,
        text="",
        made_by=person.contact_id,
        made_at=at,
    )
    later.tell(AttendanceLookedAt(person.id, person.office_id, report_id), at, person.contact_id, report_id)


def _confirm_anew(later: World, session: Session, person: Participant, month: date) -> None:
    found = next((one for one in _months_of(later, session, person) if one.month == month), None)
    if found and found.changes and not found.waiting:
        _add_month(later, person, found, _at(month, 9))


def _add_entry(later: World, person: Participant) -> None:
    """Something besides the plan, on the Thursday of last week."""
    day = monday_of(later.today) - timedelta(days=4)
    at = oslo_moment(day, time(19, 40))
    title = HELPED_OUT[2] if person.locale == "ar" else HELPED_OUT[1]
    content = {"first_day": day.isoformat(), "days": 1}
    submission_id = later.hand_in(person.id, person.locale, SubmissionKind.DAY, content, at, "entry", day)
    later.add(
        AttendanceReport,
        id=identifier("entry", person.key, day, 1),
        participant_id=person.id,
        office_id=person.office_id,
        activity_id=None,
        offer_id=None,
        entry_id=identifier("entry", person.key, day),
        title=title,
        day=day,
        version=1,
        current=True,
        attendance=Attendance.PRESENT,
        minutes=90,
        feeling=None,
        note="",
        month_version=None,
        submission_id=submission_id,
        reported_at=at,
    )
    event = DayCorrected(person.id, person.office_id, day, 1)
    later.tell(event, at, person.id, person.key, day, "entry")
