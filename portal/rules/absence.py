"""Absence: when a self-report is enough, and who decides the rest (KVP-forskriften §§ 5-8, sosialtjenesteloven § 36).

Nothing here is decided against anybody. Where a self-report is not enough the municipality *may* ask for
a doctor's note, so the answer is UNDECIDED and a caseworker decides.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import ClassVar

from portal.rules import self_report_days as days
from portal.rules.decision import Because, Decision, Figures, Outcome, Reason
from portal.rules.law import KVP_FORSKRIFTEN, SOSIALTJENESTELOVEN, Citation
from portal.rules.parameters import Dated, dated, whole_on
from portal.rules.self_report_loss import MAY_TAKE_THE_RIGHT, counted_self_reports
from portal.rules.spells import EarlierAbsence, Spell

_2012, _2019 = date(2012, 1, 1), date(2019, 1, 1)
SELF_REPORT_OR_NOTE = Citation(KVP_FORSKRIFTEN, "5", 1, 1, wording_since=_2012)
MAY_REQUIRE_NOTE = Citation(KVP_FORSKRIFTEN, "6", 4, 1, wording_since=_2012)
ABSENCE_REDUCES = Citation(SOSIALTJENESTELOVEN, "36", 1, 1, wording_since=_2019)
UNLESS_PERMITTED = Citation(SOSIALTJENESTELOVEN, "36", 1, 2, wording_since=_2019)


@dataclass(frozen=True, slots=True)
class SelfReportFacts:
    """An illness told by the participant, in calendar days, both ends counted.

    `earlier` are absences because of one's own illness; what begins after `first_day` is not earlier and is left out,
    but a day that the doctor's note of any of them covers has a note.
    `right_lost_until` is the last day of a decision that took the right to self-report away (§ 8).
    Raises ValueError when the days are the wrong way round.
    """

    programme_started_on: date
    first_day: date
    last_day: date
    earlier: tuple[EarlierAbsence, ...] = ()
    right_lost_until: date | None = None

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

    Days with a doctor's note are in none of them.

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
class SelfReportDays(SelfReportFigures):
    """The same, and `days_available`: how many calendar days self-report could cover when this absence began."""

    code: ClassVar[str] = "figures.self-report-days"
    days_available: int


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
class NoWaitingTime(Reason):
    """Self-report may be used from the first day of the programme, because a temporary rule asks for no weeks."""

    code: ClassVar[str] = "absence.no-waiting-time"


@dataclass(frozen=True, slots=True)
class SelfReportRightLost(Reason):
    """The municipality has decided that self-report cannot be used to and with `until`."""

    code: ClassVar[str] = "absence.self-report-right-lost"
    until: date


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
class LongerMayNeedNote(Reason):
    """Somebody who is still ill on `note_from` may be asked for a doctor's note from that day."""

    code: ClassVar[str] = "absence.longer-may-need-note"
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


