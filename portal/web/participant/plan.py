"""The plan: goal, activities, hours, who is responsible, and the dates that follow from the law."""

from flask import Blueprint
from werkzeug.wrappers import Response as BaseResponse

from portal.services import plans
from portal.web.guards import participants
from portal.web.participant.frame import framed
from portal.web.site import reading

blueprint = Blueprint("plan", __name__)


@blueprint.get("/plan")
@participants
def show() -> BaseResponse:
    """The plan as it stands today, or what a programme in another state means."""
    with reading() as work:
        return framed(
            work,
            "participant/plan.html",
            plan=plans.own_plan(work),
        )
