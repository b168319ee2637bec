"""Moving a case to another office: whose and where to, what will happen, and then it is done."""

from flask import Blueprint, request, url_for
from werkzeug.wrappers import Response as BaseResponse
from wtforms import Form, StringField

from portal.domain.errors import NotFound, Refused
from portal.services import move_check
from portal.services.move_check import Planned
from portal.services.moving import move as move_case
from portal.web.forms import clean, read
from portal.web.guards import leaders
from portal.web.numbers import WRONG_NUMBER, fingerprints_of
from portal.web.page import done, page
from portal.web.refusals import complaint_about
from portal.web.site import reading, writing

blueprint = Blueprint("move", __name__)


class FindForm(Form):  # type: ignore[misc] # WTForms has no types.
    """Whose case, and where to."""

    number = StringField()
    office = StringField()


class MoveForm(Form):  # type: ignore[misc] # WTForms has no types.
    """The case that was checked, by its participant's id: the number is never written into a page."""

    participant = StringField()
    office = StringField()


@blueprint.get("/work/move")
@leaders
def show() -> BaseResponse:
    """Ask for a case and an office."""
    return _page(moved="moved" in request.args)


@blueprint.post("/work/move")
@leaders
def check() -> BaseResponse:
    """Say what will happen. It comes with the answer to the form and has no address of its own."""
    form = read(FindForm)
    office, found = clean(form.office.data), fingerprints_of(form.number.data)
    if found is None:
        return _page(422, office=office, complaints={"number": WRONG_NUMBER})
    try:
        with reading() as work:
            return _check(move_check.planned(work, found, office))
    except Refused as refused:
        return _page(422, office=office, complaints=complaint_about(refused))
    except NotFound:
        return _page(404, office=office, nobody=True)


@blueprint.post("/work/move/send")
@leaders
def send() -> BaseResponse:
    """Move it. While something waits for an answer, the page says so and nothing has happened."""
    form = read(MoveForm)
    participant_id, office = clean(form.participant.data), clean(form.office.data)
    try:
        with writing() as work:
            move_case(work, participant_id, office)
    except Refused as refused:
        with reading() as work:
            planned = move_check.planned_again(work, participant_id, office)
            return _check(planned, 422, complaint_about(refused)["office"])
    return done(url_for("move.show", moved=1))


def _check(planned: Planned, status: int = 200, complaint: str = "") -> BaseResponse:
    return page("leader/move_check.html", status=status, planned=planned, complaint=complaint)


def _page(
    status: int = 200,
    *,
    office: str = "",
    complaints: dict[str, str] | None = None,
    nobody: bool = False,
    moved: bool = False,
) -> BaseResponse:
    with reading() as work:
        return page(
            "leader/move.html",
            status=status,
            offices=move_check.destinations(work),
            office=office,
            complaints=complaints or {},
            nobody=nobody,
            moved=moved,
        )
