"""What of a programme must be decided soon, and by when: never a silent lapse (STL §§ 31, 34, KVP-forskriften § 2)."""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from portal.domain.programme import IntervalKind, ProgrammeState
from portal.domain.programme_steps import Standing, StepKind, on_day
from portal.rules.days import Holidays, add_months
from portal.rules.duration import start_deadline
from portal.rules.interruption import suspension
from portal.rules.practice import Practice

DUE_WEEKS = "duration.decision_due_weeks"
FIRST_WARNING = "interruption.first_warning_months"
ENDINGS = frozenset({StepKind.COMPLETED, StepKind.ENDED})
LEAVE_SOON = timedelta(weeks=2)
"""How long before a leave is over the office begins to think of what comes then: as long as an advance notice takes."""


class DueKind(StrEnum):
    """What must be decided or done."""

    APPLICATION = "application"
    START = "start"
    PERIOD = "period"
    SUSPENSION = "suspension"
    LEAVE = "leave"
    OPEN_LEAVE = "open_leave"
    """A leave without a last day: the office asks again after as many months as with a suspension."""
    EFFECT = "effect"
    """What was decided ahead has had its day and has not moved the programme: something keeps it from that."""


@dataclass(frozen=True, slots=True)
class Due:
    """What must be decided, by which day, and whether that day is past."""

    kind: DueKind
    by: date
    late: bool


def dues(at: Standing, today: date, practice: Practice, holidays: Holidays) -> tuple[Due, ...]:
    """What must be decided soon or should have been, the first day first.

    An application waits from the day it came in. A period comes up when the office begins with it, also one that runs
    out while the programme is suspended; a suspension with the first warning, a leave two weeks before it is over, a
    start on the day that was decided. Where an ending is decided already, nothing of this is due any more but a
    suspension, whose last day is the law's, until it is over. What should have moved the programme and has not is due.
    """
    found = _coming(on_day(at, today), today, practice, holidays)
    if at.ahead and at.ahead.from_day <= today:
        found.append((DueKind.EFFECT, at.ahead.from_day))
    return tuple(sorted((Due(kind, by, today > by) for kind, by in found), key=lambda due: due.by))


def _coming(at: Standing, today: date, practice: Practice, holidays: Holidays) -> list[tuple[DueKind, date]]:
    if at.ahead and at.ahead.kind in ENDINGS:
        return _suspension(at, today, practice) if at.state is ProgrammeState.SUSPENDED else []
    match at.state:
        case ProgrammeState.APPLIED:
            return [(DueKind.APPLICATION, start_deadline(at.received_on, holidays).value)]
        case ProgrammeState.PLANNED if at.period_from is not None and at.period_from <= today:
            return [(DueKind.START, at.period_from)]
        case ProgrammeState.SUSPENDED:
            return [*_period(at, today, practice), *_suspension(at, today, practice)]
        case ProgrammeState.RUNNING | ProgrammeState.ON_LEAVE:
            return [*_period(at, today, practice), *_leave(at, today, practice)]
        case _:
            return []


def _period(at: Standing, today: date, practice: Practice) -> list[tuple[DueKind, date]]:
    begins = timedelta(weeks=practice.whole(DUE_WEEKS))
    if at.period_to is None or today < at.period_to - begins:
        return []
    return [(DueKind.PERIOD, at.period_to)]


def _suspension(at: Standing, today: date, practice: Practice) -> list[tuple[DueKind, date]]:
    pause = at.open_pause
    if pause is None or today < add_months(pause.first_day, practice.whole(FIRST_WARNING)):
        return []
    return [(DueKind.SUSPENSION, suspension(pause.first_day, today, practice).value.must_end_on)]


def _leave(at: Standing, today: date, practice: Practice) -> list[tuple[DueKind, date]]:
    pause = at.open_pause
    if pause is None or pause.kind is not IntervalKind.LEAVE:
        return []
    if pause.expected_to is not None:
        kind, by = DueKind.LEAVE, pause.expected_to
    else:
        kind, by = DueKind.OPEN_LEAVE, add_months(pause.first_day, practice.whole(FIRST_WARNING))
    return [(kind, by)] if today >= by - LEAVE_SOON else []
