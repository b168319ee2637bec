"""Deciding an absence: the rules' proposal with its reasons, and a person's answer."""

from flask import Blueprint, abort, request, url_for
from werkzeug.wrappers import Response as BaseResponse
from wtforms import Form, IntegerField, RadioField, StringField

from portal.domain.errors import Conflict, Refused
from portal.rules.decision import from_data
from portal.services import absences, caseload
from portal.web.forms import clean, read
from portal.web.guards import caseworkers
from portal.web.kept import draft_of, forget_draft
from portal.web.page import done, page
from portal.web.refusals import complaint_about
from portal.web.site import reading, writing

blueprint = Blueprint("absence_decision", __name__)


class DecisionForm(Form):  # type: ignore[misc] # WTForms has no types.
    """Accept, or refuse with a reason. `version` is the one that was on the screen."""

    answer = RadioField(choices=["accept", "refuse"])
    version = IntegerField()
    text = StringField()


@blueprint.get("/work/absence/<absence_id>")
@caseworkers
def show(absence_id: str) -> BaseResponse:
    """One absence to decide."""
    return _page(absence_id, text=draft_of(request.path).get("text", ""))


@blueprint.post("/work/absence/<absence_id>")
@caseworkers
def decide(absence_id: str) -> BaseResponse:
    """Accept or refuse."""
    form = read(DecisionForm)
    form.validate()
    if form.answer.data not in {"accept", "refuse"} or form.version.data is None:
        abort(400)
    accept, text = form.answer.data == "accept", clean(form.text.data)
    try:
        with writing() as work:
            absences.decide_absence(work, absence_id, form.version.data, accept=accept, text=text)
    except Refused as refused:
        return _page(absence_id, status=422, text=text, complaint=complaint_about(refused)["text"])
    except Conflict:
        return _page(absence_id, status=409, text=text, stale=True)
    forget_draft(request.path)
    return done(url_for("work.show", show="absences", decided=1))


def _page(
    absence_id: str, *, status: int = 200, text: str = "", complaint: str = "", stale: bool = False
) -> BaseResponse:
    with reading() as work:
        absence = absences.absence_to_decide(work, absence_id)
        return page(
            "caseworker/absence.html",
            status=status,
            absence=absence,
            decision=from_data(absence.proposal),
            person=caseload.person(work, absence.participant_id),
            text=text,
            complaint=complaint,
            stale=stale,
            today=work.today,
        )
