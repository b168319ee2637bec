"""The queue of absences: what waits with what is known of it, accepting clear ones together, and deciding one."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from functools import partial

from portal.domain.absence import (
    AGAINST,
    AbsenceState,
    Documentation,
    HearingAbout,
    HearingOutcome,
    HearingState,
    Proposed,
)
from portal.domain.allowance import Counted
from portal.domain.audit import Look, Looked
from portal.domain.errors import Conflict, NotFound, NotPermitted, Refused
from portal.domain.events import AbsenceDecided
from portal.rules.deadlines import complaint_deadline
from portal.rules.decision import as_data
from portal.services import limits
from portal.services.absence_command import Overlaps, command_of
from portal.services.absence_meaning import Meaning, meaning_in
from portal.services.absences import prepared, told_on
from portal.services.permissions import Action, case_of, offices_of, require, within
from portal.services.reach import Scope
from portal.services.work import Work
from portal.store import absence as store
from portal.store import absence_hearing as hearings
from portal.store import absence_queue as queue
from portal.store import programme as programmes
from portal.store.absence import Absence
from portal.store.absence_hearing import AbsenceHearing
from portal.store.base import AnyRow

SHORTEST_REASON = 10
LONGEST_REASON = 5000
PAGE = 25
A_YEAR = timedelta(days=365)


class Which(StrEnum):
    """What the queue can show."""

    ALL = "all"
    CLEAR = "clear"
    JUDGE = "judge"
    HEARING = "hearing"
    PAPERS = "papers"


@dataclass(frozen=True, slots=True)
class Waiting:
    """One absence that waits: its row, what the rules say, how many began within the year before it, and its papers."""

    row: AnyRow
    meaning: Meaning
    earlier: int
    papers_missing: bool

    @property
    def clear(self) -> bool:
        """Whether the rules propose to accept it and nothing is missing or still open."""
        return self.meaning.proposed is Proposed.PAID and not self.papers_missing and self.row.heard is None

    def among(self, which: Which) -> bool:
        """Whether it stands in that list."""
        return {
            Which.ALL: True,
            Which.CLEAR: self.clear,
            Which.JUDGE: not self.clear and self.row.heard is None,
            Which.HEARING: self.row.heard is not None,
            Which.PAPERS: self.papers_missing,
        }[which]


def waiting(work: Work, after: tuple[datetime, str] | None = None) -> list[Waiting]:
    """The undecided absences within reach, oldest first, a page at a time."""
    offices = offices_of(work, Action.DECIDE_ABSENCE)
    work.look(Look(None, Looked.LIST, Scope.OFFICE.value))
    reach = partial(within, work, Action.DECIDE_ABSENCE)
    rows = queue.waiting(work.session, offices, reach, after=after, limit=PAGE)
    people = {row.participant_id for row in rows}
    since = min((row.first_day for row in rows), default=work.today) - A_YEAR
    begun = queue.first_days(work.session, people, since) if people else {}
    handed_in = queue.with_files(work.session, [row.id for row in rows])
    return [
        Waiting(
            row,
            meaning_in(row),
            sum(in_the_year_before(row, day) for day in begun.get(row.participant_id, ())),
            papers_missing(row, has_files=row.id in handed_in),
        )
        for row in rows
    ]


def in_the_year_before(row: Absence | AnyRow, day: date) -> bool:
    """Whether an absence that began on `day` is one of those before this one."""
    begins: date = row.first_day
    return begins - A_YEAR <= day < begins


def papers_missing(row: Absence | AnyRow, *, has_files: bool) -> bool:
    """Whether papers that were promised, or that the note speaks of, have not come."""
    if row.documentation is Documentation.PAPER or has_files:
        return False
    promised = row.documentation in {Documentation.NOW, Documentation.LATER}
    return promised or row.doctors_note_from is not None


def absence_to_decide(work: Work, absence_id: str) -> Absence:
    """One absence within reach. Raises NotFound and NotPermitted."""
    absence = store.by_id(work.session, partial(within, work, Action.DECIDE_ABSENCE), absence_id)
    if absence is None:
        work.look(Look(None, Looked.ABSENCE, "out of reach", granted=False))
        require(work.actor, Action.DECIDE_ABSENCE)
        raise NotFound("No such absence within reach.")
    case_of(work, Action.DECIDE_ABSENCE, absence.participant_id, Looked.ABSENCE)
    return absence


def decide_absence(
    work: Work,
    absence_id: str,
    version: int,
    state: AbsenceState,
    text: str = "",
    granted: tuple[date, date] | None = None,
) -> Absence:
    """A caseworker accepts, grants a part (`granted`, first and last day), or refuses.

    What goes against the participant carries its reason and the last day to complain, and comes after a hearing: the
    participant has answered, or the day to answer by has passed. The same decision sent twice by the same caseworker is
    one. Raises Conflict when somebody else decided first or the report was changed, Refused for a reason that says
    nothing or far too much, for days outside the absence and without a hearing, TooMany when they have decided and
    written very much of late.
    """
    absence = absence_to_decide(work, absence_id)
    # Of two who decide at once, the second must find the hearing as the first has left the absence.
    work.session.refresh(absence, with_for_update=True)
    text = text.strip()
    _check(absence, state, text, granted)
    given = granted if granted and state is AbsenceState.PARTLY else (None, None)
    said = (
        absence.state,
        absence.decided_by,
        absence.decision_text,
        absence.granted_from,
        absence.granted_to,
    )
    if said == (state, work.actor.id, text, *given):
        return absence
    if absence.version != version or absence.state is not AbsenceState.REPORTED:
        raise Conflict("Somebody else has decided this absence, or it was changed.")
    hearing = hearings.open_about(work.session, absence.participant_id, HearingAbout.ABSENCE, absence.id)
    if state in AGAINST:
        check_heard(hearing, work.today)
    limits.spend(work.session, work.actor.id, Counted.STAFF, work.now, work.rates)
    absence.granted_from, absence.granted_to = given
    _write(work, absence, state, text)
    if hearing is not None:
        close(work, hearing, HearingOutcome.AGAINST if state in AGAINST else HearingOutcome.NOT_AGAINST)
    work.session.flush()
    work.tell(AbsenceDecided(absence.participant_id, absence.office_id, absence.id))
    return absence


def check_heard(hearing: AbsenceHearing | None, today: date) -> None:
    """Raise Refused unless the participant was told and has answered, or has had the time to (forvaltningsloven § 16).

    Silence is no consent: it only means that the office may decide.
    """
    if hearing is None:
        raise Refused("absence-not-told-first")
    if hearing.state is HearingState.SENT and hearing.answer_by >= today:
        raise Refused("absence-not-heard-yet")


def close(work: Work, hearing: AbsenceHearing, outcome: HearingOutcome) -> None:
    """The hearing has led to something."""
    hearing.state, hearing.outcome = HearingState.CLOSED, outcome
    hearing.closed_by, hearing.closed_at = work.actor.id, work.now


def accept_clear(work: Work, chosen: Sequence[tuple[str, int]]) -> tuple[list[str], list[str]]:
    """Accept several absences together, each by its id and the version that was on the screen.

    Each is looked at anew, under its participant's lock and always in the same order: one that was changed or decided
    meanwhile, that the rules do not propose to accept any more, that lacks papers or is out of reach is left as it is.
    Answers the ids of those accepted and of those left. Nothing unfavourable is ever decided here. Raises TooMany.
    """
    found, left = [], []
    for absence_id, version in dict(chosen).items():
        try:
            found.append((absence_to_decide(work, absence_id), version))
        except (NotFound, NotPermitted):
            left.append(absence_id)
    for _ in found:
        # Taken before any participant is held, as whoever registers something for one takes it first, too.
        limits.spend(work.session, work.actor.id, Counted.STAFF, work.now, work.rates)
    accepted = []
    for absence, version in sorted(found, key=lambda one: (one[0].participant_id, one[0].id)):
        programmes.lock(work.session, absence.participant_id)
        work.session.refresh(absence)
        if absence.version != version or not _still_clear(work, absence):
            left.append(absence.id)
            continue
        _write(work, absence, AbsenceState.ACCEPTED, "")
        work.session.flush()
        work.tell(AbsenceDecided(absence.participant_id, absence.office_id, absence.id))
        accepted.append(absence.id)
    return accepted, left


def _still_clear(work: Work, absence: Absence) -> bool:
    if absence.state is not AbsenceState.REPORTED:
        return False
    if hearings.open_about(work.session, absence.participant_id, HearingAbout.ABSENCE, absence.id):
        return False
    has_files = absence.id in queue.with_files(work.session, [absence.id])
    if papers_missing(absence, has_files=has_files):
        return False
    subject = case_of(work, Action.DECIDE_ABSENCE, absence.participant_id, Looked.ABSENCE)
    try:
        now = prepared(work, subject, command_of(absence), told_on(work, absence), but=absence.id)
    except (NotFound, Refused, Overlaps):
        return False
    return now.proposed is Proposed.PAID and meaning_in(absence).proposed is Proposed.PAID


def _check(absence: Absence, state: AbsenceState, text: str, granted: tuple[date, date] | None) -> None:
    if len(text) > LONGEST_REASON:
        raise Refused("refusal-too-long")
    if state in AGAINST and len(text) < SHORTEST_REASON:
        raise Refused("refusal-without-reason")
    if state is AbsenceState.PARTLY:
        within_it = granted and absence.first_day <= granted[0] <= granted[1] <= absence.last_day
        if not within_it or granted == (absence.first_day, absence.last_day):
            raise Refused("granted-outside")


def _write(work: Work, absence: Absence, state: AbsenceState, text: str) -> None:
    absence.state = state
    absence.decided_by, absence.decided_at = work.actor.id, work.now
    absence.decision_text = text
    if state in AGAINST:
        complaint = complaint_deadline(work.today, work.holidays.of_year)
        absence.complaint_by = complaint.value
        absence.complaint = as_data(complaint)
