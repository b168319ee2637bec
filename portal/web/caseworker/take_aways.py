"""What we agreed, for caseworkers: writing it after a meeting, confirming it, and ticking what the office did."""

from flask import Blueprint, request, url_for
from werkzeug.wrappers import Response as BaseResponse
from wtforms import Form, StringField

from portal.domain.errors import Conflict
from portal.services import caseload, take_away_desk
from portal.services.work import Work
from portal.web.asked import asked_text
from portal.web.attempt import Unsent, attempt
from portal.web.forms import clean, read
from portal.web.guards import caseworkers, office_staff
from portal.web.kept import draft_of, forget_draft
from portal.web.page import done, page
from portal.web.site import reading, writing
from portal.web.take_away_form import TakeAwayForm, filled_from, form_values

blueprint = Blueprint("take_away_desk", __name__)
OK = 200


class PointForm(Form):  # type: ignore[misc] # WTForms has no types.
    """A point, and whether it is done."""

    point = StringField()
    done = StringField()


class NothingMore(Form):  # type: ignore[misc] # WTForms has no types.
    """A button that says all there is to say."""


@blueprint.get("/work/case/<participant_id>/agreed")
@office_staff
def of_case(participant_id: str) -> BaseResponse:
    """Everything agreed in a case, and the form that writes down more."""
    filled = draft_of(request.path) or {"appointment": asked_text("appointment")}
    return _case_page(participant_id, Unsent(filled))


@blueprint.post("/work/case/<participant_id>/agreed")
@caseworkers
def write(participant_id: str) -> BaseResponse:
    """Write down what was agreed. The participant must confirm it."""
    form = read(TakeAwayForm)

    def act(work: Work) -> str:
        day = take_away_desk.day_of(work, participant_id, clean(form.appointment.data))
        return take_away_desk.write(work, participant_id, form.command(day))

    made = attempt(form.complaints(), act)
    if isinstance(made, Unsent):
        return _case_page(participant_id, made)
    forget_draft(request.path)
    return done(url_for("take_away_desk.one", take_away_id=made, told=1))


@blueprint.get("/work/agreed/<take_away_id>")
@office_staff
def one(take_away_id: str) -> BaseResponse:
    """One agreement: confirm it, put it otherwise, tick what the office did."""
    return _page(take_away_id)


@blueprint.post("/work/agreed/<take_away_id>/confirm")
@caseworkers
def confirm(take_away_id: str) -> BaseResponse:
    """Confirm for the office that this was said."""
    read(NothingMore)
    try:
        with writing() as work:
            take_away_desk.confirm(work, take_away_id)
    except Conflict:
        return _page(take_away_id, 409)
    return done(url_for("take_away_desk.one", take_away_id=take_away_id, told=1))


@blueprint.get("/work/agreed/<take_away_id>/change")
@office_staff
def change_form(take_away_id: str) -> BaseResponse:
    """Other words in its place."""
    return _form(take_away_id, Unsent(draft_of(request.path)))


@blueprint.post("/work/agreed/<take_away_id>/change")
@caseworkers
def change(take_away_id: str) -> BaseResponse:
    """Put other words in its place. The participant must confirm them."""
    form = read(TakeAwayForm)

    def act(work: Work) -> str:
        return take_away_desk.change(work, take_away_id, form.command(work.today))

    made = attempt(form.complaints(), act)
    if isinstance(made, Unsent):
        return _form(take_away_id, made)
    forget_draft(request.path)
    return done(url_for("take_away_desk.one", take_away_id=made, told=1))


@blueprint.post("/work/agreed/<take_away_id>/done")
@caseworkers
def tick(take_away_id: str) -> BaseResponse:
    """One of the office's points is done, or not after all."""
    form = read(PointForm)
    try:
        with writing() as work:
            take_away_desk.tick(work, take_away_id, clean(form.point.data), done=form.done.data == "1")
    except Conflict:
        return _page(take_away_id, 409)
    return done(url_for("take_away_desk.one", take_away_id=take_away_id))


def _case_page(participant_id: str, form: Unsent) -> BaseResponse:
    with reading() as work:
        return page(
            "caseworker/agreed.html",
            "live",
            status=form.status,
            person=caseload.person(work, participant_id),
            found=take_away_desk.of_case(work, participant_id),
            day=take_away_desk.day_of(work, participant_id, form.filled.get("appointment", "")),
            today=work.today,
            **form_values(form.filled, form.complaints),
        )


def _page(take_away_id: str, status: int = 200) -> BaseResponse:
    with reading() as work:
        shown = take_away_desk.take_away_of(work, take_away_id)
        return page(
            "caseworker/take_away.html",
            "live",
            status=status,
            shown=shown,
            agreement=shown.agreement,
            person=caseload.person(work, shown.agreement.row.participant_id),
            stale=status != OK,
            told="told" in request.args,
        )


def _form(take_away_id: str, form: Unsent) -> BaseResponse:
    with reading() as work:
        shown = take_away_desk.take_away_of(work, take_away_id)
        return page(
            "caseworker/take_away_form.html",
            status=form.status,
            shown=shown,
            agreement=shown.agreement,
            person=caseload.person(work, shown.agreement.row.participant_id),
            stale=form.stale,
            **form_values(form.filled or filled_from(shown.agreement), form.complaints),
        )
