"""Spells of illness: reports that touch are one spell, and how many of its days stand without a doctor's note."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from portal.rules.days import add_months

ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class EarlierAbsence:
    """An earlier absence because of one's own illness, in calendar days, both ends counted.

    `doctors_note` says that there is a note. `note_from` is the first day it covers, None for the whole absence.
    Raises ValueError when the days are the wrong way round or a note's day is given without a note.
    """

    first_day: date
    last_day: date
    doctors_note: bool = False
    note_from: date | None = None

    def __post_init__(self) -> None:
        if self.last_day < self.first_day:
            raise ValueError("an absence cannot end before it begins")
        if self.note_from is not None and not self.doctors_note:
            raise ValueError("there is a first day of a doctor's note but no note")


@dataclass(frozen=True, slots=True)
class Spell:
    """Days of illness without a gap. `note_from` is the first day in it that a note covers."""

    first_day: date
    last_day: date
    days_without_note: int
    note_from: date | None

    def has_note_from_day(self, number: int) -> bool:
        """Whether a note covers the spell from its day `number` (1 is the first) or sooner."""
        return self.note_from is not None and self.note_from <= self.first_day + ONE_DAY * (number - 1)


def spells(absences: Iterable[EarlierAbsence]) -> list[Spell]:
    """The absences as spells, oldest first.

    Reports that overlap or follow each other from one day to the next are one illness told in pieces. They are
    joined, so that it makes no difference how often somebody wrote to us. A day that one of two overlapping
    reports covers with a note has a note.
    """
    groups: list[list[EarlierAbsence]] = []
    reaches = date.min
    for absence in sorted(absences, key=lambda a: a.first_day):
        if groups and absence.first_day <= reaches + ONE_DAY:
            groups[-1].append(absence)
            reaches = max(reaches, absence.last_day)
        else:
            groups.append([absence])
            reaches = absence.last_day
    return [_spell(group) for group in groups]


def first_day_without(day: date, months: int) -> date:
    """The day from which `day` is no longer among the last `months` months.

    The last twelve months on 1 December begin on 2 December of the year before: the same date a year
    earlier is out. A 29 February without its like stays in until 28 February is over.
    """
    out = add_months(day, months)
    return out if add_months(out, -months) >= day else out + ONE_DAY


def _spell(group: list[EarlierAbsence]) -> Spell:
    first, last = group[0].first_day, max(a.last_day for a in group)
    notes = sorted(
        (max(a.note_from or a.first_day, a.first_day), a.last_day)
        for a in group
        if a.doctors_note and (a.note_from is None or a.note_from <= a.last_day)
    )
    with_note, reaches = 0, first - ONE_DAY
    for begins, ends in notes:
        with_note += max(0, (ends - max(reaches, begins - ONE_DAY)).days)
        reaches = max(reaches, ends)
    return Spell(first, last, (last - first).days + 1 - with_note, notes[0][0] if notes else None)
