"""Absence: when a self-report is enough, and who decides the rest (KVP-forskriften §§ 5-8, sosialtjenesteloven § 36).

Nothing here is decided against anybody. Where a self-report is not enough the municipality *may* ask for
a doctor's note, so the answer is UNDECIDED and a caseworker decides.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import ClassVar

from portal.rules.days import add_months
from portal.rules.decision import Because, Decision, Figures, Outcome, Reason
from portal.rules.law import KVP_FORSKRIFTEN, SOSIALTJENESTELOVEN, Citation
from portal.rules.parameters import whole_on
from portal.rules.spells import EarlierAbsence, Spell, spells

_2012, _2019 = date(2012, 1, 1), date(2019, 1, 1)
SELF_REPORT_OR_NOTE = Citation(KVP_FORSKRIFTEN, "5", 1, 1, wording_since=_2012)
EIGHT_WEEKS = Citation(KVP_FORSKRIFTEN, "6", 2, 1, wording_since=_2012)
THREE_DAYS = Citation(KVP_FORSKRIFTEN, "6", 3, 1, wording_since=_2012)
SIXTEEN_DAYS = Citation(KVP_FORSKRIFTEN, "6", 3, 2, wording_since=_2012)
MAY_REQUIRE_NOTE = Citation(KVP_FORSKRIFTEN, "6", 4, 1, wording_since=_2012)
ABSENCE_REDUCES = Citation(SOSIALTJENESTELOVEN, "36", 1, 1, wording_since=_2019)
UNLESS_PERMITTED = Citation(SOSIALTJENESTELOVEN, "36", 1, 2, wording_since=_2019)

NOTE_FROM_DAY = 4
"""§ 8 ledd 2: an absence with a doctor's note from its fourth day is not counted."""


@dataclass(frozen=True, slots=True)
class SelfReportFacts:
    """An illness told by the participant, in calendar days, both ends counted.

    `earlier` are absences because of one's own illness; what begins after `first_day` is not earlier and is left out.
    Raises ValueError when the days are the wrong way round.
    """

    programme_started_on: date
    first_day: date
    last_day: date
    earlier: tuple[EarlierAbsence, ...] = ()

    def __post_init__(self) -> None:
        if self.last_day < self.first_day:
            raise ValueError("an absence cannot end before it begins")


@dataclass(frozen=True, slots=True)
class OtherAbsenceFacts:
    """An absence for any other reason than one's own illness."""

    first_day: date
    last_day: date


@dataclass(frozen=True, slots=True)
class SelfReportFigures(Figures):
    """`days_used_before` and `days_in_this` add up to `days_used`; `days_left` is what may still be self-reported.

    `self_reports` counts the last twelve months, this one too unless it goes on from an illness with a note.
    It is information for the person and takes nothing away: losing the right (§ 8) is a decision, made after
    hearing the person.
    """

    code: ClassVar[str] = "figures.self-report"
    days_used_before: int
    days_in_this: int
    days_used: int
    days_left: int
    note_needed_from: date | None
    self_reports: int
    self_reports_limit: int


@dataclass(frozen=True, slots=True)
class TakenPartLongEnough(Reason):
    """Self-report may be used from `right_from`, after `weeks` weeks."""

    code: ClassVar[str] = "absence.taken-part-long-enough"
    programme_started_on: date
    weeks: int
    right_from: date


@dataclass(frozen=True, slots=True)
class NotTakenPartLongEnough(Reason):
    """Self-report may first be used from `right_from`, after `weeks` weeks."""

    code: ClassVar[str] = "absence.not-taken-part-long-enough"
    programme_started_on: date
    weeks: int
    right_from: date


@dataclass(frozen=True, slots=True)
class WithinSelfReportDays(Reason):
    """This absence is `days_in_this` calendar days; `days_left` of `days_allowed` remain."""

    code: ClassVar[str] = "absence.within-self-report-days"
    days_in_this: int
    days_allowed: int
    days_left: int


@dataclass(frozen=True, slots=True)
class SelfReportDaysUsedUp(Reason):
    """Of `days_allowed` calendar days, self-report covers those before `used_up_from`."""

    code: ClassVar[str] = "absence.self-report-days-used-up"
    days_in_this: int
    days_allowed: int
    used_up_from: date


@dataclass(frozen=True, slots=True)
class EarlierDaysCount(Reason):
    """`days` earlier days without a note count, because that illness ended on `last_earlier_day`,
    at most `window_days` days before this one.
    """

    code: ClassVar[str] = "absence.earlier-days-count"
    days: int
    window_days: int
    last_earlier_day: date


@dataclass(frozen=True, slots=True)
class NoteKeepsBenefit(Reason):
    """Without self-report, a doctor's note from `note_from` is what keeps the benefit."""

    code: ClassVar[str] = "absence.note-keeps-benefit"
    note_from: date


@dataclass(frozen=True, slots=True)
class NoteMayBeRequired(Reason):
    """The municipality may require a doctor's note from `note_from`."""

    code: ClassVar[str] = "absence.note-may-be-required"
    note_from: date


@dataclass(frozen=True, slots=True)
class DoctorsNoteWouldHelp(Reason):
    """A doctor's note from `note_from` would lead to another answer."""

    code: ClassVar[str] = "absence.doctors-note-would-help"
    note_from: date


