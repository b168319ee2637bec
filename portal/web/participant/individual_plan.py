"""The individual plan as its participant sees it: yes, not now or no, and the parts that are written together."""

from flask import Blueprint, abort, request, url_for
from werkzeug.wrappers import Response as BaseResponse
from wtforms import HiddenField, IntegerField, StringField

from portal.domain.errors import Conflict, Refused
from portal.domain.individual_plan import LONGEST_PART, LONGEST_SHARING, WRITTEN, PlanAnswer, PlanPart
from portal.services import individual_plans, submissions
from portal.text.words import N_
from portal.web.asked import asked_text
from portal.web.forms import KeyedForm, clean, read
from portal.web.guards import participants
from portal.web.kept import draft_of, forget_draft
from portal.web.language import locale_code
from portal.web.page import done, fresh_key
from portal.web.participant.frame import framed
from portal.web.refusals import complaint_about
from portal.web.site import reading, site, writing

blueprint = Blueprint("individual_plan", __name__)
UNPROCESSABLE, CONFLICT = 422, 409

# NOTE: legal: det noen samtykker i. Blir lagret ord for ord, slik de leste det.
CONSENT = N_(
    "Jeg samtykker i at kontoret lager en individuell plan sammen med meg. De som arbeider med saken min på kontoret, kan lese og skrive i planen."
)


class AnswerForm(KeyedForm):
    """Yes, not now or no, and with a yes whom the plan may be shared with."""

    answer = HiddenField()
    share_with = StringField()


class PartForm(KeyedForm):
    """What one part says."""

    part = HiddenField()
    text = StringField()
    version = IntegerField()


# Of the person alone: a mandate for the plan was given without a thought of what stands here, and a consent is
# nobody else's to give.
@blueprint.get("/plan/individual")
@participants
def show() -> BaseResponse:
    """What it is, what I have answered, and what stands in it."""
    draft = draft_of(request.path)
    return _page(editing=_part_of(asked_text("part") or draft.get("part", "")), filled=draft.get("text"))


@blueprint.post("/plan/individual")
@participants
def write() -> BaseResponse:
    """Write in one part."""
    form = read(PartForm)
    form.validate()
    part, text = _part_of(form.part.data or ""), clean(form.text.data)
    if part is None:
        abort(400)
    try:
        with writing() as work:
            receipt = individual_plans.write_own(work, form.key.data, part, text, form.version.data or 0)
    except Refused as refused:
        return _page(editing=part, filled=text, complaints=complaint_about(refused), status=UNPROCESSABLE)
    except Conflict:
        return _page(editing=part, filled=text, status=CONFLICT)
    forget_draft(request.path)
    return done(url_for("individual_plan.show", sent=receipt.id, _anchor=f"part-{part.value}"))


@blueprint.post("/plan/individual/answer")
@participants
def answer() -> BaseResponse:
    """Say yes, not now or no."""
    form = read(AnswerForm)
    form.validate()
    if form.answer.data not in set(PlanAnswer):
        abort(400)
    share_with = clean(form.share_with.data)
    shown = site().tongues[locale_code()].words.gettext(CONSENT)
    try:
        with writing() as work:
            receipt = individual_plans.answer(
                work, form.key.data, PlanAnswer(form.answer.data), share_with=share_with, consent_text=shown
            )
    except Refused as refused:
        return _page(share_with=share_with, complaints=complaint_about(refused), status=UNPROCESSABLE)
    return done(url_for("individual_plan.show", sent=receipt.id))


def _part_of(name: str) -> PlanPart | None:
    return PlanPart(name) if name in set(WRITTEN) else None


def _page(
    *,
    editing: PlanPart | None = None,
    filled: str | None = None,
    share_with: str | None = None,
    complaints: dict[str, str] | None = None,
    status: int = 200,
) -> BaseResponse:
    with reading() as work:
        sheet = individual_plans.own_sheet(work)
        return framed(
            work,
            "participant/individual_plan.html",
            "live",
            status=status,
            sheet=sheet,
            parts=tuple(PlanPart),
            answers=tuple(PlanAnswer),
            consent=CONSENT,
            editing=editing,
            filled=filled,
            share_with=share_with if share_with is not None else (sheet.row.share_with if sheet.row else ""),
            complaints=complaints or {},
            longest={"part": LONGEST_PART, "sharing": LONGEST_SHARING},
            stale=status == CONFLICT,
            key=fresh_key(),
            receipt=submissions.own_receipt(work, asked_text("sent")),
        )
