"""Important messages: each says themselves that they have read one; sent again after 4 and 7 days, phoned after 10."""

import pytest
from sqlalchemy import Engine, update

from portal.adapters.clock import FixedClock
from portal.adapters.holidays import NorwegianHolidays
from portal.domain.errors import NotFound, NotPermitted
from portal.services import conversations, important
from portal.services.important import remind
from portal.services.work import Desk
from portal.store.base import rows
from portal.store.engine import for_writing
from portal.store.models import (
    MessageAcknowledgement,
    MessageImportant,
    Notice,
    Person,
)
from tests.builders import RecordingBus, Village, all_rows, at_once
from tests.conftest import AUDIT_KEY
from tests.services.important_world import acknowledged, sent, to_phone, told, until, waiting


def test_an_ordinary_message_asks_for_nothing(
    engine: Engine, desk: Desk, village: Village, clock: FixedClock
) -> None:
    sent(desk, village, important=False)
    clock.move(days=30)
    assert (remind(desk), waiting(desk, village.participant)) == (0, [])
    assert all_rows(engine, MessageImportant) == []


def test_a_participant_can_ask_nobody_to_acknowledge(engine: Engine, desk: Desk, village: Village) -> None:
    with desk.writing(village.participant) as work:
        conversations.write_to_us(work, "k", "Viktig!")
    assert all_rows(engine, MessageImportant) == []


def test_having_it_open_is_not_having_acknowledged_it(engine: Engine, desk: Desk, village: Village) -> None:
    place = sent(desk, village)
    with desk.writing(village.participant) as work:
        conversations.mark_read(work, village.participant.id, place)
    assert waiting(desk, village.participant) == [place]
    acknowledged(desk, village.participant, place)
    acknowledged(desk, village.participant, place)
    assert waiting(desk, village.participant) == []
    assert len(all_rows(engine, MessageAcknowledgement)) == told(engine, "ImportantAcknowledged") == 1


def test_whoever_helps_speaks_for_themselves_alone(desk: Desk, village: Village, clock: FixedClock) -> None:
    place = sent(desk, village)
    acknowledged(desk, village.representative, place)
    assert waiting(desk, village.representative) == []
    assert waiting(desk, village.participant) == [place]
    with desk.reading(village.caseworker) as work:
        said = conversations.conversation_with(work, village.participant.id).important[place]
    assert (said.theirs, said.mine) == (None, None)
    clock.move(days=4)
    assert remind(desk) == 1


@pytest.mark.parametrize("who", ["neighbour", "stranger"])
def test_nobody_acknowledges_what_is_not_theirs(desk: Desk, village: Village, who: str) -> None:
    place = sent(desk, village)
    with pytest.raises(NotFound):
        acknowledged(desk, getattr(village, who), place)


@pytest.mark.parametrize(
    "who", ["caseworker", "leader", "contact_centre", "auditor", "administrator", "translator"]
)
def test_staff_cannot_acknowledge_for_anybody(desk: Desk, village: Village, who: str) -> None:
    place = sent(desk, village)
    with pytest.raises(NotPermitted):
        acknowledged(desk, getattr(village, who), place)


def test_what_is_no_important_message_cannot_be_acknowledged(desk: Desk, village: Village) -> None:
    place = sent(desk, village, important=False)
    for number in (place, place + 1, 0):
        with pytest.raises(NotFound):
            acknowledged(desk, village.participant, number)


def test_it_is_sent_again_after_four_and_seven_days_and_then_somebody_phones(
    engine: Engine, desk: Desk, village: Village, clock: FixedClock
) -> None:
    place, notices = sent(desk, village), []
    steps = []
    for _ in range(14):
        clock.move(days=1)
        taken = remind(desk)
        assert remind(desk) == 0
        if taken:
            steps.append(clock.now().day - 24 if clock.now().month == 11 else clock.now().day + 6)
        notices.append(len(all_rows(engine, Notice)))
    assert steps == [4, 7, 10]
    # The message itself, and each time it was sent again. The task to phone tells nobody outside.
    assert notices == [1, 1, 1, 2, 2, 2, 3, 3, 3, 3, 3, 3, 3, 3]
    assert told(engine, "ImportantResent") == 2
    assert told(engine, "ImportantUnanswered") == 1
    assert to_phone(desk, village.caseworker) == [("Deltaker Dal", place)]


