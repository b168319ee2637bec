"""Proposals and what became of them, the same for both sides of a plan: each side brings its own frame and addresses."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from flask import abort, request
from werkzeug.wrappers import Response as BaseResponse

from portal.domain.calendar import oslo_day
from portal.domain.errors import Conflict, NotFound, Refused
from portal.domain.plan import ProposalState
from portal.services import plan_versions, proposal_answers, proposal_reading, proposals
from portal.services.planning import Side
from portal.services.proposal_answers import PlanMoved
from portal.services.work import Work
from portal.web.asked import asked_day, asked_place
from portal.web.forms import read
from portal.web.kept import draft_of, forget_draft
from portal.web.page import done, fresh_key
from portal.web.plan_forms import AnswerForm, WithdrawForm
from portal.web.refusals import complaint_about
from portal.web.site import reading, writing

Draw = Callable[..., BaseResponse]


@dataclass(frozen=True, slots=True)
class Room:
    """One side's pages: how it comes to its side of the plan, draws a page, and what its addresses are.

    `draw(work, side, page, status=…, **values)` draws a page by its name.
    """

    side: Callable[[Work], Side]
    draw: Draw
    home: str
    proposal: Callable[[str, str], str]
    """Where a proposal is shown, by its id and that of the receipt for it, which may be empty."""


def one(room: Room, proposal_id: str) -> BaseResponse:
    """One proposal: what it says, where it stands, and what the reader may do."""
    return _one(room, proposal_id, text=draft_of(request.path).get("text", ""))


def answer(room: Room, proposal_id: str, back: str) -> BaseResponse:
    """Yes, or no because. Who comes too late reads what stands now, and keeps what they wrote."""

    def said(work: Work, side: Side, form: AnswerForm) -> str:
        state = proposal_answers.answer(
            work, side, form.key.data or "", proposal_id, form.number, yes=form.yes, text=form.text.data or ""
        )
        return "changed" if state is ProposalState.ACCEPTED else "answered"

    return _say(room, proposal_id, back, said)


def decide(room: Room, proposal_id: str, back: str) -> BaseResponse:
    """A caseworker decides what both sides have agreed on."""

    def said(work: Work, side: Side, form: AnswerForm) -> str:
        proposal_answers.decide(
            work, side, proposal_id, form.number, approve=form.yes, text=form.text.data or ""
        )
        return "decided"

    return _say(room, proposal_id, back, said)


def _say(
    room: Room, proposal_id: str, back: str, said: Callable[[Work, Side, AnswerForm], str]
) -> BaseResponse:
    """Say it and go back with the word for what came of it, or stay with what was written."""
    form = read(AnswerForm)
    if not form.validate() or not form.number:
        abort(400)
    text = form.text.data or ""
    try:
        with writing() as work:
            word = said(work, room.side(work), form)
    except Refused as refused:
        return _one(room, proposal_id, status=422, text=text, complaint=_sentence(refused))
    except PlanMoved:
        return _one(room, proposal_id, status=409, text=text, moved=True)
    except Conflict:
        return _one(room, proposal_id, status=409, text=text, stale=True)
    forget_draft(request.path)
    return done(f"{back}?{word}=1")


def withdraw(room: Room, proposal_id: str) -> BaseResponse:
    """Take one's own side's proposal back."""
    form = read(WithdrawForm)
    form.validate()
    try:
        with writing() as work:
            proposals.withdraw(work, room.side(work), form.key.data or "", proposal_id)
    except Refused as refused:
        return _one(room, proposal_id, status=422, complaint=_sentence(refused))
    except Conflict:
        return _one(room, proposal_id, status=409, stale=True)
    return done(room.proposal(proposal_id, ""))


def _sentence(refused: Refused) -> str:
    """What a refusal says, whichever field it is about: here there is one, and it may not be drawn."""
    (sentence,) = complaint_about(refused).values()
    return sentence


def history(room: Room) -> BaseResponse:
    """What was proposed, answered and changed, newest first."""
    with reading() as work:
        side = room.side(work)
        found = plan_versions.history(work, side)
        of_proposal = {one.proposal_id: one for one in found if one.proposal_id}
        asked = proposal_reading.proposals_of(work, side)
        entries = [
            (one.row.answered_at or one.row.sent_at, one, of_proposal.get(one.row.id)) for one in asked
        ]
        told: list[Any] = [*entries, *((one.made_at, None, one) for one in found if not one.proposal_id)]
        told.sort(key=lambda entry: entry[0], reverse=True)
        return room.draw(work, side, "plan_history", entries=told, earliest=_first_day(found))


def version(room: Room, work: Work) -> BaseResponse | None:
    """The plan as it was on the day, or in the version, that the address asks for; None when it asks for neither."""
    day, number = asked_day("on"), asked_place("version")
    if day is None and number is None:
        return None
    side = room.side(work)
    found = plan_versions.history(work, side)
    if number is not None:
        shown = next((one for one in found if one.number == number), None)
        if shown is None:
            raise NotFound("There is no such version.")
    else:
        shown = plan_versions.plan_on(work, side, day) if day and day <= work.today else None
    return room.draw(work, side, "plan_version", version=shown, day=day, earliest=_first_day(found))


def _first_day(found: list[plan_versions.Version]) -> date | None:
    return oslo_day(found[-1].made_at) if found else None


def _one(
    room: Room,
    proposal_id: str,
    *,
    status: int = 200,
    text: str = "",
    complaint: str = "",
    stale: bool = False,
    moved: bool = False,
) -> BaseResponse:
    with reading() as work:
        side = room.side(work)
        shown = proposal_reading.proposal_of(work, side, proposal_id)
        said = {"text": text, "complaint": complaint, "stale": stale, "moved": moved, "key": fresh_key()}
        return room.draw(work, side, "proposal", status=status, shown=shown, **said)
