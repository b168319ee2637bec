"""The participant's appointments: which come, which were moved, and whether they suit."""

from datetime import datetime

from flask import Blueprint, abort, request, url_for
from werkzeug.wrappers import Response as BaseResponse
from wtforms import BooleanField, IntegerField, RadioField, StringField
from wtforms.validators import InputRequired

from portal.domain.access import Area
from portal.domain.appointments import WISHES, Reply
from portal.domain.calendar import oslo_moment
from portal.domain.errors import Conflict, Refused
from portal.services import appointments, submissions
from portal.services.appointments import AnswerCommand
from portal.text.words import N_
from portal.web.asked import asked_text
from portal.web.forms import ClockField, DayField, KeyedForm, clean, errors_of, read
from portal.web.guards import participants_or_helpers
from portal.web.kept import draft_of, forget_draft
from portal.web.page import done, fresh_key
from portal.web.participant.frame import framed
from portal.web.refusals import complaint_about
from portal.web.site import reading, writing

blueprint = Blueprint("appointments", __name__)

HALF_A_WISH = N_("Skriv både dag og klokkeslett.")


class AnswerForm(KeyedForm):
    """Whether an appointment suits, and what would suit better. `sequence` is how it stood on the page."""

    sequence = IntegerField(validators=[InputRequired()])
    answer = RadioField(choices=[member.value for member in Reply])
    day_1, clock_1 = DayField(), ClockField()
    day_2, clock_2 = DayField(), ClockField()
    day_3, clock_3 = DayField(), ClockField()
    phone_me = BooleanField()
    note = StringField()

    def complaints(self) -> dict[str, str]:
        """What must be put right, as msgids by field."""
        wrong = {} if self.validate() else errors_of(self)
        if self.answer.data not in set(Reply) or wrong.keys() & {"sequence", "answer"}:
            abort(400)
        for place in range(1, WISHES + 1):
            half = (self[f"day_{place}"].day is None) is not (self[f"clock_{place}"].clock is None)
            if half:
                wrong.setdefault(f"day_{place}", HALF_A_WISH)
        return wrong

    def command(self, appointment_id: str) -> AnswerCommand:
        """What the form says."""
        wishes: list[datetime] = []
        for place in range(1, WISHES + 1):
            day, clock = self[f"day_{place}"].day, self[f"clock_{place}"].clock
            if day and clock:
                wishes.append(oslo_moment(day, clock))
        return AnswerCommand(
            appointment_id,
            self.sequence.data,
            Reply(self.answer.data),
            tuple(wishes),
            bool(self.phone_me.data),
            clean(self.note.data),
        )


@blueprint.get("/appointments")
@participants_or_helpers(Area.WEEK)
def show() -> BaseResponse:
    """All of them, those to come first."""
    with reading() as work:
        listed = appointments.own_appointments(work)
        return framed(work, "participant/appointments.html", "live", listed=listed)


@blueprint.get("/appointments/<appointment_id>")
@participants_or_helpers(Area.WEEK)
def one(appointment_id: str) -> BaseResponse:
    """One of them, with the form that says what would suit better."""
    return _page(appointment_id, draft_of(request.path))


@blueprint.post("/appointments/<appointment_id>")
@participants_or_helpers(Area.WEEK)
def answer(appointment_id: str) -> BaseResponse:
    """I am coming, or it does not suit."""
    form = read(AnswerForm)
    complaints = form.complaints()
    filled = dict(request.form)
    if complaints:
        return _page(appointment_id, filled, status=422, complaints=complaints)
    command = form.command(appointment_id)
    try:
        with writing() as work:
            receipt = appointments.answer(work, form.key.data, command)
    except Refused as refused:
        return _page(appointment_id, filled, status=422, complaints=complaint_about(refused))
    except Conflict:
        return _page(appointment_id, filled, status=409, stale=True)
    forget_draft(request.path)
    if command.reply is Reply.COMING:
        return done(url_for("week.show", sent=receipt.id))
    return done(url_for("appointments.one", appointment_id=appointment_id, sent=receipt.id))


def _page(
    appointment_id: str,
    filled: dict[str, str],
    *,
    status: int = 200,
    complaints: dict[str, str] | None = None,
    stale: bool = False,
) -> BaseResponse:
    with reading() as work:
        return framed(
            work,
            "participant/appointment.html",
            "live",
            status=status,
            one=appointments.own_appointment(work, appointment_id),
            receipt=submissions.own_receipt(work, asked_text("sent")),
            wishes=range(1, WISHES + 1),
            filled=filled,
            complaints=complaints or {},
            stale=stale,
            key=fresh_key(),
        )
