"""The participant's months: what each one held, when it was confirmed, and what was corrected."""

from flask import Blueprint
from werkzeug.wrappers import Response as BaseResponse

from portal.domain.access import Area
from portal.services import months
from portal.web.asked import asked_month, asked_text
from portal.web.guards import participants_or_helpers
from portal.web.participant.frame import framed
from portal.web.site import reading

blueprint = Blueprint("months", __name__)


@blueprint.get("/week/months")
@participants_or_helpers(Area.WEEK)
def show() -> BaseResponse:
    """Every month of the programme, newest first, or the one that is asked for, day by day."""
    asked = asked_month()
    with reading() as work:
        if asked is None:
            return framed(work, "participant/months.html", "live", months=months.own_months(work))
        month = months.own_month(work, asked, asked_text("programme"))
        return framed(work, "participant/month.html", "live", month=month, staff=False)
