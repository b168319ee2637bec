"""Appointments of a case: making, moving and cancelling them, and the lists of the day."""

from dataclasses import replace
from datetime import datetime
from typing import Any

from flask import Blueprint, abort, request, url_for
from werkzeug.wrappers import Response as BaseResponse
from wtforms import BooleanField, Form, IntegerField, StringField
from wtforms.validators import InputRequired

from portal.domain.appointments import MeetingForm
from portal.domain.calendar import OSLO, oslo_day, oslo_moment
from portal.services import appointment_desk, caseload, making_appointments
from portal.services.making_appointments import MeetingCommand
from portal.services.work import Work
from portal.store.base import AnyRow
from portal.text.interpreting import CODES
from portal.text.words import N_
from portal.web.asked import asked_text
from portal.web.attempt import Unsent, attempt
from portal.web.forms import ClockField, DayField, clean, errors_of, read
from portal.web.guards import caseworkers, office_staff
from portal.web.kept import draft_of, forget_draft
from portal.web.page import done, page
from portal.web.site import reading

blueprint = Blueprint("appointment_desk", __name__)

OTHER = "other"
NO_LANGUAGE = N_("Skriv hvilket språk, med opptil 40 tegn.")
NO_DAY, NO_CLOCK = N_("Velg en dag."), N_("Skriv klokkeslettet.")
LISTS = ("today", "not_suiting")


class AppointmentForm(Form):  # type: ignore[misc] # WTForms has no types.
    """One appointment. `version` is the one that was on the screen, `all_the_same` the time that was doubted there."""

    version = IntegerField()
    title = StringField()
    day = DayField()
    starts, ends = ClockField(), ClockField()
    how = StringField()
    place = StringField()
    link = StringField()
    telephone = StringField()
    interpreter = StringField()
    interpreter_other = StringField()
    interpreter_booked = BooleanField()
    about = StringField()
    all_the_same = StringField()

    def complaints(self) -> dict[str, str]:
        """What must be put right before anybody can be asked, as msgids by field."""
        if self.how.data not in set(MeetingForm):
            abort(400)
        wrong = {} if self.validate() else errors_of(self)
        if self.day.day is None:
            wrong.setdefault("day", NO_DAY)
        for name in ("starts", "ends"):
            if self[name].clock is None:
                wrong.setdefault(name, NO_CLOCK)
        if self.interpreter.data == OTHER and not clean(self.interpreter_other.data):
            wrong.setdefault("interpreter", NO_LANGUAGE)
        elif self.interpreter.data not in {*CODES, OTHER, "", None}:
            abort(400)
        return wrong

    def command(self) -> MeetingCommand:
        """What the form says, once there are no complaints about it."""
        day, starts, ends = self.day.day, self.starts.clock, self.ends.clock
        if day is None or starts is None or ends is None:
            abort(400)
        return MeetingCommand(
            title=clean(self.title.data),
            starts_at=oslo_moment(day, starts),
            ends_at=oslo_moment(day, ends),
            form=MeetingForm(self.how.data),
            place=clean(self.place.data),
            link=clean(self.link.data),
            telephone=clean(self.telephone.data),
            interpreter=self._language(),
            interpreter_booked=bool(self.interpreter_booked.data),
            about=clean(self.about.data),
        )

    def doubted(self, unsent: Unsent) -> Unsent:
        """The same, with the time remembered if it was doubted, so that sending it once more means it."""
        if not unsent.doubts:
            return unsent
        return replace(unsent, filled=unsent.filled | {"all_the_same": when(self.command())})

    def _language(self) -> str:
        """The code of a language in the list, or another's name."""
        chosen = clean(self.interpreter.data)
        return chosen if chosen in CODES else clean(self.interpreter_other.data)

    def is_to_be(self, command: MeetingCommand) -> bool:
        """Whether this very time was doubted, and is to be all the same."""
        return bool(self.all_the_same.data == when(command))


class VersionForm(Form):  # type: ignore[misc] # WTForms has no types.
    """What is done to the appointment that was on the screen: one of the wishes is taken, or it is cancelled."""

    version = IntegerField(validators=[InputRequired()])
    place = IntegerField()
    reason = StringField()


def when(command: MeetingCommand) -> str:
    """One time, as the form remembers which was doubted."""
    return f"{command.starts_at.isoformat()} {command.ends_at.isoformat()}"


@blueprint.get("/work/appointments")
@caseworkers
def listed() -> BaseResponse:
    """Today's meetings, or the appointments that do not suit."""
    show = asked_text("show") or LISTS[0]
    if show not in LISTS:
        abort(404)
    with reading() as work:
        rows = appointment_desk.today(work) if show == LISTS[0] else appointment_desk.not_suiting(work)
        return page(
            "caseworker/meetings.html",
            "live",
            rows=rows,
            show=show,
            counts=appointment_desk.counts(work),
            today=work.today,
        )


