"""The life of a programme: where it stands, what can be next, and taking the next step."""

from dataclasses import dataclass, replace
from datetime import date

from portal.domain.allowance import Counted
from portal.domain.audit import Looked
from portal.domain.calendar import oslo_day
from portal.domain.errors import Conflict, Refused
from portal.domain.programme_steps import (
    ONE_DAY,
    TESTS,
    VEDTAK,
    StepKind,
)
from portal.services import limits
from portal.services.holding import hold
from portal.services.permissions import TABLE, Action, case_of, own_case
from portal.services.plans import Plan
from portal.services.programme_answers import TAKES_AWAY, Answer, StepCommand, answer
from portal.services.programme_case import Case, case_at
from portal.services.programme_take import take, taken_already
from portal.services.work import Work
from portal.store import person as people
from portal.store import programme_step as store
from portal.store.base import AnyRow

SHORTEST_REASON = 10
LONGEST_REASON = 5000
NEEDS_REASON = VEDTAK | {StepKind.NOTIFIED}
HEARD_FIRST = frozenset({StepKind.SUSPENDED, StepKind.COMPLETED, StepKind.ENDED})
"""What may not be decided before the participant could say something (forvaltningsloven § 16)."""
TODAY = frozenset({StepKind.NOTIFIED, StepKind.RECALLED})
EXTENDING = frozenset({StepKind.EXTENDED, StepKind.EXTENDED_SPECIAL})


@dataclass(frozen=True, slots=True)
class Life:
    """A programme as the staff see it: the case, its steps newest first, what can be next, and whether the actor decides."""

    case: Case
    steps: tuple[AnyRow, ...]
    next_steps: tuple[StepKind, ...]
    may_decide: bool


@dataclass(frozen=True, slots=True)
class Decided:
    """What came of it: the rules' answer, None for a step taken before, and the step's id, None when the law stopped it."""

    answer: Answer | None
    step_id: str | None


def life_of(work: Work, participant_id: str) -> Life:
    """The programme of a participant within reach. Raises NotFound and NotPermitted."""
    subject = case_of(work, Action.SEE_CASE, participant_id, Looked.PLAN)
    case = case_at(work, subject)
    steps = tuple(store.of_participant(work.session, subject.id, subject.office_id))
    decides = subject.scope in TABLE[Action.DECIDE_PROGRAMME].get(work.actor.role, ())
    return Life(case, steps, case.next_steps, decides)


def own_case_now(work: Work, plan: Plan | None = None) -> Case:
    """The participant's own programme at their present office. `plan` is theirs, where it has been asked for already."""
    subject = own_case(work, Action.USE_OWN_PLAN)
    return case_at(work, subject, plan.programme, plan.away) if plan else case_at(work, subject)


def own_steps(work: Work) -> list[AnyRow]:
    """Every step of the participant's own programmes, newest first, also those that an earlier office took."""
    return store.of_person(work.session, own_case(work, Action.USE_OWN_PLAN).id)


def case_to_decide(work: Work, participant_id: str) -> Case:
    """The programme of a participant on whom the actor decides. Raises NotFound and NotPermitted."""
    return case_at(work, case_of(work, Action.DECIDE_PROGRAMME, participant_id, Looked.PLAN))


def answer_in(case: Case, command: StepCommand) -> Answer:
    """What the rules say of a step that is thought of. Raises Refused for days that make no sense."""
    return answer(case, placed(case, command))


def look_over(work: Work, participant_id: str, version: int, command: StepCommand) -> Answer:
    """What the rules say of a step that is said in full, before it is taken. Raises what `decide` raises; writes nothing."""
    case = case_to_decide(work, participant_id)
    found = answer_in(case, command)
    if version != case.version:
        raise Conflict("Somebody else has taken a step.")
    if not found.barred:
        check(work, case, replace(placed(case, command), until=found.until or command.until))
    return found


