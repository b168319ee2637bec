"""Paid work beside the programme: up to half a position, or an apprenticeship (sosialtjenesteloven § 30 ledd 2)."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import ClassVar

from portal.rules.content import tidy
from portal.rules.decision import Because, Decision, Figures, Outcome, Reason
from portal.rules.law import SOSIALTJENESTELOVEN, Citation
from portal.rules.parameters import dated
from portal.rules.parameters.table import TABLE
from portal.rules.practice import USUAL, Practice

APPRENTICESHIP_SINCE = date(2019, 1, 1)
HALF_OR_APPRENTICE = Citation(SOSIALTJENESTELOVEN, "30", 2, 2, wording_since=APPRENTICESHIP_SINCE)
SHARE, FULL_TIME = "content.work_percent", "content.weekly_hours"


@dataclass(frozen=True, slots=True)
class WorkWithinTheLimit(Reason):
    """Paid work of `weekly_hours` a week is within `percent` percent of a position, which is `most_hours`."""

    code: ClassVar[str] = "working-beside.within-the-limit"
    weekly_hours: Decimal
    percent: int
    most_hours: Decimal


@dataclass(frozen=True, slots=True)
class WorkAboveTheLimit(Reason):
    """Paid work of `weekly_hours` a week is above `percent` percent of a position, which is `most_hours`."""

    code: ClassVar[str] = "working-beside.above-the-limit"
    weekly_hours: Decimal
    percent: int
    most_hours: Decimal


@dataclass(frozen=True, slots=True)
class FullPosition(Reason):
    """A full position is reckoned as the `full_hours` of a programme week."""

    code: ClassVar[str] = "working-beside.full-position"
    full_hours: Decimal


@dataclass(frozen=True, slots=True)
class ApprenticeMayCombine(Reason):
    """An apprenticeship can be combined with the programme."""

    code: ClassVar[str] = "working-beside.apprentice-may-combine"


@dataclass(frozen=True, slots=True)
class ApprenticeNotCapped(Reason):
    """The office reads the limit as not being for apprentices, so `weekly_hours` a week are not measured against it."""

    code: ClassVar[str] = "working-beside.apprentice-not-capped"
    weekly_hours: Decimal


@dataclass(frozen=True, slots=True)
class ApprenticeCapped(Reason):
    """The office reads the limit as being for apprentices too."""

    code: ClassVar[str] = "working-beside.apprentice-capped"


@dataclass(frozen=True, slots=True)
class WorkAtMost(Reason):
    """The limit is `most_hours` a week: up to it there is one answer, above it another."""

    code: ClassVar[str] = "working-beside.at-most"
    most_hours: Decimal


@dataclass(frozen=True, slots=True)
class ApprenticeshipIsAnotherCase(Reason):
    """For somebody who completes an apprenticeship the limit is not read to hold."""

    code: ClassVar[str] = "working-beside.apprenticeship-is-another-case"


@dataclass(frozen=True, slots=True)
class WorkHours(Figures):
    """Hours a week: the work asked about, and the most there can be; None where no limit holds."""

    code: ClassVar[str] = "figures.work-hours"
    weekly_hours: Decimal
    most_hours: Decimal | None


def newest_wording() -> date:
    """The first day of the newest limit we know: what is asked without a day is answered by the law as it was last written."""
    return max(TABLE[name][0].first for name in (SHARE, FULL_TIME))


def work_hours(
    weekly_hours: Decimal, *, apprentice: bool, on: date | None = None, practice: Practice = USUAL
) -> Decision[WorkHours]:
    """Whether so much paid work a week can be combined with the programme (sosialtjenesteloven § 30 ledd 2 punktum 2).

    A position is measured in hours of the programme's week, so half of one is 18.75 hours, and exactly that is
    allowed. `on` is a day of the work; without one `newest_wording()` is used. Above the limit a caseworker still
    decides what happens; the answer only says that the law does not let the two be combined.
    """
    day, weekly_hours = newest_wording() if on is None else on, tidy(weekly_hours)
    share, full = dated(SHARE, day), dated(FULL_TIME, day)
    most = _hours(Fraction(full.value) * share.whole / 100)
    exception = apprentice and day >= APPRENTICESHIP_SINCE
    capped = practice.says_yes("content.apprentice_is_capped")
    reading = practice.basis("content.apprentice_is_capped")
    if exception and not capped:
        because = [
            Because(ApprenticeMayCombine(), HALF_OR_APPRENTICE),
            Because(ApprenticeNotCapped(weekly_hours), reading),
        ]
        value = WorkHours(weekly_hours, None)
        return Decision("working_beside.work_hours", 1, Outcome.MET, tuple(because), value)

    within = weekly_hours <= most
    kind = WorkWithinTheLimit if within else WorkAboveTheLimit
    because = [
        Because(kind(weekly_hours, share.whole, most), share.basis),
        Because(FullPosition(_hours(Fraction(full.value))), full.basis),
    ]
    if exception:
        because.append(Because(ApprenticeCapped(), reading))
    change: list[Reason] = [WorkAtMost(most)]
    if not (within or apprentice or capped) and day >= APPRENTICESHIP_SINCE:
        change.append(ApprenticeshipIsAnotherCase())
    outcome = Outcome.MET if within else Outcome.NOT_MET
    value = WorkHours(weekly_hours, most)
    return Decision("working_beside.work_hours", 1, outcome, tuple(because), value, tuple(change))


def _hours(exact: Fraction) -> Decimal:
    return tidy(Decimal(exact.numerator) / exact.denominator)
