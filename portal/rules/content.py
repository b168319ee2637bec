"""What a programme holds: full time, measured in the hours of a planned week (KVP-forskriften § 1)."""

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from portal.rules.decision import Because, Decision, Figures, Outcome, Reason
from portal.rules.law import KVP_FORSKRIFTEN, SOSIALTJENESTELOVEN, Citation
from portal.rules.parameters import value_on

_2019 = date(2019, 1, 1)
WEEKLY_HOURS = Citation(KVP_FORSKRIFTEN, "1", 2, 1, wording_since=_2019)
AT_LEAST_FULL_TIME = Citation(SOSIALTJENESTELOVEN, "30", 2, 3, wording_since=_2019)


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