@blueprint.get("/work/case/<participant_id>/appointments")
@office_staff
def of_case(participant_id: str) -> BaseResponse:
    """Every appointment of a case, and the form that makes one."""
    return _case_page(participant_id, Unsent(draft_of(request.path)))


@blueprint.post("/work/case/<participant_id>/appointments")
@caseworkers
def make(participant_id: str) -> BaseResponse:
    """Make one."""
    form = read(AppointmentForm)

    def act(work: Work) -> str:
        command = form.command()
        return making_appointments.make(work, participant_id, command, all_the_same=form.is_to_be(command))

    made = attempt(form.complaints(), act)
    if isinstance(made, Unsent):
        return _case_page(participant_id, form.doubted(made))
    forget_draft(request.path)
    return done(url_for("appointment_desk.of_case", participant_id=participant_id, made=1))


@blueprint.get("/work/appointments/<appointment_id>")
@office_staff
def show(appointment_id: str) -> BaseResponse:
    """One appointment with its answers, and the forms that move and cancel it."""
    return _page(appointment_id, Unsent(draft_of(request.path)))


@blueprint.post("/work/appointments/<appointment_id>")
@caseworkers
def change(appointment_id: str) -> BaseResponse:
    """Move it, or change something else of it."""
    form = read(AppointmentForm)
    complaints, version = form.complaints(), form.version.data
    if version is None:
        abort(400)

    def act(work: Work) -> bool:
        command = form.command()
        to_be = form.is_to_be(command)
        return making_appointments.change(work, appointment_id, version, command, all_the_same=to_be)

    told = attempt(complaints, act)
    if isinstance(told, Unsent):
        return _page(appointment_id, form.doubted(told))
    forget_draft(request.path)
    return _back(appointment_id, told=told)


@blueprint.post("/work/appointments/<appointment_id>/take")
@caseworkers
def take(appointment_id: str) -> BaseResponse:
    """Move it to one of the times that were wished for."""
    form = read(VersionForm)
    if not form.validate() or form.place.data is None:
        abort(400)
    version, place = form.version.data, form.place.data

    def act(work: Work) -> None:
        making_appointments.take_wish(work, appointment_id, version, place)

    unsent = attempt({}, act)
    return _page(appointment_id, unsent) if unsent else _back(appointment_id)


@blueprint.post("/work/appointments/<appointment_id>/cancel")
@caseworkers
def cancel(appointment_id: str) -> BaseResponse:
    """Cancel it. The participant reads why."""
    form = read(VersionForm)
    if not form.validate():
        abort(400)
    version, reason = form.version.data, clean(form.reason.data)

    def act(work: Work) -> None:
        making_appointments.cancel(work, appointment_id, version, reason)

    unsent = attempt({}, act)
    return _page(appointment_id, unsent) if unsent else _back(appointment_id)


def _back(appointment_id: str, *, told: bool = True) -> BaseResponse:
    told_at = url_for("appointment_desk.show", appointment_id=appointment_id, told=1)
    return done(told_at if told else url_for("appointment_desk.show", appointment_id=appointment_id, saved=1))


def _case_page(participant_id: str, form: Unsent) -> BaseResponse:
    with reading() as work:
        return page(
            "caseworker/appointments.html",
            "live",
            person=caseload.person(work, participant_id),
            found=appointment_desk.of_case(work, participant_id),
            made="made" in request.args,
            filled=form.filled,
            **_form_values(work, form),
        )


def _page(appointment_id: str, form: Unsent) -> BaseResponse:
    with reading() as work:
        meeting = appointment_desk.meeting_of(work, appointment_id)
        return page(
            "caseworker/appointment.html",
            meeting=meeting,
            person=caseload.person(work, meeting.row.participant_id),
            # Only what the form itself was sent with takes the place of what is kept.
            filled=form.filled if "title" in form.filled else filled_from(meeting.row),
            reason=form.filled.get("reason", ""),
            stale=form.stale,
            told="told" in request.args,
            saved="saved" in request.args,
            **_form_values(work, form),
        )


def _form_values(work: Work, form: Unsent) -> dict[str, Any]:
    """What `parts/appointment_fields.html` needs besides `filled`, and what HTTP calls it."""
    return {
        "status": form.status,
        "forms": tuple(MeetingForm),
        "complaints": form.complaints,
        "doubts": form.doubts,
        "today": work.today,
    }


def filled_from(row: AnyRow) -> dict[str, str]:
    """The fields as they would have been filled in for this appointment."""
    filled = {name: str(getattr(row, name)) for name in ("title", "place", "link", "telephone", "about")}
    return filled | {
        "interpreter": row.interpreter if row.interpreter in {*CODES, ""} else OTHER,
        "interpreter_other": "" if row.interpreter in CODES else row.interpreter,
        "interpreter_booked": "1" if row.interpreter_booked else "",
        "how": row.form.value,
        "day": oslo_day(row.starts_at).isoformat(),
        "starts": _clock(row.starts_at),
        "ends": _clock(row.ends_at),
    }


def _clock(moment: datetime) -> str:
    return moment.astimezone(OSLO).strftime("%H:%M")