@dataclass(frozen=True, slots=True)
class AbsenceReducesBenefit(Reason):
    """As a rule the benefit is reduced for an absence."""

    code: ClassVar[str] = "absence.reduces-benefit"
    first_day: date
    last_day: date


@dataclass(frozen=True, slots=True)
class CaseworkerDecides(Reason):
    """A caseworker decides whether the absence is permitted; if it is, the benefit is kept."""

    code: ClassVar[str] = "absence.caseworker-decides"


def self_report(facts: SelfReportFacts) -> Decision[SelfReportFigures]:
    """Whether a self-report is enough: MET, or UNDECIDED with the day from which a note may be asked for.

    The law is the one of the first day of the absence; `NoLawInForce` before 2012.
    """
    weeks = whole_on("self_report.wait_weeks", facts.first_day)
    allowed = whole_on("self_report.max_calendar_days", facts.first_day)
    window = whole_on("self_report.window_calendar_days", facts.first_day)
    # "Deltatt i minst åtte uker" is read as calendar weeks since the programme began.
    right_from = facts.programme_started_on + timedelta(weeks=weeks)
    # An earlier report may run into this one. Its days are then this absence's and are counted once.
    earlier = [_until(a, facts.first_day) for a in facts.earlier if a.first_day < facts.first_day]
    linked = _linked(spells(earlier), facts.first_day, window)
    before = sum(len(spell.without_note) for spell in linked)
    here = (facts.last_day - facts.first_day).days + 1
    left_before = max(0, allowed - before)
    waited = facts.first_day >= right_from

    note_from = None
    if not waited:
        note_from = facts.first_day
        because = [
            Because(NotTakenPartLongEnough(facts.programme_started_on, weeks, right_from), EIGHT_WEEKS),
            Because(NoteKeepsBenefit(note_from), SELF_REPORT_OR_NOTE),
        ]
    else:
        because = [Because(TakenPartLongEnough(facts.programme_started_on, weeks, right_from), EIGHT_WEEKS)]
        if here > left_before:
            note_from = facts.first_day + timedelta(days=left_before)
            because.append(Because(SelfReportDaysUsedUp(here, allowed, note_from), THREE_DAYS))
        else:
            because.append(Because(WithinSelfReportDays(here, allowed, left_before - here), THREE_DAYS))
        if before:
            last = max(spell.last_day for spell in linked if spell.without_note)
            because.append(Because(EarlierDaysCount(before, window, last), SIXTEEN_DAYS))
        if note_from:
            because.append(Because(NoteMayBeRequired(note_from), MAY_REQUIRE_NOTE))

    figures = SelfReportFigures(
        days_used_before=before,
        days_in_this=here,
        days_used=before + here,
        days_left=0 if note_from else left_before - here,
        note_needed_from=note_from,
        self_reports=_count(facts),
        self_reports_limit=whole_on("self_report.loss_after_count", facts.first_day),
    )
    outcome = Outcome.UNDECIDED if note_from else Outcome.MET
    would_change = (DoctorsNoteWouldHelp(note_from),) if note_from else ()
    return Decision("absence.self_report", 1, outcome, tuple(because), figures, would_change)


def other_absence(facts: OtherAbsenceFacts) -> Decision[None]:
    """Always UNDECIDED: whether it is permitted, and the benefit kept, is for a caseworker (§ 36 ledd 1)."""
    because = (
        Because(AbsenceReducesBenefit(facts.first_day, facts.last_day), ABSENCE_REDUCES),
        Because(CaseworkerDecides(), UNLESS_PERMITTED),
    )
    return Decision("absence.other", 1, Outcome.UNDECIDED, because, None)


def _until(absence: EarlierAbsence, day: date) -> EarlierAbsence:
    last = min(absence.last_day, day - timedelta(days=1))
    return EarlierAbsence(absence.first_day, last, absence.doctors_note, absence.note_from)


def _linked(earlier: list[Spell], first_day: date, window: int) -> list[Spell]:
    # § 6 ledd 3 punktum 2, read so: the sixteen days run from the last day of an earlier spell, and each earlier
    # spell is measured against the new illness itself. A chain (A, then B within sixteen days of A, then C within
    # sixteen days of B) does not pull A in when A is further back from C. The words allow a stricter reading;
    # this one takes less from the person, and a caseworker can still see the whole chain.
    onset = first_day
    if earlier and earlier[-1].last_day + timedelta(days=1) == first_day:
        onset = earlier[-1].first_day  # The same illness, told in pieces: it began when it began.
    return [s for s in earlier if s.last_day >= onset - timedelta(days=window)]


def _count(facts: SelfReportFacts) -> int:
    # § 8 ledd 1 bokstav a and ledd 2. The twelve months end with the first day of this absence.
    since = add_months(facts.first_day, -whole_on("self_report.loss_window_months", facts.first_day))
    this = EarlierAbsence(facts.first_day, facts.last_day)
    before = [a for a in facts.earlier if a.first_day <= facts.first_day]
    return sum(
        1 for s in spells([*before, this]) if s.last_day > since and not s.has_note_from_day(NOTE_FROM_DAY)
    )
