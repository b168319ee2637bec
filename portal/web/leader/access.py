"""Given access: letting a colleague see one case until a day, and taking it back."""

from flask import Blueprint, request, url_for
from werkzeug.wrappers import Response as BaseResponse
from wtforms import Form, StringField

from portal.domain.errors import NotFound, Refused
from portal.services import access
from portal.text.words import N_
from portal.web.forms import DayField, clean, errors_of, read
from portal.web.guards import leaders
from portal.web.kept import draft_of, forget_draft
from portal.web.numbers import WRONG_NUMBER, fingerprints_of
from portal.web.page import done, page
from portal.web.refusals import complaint_about
from portal.web.site import reading, writing

blueprint = Blueprint("access", __name__)

NO_DAY = N_("Velg en dag.")


class AccessForm(Form):  # type: ignore[misc] # WTForms has no types.
    """Whose case, for whom, why and until when."""

    number = StringField()
    staff = StringField()
    reason = StringField()
    last_day = DayField()


class EndForm(Form):  # type: ignore[misc] # WTForms has no types.
    """Which grant."""

    grant = StringField()


@blueprint.get("/work/access")
@leaders
def show() -> BaseResponse:
    """What has been given, and the form that gives more."""
    return _page({"reason": draft_of(request.path).get("reason", "")}, given="given" in request.args)


@blueprint.post("/work/access")
@leaders
def give() -> BaseResponse:
    """Let somebody in."""
    form = read(AccessForm)
    form.validate()
    said = {
        "reason": clean(form.reason.data),
        "staff": clean(form.staff.data),
        "last_day": clean(form.last_day.data),
    }
    found, complaints = fingerprints_of(form.number.data), errors_of(form)
    if found is None:
        complaints["number"] = WRONG_NUMBER
    if form.last_day.day is None:
        complaints.setdefault("last_day", NO_DAY)
    if found is None or form.last_day.day is None:
        return _page(said, 422, complaints=complaints)
    try:
        with writing() as work:
            access.give(work, found, said["staff"], said["reason"], form.last_day.day)
    except Refused as refused:
        return _page(said, 422, complaints=complaint_about(refused))
    except NotFound:
        return _page(said, 404, nobody=True)
    forget_draft(request.path)
    return done(url_for("access.show", given=1))


@blueprint.post("/work/access/end")
@leaders
def end() -> BaseResponse:
    """Take it back at once."""
    form = read(EndForm)
    with writing() as work:
        access.end(work, clean(form.grant.data))
    return done(url_for("access.show"))


def _page(
    said: dict[str, str],
    status: int = 200,
    *,
    complaints: dict[str, str] | None = None,
    nobody: bool = False,
    given: bool = False,
) -> BaseResponse:
    with reading() as work:
        return page(
            "leader/access.html",
            status=status,
            grants=[(row, access.last_day_of(row.ends_at)) for row in access.given(work)],
            colleagues=access.colleagues(work),
            said={"reason": "", "staff": "", "last_day": ""} | said,
            complaints=complaints or {},
            nobody=nobody,
            given=given,
            today=work.today,
        )
