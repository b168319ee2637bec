"""What stops the programme's clock: leave and suspension by law, each other absence as the office reads the word "permisjon"."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from portal.rules.day_ledger import ONE_DAY, Interval, days_in, merged
from portal.rules.decision import Because, Reason
from portal.rules.parameters import Dated, dated
from portal.rules.practice import Practice

PANDEMIC_RULE = "duration.pandemic_absence_stops_the_clock"


@dataclass(frozen=True, slots=True)
class BeforeBirthNotCounted(Reason):
    """`days` days of leave before a birth are not counted."""

    code: ClassVar[str] = "not-counted.before-birth"
    days: int


@dataclass(frozen=True, slots=True)
class BeforeBirthCounts(Reason):
    """`days` days of leave before a birth are counted."""

    code: ClassVar[str] = "counted.before-birth"
    days: int


@dataclass(frozen=True, slots=True)
class AfterBirthNotCounted(Reason):
    """`days` days of leave after a birth are not counted."""

    code: ClassVar[str] = "not-counted.after-birth"
    days: int


@dataclass(frozen=True, slots=True)
class AfterBirthCounts(Reason):
    """`days` days of leave after a birth are counted."""

    code: ClassVar[str] = "counted.after-birth"
    days: int


@dataclass(frozen=True, slots=True)
class WelfareNotCounted(Reason):
    """`days` days of welfare leave are not counted."""

    code: ClassVar[str] = "not-counted.welfare"
    days: int


@dataclass(frozen=True, slots=True)
class WelfareCounts(Reason):
    """`days` days of welfare leave are counted."""

    code: ClassVar[str] = "counted.welfare"
    days: int


@dataclass(frozen=True, slots=True)
class UnpaidLeaveNotCounted(Reason):
    """`days` days of approved leave without benefit are not counted."""

    code: ClassVar[str] = "not-counted.unpaid-leave"
    days: int


@dataclass(frozen=True, slots=True)
class UnpaidLeaveCounts(Reason):
    """`days` days of approved leave without benefit are counted."""

    code: ClassVar[str] = "counted.unpaid-leave"
    days: int


@dataclass(frozen=True, slots=True)
class SicknessNotCounted(Reason):
    """`days` days of one's own illness are not counted."""

    code: ClassVar[str] = "not-counted.sickness"
    days: int


@dataclass(frozen=True, slots=True)
class SicknessCounts(Reason):
    """`days` days of one's own illness are counted."""

    code: ClassVar[str] = "counted.sickness"
    days: int


@dataclass(frozen=True, slots=True)
class SickChildNotCounted(Reason):
    """`days` days with a sick child are not counted."""

    code: ClassVar[str] = "not-counted.sick-child"
    days: int


@dataclass(frozen=True, slots=True)
class SickChildCounts(Reason):
    """`days` days with a sick child are counted."""

    code: ClassVar[str] = "counted.sick-child"
    days: int


@dataclass(frozen=True, slots=True)
class HolidayNotCounted(Reason):
    """`days` days of holiday are not counted."""

    code: ClassVar[str] = "not-counted.holiday"
    days: int


@dataclass(frozen=True, slots=True)
class HolidayCounts(Reason):
    """`days` days of holiday are counted."""

    code: ClassVar[str] = "counted.holiday"
    days: int


@dataclass(frozen=True, slots=True)
class PandemicNotCounted(Reason):
    """`days` days of absence because of the pandemic are not counted."""

    code: ClassVar[str] = "not-counted.pandemic"
    days: int


READINGS: dict[str, tuple[type[Reason], type[Reason]]] = {
    "BEFORE_BIRTH": (BeforeBirthNotCounted, BeforeBirthCounts),
    "AFTER_BIRTH": (AfterBirthNotCounted, AfterBirthCounts),
    "WELFARE": (WelfareNotCounted, WelfareCounts),
    "UNPAID_LEAVE": (UnpaidLeaveNotCounted, UnpaidLeaveCounts),
    "SICKNESS": (SicknessNotCounted, SicknessCounts),
    "SICK_CHILD": (SickChildNotCounted, SickChildCounts),
    "HOLIDAY": (HolidayNotCounted, HolidayCounts),
}
"""Kinds that the law does not settle. The office's reading decides, and the reason names it."""

KINDS = ("LEAVE", "SUSPENDED", *READINGS, "PANDEMIC")


def setting_of(kind: str) -> str:
    """The office's choice for one of `READINGS`, such as "duration.sickness_stops_the_clock"."""
    return f"duration.{kind.lower()}_stops_the_clock"


SETTINGS = tuple(setting_of(kind) for kind in READINGS)


@dataclass(frozen=True, slots=True)
class Away:
    """Time away from a programme, both days counted; `kind` is one of `KINDS`."""

    first: date
    last: date
    kind: str


def stops_the_clock(kind: str, practice: Practice) -> bool:
    """Whether time of this kind is left out of the programme's length. Raises KeyError for a kind that does not exist."""
    if kind in READINGS:
        return practice.says_yes(setting_of(kind))
    if kind not in KINDS:
        raise KeyError(kind)
    return True


def leave_of(away: Iterable[Away], practice: Practice) -> tuple[Interval, ...]:
    """What counts as leave. Raises `NoLawInForce` for pandemic absence on a day without such a rule."""
    found = [one for one in away if one.kind != "SUSPENDED" and stops_the_clock(one.kind, practice)]
    for one in found:
        if one.kind == "PANDEMIC":
            pandemic_rows(one.first, one.last)
    return tuple((one.first, one.last) for one in found)


def suspended_of(away: Iterable[Away]) -> tuple[Interval, ...]:
    """Time after a decision to suspend."""
    return tuple((one.first, one.last) for one in away if one.kind == "SUSPENDED")


def pandemic_rows(first: date, last: date) -> list[Dated]:
    """The temporary rule's rows that cover every day from `first` to `last`. Raises `NoLawInForce` where one lacks."""
    rows = [dated(PANDEMIC_RULE, first)]
    while rows[-1].last is not None and rows[-1].last < last:
        rows.append(dated(PANDEMIC_RULE, rows[-1].last + ONE_DAY))
    return rows


def because_of(
    away: Iterable[Away], first_day: date, last_day: date, practice: Practice
) -> tuple[Because, ...]:
    """One reason for each kind that has days in the span and is not plainly leave or suspension: how it was read.

    The days are those of the kind alone, each once; a day of two kinds is in both reasons.
    """
    together = tuple(away)
    found: list[Because] = []
    for kind in KINDS:
        of_kind = merged(first_day, [(one.first, one.last) for one in together if one.kind == kind])
        if not (days := days_in(of_kind, last_day)):
            continue
        if kind in READINGS:
            stops, counts = READINGS[kind]
            reason = (stops if practice.says_yes(setting_of(kind)) else counts)(days)  # type: ignore[call-arg]
            found.append(Because(reason, practice.basis(setting_of(kind))))
        elif kind == "PANDEMIC":
            found.append(Because(PandemicNotCounted(days), dated(PANDEMIC_RULE, of_kind[0][0]).basis))
    return tuple(found)
