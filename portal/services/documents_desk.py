"""Documentation, the staff's side: what has been handed in, and opening it for who may read what is about health."""

from dataclasses import dataclass
from datetime import date
from functools import partial

from portal.domain.audit import Look, Looked
from portal.domain.documents import About, AboutKind
from portal.domain.errors import NotFound, NotPermitted
from portal.domain.messages import MessageAbout
from portal.domain.ports import FileKeeper
from portal.services.documents import Opened, opened
from portal.services.message_topics import is_of_health
from portal.services.permissions import OUT_OF_REACH, Action, Subject, case_of, require, within
from portal.services.planning import reads_health
from portal.services.work import Work
from portal.store import absence as absences
from portal.store import document as store
from portal.store import message_files
from portal.store import programme as programmes
from portal.store.absence import Absence
from portal.store.base import AnyRow


@dataclass(frozen=True, slots=True)
class Handed:
    """What has been handed in about one thing. `may_open`: the reader is the participant's own contact person.

    What doctors write is about health: everybody else of the staff sees that it is there, and not what it is.
    """

    rows: list[AnyRow]
    may_open: bool


def about_absence(work: Work, absence_id: str) -> tuple[Absence, Handed]:
    """The absence, and the files about it. Raises NotFound and NotPermitted."""
    absence = absences.by_id(work.session, partial(within, work, Action.SEE_CASE), absence_id)
    if absence is None:
        raise _out_of_reach(work, Looked.ABSENCE)
    subject = case_of(work, Action.SEE_CASE, absence.participant_id, Looked.ABSENCE)
    return absence, _handed(work, subject, About(AboutKind.ABSENCE, absence.id))


def about_day(work: Work, participant_id: str, day: date) -> Handed:
    """The files about a day of a participant within reach. Raises NotFound and NotPermitted."""
    subject = case_of(work, Action.SEE_CASE, participant_id, Looked.WEEK)
    return _handed(work, subject, About(AboutKind.DAY, day.isoformat()))


def open_in_case(work: Work, keeper: FileKeeper | None, document_id: str) -> Opened:
    """A file, for who may open it; that they did is written down before it leaves. Raises NotFound and NotPermitted."""
    row = store.within_reach(work.session, partial(within, work, Action.SEE_CASE), document_id)
    if row is None:
        raise _out_of_reach(work, Looked.DOCUMENT)
    subject = case_of(work, Action.SEE_CASE, row.participant_id, Looked.DOCUMENT)
    if not _may_open_one(work, subject, row):
        work.looks.clear()
        work.look(Look(subject.id, Looked.DOCUMENT, "about health", granted=False))
        raise NotPermitted("Only the participant's own contact person opens documentation.")
    return opened(keeper, row)


def _handed(work: Work, subject: Subject, about: About) -> Handed:
    rows = store.about(work.session, subject.id, about.kind, about.id, subject.office_id)
    return Handed(rows, _may_open(work, subject))


def _may_open_one(work: Work, subject: Subject, row: AnyRow) -> bool:
    """A file that came with a message is for who reads the message, unless that is about an absence or about health."""
    if row.about_kind is not AboutKind.MESSAGE:
        return _may_open(work, subject)
    message = message_files.message_of(work.session, subject.id, row.about_id)
    if message is None:
        return False
    about = MessageAbout(message.topic, message.topic_id) if message.topic else None
    return not is_of_health(work, subject, about) or _may_open(work, subject)


def _out_of_reach(work: Work, what: Looked) -> NotFound:
    work.look(Look(None, what, OUT_OF_REACH, granted=False))
    require(work.actor, Action.SEE_CASE)
    return NotFound("Nothing of that name is within reach.")


def _may_open(work: Work, subject: Subject) -> bool:
    programme = programmes.of_participant(work.session, subject.id, subject.office_id)
    return programme is not None and reads_health(work, subject, programme.contact_person_id)
