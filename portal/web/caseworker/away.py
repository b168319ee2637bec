"""A caseworker's own absence: when they are away, and which colleague answers meanwhile."""

from flask import Blueprint, request, url_for
from werkzeug.wrappers import Response as BaseResponse

from portal.domain.errors import Refused
from portal.services import covers
from portal.web.cover_form import AwayForm, EndForm
from portal.web.forms import clean, errors_of, read
from portal.web.guards import caseworkers
from portal.web.page import done, page
from portal.web.refusals import complaint_about
from portal.web.site import reading, writing

blueprint = Blueprint("away", __name__)


@blueprint.get("/work/away")
@caseworkers
def show() -> BaseResponse:
    """When I am away, now and to come, and the form for once more."""
    return _page({}, made="made" in request.args)


@blueprint.post("/work/away")
@caseworkers
def plan() -> BaseResponse:
    """Plan it."""
    form = read(AwayForm)
    form.validate()
    said, first_day, last_day = form.said, form.first_day.day, form.last_day.day
    if first_day is None or last_day is None:
        return _page(said, 422, complaints=form.without_day | errors_of(form))
    try:
        with writing() as work:
            covers.plan_own_absence(work, said["by"], first_day, last_day)
    except Refused as refused:
        return _page(said, 422, complaints=complaint_about(refused))
    return done(url_for("away.show", made=1))


@blueprint.post("/work/away/end")
@caseworkers
def end() -> BaseResponse:
    """I am back, or stay after all."""
    form = read(EndForm)
    with writing() as work:
        covers.end_own_absence(work, clean(form.cover.data))
    return done(url_for("away.show"))


def _page(
    said: dict[str, str],
    status: int = 200,
    *,
    complaints: dict[str, str] | None = None,
    made: bool = False,
) -> BaseResponse:
    with reading() as work:
        return page(
            "caseworker/away.html",
            status=status,
            absences=covers.own_absences(work),
            colleagues=covers.own_colleagues(work),
            said={"by": "", "first_day": work.today.isoformat(), "last_day": ""} | said,
            complaints=complaints or {},
            made=made,
            today=work.today,
        )
