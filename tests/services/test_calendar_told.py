"""A calendar that comes again: every change counts up under the same name, and what is gone is taken back."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import time, timedelta

import pytest
import vobject
from sqlalchemy import Engine, update

from portal.adapters.clock import FixedClock
from portal.domain.offers import OfferTime
from portal.domain.programme import IntervalKind
from portal.services import calendar_told, making_appointments, offers
from portal.services.calendar_entries import entries_of
from portal.services.moving import move
from portal.services.work import Desk
from portal.store.models import Activity, CalendarEntry, Interval, Slot
from portal.text.calendar import calendar_file
from portal.text.words import Words
from tests.builders import Village, add_activity, all_rows, programme_of, save
from tests.conftest import NOW
from tests.services.meeting_world import make, meeting
from tests.services.test_offers import JOBBHUSET, add, made, remove

WORDS = Words("nb", {})
Read = Mapping[str, tuple[int, str]]


@pytest.fixture
def engine(sqlite_engine: Engine) -> Engine:
    return sqlite_engine


def fetch(desk: Desk, village: Village) -> Read:
    """What a calendar reads now: sequence and status by UID."""
    with desk.writing(village.participant) as work:
        told = calendar_told.keep(work, entries_of(work, names_shown=True))
        at = work.now
    parsed = vobject.readOne(calendar_file(told.entries, WORDS, at, names_shown=True).decode())
    events = parsed.contents.get("vevent", [])
    return {one.uid.value: (int(one.sequence.value), one.status.value) for one in events}


def test_what_did_not_change_does_not_count_up(desk: Desk, village: Village) -> None:
    make(desk, village)
    add(desk, village.participant, made(desk, village.caseworker))
    assert fetch(desk, village) == fetch(desk, village)


def test_a_changed_series_keeps_its_name_and_counts_up(engine: Engine, desk: Desk, village: Village) -> None:
    add_activity(engine, village.participant)
    before = fetch(desk, village)
    for hour in (11, 12):
        with engine.begin() as connection:
            connection.execute(update(Slot).values(ends=time(hour, 55)))
        after = fetch(desk, village)
        assert before.keys() == after.keys()
        changed = [uid for uid in before if before[uid] != after[uid]]
        assert changed
        assert all(after[uid][0] == before[uid][0] + 1 for uid in changed)
        before = after


def test_a_changed_offer_keeps_its_name_and_counts_up(desk: Desk, village: Village) -> None:
    offer_id = made(desk, village.caseworker)
    add(desk, village.participant, offer_id)
    before = fetch(desk, village)
    with desk.writing(village.caseworker) as work:
        offers.change(work, offer_id, 1, replace(JOBBHUSET, place="Torget 2"))
    after = fetch(desk, village)
    assert before.keys() == after.keys()
    assert len([uid for uid in before if after[uid][0] == before[uid][0] + 1]) == 2


def test_what_is_taken_out_is_cancelled_under_its_name(desk: Desk, village: Village) -> None:
    before = fetch(desk, village)
    offer_id = made(desk, village.caseworker)
    add(desk, village.participant, offer_id)
    mine = fetch(desk, village).keys() - before.keys()
    remove(desk, village.participant, offer_id)
    gone = fetch(desk, village)
    assert [gone[uid] for uid in sorted(mine)] == [(1, "CANCELLED")] * 2
    assert fetch(desk, village) == gone
    add(desk, village.participant, offer_id, "again")
    assert {fetch(desk, village)[uid] for uid in mine} == {(2, "CONFIRMED")}


def test_other_times_of_an_offer_end_the_series_before(
    desk: Desk, village: Village, clock: FixedClock
) -> None:
    clock.moment = NOW - timedelta(weeks=2)
    offer_id = made(desk, village.caseworker)
    add(desk, village.participant, offer_id)
    clock.moment = NOW
    before = fetch(desk, village)
    with desk.writing(village.caseworker) as work:
        offers.change(work, offer_id, 1, replace(JOBBHUSET, times=(OfferTime(4, time(9), time(10)),)))
    after = fetch(desk, village)
    assert {after[uid] for uid in before} == {(1, "CONFIRMED")}
    assert len(after.keys() - before.keys()) == 1


def test_a_move_cancels_what_was_to_come(engine: Engine, desk: Desk, village: Village) -> None:
    made_id = make(desk, village)
    add_activity(engine, village.participant)
    before = fetch(desk, village)
    with desk.writing(village.leader) as work:
        move(work, village.participant.id, village.other_office)
    after = fetch(desk, village)
    assert before.keys() <= after.keys()
    assert {status for _, status in after.values()} == {"CANCELLED"}
    assert {row.key for row in all_rows(engine, CalendarEntry)} >= {made_id}


def test_what_is_over_goes_by_itself(engine: Engine, desk: Desk, village: Village, clock: FixedClock) -> None:
    make(desk, village)
    appointments = fetch(desk, village)
    assert appointments
    with engine.begin() as connection:
        connection.execute(update(Activity).values(last_day=NOW.date()))
    fetch(desk, village)
    clock.moment = NOW + timedelta(days=40)
    assert fetch(desk, village) == {}


def test_an_appointment_counts_as_its_own_row_does(desk: Desk, village: Village) -> None:
    made_id = make(desk, village)
    fetch(desk, village)
    with desk.writing(village.caseworker) as work:
        making_appointments.change(work, made_id, 1, meeting(about="Ta med kart."))
    (sequence,) = {one[0] for one in fetch(desk, village).values()}
    assert sequence == 1


def test_a_series_does_not_count_up_because_a_week_has_gone(
    engine: Engine, desk: Desk, village: Village, clock: FixedClock
) -> None:
    add_activity(engine, village.participant)
    add(desk, village.participant, made(desk, village.caseworker))
    before = fetch(desk, village)
    for _ in range(60):
        clock.move(days=7)
        assert fetch(desk, village) == before


def test_what_rests_for_long_comes_back_under_its_name_and_counts_on(
    engine: Engine, desk: Desk, village: Village, clock: FixedClock
) -> None:
    add_activity(engine, village.participant, weekdays=(1,))
    (uid,) = fetch(desk, village)
    programme = programme_of(engine, village.participant)
    pause = Interval(programme_id=programme, kind=IntervalKind.SUSPENSION, first_day=NOW.date())
    save(engine, pause)
    assert fetch(desk, village) == {uid: (1, "CONFIRMED")}
    clock.move(days=70)
    assert fetch(desk, village) == {}
    with engine.begin() as connection:
        connection.execute(update(Interval).values(last_day=NOW.date() + timedelta(days=69)))
    assert fetch(desk, village) == {uid: (2, "CONFIRMED")}
