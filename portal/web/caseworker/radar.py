"""The radar: the lines of one case, and the cases with something to look at, the earliest day first."""

from flask import Blueprint
from werkzeug.wrappers import Response as BaseResponse

from portal.services import caseload, radar
from portal.web.asked import asked_day, asked_text
from portal.web.guards import caseworkers, office_staff
from portal.web.page import page
from portal.web.site import reading

blueprint = Blueprint("radar", __name__)


@blueprint.get("/work/radar")
@caseworkers
def show() -> BaseResponse:
    """The cases with open lines."""
    day, last = asked_day("since"), asked_text("after")
    with reading() as work:
        return page(
            "caseworker/radar.html",
            "live",
            cases=radar.open_cases(work, (day, last) if day and last else None),
            page_size=radar.PAGE,
            since=day.isoformat() if day and last else None,
            after=last if day and last else None,
            today=work.today,
        )


@blueprint.get("/work/case/<participant_id>/radar")
@office_staff
def of_case(participant_id: str) -> BaseResponse:
    """Every line of one case."""
    with reading() as work:
        return page(
            "caseworker/case_radar.html",
            "live",
            person=caseload.person(work, participant_id),
            lines=radar.of_case(work, participant_id),
            today=work.today,
        )
