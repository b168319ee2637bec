"""The week: what the plan holds day by day, and what the participant says of it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, time, timedelta

from portal.domain.absence import AbsenceState
from portal.domain.attendance import Attendance, Feeling
from portal.domain.calendar import minutes_between, monday_of
from portal.domain.errors import Conflict, NotFound, Refused
from portal.domain.events import WeekReported
from portal.domain.programme import ActivityKind, ProgrammeState
from portal.domain.submission import SubmissionKind
from portal.rules.decision import Decision, Outcome
from portal.rules.free_days import free_day
from portal.services.permissions import own_case
from portal.services.submissions import Receipt, hand_in
from portal.services.work import Work
from portal.store import absence as absences
from portal.store import activity as activities
from portal.store import attendance as store
from portal.store import programme as programmes
from portal.store import submission as submissions
from portal.store.attendance import AttendanceReport
from portal.store.base import AnyRow

LONGEST_NOTE = 500


@dataclass(frozen=True, slots=True)
class Planned:
    """One activity on one day, with what was said of it. `said` is None until the participant has reported."""

    activity_id: str
    title: str
    kind: ActivityKind
    place: str
    starts: time
    ends: time
    drop_in: bool
    said: Attendance | None = None
    minutes_said: int = 0
    feeling: Feeling | None = None
    note: str = ""
    version: int = 0

    @property
    def minutes(self) -> int:
        """How long the activity lasts."""
        return minutes_between(self.starts, self.ends)


@dataclass(frozen=True, slots=True)
class Day:
    """One day of the week. `why_free` is the decision that makes it a free day (KVF § 16), None for other days.

    `away` is set when an absence covers the whole day, and `absence` then says where that stands.
    """

    day: date
    planned: tuple[Planned, ...]
    why_free: Decision[None] | None
    absence: AbsenceState | None = None

    @property
    def free(self) -> bool:
        """Whether nobody is awaited that day."""
        return self.why_free is not None

    @property
    def away(self) -> bool:
        """Whether the participant has said to be away all day, and nobody has said no."""
        return self.absence in {AbsenceState.REPORTED, AbsenceState.ACCEPTED}

    @property
    def to_report(self) -> tuple[Planned, ...]:
        """What is still to be said: not what an absence covers, and no drop-in, where nobody is awaited."""
        if self.away:
            return ()
        return tuple(item for item in self.planned if item.said is None and not item.drop_in)


@dataclass(frozen=True, slots=True)
class Week:
    """Seven days from Monday. `state` is the programme's, None without a programme."""

    monday: date
    days: tuple[Day, ...]
    state: ProgrammeState | None

    def open_until(self, today: date) -> tuple[Day, ...]:
        """The days up to today that hold something to report."""
        return tuple(day for day in self.days if day.day <= today and day.to_report)


@dataclass(frozen=True, slots=True)
class Report:
    """What a participant says about one activity on one day. `minutes` only counts for part of the time."""

    activity_id: str
    day: date
    attendance: Attendance
    minutes: int = 0
    feeling: Feeling | None = None
    note: str = ""
    before: int = 0


def week_of(work: Work, day: date) -> Week:
    """The participant's own week around `day`."""
    subject = own_case(work.actor)
    monday = monday_of(day)
    sunday = monday + timedelta(days=6)
    found = activities.week_of_participant(work.session, subject.id, monday, sunday)
    if not found:
        return Week(monday, tuple(_empty_days(work, monday)), None)
    state = found[0].state
    slots = tuple(row for row in found if row.weekday is not None)
    said = {
        (row.activity_id, row.day): row for row in store.between(work.session, subject.id, monday, sunday)
    }
    gone = absences.between(work.session, subject.id, monday, sunday)
    running = state == ProgrammeState.RUNNING
    days = tuple(
        _day(work, monday + timedelta(days=number), slots if running else (), said, gone)
        for number in range(7)
    )
    return Week(monday, days, state)


def next_appointment(work: Work) -> AnyRow | None:
    """The participant's next meeting, or None."""
    return activities.next_appointment(work.session, own_case(work.actor).id, work.now)


