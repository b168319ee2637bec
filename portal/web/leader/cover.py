"""Covers: who answers for whom, from a day to a day."""

from datetime import date

from flask import Blueprint, request, url_for
from werkzeug.wrappers import Response as BaseResponse
from wtforms import Form, StringField

from portal.domain.errors import Refused
from portal.services import covers
from portal.text.words import N_
from portal.web.forms import DayField, clean, errors_of, read
from portal.web.guards import leaders
from portal.web.page import done, page
from portal.web.refusals import complaint_about
from portal.web.site import reading, writing

blueprint = Blueprint("cover", __name__)

NO_DAY = N_("Velg en dag.")


class CoverForm(Form):  # type: ignore[misc] # WTForms has no types.
    """Who is away, who answers, and when."""

    staff = StringField()
    by = StringField()
    first_day = DayField()
    last_day = DayField()


class EndForm(Form):  # type: ignore[misc] # WTForms has no types.
    """Which cover."""

    cover = StringField()


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
    said = {name: clean(form[name].data) for name in ("staff", "by", "first_day", "last_day")}
    complaints = errors_of(form)
    days: dict[str, date | None] = {name: form[name].day for name in ("first_day", "last_day")}
    first_day, last_day = days["first_day"], days["last_day"]
    if first_day is None or last_day is None:
        missing = {name: NO_DAY for name, day in days.items() if day is None}
        return _page(said, 422, complaints=missing | complaints)
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
