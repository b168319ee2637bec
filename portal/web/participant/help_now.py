"""Help now: whom to phone, before anything else, and one tap that tells the office."""

from flask import Blueprint, abort, url_for
from werkzeug.wrappers import Response as BaseResponse
from wtforms import StringField

from portal.domain.access import Area
from portal.domain.alarms import CALLS, AlarmKind
from portal.services import conversations, plans, submissions
from portal.services.permissions import Action
from portal.text.important_words import ALARM_LABELS
from portal.web.asked import asked_text
from portal.web.forms import KeyedForm, read
from portal.web.guards import participants_or_helpers
from portal.web.language import words
from portal.web.page import done, fresh_key
from portal.web.participant.frame import framed
from portal.web.site import reading, writing

blueprint = Blueprint("help_now", __name__)
SENTENCES = ALARM_LABELS[AlarmKind]
"""What each tap says, as msgids."""


class CallForm(KeyedForm):
    """What somebody has not."""

    need = StringField()


@blueprint.get("/help-now")
@participants_or_helpers(Area.MESSAGES)
def show() -> BaseResponse:
    """The numbers, and what one tap can say. After sending it says that it came, and the numbers stay."""
    with reading() as work:
        conversation = conversations.own_waiting(work)
        return framed(
            work,
            "participant/help_now.html",
            contact=plans.own_contact(work, Action.USE_OWN_MESSAGES),
            receipt=submissions.own_receipt(work, asked_text("sent")),
            answer_by=conversation.answer_by if conversation else None,
            calls=[(kind, SENTENCES[kind], fresh_key()) for kind in CALLS],
        )


@blueprint.post("/help-now")
@participants_or_helpers(Area.MESSAGES)
def send() -> BaseResponse:
    """Send the sentence as an ordinary message, in the language of who sends it."""
    form = read(CallForm)
    form.validate()
    if form.need.data not in {kind.value for kind in CALLS}:
        abort(400)
    kind = AlarmKind(form.need.data)
    with writing() as work:
        text = words().gettext(SENTENCES[kind])
        receipt = conversations.write_to_us(work, form.key.data, text, called_for=kind)
    return done(url_for("help_now.show", sent=receipt.id))
