"""Documentation that a few people have handed in: a made-up paper about their last absence, and about a day."""

from datetime import timedelta
from typing import Any

from sqlalchemy import Engine, select

from portal.demo.days import DAY
from portal.demo.people import Participant
from portal.demo.world import World, identifier
from portal.domain.absence import Documentation
from portal.domain.documents import AboutKind, DocumentState, FileKind
from portal.domain.events import DocumentHandedIn
from portal.domain.ports import FileKeeper, FileMissing
from portal.domain.submission import SubmissionKind
from portal.services.files import digest
from portal.store.absence import Absence
from portal.store.base import rows
from portal.store.document import Document
from portal.store.programme import Programme

WHO = ("rolig-rogn", "lun-lind", "tapper-tang", "grei-grend", "stille-strand")
KINDS = {AboutKind.ABSENCE: SubmissionKind.DOCUMENT, AboutKind.DAY: SubmissionKind.DAY_DOCUMENT}


def add_documents(world: World, people: list[Participant]) -> None:
    """Add a paper for each of them, about the last absence if they have had one, and about yesterday."""
    newest: dict[str, dict[str, Any]] = {}
    for absence in sorted(world.waiting(Absence), key=lambda one: one["first_day"]):
        newest[absence["participant_id"]] = absence
    running = {row["participant_id"] for row in world.waiting(Programme) if row["started_on"]}
    for person in people:
        if person.key not in WHO or person.id not in running:
            continue
        last = newest.get(person.id)
        if last:
            if "documentation" in last:
                last["documentation"] = Documentation.NOW
            _add(world, person, AboutKind.ABSENCE, last["id"])
        _add(world, person, AboutKind.DAY, (world.today - DAY).isoformat())


def put_files(engine: Engine, keeper: FileKeeper) -> None:
    """Put the papers where the rows say that they are, unless they are there."""
    with engine.connect() as connection:
        ids = connection.scalars(select(rows(Document).c.id).where(rows(Document).c.sha256 == digest(PAPER)))
        for document_id in ids:
            try:
                keeper.get(document_id)
            except FileMissing:
                keeper.put(document_id, PAPER)


def _add(world: World, person: Participant, kind: AboutKind, about_id: str) -> None:
    document_id = identifier("document", person.key, kind.value)
    at = world.now - timedelta(hours=20)
    content = {"about": kind.value, "id": about_id, "bytes": len(PAPER), "sha256": digest(PAPER)}
    world.add(
        Document,
        id=document_id,
        participant_id=person.id,
        office_id=person.office_id,
        about_kind=kind,
        about_id=about_id,
        kind=FileKind.PDF,
        state=DocumentState.NOT_SCANNED,
        sha256=digest(PAPER),
        size=len(PAPER),
        received_size=len(PAPER),
        pages=1,
        handed_in_at=at,
        by_id=None,
        submission_id=world.hand_in(
            person.id, person.locale, KINDS[kind], content, at, "document", kind.value
        ),
        scan_due_at=None,
        scanned_at=None,
    )
    event = DocumentHandedIn(person.id, person.office_id, document_id)
    world.tell(event, at, person.id, document_id)


def _paper() -> bytes:
    """A PDF of one page, always the same bytes."""
    drawing = b"BT /F1 24 Tf 72 760 Td (Bekreftelse, oppdiktet) Tj ET"
    parts = (
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>>>",
        b"<</Length %d>>stream\n%s\nendstream" % (len(drawing), drawing),
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
    )
    made, places = b"%PDF-1.4\n", []
    for number, part in enumerate(parts, 1):
        places.append(len(made))
        made += b"%d 0 obj%s endobj\n" % (number, part)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    start = len(made)
    made += b"xref\n0 6\n0000000000 65535 f \n" + table
    return made + b"trailer<</Size 6/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n" % start


PAPER = _paper()
