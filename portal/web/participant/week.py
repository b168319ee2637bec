"""The week: what is planned, one tap for "I was there", one for the whole week."""

from datetime import date, timedelta

from flask import Blueprint, abort, request, url_for
from werkzeug.wrappers import Response as BaseResponse
from wtforms import HiddenField, IntegerField, RadioField, StringField
from wtforms.validators import Optional

from portal.domain.access import Area
from portal.domain.attendance import SAID_OF_A_PLAN, Attendance, Feeling
from portal.domain.calendar import monday_of
from portal.domain.errors import Conflict, Refused
from portal.services import appointments, documents, important, mandates, not_taken, submissions, weeks
from portal.services.submissions import Receipt
from portal.services.weeks import Report
from portal.services.work import Work
from portal.text.words import N_
from portal.web.asked import asked_day, asked_text
from portal.web.forms import DayField, HalfHoursField, KeyedForm, clean, errors_of, read
from portal.web.guards import participants_or_helpers
from portal.web.kept import draft_of, forget_draft
from portal.web.page import done, fresh_key
from portal.web.participant.frame import framed
from portal.web.refusals import complaint_about
from portal.web.site import reading, writing

blueprint = Blueprint("week", __name__)
DAY = "/week/day"
CONFLICT = 409
# Three years of a programme and its pauses.
FURTHEST = timedelta(weeks=209)


class WeekForm(KeyedForm):
    """The whole week as planned; `until` the day on which that was said, when it waited for the network."""

    monday = DayField()
    until = DayField()


class DayForm(KeyedForm):
    """One activity on one day."""

    activity = HiddenField()
    offer = HiddenField()
    day = DayField()
    before = IntegerField()
    attendance = RadioField(choices=[member.value for member in SAID_OF_A_PLAN])
    hours = HalfHoursField()
    feeling = RadioField(
        choices=["", *(member.value for member in Feeling)], default="", validators=[Optional()]
    )
    note = StringField()

    def complaints(self) -> dict[str, str]:
        """What must be put right, as msgids by field."""
        wrong = {} if self.validate() else errors_of(self)
        if self.attendance.data is None:
            return {"attendance": N_("Velg ett av svarene.")}
        if not wrong and self.attendance.data == Attendance.PART and self.hours.minutes is None:
            return {"hours": N_("Hvor mange timer var du der?")}
        return wrong

    def report(self, day: date) -> Report:
        """What the form says. Hours only count for part of the time."""
        attendance = Attendance(self.attendance.data)
        return Report(
            activity_id=clean(self.activity.data),
            day=day,
            attendance=attendance,
            minutes=self.hours.minutes or 0 if attendance is Attendance.PART else 0,
            feeling=Feeling(self.feeling.data) if self.feeling.data else None,
            note=clean(self.note.data),
            before=self.before.data or 0,
            offer_id=clean(self.offer.data),
        )


@blueprint.get("/week")
@participants_or_helpers(Area.WEEK)
def show() -> BaseResponse:
    """This week, or another one by any of its days."""
    with reading() as work:
        day = _asked_day(work.today)
        return framed(
            work,
            "participant/week.html",
            "live",
            week=weeks.week_of(work, day),
            appointments=appointments.for_the_week(work),
            receipt=submissions.own_receipt(work, asked_text("sent")),
            key=fresh_key(),
            not_taken=not_taken.is_any(work),
            important=important.own_unread(work) if Area.MESSAGES in mandates.opened(work) else [],
            earlier=day - timedelta(weeks=1),
            documents_from=documents.documented_from(work),
            later=day + timedelta(weeks=1) if monday_of(day) < monday_of(work.today) else None,
        )


@blueprint.post("/week/confirm")
@participants_or_helpers(Area.WEEK)
def confirm() -> BaseResponse:
    """Everything planned up to today was as planned."""
    form = read(WeekForm)
    if not form.validate() or form.monday.day is None:
        abort(400)
    with writing() as work:
        _within_reach(form.monday.day, work.today)
        receipt = weeks.report_planned(work, form.key.data, form.monday.day, form.until.day)
    return _back_to_week(form.monday.day, receipt)


@blueprint.get(DAY)
@participants_or_helpers(Area.WEEK)
def day_form() -> BaseResponse:
    """The form for one activity on one day: part of it, away, how it went, or a correction."""
    thing = asked_text("activity"), asked_text("offer")
    with reading() as work:
        day = _asked_day(work.today)
        draft = draft_of(DAY)
        is_this = (draft.get("activity", ""), draft.get("offer", ""), draft.get("day")) == (
            *thing,
            day.isoformat(),
        )
        return _day_form(work, day, thing, draft if is_this else None)


@blueprint.post(DAY)
@participants_or_helpers(Area.WEEK)
def report_day() -> BaseResponse:
    """One activity on one day. One tap sends only "I was there"."""
    form = read(DayForm)
    complaints = form.complaints()
    day, filled = form.day.day, dict(request.form)
    thing = form.activity.data or "", form.offer.data or ""
    if day is None:
        abort(400)
    try:
        if not complaints:
            with writing() as work:
                _within_reach(day, work.today)
                receipt = weeks.report_day(work, form.key.data, form.report(day))
    except Refused as refused:
        complaints = complaint_about(refused)
    except Conflict:
        with reading() as work:
            return _day_form(work, day, thing, filled, status=409)
    if complaints:
        with reading() as work:
            return _day_form(work, day, thing, filled, complaints, status=422)
    forget_draft(DAY)
    return _back_to_week(day, receipt)


def _back_to_week(day: date, receipt: Receipt) -> BaseResponse:
    # Somebody who reports one day often has another to report, so the receipt comes to them and not they to it.
    return done(url_for("week.show", day=day.isoformat(), sent=receipt.id))


def _day_form(
    work: Work,
    day: date,
    thing: tuple[str, str],
    filled: dict[str, str] | None = None,
    complaints: dict[str, str] | None = None,
    *,
    status: int = 200,
) -> BaseResponse:
    in_week, planned = weeks.planned_day(work, day, *thing)
    return framed(
        work,
        "participant/day.html",
        status=status,
        stale=status == CONFLICT,
        planned=planned,
        slots=in_week.slots_of(planned.thing),
        confirmed=in_week.confirmed,
        day=day,
        key=(filled or {}).get("key") or fresh_key(),
        errors=complaints or {},
        filled=filled,
    )


def _asked_day(today: date) -> date:
    day = asked_day("day") or today
    return _within_reach(day, today)


def _within_reach(day: date, today: date) -> date:
    if not today - FURTHEST <= day <= today + timedelta(weeks=1):
        abort(404)
    return day
