"""The participant's own programme in time: what has been decided and why, and every day that counts."""

from flask import Blueprint
from werkzeug.wrappers import Response as BaseResponse

from portal.domain.access import Area
from portal.services import programmes
from portal.web.guards import participants_or_helpers
from portal.web.participant.frame import framed
from portal.web.site import reading

blueprint = Blueprint("programme_own", __name__)


@blueprint.get("/plan/steps")
@participants_or_helpers(Area.PLAN)
def steps() -> BaseResponse:
    """What has been decided about the programme, newest first, with reasons and the time limit to complain."""
    with reading() as work:
        return framed(work, "participant/programme_steps.html", "live", steps=programmes.own_steps(work))


@blueprint.get("/plan/days")
@participants_or_helpers(Area.PLAN)
def days() -> BaseResponse:
    """Which days count and which do not, and when the programme must end at the latest."""
    with reading() as work:
        return framed(work, "participant/programme_days.html", case=programmes.own_case_now(work))
