"""Appointments as the participant has them: shown, answered, and never an absence by themselves."""

from dataclasses import replace
from typing import Any

import pytest
from sqlalchemy import Engine, update

from portal.adapters.clock import FixedClock
from portal.domain.access import Area
from portal.domain.appointments import Reply
from portal.domain.errors import Conflict, NotFound, NotPermitted, Refused
from portal.services import appointment_desk, appointments, making_appointments
from portal.services.work import Desk
from portal.store.models import Absence, Appointment, AppointmentAnswer, Person, Submission
from tests.builders import Village, add_mandate, add_person, all_rows, fingerprint
from tests.conftest import NOW
from tests.services.meeting_world import DAY, HOUR, THURSDAY, answer, make, meeting, move


@pytest.fixture
def engine(sqlite_engine: Engine) -> Engine:
    return sqlite_engine


def test_an_appointment_stands_on_the_week_and_asks_for_an_answer(desk: Desk, village: Village) -> None:
    made = make(desk, village, meeting(interpreter="somali", interpreter_booked=True))
    make(desk, village, meeting(THURSDAY + DAY))
    with desk.reading(village.participant) as work:
        (first,) = appointments.for_the_week(work)
        assert (first.row.id, first.row.place, first.row.interpreter) == (made, "Rom 2", "somali")
        assert first.asks
        assert not first.moved
        assert len(appointments.own_appointments(work).coming) == 2


def test_saying_beforehand_that_it_does_not_suit_is_no_absence(
    engine: Engine, desk: Desk, village: Village
) -> None:
    made = make(desk, village)
    wishes = (THURSDAY + DAY, THURSDAY + 2 * DAY, THURSDAY + 3 * DAY)
    answer(
        desk,
        village.participant,
        made,
        Reply.DOES_NOT_SUIT,
        wishes=wishes,
        note="Jeg er på skolen.",
        phone_me=True,
    )
    assert all_rows(engine, Absence) == []
    assert [one.kind for one in all_rows(engine, Submission)] == ["appointment"]
    with desk.reading(village.caseworker) as work:
        (listed,) = appointment_desk.not_suiting(work)
        assert (listed.id, listed.note, listed.phone_me) == (made, "Jeg er på skolen.", True)
        assert appointment_desk.counts(work).not_suiting == 1
        assert [one.starts_at for one in appointment_desk.meeting_of(work, made).wishes] == list(wishes)
    with desk.reading(village.participant) as work:
        assert appointments.own_appointment(work, made).row.answer is Reply.DOES_NOT_SUIT


def test_an_answer_is_added_and_the_last_one_stands(engine: Engine, desk: Desk, village: Village) -> None:
    made = make(desk, village)
    answer(desk, village.participant, made, Reply.DOES_NOT_SUIT, 1, phone_me=True)
    answer(desk, village.participant, made, Reply.COMING, 2, wishes=(THURSDAY + DAY,), note="Likevel")
    assert [
        (one.number, one.answer, one.wish_1, one.note) for one in all_rows(engine, AppointmentAnswer)
    ] == [
        (1, Reply.DOES_NOT_SUIT, None, ""),
        (2, Reply.COMING, None, ""),
    ]
    with desk.reading(village.caseworker) as work:
        assert appointment_desk.not_suiting(work) == []
        assert appointment_desk.meeting_of(work, made).row.answer is Reply.COMING


def test_the_same_answer_sent_twice_is_one_and_has_one_receipt(
    engine: Engine, desk: Desk, village: Village
) -> None:
    made = make(desk, village)
    for _ in range(2):
        answer(desk, village.participant, made, Reply.COMING)
    assert len(all_rows(engine, AppointmentAnswer)) == 1
    assert len(all_rows(engine, Submission)) == 1


