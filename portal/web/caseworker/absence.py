"""Deciding an absence: the rules' proposal with its reasons, hearing the participant first, and a person's answer."""

from typing import Any

from flask import Blueprint, abort, request, url_for
from werkzeug.wrappers import Response as BaseResponse
from wtforms import Form, IntegerField, RadioField, StringField

from portal.domain.absence import AbsenceState
from portal.domain.errors import Conflict, Refused
from portal.services import (
    absence_hearing,
    absence_note,
    absence_queue,
    absences,
    caseload,
    documents_desk,
)
from portal.services.absence_command import command_of
from portal.services.absence_meaning import meaning_in
from portal.services.work import Work
from portal.store.absence import Absence
from portal.web.document_page import shown
from portal.web.forms import DayField, clean, errors_of, read
from portal.web.guards import caseworkers
from portal.web.kept import draft_of, forget_draft
from portal.web.page import done, page
from portal.web.refusals import complaint_about
from portal.web.site import reading, writing

blueprint = Blueprint("absence_decision", __name__)
STATES = {
    "accept": AbsenceState.ACCEPTED,
    "partly": AbsenceState.PARTLY,
    "refuse": AbsenceState.REFUSED,
}
NOTICE, NOTE = "notice", "note"
DAYS = ("granted_from", "granted_to", "note_from")
# What a page shows when nothing has gone wrong.
USUAL: dict[str, Any] = {"text": "", "days": {}, "complaints": {}, "stale": False}
USUAL |= {"told": False, "noted": False, "new": False}


class DecisionForm(Form):  # type: ignore[misc] # WTForms has no types.
    """Accept, tell the participant what one thinks of, decide against them, or write that a doctor's note has come.

    `version` is the one on the screen.
    """

    answer = RadioField(choices=[*STATES, NOTICE, NOTE])
    version = IntegerField()
    text = StringField()
    granted_from = DayField()
    granted_to = DayField()
    note_from = DayField()


@blueprint.get("/work/absence/<absence_id>")
@caseworkers
def show(absence_id: str) -> BaseResponse:
    """One absence to decide."""
    return _page(
        absence_id,
        text=draft_of(request.path).get("text", ""),
        told="told" in request.args,
        noted="noted" in request.args,
        new="registered" in request.args,
    )


@blueprint.post("/work/absence/<absence_id>")
@caseworkers
def decide(absence_id: str) -> BaseResponse:
    """Accept, give notice, grant a part, refuse, or write from which day a doctor's note covers it."""
    form = read(DecisionForm)
    form.validate()
    said, version, text = form.answer.data, form.version.data, clean(form.text.data)
    if said not in {*STATES, NOTICE, NOTE} or version is None:
        abort(400)
    days = {name: form[name].data or "" for name in DAYS}
    wrong = {name: words for name, words in errors_of(form).items() if name in days}
    if wrong:
        return _page(absence_id, status=422, text=text, days=days, complaints=wrong)
    first, last = form.granted_from.day, form.granted_to.day
    try:
        with writing() as work:
            if said == NOTICE:
                absence_hearing.notice_about(work, absence_id, version, text)
            elif said == NOTE:
                absence_note.write_note(work, absence_id, version, form.note_from.day)
            else:
                granted = (first, last) if said == "partly" and first and last else None
                absence_queue.decide_absence(work, absence_id, version, STATES[said], text, granted)
    except Refused as refused:
        return _page(absence_id, status=422, text=text, days=days, complaints=complaint_about(refused))
    except Conflict:
        return _page(absence_id, status=409, text=text, days=days, stale=True)
    forget_draft(request.path)
    if said in {NOTICE, NOTE}:
        told = {"told": "1"} if said == NOTICE else {"noted": "1"}
        return done(url_for("absence_decision.show", absence_id=absence_id, **told))  # type: ignore[arg-type] # Only text.
    return done(url_for("absence_queue.show", decided=1))


def _page(absence_id: str, *, status: int = 200, **more: Any) -> BaseResponse:  # noqa: ANN401 -- Templates take any value.
    with reading() as work:
        absence = absence_queue.absence_to_decide(work, absence_id)
        hearings = absence_hearing.hearings_about(work, absence)
        return page(
            "caseworker/absence.html",
            status=status,
            absence=absence,
            command=command_of(absence),
            meaning=meaning_in(absence),
            told_on=absences.told_on(work, absence),
            person=caseload.person(work, absence.participant_id),
            hearings=hearings,
            hearing=next((row for row in hearings if row.state.value != "closed"), None),
            takes_note=absence_note.takes_note(absence),
            heard=absence_hearing.was_heard(work, absence),
            versions=[(row, meaning_in(row)) for row in absences.versions_of(work, absence)],
            earlier=_earlier(work, absence),
            registered=absences.registered_by_staff(work, absence),
            today=work.today,
            **_files(work, absence),
            **(USUAL | more),
        )


def _earlier(work: Work, absence: Absence) -> list[Any]:
    found = absences.absences_of(work, absence.participant_id, limit=200)
    return [
        row
        for row in found
        if absence_queue.in_the_year_before(absence, row.first_day)
        and row.state is not AbsenceState.WITHDRAWN
    ]


def _files(work: Work, absence: Absence) -> dict[str, Any]:
    _, handed = documents_desk.about_absence(work, absence.id)
    return {"files": shown(handed.rows, may_open=handed.may_open), "may_open": handed.may_open}