def decide(work: Work, participant_id: str, version: int, command: StepCommand) -> Decided:
    """Take the step, unless the law stops it.

    The same step sent twice by the same caseworker is one. Raises Conflict when somebody took another step first,
    Refused for what is not said well enough, TooMany, NotFound and NotPermitted.
    """
    subject = case_of(work, Action.DECIDE_PROGRAMME, participant_id, Looked.PLAN)
    # A new programme takes the person's row whole, and two that share it already could neither of them get it.
    if command.kind is StepKind.APPLIED:
        people.hold(work.session, subject.id)
    hold(work, subject.id)
    # Whoever was first may have moved the case or taken a step.
    case = case_to_decide(work, participant_id)
    command = placed(case, command)
    if before := taken_already(work, case, version, command):
        return Decided(None, before)
    if version != case.version:
        raise Conflict("Somebody else has taken a step.")
    found = answer(case, command)
    if found.barred:
        return Decided(found, None)
    # Some days the rules say themselves.
    command = replace(command, until=found.until or command.until)
    check(work, case, command)
    limits.spend(work.session, work.actor.id, Counted.STAFF, work.now, work.rates)
    return Decided(found, take(work, case, version, command, found))


def placed(case: Case, command: StepCommand) -> StepCommand:
    """The command on the day that it can only have: an extension follows the period, and other steps are of today."""
    period_to = case.standing.period_to if case.standing else None
    if command.kind in EXTENDING and period_to is not None:
        return replace(command, on=period_to + ONE_DAY)
    return replace(command, on=case.today) if command.kind in TODAY else command


def heard_first(case: Case, kind: StepKind) -> bool:
    """Whether the participant must have been able to say something first: also before a leave is taken back."""
    recalls_leave = kind is StepKind.RECALLED and case.ahead is not None and case.ahead.kind is StepKind.LEAVE
    return kind in HEARD_FIRST or recalls_leave


def check(work: Work, case: Case, command: StepCommand) -> None:
    """Raise Refused unless the step says all that it must."""
    if len(command.text) > LONGEST_REASON or len(command.heard) > LONGEST_REASON:
        raise Refused("refusal-too-long")
    if command.kind in NEEDS_REASON and len(command.text) < SHORTEST_REASON:
        raise Refused("step-without-reason")
    if command.kind in EXTENDING and command.until is None:
        raise Refused("step-without-end")
    if command.kind is StepKind.EXTENDED_SPECIAL:
        _check_tests(command)
    ends = command.kind in {StepKind.COMPLETED, StepKind.ENDED}
    if ends and case.standing and case.standing.started_on is not None:
        if not command.afterwards:
            raise Refused("step-without-afterwards")
        if command.main_income is None:
            raise Refused("step-without-income")
    if command.kind is StepKind.ENDED and command.ground is None:
        raise Refused("ending-without-ground")
    _check_heard(work, case, command)
    if command.kind in TAKES_AWAY and command.on < case.today:
        _check_back(work, case, command.on)


def _check_heard(work: Work, case: Case, command: StepCommand) -> None:
    """Whoever agrees has said so in words, and everybody else could say something first."""
    unheard = len(command.heard) < SHORTEST_REASON
    if command.agreed and unheard:
        raise Refused("agreed-without-words")
    if heard_first(case, command.kind) and unheard:
        _check_told(work, case)


def _check_back(work: Work, case: Case, on: date) -> None:
    """What has been decided already was lived with, so nothing reaches back behind it, whoever agrees."""
    assert case.row is not None  # noqa: S101 -- The rules have said that there is a programme.
    taken = store.of_programme(work.session, case.row.id)
    # An extension begins after the period it follows, and holds from the day it was decided.
    if any(on < min(one.day, oslo_day(one.made_at)) for one in taken):
        raise Refused("step-out-of-order")


def _check_tests(command: StepCommand) -> None:
    for name, allowed in TESTS.items():
        finding, words = command.findings.get(name, (None, ""))
        if finding not in allowed or not SHORTEST_REASON <= len(words) <= LONGEST_REASON:
            raise Refused(f"test-{name}")


def _check_told(work: Work, case: Case) -> None:
    """Somebody who has said nothing was told, and has had the time to answer."""
    assert case.row is not None  # noqa: S101 -- The rules have said that there is a programme.
    last = store.of_programme(work.session, case.row.id)[-1:]
    if not last or last[0].kind is not StepKind.NOTIFIED:
        raise Refused("not-told-first")
    if last[0].until is None or last[0].until >= case.today:
        raise Refused("not-heard-yet")
