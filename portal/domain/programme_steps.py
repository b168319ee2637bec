"""The steps of a programme's life: what may happen, what it leaves behind, and where the programme stands after it.

Pure, so that a programme's row can be made from its steps at any time, and a test can hold the one against the other.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum

from portal.domain.programme import OPEN_STATES, IntervalKind, ProgrammeState

ONE_DAY = timedelta(days=1)


class StepKind(StrEnum):
    """What happened to a programme. Never taken back: what was wrong is put right by another step."""

    APPLIED = "applied"
    GRANTED = "granted"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"
    STARTED = "started"
    EXTENDED = "extended"
    EXTENDED_SPECIAL = "extended_special"
    LEAVE = "leave"
    NOTIFIED = "notified"
    """The participant was told that a suspension or an ending is thought of, and can say something first."""
    SUSPENDED = "suspended"
    RESUMED = "resumed"
    COMPLETED = "completed"
    ENDED = "ended"
    MOVED = "moved"
    RECALLED = "recalled"
    """What was decided ahead is taken back before its day has come."""


VEDTAK = frozenset(
    {
        StepKind.GRANTED,
        StepKind.REFUSED,
        StepKind.EXTENDED,
        StepKind.EXTENDED_SPECIAL,
        StepKind.LEAVE,
        StepKind.SUSPENDED,
        StepKind.COMPLETED,
        StepKind.ENDED,
        StepKind.RECALLED,
    }
)
"""Decisions about somebody's rights: each tells of the time limit to complain (forvaltningsloven § 2)."""

POSSIBLE: dict[ProgrammeState | None, tuple[StepKind, ...]] = {
    None: (StepKind.APPLIED,),
    ProgrammeState.APPLIED: (StepKind.GRANTED, StepKind.REFUSED, StepKind.WITHDRAWN),
    ProgrammeState.PLANNED: (StepKind.STARTED, StepKind.WITHDRAWN, StepKind.NOTIFIED, StepKind.ENDED),
    ProgrammeState.RUNNING: (
        StepKind.EXTENDED,
        StepKind.EXTENDED_SPECIAL,
        StepKind.LEAVE,
        StepKind.COMPLETED,
        StepKind.NOTIFIED,
        StepKind.SUSPENDED,
        StepKind.ENDED,
    ),
    ProgrammeState.ON_LEAVE: (
        StepKind.RESUMED,
        StepKind.EXTENDED,
        StepKind.EXTENDED_SPECIAL,
        StepKind.COMPLETED,
        StepKind.NOTIFIED,
        StepKind.SUSPENDED,
        StepKind.ENDED,
    ),
    ProgrammeState.SUSPENDED: (StepKind.RESUMED, StepKind.NOTIFIED, StepKind.ENDED),
}
"""What can be next in each state, in the order in which it is offered. In every other state a new application."""


AHEAD = frozenset({StepKind.LEAVE, StepKind.SUSPENDED, StepKind.COMPLETED, StepKind.ENDED})
"""What can be decided before its day, so that the programme stands as it did until then."""
_EXTENDING = (StepKind.EXTENDED, StepKind.EXTENDED_SPECIAL)
BESIDE: dict[StepKind, tuple[StepKind, ...]] = {
    StepKind.LEAVE: (*_EXTENDING, StepKind.NOTIFIED),
    StepKind.SUSPENDED: (*_EXTENDING, StepKind.RESUMED),
    StepKind.COMPLETED: (StepKind.RESUMED,),
    StepKind.ENDED: (StepKind.RESUMED,),
}
"""What can be decided beside each of them. All else waits until it is taken back, for it would be decided about twice."""


def possible_steps(state: ProgrammeState | None, ahead: StepKind | None = None) -> tuple[StepKind, ...]:
    """What can be next in that state; None is before there is any programme. `ahead` is what has been decided already."""
    kinds = POSSIBLE.get(state, POSSIBLE[None])
    if ahead is None:
        return kinds
    # Whoever takes part again is not to be ended for having been suspended: that is taken back first.
    beside = () if state is ProgrammeState.SUSPENDED else BESIDE[ahead]
    return (StepKind.RECALLED, *(kind for kind in kinds if kind in beside))


class EndingGround(StrEnum):
    """Why a programme is ended before it is completed (sosialtjenesteloven § 34, KVP-forskriften § 2)."""

    ABSENCE = "absence"
    WONT_RESUME = "wont_resume"
    SUSPENDED_A_YEAR = "suspended_a_year"
    PERIOD_ENDS = "period_ends"
    OTHER = "other"


class Finding(StrEnum):
    """What a caseworker found in one of the five tests of an extension on special grounds (KVP-forskriften § 2 ledd 2)."""

    YES = "yes"
    NO = "no"
    WEIGHED = "weighed"


TESTS: dict[str, tuple[Finding, ...]] = {
    "necessary": (Finding.YES, Finding.NO),
    "progress": (Finding.YES, Finding.NO),
    "motivation": (Finding.WEIGHED,),
    "likely": (Finding.YES, Finding.NO),
    "market": (Finding.WEIGHED,),
}
"""The five tests and what each can come to: motivation and the labour market are weighed and never failed."""


@dataclass(frozen=True, slots=True)
class Pause:
    """Time that does not count. `last_day` is None while it lasts; `expected_to` is the last day that was decided."""

    kind: IntervalKind
    first_day: date
    last_day: date | None = None
    expected_to: date | None = None

    @property
    def through(self) -> date:
        """Its last day as far as anybody has decided: of a leave the day it was given to. `date.max` while it goes on."""
        return self.last_day or self.expected_to or date.max


