"""Proposing a change of one's own plan in small steps, and answering what the office proposes."""

from flask import Blueprint, url_for
from werkzeug.wrappers import Response as BaseResponse

from portal.domain.access import Area
from portal.web import plan_room, plan_sending
from portal.web.guards import participants_or_helpers
from portal.web.participant.plan import room

blueprint = Blueprint("proposals", __name__)


@blueprint.get("/plan/propose")
@participants_or_helpers(Area.PLAN)
def ask() -> BaseResponse:
    """What it is about, what about it, and how it should be: one small step at a time."""
    return plan_sending.ask(room())


@blueprint.post("/plan/propose")
@participants_or_helpers(Area.PLAN)
def send() -> BaseResponse:
    """See it before it is sent, send it, or keep it for later."""
    return plan_sending.send(room())


@blueprint.get("/plan/proposals/<proposal_id>")
@participants_or_helpers(Area.PLAN)
def one(proposal_id: str) -> BaseResponse:
    """One proposal: before and now, where it stands, and answering it."""
    return plan_room.one(room(), proposal_id)


@blueprint.post("/plan/proposals/<proposal_id>")
@participants_or_helpers(Area.PLAN)
def answer(proposal_id: str) -> BaseResponse:
    """Yes, or no because."""
    return plan_room.answer(room(), proposal_id, url_for("plan.show"))


@blueprint.post("/plan/proposals/<proposal_id>/withdraw")
@participants_or_helpers(Area.PLAN)
def withdraw(proposal_id: str) -> BaseResponse:
    """Take it back."""
    return plan_room.withdraw(room(), proposal_id)
