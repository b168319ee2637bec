"""What somebody says about being away, as it is sent, checked and kept."""

from dataclasses import dataclass, field
from datetime import date, time, timedelta
from typing import Any

from portal.domain.absence import APPLIED_FOR, AbsenceKind, BirthPart, Documentation
from portal.domain.absence_details import Details, details_from
from portal.domain.errors import Conflict, Refused
from portal.rules.birth_days import Carer
from portal.rules.days import days_between
from portal.rules.sick_child_report import Ground
from portal.rules.welfare import WelfareGround
from portal.store.absence import Absence
from portal.store.base import AnyRow

FURTHEST_BACK = timedelta(days=31)
FURTHEST_AHEAD = timedelta(days=60)
FURTHEST_LEAVE = timedelta(days=400)
LONGEST_NOTE = 500
NEEDS_WORDS = frozenset({AbsenceKind.AGREED, AbsenceKind.OTHER})
OTHER_GROUND = "OTHER"


@dataclass(frozen=True, slots=True)
class AbsenceCommand:
    """What a participant says about being away.

    `starts` and `ends` only for part of a single day, `minutes_a_day` for so much of each of the days. `note_from` is
    the first day of a doctor's note. `documentation_by` is the day by which papers come later.
    """

    kind: AbsenceKind
    first_day: date
    last_day: date
    note: str = ""
    starts: time | None = None
    ends: time | None = None
    details: Details = field(default_factory=Details)
    note_from: date | None = None
    minutes_a_day: int | None = None
    documentation: Documentation = Documentation.NONE
    documentation_by: date | None = None

    @property
    def days(self) -> list[date]:
        """Every calendar day from the first to the last."""
        return days_between(self.first_day, self.last_day)

    @property
    def ground(self) -> Ground | WelfareGround | None:
        """Why a child needs somebody, or the ground for welfare leave; None when it was not asked."""
        known = Ground if self.kind is AbsenceKind.SICK_CHILD else WelfareGround
        return known(self.details.ground) if self.details.ground in set(known) else None

    @property
    def role(self) -> Carer | None:
        """Who asks for days at a birth; None when it was not asked."""
        return Carer(self.details.role) if self.details.role in set(Carer) else None

    def as_content(self) -> dict[str, Any]:
        """The same, as it stands on the receipt. What only some kinds have is left out of the others."""
        more = {
            "details": self.details.as_data() or None,
            "note_from": self.note_from.isoformat() if self.note_from else None,
            "minutes_a_day": self.minutes_a_day,
            "documentation": None if self.documentation is Documentation.NONE else self.documentation.value,
            "documentation_by": self.documentation_by.isoformat() if self.documentation_by else None,
        }
        return {
            "kind": self.kind.value,
            "first_day": self.first_day.isoformat(),
            "last_day": self.last_day.isoformat(),
            "starts": self.starts.isoformat("minutes") if self.starts else None,
            "ends": self.ends.isoformat("minutes") if self.ends else None,
            "note": self.note,
        } | {name: value for name, value in more.items() if value is not None}


class Overlaps(Conflict):
    """An absence is already reported from `day` on: the one with `absence_id`."""

    def __init__(self, day: date, absence_id: str) -> None:
        """Keep the day and the absence, so that the page can lead to it."""
        super().__init__("An absence is already reported for one of these days.")
        self.day = day
        self.absence_id = absence_id


def command_of(row: Absence | AnyRow) -> AbsenceCommand:
    """What an absence says as it stands, to ask the rules anew or to begin a change with."""
    return AbsenceCommand(
        kind=row.kind,
        first_day=row.first_day,
        last_day=row.last_day,
        note=row.note,
        starts=row.starts,
        ends=row.ends,
        details=details_from(row.details),
        note_from=row.doctors_note_from,
        minutes_a_day=row.minutes_a_day,
        documentation=row.documentation,
        documentation_by=row.documentation_by,
    )


def check_days(command: AbsenceCommand, told_on: date, started_on: date) -> None:
    """Raise Refused for days that are the wrong way round, out of reach, or cannot go with what was answered."""
    first, last, details = command.first_day, command.last_day, command.details
    ahead = FURTHEST_LEAVE if command.kind in APPLIED_FOR else FURTHEST_AHEAD
    if last < first:
        raise Refused("absence-ends-before-it-begins")
    if first < told_on - FURTHEST_BACK or last > told_on + ahead:
        raise Refused("absence-out-of-reach")
    if first < started_on:
        raise Refused("absence-before-the-start")
    if command.note_from and command.note_from > last:
        raise Refused("absence-note-after-the-end")
    if details.birth is BirthPart.BEFORE and details.due and last >= details.due:
        raise Refused("absence-not-before-due")
    if details.birth is BirthPart.AFTER and details.born and first < details.born:
        raise Refused("absence-before-the-birth")
    if any(year > first.year for year in (*details.children_born, *details.chronic_born)):
        raise Refused("absence-child-unborn")


def check_words(command: AbsenceCommand, told_on: date) -> None:
    """Raise Refused for what must be said and is not, and for papers promised for a day that makes no sense."""
    wordless = command.kind in NEEDS_WORDS or (
        command.kind is AbsenceKind.WELFARE and command.details.ground == OTHER_GROUND
    )
    if wordless and not command.note:
        raise Refused("absence-without-reason")
    if len(command.note) > LONGEST_NOTE:
        raise Refused("note-too-long")
    later = command.documentation is Documentation.LATER
    if later and not command.documentation_by:
        raise Refused("documentation-without-day")
    if command.documentation_by and not (told_on <= command.documentation_by <= told_on + FURTHEST_LEAVE):
        raise Refused("documentation-day")


def clashes(row: AnyRow, command: AbsenceCommand) -> bool:
    """Whether a standing absence that shares a day with the command is about the same time of it."""
    if row.minutes_a_day or command.minutes_a_day:
        # So much of each day says not when, so only the same kind is certainly the same.
        return bool(row.kind is command.kind)
    if row.starts and row.ends and command.starts and command.ends:
        return bool(row.starts < command.ends and command.starts < row.ends)
    return True
