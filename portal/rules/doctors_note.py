"""A doctor's note and a written confirmation: what they mean for the benefit (KVP-forskriften §§ 5-7).

The municipality *may* ask for either. Where one is missing the answer is UNDECIDED, and a caseworker decides.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import ClassVar

from portal.rules.absence import (
    MAY_REQUIRE_NOTE,
    SELF_REPORT_OR_NOTE,
    DoctorsNoteWouldHelp,
    LongerMayNeedNote,
)
from portal.rules.decision import Because, Decision, Figures, Outcome, Reason
from portal.rules.law import KVP_FORSKRIFTEN, Citation
from portal.rules.parameters import dated
from portal.rules.self_report_loss import SAME_FOR_SICK_CHILD
from portal.rules.spells import ONE_DAY

_2012 = date(2012, 1, 1)
WRITTEN_OR_ORAL = Citation(KVP_FORSKRIFTEN, "6", 1, 1, wording_since=_2012)
LAPSES_WITHOUT_NOTE = Citation(KVP_FORSKRIFTEN, "6", 4, 2, wording_since=_2012)
UNLESS_PREVENTED = Citation(KVP_FORSKRIFTEN, "6", 4, 3, wording_since=_2012)
MAY_ASK_FOR_CONFIRMATION = Citation(KVP_FORSKRIFTEN, "7", 1, 1, wording_since=_2012)
MAY_LAPSE_UNCONFIRMED = Citation(KVP_FORSKRIFTEN, "7", 1, 2, wording_since=_2012)


@dataclass(frozen=True, slots=True)
class DoctorsNoteFacts:
    """An illness in calendar days, both ends counted, and the first day of the doctor's note, if there is one.

    `days_available` is how many of its days self-report can cover, None for all that the law gives at a time.
    The last two are what § 6 ledd 4 punktum 3 asks for, both together. Raises ValueError for days that cannot be.
    """

    first_day: date
    last_day: date
    note_from: date | None = None
    days_available: int | None = None
    prevented_from_doctor: bool = False
    same_illness_shown: bool = False

    def __post_init__(self) -> None:
        if self.last_day < self.first_day:
            raise ValueError("an absence cannot end before it begins")
        if self.note_from and self.note_from > self.last_day:
            raise ValueError("a doctor's note from a day after the absence covers nothing of it")


@dataclass(frozen=True, slots=True)
class DoctorsNoteFigures(Figures):
    """How many days self-report covers, from when a note is needed, and the days that neither of them covers."""

    code: ClassVar[str] = "figures.doctors-note"
    self_report_days: int
    note_needed_from: date | None
    open_from: date | None
    open_to: date | None


@dataclass(frozen=True, slots=True)
class ConfirmationFigures(Figures):
    """Whether a confirmation that was asked for is missing."""

    code: ClassVar[str] = "figures.written-confirmation"
    missing: bool


@dataclass(frozen=True, slots=True)
class SelfReportCovers(Reason):
    """Self-report covers the first `days` days."""

    code: ClassVar[str] = "doctors-note.self-report-covers"
    days: int


@dataclass(frozen=True, slots=True)
class NoteCovers(Reason):
    """The doctor's note covers the illness from `note_from` to `last_day`."""

    code: ClassVar[str] = "doctors-note.covers"
    note_from: date
    last_day: date


@dataclass(frozen=True, slots=True)
class NoLongestIllness(Reason):
    """With a doctor's note there is no longest illness."""

    code: ClassVar[str] = "doctors-note.no-longest-illness"


@dataclass(frozen=True, slots=True)
class NothingCovers(Reason):
    """From `first_day` to `last_day` there is neither self-report nor note, so the municipality may ask for one."""

    code: ClassVar[str] = "doctors-note.nothing-covers"
    first_day: date
    last_day: date


@dataclass(frozen=True, slots=True)
class SelfReportDaysMayLapse(Reason):
    """If the note is asked for and never comes, the self-report days to `last_day` lose the benefit too."""

    code: ClassVar[str] = "doctors-note.self-report-days-may-lapse"
    last_day: date


@dataclass(frozen=True, slots=True)
class PreventedAndShown(Reason):
    """Prevented from seeing a doctor, and the same illness shown from earlier: the self-report days do not lapse."""

    code: ClassVar[str] = "doctors-note.prevented-and-shown"


@dataclass(frozen=True, slots=True)
class PreventedAndShownWouldHelp(Reason):
    """To have been prevented from seeing a doctor, and to show the same illness from earlier, would save the days."""

    code: ClassVar[str] = "doctors-note.prevented-and-shown-would-help"


@dataclass(frozen=True, slots=True)
class WrittenNeedsNothingMore(Reason):
    """A self-report in writing needs no confirmation."""

    code: ClassVar[str] = "confirmation.written-needs-nothing-more"


@dataclass(frozen=True, slots=True)
class OralIsEnough(Reason):
    """An oral self-report is enough as long as nobody asks for a confirmation."""

    code: ClassVar[str] = "confirmation.oral-is-enough"


@dataclass(frozen=True, slots=True)
class ConfirmedOn(Reason):
    """The self-report was confirmed in writing on `day`."""

    code: ClassVar[str] = "confirmation.confirmed-on"
    day: date


@dataclass(frozen=True, slots=True)
class AskedToConfirm(Reason):
    """The municipality asked on `asked_on` for a written confirmation, which is missing."""

    code: ClassVar[str] = "confirmation.asked"
    asked_on: date


