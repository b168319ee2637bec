"""The plan: goal, activities, hours, who is responsible, the dates that follow from the law, and what it was before."""

from typing import Any

from flask import Blueprint, request, url_for
from werkzeug.wrappers import Response as BaseResponse

from portal.domain.access import Area
from portal.services import plans, programmes, proposal_reading, proposals, submissions, take_aways
from portal.services.planning import Side, own_side
from portal.services.work import Work
from portal.web import plan_room
from portal.web.asked import asked_text
from portal.web.guards import participants_or_helpers
from portal.web.participant.frame import framed
from portal.web.plan_room import Room
from portal.web.site import reading

blueprint = Blueprint("plan", __name__)


def draw(work: Work, _side: Side, name: str, *, status: int = 200, **values: Any) -> BaseResponse:  # noqa: ANN401 -- Templates take any value.
    """One of the pages that both sides of a plan have, in the participant's frame."""
    receipt = submissions.own_receipt(work, asked_text("sent")) if name == "proposal" else None
    return framed(work, f"participant/{name}.html", status=status, receipt=receipt, **values)


def room() -> Room:
    """The participant's side of the plan."""
    return Room(own_side, draw, url_for("plan.show"), _shown_at)


def _shown_at(proposal_id: str, receipt: str) -> str:
    return url_for("proposals.one", proposal_id=proposal_id, sent=receipt or None)


@blueprint.get("/plan")
@participants_or_helpers(Area.PLAN)
def show() -> BaseResponse:
    """The plan as it stands today or on an earlier day, or what a programme in another state means."""
    with reading() as work:
        if earlier := plan_room.version(room(), work):
            return earlier
        plan = plans.own_plan(work)
        side = own_side(work, plan.programme) if plan else None
        life = programmes.own_case_now(work, plan)
        return framed(
            work,
            "participant/plan.html",
            plan=plan,
            life=life,
            agreed=take_aways.own_agreed(work),
            proposals=proposal_reading.open_proposals(work, side) if side else [],
            draft=proposals.own_draft(work, side) if side else {},
            may_change=side.may_change if side else False,
            said=next((name for name in ("changed", "answered", "saved") if name in request.args), ""),
        )


@blueprint.get("/plan/history")
@participants_or_helpers(Area.PLAN)
def history() -> BaseResponse:
    """What was proposed, answered and changed, in plain words."""
    return plan_room.history(room())
