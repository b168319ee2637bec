"""Reported threats: the leader's list, each with its evidence, and how it was closed."""

import json

from flask import Blueprint, make_response, request, url_for
from werkzeug.wrappers import Response as BaseResponse
from wtforms import Form, StringField

from portal.domain.alarms import ThreatOutcome
from portal.domain.errors import Conflict, Refused
from portal.services import threats
from portal.text.words import N_
from portal.web.forms import clean, read
from portal.web.guards import leaders
from portal.web.kept import draft_of, forget_draft
from portal.web.page import done, page
from portal.web.refusals import complaint_about
from portal.web.site import reading, writing

blueprint = Blueprint("threats", __name__)
# Says nothing of whom it is about: it lies among other files.
FILE_NAME = "rapport.json"
NO_OUTCOME = N_("Velg hva som skjedde.")


class CloseForm(Form):  # type: ignore[misc] # WTForms has no types.
    """What came of it, and in words."""

    outcome = StringField()
    text = StringField()


@blueprint.get("/work/threats")
@leaders
def show() -> BaseResponse:
    """Every report at the office, the open ones first."""
    with reading() as work:
        return page("caseworker/threats.html", "live", threats=threats.listed(work))


@blueprint.get("/work/threats/<threat_id>")
@leaders
def one(threat_id: str) -> BaseResponse:
    """One report with its evidence."""
    return _page(threat_id, {"text": draft_of(request.path).get("text", "")})


@blueprint.post("/work/threats/<threat_id>")
@leaders
def close(threat_id: str) -> BaseResponse:
    """Close it, and say what came of it."""
    form = read(CloseForm)
    said = {"outcome": clean(form.outcome.data), "text": clean(form.text.data)}
    if said["outcome"] not in set(ThreatOutcome):
        return _page(threat_id, said, 422, {"outcome": NO_OUTCOME})
    try:
        with writing() as work:
            threats.close(work, threat_id, ThreatOutcome(said["outcome"]), said["text"])
    except Refused as refused:
        return _page(threat_id, said, 422, complaint_about(refused))
    except Conflict:
        return _page(threat_id, said, 409, stale=True)
    forget_draft(request.path)
    return done(url_for("threats.one", threat_id=threat_id))


@blueprint.get("/work/threats/<threat_id>/file")
@leaders
def download(threat_id: str) -> BaseResponse:
    """The evidence with its hashes, as JSON: for the police report, which people make."""
    with reading() as work:
        content = threats.as_export(threats.opened(work, threat_id), work.now)
    text = json.dumps(content, ensure_ascii=False, indent=1)
    response = make_response(text.encode("utf-8", "backslashreplace"))
    response.headers["Content-Type"] = "application/json; charset=utf-8"
    response.headers["Content-Disposition"] = f'attachment; filename="{FILE_NAME}"'
    response.headers["Cache-Control"] = "no-store"
    return response


def _page(
    threat_id: str,
    said: dict[str, str],
    status: int = 200,
    complaints: dict[str, str] | None = None,
    *,
    stale: bool = False,
) -> BaseResponse:
    with reading() as work:
        return page(
            "caseworker/threat_report.html",
            status=status,
            threat=threats.opened(work, threat_id),
            outcomes=tuple(ThreatOutcome),
            said={"outcome": "", "text": ""} | said,
            complaints=complaints or {},
            stale=stale,
        )