@dataclass(frozen=True, slots=True)
class Happened:
    """One step as far as it moves the programme: what, its day, how far it reaches, and the day it was decided.

    Without `decided_on` it was decided on its day.
    """

    kind: StepKind
    on: date
    until: date | None = None
    decided_on: date | None = None

    @property
    def from_day(self) -> date:
        """The first day on which the programme stands where the step leads it; the last day there is belongs to it still."""
        decided = self.decided_on or self.on
        if self.kind not in AHEAD or self.on <= decided:
            return decided
        return self.on + ONE_DAY if self.kind in _OVER else self.on

    @property
    def waits(self) -> bool:
        """Whether its day had not come when it was decided."""
        return self.from_day > (self.decided_on or self.on)


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a programme stands: what its row and its intervals say. `period` counts the decisions on its length.

    `ahead` is what has been decided and whose day has not come.
    """

    state: ProgrammeState
    received_on: date
    started_on: date | None = None
    period: int = 0
    period_from: date | None = None
    period_to: date | None = None
    closed_on: date | None = None
    pauses: tuple[Pause, ...] = ()
    ahead: Happened | None = None

    @property
    def open_pause(self) -> Pause | None:
        """The leave or suspension that still lasts."""
        return next((pause for pause in self.pauses if pause.last_day is None), None)


def follow(before: Standing | None, step: Happened) -> Standing:
    """Where the programme stands after the step. Raises ValueError for a step that is impossible there."""
    if before is None or before.state not in OPEN_STATES:
        if step.kind is not StepKind.APPLIED or before is not None:
            raise ValueError(f"{step.kind} is not possible here")
        return Standing(ProgrammeState.APPLIED, step.on)
    ahead = before.ahead.kind if before.ahead else None
    if step.kind is not StepKind.MOVED and step.kind not in possible_steps(before.state, ahead):
        raise ValueError(f"{step.kind} is not possible while {before.state}")
    return replace(before, ahead=step) if step.waits else _FOLLOW[step.kind](before, step)


def on_day(at: Standing, today: date) -> Standing:
    """Where it stands today: what was decided ahead has moved it once its day has come. The same however often it is asked."""
    if at.ahead is None or at.ahead.from_day > today:
        return at
    return _FOLLOW[at.ahead.kind](replace(at, ahead=None), at.ahead)


def standing_after(steps: Iterable[Happened], today: date | None = None) -> Standing | None:
    """Where a programme stands after all its steps in their order; None without any. With `today`, as it stands then."""
    found: Standing | None = None
    for step in steps:
        if found is not None and step.decided_on is not None:
            found = on_day(found, step.decided_on)
        found = follow(found, step)
    return on_day(found, today) if found is not None and today is not None else found


def _granted(before: Standing, step: Happened) -> Standing:
    return replace(before, state=ProgrammeState.PLANNED, period=1, period_from=step.on, period_to=step.until)


def _started(before: Standing, step: Happened) -> Standing:
    to = step.until or before.period_to
    return replace(
        before, state=ProgrammeState.RUNNING, started_on=step.on, period_from=step.on, period_to=to
    )


def _extended(before: Standing, step: Happened) -> Standing:
    return replace(before, period=before.period + 1, period_from=step.on, period_to=step.until)


def _paused(before: Standing, step: Happened) -> Standing:
    leave = step.kind is StepKind.LEAVE
    kind = IntervalKind.LEAVE if leave else IntervalKind.SUSPENSION
    pause = Pause(kind, step.on, None, step.until if leave else None)
    state = ProgrammeState.ON_LEAVE if leave else ProgrammeState.SUSPENDED
    return replace(before, state=state, pauses=(*_closed(before, step.on - ONE_DAY), pause))


def _resumed(before: Standing, step: Happened) -> Standing:
    return replace(before, state=ProgrammeState.RUNNING, pauses=_closed(before, step.on - ONE_DAY))


def _over(before: Standing, step: Happened) -> Standing:
    state = _OVER[step.kind]
    return replace(before, state=state, closed_on=step.on, pauses=_closed(before, step.on), ahead=None)


def _closed(before: Standing, last: date) -> tuple[Pause, ...]:
    """The pauses with the open one ended on `last`. One that never had a day is gone."""
    return tuple(
        pause if pause.last_day else replace(pause, last_day=last)
        for pause in before.pauses
        if pause.last_day or pause.first_day <= last
    )


_OVER = {
    StepKind.REFUSED: ProgrammeState.REFUSED,
    StepKind.WITHDRAWN: ProgrammeState.WITHDRAWN,
    StepKind.COMPLETED: ProgrammeState.COMPLETED,
    StepKind.ENDED: ProgrammeState.ENDED,
    StepKind.MOVED: ProgrammeState.MOVED,
}
_FOLLOW: dict[StepKind, Callable[[Standing, Happened], Standing]] = {
    StepKind.GRANTED: _granted,
    StepKind.STARTED: _started,
    StepKind.EXTENDED: _extended,
    StepKind.EXTENDED_SPECIAL: _extended,
    StepKind.LEAVE: _paused,
    StepKind.SUSPENDED: _paused,
    StepKind.RESUMED: _resumed,
    StepKind.NOTIFIED: lambda before, _step: before,
    StepKind.RECALLED: lambda before, _step: replace(before, ahead=None),
    **dict.fromkeys(_OVER, _over),
}
