"""Somebody who helps me: who it is, what they may do, until when, and the end of it with one tap."""

from datetime import date

from flask import Blueprint, abort, request, url_for
from werkzeug.wrappers import Response as BaseResponse
from wtforms import BooleanField, Form, HiddenField, StringField

from portal.domain.access import Area
from portal.domain.errors import Refused
from portal.services import mandates
from portal.services.mandates import MandateCommand
from portal.services.submissions import Receipt
from portal.services.work import Work
from portal.store.vault import VaultError
from portal.text.words import N_
from portal.web.forms import DayField, KeyedForm, clean, errors_of, plain_digits, read
from portal.web.guards import participants
from portal.web.kept import draft_of, forget_draft
from portal.web.page import done, fresh_key
from portal.web.participant.frame import framed
from portal.web.refusals import complaint_about
from portal.web.site import actor, reading, site, synthetic_numbers, writing

blueprint = Blueprint("mandates", __name__)
PAGE, NEW = "/me/helpers", "/me/helpers/new"


class MandateForm(KeyedForm):
    """Who, which parts and until when.

    The number is typed once. From then on it goes from page to page sealed, for this person and this key alone: no page
    shows it, and it is not among what is kept of a form that could not be taken (`portal.web.kept`).
    """

    number = StringField()
    sealed = HiddenField()
    name = StringField()
    week = BooleanField()
    plan = BooleanField()
    absence = BooleanField()
    messages = BooleanField()
    last_day = DayField()
    again = HiddenField()

    def read_number(self) -> str:
        """The number that was typed, or the one that was typed on the page before; empty when there is neither."""
        if self.number.data:
            return plain_digits(self.number.data)
        try:
            return site().arrivals.vault.open(self.sealed.data or "", _place(self.key.data))
        except VaultError:
            return ""

    def complaints(self) -> dict[str, str]:
        """What must be put right before anything can be judged, as msgids by field."""
        wrong = {} if self.validate() else errors_of(self)
        if not wrong and self.last_day.day is None:
            return {"last_day": N_("Velg hvor lenge det skal gjelde.")}
        return wrong

    def command(self) -> MandateCommand:
        """What the form says. Without a last day it ends before it begins, which nobody may make."""
        areas = frozenset(area for area in Area if self[area.value].data)
        return MandateCommand(self.read_number(), clean(self.name.data), areas, self.last_day.day or date.min)


class EndForm(Form):  # type: ignore[misc] # WTForms has no types.
    """Which mandate to end."""

    mandate = StringField()


@blueprint.get(PAGE)
@participants
def show() -> BaseResponse:
    """Who helps now, and who has helped."""
    with reading() as work:
        living, ended = mandates.own_mandates(work)
        return framed(work, "participant/helpers.html", living=living, ended=ended)


@blueprint.get(NEW)
@participants
def ask() -> BaseResponse:
    """Who, what and how long."""
    with reading() as work:
        usual = {"last_day": mandates.usual_last_day(work.today).isoformat()}
        return _form(work, draft_of(NEW) or draft_of(PAGE) or usual, {})


@blueprint.post(NEW)
@participants
def check() -> BaseResponse:
    """What they will be able to do, in plain words, before it holds."""
    form = read(MandateForm)
    complaints = form.complaints()
    with reading() as work:
        if complaints or form.again.data:
            return _again(work, form, complaints)
        command = form.command()
        try:
            mandates.check(work, site().arrivals.vault, command, synthetic=synthetic_numbers())
        except Refused as refused:
            return _again(work, form, complaint_about(refused))
        key = fresh_key()
        return framed(
            work,
            "participant/helper_check.html",
            command=command,
            chosen=[area.value for area in Area if area in command.areas],
            sealed=site().arrivals.vault.seal(command.number, _place(key)),
            key=key,
        )


@blueprint.post(PAGE)
@participants
def send() -> BaseResponse:
    """Let them in."""
    form = read(MandateForm)
    complaints = form.complaints()
    receipt: Receipt | None = None
    try:
        if not complaints:
            with writing() as work:
                receipt = mandates.make(
                    work,
                    site().arrivals.vault,
                    form.key.data,
                    form.command(),
                    synthetic=synthetic_numbers(),
                    demo=site().settings.demo,
                )
    except Refused as refused:
        complaints = complaint_about(refused)
    if receipt is None:
        with reading() as work:
            return _again(work, form, complaints)
    forget_draft(NEW)
    forget_draft(PAGE)
    return done(url_for("me.receipt", receipt_id=receipt.id))


@blueprint.post("/me/helpers/end")
@participants
def end() -> BaseResponse:
    """One tap, and they are out."""
    form = read(EndForm)
    mandate_id = clean(form.mandate.data)
    if not mandate_id:
        abort(400)
    with writing() as work:
        mandates.end(work, mandate_id)
    return done(url_for("mandates.show"))


def _again(work: Work, form: MandateForm, complaints: dict[str, str]) -> BaseResponse:
    return _form(
        work, dict(request.form), complaints, number="" if "number" in complaints else form.read_number()
    )


def _form(
    work: Work, filled: dict[str, str], complaints: dict[str, str], *, number: str = ""
) -> BaseResponse:
    # Every page that is drawn has a key of its own, so one key never stands for two numbers.
    key = fresh_key()
    return framed(
        work,
        "participant/helper_new.html",
        status=422 if complaints else 200,
        filled=filled,
        complaints=complaints,
        sealed=site().arrivals.vault.seal(number, _place(key)) if number else "",
        earliest=work.today,
        key=key,
    )


def _place(key: str | None) -> str:
    """Where a number is sealed: for this person and this form."""
    return f"helper {actor().id} {key}"
