"""Appointments at the office: made, moved and cancelled, told at once, and listed for the day."""

from datetime import UTC, date, datetime
from typing import Any

import pytest
from sqlalchemy import Engine

from portal.domain.appointments import AppointmentState, MeetingForm, Reply
from portal.domain.calendar import OSLO
from portal.domain.errors import Conflict, NotFound, NotPermitted, Refused, TooMany
from portal.services import appointment_desk, appointments, making_appointments
from portal.services.making_appointments import Doubtful
from portal.services.work import Desk
from portal.store.models import Absence, Appointment, EventRow, Notice
from tests.builders import RecordingBus, Village, all_rows, fingerprint
from tests.conftest import NOW
from tests.services.meeting_world import DAY, HOUR, SATURDAY, THURSDAY, answer, make, meeting, move, row


@pytest.fixture
def engine(sqlite_engine: Engine) -> Engine:
    return sqlite_engine


@pytest.mark.parametrize(
    ("more", "code"),
    [
        ({"title": ""}, "appointment-untitled"),
        ({"title": "x" * 121}, "appointment-untitled"),
        ({"starts_at": NOW}, "appointment-past"),
        ({"starts_at": NOW + 400 * DAY}, "appointment-far"),
        ({"ends_at": THURSDAY}, "appointment-ends"),
        ({"ends_at": THURSDAY + 9 * HOUR}, "appointment-ends"),
        ({"place": ""}, "appointment-placeless"),
        ({"form": MeetingForm.VIDEO, "link": "http://example.org"}, "appointment-link"),
        ({"form": MeetingForm.VIDEO, "link": "javascript:alert(1)"}, "appointment-link"),
        ({"form": MeetingForm.VIDEO, "link": "https://a b"}, "appointment-link"),
        ({"form": MeetingForm.PHONE, "telephone": "ring meg"}, "appointment-telephone"),
        ({"interpreter": "x" * 41}, "appointment-language"),
        ({"about": "x" * 501}, "appointment-about"),
    ],
)
def test_what_cannot_be_kept_so_is_refused_and_nothing_is_made(
    engine: Engine, desk: Desk, village: Village, more: dict[str, Any], code: str
) -> None:
    with pytest.raises(Refused) as refused:
        make(desk, village, meeting(**more))
    assert refused.value.code == code
    assert all_rows(engine, Appointment) == []


def test_what_another_way_of_meeting_needs_is_left_out(engine: Engine, desk: Desk, village: Village) -> None:
    make(desk, village, meeting(form=MeetingForm.PHONE, link="https://example.org", telephone="77 00 00 00"))
    kept = row(engine)
    assert (kept.place, kept.link, kept.telephone) == ("", "", "77 00 00 00")


def test_made_twice_is_made_once(engine: Engine, desk: Desk, village: Village) -> None:
    assert make(desk, village) == make(desk, village)
    assert len(all_rows(engine, Appointment)) == 1
    assert len(all_rows(engine, Notice)) == 1


def test_an_overlap_and_a_free_day_are_warned_about_and_not_forbidden(
    engine: Engine, desk: Desk, village: Village
) -> None:
    make(desk, village)
    with pytest.raises(Doubtful) as doubtful:
        make(desk, village, meeting(THURSDAY + HOUR / 2))
    assert [one.title for one in doubtful.value.doubts.overlaps] == ["Samtale"]
    assert doubtful.value.doubts.why_free is None
    with pytest.raises(Doubtful) as doubtful:
        make(desk, village, meeting(SATURDAY))
    assert doubtful.value.doubts.why_free is not None
    assert doubtful.value.doubts.why_free.because[0].basis is not None
    make(desk, village, meeting(SATURDAY), all_the_same=True)
    assert len(all_rows(engine, Appointment)) == 2
    # Right after the first is no overlap, and a cancelled one is in nobody's way.
    make(desk, village, meeting(THURSDAY + HOUR))


def test_a_move_tells_at_once_shows_both_times_and_asks_again(
    engine: Engine, desk: Desk, village: Village, bus: RecordingBus
) -> None:
    made = make(desk, village)
    answer(desk, village.participant, made, Reply.COMING)
    bus.changes.clear()
    move(desk, village.caseworker, made, 1, meeting(THURSDAY + DAY, place="Rom 5"))
    kept = row(engine)
    assert (kept.moved_from, kept.starts_at, kept.sequence) == (THURSDAY, THURSDAY + DAY, 1)
    with desk.reading(village.participant) as work:
        (own,) = appointments.for_the_week(work)
        assert own.moved
        assert own.asks
        assert own.row.place_before == "Rom 2"
    assert (f"person:{village.participant.id}", "week") in bus.told()
    assert (f"office:{village.office}", f"case-{village.participant.id}") in bus.told()
    assert [one.person_id for one in all_rows(engine, Notice)] == [village.participant.id] * 2
    assert [one.kind for one in all_rows(engine, EventRow)][-1] == "AppointmentMoved"


