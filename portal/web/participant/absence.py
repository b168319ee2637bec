"""Reporting absence: when and why, what it means, send, receipt."""

from datetime import date, time

from flask import Blueprint, abort, request, url_for
from werkzeug.wrappers import Response as BaseResponse
from wtforms import RadioField, StringField
from wtforms.validators import InputRequired, Length

from portal.domain.absence import AbsenceKind
from portal.domain.errors import Refused
from portal.services import absences, weeks
from portal.services.absences import AbsenceCommand, Overlaps
from portal.services.work import Work
from portal.text.words import N_
from portal.web.forms import ClockField, DayField, KeyedForm, clean, errors_of, read
from portal.web.guards import participants
from portal.web.kept import draft_of, forget_draft
from portal.web.page import done, fresh_key
from portal.web.participant.frame import framed
from portal.web.refusals import complaint_about
from portal.web.site import reading, writing

blueprint = Blueprint("absence", __name__)
PAGE, SEND = "/absence/new", "/absence"


class AbsenceForm(KeyedForm):
    """When and why. Which fields count is said by `span`: today, several days, or part of today."""

    kind = RadioField(
        choices=[member.value for member in AbsenceKind],
        validators=[InputRequired(N_("Velg hvorfor du er borte."))],
    )
    span = RadioField(choices=["today", "days", "hours"], default="today")
    first_day = DayField()
    last_day = DayField()
    starts = ClockField()
    ends = ClockField()
    note = StringField(validators=[Length(max=500, message=N_("Teksten kan ha opptil 500 tegn."))])

    def complaints(self, today: date) -> dict[str, str]:
        """What must be put right before the rules can be asked, as msgids by field."""
        wrong = {} if self.validate() else errors_of(self)
        if wrong:
            return wrong
        asked = self.command(today)
        if self.span.data == "hours" and not (asked.starts and asked.ends and asked.starts < asked.ends):
            return {"starts": N_("Skriv fra når og til når du er borte.")}
        return {}

    def command(self, today: date) -> AbsenceCommand:
        """What the form says. Fields that the chosen span does not ask for are left out."""
        span = self.span.data
        first = today if span == "today" else self.first_day.day or today
        last = (self.last_day.day or first) if span == "days" else first
        starts: time | None = self.starts.clock if span == "hours" else None
        ends: time | None = self.ends.clock if span == "hours" else None
        return AbsenceCommand(AbsenceKind(self.kind.data), first, last, clean(self.note.data), starts, ends)


@blueprint.get(PAGE)
@participants
def ask() -> BaseResponse:
    """When and why."""
    with reading() as work:
        return _form(work, draft_of(PAGE) or draft_of(SEND), {})


@blueprint.post(PAGE)
@participants
def check() -> BaseResponse:
    """What it means, before anything is sent."""
    form = read(AbsenceForm)
    with reading() as work:
        if complaints := form.complaints(work.today):
            return _form(work, dict(request.form), complaints, status=422)
        return _check(work, form)


@blueprint.post(SEND)
@participants
def send() -> BaseResponse:
    """Report it."""
    form = read(AbsenceForm)
    # What is refused must undo the receipt as well, so it is caught outside the work and drawn by another.
    try:
        with writing() as work:
            complaints = form.complaints(work.today)
            if not complaints:
                receipt = absences.report_absence(work, form.key.data, form.command(work.today))
    except Overlaps as overlap:
        with reading() as work:
            return _form(work, dict(request.form), {}, status=409, overlap=overlap.day)
    except Refused as refused:
        complaints = complaint_about(refused)
    if complaints.keys() - {"note"}:
        abort(400)
    if complaints:
        with reading() as work:
            return _check(work, form, complaints["note"])
    forget_draft(PAGE)
    forget_draft(SEND)
    return done(url_for("me.receipt", receipt_id=receipt.id))


def _check(work: Work, form: AbsenceForm, complaint: str = "") -> BaseResponse:
    command = form.command(work.today)
    try:
        decision = absences.what_it_means(work, command)
    except Overlaps as overlap:
        return _form(work, dict(request.form), {}, status=409, overlap=overlap.day)
    except Refused as refused:
        return _form(work, dict(request.form), complaint_about(refused), status=422)
    # The day is written out here, so that a report sent after midnight still means the day that was shown.
    content = {"span": "hours" if command.starts else "days", **command.as_content()}
    return framed(
        work,
        "participant/absence_check.html",
        status=422 if complaint else 200,
        command=command,
        decision=decision,
        fields={name: value for name, value in content.items() if value and name != "note"},
        note=command.note,
        complaint=complaint,
        key=form.key.data,
    )


def _form(
    work: Work,
    filled: dict[str, str],
    complaints: dict[str, str],
    *,
    status: int = 200,
    overlap: date | None = None,
) -> BaseResponse:
    return framed(
        work,
        "participant/absence.html",
        status=status,
        filled=filled,
        complaints=complaints,
        overlap=overlap,
        kinds=tuple(AbsenceKind),
        can_report=absences.can_report(work),
        free_today=weeks.why_free(work, work.today),
        key=filled.get("key") or fresh_key(),
    )
