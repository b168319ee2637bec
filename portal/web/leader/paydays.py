"""The office's days of payment, month by month: for its leader and its administrator."""

from flask import Blueprint, request, url_for
from werkzeug.wrappers import Response as BaseResponse
from wtforms import Form, IntegerField, StringField

from portal.domain.errors import Conflict, Refused
from portal.domain.months import read_month
from portal.services import paydays
from portal.text.words import N_
from portal.web.forms import DayField, clean, errors_of, read
from portal.web.guards import calendar_keepers
from portal.web.page import done, page
from portal.web.refusals import complaint_about
from portal.web.site import reading, writing

blueprint = Blueprint("paydays", __name__)
UNPROCESSABLE, CONFLICT = 422, 409
NO_DAY = N_("Velg en dag.")


class PaydayForm(Form):  # type: ignore[misc] # WTForms has no types.
    """Which month, and the day on which it is paid; `version` is the one that the page showed."""

    month = StringField()
    day = DayField()
    version = IntegerField()


@blueprint.get("/office/paydays")
@calendar_keepers
def show() -> BaseResponse:
    """The calendar."""
    return _page(saved="saved" in request.args)


@blueprint.post("/office/paydays")
@calendar_keepers
def enter() -> BaseResponse:
    """Enter the day of one month."""
    form = read(PaydayForm)
    form.validate()
    said = {name: clean(form[name].data) for name in ("month", "day")}
    complaints = errors_of(form)
    month, day = read_month(said["month"]), form.day.day
    if day is None:
        complaints.setdefault("day", NO_DAY)
    if month is None:
        complaints |= complaint_about(Refused("payday-month"))
    try:
        if month and day and not complaints:
            with writing() as work:
                paydays.enter(work, month, day, form.version.data or 0)
    except Refused as refused:
        complaints = complaint_about(refused)
    except Conflict:
        return _page(said, CONFLICT)
    if complaints:
        return _page(said, UNPROCESSABLE, complaints=complaints)
    return done(url_for("paydays.show", saved=1))


def _page(
    said: dict[str, str] | None = None,
    status: int = 200,
    *,
    complaints: dict[str, str] | None = None,
    saved: bool = False,
) -> BaseResponse:
    with reading() as work:
        return page(
            "leader/paydays.html",
            status=status,
            months=paydays.calendar(work),
            said=said or {},
            complaints=complaints or {},
            saved=saved,
            stale=status == CONFLICT,
            today=work.today,
        )
