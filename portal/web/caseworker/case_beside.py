"""The conversation of a case, beside writing and reading: taking a message back, what is being written, and searching."""

from flask import Blueprint, request, url_for
from werkzeug.wrappers import Response as BaseResponse

from portal.domain.errors import Refused
from portal.services import caseload, drafts, searching
from portal.services.taking_back import take_back
from portal.web.asked import asked_place
from portal.web.caseworker.case import drawn
from portal.web.forms import clean, read
from portal.web.guards import caseworkers, office_staff
from portal.web.message_form import DraftForm, FindForm, UndoForm
from portal.web.message_writing import asked_words, complaint_in
from portal.web.page import done, htmx, page
from portal.web.site import actor, reading, site, writing

blueprint = Blueprint("case_messages", __name__)


@blueprint.post("/work/case/<participant_id>/undo")
@caseworkers
def undo(participant_id: str) -> BaseResponse:
    """Take back what I have just sent."""
    form = read(UndoForm)
    form.validate()
    try:
        take_back(site().desk, actor(), site().files, form.place, participant_id)
    except Refused as refused:
        return drawn(participant_id, "thread", status=422, too_late=complaint_in(refused))
    if htmx:
        return drawn(participant_id, "thread", undone=True)
    return done(url_for("case.show", participant_id=participant_id, undone=1, _anchor="write"))


@blueprint.post("/work/case/<participant_id>/draft")
@caseworkers
def keep_draft(participant_id: str) -> BaseResponse:
    """Keep what is being written."""
    form = read(DraftForm)
    form.validate()
    where = url_for("case.show", participant_id=participant_id)
    with writing() as work:
        drafts.keep_in_case(work, participant_id, where, form.fields_kept(), form.key.data)
    return BaseResponse(status=204)


@blueprint.get("/work/case/<participant_id>/search")
@office_staff
def search(participant_id: str) -> BaseResponse:
    """Messages with some words in them."""
    with reading() as work:
        found = searching.in_case(work, participant_id, asked_words(), asked_place("before"))
        return page(
            "caseworker/search.html",
            person=caseload.person(work, participant_id),
            found=found,
            around=searching.around,
            today=work.today,
        )


@blueprint.post("/work/case/<participant_id>/search")
@office_staff
def find(participant_id: str) -> BaseResponse:
    """Search for some words, which then stand in no address."""
    form = read(FindForm)
    with writing() as work:
        searching.ask_in_case(work, participant_id, request.path, clean(form.q.data))
    return done(url_for("case_messages.search", participant_id=participant_id, found=1))
