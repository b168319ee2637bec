"""Files that come with a message: each made clean and kept before the message is written, and gone again without it."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta

from portal.domain.allowance import Counted
from portal.domain.documents import LARGEST, MOST_A_DAY, AboutKind, CleanFile, DocumentState
from portal.domain.errors import Busy, Refused
from portal.domain.messages import MOST_ENCLOSED
from portal.domain.people import STAFF, Actor
from portal.domain.receipt import Sending
from portal.services import files as filing
from portal.services.documents import put
from portal.services.files import Files
from portal.services.permissions import Subject
from portal.services.submissions import Receipt, person_of, representative_of
from portal.services.work import Desk, Work
from portal.store import document as store
from portal.store import submission as submissions
from portal.store.base import new_id
from portal.store.document import Document
from portal.store.engine import take_turn

A_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Enclosed:
    """One file that has no row yet: the id under which it lies, what was made of it, and what arrived.

    `made` is None for one that has come before with the same form. `scans`: a scanner is to be asked about it.
    """

    id: str
    made: CleanFile | None
    received: int
    received_sha256: str
    scans: bool = False


def with_files(
    desk: Desk,
    actor: Actor,
    files: Files,
    key: str,
    contents: Sequence[bytes],
    act: Callable[[Work, tuple[Enclosed, ...]], Receipt],
    sending: Sending | None = None,
) -> Receipt:
    """Do what writes the message, with its files made clean and kept; when nothing comes of it, none of them stays.

    The same form sent again costs no cleaning and changes nothing. Raises what `act` raises, Refused with the code that
    says why a file is not taken, TooMany and Busy. When the process dies between file and row, the file is swept.
    """
    if not contents:
        with desk.writing(actor, sending) as work:
            return act(work, ())
    if len(contents) > MOST_ENCLOSED:
        raise Refused("message-files-many")
    if files.keeper is None:
        raise Refused("file-not-here")
    for content in contents:
        # Every attempt costs time, also one that is refused.
        desk.count(actor, Counted.FILES)
        if len(content) > LARGEST:
            raise Refused("file-too-large")
    with desk.reading(actor) as work:
        again = submissions.by_key(work.session, person_of(work), key) is not None
    with _laid_down(files, contents, again=again) as enclosed, desk.writing(actor, sending) as work:
        receipt = act(work, tuple(enclosed))
        if not receipt.again:
            # From here on the rows may be there, whatever the database says of them.
            enclosed.clear()
    return receipt


@contextmanager
def _laid_down(files: Files, contents: Sequence[bytes], *, again: bool) -> Iterator[list[Enclosed]]:
    """The files where files lie. What is still in the list at the end belongs to no message and is taken away."""
    keeper, there = files.keeper, list[Enclosed]()
    try:
        for content in contents:
            made = None if again else files.cleaner.clean(content)
            one = Enclosed(new_id(), made, len(content), filing.digest(content), files.scans)
            there.append(one)
            if keeper and made:
                put(keeper, one.id, made.content)
        yield there
    finally:
        for one in there:
            if keeper and one.made:
                keeper.drop(one.id)


def enclose(
    work: Work, subject: Subject, kind: AboutKind, receipt: Receipt, enclosed: Sequence[Enclosed]
) -> None:
    """Write the rows of the files that came with this receipt. Raises Refused when there is no room for them today."""
    by_staff = work.actor.role in STAFF
    take_turn(work.session, f"documents {work.actor.id if by_staff else subject.id}")
    since = work.now - A_DAY
    before = (
        store.sent_since(work.session, work.actor.id, since)
        if by_staff
        else store.received_since(work.session, subject.id, since)
    )
    if before + sum(one.received for one in enclosed) > MOST_A_DAY:
        raise Refused("file-too-many-today")
    for place, one in enumerate(enclosed):
        if one.made is None:
            raise Busy("What had been handed in before is gone.")
        work.session.add(
            Document(
                id=one.id,
                participant_id=subject.id,
                office_id=subject.office_id,
                about_kind=kind,
                about_id=receipt.id,
                kind=one.made.kind,
                state=DocumentState.CHECKING if one.scans else DocumentState.NOT_SCANNED,
                sha256=filing.digest(one.made.content),
                size=len(one.made.content),
                received_size=one.received,
                pages=one.made.pages,
                # So that they stand in the order in which they were chosen.
                handed_in_at=work.now + timedelta(microseconds=place),
                by_id=work.actor.id if by_staff else representative_of(work),
                submission_id=receipt.id,
                scan_due_at=work.now if one.scans else None,
            )
        )
    work.session.flush()
