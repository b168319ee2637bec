"""Handing a conversation to a colleague, and giving it back."""

from flask import Blueprint, request, url_for
from werkzeug.wrappers import Response as BaseResponse
from wtforms import Form, StringField

from portal.domain.errors import Refused
from portal.services import case_notes, caseload, hand_overs
from portal.web.forms import clean, read
from portal.web.guards import caseworkers
from portal.web.kept import draft_of, forget_draft
from portal.web.page import done, page
from portal.web.refusals import complaint_about
from portal.web.site import reading, writing

blueprint = Blueprint("hand_over", __name__)


class HandOverForm(Form):  # type: ignore[misc] # WTForms has no types.
    """To whom, and a short word to them."""

    staff = StringField()
    reason = StringField()


class HandBackForm(Form):  # type: ignore[misc] # WTForms has no types.
    """Nothing but that it is given back."""


@blueprint.get("/work/case/<participant_id>/hand-over")
@caseworkers
def show(participant_id: str) -> BaseResponse:
    """Whom it can be handed to."""
    return _page(participant_id, {"reason": draft_of(request.path).get("reason", "")})


@blueprint.post("/work/case/<participant_id>/hand-over")
@caseworkers
def give(participant_id: str) -> BaseResponse:
    """Hand it over."""
    form = read(HandOverForm)
    said = {name: clean(form[name].data) for name in ("staff", "reason")}
    try:
        with writing() as work:
            hand_overs.hand_over(work, participant_id, said["staff"], said["reason"])
    except Refused as refused:
        return _page(participant_id, said, 422, complaint_about(refused))
    forget_draft(request.path)
    return done(url_for("case.show", participant_id=participant_id))


@blueprint.post("/work/case/<participant_id>/hand-back")
@caseworkers
def back(participant_id: str) -> BaseResponse:
    """Give it back."""
    read(HandBackForm)
    try:
        with writing() as work:
            hand_overs.hand_back(work, participant_id)
    except Refused as refused:
        return _page(participant_id, {}, 422, complaint_about(refused))
    return done(url_for("case.show", participant_id=participant_id))


def _page(
    participant_id: str,
    said: dict[str, str],
    status: int = 200,
    complaints: dict[str, str] | None = None,
) -> BaseResponse:
    with reading() as work:
        return page(
            "caseworker/hand_over.html",
            status=status,
            person=caseload.person(work, participant_id),
            colleagues=hand_overs.colleagues(work, participant_id),
            handed=case_notes.beside(work, participant_id).handed,
            said={"staff": "", "reason": ""} | said,
            complaints=complaints or {},
        )
