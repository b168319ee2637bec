"""Messages: who waits since when, what was promised, and one transaction for all that belongs together."""

from datetime import date

import pytest
from sqlalchemy import Engine

from portal.adapters.clock import FixedClock
from portal.domain.errors import KeyReused, NotFound
from portal.domain.messages import UNDO
from portal.domain.people import Actor
from portal.services import conversations
from portal.services.caseload import Filter, counts
from portal.services.submissions import Receipt
from portal.services.work import Desk
from portal.store.models import Conversation, EventRow, Message, Notice, ReadMark, Submission
from tests.builders import RecordingBus, Village, all_rows, at_once, oslo


def _ask(desk: Desk, actor: Actor, text: str = "Hei", key: str | None = None) -> Receipt:
    with desk.writing(actor) as work:
        return conversations.write_to_us(work, key or f"ask {text}", text)


def _answer(desk: Desk, actor: Actor, participant: Actor, text: str = "Svar") -> Receipt:
    with desk.writing(actor) as work:
        return conversations.answer(work, participant.id, f"answer {text}", text)


def test_who_writes_twice_keeps_their_place_in_the_queue(
    engine: Engine, desk: Desk, village: Village, clock: FixedClock
) -> None:
    began = clock.now()
    _ask(desk, village.participant, "Hei")
    first = all_rows(engine, Conversation)[0]
    clock.move(days=2)
    _ask(desk, village.participant, "Er dere der?")
    second = all_rows(engine, Conversation)[0]
    assert first.waiting_for_us_since == second.waiting_for_us_since == began
    assert first.answer_by == second.answer_by == date(2026, 11, 27)


def test_an_answer_ends_the_wait_and_the_next_message_begins_a_new_one(
    engine: Engine, desk: Desk, village: Village, clock: FixedClock
) -> None:
    _ask(desk, village.participant)
    _answer(desk, village.colleague, village.participant)
    answered = all_rows(engine, Conversation)[0]
    assert (answered.waiting_for_us_since, answered.answer_by) == (None, None)
    clock.move(days=1)
    _ask(desk, village.participant, "Takk, men")
    assert all_rows(engine, Conversation)[0].waiting_for_us_since == clock.now()


@pytest.mark.parametrize(
    ("written", "promised"),
    [
        ("2026-11-24 09:30", date(2026, 11, 27)),
        ("2026-11-26 09:30", date(2026, 12, 1)),
        ("2026-11-28 12:00", date(2026, 12, 2)),
        ("2026-12-23 12:00", date(2026, 12, 29)),
        ("2027-03-24 10:00", date(2027, 4, 1)),
    ],
    ids=["Tuesday", "over a weekend", "on a Saturday", "over Christmas", "over Easter"],
)
def test_the_promise_counts_working_days_only(
    engine: Engine, desk: Desk, village: Village, clock: FixedClock, written: str, promised: date
) -> None:
    clock.moment = oslo(written)
    _ask(desk, village.participant)
    assert all_rows(engine, Conversation)[0].answer_by == promised


def test_the_promise_counts_from_norways_day(
    engine: Engine, desk: Desk, village: Village, clock: FixedClock
) -> None:
    clock.moment = oslo("2026-11-25 00:10")
    _ask(desk, village.participant)
    assert all_rows(engine, Conversation)[0].answer_by == date(2026, 11, 30)


def test_an_answer_comes_with_its_event_and_its_notice(
    engine: Engine, desk: Desk, village: Village, bus: RecordingBus, clock: FixedClock
) -> None:
    _answer(desk, village.caseworker, village.participant, "Kom mandag")
    event = all_rows(engine, EventRow)[0]
    notice = all_rows(engine, Notice)[0]
    assert (event.kind, event.actor_id) == ("MessageSent", village.caseworker.id)
    assert (notice.person_id, notice.event_id, notice.sequence) == (village.participant.id, event.id, 1)
    assert notice.due_at == clock.now() + UNDO
    assert "Kom mandag" not in repr(tuple(event)) + repr(tuple(notice))
    assert bus.told() == {
        (f"person:{village.participant.id}", "messages"),
        (f"person:{village.participant.id}:messages", "messages"),
        (f"office:{village.office}", f"case-{village.participant.id}"),
        (f"office:{village.office}", "inbox"),
        (f"office:{village.office}", "overdue"),
    }


def test_a_participants_message_sends_no_notice(engine: Engine, desk: Desk, village: Village) -> None:
    _ask(desk, village.participant)
    assert len(all_rows(engine, EventRow)) == 1
    assert all_rows(engine, Notice) == []


def test_an_error_afterwards_leaves_nothing_and_tells_nobody(
    engine: Engine, desk: Desk, village: Village, bus: RecordingBus
) -> None:
    with pytest.raises(RuntimeError), desk.writing(village.caseworker) as work:  # noqa: PT012 -- It goes wrong at the end.
        conversations.answer(work, village.participant.id, "k", "Svar")
        work.session.flush()
        raise RuntimeError("the power went")
    for model in (Message, Submission, EventRow, Notice, ReadMark, Conversation):
        assert all_rows(engine, model) == [], model
    assert bus.changes == []


def test_a_message_sent_twice_stands_there_once(
    engine: Engine, desk: Desk, village: Village, bus: RecordingBus
) -> None:
    first = _ask(desk, village.participant, key="same")
    told = len(bus.changes)
    second = _ask(desk, village.participant, key="same")
    assert (first.number, second.again) == (second.number, True)
    assert len(all_rows(engine, Message)) == len(all_rows(engine, EventRow)) == 1
    assert len(bus.changes) == told


