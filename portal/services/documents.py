"""Documentation, the participant's side: handing a file in, what there is, and opening one's own."""

from dataclasses import dataclass
from datetime import date, timedelta

from portal.domain.allowance import Counted
from portal.domain.documents import (
    CAN_BE_OPENED,
    LARGEST,
    MOST_A_DAY,
    MOST_BYTES,
    MOST_FILES,
    About,
    AboutKind,
    DocumentState,
    FileKind,
)
from portal.domain.errors import Busy, NotFound, NotPermitted, Refused
from portal.domain.events import DocumentHandedIn
from portal.domain.people import Actor
from portal.domain.ports import FileKeeper, FileMissing
from portal.domain.receipt import Sending
from portal.domain.submission import SubmissionKind
from portal.services import files as filing
from portal.services.absences_documentation import file_came
from portal.services.files import Files
from portal.services.permissions import Action, Subject, own_case
from portal.services.submissions import Receipt, hand_in, person_of, representative_of
from portal.services.work import Desk, Work
from portal.store import absence as absences
from portal.store import document as store
from portal.store import message_files
from portal.store import submission as submissions
from portal.store.absence import Absence
from portal.store.base import AnyRow, new_id
from portal.store.document import Document
from portal.store.engine import take_turn

ACTIONS = {
    AboutKind.ABSENCE: Action.USE_OWN_ABSENCES,
    AboutKind.DAY: Action.USE_OWN_WEEK,
    AboutKind.MESSAGE: Action.USE_OWN_MESSAGES,
}
KINDS = {AboutKind.ABSENCE: SubmissionKind.DOCUMENT, AboutKind.DAY: SubmissionKind.DAY_DOCUMENT}
FURTHEST_BACK = timedelta(days=62)


@dataclass(frozen=True, slots=True)
class Opened:
    """A file that somebody may see: its content, and what it is."""

    content: bytes
    kind: FileKind
    state: DocumentState


def own(work: Work, about: About) -> list[AnyRow]:
    """The files about an absence or a day of the participant's own. Raises NotFound for what is not theirs."""
    subject = _subject(work, about)
    return store.about(work.session, subject.id, about.kind, about.id)


def documented_from(work: Work) -> date:
    """The first day that a file can be handed in about; the last one is today."""
    return work.today - FURTHEST_BACK


def own_absence(work: Work, absence_id: str) -> Absence:
    """The participant's own absence. Raises NotFound."""
    subject = own_case(work, Action.USE_OWN_ABSENCES)
    row = absences.own(work.session, subject.id, absence_id)
    if row is None:
        raise NotFound("No such absence.")
    return row


def take(
    desk: Desk,
    actor: Actor,
    files: Files,
    key: str,
    about: About,
    content: bytes,
    sending: Sending | None = None,
) -> Receipt:
    """Take a file that somebody hands in: counted, made clean, kept on the disk, and only then in a row with a receipt.

    The same form sent again is one file. Raises Refused with the code that says why, TooMany, Busy and NotFound; then
    nothing is kept, neither row nor file. When the process dies between the file and the row, the file is swept.
    """
    keeper = files.keeper
    if keeper is None:
        raise Refused("file-not-here")
    # Every attempt costs time, also one that is refused.
    desk.count(actor, Counted.FILES)
    said = {
        "about": about.kind.value,
        "id": about.id,
        "bytes": len(content),
        "sha256": filing.digest(content),
    }
    with desk.reading(actor) as work:
        subject = _subject(work, about)
        before = submissions.by_key(work.session, person_of(work), key)
        if before is None:
            _require_room(work, subject, about, len(content))
    made = None
    file_id = new_id()
    if before is None:
        made = files.cleaner.clean(content)
        put(keeper, file_id, made.content)
    kept = False
    try:
        with desk.writing(actor, sending) as work:
            subject = _subject(work, about)
            receipt = hand_in(work, KINDS[about.kind], key, said)
            if receipt.again:
                return receipt
            if made is None:
                raise NotFound("What had been handed in is gone.")
            take_turn(work.session, f"documents {subject.id}")
            _require_room(work, subject, about, len(content))
            work.session.add(
                Document(
                    id=file_id,
                    participant_id=subject.id,
                    office_id=subject.office_id,
                    about_kind=about.kind,
                    about_id=about.id,
                    kind=made.kind,
                    state=DocumentState.CHECKING if files.scans else DocumentState.NOT_SCANNED,
                    sha256=filing.digest(made.content),
                    size=len(made.content),
                    received_size=len(content),
                    pages=made.pages,
                    handed_in_at=work.now,
                    by_id=representative_of(work),
                    submission_id=receipt.id,
                    scan_due_at=work.now if files.scans else None,
                )
            )
            work.session.flush()
            if about.kind is AboutKind.ABSENCE:
                file_came(work, subject.id, about.id)
            work.tell(DocumentHandedIn(subject.id, subject.office_id, file_id))
            # From here on the row may be there, whatever the database says of it.
            kept = True
    finally:
        if made is not None and not kept:
            keeper.drop(file_id)
    return receipt


def open_own(work: Work, keeper: FileKeeper | None, kind: AboutKind, document_id: str) -> Opened:
    """A file about the participant's own absence or day, or of their conversation, once it is checked. Raises NotFound.

    Whoever helps hands in, and opens nothing: a mandate is for acting, and not for reading what a doctor wrote.
    """
    subject = own_case(work, ACTIONS[kind])
    if representative_of(work):
        raise NotPermitted("A helper opens no files.")
    row = store.one(work.session, subject.id, document_id)
    if row is None or row.about_kind is not kind:
        raise NotFound("No such file.")
    if kind is AboutKind.MESSAGE and message_files.message_of(work.session, subject.id, row.about_id) is None:
        raise NotFound("The office has taken away what it came with.")
    return opened(keeper, row)


def opened(keeper: FileKeeper | None, row: AnyRow) -> Opened:
    """The content of a file that its reader may see. Raises NotFound for one that nobody may open, or that is gone."""
    if keeper is None or row.state not in CAN_BE_OPENED:
        raise NotFound("Nobody opens it before it is checked, or when it is harmful.")
    try:
        return Opened(filing.read(keeper, row.id, row.sha256), row.kind, row.state)
    except FileMissing as error:
        raise NotFound("The file is not there.") from error


def put(keeper: FileKeeper, file_id: str, content: bytes) -> None:
    """Put a file where files lie. Raises Busy when the disk takes none just now."""
    try:
        keeper.put(file_id, content)
    except OSError as error:
        # The disk is full, or gone for the moment: nothing is kept, and trying again later will work.
        raise Busy("The file could not be put onto the disk.") from error


def _subject(work: Work, about: About) -> Subject:
    """Whose it is, when what it is about is theirs."""
    subject = own_case(work, ACTIONS[about.kind])
    if about.kind is AboutKind.ABSENCE:
        if absences.own(work.session, subject.id, about.id) is None:
            raise NotFound("No such absence.")
    else:
        day = date.fromisoformat(about.id)
        if not documented_from(work) <= day <= work.today:
            raise NotFound("No such day to document.")
    return subject


def _require_room(work: Work, subject: Subject, about: About, size: int) -> None:
    if size > LARGEST:
        raise Refused("file-too-large")
    there = store.about(work.session, subject.id, about.kind, about.id)
    if len(there) >= MOST_FILES or sum(row.received_size for row in there) + size > MOST_BYTES:
        raise Refused("file-too-many")
    if store.received_since(work.session, subject.id, work.now - timedelta(days=1)) + size > MOST_A_DAY:
        raise Refused("file-too-many-today")
