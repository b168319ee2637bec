"""What can come next in a programme: the law behind each step, and why a step must wait (sosialtjenesteloven §§ 29-34)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType
from typing import ClassVar

from portal.domain.programme import OPEN_STATES, ProgrammeState
from portal.domain.programme_steps import Happened, StepKind, possible_steps
from portal.rules.complaint import OFFICE_MAY_CHANGE
from portal.rules.decision import Because, Decision, Outcome, Reason
from portal.rules.duration import NOT_COUNTED, ONE_YEAR_AT_A_TIME, TWO_YEARS
from portal.rules.ending import MAY_END
from portal.rules.law import SOSIALTJENESTELOVEN, Basis, Citation, HouseRule
from portal.rules.milestones import START_STATED

WHO_MAY_TAKE_PART = Citation(SOSIALTJENESTELOVEN, "29", 1)
FREE_TO_LEAVE = HouseRule(
    "steps.free-to-leave", "Nobody has to begin a programme: an application can be taken back until then."
)
ONE_AFTER_ANOTHER = HouseRule(
    "steps.one-after-another",
    "The portal keeps one state at a time, so what holds already is not said twice.",
)


@dataclass(frozen=True, slots=True)
class RightToTakePart(Reason):
    """Whoever meets the conditions has a right to a programme, and a caseworker assesses them."""

    code: ClassVar[str] = "steps.right-to-take-part"


@dataclass(frozen=True, slots=True)
class MayTakeBack(Reason):
    """An application can be taken back before the programme has begun."""

    code: ClassVar[str] = "steps.may-take-back"


@dataclass(frozen=True, slots=True)
class BeginsAsStated(Reason):
    """The programme begins on the day that the decision states."""

    code: ClassVar[str] = "steps.begins-as-stated"


@dataclass(frozen=True, slots=True)
class OneDecisionMore(Reason):
    """The programme is decided for a year at a time at most, so another decision can follow."""

    code: ClassVar[str] = "steps.one-decision-more"


@dataclass(frozen=True, slots=True)
class LeaveIsNotCounted(Reason):
    """Approved leave is not counted in the programme's length."""

    code: ClassVar[str] = "steps.leave-is-not-counted"


@dataclass(frozen=True, slots=True)
class MaySuspend(Reason):
    """The municipality may suspend the programme for a while when that has a good reason in the participant's situation."""

    code: ClassVar[str] = "steps.may-suspend"


@dataclass(frozen=True, slots=True)
class MayEndNow(Reason):
    """The municipality may end the programme when that has a good reason in the participant's situation."""

    code: ClassVar[str] = "steps.may-end"


@dataclass(frozen=True, slots=True)
class SuspendedForAWhile(Reason):
    """A suspension is for a while, so the programme can go on."""

    code: ClassVar[str] = "steps.suspended-for-a-while"


@dataclass(frozen=True, slots=True)
class LastsNoLongerThanNeeded(Reason):
    """A programme lasts as long as the participant meets the conditions, and no longer than the law's time."""

    code: ClassVar[str] = "steps.lasts-no-longer-than-needed"


@dataclass(frozen=True, slots=True)
class NotWhileSuspended(Reason):
    """The programme is suspended; that time is not part of it, so nothing of it can be extended or completed."""

    code: ClassVar[str] = "steps.not-while-suspended"


@dataclass(frozen=True, slots=True)
class NotDecidedYet(Reason):
    """There is an application and no decision on a programme yet."""

    code: ClassVar[str] = "steps.not-decided-yet"


@dataclass(frozen=True, slots=True)
class NotBegunYet(Reason):
    """The programme is decided and has not begun."""

    code: ClassVar[str] = "steps.not-begun-yet"


@dataclass(frozen=True, slots=True)
class DecidedAlready(Reason):
    """The application is decided; the office may change its decision, and does it with another one."""

    code: ClassVar[str] = "steps.decided-already"


@dataclass(frozen=True, slots=True)
class HoldsAlready(Reason):
    """That is how it stands already."""

    code: ClassVar[str] = "steps.holds-already"


@dataclass(frozen=True, slots=True)
class ItIsOver(Reason):
    """There is no programme that goes on."""

    code: ClassVar[str] = "steps.it-is-over"


@dataclass(frozen=True, slots=True)
class MayRecall(Reason):
    """The office may change its own decision, and this one has not taken effect."""

    code: ClassVar[str] = "steps.may-recall"


@dataclass(frozen=True, slots=True)
class DecidedAhead(Reason):
    """Something is decided that takes effect on `from_day`, and this would be decided about twice."""

    code: ClassVar[str] = "steps.decided-ahead"
    from_day: date


@dataclass(frozen=True, slots=True)
class NothingAhead(Reason):
    """Nothing is decided that waits for its day, so there is nothing to take back."""

    code: ClassVar[str] = "steps.nothing-ahead"


