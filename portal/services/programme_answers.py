"""What the rules say of a step before anybody takes it: one answer for each kind, with the paragraph that stops it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from types import MappingProxyType
from typing import Any

from portal.domain.errors import Refused
from portal.domain.programme import ProgrammeState
from portal.domain.programme_outcome import Afterwards, MainIncome
from portal.domain.programme_steps import (
    AHEAD,
    TESTS,
    EndingGround,
    Finding,
    Happened,
    Standing,
    StepKind,
    follow,
)
from portal.rules.case_handling import AgainstThePerson, advance_notice
from portal.rules.decision import Decision, Outcome
from portal.rules.duration import decision_period_end, programme_end, start_deadline
from portal.rules.ending import EndingFacts, ends_within_its_suspension, may_complete, may_end
from portal.rules.extension import Assessment, special_extension
from portal.rules.interruption import suspension
from portal.rules.milestones import certificate, start_stated
from portal.rules.period_end import EXTEND, EXTEND_ON_SPECIAL_GROUNDS, PeriodEnd, ends_with_its_period
from portal.rules.steps import possible
from portal.services.programme_case import Case


@dataclass(frozen=True, slots=True)
class StepCommand:
    """A step that is thought of. Which of the fields it needs depends on its kind.

    `on` is the day it takes effect, which may lie ahead of the decision, and `until` how far it reaches. `agreed` says
    that the participant agrees to it or has asked for it. `protected_from` is the first day of an absence for
    ordinary work, birth or adoption, `protected_kind` which of them. `findings` are the five tests with the words for each.
    """

    kind: StepKind
    on: date
    until: date | None = None
    text: str = ""
    heard: str = ""
    ground: EndingGround | None = None
    protected_from: date | None = None
    protected_kind: str | None = None
    findings: Mapping[str, tuple[Finding | None, str]] = field(default_factory=dict)
    afterwards: tuple[Afterwards, ...] = ()
    main_income: MainIncome | None = None
    agreed: bool = False


@dataclass(frozen=True, slots=True)
class Answer:
    """What the rules say. `decision` is kept with the step; when `barred`, the law stops it and nobody can take it.

    `until` is how far the step reaches, where the rules say that themselves. `besides` are other rules that speak.
    """

    decision: Decision[Any]
    barred: bool = False
    until: date | None = None
    besides: tuple[Decision[Any], ...] = ()


def answer(case: Case, command: StepCommand) -> Answer:
    """What the rules say of this step today. Raises Refused for days that make no sense."""
    latest = case.today + FURTHEST
    given = (command.on, command.until, command.protected_from)
    if any(day is not None and not EARLIEST <= day <= latest for day in given):
        raise Refused("step-out-of-reach")
    first = possible(case.state, command.kind, case.ahead)
    if first.outcome is Outcome.NOT_MET:
        return Answer(first, barred=True)
    _in_time(case, command)
    if command.until is not None and command.until < command.on and command.kind is not StepKind.STARTED:
        raise Refused("step-ends-before-it-begins")
    return _ANSWERS[command.kind](case, command, first)


EARLIEST, FURTHEST = date(2019, 1, 1), timedelta(days=5 * 366)
"""From when the law is what the rules know, and further than any programme reaches."""
BEFOREHAND = AHEAD | {StepKind.GRANTED, StepKind.EXTENDED, StepKind.EXTENDED_SPECIAL}
"""What is decided before its day. All else is written down when it happens."""
TAKES_AWAY = frozenset({StepKind.SUSPENDED, StepKind.COMPLETED, StepKind.ENDED})
"""What ends the benefit, and therefore never reaches back behind the day it is decided, unless the participant agrees in words."""


def _in_time(case: Case, command: StepCommand) -> None:
    """Raise Refused for a day that a decision of today cannot have."""
    kind, on, today = command.kind, command.on, case.today
    if kind in TAKES_AWAY and on < today and not (command.agreed and command.heard):
        raise Refused("step-reaches-back")
    if on <= today:
        return
    if kind not in BEFOREHAND:
        raise Refused("step-ahead")
    if kind in AHEAD:
        at = _at(case)
        if at.started_on is None:
            raise Refused("step-ahead")
        # What comes after the period is not decided, so nothing of it can be either; a suspension may last beyond it,
        # and has a last day of its own.
        if at.state is not ProgrammeState.SUSPENDED and at.period_to is not None and on > at.period_to:
            raise Refused("step-beyond-period")


def _at(case: Case) -> Standing:
    assert case.standing is not None  # noqa: S101 -- `possible` has said that there is a programme.
    return case.standing


def _applied(case: Case, command: StepCommand, first: Decision[None]) -> Answer:
    return Answer(start_deadline(command.on, case.holidays), besides=(first,))


def _granted(case: Case, command: StepCommand, first: Decision[None]) -> Answer:
    start = _start(case, command.on)
    length = decision_period_end(command.on)
    if start.barred:
        return start
    if command.until is None:
        raise Refused("step-without-end")
    if command.until > length.value:
        return Answer(length, barred=True)
    return replace(start, besides=(length, first))


def _started(case: Case, command: StepCommand, _first: Decision[None]) -> Answer:
    at = _at(case)
    if at.period_to is None or command.on > at.period_to:
        raise Refused("step-out-of-order")
    return replace(_start(case, command.on), until=min(at.period_to, decision_period_end(command.on).value))


def _start(case: Case, on: date) -> Answer:
    """A start after the last day is stopped as long as there is a day left.

    After that the municipality has broken its own duty, and the participant shall not lose the programme for it: the
    step can be taken, and the rule's word about it stays with the step.
    """
    received = _at(case).received_on
    if on < received:
        raise Refused("step-too-early")
    stated = start_stated(received, on, case.holidays)
    return Answer(stated, barred=stated.outcome is Outcome.NOT_MET and stated.value >= case.today)


def _as_it_is(_case: Case, _command: StepCommand, first: Decision[None]) -> Answer:
    return Answer(first)


def _extended(case: Case, command: StepCommand, first: Decision[None]) -> Answer:
    ends = _period_end(case)
    reach = ends.value.extend_to
    if EXTEND not in ends.value.choices or reach is None:
        return Answer(ends, barred=True)
    return Answer(ends, barred=(command.until or reach) > reach, besides=(first,))


def _extended_special(case: Case, command: StepCommand, first: Decision[None]) -> Answer:
    ends = _period_end(case)
    reach = ends.value.extend_to
    if EXTEND_ON_SPECIAL_GROUNDS not in ends.value.choices or reach is None:
        return Answer(ends, barred=True)
    until, started = command.until or reach, _at(case).started_on
    assert started is not None  # noqa: S101 -- It has a period end, so it has begun.
    tests = special_extension(started, until, assessment_of(command), case.not_counted())
    if tests.outcome is Outcome.NOT_MET:
        return Answer(tests, barred=True)
    if until > reach:
        return Answer(ends, barred=True)
    return Answer(tests, besides=(ends, first))


def _period_end(case: Case) -> Decision[PeriodEnd]:
    ends = case.period_end()
    if ends is None:
        raise Refused("step-without-period")
    return ends


def assessment_of(command: StepCommand) -> Assessment:
    """The five tests as the rule asks them."""
    found = {name: command.findings.get(name, (None, ""))[0] for name in TESTS}
    yes = {name: None if one is None else one is not Finding.NO for name, one in found.items()}
    return Assessment(yes["necessary"], yes["progress"], yes["motivation"], yes["likely"], yes["market"])


def _left(case: Case, command: StepCommand, first: Decision[None]) -> Answer:
    _in_order(case, command.on)
    return Answer(_end_after(case, command), besides=(first,))


def _told_first(case: Case, _command: StepCommand, first: Decision[None]) -> Answer:
    told = advance_notice(
        AgainstThePerson.END, case.today, case.holidays, already_heard=False, practice=case.practice
    )
    return Answer(told, until=told.value.answer_by, besides=(first,))


def _suspended(case: Case, command: StepCommand, first: Decision[None]) -> Answer:
    _in_order(case, command.on)
    as_of = max(case.today, command.on)
    return Answer(suspension(command.on, as_of, case.practice), besides=(first,))


def _resumed(case: Case, command: StepCommand, first: Decision[None]) -> Answer:
    _in_order(case, command.on)
    long = case.suspension()
    return Answer(_end_after(case, command), besides=(long, first) if long else (first,))


def _completed(case: Case, command: StepCommand, first: Decision[None]) -> Answer:
    _in_order(case, command.on)
    due = certificate(ProgrammeState.COMPLETED.name, command.on)
    return Answer(may_complete(agreed=command.agreed), besides=(due, first))


def _ended(case: Case, command: StepCommand, first: Decision[None]) -> Answer:
    at = _at(case)
    if at.started_on is not None:
        _in_order(case, command.on)
    due = certificate(ProgrammeState.ENDED.name, command.on)
    since = at.open_pause.first_day if at.state is ProgrammeState.SUSPENDED and at.open_pause else None
    too_late = ends_within_its_suspension(since, command.on, case.today) if since else None
    if too_late is not None:
        return Answer(too_late, barred=True, besides=(due, first))
    if command.ground is EndingGround.PERIOD_ENDS:
        ends = _period_end(case)
        too_soon = ends_with_its_period(at.period_to, command.on) if at.period_to else None
        return Answer(too_soon or ends, barred=too_soon is not None, besides=(due, first))
    ground = command.ground or EndingGround.OTHER
    if ground is EndingGround.SUSPENDED_A_YEAR and since is None:
        raise Refused("ending-not-suspended")
    if command.protected_from is not None and command.protected_from > command.on:
        raise Refused("protected-ahead")
    kind = command.protected_kind if command.protected_from else None
    facts = EndingFacts(
        command.on, ground.name, command.protected_from if kind else None, kind, suspended_from=since
    )
    found = may_end(facts)
    return Answer(found, barred=found.outcome is Outcome.NOT_MET, besides=(due, first))


def _in_order(case: Case, on: date) -> None:
    """Nothing begins before the programme has, nor before what it follows."""
    at = _at(case)
    if at.started_on is not None and on < at.started_on:
        raise Refused("step-too-early")
    if any(on <= (pause.last_day or pause.first_day) for pause in at.pauses):
        raise Refused("step-out-of-order")


def _end_after(case: Case, command: StepCommand) -> Decision[Any]:
    """The last days of the programme once the step is taken."""
    after = follow(replace(_at(case), ahead=None), Happened(command.kind, command.on, command.until))
    assert after.started_on is not None  # noqa: S101 -- Nobody is away from what has not begun.
    pauses = tuple(
        replace(pause, last_day=pause.last_day or pause.expected_to or max(case.today, pause.first_day))
        for pause in after.pauses
    )
    return programme_end(after.started_on, case.away(pauses), practice=case.practice)


_ANSWERS: Mapping[StepKind, Callable[[Case, StepCommand, Decision[None]], Answer]] = MappingProxyType(
    {
        StepKind.APPLIED: _applied,
        StepKind.GRANTED: _granted,
        StepKind.REFUSED: _as_it_is,
        StepKind.WITHDRAWN: _as_it_is,
        StepKind.RECALLED: _as_it_is,
        StepKind.STARTED: _started,
        StepKind.EXTENDED: _extended,
        StepKind.EXTENDED_SPECIAL: _extended_special,
        StepKind.LEAVE: _left,
        StepKind.NOTIFIED: _told_first,
        StepKind.SUSPENDED: _suspended,
        StepKind.RESUMED: _resumed,
        StepKind.COMPLETED: _completed,
        StepKind.ENDED: _ended,
    }
)
