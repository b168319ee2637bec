"""Spells of illness: reports that touch are one spell, and how many of its days stand without a doctor's note."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from portal.rules.days import days_between

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
    """Days of illness without a gap. `note_from` is the first day that a note covers."""

    first_day: date
    last_day: date
    without_note: frozenset[date]
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
    joined: list[Spell] = []
    for absence in sorted(absences, key=lambda a: (a.first_day, a.last_day)):
        spell = _spell(absence)
        if joined and spell.first_day <= joined[-1].last_day + ONE_DAY:
            spell = _join(joined.pop(), spell)
        joined.append(spell)
    return joined


def _spell(absence: EarlierAbsence) -> Spell:
    note_from = (absence.note_from or absence.first_day) if absence.doctors_note else None
    last_without = absence.last_day if note_from is None else min(absence.last_day, note_from - ONE_DAY)
    days = frozenset(days_between(absence.first_day, last_without))
    return Spell(absence.first_day, absence.last_day, days, note_from)


def _join(one: Spell, other: Spell) -> Spell:
    with_note = (_days(one) - one.without_note) | (_days(other) - other.without_note)
    notes = [spell.note_from for spell in (one, other) if spell.note_from]
    return Spell(
        one.first_day,
        max(one.last_day, other.last_day),
        (one.without_note | other.without_note) - with_note,
        min(notes, default=None),
    )


def _days(spell: Spell) -> frozenset[date]:
    return frozenset(days_between(spell.first_day, spell.last_day))
