"""Changing an absence, and taking it back: the participant's own right, with every earlier version kept."""

from portal.domain.absence import AbsenceState, HearingAbout, HearingOutcome, HearingState
from portal.domain.errors import Conflict, Refused
from portal.domain.events import AbsenceReported, AbsenceWithdrawn
from portal.domain.submission import SubmissionKind
from portal.services.absence_command import AbsenceCommand, check_words
from portal.services.absence_meaning import kept
from portal.services.absences import columns, own_absence, prepared, told_on
from portal.services.permissions import Action, Subject, own_case
from portal.services.submissions import Receipt, hand_in
from portal.services.work import Work
from portal.store import absence_hearing as hearings
from portal.store import absence_version as versions
from portal.store import programme as programmes
from portal.store.absence import Absence

MAY_CHANGE = frozenset({AbsenceState.REPORTED, AbsenceState.ACCEPTED})
"""What was refused, wholly or in part, is complained over instead, so that the decision stays what it was."""
MAY_WITHDRAW = MAY_CHANGE | {AbsenceState.PARTLY}


def may_change(absence: Absence, subject: Subject) -> bool:
    """Whether the participant can change it: it stands, and belongs to their present office."""
    return absence.state in MAY_CHANGE and absence.office_id == subject.office_id


def may_withdraw(absence: Absence, subject: Subject) -> bool:
    """Whether the participant can take it back."""
    return absence.state in MAY_WITHDRAW and absence.office_id == subject.office_id


def change_absence(work: Work, key: str, absence_id: str, version: int, command: AbsenceCommand) -> Receipt:
    """Put another report in the place of an earlier one; what was decided of that one must be decided anew.

    Raises Conflict when somebody changed or decided it meanwhile, Refused when it cannot be changed any more, NotFound,
    and what `absences.report_absence` raises.
    """
    subject = own_case(work, Action.USE_OWN_ABSENCES)
    check_words(command, work.today)
    content = command.as_content() | {"changes": absence_id}
    receipt = hand_in(work, SubmissionKind.ABSENCE, key, content)
    if receipt.again:
        return receipt
    programmes.lock(work.session, subject.id)
    absence = _at(own_absence(work, absence_id), version)
    if not may_change(absence, subject):
        raise Refused("absence-not-changeable")
    meaning = prepared(work, subject, command, told_on(work, absence, command), but=absence.id)
    versions.keep(work.session, absence, work.actor.id, work.now)
    for name, value in (columns(command) | kept(meaning)).items():
        setattr(absence, name, value)
    absence.state = AbsenceState.REPORTED
    absence.submission_id, absence.reported_at = receipt.id, work.now
    absence.decided_by = absence.decided_at = None
    absence.decision_text = ""
    _drop_hearing(work, absence)
    work.session.flush()
    work.tell(AbsenceReported(subject.id, absence.office_id, absence.id))
    return receipt


def withdraw_absence(work: Work, key: str, absence_id: str, version: int) -> Receipt:
    """Take an absence back. Raises Conflict, NotFound, and Refused when there is nothing to take back any more."""
    subject = own_case(work, Action.USE_OWN_ABSENCES)
    receipt = hand_in(work, SubmissionKind.WITHDRAWAL, key, {"absence": absence_id})
    if receipt.again:
        return receipt
    take_back(work, subject, own_absence(work, absence_id), version)
    return receipt


def take_back(work: Work, subject: Subject, absence: Absence, version: int) -> None:
    """Take an absence back for whoever has been let into it and has a receipt for it. Raises as `withdraw_absence`."""
    programmes.lock(work.session, subject.id)
    work.session.refresh(absence)
    absence = _at(absence, version)
    if not may_withdraw(absence, subject):
        raise Refused("absence-not-changeable")
    versions.keep(work.session, absence, work.actor.id, work.now)
    absence.state = AbsenceState.WITHDRAWN
    _drop_hearing(work, absence)
    work.session.flush()
    work.tell(AbsenceWithdrawn(subject.id, absence.office_id, absence.id))


def _at(absence: Absence, version: int) -> Absence:
    if absence.version != version:
        raise Conflict("Somebody else has changed or decided this absence.")
    return absence


def _drop_hearing(work: Work, absence: Absence) -> None:
    """A notice about what was reported before says nothing of what is reported now."""
    hearing = hearings.open_about(work.session, absence.participant_id, HearingAbout.ABSENCE, absence.id)
    if hearing is None:
        return
    hearing.state, hearing.outcome = HearingState.CLOSED, HearingOutcome.DROPPED
    hearing.closed_by, hearing.closed_at = work.actor.id, work.now
