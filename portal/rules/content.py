"""What a programme holds: full time, and mostly what leads directly to work (sosialtjenesteloven § 30, KVP-forskriften § 1)."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import ClassVar

from portal.rules.decision import Because, Decision, Figures, Outcome, Reason
from portal.rules.law import KVP_FORSKRIFTEN, SOSIALTJENESTELOVEN, Citation
from portal.rules.parameters import NoLawInForce, dated, value_on
from portal.rules.practice import USUAL, Practice

_2019 = date(2019, 1, 1)
WEEKLY_HOURS = Citation(KVP_FORSKRIFTEN, "1", 2, 1, wording_since=_2019)
AT_LEAST_FULL_TIME = Citation(SOSIALTJENESTELOVEN, "30", 2, 3, wording_since=_2019)
ESSENTIAL_PART = Citation(SOSIALTJENESTELOVEN, "30", 1, 2, wording_since=_2019)

KINDS = (
    "WORK_DIRECT",
    "SUPPORTING",
    "HEALTH",
    "JOBSEARCH",
    "PAID_WORK",
    "APPRENTICE",
    "FOLLOW_UP",
    "SELF",
)
"""What an activity is for."""

DIRECT = {
    "measures-only": frozenset({"WORK_DIRECT"}),
    "work-and-job-search": frozenset({"WORK_DIRECT", "JOBSEARCH", "PAID_WORK", "APPRENTICE"}),
}
"""Which kinds are directly expected to strengthen the chance of work, by the office's choice of reading."""


@dataclass(frozen=True, slots=True)
class FullTimeWeek(Reason):
    """A participant sets aside `full_minutes` minutes a week."""

    code: ClassVar[str] = "content.full-time-week"
    full_minutes: int


@dataclass(frozen=True, slots=True)
class PlannedTime(Reason):
    """Work and activities together are planned for `planned_minutes`, of at least `full_minutes`."""

    code: ClassVar[str] = "content.planned-time"
    planned_minutes: int
    full_minutes: int


@dataclass(frozen=True, slots=True)
class HoursSetAside(Reason):
    """A participant sets aside `full_hours` hours a week."""

    code: ClassVar[str] = "content.hours-set-aside"
    full_hours: Decimal


@dataclass(frozen=True, slots=True)
class WeekIsFull(Reason):
    """`planned_hours` are planned, which is full time."""

    code: ClassVar[str] = "content.week-is-full"
    planned_hours: Decimal


@dataclass(frozen=True, slots=True)
class WeekIsMoreThanFull(Reason):
    """`planned_hours` are planned, `over_hours` more than full time, and that is allowed."""

    code: ClassVar[str] = "content.week-is-more-than-full"
    planned_hours: Decimal
    over_hours: Decimal


@dataclass(frozen=True, slots=True)
class WeekIsNotFull(Reason):
    """`planned_hours` are planned, `under_hours` less than full time."""

    code: ClassVar[str] = "content.week-is-not-full"
    planned_hours: Decimal
    under_hours: Decimal


@dataclass(frozen=True, slots=True)
class PlanHoursMore(Reason):
    """`hours` more hours make the week full."""

    code: ClassVar[str] = "content.plan-hours-more"
    hours: Decimal


@dataclass(frozen=True, slots=True)
class MostLeadsToWork(Reason):
    """Of `planned_hours` hours, `direct_hours` lead directly to work."""

    code: ClassVar[str] = "content.most-leads-to-work"
    direct_hours: Decimal
    planned_hours: Decimal


@dataclass(frozen=True, slots=True)
class TooLittleLeadsToWork(Reason):
    """Of `planned_hours` hours only `direct_hours` lead directly to work."""

    code: ClassVar[str] = "content.too-little-leads-to-work"
    direct_hours: Decimal
    planned_hours: Decimal


@dataclass(frozen=True, slots=True)
class NothingPlanned(Reason):
    """The plan has no hours, so there is no share to work out."""

    code: ClassVar[str] = "content.nothing-planned"


@dataclass(frozen=True, slots=True)
class EssentialShare(Reason):
    """The office reckons `percent` percent of the hours as the essential part."""

    code: ClassVar[str] = "content.essential-share"
    percent: int


@dataclass(frozen=True, slots=True)
class WorkAndSearchAreDirect(Reason):
    """The office counts measures tagged so, job search, paid work and apprenticeship as leading directly to work."""

    code: ClassVar[str] = "content.work-and-search-are-direct"


@dataclass(frozen=True, slots=True)
class OnlyMeasuresAreDirect(Reason):
    """The office counts only measures tagged so as leading directly to work."""

    code: ClassVar[str] = "content.only-measures-are-direct"


@dataclass(frozen=True, slots=True)
class MoreThatLeadsToWork(Reason):
    """With the same hours planned, `hours` more of them must lead directly to work."""

    code: ClassVar[str] = "content.more-that-leads-to-work"
    hours: Decimal


@dataclass(frozen=True, slots=True)
class FullTimeHours(Figures):
    """Hours in a week. At most one of `under_hours` and `over_hours` is above zero."""

    code: ClassVar[str] = "figures.full-time-hours"
    planned_hours: Decimal
    full_hours: Decimal
    under_hours: Decimal
    over_hours: Decimal


