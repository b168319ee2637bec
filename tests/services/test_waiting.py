"""Waiting: how soon by what it is about, brought forward and never back, and set by hand with a trace."""

from datetime import date

import pytest
from sqlalchemy import Engine

from portal.adapters.clock import FixedClock
from portal.domain.errors import Conflict, NotFound, NotPermitted
from portal.domain.messages import MessageAbout, Topic
from portal.domain.people import Actor
from portal.domain.waiting import Pressing, Waits
from portal.services import conversations, waiting
from portal.services.message_sending import Letter
from portal.services.permissions import Action, own_case
from portal.services.taking_back import take_back
from portal.services.work import Desk
from portal.store.models import Conversation, EventRow, Notice, WaitingMark
from tests.builders import RecordingBus, Village, all_rows, at_once, oslo
from tests.services.document_world import files as shelf_of
from tests.services.ladder_world import answer, ask, own_page

FRIDAY = "2026-11-27 15:45"


def row(engine: Engine) -> Conversation:
    found: Conversation = all_rows(engine, Conversation)[0]
    return found


def hand(
    desk: Desk, who: Actor, village: Village, waits: Waits, seen: int = 1, participant: Actor | None = None
) -> None:
    with desk.writing(who) as work:
        waiting.set_by_hand(work, (participant or village.participant).id, waits, seen)


@pytest.mark.parametrize(
    ("letter", "why", "due"),
    [
        pytest.param(Letter("x"), None, "2026-12-02", id="nothing in particular"),
        pytest.param(
            Letter("x", about=MessageAbout(Topic.ACTIVITY, "1")), None, "2026-12-02", id="an activity"
        ),
        pytest.param(Letter("x", about=MessageAbout(Topic.MONEY)), None, "2026-12-02", id="money"),
        pytest.param(Letter("x", about=MessageAbout(Topic.HOUSING)), None, "2026-12-02", id="housing"),
        pytest.param(
            Letter("x", about=MessageAbout(Topic.MONEY), urgent=True),
            Pressing.URGENT,
            "2026-11-30",
            id="urgent money",
        ),
        pytest.param(Letter("x", urgent=True), Pressing.URGENT, "2026-11-30", id="urgent"),
        pytest.param(
            Letter("x", about=MessageAbout(Topic.ABSENCE, "1")),
            Pressing.ABSENCE,
            "2026-11-30",
            id="an absence",
        ),
        pytest.param(
            Letter("x", about=MessageAbout(Topic.APPOINTMENT, "1")),
            Pressing.MEETING,
            "2026-11-30",
            id="a meeting",
        ),
    ],
)
def test_the_promise_is_dated_by_what_the_message_is_about(
    desk: Desk, village: Village, clock: FixedClock, letter: Letter, why: Pressing | None, due: str
) -> None:
    clock.moment = oslo(FRIDAY)
    assert waiting.pressing(letter) is why
    with desk.reading(village.participant) as work:
        promise = waiting.promised(work, own_case(work, Action.USE_OWN_MESSAGES), letter)
    assert promise.value == date.fromisoformat(due)
    assert [one.reason.code for one in promise.because][-1] == "office.answers-within"


def test_a_later_message_brings_the_promise_forward_and_never_back(
    engine: Engine, desk: Desk, village: Village, clock: FixedClock
) -> None:
    began = clock.now()
    ask(desk, village.participant)
    assert row(engine).answer_by == date(2026, 11, 27)
    ask(desk, village.participant, "Strømmen er kuttet.", urgent=True)
    assert (row(engine).answer_by, row(engine).waiting_for_us_since) == (date(2026, 11, 25), began)
    at = own_page(desk, village.participant).standing
    assert at is not None
    assert at.promise is not None
    assert [one.reason.code for one in at.promise.because] == ["office.cannot-wait", "office.answers-within"]
    clock.move(days=1)
    ask(desk, village.participant, "Er dere der?")
    ask(desk, village.participant, "Det haster!", urgent=True)
    assert (row(engine).answer_by, row(engine).waiting_for_us_since) == (date(2026, 11, 25), began)


def test_an_urgent_message_after_the_day_has_passed_leaves_the_missed_day_as_it_is(
    engine: Engine, desk: Desk, village: Village, clock: FixedClock
) -> None:
    ask(desk, village.participant)
    clock.move(days=10)
    ask(desk, village.participant, "Det haster!", urgent=True)
    assert row(engine).answer_by == date(2026, 11, 27)


def test_an_answer_that_asks_makes_us_wait_and_stops_the_clock_until_they_write(
    engine: Engine, desk: Desk, village: Village, clock: FixedClock
) -> None:
    ask(desk, village.participant)
    answer(desk, village, "Hvilken dag passer?", asks=True)
    asked = clock.now()
    at = own_page(desk, village.participant).standing
    assert at is not None
    assert (at.waits, at.answer_by, at.missed) == (Waits.FOR_THEM, None, False)
    clock.move(days=20)
    answer(desk, village, "Har du sett spørsmålet?")
    assert row(engine).waiting_for_them_since == asked, "Reminding them is no new wait and no end of it."
    ask(desk, village.participant, "Torsdag")
    assert row(engine).waiting_for_them_since is None
    assert (row(engine).waiting_for_us_since, row(engine).answer_by) == (clock.now(), date(2026, 12, 17))