def report_planned(work: Work, key: str, monday: date) -> Receipt:
    """Everything planned from `monday` up to today, and not yet reported, was as planned.

    One tap must be safe to repeat: what was said before stays. Raises Conflict when nothing is left to report.
    """
    subject = own_case(work.actor)
    receipt = hand_in(work, SubmissionKind.WEEK, key, {"first_day": monday.isoformat()})
    if receipt.again:
        return receipt
    # Two windows of one person take turns, so that the second sees what the first one said.
    programmes.lock(work.session, subject.id)
    open_days = week_of(work, monday).open_until(work.today)
    reports = tuple(
        Report(item.activity_id, day.day, Attendance.PRESENT) for day in open_days for item in day.to_report
    )
    if not reports:
        raise Conflict("There is nothing left to report in this week.")
    _write(work, subject.id, reports, receipt)
    work.tell(WeekReported(subject.id, subject.office_id, reports[0].day, len(open_days)))
    return receipt


def report_day(work: Work, key: str, report: Report) -> Receipt:
    """One activity on one day: present, part of it, or away; a later report corrects an earlier one.

    Raises NotFound when the activity is not in the participant's plan that day or the day is still to come,
    Conflict when somebody corrected the same day since the page was opened, and Refused for part of the time
    that is none or all of it, or a note that is too long.
    """
    subject = own_case(work.actor)
    content = {
        "activity": report.activity_id,
        "day": report.day.isoformat(),
        "attendance": report.attendance,
        "minutes": report.minutes,
        "feeling": report.feeling,
        "note": report.note,
    }
    receipt = hand_in(work, SubmissionKind.DAY, key, content)
    if receipt.again:
        return receipt
    programmes.lock(work.session, subject.id)
    planned = planned_on(work, report.day, report.activity_id)
    if planned.version != report.before:
        raise Conflict("This day was corrected on another page.")
    if report.attendance is Attendance.PART and not 0 < report.minutes < planned.minutes:
        raise Refused("part-of-the-time")
    if len(report.note) > LONGEST_NOTE:
        raise Refused("note-too-long")
    _write(work, subject.id, (report,), receipt)
    work.tell(WeekReported(subject.id, subject.office_id, report.day, 1))
    return receipt


def reported_with(work: Work, submission_id: str) -> list[AnyRow]:
    """What one of the participant's own receipts reported, day by day; nothing for another's receipt."""
    if submissions.of_person(work.session, own_case(work.actor).id, submission_id) is None:
        return []
    return store.of_submission(work.session, submission_id)


def planned_on(work: Work, day: date, activity_id: str) -> Planned:
    """The activity as planned and reported that day. Raises NotFound when it is not, or the day is to come."""
    if day <= work.today:
        for item in week_of(work, day).days[day.weekday()].planned:
            if item.activity_id == activity_id:
                return item
    raise NotFound("No such activity on that day.")


def _write(work: Work, participant_id: str, reports: Sequence[Report], receipt: Receipt) -> None:
    for report in reports:
        store.replace(
            work.session,
            AttendanceReport(
                participant_id=participant_id,
                activity_id=report.activity_id,
                day=report.day,
                attendance=report.attendance,
                minutes=report.minutes,
                feeling=report.feeling,
                note=report.note,
                submission_id=receipt.id,
                reported_at=work.now,
            ),
        )


def _day(
    work: Work,
    day: date,
    slots: Sequence[AnyRow],
    said: dict[tuple[str, date], AnyRow],
    gone: Sequence[AnyRow],
) -> Day:
    free = why_free(work, day)
    planned = tuple(
        _planned(slot, said.get((slot.id, day)))
        for slot in slots
        if not free and slot.weekday == day.weekday() and _runs(slot, day)
    )
    whole_days = [row.state for row in gone if row.first_day <= day <= row.last_day and row.starts is None]
    # A day may have been refused once and reported again; what still stands says more than what does not.
    standing = [state for state in whole_days if state is not AbsenceState.REFUSED]
    return Day(day, planned, free, next(iter(standing or whole_days), None))


def why_free(work: Work, day: date) -> Decision[None] | None:
    """Why nobody is awaited that day (KVF § 16 ledd 1), or None when it is no free day."""
    decision = free_day(day, work.holidays.of_year)
    return decision if decision.outcome is Outcome.MET else None


def _runs(slot: AnyRow, day: date) -> bool:
    return bool(slot.first_day <= day and (slot.last_day is None or day <= slot.last_day))


def _planned(slot: AnyRow, said: AnyRow | None) -> Planned:
    planned = (slot.id, slot.title, slot.kind, slot.place, slot.starts, slot.ends, slot.drop_in)
    if said is None:
        return Planned(*planned)
    return Planned(*planned, said.attendance, said.minutes, said.feeling, said.note, said.version)


def _empty_days(work: Work, monday: date) -> list[Day]:
    days = [monday + timedelta(days=number) for number in range(7)]
    return [Day(day, (), why_free(work, day)) for day in days]
