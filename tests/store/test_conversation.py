"""Conversations: places without gaps, marks that only move forward, and the inbox in order of waiting."""

from datetime import date, datetime, timedelta
from threading import Event, Thread

import pytest
from sqlalchemy import ColumnElement, Engine, FromClause, true
from sqlalchemy.orm import Session

from portal.domain.people import Actor, Role
from portal.store import conversation as store
from portal.store import inbox as inboxes
from portal.store import message as messages
from portal.store.base import new_id, rows
from portal.store.engine import for_reading, for_writing
from portal.store.models import Conversation, Message
from tests.builders import Village, add_person, all_rows, at_once, oslo, save

NOON = oslo("2026-11-24 12:00")


def _begin(engine: Engine, participant: Actor, **values: object) -> str:
    conversation = Conversation(
        id=new_id(), participant_id=participant.id, office_id=participant.office_id, **values
    )
    save(engine, conversation)
    return conversation.id


def _write(session: Session, conversation_id: str, author: Actor, text: str, *, from_staff: bool) -> int:
    sequence = store.next_sequence(session, conversation_id, NOON)
    values = {
        "conversation_id": conversation_id,
        "sequence": sequence,
        "author_id": author.id,
        "from_staff": from_staff,
        "text": text,
        "locale": "nb",
        "sent_at": NOON,
    }
    session.execute(rows(Message).insert(), values)
    return sequence


def test_eight_writers_at_once_leave_no_gap_and_no_reader_misses_a_message(
    engine: Engine, village: Village
) -> None:
    conversation_id = _begin(engine, village.participant)
    writers, each = 8, 6
    finished = Event()
    seen: list[list[int]] = [[], []]

    def read(number: int) -> None:
        while True:
            last_round = finished.is_set()
            with Session(for_reading(engine)) as session:
                last = seen[number][-1] if seen[number] else 0
                newest = messages.messages(session, conversation_id, limit=writers * each)
            new = [row.sequence for row in newest if row.sequence > last]
            seen[number].extend(new)
            if last_round and not new:
                return

    def write(number: int) -> list[int]:
        places = []
        for turn in range(each):
            with Session(for_writing(engine)) as session:
                places.append(
                    _write(
                        session, conversation_id, village.participant, f"{number}.{turn}", from_staff=False
                    )
                )
                session.commit()
        return places

    readers = [Thread(target=read, args=(number,)) for number in range(2)]
    for reader in readers:
        reader.start()
    answers = at_once(writers, write)
    finished.set()
    for reader in readers:
        reader.join(20)
    everything = list(range(1, writers * each + 1))
    assert sorted(place for places in answers for place in places) == everything  # type: ignore[union-attr]
    assert seen == [everything, everything]
    assert all_rows(engine, Conversation)[0].last_sequence == writers * each


def test_a_message_that_was_not_kept_leaves_no_hole(engine: Engine, village: Village) -> None:
    conversation_id = _begin(engine, village.participant)
    with Session(for_writing(engine)) as session:
        _write(session, conversation_id, village.participant, "angret", from_staff=False)
        session.rollback()
    with Session(for_writing(engine)) as session:
        assert _write(session, conversation_id, village.participant, "sendt", from_staff=False) == 1
        session.commit()


def test_messages_come_oldest_first_whichever_page_is_asked_for(engine: Engine, village: Village) -> None:
    conversation_id = _begin(engine, village.participant)
    with Session(for_writing(engine)) as session:
        for number in range(1, 8):
            _write(session, conversation_id, village.caseworker, f"nr. {number}", from_staff=True)
        session.commit()

        def places(**window: int) -> list[int]:
            return [row.sequence for row in messages.messages(session, conversation_id, **window)]

        assert places(limit=3) == [5, 6, 7]
        assert places(before=5, limit=3) == [2, 3, 4]
        assert places(before=2, limit=3) == [1]
        first = messages.messages(session, conversation_id, before=2)[0]
        assert (first.alias, first.text) == ("Veileder", "nr. 1")


def _marks(session: Session, village: Village) -> dict[str, int]:
    found = store.with_marks(session, village.participant.id, village.office)[1]
    return {person_id: place for person_id, (_role, place) in found.items()}


def _unread(session: Session, reader: Actor) -> int:
    return messages.unread(session, reader.id, reader.office_id or "", reader.id)


def _anybody(_people: FromClause) -> ColumnElement[bool]:
    return true()


def test_a_mark_only_moves_forward(engine: Engine, village: Village) -> None:
    conversation_id = _begin(engine, village.participant)
    with Session(for_writing(engine)) as session:
        moves = [
            store.mark_read(session, conversation_id, village.participant.id, n) for n in (3, 3, 1, 5, 4)
        ]
        session.commit()
        assert moves == [True, False, False, True, False]
        assert _marks(session, village) == {village.participant.id: 5}


