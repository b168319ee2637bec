"""What cannot wait in one case: taking the mark of an alarm away, and saying that one has phoned."""

from flask import Blueprint, request, url_for
from werkzeug.wrappers import Response as BaseResponse
from wtforms import Form, RadioField, StringField

from portal.domain.errors import Conflict, NotFound, Refused
from portal.services import alarms, caseload, important
from portal.text.locales import LOCALES
from portal.text.words import N_
from portal.web.asked import asked_place, place_in
from portal.web.forms import clean, read
from portal.web.guards import caseworkers
from portal.web.kept import draft_of, forget_draft
from portal.web.page import done, page
from portal.web.refusals import complaint_about
from portal.web.site import reading, writing

blueprint = Blueprint("alarms", __name__)

NO_ANSWER = N_("Velg om du fikk svar.")


class MarkForm(Form):  # type: ignore[misc] # WTForms has no types.
    """Which message of the conversation."""

    message = StringField()


class CallForm(Form):  # type: ignore[misc] # WTForms has no types.
    """Which message it was about, whether somebody answered, and what was said."""

    message = StringField()
    reached = RadioField(choices=["yes", "no"])
    note = StringField()


@blueprint.post("/work/case/<participant_id>/alarm")
@caseworkers
def take_away(participant_id: str) -> BaseResponse:
    """I have read it and seen to it."""
    place = _place(read(MarkForm).message.data)
    with writing() as work:
        alarms.take_away(work, participant_id, place)
    return done(url_for("case.show", participant_id=participant_id, _anchor=f"m{place}"))


@blueprint.get("/work/case/<participant_id>/call")
@caseworkers
def show(participant_id: str) -> BaseResponse:
    """Whom to phone about which message, and the form for afterwards."""
    said = {"note": draft_of(request.path).get("note", "")}
    return _page(participant_id, asked_place("message"), said)


@blueprint.post("/work/case/<participant_id>/call")
@caseworkers
def phoned(participant_id: str) -> BaseResponse:
    """I have phoned."""
    form = read(CallForm)
    place, answer, note = _place(form.message.data), form.reached.data or "", clean(form.note.data)
    said = {"reached": answer, "note": note}
    if answer not in {"yes", "no"}:
        return _page(participant_id, place, said, 422, {"reached": NO_ANSWER})
    try:
        with writing() as work:
            important.phoned(work, participant_id, place, note, reached=answer == "yes")
    except Refused as refused:
        return _page(participant_id, place, said, 422, complaint_about(refused))
    except Conflict:
        return _page(participant_id, None, said, 409)
    forget_draft(request.path)
    return done(url_for("work.show", _anchor="calls"))


def _place(text: str | None) -> int:
    place = place_in(text or "")
    if place is None:
        raise NotFound("No such message.")
    return place


def _page(
    participant_id: str,
    place: int | None,
    said: dict[str, str],
    status: int = 200,
    complaints: dict[str, str] | None = None,
) -> BaseResponse:
    with reading() as work:
        person = caseload.person(work, participant_id)
        call = important.call_of(work, participant_id, place) if place is not None else None
        return page(
            "caseworker/call.html",
            status=status,
            person=person,
            person_locale=LOCALES.get(person.locale or ""),
            call=call,
            said={"reached": "", "note": ""} | said,
            complaints=complaints or {},
        )
