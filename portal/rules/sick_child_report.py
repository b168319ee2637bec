"""Self-report for a sick child or carer: when it is enough, and for which grounds (KVP-forskriften §§ 9 and 10).

§ 6 does not hold here: there are no eight weeks to wait, earlier absences do not count in, and a missing note
takes nothing from the days that were self-reported.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import ClassVar

from portal.rules.decision import Because, Decision, Figures, Outcome, Reason
from portal.rules.law import KVP_FORSKRIFTEN, Citation
from portal.rules.parameters import dated
from portal.rules.sick_child import WELFARE_LEAVE, WelfareLeaveMayBeAsked

_2012 = date(2012, 1, 1)
NOTE_FROM_FOURTH_DAY = Citation(KVP_FORSKRIFTEN, "10", 1, 2, wording_since=_2012)
GROUNDS = Citation(KVP_FORSKRIFTEN, "9", 1, 1, wording_since=_2012)
CHILD = Citation(KVP_FORSKRIFTEN, "9", 1, 1, "a", wording_since=_2012)
CARER = Citation(KVP_FORSKRIFTEN, "9", 1, 1, "b", wording_since=_2012)
CARER_AWAY = Citation(KVP_FORSKRIFTEN, "9", 1, 1, "c", wording_since=_2012)


class Ground(StrEnum):
    """Why somebody has to be with a child: the three grounds of § 9 ledd 1, or something else."""

    CHILD_ILL = "CHILD_ILL"
    CARER_ILL = "CARER_ILL"
    CARER_WITH_OTHER_CHILD = "CARER_WITH_OTHER_CHILD"
    OTHER = "OTHER"


@dataclass(frozen=True, slots=True)
class SickChildReportFacts:
    """Calendar days, both ends counted, the first day of a doctor's note, and the ground when it is known.

    Raises ValueError for days that cannot be.
    """

    first_day: date
    last_day: date
    note_from: date | None = None
    ground: Ground | None = None

    def __post_init__(self) -> None:
        if self.last_day < self.first_day:
            raise ValueError("an absence cannot end before it begins")
        if self.note_from and self.note_from > self.last_day:
            raise ValueError("a doctor's note from a day after the absence covers nothing of it")


@dataclass(frozen=True, slots=True)
class SickChildReportFigures(Figures):
    """How many days self-report can cover, from when a note may be required, and from when one is missing."""

    code: ClassVar[str] = "figures.sick-child-report"
    days_available: int
    note_needed_from: date | None
    note_missing_from: date | None


@dataclass(frozen=True, slots=True)
class ChildNeedsCare(Reason):
    """A sick child needs somebody, at home or in hospital."""

    code: ClassVar[str] = "sick-child-report.child-needs-care"


@dataclass(frozen=True, slots=True)
class CarerIsIll(Reason):
    """Whoever looks after the child every day is ill."""

    code: ClassVar[str] = "sick-child-report.carer-is-ill"


@dataclass(frozen=True, slots=True)
class CarerIsWithOtherChild(Reason):
    """Whoever looks after the child every day goes with another child to examination or to hospital."""

    code: ClassVar[str] = "sick-child-report.carer-is-with-other-child"


@dataclass(frozen=True, slots=True)
class OtherGround(Reason):
    """The ground is none of the three for which there is a right."""

    code: ClassVar[str] = "sick-child-report.other-ground"


@dataclass(frozen=True, slots=True)
class SelfReportIsEnough(Reason):
    """Self-report is enough for the first `days_allowed` calendar days each time."""

    code: ClassVar[str] = "sick-child-report.self-report-is-enough"
    days_allowed: int


@dataclass(frozen=True, slots=True)
class NoteCoversTheRest(Reason):
    """A doctor's note from `note_from` shows the illness, as it may be required to."""

    code: ClassVar[str] = "sick-child-report.note-covers-the-rest"
    note_from: date


@dataclass(frozen=True, slots=True)
class NoteMayBeRequiredForChild(Reason):
    """From `note_from` the municipality may require a doctor's note for the child or the carer."""

    code: ClassVar[str] = "sick-child-report.note-may-be-required"
    note_from: date


@dataclass(frozen=True, slots=True)
class ChildsNoteWouldHelp(Reason):
    """A doctor's note for the child or the carer from `note_from` would lead to another answer."""

    code: ClassVar[str] = "sick-child-report.note-would-help"
    note_from: date


@dataclass(frozen=True, slots=True)
class LongerMayNeedChildsNote(Reason):
    """Whoever must still be with the child on `note_from` may be asked for a doctor's note from that day."""

    code: ClassVar[str] = "sick-child-report.longer-may-need-note"
    note_from: date


SAID = {
    Ground.CHILD_ILL: Because(ChildNeedsCare(), CHILD),
    Ground.CARER_ILL: Because(CarerIsIll(), CARER),
    Ground.CARER_WITH_OTHER_CHILD: Because(CarerIsWithOtherChild(), CARER_AWAY),
}


def sick_child_report(facts: SickChildReportFacts) -> Decision[SickChildReportFigures]:
    """Whether what was told is enough: MET, or UNDECIDED when a note may be required or the ground is another one.

    Each case of illness has its own days. The law is the one of the first day; `NoLawInForce` before 2012.
    """
    most = dated("sick_child.self_report_days", facts.first_day)
    if facts.ground is Ground.OTHER:
        because = [Because(OtherGround(), GROUNDS), Because(WelfareLeaveMayBeAsked(), WELFARE_LEAVE)]
        nothing = SickChildReportFigures(0, None, None)
        return Decision("sick_child.report", 1, Outcome.UNDECIDED, tuple(because), nothing)

    fourth = facts.first_day + timedelta(days=most.whole)
    longer = facts.last_day >= fourth
    missing = longer and (facts.note_from is None or facts.note_from > fourth)
    because = [SAID[facts.ground]] if facts.ground else []
    because.append(Because(SelfReportIsEnough(most.whole), most.basis))
    turns: tuple[Reason, ...] = ()
    if missing:
        because.append(Because(NoteMayBeRequiredForChild(fourth), NOTE_FROM_FOURTH_DAY))
        turns = (ChildsNoteWouldHelp(fourth),)
    elif facts.note_from:
        covers = NoteCoversTheRest(max(facts.note_from, facts.first_day))
        because.append(Because(covers, NOTE_FROM_FOURTH_DAY))
    else:
        turns = (LongerMayNeedChildsNote(fourth),)
    outcome = Outcome.UNDECIDED if missing else Outcome.MET
    figures = SickChildReportFigures(most.whole, fourth if longer else None, fourth if missing else None)
    return Decision("sick_child.report", 1, outcome, tuple(because), figures, turns)
