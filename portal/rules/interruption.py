"""A suspended programme: when it must be ended, and what happens until then (sosialtjenesteloven § 34 ledd 1)."""

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from portal.rules.day_ledger import ONE_DAY
from portal.rules.days import add_months, last_day_of_period
from portal.rules.decision import Because, Decision, Figures, Outcome, Reason
from portal.rules.law import FORVALTNINGSLOVEN, SOSIALTJENESTELOVEN, Citation
from portal.rules.parameters import dated
from portal.rules.practice import USUAL, Practice

NO_BENEFIT_MEANWHILE = Citation(SOSIALTJENESTELOVEN, "35", 1, 2, wording_since=date(2019, 1, 1))
ADVANCE_NOTICE = Citation(FORVALTNINGSLOVEN, "16", 1, 1)

WARNINGS = (
    "interruption.first_warning_months",
    "interruption.second_warning_months",
    "interruption.last_warning_months",
)


@dataclass(frozen=True, slots=True)
class EndedAfterSuspension(Reason):
    """Suspended since `suspended_from`, the programme must be ended on `must_end_on`, after `years` years."""

    code: ClassVar[str] = "interruption.ended-after-suspension"
    suspended_from: date
    years: int
    must_end_on: date


@dataclass(frozen=True, slots=True)
class SuspendedTooLong(Reason):
    """Suspended since `suspended_from`, the programme should have been ended since `must_end_on`, after `years` years."""

    code: ClassVar[str] = "interruption.suspended-too-long"
    suspended_from: date
    years: int
    must_end_on: date


@dataclass(frozen=True, slots=True)
class NoBenefitWhileSuspended(Reason):
    """There is no benefit while the programme is suspended, from `suspended_from`."""

    code: ClassVar[str] = "interruption.no-benefit"
    suspended_from: date


@dataclass(frozen=True, slots=True)
class WarnedAfterMonths(Reason):
    """Both sides are reminded on `day`, when the suspension has lasted `months` months."""

    code: ClassVar[str] = "interruption.warned-after-months"
    day: date
    months: int


@dataclass(frozen=True, slots=True)
class ResumeBefore(Reason):
    """Whoever takes part again before `day` is not ended for having been suspended."""

    code: ClassVar[str] = "interruption.resume-before"
    day: date


@dataclass(frozen=True, slots=True)
class IfTakenPartMeanwhile(Reason):
    """Whoever took part in the meantime has been suspended for a shorter time."""

    code: ClassVar[str] = "interruption.if-taken-part-meanwhile"


@dataclass(frozen=True, slots=True)
class ToldBeforeEnding(Reason):
    """The participant is told first and can say something before anybody decides."""

    code: ClassVar[str] = "interruption.told-before-ending"


@dataclass(frozen=True, slots=True)
class Suspension(Figures):
    """When the programme must be ended if it is still suspended, and the days both sides are warned."""

    code: ClassVar[str] = "figures.suspension"
    must_end_on: date
    warn_on: tuple[date, ...]


def after_years(first_day: date, years: int) -> date:
    """The day after `years` full years from and with `first_day`; a period, so neither weekends nor holidays move it."""
    return last_day_of_period(first_day, 12 * years) + ONE_DAY


def suspension(suspended_from: date, on: date, practice: Practice = USUAL) -> Decision[Suspension]:
    """When a suspended programme must be ended (sosialtjenesteloven § 34 ledd 1 punktum 3), as things stand `on` a day.

    UNDECIDED from that day on, because ending is a decision that a human makes. Raises ValueError
    when `on` is before the suspension.
    """
    if on < suspended_from:
        raise ValueError("the suspension has not begun")
    row = dated("duration.suspension_max_years", suspended_from)
    must_end_on = after_years(suspended_from, row.whole)
    late = on >= must_end_on
    kind = SuspendedTooLong if late else EndedAfterSuspension
    because = [
        Because(kind(suspended_from, row.whole, must_end_on), row.basis),
        Because(NoBenefitWhileSuspended(suspended_from), NO_BENEFIT_MEANWHILE),
    ]
    warnings = {add_months(suspended_from, practice.whole(name)): name for name in WARNINGS}
    because += [
        Because(WarnedAfterMonths(day, practice.whole(name)), practice.basis(name))
        for day, name in sorted(warnings.items())
        if on <= day < must_end_on
    ]
    if late:
        because.append(Because(ToldBeforeEnding(), ADVANCE_NOTICE))
    outcome = Outcome.UNDECIDED if late else Outcome.COMPUTED
    value = Suspension(must_end_on, tuple(sorted(warnings)))
    change: Reason = IfTakenPartMeanwhile() if late else ResumeBefore(must_end_on)
    return Decision("interruption.suspension", 1, outcome, tuple(because), value, (change,))
