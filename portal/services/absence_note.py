"""A doctor's note that comes after the report: from that day the days are not the participant's own self-report."""

from datetime import date

from portal.domain.absence import STANDING, AbsenceKind, AbsenceState, Documentation
from portal.domain.allowance import Counted
from portal.domain.audit import Looked
from portal.domain.errors import Conflict, NotFound, Refused
from portal.domain.events import DocumentationChosen
from portal.services import limits
from portal.services.absence_command import Overlaps, command_of
from portal.services.absence_meaning import kept
from portal.services.absence_queue import absence_to_decide
from portal.services.absences import prepared, told_on
from portal.services.permissions import Action, case_of
from portal.services.work import Work
from portal.store import absence_queue as queue
from portal.store import absence_version as versions
from portal.store import programme as programmes
from portal.store.absence import Absence


def takes_note(absence: Absence) -> bool:
    """Whether a doctor's note can be written on it: it is a self-report that stands, also after it was decided."""
    return absence.kind is AbsenceKind.SELF_REPORT and absence.state in STANDING


def write_note(work: Work, absence_id: str, version: int, note_from: date | None) -> Absence:
    """A caseworker writes from which day the note that has come covers the absence; None takes it off again.

    What had been reported is kept as an earlier version. What waits is asked of the rules anew; what was decided stays
    decided, and only counts for less (KVP-forskriften § 6 ledd 4 and § 8 ledd 2). Raises Conflict when the absence was
    changed or decided meanwhile, Refused for a day after it was over, NotFound, NotPermitted and TooMany.
    """
    absence = absence_to_decide(work, absence_id)
    if not takes_note(absence):
        raise Conflict("It is no self-report that stands.")
    if absence.doctors_note_from == note_from:
        return absence
    if note_from and note_from > absence.last_day:
        raise Refused("absence-note-after-the-end")
    # Taken before the participant is held, as whoever registers something for one takes it first, too.
    limits.spend(work.session, work.actor.id, Counted.STAFF, work.now, work.rates)
    programmes.lock(work.session, absence.participant_id)
    work.session.refresh(absence)
    if absence.version != version or not takes_note(absence):
        raise Conflict("Somebody else has changed or decided this absence.")
    told = told_on(work, absence)
    versions.keep(work.session, absence, work.actor.id, work.now)
    absence.doctors_note_from = note_from
    if note_from and not queue.with_files(work.session, [absence.id]):
        absence.documentation, absence.documentation_by = Documentation.PAPER, None
    if absence.state is AbsenceState.REPORTED:
        _ask_anew(work, absence, told)
    work.session.flush()
    work.tell(DocumentationChosen(absence.participant_id, absence.office_id, absence.id))
    return absence


def _ask_anew(work: Work, absence: Absence, told: date) -> None:
    subject = case_of(work, Action.DECIDE_ABSENCE, absence.participant_id, Looked.ABSENCE)
    try:
        meaning = prepared(work, subject, command_of(absence), told, but=absence.id)
    except (NotFound, Refused, Overlaps):
        # The programme rests, or the days are long past: then what was said of it stands, and a person decides.
        return
    for name, value in kept(meaning).items():
        setattr(absence, name, value)
