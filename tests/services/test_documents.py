"""Documentation: handed in once, counted right, seen only by who may, and never a row without its file."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from threading import Barrier

import pytest
from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

from portal.adapters.clock import FixedClock
from portal.domain.absence import Documentation
from portal.domain.documents import MEGABYTE, MOST_FILES, About, AboutKind, DocumentState
from portal.domain.errors import Busy, Conflict, NotFound, NotPermitted, Refused, TooMany
from portal.domain.people import Actor
from portal.services import absences_documentation, documents, documents_desk
from portal.services import files as filing
from portal.services.work import Desk
from portal.store.models import Absence, AuditRow, Document, Submission
from tests.builders import RecordingBus, Village
from tests.services.document_world import DAY, about, add_absence, files, hand


def _rows(engine: Engine) -> list[Document]:
    with Session(engine) as session:
        return list(session.scalars(select(Document)))


def test_a_file_that_is_handed_in_has_a_row_a_receipt_and_its_content(
    engine: Engine, desk: Desk, village: Village, bus: RecordingBus
) -> None:
    here, shelf, _ = files()
    absence = add_absence(engine, village.participant)
    receipt = hand(desk, village.participant, here, about(absence))
    (row,) = _rows(engine)
    assert shelf.there == {row.id: b"clean photo"}
    assert (row.sha256, row.size, row.received_size) == (filing.digest(b"clean photo"), 11, 5)
    assert (row.state, row.submission_id) == (DocumentState.NOT_SCANNED, receipt.id)
    assert filing.missing(engine, shelf) == []
    with Session(engine) as session:
        sent = session.scalars(select(Submission)).one()
        assert sent.content == {
            "about": "absence",
            "id": absence,
            "bytes": 5,
            "sha256": filing.digest(b"photo"),
        }
        assert session.get_one(Absence, absence).documentation is Documentation.NOW
    assert (f"person:{village.participant.id}", "absences") in bus.told()


def test_the_same_form_sent_again_is_one_file(engine: Engine, desk: Desk, village: Village) -> None:
    here, shelf, copier = files()
    absence = about(add_absence(engine, village.participant))
    first = hand(desk, village.participant, here, absence)
    again = hand(desk, village.participant, here, absence)
    assert (again.id, again.again, copier.count) == (first.id, True, 1)
    assert len(_rows(engine)) == len(shelf.there) == 1


def test_twenty_taps_at_once_are_one_file(engine: Engine, desk: Desk, village: Village) -> None:
    here, shelf, _ = files()
    absence = about(add_absence(engine, village.participant))
    with ThreadPoolExecutor(8) as pool:
        got = set(pool.map(lambda _: hand(desk, village.participant, here, absence).id, range(20)))
    assert len(got) == len(_rows(engine)) == len(shelf.there) == 1


def test_two_uploads_at_once_count_right(engine: Engine, desk: Desk, village: Village) -> None:
    here, shelf, copier = files()
    absence = about(add_absence(engine, village.participant))
    for number in range(MOST_FILES - 1):
        hand(desk, village.participant, here, absence, key=number)
    copier.meanwhile = Barrier(2)

    def one(key: str) -> str:
        try:
            return hand(desk, village.participant, here, absence, key=key).id
        except Refused as refused:
            return refused.code

    with ThreadPoolExecutor(2) as pool:
        got = list(pool.map(one, ["x", "y"]))
    assert got.count("file-too-many") == 1
    assert len(_rows(engine)) == len(shelf.there) == MOST_FILES


@pytest.mark.parametrize("error", [Refused, Busy])
def test_what_is_refused_leaves_neither_row_nor_file_nor_receipt(
    engine: Engine, desk: Desk, village: Village, error: type[Exception]
) -> None:
    here, shelf, _ = files()
    shelf.full = error is Busy
    absence = about(add_absence(engine, village.participant))
    with pytest.raises(error):
        hand(desk, village.participant, here, absence, b"photo" if shelf.full else b"bad")
    assert (_rows(engine), shelf.there) == ([], {})
    with Session(engine) as session:
        assert session.scalars(select(Submission)).all() == []


def test_too_many_bytes_in_a_day_are_refused_before_they_cost_anything(
    desk: Desk, village: Village, clock: FixedClock
) -> None:
    here, _, copier = files()
    first, second = (
        About(AboutKind.DAY, DAY.isoformat()),
        About(AboutKind.DAY, (DAY - timedelta(days=1)).isoformat()),
    )
    for number in range(4):
        what = first if number < 2 else second
        hand(desk, village.participant, here, what, b"x" * 12 * MEGABYTE, key=number)
    with pytest.raises(Refused, match="file-too-many-today"):
        hand(desk, village.participant, here, first, b"x" * 3 * MEGABYTE, key="more")
    assert copier.count == 4
    clock.move(days=1, hours=1)
    hand(desk, village.participant, here, first, b"x" * 3 * MEGABYTE, key="more")


def test_whoever_tries_very_often_is_told_to_wait(engine: Engine, desk: Desk, village: Village) -> None:
    here, _, _ = files()
    absence = about(add_absence(engine, village.participant))
    for number in range(40):
        with pytest.raises(Refused):
            hand(desk, village.participant, here, absence, b"bad", key=number)
    with pytest.raises(TooMany):
        hand(desk, village.participant, here, absence, b"bad", key="one more")


def test_a_file_of_somebody_else_is_nowhere_to_be_found(engine: Engine, desk: Desk, village: Village) -> None:
    here, shelf, _ = files()
    absence = about(add_absence(engine, village.participant))
    hand(desk, village.participant, here, absence)
    (row,) = _rows(engine)
    for other in (village.neighbour, village.stranger):
        with pytest.raises(NotFound), desk.reading(other) as work:
            documents.open_own(work, shelf, AboutKind.ABSENCE, row.id)
        with pytest.raises(NotFound):
            hand(desk, other, here, absence, key="other")
    with pytest.raises(NotFound), desk.reading(village.participant) as work:
        documents.open_own(work, shelf, AboutKind.DAY, row.id)
    with desk.reading(village.participant) as work:
        assert documents.open_own(work, shelf, AboutKind.ABSENCE, row.id).content == b"clean photo"


def test_only_the_contact_person_of_all_the_staff_opens_it_and_that_is_written_down(
    engine: Engine, desk: Desk, village: Village
) -> None:
    here, shelf, _ = files()
    absence = about(add_absence(engine, village.participant))
    hand(desk, village.participant, here, absence)
    (row,) = _rows(engine)

    def opens(actor: Actor) -> bytes:
        with desk.reading(actor) as work:
            return documents_desk.open_in_case(work, shelf, row.id).content

    assert opens(village.caseworker) == b"clean photo"
    with pytest.raises(NotPermitted):
        opens(village.colleague)
    for outside in (village.far_caseworker, village.leader, village.far_leader):
        with pytest.raises(NotFound):
            opens(outside)
    for other in (village.contact_centre, village.administrator, village.auditor, village.translator):
        with pytest.raises(NotPermitted):
            opens(other)
    with desk.reading(village.colleague) as work:
        _, handed = documents_desk.about_absence(work, absence.id)
        assert (len(handed.rows), handed.may_open) == (1, False)
    with Session(engine) as session:
        looks = session.execute(
            select(AuditRow.actor_id, AuditRow.granted).where(AuditRow.what == "document")
        ).all()
    assert (village.caseworker.id, True) in looks
    assert (village.colleague.id, False) in looks
    assert [who for who, granted in looks if granted] == [village.caseworker.id]


def test_nobody_opens_what_is_not_checked_or_is_harmful(engine: Engine, desk: Desk, village: Village) -> None:
    here, shelf, _ = files(scans=True)
    absence = about(add_absence(engine, village.participant))
    hand(desk, village.participant, here, absence)
    for state in (DocumentState.CHECKING, DocumentState.INFECTED):
        with Session(engine) as session:
            row = session.scalars(select(Document)).one()
            row.state = state
            identifier = row.id
            session.commit()
        with pytest.raises(NotFound), desk.reading(village.participant) as work:
            documents.open_own(work, shelf, AboutKind.ABSENCE, identifier)
        with pytest.raises(NotFound), desk.reading(village.caseworker) as work:
            documents_desk.open_in_case(work, shelf, identifier)


def test_a_file_that_was_changed_on_the_disk_is_not_shown(
    engine: Engine, desk: Desk, village: Village
) -> None:
    here, shelf, _ = files()
    absence = about(add_absence(engine, village.participant))
    hand(desk, village.participant, here, absence)
    (row,) = _rows(engine)
    shelf.there[row.id] = b"something else"
    with pytest.raises(NotFound), desk.reading(village.participant) as work:
        documents.open_own(work, shelf, AboutKind.ABSENCE, row.id)
    assert filing.missing(engine, shelf) == [row.id]


def test_what_has_no_row_is_swept_and_what_has_one_stays(
    engine: Engine, desk: Desk, village: Village
) -> None:
    here, shelf, _ = files()
    absence = about(add_absence(engine, village.participant))
    hand(desk, village.participant, here, absence)
    shelf.put("orphan", b"left by a crash")
    assert filing.sweep(engine, shelf, datetime(2026, 11, 24, tzinfo=UTC)) == 1
    assert list(shelf.there) == [_rows(engine)[0].id]


def test_a_helper_hands_in_what_the_mandate_opens(engine: Engine, desk: Desk, village: Village) -> None:
    here, _, _ = files()
    absence = about(add_absence(engine, village.participant))
    hand(desk, village.representative, here, absence)
    (row,) = _rows(engine)
    assert (row.participant_id, row.by_id) == (village.participant.id, village.representative.id)
    other = about(add_absence(engine, village.neighbour))
    with pytest.raises(NotFound):
        hand(desk, village.representative, here, other, key="other")


@pytest.mark.parametrize("day", [DAY + timedelta(days=1), DAY - timedelta(days=63)])
def test_a_day_out_of_reach_takes_no_file(desk: Desk, village: Village, day: object) -> None:
    here, shelf, _ = files()
    with pytest.raises(NotFound):
        hand(desk, village.participant, here, About(AboutKind.DAY, str(day)))
    assert shelf.there == {}


def test_where_no_folder_is_set_nothing_is_handed_in(engine: Engine, desk: Desk, village: Village) -> None:
    _, _, copier = files()
    absence = about(add_absence(engine, village.participant))
    with pytest.raises(Refused, match="file-not-here"):
        hand(desk, village.participant, filing.Files(None, copier), absence)


def test_later_on_paper_or_not_needed_is_kept_on_the_absence(
    engine: Engine, desk: Desk, village: Village
) -> None:
    absence = add_absence(engine, village.participant)

    def choose(version: int, choice: Documentation, by: object = None) -> None:
        with desk.writing(village.participant) as work:
            absences_documentation.choose(work, absence, version, choice, by)  # type: ignore[arg-type] # A day.

    with Session(engine) as session:
        version = session.get_one(Absence, absence).version
    choose(version, Documentation.LATER, DAY + timedelta(days=3))
    choose(version, Documentation.LATER, DAY + timedelta(days=3))
    with pytest.raises(Conflict):
        choose(version, Documentation.PAPER)
    choose(version + 1, Documentation.PAPER)
    with Session(engine) as session:
        row = session.get_one(Absence, absence)
        assert (row.documentation, row.documentation_by, row.version) == (
            Documentation.PAPER,
            None,
            version + 2,
        )
    for by in (None, DAY - timedelta(days=1), DAY + timedelta(days=61)):
        with pytest.raises(Refused, match="documentation-by"):
            choose(version + 2, Documentation.LATER, by)
    with pytest.raises(Refused, match="documentation-choice"):
        choose(version + 2, Documentation.NOW)
