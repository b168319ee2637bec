"""The week: what is planned, one tap for "I was there", one for the whole week."""

from datetime import date, timedelta
from decimal import Decimal

from flask import Blueprint, abort, request, url_for
from werkzeug.wrappers import Response as BaseResponse
from wtforms import DecimalField, HiddenField, IntegerField, RadioField, StringField
from wtforms.validators import Length, NumberRange, Optional

from portal.domain.attendance import Attendance, Feeling
from portal.domain.calendar import monday_of
from portal.services import conversations, weeks
from portal.services.weeks import Report
from portal.text.words import N_
from portal.web.forms import DayField, KeyedForm, clean, errors_of, read
from portal.web.guards import participants
from portal.web.page import done, fresh_key, page
from portal.web.site import reading, writing

blueprint = Blueprint("week", __name__)
FURTHEST = timedelta(weeks=110)


class WeekForm(KeyedForm):
    """The whole week as planned."""

    monday = DayField()


class DayForm(KeyedForm):
    """One activity on one day."""

    activity = HiddenField()
    day = DayField()
    before = IntegerField()
    attendance = RadioField(choices=[member.value for member in Attendance])
    hours = DecimalField(
        places=1,
        validators=[
            Optional(),
            NumberRange(Decimal("0.5"), Decimal(24), N_("Skriv antall timer, for eksempel 2,5.")),
        ],
    )
    feeling = RadioField(
        choices=["", *(member.value for member in Feeling)], default="", validators=[Optional()]
    )
    note = StringField(validators=[Length(max=500, message=N_("Teksten kan ha opptil 500 tegn."))])


@blueprint.get("/week")
@participants
def show() -> BaseResponse:
    """This week, or another one by any of its days."""
    with reading() as work:
        day = _asked_day(work.today)
        return page(
            "participant/week.html",
            "live",
            week=weeks.week_of(work, day),
            today=work.today,
            appointment=weeks.next_appointment(work),
            unread=conversations.unread(work),
            key=fresh_key(),
            earlier=day - timedelta(weeks=1),
            later=day + timedelta(weeks=1) if monday_of(day) < monday_of(work.today) else None,
        )


@blueprint.post("/week/confirm")
@participants
def confirm() -> BaseResponse:
    """Everything planned up to today was as planned."""
    form = read(WeekForm)
    if not form.validate() or form.monday.day is None:
        abort(400)
    with writing() as work:
        receipt = weeks.report_planned(work, form.key.data, form.monday.day)
    return done(url_for("me.receipt", receipt_id=receipt.id))


@blueprint.get("/week/day")
@participants
def day_form() -> BaseResponse:
    """The form for one activity on one day: part of it, away, how it went, or a correction."""
    with reading() as work:
        day = _asked_day(work.today)
        planned = weeks.planned_on(work, day, request.args.get("activity", ""))
    return page("participant/day.html", planned=planned, day=day, key=fresh_key(), errors={}, filled=None)


@blueprint.post("/week/day")
@participants
def report_day() -> BaseResponse:
    """One activity on one day. One tap sends only "I was there"."""
    form = read(DayForm)
    valid = form.validate()
    day = form.day.day
    if day is None or form.attendance.data is None:
        abort(400)
    attendance = Attendance(form.attendance.data)
    if valid and attendance is Attendance.PART and form.hours.data is None:
        form.hours.errors = [N_("Hvor mange timer var du der?")]
        valid = False
    if not valid:
        with reading() as work:
            planned = weeks.planned_on(work, day, form.activity.data or "")
        filled = dict(request.form)
        return page(
            "participant/day.html",
            status=422,
            planned=planned,
            day=day,
            key=fresh_key(),
            errors=errors_of(form),
            filled=filled,
        )
    minutes = int(form.hours.data * 60) if attendance is Attendance.PART else 0
    report = Report(
        activity_id=form.activity.data,
        day=day,
        attendance=attendance,
        minutes=minutes,
        feeling=Feeling(form.feeling.data) if form.feeling.data else None,
        note=clean(form.note.data),
        before=form.before.data or 0,
    )
    with writing() as work:
        receipt = weeks.report_day(work, form.key.data, report)
    return done(url_for("me.receipt", receipt_id=receipt.id))


def _asked_day(today: date) -> date:
    asked = request.args.get("day")
    if not asked:
        return today
    try:
        day = date.fromisoformat(asked)
    except ValueError:
        abort(404)
    if not today - FURTHEST <= day <= today + timedelta(weeks=1):
        abort(404)
    return day
