"""The plan: goal, activities, hours, who is responsible, and the dates that follow from the law."""

from flask import Blueprint
from werkzeug.wrappers import Response as BaseResponse

from portal.services import conversations, plans
from portal.web.guards import participants
from portal.web.page import page
from portal.web.site import reading

blueprint = Blueprint("plan", __name__)


@blueprint.get("/plan")
@participants
def show() -> BaseResponse:
    """The plan as it stands today, or what a programme in another state means."""
    with reading() as work:
        return page(
            "participant/plan.html",
            plan=plans.own_plan(work),
            today=work.today,
            unread=conversations.unread(work),
        )