@dataclass(frozen=True, slots=True)
class WorkDirected(Figures):
    """`share_percent` is rounded down, so that a plan just below the threshold never seems to reach it."""

    code: ClassVar[str] = "figures.work-directed"
    direct_hours: Decimal
    planned_hours: Decimal
    share_percent: int
    threshold_percent: int


@dataclass(frozen=True, slots=True)
class PlannedWeek(Figures):
    """Whole minutes. At most one of `missing_minutes` and `extra_minutes` is above zero."""

    code: ClassVar[str] = "figures.planned-week"
    planned_minutes: int
    full_minutes: int
    missing_minutes: int
    extra_minutes: int


def planned_hours(minutes: tuple[int, ...], week_of: date) -> Decision[PlannedWeek]:
    """The plan of the week of `week_of` against full time: for information, and nothing hangs on it.

    `minutes` is the length of each activity and of paid work, in whole minutes. A free day or a holiday makes
    a short week lawful, so a shortfall is no fault. Raises ValueError for a negative length.
    """
    if any(length < 0 for length in minutes):
        raise ValueError("an activity cannot last less than nothing")
    planned = sum(minutes)
    full = int(value_on("content.weekly_hours", week_of) * 60)
    because = (
        Because(FullTimeWeek(full), WEEKLY_HOURS),
        Because(PlannedTime(planned, full), AT_LEAST_FULL_TIME),
    )
    value = PlannedWeek(planned, full, max(0, full - planned), max(0, planned - full))
    return Decision("content.planned_hours", 1, Outcome.COMPUTED, because, value)


def full_time(planned: Decimal, week_of: date) -> Decision[FullTimeHours]:
    """Whether the hours planned for the week of `week_of` are full time (KVP-forskriften § 1, the hours of a week).

    More than full time is allowed. A week that is not full is UNDECIDED: a free day, a holiday or leave makes it lawful,
    and a caseworker sees to the rest.
    """
    row = dated("content.weekly_hours", week_of)
    planned, full = tidy(planned), tidy(Decimal(row.value))  # type: ignore[arg-type]
    under, over = tidy(max(Decimal(0), full - planned)), tidy(max(Decimal(0), planned - full))
    # The sentence about the sum of work and activities came in 2019; before it the hours to set aside say it alone.
    since = AT_LEAST_FULL_TIME.wording_since
    basis = AT_LEAST_FULL_TIME if since and week_of >= since else row.basis
    reason: Reason = WeekIsFull(planned)
    if over:
        reason = WeekIsMoreThanFull(planned, over)
    if under:
        reason = WeekIsNotFull(planned, under)
    because = (Because(HoursSetAside(full), row.basis), Because(reason, basis))
    outcome = Outcome.UNDECIDED if under else Outcome.MET
    change = (PlanHoursMore(under),) if under else ()
    value = FullTimeHours(planned, full, under, over)
    return Decision("content.full_time", 1, outcome, because, value, change)


def work_directed(
    hours_of_kinds: tuple[tuple[str, Decimal], ...], week_of: date | None = None, practice: Practice = USUAL
) -> Decision[WorkDirected]:
    """How much of a plan leads directly to work (sosialtjenesteloven § 30 ledd 1 punktum 2).

    `hours_of_kinds` pairs one of `KINDS` with hours. The law says "the essential part" and gives no number, so below
    the office's own threshold the answer is UNDECIDED and never NOT_MET. Raises `NoLawInForce` for a week before 2019.
    """
    basis = standing(ESSENTIAL_PART, week_of)
    threshold = practice.whole("content.work_directed_percent")
    reading = practice.choice("content.work_directed_kinds")
    planned = tidy(sum((hours for _, hours in hours_of_kinds), Decimal(0)))
    direct = tidy(sum((hours for kind, hours in hours_of_kinds if kind in DIRECT[reading]), Decimal(0)))
    missing = tidy(planned * threshold / 100 - direct)
    enough = bool(planned) and missing <= 0
    change: tuple[Reason, ...] = ()
    if not planned:
        reason: Reason = NothingPlanned()
    elif enough:
        reason = MostLeadsToWork(direct, planned)
    else:
        reason = TooLittleLeadsToWork(direct, planned)
        change = (MoreThatLeadsToWork(missing),)
    read = WorkAndSearchAreDirect() if reading == "work-and-job-search" else OnlyMeasuresAreDirect()
    because = (
        Because(reason, basis),
        Because(EssentialShare(threshold), practice.basis("content.work_directed_percent")),
        Because(read, practice.basis("content.work_directed_kinds")),
    )
    value = WorkDirected(direct, planned, int(100 * direct // planned) if planned else 0, threshold)
    outcome = Outcome.MET if enough else Outcome.UNDECIDED
    return Decision("content.work_directed", 1, outcome, because, value, change)


def tidy(hours: Decimal) -> Decimal:
    """The same hours without zeros behind the comma that say nothing, so that 7.50 and 7.5 are written alike."""
    return Decimal(f"{hours.normalize():f}")


def standing(citation: Citation, day: date | None) -> Citation:
    """The citation itself, when its words stood there on `day`. Raises `NoLawInForce` for a day before them."""
    if day is not None and citation.wording_since is not None and day < citation.wording_since:
        raise NoLawInForce(f"{citation.key} on {day.isoformat()}")
    return citation
