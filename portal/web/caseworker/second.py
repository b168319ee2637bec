"""The second person: what waits for one, and each proposal with agree and decline for who did not make it."""

from collections.abc import Callable

from flask import Blueprint, abort, request, url_for
from werkzeug.wrappers import Response as BaseResponse
from wtforms import Form, RadioField, StringField

from portal.domain.errors import Conflict, Refused
from portal.services import measures, redaction, second
from portal.services.work import Work
from portal.web.forms import clean, read
from portal.web.guards import office_staff
from portal.web.kept import draft_of, forget_draft
from portal.web.page import done, page
from portal.web.refusals import complaint_about
from portal.web.site import reading, writing

blueprint = Blueprint("second", __name__)


class AnswerForm(Form):  # type: ignore[misc] # WTForms has no types.
    """Agree, or decline with a reason."""

    answer = RadioField(choices=["agree", "decline"])
    reason = StringField()


class EndForm(Form):  # type: ignore[misc] # WTForms has no types.
    """Why a measure ends before its last day."""

    reason = StringField()


@blueprint.get("/work/second")
@office_staff
def show() -> BaseResponse:
    """What waits for a second person at the office."""
    with reading() as work:
        return page(
            "caseworker/second.html",
            "live",
            waiting=second.waiting(work),
            proposed="proposed" in request.args,
            answered="answered" in request.args,
        )


@blueprint.get("/work/second/measure/<measure_id>")
@office_staff
def measure(measure_id: str) -> BaseResponse:
    """One measure, from its proposal to its end."""
    return _measure(measure_id, reason=_draft())


@blueprint.post("/work/second/measure/<measure_id>")
@office_staff
def answer_measure(measure_id: str) -> BaseResponse:
    """Agree to a measure or decline it."""
    return _answer(measure_id, measures.agree, measures.decline, _measure)


@blueprint.post("/work/second/measure/<measure_id>/end")
@office_staff
def end_measure(measure_id: str) -> BaseResponse:
    """End a measure before its last day."""
    reason = clean(read(EndForm).reason.data)
    try:
        with writing() as work:
            measures.end(work, measure_id, reason)
    except Refused as refused:
        return _measure(measure_id, 422, reason=reason, complaints=complaint_about(refused))
    except Conflict:
        return _measure(measure_id, 409, reason=reason, stale=True)
    return done(url_for("second.measure", measure_id=measure_id))


@blueprint.get("/work/second/message/<redaction_id>")
@office_staff
def message(redaction_id: str) -> BaseResponse:
    """One message whose text somebody proposes to take away."""
    return _message(redaction_id, reason=_draft())


@blueprint.post("/work/second/message/<redaction_id>")
@office_staff
def answer_message(redaction_id: str) -> BaseResponse:
    """Agree to take the text away, or decline it."""
    return _answer(redaction_id, redaction.agree, redaction.decline, _message)


def _answer(
    proposal_id: str,
    agree: Callable[[Work, str], None],
    decline: Callable[[Work, str, str], None],
    again: Callable[..., BaseResponse],
) -> BaseResponse:
    form = read(AnswerForm)
    form.validate()
    if form.answer.data not in {"agree", "decline"}:
        abort(400)
    reason = clean(form.reason.data)
    try:
        with writing() as work:
            if form.answer.data == "agree":
                agree(work, proposal_id)
            else:
                decline(work, proposal_id, reason)
    except Refused as refused:
        return again(proposal_id, 422, reason=reason, complaints=complaint_about(refused))
    except Conflict:
        return again(proposal_id, 409, reason=reason, stale=True)
    forget_draft(request.path)
    return done(url_for("second.show", answered=1))


def _draft() -> str:
    return draft_of(request.path).get("reason", "")


def _measure(
    measure_id: str,
    status: int = 200,
    *,
    reason: str = "",
    complaints: dict[str, str] | None = None,
    stale: bool = False,
) -> BaseResponse:
    with reading() as work:
        return page(
            "caseworker/measure.html",
            status=status,
            measure=measures.measure_of(work, measure_id),
            reason=reason,
            complaints=complaints or {},
            stale=stale,
        )


def _message(
    redaction_id: str,
    status: int = 200,
    *,
    reason: str = "",
    complaints: dict[str, str] | None = None,
    stale: bool = False,
) -> BaseResponse:
    with reading() as work:
        return page(
            "caseworker/redaction.html",
            status=status,
            proposal=redaction.proposal_of(work, redaction_id),
            reason=reason,
            complaints=complaints or {},
            stale=stale,
        )
