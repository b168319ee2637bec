"""Important messages: what must be read, as a line on the week, and the button that says that it was."""

from flask import Blueprint, url_for
from werkzeug.wrappers import Response as BaseResponse

from portal.domain.access import Area
from portal.services import important
from portal.web.forms import read
from portal.web.guards import participants_or_helpers
from portal.web.message_form import ReadForm
from portal.web.page import done
from portal.web.participant.frame import framed
from portal.web.site import reading, writing

blueprint = Blueprint("important", __name__)


@blueprint.get("/messages/important")
@participants_or_helpers(Area.MESSAGES)
def waiting() -> BaseResponse:
    """What waits for the reader's own word: a part of the week, fetched whenever the conversation changes."""
    with reading() as work:
        return framed(work, "parts/important_waiting.html", important=important.own_unread(work))


@blueprint.post("/messages/acknowledge")
@participants_or_helpers(Area.MESSAGES)
def acknowledge() -> BaseResponse:
    """I have read this one."""
    form = read(ReadForm)
    form.validate()
    with writing() as work:
        important.acknowledge(work, form.place)
    return done(url_for("messages.show", _anchor=f"m{form.place}"))
