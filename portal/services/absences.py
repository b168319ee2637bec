"""Absence: what it would mean, reporting it, and a caseworker's decision."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from sqlalchemy import select

from portal.domain.absence import AbsenceKind, AbsenceState
from portal.domain.audit import Look, Looked
from portal.domain.errors import Conflict, NotFound, Refused
from portal.domain.events import AbsenceDecided, AbsenceReported
from portal.domain.programme import ProgrammeState
from portal.domain.submission import SubmissionKind
from portal.rules.absence import OtherAbsenceFacts, SelfReportFacts, other_absence, self_report
from portal.rules.deadlines import complaint_deadline
from portal.rules.decision import Decision, as_data
from portal.rules.spells import EarlierAbsence
from portal.services.permissions import Action, Scope, Subject, case_of, own_case, own_office, participants_of
from portal.services.submissions import Receipt, hand_in
from portal.services.work import Work
from portal.store import absence as store
from portal.store import programme as programmes
from portal.store.absence import Absence
from portal.store.base import AnyRow, new_id, rows
from portal.store.submission import Submission

# The self-reports of the last twelve months count (KVF § 8); a few days more cost nothing and cut nothing short.
YEAR_AND_A_BIT = timedelta(days=400)
SHORTEST_REASON = 10
WAITING_PAGE = 25
FURTHEST_AHEAD = timedelta(days=60)
FURTHEST_BACK = timedelta(days=31)


@dataclass(frozen=True, slots=True)
class AbsenceCommand:
    """What a participant says about being away. `starts` and `ends` only for part of a single day."""

    kind: AbsenceKind
    first_day: date
    last_day: date
    note: str = ""
    starts: time | None = None
    ends: time | None = None

    def as_content(self) -> dict[str, Any]:
        """The same, as it stands on the receipt."""
        return {
            "kind": self.kind.value,
            "first_day": self.first_day.isoformat(),
            "last_day": self.last_day.isoformat(),
            "starts": self.starts.isoformat("minutes") if self.starts else None,
            "ends": self.ends.isoformat("minutes") if self.ends else None,
            "note": self.note,
        }


class Overlaps(Conflict):
    """An absence is already reported from `day` on."""

    def __init__(self, day: date) -> None:
        """Keep the day, so that the page can say which absence it is."""
        super().__init__("An absence is already reported for one of these days.")
        self.day = day


def can_report(work: Work) -> bool:
    """Whether the participant's programme is running, so that there is something to be absent from."""
    programme = programmes.of_participant(work.session, own_case(work.actor).id)
    return programme is not None and programme.state == ProgrammeState.RUNNING


def what_it_means(work: Work, command: AbsenceCommand) -> Decision[Any]:
    """What the rules say of this absence, before anything is sent.

    Raises Overlaps when a day is already reported, NotFound when the participant's programme is not running,
    and Refused for days that are out of reach or the wrong way round.
    """
    subject = own_case(work.actor)
    if command.last_day < command.first_day:
        raise Refused("absence-ends-before-it-begins")
    if command.first_day < work.today - FURTHEST_BACK or command.last_day > work.today + FURTHEST_AHEAD:
        raise Refused("absence-out-of-reach")
    programme = programmes.of_participant(work.session, subject.id)
    if programme is None or programme.state != ProgrammeState.RUNNING or programme.started_on is None:
        raise NotFound("Absence can be reported while the programme runs.")
    if already := store.touching(work.session, subject.id, command.first_day, command.last_day):
        raise Overlaps(already[0].first_day)
    return _decide(work, subject, programme.started_on, command)


def report_absence(work: Work, key: str, command: AbsenceCommand) -> Receipt:
    """Report the absence, with the rules' proposal kept beside it.

    Raises what `what_it_means` raises, and Refused for another reason than illness without a word about it.
    """
    subject = own_case(work.actor)
    if command.kind is AbsenceKind.OTHER and not command.note:
        raise Refused("absence-without-reason")
    receipt = hand_in(work, SubmissionKind.ABSENCE, key, command.as_content())
    if receipt.again:
        return receipt
    programmes.lock(work.session, subject.id)
    decision = what_it_means(work, command)
    absence = Absence(
        id=new_id(),
        participant_id=subject.id,
        office_id=subject.office_id,
        kind=command.kind,
        first_day=command.first_day,
        last_day=command.last_day,
        starts=command.starts,
        ends=command.ends,
        note=command.note,
        proposal=as_data(decision),
        submission_id=receipt.id,
        reported_at=work.now,
    )
    work.session.add(absence)
    work.session.flush()
    work.tell(AbsenceReported(subject.id, subject.office_id, absence.id))
    return receipt


