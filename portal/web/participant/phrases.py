"""Fixed phrases of a participant: choose one, fill it in, see what the office will read, and send it."""

from flask import Blueprint, url_for
from werkzeug.wrappers import Response as BaseResponse

from portal.domain.access import Area
from portal.domain.errors import Refused
from portal.domain.phrases import SOURCE
from portal.services import phrases
from portal.web.asked import asked_text
from portal.web.forms import read
from portal.web.guards import participants_or_helpers
from portal.web.page import done, fresh_key
from portal.web.participant.frame import framed
from portal.web.phrase_pages import (
    SEND,
    Filled,
    PhraseForm,
    begun,
    check_values,
    filled_in,
    list_values,
    spoken_by,
)
from portal.web.site import reading, writing

blueprint = Blueprint("phrases", __name__)


@blueprint.get("/messages/phrases")
@participants_or_helpers(Area.MESSAGES)
def show() -> BaseResponse:
    """All phrases that one may say; with `say` the one that was chosen."""
    say = asked_text("say")
    with reading() as work:
        phrases.own_page(work)
        if not say:
            return framed(work, "participant/phrases.html", **list_values(staff=False, reader=SOURCE))
        phrase = phrases.phrase_for(work, say)
    return _one(begun(phrase))


@blueprint.post("/messages/phrases")
@participants_or_helpers(Area.MESSAGES)
def send() -> BaseResponse:
    """See what it says before it is sent, or send it."""
    form = read(PhraseForm)
    form.validate()
    with reading() as work:
        phrases.own_page(work)
        filled = filled_in(phrases.phrase_for(work, form.say.data or ""), form, work.today)
    if not filled.is_whole:
        return _one(filled, status=422, key=form.key.data)
    if form.step.data != SEND:
        return _one(filled, key=form.key.data)
    try:
        with writing() as work:
            receipt = phrases.say_to_us(work, form.key.data, filled.chosen, spoken_by)
    except Refused:
        return _one(filled, status=422, key=form.key.data, changed=True)
    return done(url_for("messages.show", sent=receipt.id, _anchor="write"))


def _one(filled: Filled, *, status: int = 200, key: str | None = None, changed: bool = False) -> BaseResponse:
    with reading() as work:
        return framed(
            work,
            "participant/phrase.html",
            status=status,
            key=key or fresh_key(),
            changed=changed,
            complain=status != 200,
            **check_values(filled, reader=SOURCE, today=work.today),
        )
