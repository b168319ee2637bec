"""What has happened to months and their corrections, in the past tense; beside `portal.domain.events`."""

from dataclasses import dataclass
from datetime import date

from portal.domain.events import Event


@dataclass(frozen=True, slots=True)
class DayCorrected(Event):
    """The participant said something that a caseworker must look at: of their own, or of a month that was confirmed."""

    first_day: date
    days: int


@dataclass(frozen=True, slots=True)
class AttendanceLookedAt(Event):
    """A caseworker looked at something that the participant said, and answered."""

    report_id: str


@dataclass(frozen=True, slots=True)
class MonthConfirmed(Event):
    """A caseworker confirmed what a month held, for the first time or anew."""

    month: date
