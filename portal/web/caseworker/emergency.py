"""Emergency access: opening a case that is not one's own, by identity number and with a reason, and closing it again."""

from flask import Blueprint, abort, request, url_for
from werkzeug.wrappers import Response as BaseResponse
from wtforms import Form, StringField

from portal.domain.errors import NotFound, Refused
from portal.services import emergency
from portal.web.forms import clean, read
from portal.web.guards import office_staff
from portal.web.kept import draft_of, forget_draft
from portal.web.numbers import WRONG_NUMBER, fingerprints_of
from portal.web.page import done, page
from portal.web.refusals import complaint_about
from portal.web.site import writing

blueprint = Blueprint("emergency", __name__)

HOURS = {str(hours): hours for hours in emergency.HOURS}


class EmergencyForm(Form):  # type: ignore[misc] # WTForms has no types.
    """Whose case, why, and for how many hours."""

    number = StringField()
    reason = StringField()
    hours = StringField()


class CloseForm(Form):  # type: ignore[misc] # WTForms has no types.
    """Which of one's own openings."""

    grant = StringField()


@blueprint.get("/work/emergency")
@office_staff
def show() -> BaseResponse:
    """Ask for a case."""
    return _page(reason=draft_of(request.path).get("reason", ""))


@blueprint.post("/work/emergency")
@office_staff
def open_case() -> BaseResponse:
    """Open it, or say that there is nobody whom one could open: in the same words, whatever the reason."""
    form = read(EmergencyForm)
    if form.hours.data not in HOURS:
        abort(400)
    reason, found = clean(form.reason.data), fingerprints_of(form.number.data)
    if found is None:
        return _page(422, reason=reason, hours=form.hours.data, complaints={"number": WRONG_NUMBER})
    try:
        with writing() as work:
            opening = emergency.open_case(work, found, reason, HOURS[form.hours.data])
    except Refused as refused:
        return _page(422, reason=reason, hours=form.hours.data, complaints=complaint_about(refused))
    except NotFound:
        return _page(404, reason=reason, hours=form.hours.data, nobody=True)
    forget_draft(request.path)
    return done(url_for("case.show", participant_id=opening.participant_id))


@blueprint.post("/work/emergency/end")
@office_staff
def end() -> BaseResponse:
    """The case is needed no longer."""
    form = read(CloseForm)
    with writing() as work:
        emergency.close_case(work, clean(form.grant.data))
    return done(url_for("work.show"))


def _page(
    status: int = 200,
    *,
    reason: str = "",
    hours: str = "1",
    complaints: dict[str, str] | None = None,
    nobody: bool = False,
) -> BaseResponse:
    return page(
        "caseworker/emergency.html",
        status=status,
        reason=reason,
        hours=hours,
        choices=HOURS,
        complaints=complaints or {},
        nobody=nobody,
    )
