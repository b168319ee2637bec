"""Covers: who answers for whom, from a day to a day."""

from flask import Blueprint, request, url_for
from werkzeug.wrappers import Response as BaseResponse

from portal.domain.errors import Refused
from portal.services import covers
from portal.web.cover_form import CoverForm, EndForm
from portal.web.forms import clean, errors_of, read
from portal.web.guards import leaders
from portal.web.page import done, page
from portal.web.refusals import complaint_about
from portal.web.site import reading, writing

blueprint = Blueprint("cover", __name__)


@blueprint.get("/work/cover")
@leaders
def show() -> BaseResponse:
    """The covers that run or will, and the form for one more."""
    return _page({}, made="made" in request.args)


@blueprint.post("/work/cover")
@leaders
def make() -> BaseResponse:
    """Let one answer for another."""
    form = read(CoverForm)
    form.validate()
    said, first_day, last_day = form.said, form.first_day.day, form.last_day.day
    if first_day is None or last_day is None:
        return _page(said, 422, complaints=form.without_day | errors_of(form))
    try:
        with writing() as work:
            covers.cover(work, said["staff"], said["by"], first_day, last_day)
    except Refused as refused:
        return _page(said, 422, complaints=complaint_about(refused))
    return done(url_for("cover.show", made=1))


@blueprint.post("/work/cover/end")
@leaders
def end() -> BaseResponse:
    """End one at once."""
    form = read(EndForm)
    with writing() as work:
        covers.end(work, clean(form.cover.data))
    return done(url_for("cover.show"))


def _page(
    said: dict[str, str],
    status: int = 200,
    *,
    complaints: dict[str, str] | None = None,
    made: bool = False,
) -> BaseResponse:
    with reading() as work:
        return page(
            "leader/cover.html",
            status=status,
            covers=covers.covers(work),
            own=covers.own_caseworkers(work),
            everybody=covers.all_caseworkers(work),
            said={"staff": "", "by": "", "first_day": work.today.isoformat(), "last_day": ""} | said,
            complaints=complaints or {},
            made=made,
            today=work.today,
        )
