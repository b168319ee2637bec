"""A caseworker's own absence: when they are away, and which colleague answers meanwhile."""

from datetime import date

from flask import Blueprint, request, url_for
from werkzeug.wrappers import Response as BaseResponse
from wtforms import Form, StringField

from portal.domain.errors import Refused
from portal.services import covers
from portal.text.words import N_
from portal.web.forms import DayField, clean, errors_of, read
from portal.web.guards import caseworkers
from portal.web.page import done, page
from portal.web.refusals import complaint_about
from portal.web.site import reading, writing

blueprint = Blueprint("away", __name__)

NO_DAY = N_("Velg en dag.")


class AwayForm(Form):  # type: ignore[misc] # WTForms has no types.
    """From when, to when, and who answers."""

    by = StringField()
    first_day = DayField()
    last_day = DayField()


class BackForm(Form):  # type: ignore[misc] # WTForms has no types.
    """Which of them is over."""

    cover = StringField()


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
    said = {name: clean(form[name].data) for name in ("by", "first_day", "last_day")}
    days: dict[str, date | None] = {name: form[name].day for name in ("first_day", "last_day")}
    first_day, last_day = days["first_day"], days["last_day"]
    if first_day is None or last_day is None:
        missing = {name: NO_DAY for name, day in days.items() if day is None}
        return _page(said, 422, complaints=missing | errors_of(form))
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
    form = read(BackForm)
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
