"""Taking an absence back for a participant who said that they were there, or for whom it was never meant."""

from datetime import date, datetime

from flask import Blueprint, abort, request, url_for
from werkzeug.wrappers import Response as BaseResponse
from wtforms import IntegerField, StringField
from wtforms.validators import AnyOf, Optional

from portal.domain.calendar import oslo_moment
from portal.domain.errors import Conflict, Refused
from portal.domain.submission import Channel
from portal.services import absence_behalf, absence_changes, caseload
from portal.services.absence_behalf import CHANNELS
from portal.web.forms import ClockField, DayField, KeyedForm, errors_of, read
from portal.web.guards import caseworkers
from portal.web.page import done, fresh_key, page
from portal.web.refusals import complaint_about
from portal.web.site import reading, writing

blueprint = Blueprint("absence_withdraw", __name__)
PAGE = "/work/absence/<absence_id>/withdraw"


class WithdrawForm(KeyedForm):
    """How the participant said it, when, and which version was on the screen."""

    version = IntegerField()
    channel = StringField(validators=[Optional(), AnyOf(list(CHANNELS))])
    received_day = DayField()
    received_clock = ClockField()

    def received_at(self, today: date) -> datetime | None:
        """When it came, on a Norwegian clock; None when the time is missing."""
        if self.received_clock.clock is None:
            return None
        return oslo_moment(self.received_day.day or today, self.received_clock.clock)


@blueprint.get(PAGE)
@caseworkers
def ask(absence_id: str) -> BaseResponse:
    """How it came, and when."""
    return _page(absence_id, {}, {})


@blueprint.post(PAGE)
@caseworkers
def withdraw(absence_id: str) -> BaseResponse:
    """Take it back."""
    form = read(WithdrawForm)
    complaints = {} if form.validate() else errors_of(form)
    if form.version.data is None:
        abort(400)
    with reading() as work:
        received_at = form.received_at(work.today)
    if not complaints and not form.channel.data:
        complaints = complaint_about(Refused("registered-without-channel"))
    if complaints or received_at is None:
        complaints = complaints or complaint_about(Refused("received-at"))
        return _page(absence_id, dict(request.form), complaints, status=422)
    channel = Channel(form.channel.data)
    try:
        with writing() as work:
            absence_behalf.withdraw(work, absence_id, form.key.data, form.version.data, channel, received_at)
    except Refused as refused:
        return _page(absence_id, dict(request.form), complaint_about(refused), status=422)
    except Conflict:
        return _page(absence_id, dict(request.form), {}, status=409)
    return done(url_for("absence_decision.show", absence_id=absence_id))


def _page(
    absence_id: str, filled: dict[str, str], complaints: dict[str, str], *, status: int = 200
) -> BaseResponse:
    with reading() as work:
        absence, subject = absence_behalf.absence_to_withdraw(work, absence_id)
        return page(
            "caseworker/absence_withdraw.html",
            status=status,
            absence=absence,
            person=caseload.person(work, subject.id),
            may_withdraw=absence_changes.may_withdraw(absence, subject),
            channels=CHANNELS,
            filled=filled,
            complaints=complaints,
            stale=status == 409,
            key=filled.get("key") or fresh_key(),
            today=work.today,
        )
