"""Months at the office: those that wait, those of a case, and confirming one."""

from datetime import UTC, date, datetime

from flask import Blueprint, abort, url_for
from werkzeug.wrappers import Response as BaseResponse
from wtforms import Form, HiddenField, IntegerField, RadioField, StringField

from portal.domain.attendance import LookAnswer
from portal.domain.errors import Conflict, Refused
from portal.domain.months import read_month, written
from portal.services import caseload, month_desk, months
from portal.web.asked import asked_month, asked_text
from portal.web.forms import clean, read
from portal.web.guards import caseworkers, office_staff
from portal.web.page import done, page
from portal.web.refusals import complaint_about
from portal.web.site import reading, writing

blueprint = Blueprint("case_months", __name__)
PLACE = "/work/case/<participant_id>/months"


class ConfirmForm(Form):  # type: ignore[misc] # WTForms has no types.
    """What was on the screen: how often the month was confirmed, the fingerprint of what it held, and when that was."""

    month = HiddenField()
    version = IntegerField()
    seen = HiddenField()
    read_at = HiddenField()


class LookForm(Form):  # type: ignore[misc] # WTForms has no types.
    """One thing to look at, and what the caseworker says to it."""

    month = HiddenField()
    report = HiddenField()
    answer = RadioField(choices=[member.value for member in LookAnswer])
    text = StringField()


@blueprint.get("/work/months")
@caseworkers
def waiting() -> BaseResponse:
    """The cases with a month that waits."""
    with reading() as work:
        return page("caseworker/months_waiting.html", "live", waiting=months.waiting(work))


@blueprint.get(PLACE)
@office_staff
def of_case(participant_id: str) -> BaseResponse:
    """Every month of a case, or the one that is asked for, day by day."""
    asked = asked_month()
    if asked is not None:
        return _page(participant_id, asked, done_with=asked_text("done"))
    with reading() as work:
        return page(
            "caseworker/months.html",
            "live",
            person=caseload.person(work, participant_id),
            months=months.months_of(work, participant_id).months,
        )


@blueprint.post(PLACE)
@caseworkers
def confirm(participant_id: str) -> BaseResponse:
    """Confirm what the month holds."""
    form = read(ConfirmForm)
    form.validate()
    asked = _month(form.month.data)
    if form.version.data is None or not form.seen.data:
        abort(400)
    try:
        with writing() as work:
            month_desk.confirm(work, participant_id, asked, form.version.data, form.seen.data)
    except Refused as refused:
        return _page(participant_id, asked, 422, complaints=complaint_about(refused))
    except Conflict:
        return _page(participant_id, asked, 409, stale=True, read_at=_moment(form.read_at.data))
    return done(_place(participant_id, asked, "confirmed"))


@blueprint.post(f"{PLACE}/look")
@caseworkers
def look(participant_id: str) -> BaseResponse:
    """Count what the participant said, or answer it."""
    form = read(LookForm)
    form.validate()
    asked = _month(form.month.data)
    if form.answer.data not in set(LookAnswer) or not form.report.data:
        abort(400)
    said = {"report": clean(form.report.data), "text": clean(form.text.data)}
    try:
        with writing() as work:
            month_desk.look(work, participant_id, said["report"], LookAnswer(form.answer.data), said["text"])
    except Refused as refused:
        return _page(participant_id, asked, 422, complaints=complaint_about(refused), said=said)
    except Conflict:
        return _page(participant_id, asked, 409, stale=True, said=said)
    return done(_place(participant_id, asked, "looked"))


def _month(text: str | None) -> date:
    return read_month(text or "") or abort(400)


def _moment(text: str | None) -> datetime | None:
    try:
        moment = datetime.fromisoformat(text or "")
        return moment.astimezone(UTC) if moment.tzinfo else None
    except (ValueError, OverflowError):
        return None


def _place(participant_id: str, month: date, what: str) -> str:
    return url_for("case_months.of_case", participant_id=participant_id, month=written(month), done=what)


def _page(
    participant_id: str,
    month: date,
    status: int = 200,
    *,
    stale: bool = False,
    read_at: datetime | None = None,
    complaints: dict[str, str] | None = None,
    said: dict[str, str] | None = None,
    done_with: str = "",
) -> BaseResponse:
    with reading() as work:
        found = months.month_in_case(work, participant_id, month)
        only = found.months[0]
        return page(
            "caseworker/month.html",
            "live",
            status=status,
            person=caseload.person(work, participant_id),
            month=only,
            may_confirm=found.may_confirm,
            newer=only.since(read_at) if read_at else (),
            stale=stale,
            complaints=complaints or {},
            said=said or {},
            done_with=done_with,
            staff=True,
            now=work.now,
            today=work.today,
        )
