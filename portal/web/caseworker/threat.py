"""Reporting a threat: which messages, what it was, and what was reported in the case before."""

from flask import Blueprint, request, url_for
from werkzeug.wrappers import Response as BaseResponse
from wtforms import BooleanField, Form, StringField

from portal.domain.errors import Refused
from portal.services import caseload, threats
from portal.services.threats import MOST_CHOSEN
from portal.web.asked import place_in
from portal.web.forms import clean, read
from portal.web.guards import caseworkers, office_staff
from portal.web.kept import draft_of, forget_draft
from portal.web.page import done, page
from portal.web.refusals import complaint_about
from portal.web.site import reading, writing

blueprint = Blueprint("threat", __name__)


class ThreatForm(Form):  # type: ignore[misc] # WTForms has no types.
    """The messages, or the whole conversation, and what somebody saw in them.

    Each message has a field of its own, numbered from the top: a form of ours never sends a field twice.
    """

    whole = BooleanField()
    text = StringField()


for _number in range(MOST_CHOSEN):
    setattr(ThreatForm, f"pick{_number}", StringField())


@blueprint.get("/work/case/<participant_id>/threat")
@office_staff
def show(participant_id: str) -> BaseResponse:
    """The form for who may report, and what was reported before for whoever may open the case."""
    said = {"text": draft_of(request.path).get("text", "")}
    return _page(participant_id, said, frozenset(), reported="reported" in request.args)


@blueprint.post("/work/case/<participant_id>/threat")
@caseworkers
def report(participant_id: str) -> BaseResponse:
    """Keep what was written as it stands, and tell the leader."""
    form = read(ThreatForm)
    text, whole = clean(form.text.data), bool(form.whole.data)
    chosen = [form[f"pick{number}"].data for number in range(MOST_CHOSEN)]
    picked = frozenset(place for one in chosen if one and (place := place_in(one)) is not None)
    try:
        with writing() as work:
            threats.report(work, participant_id, sorted(picked), text, whole=whole)
    except Refused as refused:
        said = {"text": text, "whole": "1" if whole else ""}
        return _page(participant_id, said, picked, 422, complaint_about(refused))
    forget_draft(request.path)
    return done(url_for("threat.show", participant_id=participant_id, reported=1))


def _page(
    participant_id: str,
    said: dict[str, str],
    picked: frozenset[int],
    status: int = 200,
    complaints: dict[str, str] | None = None,
    *,
    reported: bool = False,
) -> BaseResponse:
    with reading() as work:
        found = threats.of_case(work, participant_id)
        return page(
            "caseworker/threat.html",
            status=status,
            person=caseload.person(work, participant_id),
            reports=found.reports,
            messages=found.messages,
            may_report=found.may_report,
            has_leader=found.has_leader,
            picked=picked,
            said={"text": "", "whole": ""} | said,
            complaints=complaints or {},
            reported=reported,
        )
