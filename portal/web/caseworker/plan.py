"""A participant's plan for the staff: as it stands and as it was, proposing, answering, and deciding what needs it."""

from functools import partial
from typing import Any

from flask import Blueprint, request, url_for
from werkzeug.wrappers import Response as BaseResponse

from portal.services import caseload, plan_versions, plans, proposal_reading, proposals
from portal.services.planning import Side, side_of_proposal, staff_side
from portal.services.work import Work
from portal.web import plan_room, plan_sending
from portal.web.asked import asked_row
from portal.web.guards import caseworkers, office_staff
from portal.web.page import page
from portal.web.plan_room import Room
from portal.web.site import reading

blueprint = Blueprint("case_plan", __name__)


def _draw(work: Work, side: Side, name: str, *, status: int = 200, **values: Any) -> BaseResponse:  # noqa: ANN401 -- Templates take any value.
    person = caseload.person(work, side.subject.id)
    return page(
        f"caseworker/{name}.html", status=status, person=person, today=work.today, side=side, **values
    )


def _room(participant_id: str) -> Room:
    home = url_for("case_plan.show", participant_id=participant_id)
    return Room(partial(_side, participant_id), _draw, home, _shown_at)


def _side(participant_id: str, work: Work) -> Side:
    return staff_side(work, participant_id)


def _shown_at(proposal_id: str, receipt: str) -> str:
    return url_for("case_plan.one", proposal_id=proposal_id, sent="1" if receipt else None)


def _room_of(proposal_id: str) -> Room:
    """The room of whose plan the proposal is about."""
    return Room(
        lambda work: side_of_proposal(work, proposal_id), _draw, url_for("case_plan.waiting"), _shown_at
    )


@blueprint.get("/work/proposals")
@caseworkers
def waiting() -> BaseResponse:
    """What participants have proposed, and what waits for a decision."""
    with reading() as work:
        return page(
            "caseworker/proposals.html",
            "live",
            found=proposal_reading.waiting(work, asked_row("since", "after")),
            page_size=proposal_reading.PAGE,
            running_out=proposal_reading.running_out(work),
            ran_out=proposal_reading.ran_out(work),
            last_day=work.today + proposal_reading.LAST_DAYS,
            said=next((name for name in ("changed", "answered", "decided") if name in request.args), ""),
            today=work.today,
        )


@blueprint.get("/work/case/<participant_id>/plan")
@office_staff
def show(participant_id: str) -> BaseResponse:
    """The plan as it stands today, or as it was on an earlier day."""
    with reading() as work:
        room = _room(participant_id)
        if earlier := plan_room.version(room, work):
            return earlier
        side = staff_side(work, participant_id)
        return _draw(
            work,
            side,
            "plan",
            plan=plans.plan_of(work, participant_id),
            content=side.content(plan_versions.current(work, side.programme.id).content),
            proposals=proposal_reading.open_proposals(work, side),
            draft=proposals.own_draft(work, side),
            said="saved" if "saved" in request.args else "",
        )


@blueprint.get("/work/case/<participant_id>/plan/history")
@office_staff
def history(participant_id: str) -> BaseResponse:
    """What was proposed, answered and changed."""
    return plan_room.history(_room(participant_id))


@blueprint.get("/work/case/<participant_id>/plan/propose")
@caseworkers
def ask(participant_id: str) -> BaseResponse:
    """Propose a change to the participant."""
    return plan_sending.ask(_room(participant_id))


@blueprint.post("/work/case/<participant_id>/plan/propose")
@caseworkers
def send(participant_id: str) -> BaseResponse:
    """See it before it is sent, send it, or keep it for later."""
    return plan_sending.send(_room(participant_id))


@blueprint.get("/work/proposals/<proposal_id>")
@office_staff
def one(proposal_id: str) -> BaseResponse:
    """One proposal: before and now, where it stands, and what the office can do."""
    return plan_room.one(_room_of(proposal_id), proposal_id)


@blueprint.post("/work/proposals/<proposal_id>")
@caseworkers
def answer(proposal_id: str) -> BaseResponse:
    """Yes, or no because."""
    return plan_room.answer(_room_of(proposal_id), proposal_id, url_for("case_plan.waiting"))


@blueprint.post("/work/proposals/<proposal_id>/decide")
@caseworkers
def decide(proposal_id: str) -> BaseResponse:
    """Decide what both sides have agreed on."""
    return plan_room.decide(_room_of(proposal_id), proposal_id, url_for("case_plan.waiting"))


@blueprint.post("/work/proposals/<proposal_id>/withdraw")
@caseworkers
def withdraw(proposal_id: str) -> BaseResponse:
    """Take one's own side's proposal back."""
    return plan_room.withdraw(_room_of(proposal_id), proposal_id)