def test_a_retry_after_our_answer_does_not_make_the_participant_wait_again(
    engine: Engine, desk: Desk, village: Village
) -> None:
    _ask(desk, village.participant, key="same")
    _answer(desk, village.caseworker, village.participant)
    _ask(desk, village.participant, key="same")
    assert all_rows(engine, Conversation)[0].waiting_for_us_since is None


def test_twenty_taps_on_send_are_one_message_with_one_notice(
    engine: Engine, desk: Desk, village: Village
) -> None:
    answers = at_once(20, lambda _number: _answer(desk, village.caseworker, village.participant))
    assert {answer.number for answer in answers if isinstance(answer, Receipt)} == {
        row.number for row in all_rows(engine, Submission)
    }
    assert all(isinstance(answer, Receipt) for answer in answers), answers
    assert len(all_rows(engine, Message)) == len(all_rows(engine, Notice)) == 1


def test_one_key_does_not_send_the_same_words_to_two_people(
    engine: Engine, desk: Desk, village: Village
) -> None:
    _answer(desk, village.caseworker, village.participant)
    with pytest.raises(KeyReused):
        _answer(desk, village.caseworker, village.neighbour)
    assert len(all_rows(engine, Message)) == 1


def test_both_sides_writing_at_once_get_places_without_a_gap(
    engine: Engine, desk: Desk, village: Village
) -> None:
    def write(number: int) -> None:
        if number % 2:
            _ask(desk, village.participant, f"spørsmål {number}")
        else:
            _answer(desk, village.caseworker, village.participant, f"svar {number}")

    assert at_once(10, write) == [None] * 10
    assert sorted(row.sequence for row in all_rows(engine, Message)) == list(range(1, 11))
    assert len(all_rows(engine, Conversation)) == 1


def test_the_text_comes_back_sign_by_sign(desk: Desk, village: Village) -> None:
    text = "سلام \u200cخانه‌ها 👩🏽‍🏫 e\u0301 <b>fet</b> {{ 7*7 }} %s\n\n'; DROP TABLE message;--"
    _ask(desk, village.participant, text, key="k")
    with desk.reading(village.caseworker) as work:
        page = conversations.conversation_with(work, village.participant.id)
    assert [message.text for message in page.messages] == [text]


def test_a_page_holds_thirty_messages_and_says_that_there_are_older(desk: Desk, village: Village) -> None:
    for number in range(31):
        _answer(desk, village.caseworker, village.participant, str(number))
    with desk.writing(village.participant) as work:
        conversations.mark_read(work, village.participant.id, 31)
    with desk.reading(village.participant) as work:
        newest = conversations.own_conversation(work)
        oldest = conversations.own_conversation(work, before=newest.messages[0].sequence)
    assert (len(newest.messages), newest.older, newest.last) == (30, True, 31)
    assert ([message.sequence for message in oldest.messages], oldest.older) == ([1], False)


def test_reading_moves_the_mark_and_tells_the_other_side(
    desk: Desk, village: Village, bus: RecordingBus
) -> None:
    _answer(desk, village.caseworker, village.participant)
    bus.changes.clear()
    for _ in range(2):
        with desk.writing(village.participant) as work:
            assert conversations.unread(work) <= 1
            conversations.mark_read(work, village.participant.id, 1)
    assert len(bus.changes) == len(bus.told()), "The second time nothing had changed."
    with desk.reading(village.participant) as work:
        assert conversations.unread(work) == 0
    with desk.reading(village.caseworker) as work:
        assert conversations.conversation_with(work, village.participant.id).read_by_them == 1


def test_nobody_can_mark_as_read_what_is_not_written_yet(desk: Desk, village: Village) -> None:
    _answer(desk, village.caseworker, village.participant, "en")
    with desk.writing(village.participant) as work:
        conversations.mark_read(work, village.participant.id, 10**6)
    _answer(desk, village.caseworker, village.participant, "to")
    with desk.reading(village.participant) as work:
        assert conversations.unread(work) == 1


@pytest.mark.parametrize("other", ["neighbour", "stranger"])
def test_a_participant_cannot_mark_the_conversation_of_another(
    desk: Desk, village: Village, other: str, engine: Engine
) -> None:
    them = getattr(village, other)
    _ask(desk, them)
    before = all_rows(engine, ReadMark)
    with pytest.raises(NotFound), desk.writing(village.participant) as work:
        conversations.mark_read(work, them.id, 1)
    assert all_rows(engine, ReadMark) == before


def test_the_inbox_and_its_counters_agree(desk: Desk, village: Village, clock: FixedClock) -> None:
    _ask(desk, village.participant)
    clock.move(days=1)
    _ask(desk, village.neighbour)
    _ask(desk, village.stranger)
    clock.move(days=2)
    with desk.reading(village.caseworker) as work:
        found = {
            which: [row.participant_id for row in conversations.inbox(work, which)]
            for which in (Filter.WAITING, Filter.TODAY, Filter.LATE)
        }
        counted = counts(work)
    assert found == {
        Filter.WAITING: [village.participant.id, village.neighbour.id],
        Filter.TODAY: [village.participant.id],
        Filter.LATE: [],
    }
    assert (counted.waiting, counted.today, counted.late) == (2, 1, 0)