@dataclass(frozen=True, slots=True)
class UnconfirmedMayLapse(Reason):
    """Without the confirmation the municipality may decide that the self-report days lose the benefit."""

    code: ClassVar[str] = "confirmation.unconfirmed-may-lapse"


@dataclass(frozen=True, slots=True)
class SameForSickChild(Reason):
    """The same holds for a self-report for a sick child or carer."""

    code: ClassVar[str] = "confirmation.same-for-sick-child"


@dataclass(frozen=True, slots=True)
class ConfirmingWouldHelp(Reason):
    """A written confirmation would lead to another answer."""

    code: ClassVar[str] = "confirmation.would-help"


@dataclass(frozen=True, slots=True)
class MayAskToConfirm(Reason):
    """After the return the municipality may ask for a written confirmation."""

    code: ClassVar[str] = "confirmation.may-be-asked"


def doctors_note(facts: DoctorsNoteFacts) -> Decision[DoctorsNoteFigures]:
    """What the note means: MET when self-report and note cover every day, otherwise UNDECIDED with the open days.

    The law is the one of the first day; `NoLawInForce` before 2012. Raises ValueError for more available days than
    the law gives at a time.
    """
    most = dated("self_report.max_calendar_days", facts.first_day)
    available = most.whole if facts.days_available is None else facts.days_available
    if not 0 <= available <= most.whole:
        raise ValueError(f"self-report covers at most {most.whole} days at a time")
    needed_from = facts.first_day + timedelta(days=available)
    here = (facts.last_day - facts.first_day).days + 1
    # Where a note covers days that self-report could have covered, none of those are spent.
    noted = facts.note_from or facts.last_day + ONE_DAY
    own = max(0, min(here, available, (noted - facts.first_day).days))

    because = [Because(SelfReportCovers(own), most.basis)] if own else []
    if noted > needed_from and needed_from <= facts.last_day:
        return _open(facts, because, own, needed_from)
    if facts.note_from:
        because += [_covered(facts, facts.note_from), Because(NoLongestIllness(), SELF_REPORT_OR_NOTE)]
    figures = DoctorsNoteFigures(own, needed_from if needed_from <= facts.last_day else None, None, None)
    turns = () if facts.note_from else (LongerMayNeedNote(needed_from),)
    return Decision("absence.doctors_note", 1, Outcome.MET, tuple(because), figures, turns)


def written_confirmation(
    *, oral: bool, asked_on: date | None = None, confirmed_on: date | None = None, sick_child: bool = False
) -> Decision[ConfirmationFigures]:
    """Whether a self-report stands as it is (§ 7): MET, or UNDECIDED when a confirmation was asked for and is missing.

    `sick_child` when it was for a sick child or carer, where the same holds (§ 10 punktum 3).
    """
    turns: tuple[Reason, ...] = ()
    missing = oral and asked_on is not None and confirmed_on is None
    if not oral:
        because = [Because(WrittenNeedsNothingMore(), WRITTEN_OR_ORAL)]
    elif confirmed_on:
        because = [Because(ConfirmedOn(confirmed_on), MAY_ASK_FOR_CONFIRMATION)]
    elif asked_on:
        asked = Because(AskedToConfirm(asked_on), MAY_ASK_FOR_CONFIRMATION)
        because, turns = (
            [asked, Because(UnconfirmedMayLapse(), MAY_LAPSE_UNCONFIRMED)],
            (ConfirmingWouldHelp(),),
        )
    else:
        because, turns = [Because(OralIsEnough(), WRITTEN_OR_ORAL)], (MayAskToConfirm(),)
    if sick_child:
        because.append(Because(SameForSickChild(), SAME_FOR_SICK_CHILD))
    outcome = Outcome.UNDECIDED if missing else Outcome.MET
    figures = ConfirmationFigures(missing)
    return Decision("absence.written_confirmation", 1, outcome, tuple(because), figures, turns)


def _covered(facts: DoctorsNoteFacts, note_from: date) -> Because:
    return Because(NoteCovers(max(note_from, facts.first_day), facts.last_day), SELF_REPORT_OR_NOTE)


def _open(
    facts: DoctorsNoteFacts, because: list[Because], own: int, open_from: date
) -> Decision[DoctorsNoteFigures]:
    open_to = facts.note_from - ONE_DAY if facts.note_from else facts.last_day
    nothing = NothingCovers(open_from, open_to)
    because.append(Because(nothing, MAY_REQUIRE_NOTE if own else SELF_REPORT_OR_NOTE))
    turns: list[Reason] = [DoctorsNoteWouldHelp(open_from)]
    # Only somebody who hands in no note at all can lose the self-report days (§ 6 ledd 4 punktum 2).
    if facts.note_from:
        because.append(_covered(facts, facts.note_from))
    elif own and facts.prevented_from_doctor and facts.same_illness_shown:
        because.append(Because(PreventedAndShown(), UNLESS_PREVENTED))
    elif own:
        because.append(Because(SelfReportDaysMayLapse(open_from - ONE_DAY), LAPSES_WITHOUT_NOTE))
        turns.append(PreventedAndShownWouldHelp())
    figures = DoctorsNoteFigures(own, open_from, open_from, open_to)
    return Decision("absence.doctors_note", 1, Outcome.UNDECIDED, tuple(because), figures, tuple(turns))