@pytest.mark.parametrize("waits", [Waits.FOR_THEM, Waits.NOBODY])
def test_what_is_set_by_hand_ends_our_wait_and_leaves_a_trace(
    engine: Engine, desk: Desk, village: Village, clock: FixedClock, bus: RecordingBus, waits: Waits
) -> None:
    ask(desk, village.participant)
    bus.changes.clear()
    notices = len(all_rows(engine, Notice))
    hand(desk, village.colleague, village, waits)
    now = row(engine)
    assert (now.waiting_for_us_since, now.answer_by, now.promise) == (None, None, None)
    assert now.waiting_for_them_since == (clock.now() if waits is Waits.FOR_THEM else None)
    (trace,) = all_rows(engine, WaitingMark)
    assert (trace.set_by, trace.at, trace.waits) == (village.colleague.id, clock.now(), waits)
    event = all_rows(engine, EventRow, kind="WaitingSet")[0]
    assert (event.actor_id, event.data["waits"]) == (village.colleague.id, waits.value)
    assert (f"person:{village.participant.id}", "messages") in bus.told()
    assert len(all_rows(engine, Notice)) == notices
    with desk.reading(village.caseworker) as work:
        at = conversations.conversation_with(work, village.participant.id).standing
    assert at is not None
    assert at.mark is not None
    assert (at.mark.alias, at.mark.waits) == ("Kollega", waits)
    own = own_page(desk, village.participant).standing
    assert own is not None
    assert own.mark is None, "Who of the staff did it when is not the participant's to follow on this page."


def test_what_was_taken_back_keeps_nobody_from_saying_who_waits(
    engine: Engine, desk: Desk, village: Village
) -> None:
    ask(desk, village.participant)
    ask(desk, village.participant, "Glem det.")
    take_back(desk, village.participant, shelf_of()[0], 2)
    hand(desk, village.colleague, village, Waits.NOBODY, seen=1)
    assert row(engine).waiting_for_us_since is None


def test_that_we_owe_an_answer_gives_a_promise_counted_from_then(
    engine: Engine, desk: Desk, village: Village, clock: FixedClock
) -> None:
    ask(desk, village.participant)
    answer(desk, village, asks=True)
    clock.move(days=3)
    hand(desk, village.caseworker, village, Waits.FOR_US, 2)
    now = row(engine)
    assert (now.waiting_for_us_since, now.waiting_for_them_since) == (clock.now(), None)
    assert now.answer_by == date(2026, 12, 2)


def test_the_same_twice_or_at_once_is_one_trace(engine: Engine, desk: Desk, village: Village) -> None:
    ask(desk, village.participant)
    at_once(8, lambda _number: hand(desk, village.caseworker, village, Waits.FOR_THEM))
    hand(desk, village.caseworker, village, Waits.FOR_THEM)
    assert len(all_rows(engine, WaitingMark)) == len(all_rows(engine, EventRow, kind="WaitingSet")) == 1


def test_nobody_puts_aside_a_message_that_came_since_they_looked(
    engine: Engine, desk: Desk, village: Village
) -> None:
    ask(desk, village.participant)
    ask(desk, village.participant, "Jeg har ikke mat.")
    before = row(engine)
    with pytest.raises(Conflict):
        hand(desk, village.caseworker, village, Waits.NOBODY, 1)
    assert (row(engine), all_rows(engine, WaitingMark)) == (before, [])


@pytest.mark.parametrize(
    ("who", "refused"),
    [
        ("far_caseworker", NotFound),
        ("leader", NotPermitted),
        ("participant", NotPermitted),
        ("representative", NotPermitted),
        ("contact_centre", NotPermitted),
        ("auditor", NotPermitted),
    ],
)
def test_nobody_else_says_who_waits(
    engine: Engine, desk: Desk, village: Village, who: str, refused: type[Exception]
) -> None:
    ask(desk, village.participant)
    before = row(engine)
    with pytest.raises(refused):
        hand(desk, getattr(village, who), village, Waits.NOBODY)
    assert (row(engine), all_rows(engine, WaitingMark)) == (before, [])


def test_where_nobody_has_written_nobody_waits(desk: Desk, village: Village) -> None:
    with pytest.raises(NotFound):
        hand(desk, village.caseworker, village, Waits.FOR_US, 0)
    assert own_page(desk, village.participant).standing is None


def test_the_inbox_shows_what_is_due_first_before_what_has_waited_longest(
    desk: Desk, village: Village, clock: FixedClock
) -> None:
    ask(desk, village.neighbour)
    clock.move(hours=1)
    ask(desk, village.participant, "Husleia", urgent=True)
    with desk.reading(village.caseworker) as work:
        found = [one.participant_id for one in conversations.inbox(work, conversations.Filter.WAITING)]
    assert found == [village.participant.id, village.neighbour.id]
