"""The week: what the plan holds day by day, and what the participant says of it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from portal.domain.attendance import SAID_OF_A_PLAN, Attendance, Feeling
from portal.domain.calendar import monday_of
from portal.domain.errors import Conflict, NotFound, Refused
from portal.domain.events import WeekReported
from portal.domain.month_events import DayCorrected
from portal.domain.submission import SubmissionKind
from portal.services.permissions import Action, Subject, own_case
from portal.services.reach import Scope
from portal.services.submissions import Receipt, hand_in
from portal.services.week_days import Chain, Day, Planned, Week
from portal.services.week_reading import read_days
from portal.services.work import Work
from portal.store import attendance as store
from portal.store import programme as programmes
from portal.store import submission as submissions
from portal.store.attendance import AttendanceReport
from portal.store.base import AnyRow

__all__ = [
    "LONGEST_NOTE",
    "Chain",
    "Day",
    "Planned",
    "Report",
    "Week",
    "is_said",
    "planned_day",
    "planned_on",
    "report_day",
    "report_planned",
    "reported_with",
    "tell",
    "week_of",
    "write",
]

SIX_DAYS = timedelta(days=6)
LONGEST_NOTE = 500


@dataclass(frozen=True, slots=True)
class Report:
    """What a participant says about one activity on one day. `minutes` only counts for part of the time.

    `before` is the version that was on the screen. An open offer has its `offer_id` instead of an activity.
    """

    activity_id: str
    day: date
    attendance: Attendance
    minutes: int = 0
    feeling: Feeling | None = None
    note: str = ""
    before: int = 0
    offer_id: str = ""


def week_of(work: Work, day: date) -> Week:
    """The participant's own week around `day`."""
    subject = own_case(work, Action.USE_OWN_WEEK)
    monday = monday_of(day)
    own = subject.scope is Scope.OWN
    # A mandate is for what goes on: what was said at an office that was left is the participant's alone.
    found = read_days(work, subject, monday, monday + SIX_DAYS, private=own, everywhere=own)
    left_free = all(one.left_free for one in found.days)
    return Week(monday, found.days, found.state, left_free, found.confirmed, found.runs)


def report_planned(work: Work, key: str, monday: date, until: date | None = None) -> Receipt:
    """Everything planned from `monday` up to today, and not yet reported, was as planned.

    `until` is the day on which it was said, when it comes later: nobody speaks of days that they had not seen.
    One tap must be safe to repeat: what was said before stays. Raises Conflict when nothing is left to report.
    """
    subject = own_case(work, Action.USE_OWN_WEEK)
    receipt = hand_in(work, SubmissionKind.WEEK, key, {"first_day": monday.isoformat()})
    if receipt.again:
        return receipt
    # Two windows of one person take turns, so that the second sees what the first one said.
    programmes.lock(work.session, subject.id)
    open_days = week_of(work, monday).open_until(min(until or work.today, work.today))
    # An activity that comes twice on a day is spoken of once.
    things = {(item.activity_id, day.day): day for day in open_days for item in day.to_report}
    if not things:
        raise Conflict("There is nothing left to report in this week.")
    said = [
        AttendanceReport(activity_id=activity_id, day=day, attendance=Attendance.PRESENT)
        for activity_id, day in things
    ]
    for report, in_week in zip(said, things.values(), strict=True):
        write(work, subject, report, in_week.confirmed, receipt)
    tell(work, subject, said)
    return receipt


def is_said(work: Work, monday: date, until: date) -> bool:
    """Whether something was said of the week from `monday`, and nothing up to `until` is left to say."""
    week = week_of(work, monday)
    return not week.open_until(until) and any(
        item.said is not None for day in week.days if day.day <= until for item in day.planned
    )


def report_day(work: Work, key: str, report: Report) -> Receipt:
    """One activity on one day: present, part of it, or away; a later report corrects an earlier one.

    The activity may be an open offer that stands in the participant's week. After the month was confirmed it is a
    correction, and a caseworker looks at it. Raises NotFound when it is not in the week that day or the day is still to come,
    Conflict when somebody corrected the same day since the page was opened, and Refused for part of the time
    that is none or all of it, or a note that is too long.
    """
    subject = own_case(work, Action.USE_OWN_WEEK)
    content = {
        **({"offer": report.offer_id} if report.offer_id else {"activity": report.activity_id}),
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
    in_week, planned = planned_day(work, report.day, report.activity_id, report.offer_id)
    if planned.version != report.before:
        raise Conflict("This day was corrected on another page.")
    if report.attendance not in SAID_OF_A_PLAN:
        raise NotFound("Something planned is not taken back, it is corrected.")
    whole = sum(item.minutes for item in in_week.slots_of(planned.thing))
    if report.attendance is Attendance.PART and not 0 < report.minutes < whole:
        raise Refused("part-of-the-time")
    if len(report.note) > LONGEST_NOTE:
        raise Refused("note-too-long")
    said = AttendanceReport(
        activity_id=report.activity_id or None,
        offer_id=report.offer_id or None,
        title=planned.title if report.offer_id else "",
        day=report.day,
        attendance=report.attendance,
        minutes=report.minutes,
        feeling=report.feeling,
        note=report.note,
    )
    write(work, subject, said, in_week.confirmed, receipt)
    tell(work, subject, [said])
    return receipt


def reported_with(work: Work, submission_id: str) -> list[AnyRow]:
    """What one of the participant's own receipts reported, day by day; nothing for another's receipt."""
    subject = own_case(work, Action.USE_OWN_WEEK)
    if submissions.of_person(work.session, subject.id, submission_id) is None:
        return []
    return store.of_submission(work.session, submission_id, private=subject.scope is Scope.OWN)


def planned_on(work: Work, day: date, activity_id: str, offer_id: str = "") -> Planned:
    """The activity or offer as it stands in the week and was reported that day.

    Raises NotFound when it does not stand there, or the day is to come.
    """
    return planned_day(work, day, activity_id, offer_id)[1]


def planned_day(work: Work, day: date, activity_id: str, offer_id: str = "") -> tuple[Day, Planned]:
    """The same with the day that it stands on."""
    if day <= work.today:
        in_week = week_of(work, day).days[day.weekday()]
        for item in in_week.planned:
            if (item.activity_id, item.offer_id) == (activity_id, offer_id):
                return in_week, item
    raise NotFound("No such activity on that day.")


def write(work: Work, subject: Subject, report: AttendanceReport, confirmed: int, receipt: Receipt) -> None:
    """Write what was said as the newest version. `confirmed` is how many times its month has been confirmed."""
    report.participant_id = subject.id
    report.office_id = subject.office_id
    report.month_version = confirmed or None
    report.submission_id = receipt.id
    report.reported_at = work.now
    store.replace(work.session, report)


def tell(work: Work, subject: Subject, said: Sequence[AttendanceReport]) -> None:
    """Tell that days were reported, and whether a caseworker has something of it to look at."""
    first, days = min(one.day for one in said), len({one.day for one in said})
    if any(one.month_version or one.entry_id for one in said):
        work.tell(DayCorrected(subject.id, subject.office_id, first, days))
    else:
        work.tell(WeekReported(subject.id, subject.office_id, first, days))
