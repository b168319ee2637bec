"""How to be told that something is new: on which ways, how often, where to, and on which phone."""

from collections.abc import Callable, Mapping

from flask import Blueprint, abort, request, url_for
from flask_login import current_user
from werkzeug.wrappers import Response as BaseResponse
from wtforms import Form, RadioField, StringField

from portal.domain.errors import Refused
from portal.domain.notices import Channel
from portal.services import notice_choices as choices
from portal.services.notice_choices import Answer
from portal.services.work import Work
from portal.text.words import N_
from portal.web.forms import clean, plain_digits, read
from portal.web.guards import participants
from portal.web.page import done
from portal.web.participant.frame import framed
from portal.web.refusals import complaint_about
from portal.web.site import reading, site, writing

blueprint = Blueprint("notices", __name__)

NONE, EACH, WEEKLY = "none", "each", "weekly"
WAYS = [one.value for one in Channel]
BY_CODE = [Channel.SMS.value, Channel.EMAIL.value]
WRONG = {
    Answer.WRONG: N_("Koden er ikke riktig. Se på den en gang til."),
    Answer.OVER: N_("Koden virker ikke lenger. Be om en ny."),
}


class ChoiceForm(Form):  # type: ignore[misc] # WTForms has no types.
    """The first way, the one for when that does not work, and how often."""

    first = RadioField(choices=[*WAYS, NONE])
    second = RadioField(choices=[*WAYS, NONE], default=NONE)
    often = RadioField(choices=[EACH, WEEKLY], default=EACH)


class AddressForm(Form):  # type: ignore[misc] # WTForms has no types.
    """A new number or e-mail address."""

    channel = RadioField(choices=BY_CODE)
    address = StringField()


class CodeForm(Form):  # type: ignore[misc] # WTForms has no types.
    """The code that came to it."""

    channel = RadioField(choices=BY_CODE)
    code = StringField()


class PhoneForm(Form):  # type: ignore[misc] # WTForms has no types.
    """The address at which this phone can be knocked at, as its browser gave it."""

    endpoint = StringField()


@blueprint.get("/me/notices")
@participants
def show() -> BaseResponse:
    """What is chosen, and the forms to change it."""
    with reading() as work:
        return _page(work)


@blueprint.post("/me/notices")
@participants
def choose() -> BaseResponse:
    """Keep the choice."""
    form = read(ChoiceForm)
    if not form.validate():
        abort(400)
    ways = [Channel(one) for one in (form.first.data, form.second.data) if one != NONE]
    wanted = [] if form.first.data == NONE else ways
    weekly = form.often.data == WEEKLY
    return _kept("kept", lambda work: choices.choose(work, site().outside, wanted, weekly=weekly))


@blueprint.post("/me/notices/address")
@participants
def address() -> BaseResponse:
    """Send a code to a new number or e-mail address."""
    form = read(AddressForm)
    if not form.validate():
        abort(400)
    channel = Channel(form.channel.data)
    text = plain_digits(form.address.data) if channel is Channel.SMS else clean(form.address.data)
    return _kept("sent", lambda work: choices.ask_code(work, site().outside, channel, text))


@blueprint.post("/me/notices/code")
@participants
def code() -> BaseResponse:
    """The address is theirs, if the code is right."""
    form = read(CodeForm)
    if not form.validate():
        abort(400)
    channel = Channel(form.channel.data)
    with writing() as work:
        # A wrong code is counted, so what it did is kept, too.
        answer = choices.confirm(work, site().outside, channel, plain_digits(form.code.data))
    if answer is Answer.RIGHT:
        return done(url_for("notices.show", done="changed"))
    with reading() as work:
        return _page(work, complaints={f"code-{channel}": WRONG[answer]}, status=422)


@blueprint.post("/me/notices/email/forget")
@participants
def forget_email() -> BaseResponse:
    """The e-mail address goes."""
    return _kept("changed", choices.forget_email)


@blueprint.post("/me/notices/phone")
@participants
def add_phone() -> BaseResponse:
    """Knock at this phone from now on. Not at one that others use: whoever holds it would see it."""
    form = read(PhoneForm)
    if not form.validate() or current_user.sign_in.shared:
        abort(400)
    endpoint, token_hash = clean(form.endpoint.data), current_user.sign_in.token_hash
    return _kept("phone", lambda work: choices.subscribe(work, site().outside, endpoint, token_hash))


@blueprint.post("/me/notices/phone/end")
@participants
def end_phones() -> BaseResponse:
    """No phone is knocked at any more."""
    return _kept("changed", choices.unsubscribe)


def _kept(what: str, change: Callable[[Work], None]) -> BaseResponse:
    try:
        with writing() as work:
            change(work)
    except Refused as refused:
        with reading() as work:
            return _page(work, complaints=complaint_about(refused), status=422)
    return done(url_for("notices.show", done=what))


def _page(work: Work, *, complaints: Mapping[str, str] | None = None, status: int = 200) -> BaseResponse:
    outside = site().outside
    return framed(
        work,
        "participant/notices.html",
        status=status,
        choice=choices.own_choice(work, current_user.sign_in.token_hash),
        offered=outside.channels,
        push_key=outside.push_key,
        complaints=complaints or {},
        said=request.args.get("done", ""),
        # What was typed stands there again; a number or an address is in no address line.
        typed=request.form if status != 200 else {},
    )
