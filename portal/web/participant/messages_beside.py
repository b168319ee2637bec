"""Messages, what is beside writing and reading: taking one back, what is being written, searching, and opening files."""

from flask import Blueprint, request, url_for
from werkzeug.wrappers import Response as BaseResponse

from portal.domain.access import Area
from portal.domain.documents import AboutKind
from portal.domain.errors import Refused
from portal.services import documents, drafts, searching
from portal.services.taking_back import take_back
from portal.web.asked import asked_place
from portal.web.document_page import as_answer
from portal.web.forms import clean, read
from portal.web.guards import participants, participants_or_helpers
from portal.web.kept import draft_page
from portal.web.message_form import DraftForm, FindForm, UndoForm
from portal.web.message_writing import asked_words, complaint_in
from portal.web.page import done, htmx
from portal.web.participant.frame import framed
from portal.web.participant.messages import PAGE, drawn
from portal.web.site import actor, reading, site, writing

blueprint = Blueprint("own_messages", __name__)


@blueprint.post("/messages/undo")
@participants_or_helpers(Area.MESSAGES)
def undo() -> BaseResponse:
    """Take back what I have just sent."""
    form = read(UndoForm)
    form.validate()
    try:
        take_back(site().desk, actor(), site().files, form.place)
    except Refused as refused:
        return drawn("thread", status=422, too_late=complaint_in(refused))
    if htmx:
        return drawn("thread", undone=True)
    return done(url_for("messages.show", undone=1, _anchor="write"))


@blueprint.post("/messages/draft")
@participants_or_helpers(Area.MESSAGES)
def keep_draft() -> BaseResponse:
    """Keep what is being written."""
    form = read(DraftForm)
    form.validate()
    with writing() as work:
        drafts.keep_own(work, draft_page(actor(), PAGE), form.fields_kept(), form.key.data)
    return BaseResponse(status=204)


@blueprint.get("/messages/search")
@participants_or_helpers(Area.MESSAGES)
def search() -> BaseResponse:
    """Messages with some words in them."""
    with reading() as work:
        found = searching.in_own(work, asked_words(), asked_place("before"))
        return framed(work, "participant/search.html", found=found, around=searching.around)


@blueprint.post("/messages/search")
@participants_or_helpers(Area.MESSAGES)
def find() -> BaseResponse:
    """Search for some words, which then stand in no address."""
    form = read(FindForm)
    with writing() as work:
        searching.ask_in_own(work, draft_page(actor(), request.path), clean(form.q.data))
    return done(url_for("own_messages.search", found=1))


@blueprint.get("/messages/files/<message_file_id>")
@participants
def open_file(message_file_id: str) -> BaseResponse:
    """A file that came with a message."""
    with reading() as work:
        found = documents.open_own(work, site().files.keeper, AboutKind.MESSAGE, message_file_id)
    return as_answer(found, inline=True)
