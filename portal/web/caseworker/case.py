"""One case: the conversation, with the plan and the absences beside it."""

from typing import Any

from flask import Blueprint, request, url_for
from werkzeug.wrappers import Response as BaseResponse

from portal.domain.errors import Refused
from portal.domain.messages import MessageAbout, read_about
from portal.services import (
    absences,
    access,
    case_notes,
    caseload,
    conversations,
    measures,
    message_topics,
    offers,
    plans,
    submissions,
    waiting,
)
from portal.services.submissions import Receipt
from portal.services.work import Work
from portal.text.locales import LOCALES
from portal.web.asked import asked_place, asked_text
from portal.web.forms import read
from portal.web.guards import caseworkers, office_staff
from portal.web.kept import draft_of, forget_draft
from portal.web.message_form import MessageForm, ReadForm, WaitingForm, text_of
from portal.web.message_writing import complaint_in, sent, write_values
from portal.web.page import ERROR, done, fresh_key, htmx, page
from portal.web.site import reading, writing

blueprint = Blueprint("case", __name__)


@blueprint.get("/work/case/<participant_id>")
@office_staff
def show(participant_id: str) -> BaseResponse:
    """The conversation with one participant. Whom a grant lets in, leaders among them, only reads."""
    draft = draft_of(request.path)
    return drawn(
        participant_id,
        _asked_block(),
        before=asked_place("before"),
        text=draft.get("text", ""),
        asks=bool(draft.get("asks")),
        important=bool(draft.get("important")),
        about=read_about(asked_text("about")) or read_about(draft.get("about", "")),
    )


@blueprint.post("/work/case/<participant_id>")
@caseworkers
def answer(participant_id: str) -> BaseResponse:
    """Answer the participant, with up to five files."""
    form = read(MessageForm)
    form.validate()
    try:
        receipt = sent(
            form,
            lambda work, files: conversations.answer(
                work,
                participant_id,
                form.key.data,
                text_of(form),
                asks=form.asks.data,
                about=form.matter,
                files=files,
                important=form.important.data,
            ),
        )
    except Refused as refused:
        return drawn(
            participant_id,
            "sent_block",
            status=422,
            text=form.text.data or "",
            asks=form.asks.data,
            important=form.important.data,
            about=form.matter,
            complaint=complaint_in(refused),
            key=form.key.data,
        )
    forget_draft(request.path)
    if htmx:
        return drawn(participant_id, "sent_block", receipt=receipt)
    return done(url_for("case.show", participant_id=participant_id, sent=receipt.id, _anchor="write"))


@blueprint.post("/work/case/<participant_id>/read")
@caseworkers
def mark_read(participant_id: str) -> BaseResponse:
    """I have read this far."""
    form = read(ReadForm)
    form.validate()
    with writing() as work:
        conversations.mark_read(work, participant_id, form.place)
    return BaseResponse(status=204) if htmx else done(url_for("case.show", participant_id=participant_id))


@blueprint.post("/work/case/<participant_id>/waiting")
@caseworkers
def set_waiting(participant_id: str) -> BaseResponse:
    """Say by hand who waits for whom."""
    form = read(WaitingForm)
    form.validate()
    with writing() as work:
        waiting.set_by_hand(work, participant_id, form.chosen, form.place)
    if htmx:
        return drawn(participant_id, "thread")
    return done(url_for("case.show", participant_id=participant_id, _anchor="promise"))


def _asked_block() -> str:
    # The page fetches its live parts apart, so that a new message never closes an open answer to an absence.
    part = request.args.get("part")
    if part == "measures":
        return "measures"
    return "context" if part == "context" else "thread"


def _beside(work: Work, participant_id: str, block: str) -> dict[str, Any]:
    """What stands beside the conversation. A block that shows none of it does not make its reader wait for it."""
    found: dict[str, Any] = {"measures": (), "plan": None, "absences": (), "added": ()}
    if block in {"", "measures"}:
        found["measures"] = measures.in_force(work, participant_id)
    if block in {"", "context"}:
        found["plan"] = plans.plan_of(work, participant_id)
        found["absences"] = absences.absences_of(work, participant_id)
        found["added"] = offers.added_in_case(work, participant_id)
    return found


def drawn(
    participant_id: str,
    block: str,
    *,
    before: int | None = None,
    status: int = 200,
    text: str = "",
    asks: bool = False,
    important: bool = False,
    complaint: str = "",
    key: str | None = None,
    receipt: Receipt | None = None,
    about: MessageAbout | None = None,
    undone: bool = False,
    too_late: str = "",
) -> BaseResponse:
    """The page, or a block of it. `too_late` is why a message could not be taken back, and `undone` that one was."""
    whole = not htmx or status >= ERROR
    with reading() as work:
        case = caseload.opened(work, participant_id)
        return page(
            "caseworker/case.html",
            block,
            status=status,
            person=case.person,
            person_locale=LOCALES.get(case.person.locale or ""),
            grant=case.grant,
            granted_to=access.last_day_of(case.grant.ends_at) if case.grant else None,
            may_write=case.may_write,
            conversation=conversations.conversation_with(work, participant_id, before=before),
            **_beside(work, participant_id, "" if whole else block),
            beside=case_notes.beside(work, participant_id),
            before=before,
            text=text,
            asks=asks,
            important=important,
            complaint=complaint,
            key=key or fresh_key(),
            receipt=receipt or submissions.own_receipt(work, asked_text("sent")),
            today=work.today,
            undone=undone or bool(asked_text("undone")),
            too_late=too_late,
            **write_values(lambda: message_topics.case_choices(work, participant_id, about), about),
        )
