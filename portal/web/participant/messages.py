"""Messages: one conversation with the contact person and the team."""

from datetime import date

from flask import Blueprint, url_for
from werkzeug.wrappers import Response as BaseResponse

from portal.domain.access import Area
from portal.domain.errors import Refused
from portal.domain.messages import MessageAbout, read_about
from portal.services import alarms, conversations, hand_overs, message_topics, plans, submissions
from portal.services.permissions import Action
from portal.services.submissions import Receipt
from portal.web.asked import asked_day, asked_place, asked_text
from portal.web.forms import read
from portal.web.guards import participants_or_helpers
from portal.web.kept import draft_of, forget_draft
from portal.web.message_form import MessageForm, ReadForm, text_of
from portal.web.message_writing import complaint_in, sent, write_values
from portal.web.page import done, fresh_key, htmx
from portal.web.participant.frame import framed
from portal.web.site import reading, writing

blueprint = Blueprint("messages", __name__)
PAGE = "/messages"
SEEN = "seen"
"""What a message may be about: why somebody has looked into the case on a day."""


@blueprint.get(PAGE)
@participants_or_helpers(Area.MESSAGES)
def show() -> BaseResponse:
    """The conversation: its newest messages, or older ones before a place."""
    draft = draft_of(PAGE)
    about = asked_text("about")
    return drawn(
        "thread",
        before=asked_place("before"),
        text=draft.get("text", ""),
        urgent=bool(draft.get("urgent")),
        about=read_about(about) or read_about(draft.get("about", "")),
        key=draft.get("key"),
        sent=asked_text("sent"),
        seen_on=asked_day("day") if about == SEEN else None,
    )


@blueprint.post(PAGE)
@participants_or_helpers(Area.MESSAGES)
def send() -> BaseResponse:
    """Write to us, with up to five files."""
    form = read(MessageForm)
    form.validate()
    try:
        receipt = sent(
            form,
            lambda work, files: conversations.write_to_us(
                work,
                form.key.data,
                text_of(form),
                urgent=form.urgent.data,
                about=form.matter,
                files=files,
            ),
        )
    except Refused as refused:
        return drawn(
            "sent_block",
            status=422,
            text=form.text.data or "",
            urgent=form.urgent.data,
            about=form.matter,
            complaint=complaint_in(refused),
            key=form.key.data,
        )
    forget_draft(PAGE)
    if htmx:
        return drawn("sent_block", receipt=receipt)
    return done(url_for("messages.show", sent=receipt.id, _anchor="write"))


@blueprint.get("/messages/unread")
@participants_or_helpers(Area.MESSAGES)
def count() -> BaseResponse:
    """How many answers wait to be read: the mark on the bar, fetched whenever the conversation changes."""
    with reading() as work:
        return framed(work, "parts/unread.html")


@blueprint.post("/messages/read")
@participants_or_helpers(Area.MESSAGES)
def mark_read() -> BaseResponse:
    """I have read this far."""
    form = read(ReadForm)
    form.validate()
    with writing() as work:
        conversations.mark_read(work, work.actor.acts_for or work.actor.id, form.place)
    return done(url_for("messages.show")) if not htmx else BaseResponse(status=204)


def drawn(
    block: str,
    *,
    before: int | None = None,
    status: int = 200,
    text: str = "",
    urgent: bool = False,
    complaint: str = "",
    key: str | None = None,
    receipt: Receipt | None = None,
    sent: str | None = None,
    seen_on: date | None = None,
    about: MessageAbout | None = None,
    undone: bool = False,
    too_late: str = "",
) -> BaseResponse:
    """The page, or a block of it. `too_late` is why a message could not be taken back, and `undone` that one was."""
    with reading() as work:
        plan = plans.own_contact(work, Action.USE_OWN_MESSAGES)
        conversation = conversations.own_conversation(work, before=before)
        received = receipt or submissions.own_receipt(work, sent)
        return framed(
            work,
            "participant/messages.html",
            block,
            status=status,
            conversation=conversation,
            answerer=hand_overs.own_answerer(work) if conversation.standing else None,
            contact=plan,
            before=before,
            text=text,
            urgent=urgent,
            complaint=complaint,
            key=key or fresh_key(),
            seen_on=seen_on,
            undone=undone or bool(asked_text("undone")),
            too_late=too_late,
            **write_values(lambda: message_topics.own_choices(work, about), about),
            receipt=received,
            offers_help=alarms.offers_help(work, received),
        )
