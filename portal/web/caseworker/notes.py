"""Writing a note beside a conversation."""

from flask import Blueprint, request, url_for
from werkzeug.wrappers import Response as BaseResponse
from wtforms import StringField

from portal.domain.desk import LONGEST_NOTE_DAYS, NOTE_DAYS
from portal.domain.errors import Refused
from portal.services import case_notes, caseload
from portal.web.asked import place_in
from portal.web.forms import KeyedForm, clean, read
from portal.web.guards import caseworkers
from portal.web.kept import draft_of, forget_draft
from portal.web.page import done, fresh_key, page
from portal.web.refusals import complaint_about
from portal.web.site import reading, writing

blueprint = Blueprint("case_note", __name__)

CHOICES = (7, 14, NOTE_DAYS, 60, LONGEST_NOTE_DAYS)
"""Days that a note can stand."""


class NoteForm(KeyedForm):
    """The note, and for how many days."""

    text = StringField()
    days = StringField()


@blueprint.get("/work/case/<participant_id>/note")
@caseworkers
def show(participant_id: str) -> BaseResponse:
    """The form, which says who will read it."""
    return _page(participant_id, {"text": draft_of(request.path).get("text", "")})


@blueprint.post("/work/case/<participant_id>/note")
@caseworkers
def write(participant_id: str) -> BaseResponse:
    """Write it."""
    form = read(NoteForm)
    form.validate()
    said = {name: clean(form[name].data) for name in ("text", "days", "key")}
    try:
        with writing() as work:
            case_notes.write(work, participant_id, said["key"], said["text"], place_in(said["days"]) or 0)
    except Refused as refused:
        return _page(participant_id, said, 422, complaint_about(refused))
    forget_draft(request.path)
    return done(url_for("case.show", participant_id=participant_id))


def _page(
    participant_id: str,
    said: dict[str, str],
    status: int = 200,
    complaints: dict[str, str] | None = None,
) -> BaseResponse:
    with reading() as work:
        # Who may only look has no use for the form.
        case_notes.require_writer(work, participant_id)
        return page(
            "caseworker/note.html",
            status=status,
            person=caseload.person(work, participant_id),
            choices=CHOICES,
            said={"text": "", "days": str(NOTE_DAYS), "key": fresh_key()} | said,
            complaints=complaints or {},
        )