def test_booking_the_interpreter_changes_the_appointment_and_asks_nobody_again(
    engine: Engine, desk: Desk, village: Village
) -> None:
    made = make(desk, village, meeting(interpreter="somali"))
    answer(desk, village.participant, made, Reply.COMING)
    move(desk, village.caseworker, made, 1, meeting(interpreter="somali", interpreter_booked=True))
    assert (row(engine).sequence, row(engine).moved_from) == (1, None)
    with desk.reading(village.participant) as work:
        assert not appointments.own_appointment(work, made).asks
    # Who had the page open before may still answer: it is the same time.
    answer(desk, village.participant, made, Reply.COMING, 2, sequence=0)


def test_one_of_the_wished_times_is_taken_with_one_tap(engine: Engine, desk: Desk, village: Village) -> None:
    made = make(desk, village)
    wishes = (THURSDAY + DAY, SATURDAY)
    answer(desk, village.participant, made, Reply.DOES_NOT_SUIT, wishes=wishes)
    with desk.reading(village.caseworker) as work:
        first, second = appointment_desk.meeting_of(work, made).wishes
        assert not first.doubts
        assert second.doubts.why_free
    with pytest.raises(Conflict), desk.writing(village.caseworker) as work:
        making_appointments.take_wish(work, made, 1, 3)
    with desk.writing(village.caseworker) as work:
        making_appointments.take_wish(work, made, 1, 1)
    kept = row(engine)
    assert (kept.starts_at, kept.ends_at) == (THURSDAY + DAY, THURSDAY + DAY + HOUR)
    with pytest.raises(Conflict), desk.writing(village.caseworker) as work:
        making_appointments.take_wish(work, made, 1, 2)


def test_what_is_cancelled_says_so_and_why_and_asks_nothing(
    engine: Engine, desk: Desk, village: Village
) -> None:
    made = make(desk, village)
    make(desk, village, meeting(THURSDAY + DAY))
    with pytest.raises(Refused), desk.writing(village.caseworker) as work:
        making_appointments.cancel(work, made, 1, " ")
    for _ in range(2):
        with desk.writing(village.caseworker) as work:
            making_appointments.cancel(work, made, 1, "Jeg er syk.")
    with desk.reading(village.participant) as work:
        following, cancelled = appointments.for_the_week(work)
        assert (cancelled.cancelled, cancelled.row.cancel_reason) == (True, "Jeg er syk.")
        assert following.asks
    with pytest.raises(Conflict):
        answer(desk, village.participant, made, Reply.COMING, sequence=1)
    with pytest.raises(Conflict):
        move(desk, village.caseworker, made, 2, meeting(THURSDAY + 3 * HOUR))
    assert all_rows(engine, Absence) == []
    with desk.reading(village.caseworker) as work:
        assert appointment_desk.meeting_of(work, made).may_change is False


def test_two_caseworkers_who_move_it_do_not_overwrite_each_other(desk: Desk, village: Village) -> None:
    made = make(desk, village)
    move(desk, village.caseworker, made, 1, meeting(THURSDAY + 3 * HOUR))
    with pytest.raises(Conflict):
        move(desk, village.colleague, made, 1, meeting(THURSDAY + 5 * HOUR))
    # The same change a second time is the one that was made.
    move(desk, village.caseworker, made, 1, meeting(THURSDAY + 3 * HOUR))


@pytest.mark.parametrize("who", ["participant", "far_caseworker", "leader", "contact_centre", "translator"])
def test_nobody_else_of_the_staff_changes_it_or_sees_it(
    engine: Engine, desk: Desk, village: Village, who: str
) -> None:
    made, actor = make(desk, village), getattr(village, who)
    before = fingerprint(engine)
    for use in (
        lambda work: making_appointments.change(work, made, 1, meeting(THURSDAY + DAY)),
        lambda work: making_appointments.cancel(work, made, 1, "Fordi det er slik."),
        lambda work: making_appointments.take_wish(work, made, 1, 1),
        lambda work: appointment_desk.meeting_of(work, made),
    ):
        with pytest.raises((NotFound, NotPermitted)), desk.writing(actor) as work:
            use(work)
    assert fingerprint(engine) == before


def test_the_lists_of_the_day_hold_the_offices_own_and_nobody_elses(desk: Desk, village: Village) -> None:
    make(desk, village, meeting(NOW + HOUR))
    with desk.writing(village.far_caseworker) as work:
        making_appointments.make(work, village.stranger.id, meeting(NOW + HOUR))
    with desk.reading(village.caseworker) as work:
        assert [one.participant_id for one in appointment_desk.today(work)] == [village.participant.id]
        counts = appointment_desk.counts(work)
        assert (counts.today, counts.not_suiting) == (1, 0)


def test_midnight_in_norway_ends_the_day(desk: Desk, village: Village) -> None:
    midnight = datetime(2026, 11, 25, tzinfo=OSLO).astimezone(UTC)
    assert midnight.date() == date(2026, 11, 24)
    make(desk, village, meeting(midnight))
    with desk.reading(village.caseworker) as work:
        assert appointment_desk.today(work) == []


def test_somebody_who_makes_very_many_must_wait(engine: Engine, desk: Desk, village: Village) -> None:
    for number in range(120):
        make(desk, village, meeting(THURSDAY + number * DAY), all_the_same=True)
    with pytest.raises(TooMany):
        make(desk, village, meeting(THURSDAY + 200 * DAY), all_the_same=True)
    assert len(all_rows(engine, Appointment)) == 120
    assert all(one.state is AppointmentState.PLANNED for one in all_rows(engine, Appointment))
