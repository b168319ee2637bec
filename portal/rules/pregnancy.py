"""Before a birth: time off for checks, and the last working days before the due date (KVP-forskriften § 12).

A right is answered with MET. What asks for judgement, such as notice that came late, is for a caseworker.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import ClassVar

from portal.rules.days import (
    Holidays,
    days_between,
    next_working_day,
    working_days_among,
    working_days_before,
)
from portal.rules.decision import Because, Decision, Figures, Outcome, Reason
from portal.rules.law import KVP_FORSKRIFTEN, Citation, HouseRule
from portal.rules.parameters import dated

ANTENATAL = Citation(KVP_FORSKRIFTEN, "12", 1, 1, wording_since=date(2012, 1, 1))
KEEPS_BENEFIT = HouseRule(
    "birth.time-off-keeps-benefit",
    "§§ 12 ledd 1, 13 ledd 2 and 14 give time off without naming the benefit. They stand in the regulation's "
    "chapter on the benefit, so they are read as time off that does not reduce it.",
)


@dataclass(frozen=True, slots=True)
class CheckInProgrammeTime(Reason):
    """The check cannot reasonably take place outside the programme's hours, so there is a right to time off."""

    code: ClassVar[str] = "pregnancy.check-in-programme-time"


@dataclass(frozen=True, slots=True)
class CheckCouldBeOutside(Reason):
    """The check could take place outside the programme's hours; whether that is reasonable must be judged."""

    code: ClassVar[str] = "pregnancy.check-could-be-outside"


@dataclass(frozen=True, slots=True)
class IfOutsideIsPossible(Reason):
    """If the check could take place outside the programme's hours, a caseworker looks at it first."""

    code: ClassVar[str] = "pregnancy.if-outside-is-possible"


@dataclass(frozen=True, slots=True)
class IfOnlyInProgrammeTime(Reason):
    """If it cannot reasonably take place outside the programme's hours, there is a right to time off."""

    code: ClassVar[str] = "pregnancy.if-only-in-programme-time"


@dataclass(frozen=True, slots=True)
class TimeOffKeepsBenefit(Reason):
    """The benefit is not reduced for this time off."""

    code: ClassVar[str] = "birth.time-off-keeps-benefit"


@dataclass(frozen=True, slots=True)
class WorkingDaysBeforeDue(Reason):
    """Leave with benefit for up to `working_days` working days right before `due`, so from `earliest`."""

    code: ClassVar[str] = "pregnancy.working-days-before-due"
    due: date
    working_days: int
    earliest: date


@dataclass(frozen=True, slots=True)
class LeaveBeforeDue(Reason):
    """Leave from `first_day` holds `working_days` working days of this right."""

    code: ClassVar[str] = "pregnancy.leave-before-due"
    first_day: date
    working_days: int


@dataclass(frozen=True, slots=True)
class BeyondTheLastDays(Reason):
    """`working_days` of the working days asked for come before `earliest`, so they are not of this leave."""

    code: ClassVar[str] = "pregnancy.beyond-the-last-days"
    working_days: int
    earliest: date


@dataclass(frozen=True, slots=True)
class LeaveToldInTime(Reason):
    """The municipality must be told at least `weeks` weeks before, by `tell_by`; it was told on `told_on`."""

    code: ClassVar[str] = "pregnancy.leave-told-in-time"
    weeks: int
    tell_by: date
    told_on: date


@dataclass(frozen=True, slots=True)
class LeaveToldLate(Reason):
    """The municipality was told on `told_on`, after `tell_by`. The regulation does not say that the right is lost."""

    code: ClassVar[str] = "pregnancy.leave-told-late"
    weeks: int
    tell_by: date
    told_on: date


@dataclass(frozen=True, slots=True)
class IfToldAfter(Reason):
    """If the municipality had been told after `tell_by`, a caseworker would have to decide."""

    code: ClassVar[str] = "pregnancy.if-told-after"
    tell_by: date


@dataclass(frozen=True, slots=True)
class IfLeaveBegins(Reason):
    """With `first_day` as its first day, the leave keeps to the rule."""

    code: ClassVar[str] = "pregnancy.if-leave-begins"
    first_day: date


@dataclass(frozen=True, slots=True)
class LeaveBefore(Figures):
    """The first day there can be, the working days within and beyond the right, and the last day to tell."""

    code: ClassVar[str] = "figures.leave-before-birth"
    earliest_first_day: date
    working_days: int
    working_days_beyond: int
    tell_by: date


def antenatal(*, outside_programme_time_possible: bool) -> Decision[None]:
    """Whether there is a right to time off for an antenatal check (§ 12 ledd 1)."""
    if outside_programme_time_possible:
        because = (Because(CheckCouldBeOutside(), ANTENATAL),)
        would_change = (IfOnlyInProgrammeTime(),)
        return Decision("pregnancy.antenatal", 1, Outcome.UNDECIDED, because, None, would_change)
    reasons = (
        Because(CheckInProgrammeTime(), ANTENATAL),
        Because(TimeOffKeepsBenefit(), KEEPS_BENEFIT),
    )
    return Decision("pregnancy.antenatal", 1, Outcome.MET, reasons, None, (IfOutsideIsPossible(),))


def before_birth(due: date, told_on: date, first_day: date, holidays: Holidays) -> Decision[LeaveBefore]:
    """Whether leave from `first_day` to the day before `due` is within § 12 ledd 2.

    Days are working days, the due date is not counted, and the notice is counted in calendar days.
    Raises ValueError when the leave would not begin before the due date.
    """
    if first_day >= due:
        raise ValueError("this leave begins before the due date")
    most, notice = dated("birth.days_before_term", first_day), dated("birth.notice_weeks", first_day)
    earliest = working_days_before(due, most.whole, holidays)
    asked = working_days_among(days_between(first_day, due - timedelta(days=1)), holidays)
    beyond = sum(day < earliest for day in asked)
    tell_by = first_day - timedelta(weeks=notice.whole)
    told = LeaveToldInTime if told_on <= tell_by else LeaveToldLate
    because = [
        Because(WorkingDaysBeforeDue(due, most.whole, earliest), most.basis),
        Because(LeaveBeforeDue(first_day, len(asked) - beyond), most.basis),
        Because(told(notice.whole, tell_by, told_on), notice.basis),
    ]
    if beyond:
        because.append(Because(BeyondTheLastDays(beyond, earliest), most.basis))
    value = LeaveBefore(earliest, len(asked) - beyond, beyond, tell_by)
    if not beyond and told is LeaveToldInTime:
        met, change = Outcome.MET, (IfToldAfter(tell_by),)
        return Decision("pregnancy.before_birth", 1, met, tuple(because), value, change)
    allowed = next_working_day(max(earliest, told_on + timedelta(weeks=notice.whole)), holidays)
    would_change = (IfLeaveBegins(allowed),) if allowed < due else ()
    return Decision("pregnancy.before_birth", 1, Outcome.UNDECIDED, tuple(because), value, would_change)