@pytest.mark.parametrize(
    ("more", "code"),
    [
        ({}, "wish-missing"),
        ({"wishes": (NOW - HOUR,)}, "wish-past"),
        ({"wishes": (NOW + 400 * DAY,)}, "wish-past"),
        ({"wishes": (THURSDAY,) * 4}, "wish-missing"),
        ({"phone_me": True, "note": "x" * 501}, "note-too-long"),
    ],
)
def test_an_answer_that_cannot_be_understood_is_refused_whole(
    engine: Engine, desk: Desk, village: Village, more: dict[str, Any], code: str
) -> None:
    made = make(desk, village)
    before = fingerprint(engine)
    with pytest.raises(Refused) as refused:
        answer(desk, village.participant, made, Reply.DOES_NOT_SUIT, **more)
    assert refused.value.code == code
    assert fingerprint(engine) == before


def test_an_answer_to_what_was_moved_meanwhile_is_a_conflict_and_is_not_kept(
    engine: Engine, desk: Desk, village: Village
) -> None:
    made = make(desk, village)
    move(desk, village.caseworker, made, 1, meeting(THURSDAY + DAY))
    before = fingerprint(engine)
    with pytest.raises(Conflict):
        answer(desk, village.participant, made, Reply.COMING, sequence=0)
    assert fingerprint(engine) == before
    answer(desk, village.participant, made, Reply.COMING, sequence=1)


def test_a_wished_time_that_has_passed_is_refused(desk: Desk, village: Village, clock: FixedClock) -> None:
    made = make(desk, village)
    answer(desk, village.participant, made, Reply.DOES_NOT_SUIT, wishes=(NOW + HOUR,))
    clock.move(hours=2)
    with pytest.raises(Refused), desk.writing(village.caseworker) as work:
        making_appointments.take_wish(work, made, 1, 1)


def test_what_has_begun_cannot_be_answered(desk: Desk, village: Village, engine: Engine) -> None:
    made = make(desk, village)
    with engine.begin() as connection:
        connection.execute(update(Appointment).values(starts_at=NOW - HOUR, ends_at=NOW + HOUR))
    with desk.reading(village.participant) as work:
        (own,) = appointments.for_the_week(work)
        assert not own.may_answer
    with pytest.raises(Conflict):
        answer(desk, village.participant, made, Reply.COMING)


@pytest.mark.parametrize("who", ["neighbour", "stranger"])
def test_nobody_answers_anothers_appointment(engine: Engine, desk: Desk, village: Village, who: str) -> None:
    made = make(desk, village)
    before = fingerprint(engine)
    with pytest.raises(NotFound):
        answer(desk, getattr(village, who), made, Reply.COMING)
    assert fingerprint(engine) == before


def test_a_representative_answers_with_a_mandate_for_the_week_and_not_without(
    engine: Engine, desk: Desk, village: Village
) -> None:
    made = make(desk, village)
    answer(desk, village.representative, made, Reply.COMING)
    assert all_rows(engine, AppointmentAnswer)[0].by_id == village.representative.id
    other = add_person(engine, village.representative.role, None, "Annen Aas")
    add_mandate(engine, village.participant, other, Area.PLAN)
    acting = replace(other, acts_for=village.participant.id)
    with pytest.raises(NotPermitted):
        answer(desk, acting, made, Reply.COMING, 2)


def test_after_a_move_the_old_offices_appointment_is_locked_and_still_listed(
    engine: Engine, desk: Desk, village: Village
) -> None:
    made = make(desk, village)
    with engine.begin() as connection:
        who = Person.id == village.participant.id
        connection.execute(update(Person).where(who).values(office_id=village.other_office))
    moved = replace(village.participant, office_id=village.other_office)
    with desk.reading(moved) as work:
        assert appointments.for_the_week(work) == ()
        (listed,) = appointments.own_appointments(work).coming
        assert not listed.may_answer
    with pytest.raises(Conflict):
        answer(desk, moved, made, Reply.COMING)
    for actor in (village.caseworker, village.far_caseworker):
        with pytest.raises(NotFound), desk.reading(actor) as work:
            appointment_desk.meeting_of(work, made)
    with desk.reading(village.far_caseworker) as work:
        assert appointment_desk.of_case(work, moved.id).coming == ()
