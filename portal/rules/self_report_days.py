"""Which days self-report must cover, and how the office reads § 6 where its words are open (KVP-forskriften § 6)."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import ClassVar

from portal.rules.decision import Reason
from portal.rules.law import HouseRule
from portal.rules.spells import ONE_DAY, EarlierAbsence, Spell, spells

FROM_LAST_DAY = HouseRule(
    "self_report.window_from_last_day",
    "The sixteen days are read as running from the last day of an earlier illness, each illness by itself.",
)
WEEKS_SINCE_START = HouseRule(
    "self_report.weeks_since_start",
    "Having taken part for eight weeks is read as eight calendar weeks since the first day of the programme.",
)


@dataclass(frozen=True, slots=True)
class DaysCountedFromLastDay(Reason):
    """The office counts from the last day of an earlier illness, and each illness by itself."""

    code: ClassVar[str] = "self-report.days-counted-from-last-day"


@dataclass(frozen=True, slots=True)
class WeeksCountedFromStart(Reason):
    """The office counts calendar weeks since the programme began on `programme_started_on`."""

    code: ClassVar[str] = "self-report.weeks-counted-from-start"
    programme_started_on: date


@dataclass(frozen=True, slots=True)
class NoteCoversDays(Reason):
    """A doctor's note that is already given covers `days` calendar days of this absence."""

    code: ClassVar[str] = "self-report.note-covers-days"
    days: int


def spells_before(absences: Iterable[EarlierAbsence], day: date) -> list[Spell]:
    """The illnesses up to the day before `day`. Later days of a report that runs into this one are counted there."""
    return spells(
        EarlierAbsence(a.first_day, min(a.last_day, day - ONE_DAY), a.doctors_note, a.note_from)
        for a in absences
        if a.first_day < day
    )


def linked(earlier: Sequence[Spell], first_day: date, window: int) -> list[Spell]:
    """The earlier illnesses that count, as the office reads § 6 ledd 3 punktum 2.

    The sixteen days run from the last day of an earlier spell, and each earlier spell is measured against the new
    illness itself. A chain (A, then B within sixteen days of A, then C within sixteen days of B) does not pull A in
    when A is further back from C. This takes less from the person than the other reading.
    """
    since = _onset(earlier, first_day) - timedelta(days=window)
    return [s for s in earlier if s.last_day >= since and s.days_without_note]


def chained(earlier: Sequence[Spell], first_day: date, window: int) -> list[Spell]:
    """Those that would count if each illness also pulled in the one before it."""
    since, found = _onset(earlier, first_day) - timedelta(days=window), []
    for spell in reversed(earlier):
        if spell.last_day < since:
            break
        found.append(spell)
        since = spell.first_day - timedelta(days=window)
    return found


def days_without_note(counted: Iterable[Spell]) -> int:
    """How many days of the illnesses stand without a doctor's note."""
    return sum(spell.days_without_note for spell in counted)


def days_missed(earlier: Iterable[Spell], started_on: date) -> int:
    """How many days of illness there were since the programme began."""
    return sum(max(0, (s.last_day - max(s.first_day, started_on)).days + 1) for s in earlier)


def days_covered(first: date, last: date, told: Iterable[EarlierAbsence]) -> int:
    """How many days from `first` to `last` the doctor's notes of other reports cover."""
    inside = [
        EarlierAbsence(max(a.first_day, first), min(a.last_day, last), a.doctors_note, a.note_from)
        for a in told
        if a.doctors_note and a.first_day <= last and a.last_day >= first
    ]
    (whole,) = spells([EarlierAbsence(first, last), *inside])
    return (last - first).days + 1 - whole.days_without_note


def first_day_beyond(first: date, days: int, told: Iterable[EarlierAbsence]) -> date:
    """The first day from `first` on without a note, once `days` days without a note are used."""
    notes = sorted((max(a.note_from or a.first_day, a.first_day), a.last_day) for a in told if a.doctors_note)
    at = first
    for begins, ends in notes:
        free = (max(begins, at) - at).days
        if begins > ends or ends < at:
            continue
        if free > days:
            break
        days, at = days - free, ends + ONE_DAY
    return at + timedelta(days=days)


def _onset(earlier: Sequence[Spell], first_day: date) -> date:
    # The same illness, told in pieces, began when it began.
    touches = earlier and earlier[-1].last_day + ONE_DAY == first_day
    return earlier[-1].first_day if touches else first_day