def own_absences(work: Work, *, limit: int = 200) -> list[AnyRow]:
    """The participant's own absences, newest first."""
    return store.of_participant(work.session, own_case(work.actor).id, limit=limit)


def absences_of(work: Work, participant_id: str, *, limit: int = 6) -> list[AnyRow]:
    """The newest absences of a participant within reach. Raises NotFound and NotPermitted."""
    subject = case_of(work, Action.SEE_CASE, participant_id)
    return store.of_participant(work.session, subject.id, limit=limit)


def absence_of_receipt(work: Work, submission_id: str) -> AnyRow | None:
    """The actor's own absence that a receipt is about, or None for other receipts."""
    table = rows(Absence)
    query = (
        select(table)
        .join(Submission, Submission.id == table.c.submission_id)
        .where(Submission.id == submission_id, Submission.person_id == work.actor.id)
    )
    return work.session.execute(query).one_or_none()


def waiting(work: Work, after: tuple[datetime, str] | None = None) -> list[AnyRow]:
    """The office's undecided absences, oldest first, a page at a time."""
    office_id = own_office(work.actor, Action.DECIDE_ABSENCE)
    work.look(Look(None, Looked.LIST, Scope.OFFICE.value))
    return store.waiting_in_office(work.session, office_id, after=after, limit=WAITING_PAGE)


def absence_to_decide(work: Work, absence_id: str) -> Absence:
    """One absence within reach. Raises NotFound and NotPermitted."""
    reached = participants_of(work.actor, Action.DECIDE_ABSENCE)
    absence = store.by_id(work.session, reached, absence_id)
    if absence is None:
        work.look(Look(None, Looked.ABSENCE, "out of reach", granted=False))
        raise NotFound("No such absence within reach.")
    work.look(Look(absence.participant_id, Looked.ABSENCE, Scope.OFFICE.value))
    return absence


def decide_absence(work: Work, absence_id: str, version: int, *, accept: bool, text: str) -> Absence:
    """A caseworker accepts or refuses; a refusal carries its reason and the last day to complain.

    The same decision sent twice by the same caseworker is one decision. Raises Conflict when somebody else decided
    first, Refused for a refusal without a reason that says something.
    """
    absence = absence_to_decide(work, absence_id)
    text = text.strip()
    if not accept and len(text) < SHORTEST_REASON:
        raise Refused("refusal-without-reason")
    state = AbsenceState.ACCEPTED if accept else AbsenceState.REFUSED
    if (absence.state, absence.decided_by, absence.decision_text) == (state, work.actor.id, text):
        return absence
    if absence.version != version or absence.state is not AbsenceState.REPORTED:
        raise Conflict("Somebody else has decided this absence.")
    absence.state = state
    absence.decided_by = work.actor.id
    absence.decided_at = work.now
    absence.decision_text = text
    if not accept:
        complaint = complaint_deadline(work.today, work.holidays.of_year)
        absence.complaint_by = complaint.value
        absence.complaint = as_data(complaint)
    work.session.flush()
    work.tell(AbsenceDecided(absence.participant_id, absence.office_id, absence.id))
    return absence


def _decide(work: Work, subject: Subject, started_on: date, command: AbsenceCommand) -> Decision[Any]:
    if command.kind is AbsenceKind.OTHER:
        return other_absence(OtherAbsenceFacts(command.first_day, command.last_day))
    before = store.self_reports_since(work.session, subject.id, command.first_day - YEAR_AND_A_BIT)
    earlier = tuple(
        EarlierAbsence(row.first_day, row.last_day, row.doctors_note_from is not None, row.doctors_note_from)
        for row in before
    )
    return self_report(SelfReportFacts(started_on, command.first_day, command.last_day, earlier))
