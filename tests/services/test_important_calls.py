"""Who has not acknowledged an important message for ten days is phoned, once, by those who work with the case."""

import pytest
from sqlalchemy import Engine, update

from portal.adapters.clock import FixedClock
from portal.domain.errors import Conflict, NotFound, NotPermitted, Refused
from portal.domain.people import Actor
from portal.services import important
from portal.services.important import remind
from portal.services.work import Desk
from portal.store.base import rows
from portal.store.engine import for_writing
from portal.store.models import (
    MessageImportant,
    Programme,
)
from tests.builders import RecordingBus, Village, all_rows
from tests.services.important_world import sent, to_phone, told, waiting


def called(
    desk: Desk, who: Actor, village: Village, place: int, note: str = "", *, reached: bool = True
) -> None:
    with desk.writing(who) as work:
        important.phoned(work, village.participant.id, place, note, reached=reached)


@pytest.fixture
def due(desk: Desk, village: Village, clock: FixedClock) -> int:
    """A message that somebody must phone about."""
    place = sent(desk, village)
    clock.move(days=10)
    assert remind(desk) == 1
    return place


@pytest.mark.parametrize("reached", [True, False])
def test_a_call_closes_the_task_and_is_no_acknowledgement(
    engine: Engine, desk: Desk, village: Village, due: int, reached: bool
) -> None:
    called(desk, village.colleague, village, due, "La igjen beskjed.", reached=reached)
    called(desk, village.colleague, village, due, "La igjen beskjed.", reached=reached)
    row = all_rows(engine, MessageImportant)[0]
    assert (row.phoned_by, row.reached, row.phone_note) == (
        village.colleague.id,
        reached,
        "La igjen beskjed.",
    )
    assert to_phone(desk, village.caseworker) == []
    assert waiting(desk, village.participant) == [due]
    assert told(engine, "ImportantPhoned") == 1


def test_who_phones_second_hears_that_somebody_was_first(desk: Desk, village: Village, due: int) -> None:
    called(desk, village.colleague, village, due)
    with pytest.raises(Conflict):
        called(desk, village.caseworker, village, due)


def test_a_note_of_a_call_is_short(desk: Desk, village: Village, due: int) -> None:
    with pytest.raises(Refused, match="phone-note-too-long"):
        called(desk, village.caseworker, village, due, "x" * 301)
    called(desk, village.caseworker, village, due, "x" * 300)


@pytest.mark.parametrize(
    ("who", "refusal"),
    [
        ("far_caseworker", NotFound),
        ("leader", NotPermitted),
        ("participant", NotPermitted),
        ("representative", NotPermitted),
        ("contact_centre", NotPermitted),
        ("auditor", NotPermitted),
    ],
)
def test_only_those_who_work_with_the_case_phone(
    desk: Desk, village: Village, due: int, who: str, refusal: type[Exception]
) -> None:
    with pytest.raises(refusal):
        called(desk, getattr(village, who), village, due)


def test_nobody_phones_before_it_is_time(desk: Desk, village: Village) -> None:
    place = sent(desk, village)
    with pytest.raises(NotFound):
        called(desk, village.caseworker, village, place)


def test_whom_to_phone_says_the_number_and_the_interpreter(
    engine: Engine, desk: Desk, village: Village, due: int
) -> None:
    with for_writing(engine).begin() as connection:
        theirs = rows(Programme).c.participant_id == village.participant.id
        connection.execute(update(rows(Programme)).where(theirs).values(interpreter="ar"))
    with desk.reading(village.caseworker) as work:
        row = important.call_of(work, village.participant.id, due)
    assert (row.phone, row.locale, row.interpreter) == ("+4700000000", "nb", "ar")


def test_open_pages_hear_of_it_and_of_the_call_the_staff_alone(
    desk: Desk, village: Village, clock: FixedClock, bus: RecordingBus
) -> None:
    sent(desk, village)
    bus.changes.clear()
    clock.move(days=4)
    remind(desk)
    topics = {(topic, event) for topic, event in bus.told() if village.participant.id in topic}
    assert {event for _, event in topics} == {"messages", "week"}, bus.told()
    bus.changes.clear()
    clock.move(days=6)
    remind(desk)
    assert not [topic for topic, _ in bus.told() if village.participant.id in topic]
    assert bus.told()