def test_marks_set_at_once_end_at_the_furthest(engine: Engine, village: Village) -> None:
    conversation_id = _begin(engine, village.participant)

    def mark(number: int) -> None:
        with Session(for_writing(engine)) as session:
            store.mark_read(session, conversation_id, village.participant.id, number + 1)
            session.commit()

    assert at_once(8, mark) == [None] * 8
    with Session(engine) as session:
        assert _marks(session, village) == {village.participant.id: 8}


def test_unread_counts_what_staff_wrote_above_the_mark(engine: Engine, village: Village) -> None:
    conversation_id = _begin(engine, village.participant)
    with Session(for_writing(engine)) as session:
        for from_staff in (True, False, True, True):
            author = village.caseworker if from_staff else village.participant
            _write(session, conversation_id, author, "hei", from_staff=from_staff)
        session.commit()
        counts = [_unread(session, village.participant)]
        for place in (1, 3, 4):
            store.mark_read(session, conversation_id, village.participant.id, place)
            counts.append(_unread(session, village.participant))
        assert counts == [3, 2, 1, 0]
        assert _unread(session, village.neighbour) == 0


def test_everybody_has_a_mark_of_their_own(engine: Engine, village: Village) -> None:
    conversation_id = _begin(engine, village.participant)
    expected = {village.caseworker.id: 2, village.colleague.id: 4, village.participant.id: 7}
    with Session(for_writing(engine)) as session:
        for reader, place in expected.items():
            store.mark_read(session, conversation_id, reader, place)
        session.commit()
        assert _marks(session, village) == expected


def _waiting(engine: Engine, participant: Actor, since: datetime, answer_by: date | None = None) -> str:
    conversation_id = _begin(engine, participant, waiting_for_us_since=since, answer_by=answer_by)
    with Session(for_writing(engine)) as session:
        _write(session, conversation_id, participant, "x" * 200, from_staff=False)
        session.commit()
    return conversation_id


def test_the_inbox_holds_one_offices_waiting_conversations_longest_wait_first(
    engine: Engine, village: Village
) -> None:
    late = _waiting(engine, village.participant, NOON)
    early = _waiting(engine, village.neighbour, NOON - timedelta(hours=3))
    _waiting(engine, village.stranger, NOON - timedelta(days=3))
    with Session(engine) as session:
        found = inboxes.waiting(session, [village.office], _anybody)
        assert [row.id for row in found] == [early, late]
        assert [len(row.beginning) for row in found] == [120, 120]
        store.answered(session, early)
        assert [row.id for row in inboxes.waiting(session, [village.office], _anybody)] == [late]


def test_paging_through_the_inbox_shows_each_row_once_even_when_waits_are_equally_long(
    engine: Engine, village: Village
) -> None:
    for number in range(7):
        person = add_person(engine, Role.PARTICIPANT, village.office, f"Person {number}")
        _waiting(engine, person, NOON + timedelta(minutes=number // 3), date(2026, 11, 24 + number % 2))
    seen: list[str] = []
    place = None
    with Session(engine) as session:
        while found := inboxes.waiting(session, [village.office], _anybody, after=place, limit=2):
            seen += [row.id for row in found]
            place = (found[-1].answer_by, found[-1].waiting_for_us_since, found[-1].id)
        assert seen == [row.id for row in inboxes.waiting(session, [village.office], _anybody, limit=50)]
    assert len(set(seen)) == len(seen) == 7


@pytest.mark.parametrize(
    ("due_from", "due_to", "expected"),
    [(None, None, {23, 24, 25}), (24, 24, {24}), (None, 23, {23}), (25, None, {25})],
)
def test_the_inbox_can_be_narrowed_to_the_days_of_the_promises(
    engine: Engine, village: Village, due_from: int | None, due_to: int | None, expected: set[int]
) -> None:
    def november(day: int | None) -> date | None:
        return date(2026, 11, day) if day else None

    for day in (23, 24, 25):
        person = add_person(engine, Role.PARTICIPANT, village.office, f"Person {day}")
        _waiting(engine, person, NOON, november(day))
    with Session(engine) as session:
        found = inboxes.waiting(
            session, [village.office], _anybody, due_from=november(due_from), due_to=november(due_to)
        )
        assert {row.answer_by.day for row in found} == expected
        counted = inboxes.counts(session, [village.office], _anybody, date(2026, 11, 24))
        assert (counted.waiting, counted.today, counted.late) == (3, 1, 1)
