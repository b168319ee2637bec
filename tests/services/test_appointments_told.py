"""What a change of an appointment tells: only what somebody must know at once, and from what they saw last."""

from typing import Any

import pytest
from sqlalchemy import Engine

from portal.domain.appointments import MeetingForm, Reply
from portal.services import appointments, making_appointments
from portal.services.appointments import Own
from portal.services.making_appointments import MeetingCommand
from portal.services.work import Desk
from portal.store.models import EventRow, Notice
from tests.builders import RecordingBus, Village, all_rows
from tests.services.meeting_world import DAY, HOUR, THURSDAY, answer, make, meeting, move, row


@pytest.fixture
def engine(sqlite_engine: Engine) -> Engine:
    return sqlite_engine


def _own(desk: Desk, village: Village, made: str) -> Own:
    with desk.reading(village.participant) as work:
        return appointments.own_appointment(work, made)


@pytest.mark.parametrize(
    "more", [{"interpreter": "so", "interpreter_booked": True}, {"about": "Ta med kart."}]
)
def test_what_can_wait_is_shown_and_wakes_nobody(
    engine: Engine, desk: Desk, village: Village, bus: RecordingBus, more: dict[str, Any]
) -> None:
    made = make(desk, village, meeting(interpreter="so"))
    bus.changes.clear()
    move(desk, village.caseworker, made, 1, meeting(**({"interpreter": "so"} | more)))
    assert [one.kind for one in all_rows(engine, EventRow)] == ["AppointmentMade", "AppointmentChanged"]
    assert len(all_rows(engine, Notice)) == 1
    assert (f"person:{village.participant.id}", "week") in bus.told()
    assert not _own(desk, village, made).moved


@pytest.mark.parametrize(
    "changed",
    [
        meeting(THURSDAY + DAY),
        meeting(ends_at=THURSDAY + 2 * HOUR),
        meeting(place="Rom 5"),
        meeting(form=MeetingForm.PHONE),
    ],
    ids=["day", "end", "place", "form"],
)
def test_another_time_place_or_form_is_told_and_says_what_was_before(
    engine: Engine, desk: Desk, village: Village, changed: MeetingCommand
) -> None:
    made = make(desk, village)
    answer(desk, village.participant, made, Reply.COMING)
    move(desk, village.caseworker, made, 1, changed)
    assert len(all_rows(engine, Notice)) == 2
    own = _own(desk, village, made)
    assert own.moved
    assert own.asks


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ({"form": MeetingForm.VIDEO, "link": "https://a.no/1"}, {"link": "https://b.no/2"}),
        ({"form": MeetingForm.PHONE, "telephone": "11111111"}, {"telephone": "22222222"}),
    ],
    ids=["link", "telephone"],
)
def test_another_link_or_number_is_told_at_once_and_the_answer_stands(
    engine: Engine, desk: Desk, village: Village, before: dict[str, Any], after: dict[str, Any]
) -> None:
    made = make(desk, village, meeting(**before))
    answer(desk, village.participant, made, Reply.COMING)
    with desk.writing(village.caseworker) as work:
        assert making_appointments.change(work, made, 1, meeting(**(before | after)))
    assert [one.kind for one in all_rows(engine, EventRow)][-1] == "AppointmentMoved"
    assert len(all_rows(engine, Notice)) == 2
    assert not _own(desk, village, made).asks


def test_two_moves_in_a_row_come_from_what_was_seen(engine: Engine, desk: Desk, village: Village) -> None:
    made = make(desk, village)
    move(desk, village.caseworker, made, 1, meeting(THURSDAY + DAY, place="Rom 5"))
    move(desk, village.caseworker, made, 2, meeting(THURSDAY + 5 * DAY, place="Rom 7"))
    assert (row(engine).moved_from, row(engine).place_before) == (THURSDAY, "Rom 2")
    answer(desk, village.participant, made, Reply.COMING, sequence=2)
    move(desk, village.caseworker, made, 3, meeting(THURSDAY + 6 * DAY, place="Rom 7"))
    assert (row(engine).moved_from, row(engine).place_before) == (THURSDAY + 5 * DAY, "")


def test_what_moves_back_was_not_moved(engine: Engine, desk: Desk, village: Village) -> None:
    made = make(desk, village)
    move(desk, village.caseworker, made, 1, meeting(THURSDAY + DAY))
    move(desk, village.caseworker, made, 2, meeting())
    assert not _own(desk, village, made).moved
    assert row(engine).asked_at == 2