def self_report(facts: SelfReportFacts) -> Decision[SelfReportDays]:
    """Whether a self-report is enough: MET, or UNDECIDED with the day from which a note may be asked for.

    The law is the one of the first day of the absence; `NoLawInForce` before 2012.
    """
    day = facts.first_day
    most = dated("self_report.max_calendar_days", day)
    window = dated("self_report.window_calendar_days", day)
    # An earlier report may run into this one. Its days are then this absence's and are counted once.
    earlier = days.spells_before(facts.earlier, day)
    count = days.linked(earlier, day, window.whole)
    before = days.days_without_note(count)
    here = (facts.last_day - day).days + 1
    covered = days.days_covered(day, facts.last_day, facts.earlier)

    barred = _barred(facts)
    available = 0 if barred else max(0, most.whole - before)
    beyond = days.first_day_beyond(day, available, facts.earlier)
    note_from = beyond if beyond <= facts.last_day else None
    if barred:
        because = [
            *barred,
            *([Because(NoteKeepsBenefit(note_from), SELF_REPORT_OR_NOTE)] if note_from else []),
        ]
    else:
        left = available - (here - covered)
        because = [*_has_the_right(facts, earlier), _days_of(most, here, left, note_from)]
        if count:
            because.append(Because(EarlierDaysCount(before, window.whole, count[-1].last_day), window.basis))
        chain = max(0, most.whole - days.days_without_note(days.chained(earlier, day, window.whole)))
        by_chain = days.first_day_beyond(day, chain, facts.earlier)
        if (count and note_from) or (by_chain < beyond and by_chain <= facts.last_day):
            because.append(Because(days.DaysCountedFromLastDay(), days.FROM_LAST_DAY))
        if note_from:
            because.append(Because(NoteMayBeRequired(note_from), MAY_REQUIRE_NOTE))
    if covered:
        because.append(Because(days.NoteCoversDays(covered), SELF_REPORT_OR_NOTE))

    figures = SelfReportDays(
        days_used_before=before,
        days_in_this=here - covered,
        days_used=before + here - covered,
        days_left=0 if note_from else available - (here - covered),
        note_needed_from=note_from,
        self_reports=len(counted_self_reports([*facts.earlier, EarlierAbsence(day, facts.last_day)], day)),
        self_reports_limit=whole_on("self_report.loss_after_count", day),
        days_available=available,
    )
    outcome = Outcome.UNDECIDED if note_from else Outcome.MET
    turns = DoctorsNoteWouldHelp(note_from) if note_from else LongerMayNeedNote(beyond)
    return Decision("absence.self_report", 2, outcome, tuple(because), figures, (turns,))


def other_absence(facts: OtherAbsenceFacts) -> Decision[None]:
    """Always UNDECIDED: whether it is permitted, and the benefit kept, is for a caseworker (§ 36 ledd 1)."""
    because = (
        Because(AbsenceReducesBenefit(facts.first_day, facts.last_day), ABSENCE_REDUCES),
        Because(CaseworkerDecides(), UNLESS_PERMITTED),
    )
    return Decision("absence.other", 1, Outcome.UNDECIDED, because, None)


def _barred(facts: SelfReportFacts) -> list[Because]:
    """Why there is no right to self-report on the first day, if there is none."""
    wait = dated("self_report.wait_weeks", facts.first_day)
    right_from = _right_from(facts, wait)
    because: list[Because] = []
    if facts.first_day < right_from:
        too_early = NotTakenPartLongEnough(facts.programme_started_on, wait.whole, right_from)
        because.append(Because(too_early, wait.basis))
        because.append(_as_read(facts))
    if facts.right_lost_until and facts.first_day <= facts.right_lost_until:
        because.append(Because(SelfReportRightLost(facts.right_lost_until), MAY_TAKE_THE_RIGHT))
    return because


def _has_the_right(facts: SelfReportFacts, earlier: list[Spell]) -> list[Because]:
    wait = dated("self_report.wait_weeks", facts.first_day)
    if not wait.whole:
        return [Because(NoWaitingTime(), wait.basis)]
    right_from = _right_from(facts, wait)
    long_enough = Because(TakenPartLongEnough(facts.programme_started_on, wait.whole, right_from), wait.basis)
    # Were days of illness left out of the weeks, the right could come later. Then it is the reading that gives it.
    missed = timedelta(days=days.days_missed(earlier, facts.programme_started_on))
    return [long_enough, *([_as_read(facts)] if facts.first_day < right_from + missed else [])]


def _as_read(facts: SelfReportFacts) -> Because:
    return Because(days.WeeksCountedFromStart(facts.programme_started_on), days.WEEKS_SINCE_START)


def _right_from(facts: SelfReportFacts, wait: Dated) -> date:
    # "Deltatt i minst åtte uker" is read as calendar weeks since the programme began.
    return facts.programme_started_on + timedelta(weeks=wait.whole)


def _days_of(most: Dated, here: int, left: int, note_from: date | None) -> Because:
    if note_from:
        return Because(SelfReportDaysUsedUp(here, most.whole, note_from), most.basis)
    return Because(WithinSelfReportDays(here, most.whole, left), most.basis)
