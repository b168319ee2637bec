"""What we agreed, for the participant: reading it, confirming it, writing it, and ticking what is done."""

from flask import Blueprint, request, url_for
from werkzeug.wrappers import Response as BaseResponse
from wtforms import StringField

from portal.domain.access import Area
from portal.domain.errors import Conflict, Refused
from portal.services import submissions, take_aways
from portal.services.submissions import Receipt
from portal.services.work import Work
from portal.web.asked import asked_text
from portal.web.attempt import Unsent, attempt
from portal.web.forms import KeyedForm, clean, read
from portal.web.guards import participants_or_helpers
from portal.web.kept import draft_of, forget_draft
from portal.web.page import done, fresh_key
from portal.web.participant.frame import framed
from portal.web.refusals import complaint_about
from portal.web.site import reading, writing
from portal.web.take_away_form import TakeAwayForm, filled_from, form_values

blueprint = Blueprint("take_aways", __name__)
WRITE = "/plan/agreed"


class OwnTakeAwayForm(KeyedForm, TakeAwayForm):
    """The same, handed in once."""


class ConfirmForm(KeyedForm):
    """That this was said, with a sentence of disagreement or without."""

    note = StringField()


class TickForm(KeyedForm):
    """A point, and whether it is done."""

    point = StringField()
    done = StringField()


@blueprint.get(WRITE)
@participants_or_helpers(Area.PLAN)
def show() -> BaseResponse:
    """Everything agreed, as it stands in the plan."""
    with reading() as work:
        return framed(work, "participant/agreed.html", "live", agreed=take_aways.own_agreed(work))


@blueprint.get("/plan/agreed/new")
@participants_or_helpers(Area.PLAN)
def new() -> BaseResponse:
    """Write down what was agreed, in a meeting or without one."""
    return _form(Unsent(draft_of(WRITE) or {"appointment": asked_text("appointment")}))


@blueprint.post(WRITE)
@participants_or_helpers(Area.PLAN)
def write() -> BaseResponse:
    """Hand it in. The office must confirm it."""
    form = read(OwnTakeAwayForm)

    def act(work: Work) -> tuple[Receipt, str]:
        day = take_aways.day_of(work, clean(form.appointment.data))
        return take_aways.write_own(work, form.key.data, form.command(day))

    handed_in = attempt(form.complaints(), act)
    if isinstance(handed_in, Unsent):
        return _form(handed_in)
    forget_draft(WRITE)
    receipt, made = handed_in
    return done(url_for("take_aways.one", take_away_id=made, sent=receipt.id))


@blueprint.get("/plan/agreed/<take_away_id>")
@participants_or_helpers(Area.PLAN)
def one(take_away_id: str) -> BaseResponse:
    """One agreement: read it, confirm it, tick what is done."""
    return _page(take_away_id, draft_of(f"{request.path}/confirm").get("note"))


@blueprint.post("/plan/agreed/<take_away_id>/confirm")
@participants_or_helpers(Area.PLAN)
def confirm(take_away_id: str) -> BaseResponse:
    """Confirm that this was said."""
    form = read(ConfirmForm)
    form.validate()
    says = clean(form.note.data)
    try:
        with writing() as work:
            receipt = take_aways.confirm_own(work, form.key.data, take_away_id, says)
    except Refused as refused:
        return _page(take_away_id, says, status=422, complaints=complaint_about(refused))
    except Conflict:
        return _page(take_away_id, says, status=409, stale=True)
    forget_draft(request.path)
    return done(url_for("take_aways.one", take_away_id=take_away_id, sent=receipt.id))


@blueprint.get("/plan/agreed/<take_away_id>/change")
@participants_or_helpers(Area.PLAN)
def change_form(take_away_id: str) -> BaseResponse:
    """Other words in its place."""
    return _form(Unsent(draft_of(request.path)), take_away_id)


@blueprint.post("/plan/agreed/<take_away_id>/change")
@participants_or_helpers(Area.PLAN)
def change(take_away_id: str) -> BaseResponse:
    """Hand in other words. The office must confirm them."""
    form = read(OwnTakeAwayForm)

    def act(work: Work) -> tuple[Receipt, str]:
        return take_aways.change_own(work, form.key.data, take_away_id, form.command(work.today))

    handed_in = attempt(form.complaints(), act)
    if isinstance(handed_in, Unsent):
        return _form(handed_in, take_away_id)
    forget_draft(request.path)
    receipt, made = handed_in
    return done(url_for("take_aways.one", take_away_id=made, sent=receipt.id))


@blueprint.post("/plan/agreed/<take_away_id>/done")
@participants_or_helpers(Area.PLAN)
def tick(take_away_id: str) -> BaseResponse:
    """One of one's own points is done, or not after all."""
    form = read(TickForm)
    form.validate()
    try:
        with writing() as work:
            take_aways.tick_own(
                work, form.key.data, take_away_id, clean(form.point.data), done=form.done.data == "1"
            )
    except Conflict:
        return _page(take_away_id, None, status=409, stale=True)
    return done(url_for("plan.show", _anchor="agreed"))


def _page(
    take_away_id: str,
    says: str | None,
    *,
    status: int = 200,
    complaints: dict[str, str] | None = None,
    stale: bool = False,
) -> BaseResponse:
    with reading() as work:
        agreement, after = take_aways.own_take_away(work, take_away_id)
        return framed(
            work,
            "participant/take_away.html",
            "live",
            status=status,
            agreement=agreement,
            after=after,
            receipt=submissions.own_receipt(work, asked_text("sent")),
            says=agreement.row.participant_says if says is None else says,
            complaints=complaints or {},
            stale=stale,
            key=fresh_key(),
        )


def _form(form: Unsent, take_away_id: str = "") -> BaseResponse:
    filled = form.filled
    with reading() as work:
        agreement, after = take_aways.own_take_away(work, take_away_id) if take_away_id else (None, None)
        if agreement is None:
            day = take_aways.day_of(work, filled.get("appointment", ""))
        else:
            day, filled = agreement.row.day, filled or filled_from(agreement)
        return framed(
            work,
            "participant/take_away_form.html",
            status=form.status,
            agreement=agreement,
            after=after,
            day=day,
            stale=form.stale,
            key=fresh_key(),
            **form_values(filled, form.complaints),
        )
