"""The participant's rights: what was asked for and answered, asking for more, and notices on or off."""

from collections.abc import Mapping
from typing import Any

from flask import Blueprint, abort, request, url_for
from werkzeug.wrappers import Response as BaseResponse

from portal.domain.errors import NotFound, Refused
from portal.domain.rights import OWN_LETTERS, Letter, RightsKind
from portal.rules.complaint import ComplaintOver, complaint_body
from portal.services import complaint_losses, rights, submissions
from portal.services.rights import RightsCommand
from portal.services.work import Work
from portal.web.asked import asked_text
from portal.web.forms import KeyedForm, read
from portal.web.guards import participants
from portal.web.kept import draft_of, forget_draft
from portal.web.page import done, fresh_key
from portal.web.participant.frame import framed
from portal.web.participant.rights_forms import (
    EDIT,
    SAVE,
    SEND,
    AskForm,
    ComplaintForm,
    NoticesForm,
    WithdrawForm,
    fields_of,
    loss_choice,
)
from portal.web.refusals import complaint_about
from portal.web.site import reading, writing

blueprint = Blueprint("rights", __name__)
TEMPLATES = {
    RightsKind.CORRECTION: "participant/rights_correction.html",
    RightsKind.SERVICE: "participant/rights_service.html",
}


@blueprint.get("/me/rights")
@participants
def show() -> BaseResponse:
    """What one can ask for, what one has asked for, and what is not sent yet."""
    with reading() as work:
        return framed(
            work,
            "participant/rights.html",
            "live",
            requests=rights.own_requests(work),
            drafts=rights.own_drafts(work),
            notices=rights.wants_notices(work),
            basis=rights.MAY_SAY_NO_TO_DIGITAL,
            receipt=submissions.own_receipt(work, asked_text("sent")),
            saved="saved" in request.args,
            key=fresh_key(),
        )


@blueprint.get("/me/rights/correction")
@participants
def correction() -> BaseResponse:
    """Something about me is wrong."""
    return _open(RightsKind.CORRECTION)


@blueprint.post("/me/rights/correction")
@participants
def send_correction() -> BaseResponse:
    """Ask for it to be put right, or keep it for later."""
    return _ask(RightsKind.CORRECTION, read(AskForm))


@blueprint.get("/me/rights/service")
@participants
def service() -> BaseResponse:
    """I am not content with how I was met."""
    return _open(RightsKind.SERVICE)


@blueprint.post("/me/rights/service")
@participants
def send_service() -> BaseResponse:
    """Complain to the leader, or to the named team of a protected person; or keep it for later."""
    return _ask(RightsKind.SERVICE, read(AskForm))


@blueprint.get("/me/rights/complaint")
@participants
def complaint() -> BaseResponse:
    """A decision is wrong."""
    with reading() as work:
        filled = draft_of(request.path) or rights.own_draft(work, RightsKind.COMPLAINT)
        chosen = asked_text("letter")
        return _complaint(work, {"letter": chosen} | filled if chosen else filled)


@blueprint.post("/me/rights/complaint")
@participants
def send_complaint() -> BaseResponse:
    """See what it means, complain, or keep it for later. That it is late never stops it."""
    form = read(ComplaintForm)
    complaints = form.complaints()
    if "step" in complaints:
        abort(400)
    filled = fields_of(form)
    if form.step.data == SAVE:
        return _keep(RightsKind.COMPLAINT, filled)
    if complaints or form.step.data == EDIT:
        with reading() as work:
            return _complaint(work, filled, complaints, status=422 if complaints else 200)
    command = form.command()
    try:
        if form.step.data == SEND:
            return _send(form, command)
        with reading() as work:
            return framed(
                work,
                "participant/rights_check.html",
                command=command,
                meaning=rights.what_it_means(work, command),
                absence=_absence(work, command),
                fields={name: value for name, value in filled.items() if value and name != "why_late"},
                why_late=command.why_late,
                key=form.key.data,
            )
    except Refused as refused:
        with reading() as work:
            return _complaint(work, filled, complaint_about(refused), status=422)


