"""Scanning: a file stays closed until the scanner has said that it is clean, however often the scanner fails."""

from collections.abc import Iterator

import pytest
from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

from portal.adapters.clamd import Clamd
from portal.adapters.clock import FixedClock
from portal.domain.documents import DocumentState
from portal.services.work import Desk
from portal.store.models import Document, EventRow, Notice
from portal.worker.scanning import AGAIN, Scans
from tests.builders import RecordingBus, Village
from tests.hostile_files import EICAR
from tests.scanner_peer import ScannerPeer, scanner
from tests.services.document_world import Shelf, about, add_absence, files, hand

MANY = 40


@pytest.fixture
def peer() -> Iterator[ScannerPeer]:
    with scanner() as found:
        yield found


def _states(engine: Engine) -> list[DocumentState]:
    with Session(engine) as session:
        return list(session.scalars(select(Document.state).order_by(Document.handed_in_at, Document.id)))


def _scans(engine: Engine, clock: FixedClock, shelf: Shelf, peer: ScannerPeer, bus: RecordingBus) -> Scans:
    return Scans(engine, clock, shelf, Clamd(peer.address), bus)


def _handed(engine: Engine, desk: Desk, village: Village, *contents: bytes, scans: bool = True) -> Shelf:
    here, shelf, _ = files(scans=scans)
    for number, content in enumerate(contents):
        whose = (village.participant, village.neighbour, village.stranger)[number % 3]
        hand(desk, whose, here, about(add_absence(engine, whose)), content, key=number)
    return shelf


def test_every_file_gets_its_answer_though_one_call_in_twenty_fails(
    engine: Engine, desk: Desk, village: Village, clock: FixedClock, peer: ScannerPeer, bus: RecordingBus
) -> None:
    shelf = _handed(engine, desk, village, *[b"photo"] * MANY)
    scans = _scans(engine, clock, shelf, peer, bus)
    answered = 0
    for _ in range(10):
        answered += scans.scan_due()
        clock.move(seconds=AGAIN.total_seconds())
    assert answered == MANY
    assert set(_states(engine)) == {DocumentState.CLEAN}
    assert peer.failed == 2


def test_a_harmful_file_stays_closed_and_its_owner_gets_a_notice(
    engine: Engine, desk: Desk, village: Village, clock: FixedClock, peer: ScannerPeer, bus: RecordingBus
) -> None:
    shelf = _handed(engine, desk, village, EICAR.encode())
    bus.changes.clear()
    assert _scans(engine, clock, shelf, peer, bus).scan_due() == 1
    assert _states(engine) == [DocumentState.INFECTED]
    with Session(engine) as session:
        event = session.scalars(select(EventRow).where(EventRow.kind == "DocumentChecked")).one()
        assert session.scalars(select(Notice.event_id)).all() == [event.id]
    assert (f"person:{village.participant.id}", "absences") in bus.told()
    assert (f"office:{village.office}", f"case-{village.participant.id}") in bus.told()


def test_while_the_scanner_is_down_a_file_stays_closed_and_is_tried_again(
    engine: Engine, desk: Desk, village: Village, clock: FixedClock, peer: ScannerPeer, bus: RecordingBus
) -> None:
    shelf = _handed(engine, desk, village, b"photo", b"photo")
    scans = _scans(engine, clock, shelf, peer, bus)
    peer.down = True
    for _ in range(5):
        assert scans.scan_due() == 0
        clock.move(seconds=AGAIN.total_seconds())
    assert _states(engine) == [DocumentState.CHECKING] * 2
    peer.down = False
    clock.move(minutes=5)
    assert scans.scan_due() == 2
    assert _states(engine) == [DocumentState.CLEAN] * 2


def test_a_file_that_is_missing_is_not_called_clean_and_holds_up_none_of_the_others(
    engine: Engine, desk: Desk, village: Village, clock: FixedClock, peer: ScannerPeer, bus: RecordingBus
) -> None:
    shelf = _handed(engine, desk, village, b"lost", b"photo")
    del shelf.there[next(one for one, content in shelf.there.items() if b"lost" in content)]
    assert _scans(engine, clock, shelf, peer, bus).scan_due() == 1
    assert sorted(_states(engine)) == [DocumentState.CHECKING, DocumentState.CLEAN]


def test_what_came_before_there_was_a_scanner_is_scanned_when_there_is_one(
    engine: Engine, desk: Desk, village: Village, clock: FixedClock, peer: ScannerPeer, bus: RecordingBus
) -> None:
    shelf = _handed(engine, desk, village, b"photo", EICAR.encode(), scans=False)
    assert _scans(engine, clock, shelf, peer, bus).scan_due() == 2
    assert sorted(_states(engine)) == [DocumentState.CLEAN, DocumentState.INFECTED]