def test_days_are_those_of_a_norwegian_calendar(
    engine: Engine, desk: Desk, village: Village, clock: FixedClock
) -> None:
    until(clock, "2026-11-24 23:59")
    sent(desk, village)
    until(clock, "2026-11-27 23:59")
    assert remind(desk) == 0
    until(clock, "2026-11-28 00:01")
    assert remind(desk) == 1
    assert all_rows(engine, MessageImportant)[0].resent_first_at == clock.now()


def test_a_notice_of_a_message_sent_again_is_not_dropped_because_the_page_was_open(
    engine: Engine, desk: Desk, village: Village, clock: FixedClock
) -> None:
    place = sent(desk, village)
    with desk.writing(village.participant) as work:
        conversations.mark_read(work, village.participant.id, place)
    clock.move(days=4)
    remind(desk)
    fresh = [row for row in all_rows(engine, Notice) if row.due_at == clock.now()]
    assert [(row.person_id, row.sequence) for row in fresh] == [(village.participant.id, None)]


def test_who_has_acknowledged_is_left_in_peace(desk: Desk, village: Village, clock: FixedClock) -> None:
    place = sent(desk, village)
    clock.move(days=4)
    assert remind(desk) == 1
    acknowledged(desk, village.participant, place)
    clock.move(days=20)
    assert (remind(desk), to_phone(desk, village.caseworker)) == (0, [])


def test_who_acknowledges_late_needs_no_call(desk: Desk, village: Village, clock: FixedClock) -> None:
    place = sent(desk, village)
    clock.move(days=11)
    remind(desk)
    assert to_phone(desk, village.caseworker) == [("Deltaker Dal", place)]
    acknowledged(desk, village.participant, place)
    assert to_phone(desk, village.caseworker) == []


def test_a_worker_that_stood_still_tells_nobody_twice_on_one_day(
    engine: Engine, desk: Desk, village: Village, clock: FixedClock
) -> None:
    sent(desk, village)
    clock.move(days=8)
    assert [remind(desk), remind(desk)] == [1, 0]
    row = all_rows(engine, MessageImportant)[0]
    assert (row.resent_first_at, row.resent_second_at) == (None, clock.now())
    assert told(engine, "ImportantResent") == 1


def test_two_workers_at_once_take_a_step_once(
    engine: Engine, desk: Desk, village: Village, clock: FixedClock
) -> None:
    for number in range(3):
        sent(desk, village, f"Viktig nummer {number}")
    desks = [Desk(engine, clock, NorwegianHolidays(), RecordingBus(), AUDIT_KEY) for _ in range(6)]
    for days, kind, count in (
        (4, "ImportantResent", 3),
        (3, "ImportantResent", 6),
        (3, "ImportantUnanswered", 3),
    ):
        clock.move(days=days)
        done = at_once(6, lambda number: remind(desks[number]))
        assert sum(one for one in done if isinstance(one, int)) == 3, done
        assert told(engine, kind) == count
    assert len(all_rows(engine, Notice)) == 3 + 6


def test_one_that_fails_keeps_none_of_the_others_and_comes_back(
    desk: Desk, village: Village, clock: FixedClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in range(3):
        sent(desk, village, f"Viktig nummer {number}")
    clock.move(days=4)
    real, killed = important._take, []

    def take(*given: object) -> bool:
        if not killed:
            killed.append(1)
            raise OSError("killed")
        return real(*given)  # type: ignore[arg-type]

    monkeypatch.setattr(important, "_take", take)
    assert [remind(desk), remind(desk), remind(desk)] == [2, 1, 0]


def test_a_step_is_kept_whole_or_not_at_all(
    engine: Engine, desk: Desk, village: Village, clock: FixedClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    sent(desk, village)
    clock.move(days=4)
    with monkeypatch.context() as patch:
        patch.setattr("portal.services.work.notices_of", lambda *_: 1 / 0)
        assert remind(desk) == 0
    assert all_rows(engine, MessageImportant)[0].resent_first_at is None
    assert remind(desk) == 1


def test_after_a_move_the_office_that_was_left_reminds_nobody(
    engine: Engine, desk: Desk, village: Village, clock: FixedClock
) -> None:
    sent(desk, village)
    with for_writing(engine).begin() as connection:
        moved = rows(Person).c.id == village.participant.id
        connection.execute(update(rows(Person)).where(moved).values(office_id=village.other_office))
    clock.move(days=11)
    assert remind(desk) == 0
    assert to_phone(desk, village.caseworker) == to_phone(desk, village.far_caseworker) == []