@dataclass(frozen=True, slots=True)
class IfRecalled(Reason):
    """When what is decided ahead has been taken back, it is possible."""

    code: ClassVar[str] = "steps.if-recalled"


@dataclass(frozen=True, slots=True)
class IfResumed(Reason):
    """When the participant takes part again, it is possible."""

    code: ClassVar[str] = "steps.if-resumed"


@dataclass(frozen=True, slots=True)
class IfGranted(Reason):
    """When the application is granted, it is possible."""

    code: ClassVar[str] = "steps.if-granted"


@dataclass(frozen=True, slots=True)
class IfBegun(Reason):
    """When the programme has begun, it is possible."""

    code: ClassVar[str] = "steps.if-begun"


@dataclass(frozen=True, slots=True)
class IfAppliedAnew(Reason):
    """A new application can lead to a new programme."""

    code: ClassVar[str] = "steps.if-applied-anew"


BASED_ON: Mapping[StepKind, tuple[Reason, Basis]] = MappingProxyType(
    {
        **dict.fromkeys(
            (StepKind.APPLIED, StepKind.GRANTED, StepKind.REFUSED), (RightToTakePart(), WHO_MAY_TAKE_PART)
        ),
        StepKind.WITHDRAWN: (MayTakeBack(), FREE_TO_LEAVE),
        StepKind.STARTED: (BeginsAsStated(), START_STATED),
        **dict.fromkeys(
            (StepKind.EXTENDED, StepKind.EXTENDED_SPECIAL), (OneDecisionMore(), ONE_YEAR_AT_A_TIME)
        ),
        StepKind.LEAVE: (LeaveIsNotCounted(), NOT_COUNTED),
        StepKind.SUSPENDED: (MaySuspend(), MAY_END),
        StepKind.RESUMED: (SuspendedForAWhile(), MAY_END),
        StepKind.COMPLETED: (LastsNoLongerThanNeeded(), TWO_YEARS),
        **dict.fromkeys((StepKind.NOTIFIED, StepKind.ENDED), (MayEndNow(), MAY_END)),
        StepKind.RECALLED: (MayRecall(), OFFICE_MAY_CHANGE),
    }
)
"""What each step rests on where it is possible."""

_IN_STATE: Mapping[ProgrammeState | None, tuple[Reason, Basis, Reason]] = MappingProxyType(
    {
        ProgrammeState.APPLIED: (NotDecidedYet(), ONE_YEAR_AT_A_TIME, IfGranted()),
        ProgrammeState.PLANNED: (NotBegunYet(), START_STATED, IfBegun()),
        ProgrammeState.SUSPENDED: (NotWhileSuspended(), NOT_COUNTED, IfResumed()),
    }
)
_SAYS_THE_SAME = frozenset(
    {
        (ProgrammeState.SUSPENDED, StepKind.SUSPENDED),
        (ProgrammeState.ON_LEAVE, StepKind.LEAVE),
        (ProgrammeState.RUNNING, StepKind.RESUMED),
    }
)
_ON_THE_APPLICATION = frozenset({StepKind.GRANTED, StepKind.REFUSED, StepKind.WITHDRAWN, StepKind.STARTED})


def possible(state: ProgrammeState | None, step: StepKind, ahead: Happened | None = None) -> Decision[None]:
    """Whether a step can be next in a state; None is before there is any programme. `ahead` is what is decided already.

    UNDECIDED where it is possible, because a human decides it; NOT_MET where it is not, with what must come before.
    """
    if step in possible_steps(state, ahead.kind if ahead else None):
        reason, basis = BASED_ON[step]
        return Decision("steps.possible", 1, Outcome.UNDECIDED, (Because(reason, basis),), None)
    change: tuple[Reason, ...] = ()
    if ahead is not None and step in possible_steps(state):
        because, change = Because(DecidedAhead(ahead.from_day), ONE_AFTER_ANOTHER), (IfRecalled(),)
    elif step is StepKind.RECALLED:
        because = Because(NothingAhead(), ONE_AFTER_ANOTHER)
    elif state not in OPEN_STATES:
        because, change = Because(ItIsOver(), WHO_MAY_TAKE_PART), (IfAppliedAnew(),)
    elif (state, step) in _SAYS_THE_SAME or step is StepKind.APPLIED:
        because = Because(HoldsAlready(), ONE_AFTER_ANOTHER)
    elif step in _ON_THE_APPLICATION and state is not ProgrammeState.APPLIED:
        because = Because(DecidedAlready(), OFFICE_MAY_CHANGE)
    else:
        # While it runs nothing else must wait, and on leave what goes on may be decided too.
        reason, basis, way_on = _IN_STATE[state]
        because, change = Because(reason, basis), (way_on,)
    return Decision("steps.possible", 1, Outcome.NOT_MET, (because,), None, change)
