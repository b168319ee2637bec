"""Proposing, the same for both sides of a plan: step by step, one change or several, and nothing written is lost."""

from collections.abc import Mapping

from flask import abort, request
from werkzeug.wrappers import Response as BaseResponse

from portal.domain.errors import Conflict, NotFound, Refused
from portal.domain.plan_changes import earliest
from portal.services import plan_versions, proposal_reading, proposals
from portal.services.planning import Side
from portal.services.proposal_meaning import WishRefused
from portal.services.proposals import DRAFT
from portal.services.work import Work
from portal.web.asked import asked_text
from portal.web.forms import read
from portal.web.kept import draft_of, forget_draft
from portal.web.page import done, fresh_key
from portal.web.plan_forms import AGAIN, CHECK, DROP, EDIT, MORE, SAVE, SEND, ProposalForm
from portal.web.plan_room import Room
from portal.web.plan_steps import steps
from portal.web.plan_written import Written, filled_again, taken_up, written
from portal.web.refusals import complaint_about
from portal.web.site import reading, writing

# What we draw as a choice: what is none of ours was not filled in by a person.
CHOICES = frozenset({"step", "kind", "serves", "responsible", "weekday", DRAFT})


def ask(room: Room) -> BaseResponse:
    """The next step of a proposal: a new one, the draft, one more change, an answer to one, or one's own again."""
    chosen = {name: asked_text(name) for name in ("about", "how") if asked_text(name)}
    with reading() as work:
        side = room.side(work)
        if kept := draft_of(request.path):
            return _step(room, work, side, taken_up(kept))
        if "draft" in request.args:
            return _step(room, work, side, taken_up(proposals.own_draft(work, side)))
        if MORE in request.args:
            before = taken_up(proposals.own_begun(work, side))
            found = Written((*filter(None, before.changes), chosen), before.of_all)
            return _step(room, work, side, found, fresh=True)
        if instead := asked_text("instead"):
            shown = proposal_reading.proposal_of(work, side, instead)
            if shown.hides:
                raise NotFound("What one does not read one cannot propose otherwise.")
            found = filled_again(shown, earliest(work.today))
            return _check(room, work, side, found) if found.last else _step(room, work, side, found)
        return _step(room, work, side, Written((chosen,), {}), fresh=True)


def send(room: Room) -> BaseResponse:
    """See it before it is sent, send it, add to it, or keep it for later. Nothing that was written is lost on the way."""
    form = read(ProposalForm)
    complaints = form.complaints()
    if complaints.keys() & CHOICES:
        abort(400)
    found, step = written(form), str(form.step.data)
    # A draft may be half of something.
    if complaints and step != SAVE:
        return _again(room, found, complaints, 422)
    if step == EDIT or step.startswith(AGAIN):
        place = found.last if step == EDIT else int(step.removeprefix(AGAIN))
        return _again(room, found.at(place), {}, 200)
    if step.startswith(DROP):
        found, step = found.without(int(step.removeprefix(DROP))), CHECK
    try:
        if step == SAVE:
            return _keep(room, found, "saved")
        if step == MORE:
            return _keep(room, found, MORE)
        if step == SEND:
            return _send(room, form.key.data or "", found)
        with reading() as work:
            return _check(room, work, room.side(work), found)
    except Refused as refused:
        return _again(room, _where(found, refused), complaint_about(refused), 422)
    except Conflict:
        # It cannot stand instead of what somebody was quicker to answer; as a proposal of its own it can be sent.
        return _again(room, found.for_itself(), {}, 409)


def _keep(room: Room, found: Written, what: str) -> BaseResponse:
    with writing() as work:
        side = room.side(work)
        if what == MORE:
            # What is added to is whole: a change that cannot stand is not carried along.
            proposals.what_it_means(work, side, found.wishes, found.of_all.get("text", ""))
            proposals.keep_begun(work, side, found.fields)
        else:
            proposals.keep_draft(work, side, found.fields)
    forget_draft(request.path)
    return done(f"{request.path}?{MORE}=1" if what == MORE else f"{room.home}?{what}=1")


def _send(room: Room, key: str, found: Written) -> BaseResponse:
    with writing() as work:
        side, text = room.side(work), found.of_all.get("text", "")
        receipt, proposal_id = proposals.propose(
            work, side, key, found.wishes, text, found.stands_instead_of, found.of_all.get(DRAFT, "")
        )
    forget_draft(request.path)
    return done(room.proposal(proposal_id, receipt.id))


def _check(room: Room, work: Work, side: Side, found: Written) -> BaseResponse:
    try:
        meaning = proposals.what_it_means(work, side, found.wishes, found.of_all.get("text", ""))
    except Refused as refused:
        complaints = complaint_about(refused)
        return _step(room, work, side, _where(found, refused), complaints, status=422)
    values = {"meaning": meaning, "changes": [side.change(one) for one in meaning.changes]}
    # One change about health locks all that is sent with it.
    values["apart"] = len({one.is_private for one in meaning.changes}) > 1
    fields = {name: value for name, value in found.fields.items() if name != "text"}
    more = {"fields": fields, "text": found.of_all.get("text", ""), "key": fresh_key(), "again": AGAIN}
    return room.draw(work, side, "propose_check", **values, **more, drop=DROP)


def _where(found: Written, refused: Refused) -> Written:
    """The same with the change on the screen that cannot stand."""
    return found.at(refused.which) if isinstance(refused, WishRefused) else found


def _again(room: Room, found: Written, complaints: Mapping[str, str], status: int) -> BaseResponse:
    with reading() as work:
        return _step(room, work, room.side(work), found, complaints, status=status)


def _step(
    room: Room,
    work: Work,
    side: Side,
    found: Written,
    complaints: Mapping[str, str] | None = None,
    *,
    status: int = 200,
    fresh: bool = False,
) -> BaseResponse:
    content = side.content(plan_versions.current(work, side.programme.id).content)
    before = found.without(found.last) if found.last else None
    values = steps(work, side, content, found.changes[-1] | found.kept, fresh=fresh)
    values |= {"begun": bool(fresh and before is None and proposals.own_begun(work, side))}
    values |= {"complaints": complaints or {}, "stale": status == 409, "key": fresh_key()}
    kept = {name: value for name, value in found.kept.items() if name != "text"}
    values |= {"kept": kept, "before": before.fields if before else {}}
    return room.draw(work, side, "propose", status=status, may_change=side.may_change, **values)
