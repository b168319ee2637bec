"""The life of a programme for those who decide on it: where it stands, what can be next, each step, and every day."""

from typing import Any

from flask import Blueprint, abort, request, url_for
from werkzeug.datastructures import MultiDict
from werkzeug.wrappers import Response as BaseResponse

from portal.domain.errors import Conflict, Refused
from portal.domain.programme import ProgrammeState
from portal.domain.programme_outcome import Afterwards, MainIncome
from portal.domain.programme_steps import (
    TESTS,
    EndingGround,
    StepKind,
)
from portal.rules.ending import PROTECTED
from portal.services import caseload, programmes
from portal.services.programme_answers import Answer, StepCommand
from portal.services.programme_case import Case
from portal.services.programmes import NEEDS_REASON
from portal.web.caseworker.programme_form import (
    ACTIONS,
    FIRST_DAY,
    LAST_DAY,
    QUESTIONS,
    StepForm,
    command_of,
    fields_of,
    usual,
)
from portal.web.forms import errors_of, read
from portal.web.guards import caseworkers, office_staff
from portal.web.kept import draft_of, forget_draft
from portal.web.page import done, page
from portal.web.refusals import complaint_about
from portal.web.site import reading, writing

blueprint = Blueprint("programme_life", __name__)

EDIT, CHECK, TAKE = "edit", "check", "take"
# What must come first where a step is not possible: the way on.
FIRST = {
    ProgrammeState.APPLIED: StepKind.GRANTED,
    ProgrammeState.PLANNED: StepKind.STARTED,
    ProgrammeState.SUSPENDED: StepKind.RESUMED,
}
ENDS = frozenset({StepKind.COMPLETED, StepKind.ENDED})


@blueprint.get("/work/case/<participant_id>/programme")
@office_staff
def show(participant_id: str) -> BaseResponse:
    """Where it stands, what can be next, and all its steps."""
    with reading() as work:
        life = programmes.life_of(work, participant_id)
        return page(
            "caseworker/programme.html",
            "live",
            person=caseload.person(work, participant_id),
            life=life,
            case=life.case,
            actions=ACTIONS,
            others=tuple(kind for kind in ACTIONS if kind not in life.next_steps)
            if life.case.is_open
            else (),
            taken="taken" in request.args,
            today=work.today,
        )


@blueprint.get("/work/case/<participant_id>/programme/days")
@office_staff
def days(participant_id: str) -> BaseResponse:
    """Which days count and which do not, and when it must end at the latest."""
    with reading() as work:
        life = programmes.life_of(work, participant_id)
        return page(
            "caseworker/programme_days.html",
            person=caseload.person(work, participant_id),
            case=life.case,
            today=work.today,
        )


@blueprint.get("/work/case/<participant_id>/programme/step")
@caseworkers
def step(participant_id: str) -> BaseResponse:
    """What the rules say of a step on the usual days, and the form for it.

    The address says which step and nothing else: why somebody is away is read neither in a log nor over a shoulder.
    """
    asked = request.args.get("kind", "")
    kind = StepKind(asked) if asked in set(StepKind) else None
    if kind is StepKind.MOVED or (asked and kind is None):
        abort(404)
    draft = draft_of(request.path)
    of_this = kind is not None and draft.get("kind") == kind.value
    return _page(participant_id, kind, draft if of_this else {})


@blueprint.post("/work/case/<participant_id>/programme/step")
@caseworkers
def take(participant_id: str) -> BaseResponse:
    """Look it over, change it, or take the step."""
    form = read(StepForm)
    form.validate()
    kinds = set(StepKind) - {StepKind.MOVED}
    stage, version = form.stage.data, form.version.data
    if form.kind.data not in kinds or stage not in {EDIT, CHECK, TAKE} or version is None:
        abort(400)
    kind, said = StepKind(form.kind.data), fields_of(form)
    if complaints := errors_of(form):
        return _page(participant_id, kind, said, 422, complaints=complaints)
    if stage == EDIT:
        return _page(participant_id, kind, said)
    try:
        if stage == TAKE:
            with writing() as work:
                decided = programmes.decide(work, participant_id, version, command_of(form, kind, work.today))
            allowed = decided.step_id is not None
        else:
            with reading() as work:
                command = command_of(form, kind, work.today)
                allowed = not programmes.look_over(work, participant_id, version, command).barred
    except Refused as refused:
        return _page(participant_id, kind, said, 422, complaints=complaint_about(refused))
    except Conflict:
        return _page(participant_id, kind, said, 409, stale=True)
    if not allowed:
        return _page(participant_id, kind, said, 422)
    if stage == CHECK:
        return _page(participant_id, kind, said, checking=True)
    forget_draft(request.path)
    return done(url_for("programme_life.show", participant_id=participant_id, taken=1))


def _page(
    participant_id: str,
    kind: StepKind | None,
    said: dict[str, str],
    status: int = 200,
    *,
    complaints: dict[str, str] | None = None,
    checking: bool = False,
    stale: bool = False,
) -> BaseResponse:
    """The page of one step: the rules' answer for the days that were said, and what else it asks for."""
    complaints = complaints or {}
    with reading() as work:
        case = programmes.case_to_decide(work, participant_id)
        filled = (usual(case, kind) if kind else {}) | {name: one for name, one in said.items() if one}
        found: Answer | None = None
        command: StepCommand | None = None
        possible = kind is not None and kind in case.next_steps
        if kind is not None:
            form = StepForm(MultiDict(filled))
            form.validate()
            try:
                command = command_of(form, kind, work.today)
                found = programmes.answer_in(case, command)
            except Refused as refused:
                complaints = complaint_about(refused) | complaints
        return page(
            "caseworker/programme_step.html",
            status=status,
            person=caseload.person(work, participant_id),
            case=case,
            kind=kind,
            possible=possible,
            answer=found,
            command=command,
            first=None if possible else _first(case),
            next_steps=case.next_steps,
            actions=ACTIONS,
            first_day=FIRST_DAY,
            last_day=LAST_DAY,
            **_asks(case, kind),
            said=filled,
            complaints=complaints,
            checking=checking,
            stale=stale,
            today=work.today,
        )


def _first(case: Case) -> StepKind | None:
    """What must come before a step that is not possible now: the way on."""
    if case.ahead is not None:
        return StepKind.RECALLED
    return FIRST.get(case.state) if case.state else None


def _asks(case: Case, kind: StepKind | None) -> dict[str, Any]:
    """What this kind of step asks for besides its days."""
    begun = case.standing is not None and case.standing.started_on is not None
    return {
        "asks_reason": kind in NEEDS_REASON,
        "asks_heard": kind is not None and programmes.heard_first(case, kind),
        "asks_agreed": kind is StepKind.COMPLETED,
        "questions": QUESTIONS if kind is StepKind.EXTENDED_SPECIAL else {},
        "tests": TESTS,
        "grounds": tuple(EndingGround) if kind is StepKind.ENDED else (),
        "protected_kinds": tuple(PROTECTED) if kind is StepKind.ENDED else (),
        "afterwards": tuple(Afterwards) if kind in ENDS and begun else (),
        "incomes": tuple(MainIncome) if kind in ENDS and begun else (),
    }
