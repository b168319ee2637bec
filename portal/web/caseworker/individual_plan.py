"""The individual plan beside a case: offered once, and written in only while the participant's consent stands."""

from flask import Blueprint, abort, request, url_for
from werkzeug.wrappers import Response as BaseResponse
from wtforms import Form, HiddenField, IntegerField, StringField

from portal.domain.errors import Conflict, Refused
from portal.domain.individual_plan import LONGEST_PART, WRITTEN, PlanPart
from portal.services import caseload, individual_plans
from portal.web.asked import asked_text
from portal.web.forms import clean, read
from portal.web.guards import caseworkers, office_staff
from portal.web.kept import draft_of, forget_draft
from portal.web.page import done, page
from portal.web.refusals import complaint_about
from portal.web.site import reading, writing

blueprint = Blueprint("case_individual_plan", __name__)
UNPROCESSABLE, CONFLICT = 422, 409


class PartForm(Form):  # type: ignore[misc] # WTForms has no types.
    """What one part says."""

    part = HiddenField()
    text = StringField()
    version = IntegerField()


@blueprint.get("/work/case/<participant_id>/individual-plan")
@office_staff
def show(participant_id: str) -> BaseResponse:
    """Where it stands, and what stands in it."""
    draft = draft_of(request.path)
    editing = _part_of(asked_text("part") or draft.get("part", ""))
    return _page(participant_id, editing=editing, filled=draft.get("text"))


@blueprint.post("/work/case/<participant_id>/individual-plan")
@caseworkers
def write(participant_id: str) -> BaseResponse:
    """Write in one part."""
    form = read(PartForm)
    form.validate()
    part, text = _part_of(form.part.data or ""), clean(form.text.data)
    if part is None:
        abort(400)
    try:
        with writing() as work:
            individual_plans.write(work, participant_id, part, text, form.version.data or 0)
    except Refused as refused:
        complaints = complaint_about(refused)
        return _page(participant_id, editing=part, filled=text, complaints=complaints, status=UNPROCESSABLE)
    except Conflict:
        return _page(participant_id, editing=part, filled=text, status=CONFLICT)
    forget_draft(request.path)
    anchor = f"part-{part.value}"
    return done(url_for("case_individual_plan.show", participant_id=participant_id, saved=1, _anchor=anchor))


@blueprint.post("/work/case/<participant_id>/individual-plan/offer")
@caseworkers
def offer(participant_id: str) -> BaseResponse:
    """Offer one."""
    with writing() as work:
        individual_plans.offer(work, participant_id)
    return done(url_for("case_individual_plan.show", participant_id=participant_id, saved=1))


def _part_of(name: str) -> PlanPart | None:
    return PlanPart(name) if name in set(WRITTEN) else None


def _page(
    participant_id: str,
    *,
    editing: PlanPart | None = None,
    filled: str | None = None,
    complaints: dict[str, str] | None = None,
    status: int = 200,
) -> BaseResponse:
    with reading() as work:
        return page(
            "caseworker/individual_plan.html",
            "live",
            status=status,
            person=caseload.person(work, participant_id),
            sheet=individual_plans.sheet_of(work, participant_id),
            parts=tuple(PlanPart),
            editing=editing,
            filled=filled,
            complaints=complaints or {},
            longest={"part": LONGEST_PART},
            stale=status == CONFLICT,
            saved="saved" in request.args,
        )
