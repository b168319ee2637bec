"""How it works without network: what that costs in data, and what was written meanwhile and could not be taken."""

from urllib.parse import urlencode

from flask import Blueprint, abort, request, url_for
from werkzeug.wrappers import Response as BaseResponse
from wtforms import Form, StringField

from portal.services import not_taken
from portal.services.envelopes import Envelope
from portal.services.not_taken import NotTaken
from portal.text.words import N_
from portal.web.forms import clean, read
from portal.web.guards import participants
from portal.web.kept import written
from portal.web.page import done
from portal.web.participant.frame import framed
from portal.web.replaying import ASK, SEND, WEEK, at_its_day, opens
from portal.web.site import reading, site, writing

blueprint = Blueprint("offline_use", __name__)
# What opening the week weighs as it travels, headers too, in kilobytes: the first time, and when the files are there already.
FIRST_VISIT, NEXT_VISIT = 70, 9
AGAIN, DROP, CLOSED = "again", "drop", "closed"
# Where each form that may wait stands, what it is called, and which of its fields are in the address of its page.
PAGES: dict[str, tuple[str, str, tuple[str, ...]]] = {
    SEND: (ASK, N_("Fravær"), ()),
    ASK: (ASK, N_("Fravær"), ()),
    "/messages": ("/messages", N_("Melding"), ()),
    WEEK: ("/week", N_("Uka"), ()),
    "/week/day": ("/week/day", N_("Uka"), ("activity", "offer", "day")),
    "/week/else": ("/week/else", N_("Noe annet jeg gjorde"), ("entry", "day")),
}
TITLE = "title"


class AgainForm(Form):  # type: ignore[misc] # WTForms has no types.
    """What to do with one of them."""

    id = StringField()
    step = StringField()


@blueprint.get("/me/offline")
@participants
def show() -> BaseResponse:
    """What waits on the phone is told by the phone itself; the rest stands here."""
    with reading() as work:
        return framed(
            work,
            "participant/offline_use.html",
            left=[(one, PAGES[one.path][1], _words(one)) for one in not_taken.all_of(work)],
            closed=CLOSED in request.args,
            first_visit=FIRST_VISIT,
            next_visit=NEXT_VISIT,
        )


@blueprint.post("/me/offline")
@participants
def decide() -> BaseResponse:
    """Write on with one of them, on its own page, or throw it away.

    What is written on with stays here until it is sent: its form has the same key. A week that went as planned has
    nothing to write on with, so it is gone when its week is opened.
    """
    form = read(AgainForm)
    step = clean(form.step.data)
    if step not in {AGAIN, DROP}:
        abort(400)
    with reading() as work:
        one, whose = not_taken.one_of(work, clean(form.id.data)), work.actor.id
    page = _page_of(one)
    if step == AGAIN and not opens(page):
        return done(f"{url_for('offline_use.show')}?{CLOSED}=1")
    if step == DROP or one.path == WEEK:
        with writing() as work:
            not_taken.drop(work, one.key)
    if step == DROP:
        return done(url_for("offline_use.show"))
    if one.path != WEEK:
        site().sign_ins.keep_draft(whose, PAGES[one.path][0], _fields(one) | {"key": one.key})
    return done(page)


def _fields(one: NotTaken) -> dict[str, str]:
    """The fields as they were written, with the day that was "today" then."""
    return at_its_day(Envelope(one.path, one.fields, one.day, one.sent_at))[1]


def _page_of(one: NotTaken) -> str:
    page, _name, names = PAGES[one.path]
    asked = {name: one.fields[name] for name in names if one.fields.get(name)}
    if one.path == WEEK:
        asked = {"day": one.fields.get("monday") or one.day.isoformat()}
    return f"{page}?{urlencode(asked)}" if asked else page


def _words(one: NotTaken) -> str:
    """What they had written in their own words, what they did first."""
    said = (one.fields.get(TITLE, ""), written(one.fields))
    return "\n\n".join(text for text in said if text)
