"""Proposing to take the text of a message away: the message, why, and a reason that somebody else can judge."""

from flask import Blueprint, request, url_for
from werkzeug.wrappers import Response as BaseResponse
from wtforms import Form, StringField

from portal.domain.errors import NotFound, Refused
from portal.domain.measures import RedactionKind
from portal.services import caseload, redaction
from portal.web.asked import asked_place, place_in
from portal.web.forms import clean, read
from portal.web.guards import caseworkers
from portal.web.kept import draft_of, forget_draft
from portal.web.page import done, page
from portal.web.refusals import complaint_about
from portal.web.site import reading, writing

blueprint = Blueprint("redaction", __name__)


class RedactionForm(Form):  # type: ignore[misc] # WTForms has no types.
    """Which message of the conversation, and why its text should go."""

    message = StringField()
    kind = StringField()
    reason = StringField()


@blueprint.get("/work/case/<participant_id>/redact")
@caseworkers
def show(participant_id: str) -> BaseResponse:
    """The form about one message; without a message it says where to choose one."""
    return _page(participant_id, asked_place("message"), {"reason": draft_of(request.path).get("reason", "")})


@blueprint.post("/work/case/<participant_id>/redact")
@caseworkers
def propose(participant_id: str) -> BaseResponse:
    """Propose it. Nothing changes before another person agrees."""
    form = read(RedactionForm)
    place = place_in(form.message.data or "")
    said = {name: clean(form[name].data) for name in ("kind", "reason")}
    if place is None:
        raise NotFound("No such message.")
    if said["kind"] not in set(RedactionKind):
        return _page(participant_id, place, said, 422, complaint_about(Refused("redaction-kind")))
    try:
        with writing() as work:
            redaction.propose(work, participant_id, place, RedactionKind(said["kind"]), said["reason"])
    except Refused as refused:
        return _page(participant_id, place, said, 422, complaint_about(refused))
    forget_draft(request.path)
    return done(url_for("second.show", proposed=1))


def _page(
    participant_id: str,
    place: int | None,
    said: dict[str, str],
    status: int = 200,
    complaints: dict[str, str] | None = None,
) -> BaseResponse:
    with reading() as work:
        person = caseload.person(work, participant_id)
        found = redaction.message_to_redact(work, participant_id, place) if place is not None else None
        return page(
            "caseworker/redact.html",
            status=status,
            person=person,
            message=found,
            kinds=tuple(RedactionKind),
            said={"kind": "", "reason": ""} | said,
            complaints=complaints or {},
        )
