"""Reporting absence: when and why, what it means, send, receipt."""

from datetime import date, time

from flask import Blueprint, abort, request, url_for
from werkzeug.wrappers import Response as BaseResponse
from wtforms import RadioField, StringField
from wtforms.validators import InputRequired, Length

from portal.domain.absence import AbsenceKind
from portal.services import absences, conversations
from portal.services.absences import FURTHEST_AHEAD, FURTHEST_BACK, AbsenceCommand, Overlaps
from portal.services.work import Work
from portal.text.words import N_
from portal.web.forms import ClockField, DayField, KeyedForm, clean, errors_of, read
from portal.web.guards import participants
from portal.web.page import done, fresh_key, page
from portal.web.site import actor, reading, site, writing

blueprint = Blueprint("absence", __name__)
PAGE = "/absence/new"


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
        if asked.last_day < asked.first_day:
            return {"last_day": N_("Siste dag kan ikke være før første dag.")}
        if not today - FURTHEST_BACK <= asked.first_day or asked.last_day > today + FURTHEST_AHEAD:
            return {
                "first_day": N_(
                    "Du kan melde fravær fra én måned tilbake til to måneder fram. Skriv en melding for andre dager."
                )
            }
        if self.span.data == "hours" and not (asked.starts and asked.ends and asked.starts < asked.ends):
            return {"starts": N_("Skriv fra når og til når du er borte.")}
        if asked.kind is AbsenceKind.OTHER and not asked.note:
            return {"note": N_("Skriv kort hva som gjør at du er borte.")}
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
        return _form(work, site().sign_ins.draft(actor().id, PAGE), {})


@blueprint.post(PAGE)
@participants
def check() -> BaseResponse:
    """What it means, before anything is sent."""
    form = read(AbsenceForm)
    with reading() as work:
        if complaints := form.complaints(work.today):
            return _form(work, dict(request.form), complaints, status=422)
        command = form.command(work.today)
        try:
            decision = absences.what_it_means(work, command)
        except Overlaps as overlap:
            return _form(work, dict(request.form), {}, status=409, overlap=overlap.day)
        # The day is written out here, so that a report sent after midnight still means the day that was shown.
        fields = {"span": "hours" if command.starts else "days", **command.as_content()}
        return page(
            "participant/absence_check.html",
            command=command,
            decision=decision,
            fields={name: value for name, value in fields.items() if value},
            key=form.key.data,
            today=work.today,
            unread=conversations.unread(work),
        )


@blueprint.post("/absence")
@participants
def send() -> BaseResponse:
    """Report it."""
    form = read(AbsenceForm)
    with writing() as work:
        if form.complaints(work.today):
            abort(400)
        receipt = absences.report_absence(work, form.key.data, form.command(work.today))
    site().sign_ins.forget_draft(actor().id, PAGE)
    return done(url_for("me.receipt", receipt_id=receipt.id))


def _form(
    work: Work,
    filled: dict[str, str],
    complaints: dict[str, str],
    *,
    status: int = 200,
    overlap: date | None = None,
) -> BaseResponse:
    return page(
        "participant/absence.html",
        status=status,
        filled=filled,
        complaints=complaints,
        overlap=overlap,
        kinds=tuple(AbsenceKind),
        can_report=absences.can_report(work),
        today=work.today,
        key=filled.get("key") or fresh_key(),
        unread=conversations.unread(work),
    )