@blueprint.get("/me/rights/<request_id>")
@participants
def one(request_id: str) -> BaseResponse:
    """One request: what was sent, by when an answer comes, and the answer."""
    with reading() as work:
        return framed(
            work,
            "participant/rights_request.html",
            asked=rights.own_request(work, request_id),
            team=rights.team_answers_service(work),
            sent="sent" in request.args,
            key=fresh_key(),
        )


@blueprint.post("/me/rights/<request_id>/withdraw")
@participants
def withdraw(request_id: str) -> BaseResponse:
    """Take it back."""
    form = read(WithdrawForm)
    form.validate()
    with writing() as work:
        rights.withdraw(work, form.key.data, request_id)
    return done(url_for("rights.one", request_id=request_id))


@blueprint.post("/me/rights/notices")
@participants
def set_notices() -> BaseResponse:
    """Be sent notices, or not."""
    form = read(NoticesForm)
    if not form.validate():
        abort(400)
    with writing() as work:
        receipt = rights.set_notices(work, form.key.data, wanted=form.wanted.data == "1")
    return done(url_for("rights.show", sent=receipt.id, _anchor="notices"))


def _open(kind: RightsKind) -> BaseResponse:
    with reading() as work:
        return _form(work, kind, draft_of(request.path) or rights.own_draft(work, kind))


def _ask(kind: RightsKind, form: AskForm) -> BaseResponse:
    if not form.validate():
        abort(400)
    if form.step.data == SAVE:
        return _keep(kind, fields_of(form))
    try:
        return _send(form, form.command(kind))
    except Refused as refused:
        with reading() as work:
            return _form(work, kind, fields_of(form), complaint_about(refused), status=422)


def _send(form: KeyedForm, command: RightsCommand) -> BaseResponse:
    with writing() as work:
        _, request_id = rights.ask(work, form.key.data, command)
    forget_draft(request.path)
    return done(url_for("rights.one", request_id=request_id, sent=1))


def _keep(kind: RightsKind, fields: Mapping[str, str]) -> BaseResponse:
    with writing() as work:
        rights.keep_draft(work, kind, fields)
    forget_draft(request.path)
    return done(url_for("rights.show", saved=1))


def _form(
    work: Work,
    kind: RightsKind,
    filled: Mapping[str, str],
    complaints: Mapping[str, str] | None = None,
    *,
    status: int = 200,
) -> BaseResponse:
    values: dict[str, Any] = {"filled": filled, "complaints": complaints or {}, "key": fresh_key()}
    promise = rights.answer_within_a_month(work)
    team = rights.team_answers_service(work)
    return framed(work, TEMPLATES[kind], status=status, promise=promise, team=team, **values)


def _complaint(
    work: Work, filled: Mapping[str, str], complaints: Mapping[str, str] | None = None, *, status: int = 200
) -> BaseResponse:
    return framed(
        work,
        "participant/rights_complaint.html",
        status=status,
        filled=filled,
        complaints=complaints or {},
        absences=rights.refused_absences(work),
        moved=rights.refused_elsewhere(work),
        losses=[
            (loss_choice(letter, day), letter, day, row)
            for letter, day, row in complaint_losses.own_losses(work)
        ],
        letters=tuple(one for one in Letter if one not in OWN_LETTERS),
        wait=rights.MAY_ASK_TO_WAIT,
        municipal=complaint_body(ComplaintOver.KVP),
        state=complaint_body(ComplaintOver.ASSESSMENT_14A),
        key=fresh_key(),
    )


def _absence(work: Work, command: RightsCommand) -> Any:  # noqa: ANN401 -- A row of a Core query.
    if command.absence_id is None:
        return None
    found = (row for row in rights.refused_absences(work) if row.id == command.absence_id)
    row = next(found, None)
    if row is None:
        raise NotFound("No such refused absence.")
    return row
