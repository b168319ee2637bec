"""Requests to answer: corrections and complaints for caseworkers, complaints about the service for leaders."""

from datetime import date

from flask import Blueprint, abort, request, url_for
from werkzeug.wrappers import Response as BaseResponse
from wtforms import Form, IntegerField, StringField

from portal.domain.errors import Conflict, Refused
from portal.domain.rights import ANSWERS, RightsAnswer
from portal.services import rights_desk
from portal.services.rights import MAY_ASK_TO_WAIT
from portal.web.asked import asked_row
from portal.web.forms import DayField, clean, errors_of, read
from portal.web.guards import office_staff
from portal.web.kept import draft_of, forget_draft
from portal.web.page import done, page
from portal.web.refusals import complaint_about
from portal.web.site import reading, writing

blueprint = Blueprint("rights_desk", __name__)


class AnswerForm(Form):  # type: ignore[misc] # WTForms has no types.
    """How it ends and why. `version` is the one that was on the screen."""

    version = IntegerField()
    answer = StringField()
    text = StringField()
    sent_on = DayField()


@blueprint.get("/work/requests")
@office_staff
def waiting() -> BaseResponse:
    """The requests that wait for an answer, oldest first."""
    with reading() as work:
        return page(
            "caseworker/requests.html",
            "live",
            requests=rights_desk.waiting(work, asked_row("since", "after")),
            page_size=rights_desk.PAGE,
            answered="answered" in request.args,
            today=work.today,
        )


@blueprint.get("/work/requests/<request_id>")
@office_staff
def show(request_id: str) -> BaseResponse:
    """One request to answer."""
    return _page(request_id, filled=draft_of(request.path))


@blueprint.post("/work/requests/<request_id>")
@office_staff
def answer(request_id: str) -> BaseResponse:
    """Answer it."""
    form = read(AnswerForm)
    form.validate()
    if form.version.data is None:
        abort(400)
    filled = {name: request.form.get(name, "") for name in ("answer", "text", "sent_on")}
    if complaints := errors_of(form):
        return _page(request_id, status=422, filled=filled, complaints=complaints)
    try:
        how = RightsAnswer(form.answer.data or "")
    except ValueError:
        # Nothing chosen. Whether there is such a request is still asked for first.
        wrong = complaint_about(Refused("answer-of-another-kind"))
        return _page(request_id, status=422, filled=filled, complaints=wrong)
    sent_on: date | None = form.sent_on.day
    try:
        with writing() as work:
            text = clean(form.text.data)
            rights_desk.answer(work, request_id, form.version.data, how, text, sent_on)
    except Refused as refused:
        return _page(request_id, status=422, filled=filled, complaints=complaint_about(refused))
    except Conflict:
        return _page(request_id, status=409, filled=filled, stale=True)
    forget_draft(request.path)
    return done(url_for("rights_desk.waiting", answered=1))


def _page(
    request_id: str,
    *,
    status: int = 200,
    filled: dict[str, str],
    complaints: dict[str, str] | None = None,
    stale: bool = False,
) -> BaseResponse:
    with reading() as work:
        found = rights_desk.request_to_answer(work, request_id)
        return page(
            "caseworker/request.html",
            status=status,
            asked=found,
            name=rights_desk.name_of(work, found),
            absence=rights_desk.absence_of(work, found),
            wait=MAY_ASK_TO_WAIT,
            answers=ANSWERS[found.kind],
            filled=filled,
            complaints=complaints or {},
            stale=stale,
            today=work.today,
        )
