"""Fixed phrases of a caseworker: search, choose, fill in, see what the participant will read, and send."""

from flask import Blueprint, url_for
from werkzeug.wrappers import Response as BaseResponse

from portal.domain.errors import Refused
from portal.domain.phrases import SOURCE
from portal.services import phrases
from portal.web.asked import asked_text
from portal.web.forms import read
from portal.web.guards import caseworkers
from portal.web.page import done, fresh_key, page
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

blueprint = Blueprint("case_phrases", __name__)
LONGEST_SEARCH = 60


@blueprint.get("/work/case/<participant_id>/phrases")
@caseworkers
def show(participant_id: str) -> BaseResponse:
    """All phrases that the office may say, or those that hold the words searched for; with `say` the one that was chosen."""
    say = asked_text("say")
    with reading() as work:
        person = phrases.participant_in(work, participant_id)
        if not say:
            asked = asked_text("q").strip()[:LONGEST_SEARCH]
            values = list_values(staff=True, reader=person.locale or SOURCE, asked=asked)
            return page("caseworker/phrases.html", person=person, today=work.today, **values)
        phrase = phrases.phrase_for(work, say)
    return _one(participant_id, begun(phrase))


@blueprint.post("/work/case/<participant_id>/phrases")
@caseworkers
def send(participant_id: str) -> BaseResponse:
    """See what it says before it is sent, or send it."""
    form = read(PhraseForm)
    form.validate()
    with reading() as work:
        phrases.participant_in(work, participant_id)
        filled = filled_in(phrases.phrase_for(work, form.say.data or ""), form, work.today)
    if not filled.is_whole:
        return _one(participant_id, filled, status=422, key=form.key.data)
    if form.step.data != SEND:
        return _one(participant_id, filled, key=form.key.data)
    try:
        with writing() as work:
            receipt = phrases.say_to(work, participant_id, form.key.data, filled.chosen, spoken_by)
    except Refused:
        return _one(participant_id, filled, status=422, key=form.key.data, changed=True)
    return done(url_for("case.show", participant_id=participant_id, sent=receipt.id, _anchor="write"))


def _one(
    participant_id: str,
    filled: Filled,
    *,
    status: int = 200,
    key: str | None = None,
    changed: bool = False,
) -> BaseResponse:
    with reading() as work:
        person = phrases.participant_in(work, participant_id)
        return page(
            "caseworker/phrase.html",
            status=status,
            person=person,
            key=key or fresh_key(),
            changed=changed,
            complain=status != 200,
            today=work.today,
            **check_values(filled, reader=person.locale or SOURCE, today=work.today),
        )
