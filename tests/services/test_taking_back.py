"""Taking back within ten seconds: gone from everywhere, who waits for whom as before, and nobody else's to take back."""

from datetime import timedelta

import pytest
from sqlalchemy import Engine

from portal.adapters.clock import FixedClock
from portal.domain.errors import NotFound, Refused
from portal.domain.messages import UNDO
from portal.domain.notices import NoticeState
from portal.domain.people import Actor
from portal.services import conversations, my_data, submissions
from portal.services.enclosing import with_files
from portal.services.files import Files
from portal.services.taking_back import take_back
from portal.services.work import Desk
from portal.store.base import Base
from portal.store.engine import for_reading
from portal.store.models import (
    Conversation,
    Document,
    Message,
    MessageMore,
    MessageUndo,
    Notice,
    Submission,
)
from portal.store.taking_back import PLACE, hanging
from tests.builders import Village, all_rows, at_once, key_for
from tests.services.document_world import files as shelf_of

SAID = "Jeg qzangrer på dette"


def write(desk: Desk, actor: Actor, text: str = SAID, key: str = "a") -> str:
    with desk.writing(actor) as work:
        return conversations.write_to_us(work, key_for(key), text).id


def answer(desk: Desk, actor: Actor, whose: Actor, text: str = SAID, key: str = "s") -> str:
    with desk.writing(actor) as work:
        return conversations.answer(work, whose.id, key_for(key), text).id


def undo(
    desk: Desk, actor: Actor, sequence: int, whose: Actor | None = None, files: Files | None = None
) -> None:
    take_back(desk, actor, files or shelf_of()[0], sequence, whose.id if whose else None)


def read(desk: Desk, actor: Actor, whose: Actor, sequence: int) -> None:
    with desk.writing(actor) as work:
        conversations.mark_read(work, whose.id, sequence)


def everywhere(engine: Engine, word: str) -> set[str]:
    with for_reading(engine).connect() as connection:
        return {
            table.name
            for table in Base.metadata.sorted_tables
            if any(word in repr(tuple(row)) for row in connection.execute(table.select()))
        }


def test_what_was_taken_back_is_nowhere(engine: Engine, desk: Desk, village: Village) -> None:
    receipt = write(desk, village.participant)
    assert everywhere(engine, "qzangrer") == {"message", "submission"}
    undo(desk, village.participant, 1)
    assert everywhere(engine, "qzangrer") == set()
    assert all_rows(engine, Message) == []
    with desk.reading(village.participant) as work:
        assert submissions.receipt_of(work, receipt).content["undone_at"]
        assert conversations.own_conversation(work).messages == ()
        assert b"qzangrer" not in my_data.as_file(my_data.own_data(work))
    conversation = all_rows(engine, Conversation)[0]
    assert (conversation.waiting_for_us_since, conversation.answer_by, conversation.promise) == (None,) * 3
    assert conversation.last_at is None


def test_who_waits_is_as_it_was_before(
    engine: Engine, desk: Desk, village: Village, clock: FixedClock
) -> None:
    write(desk, village.participant, "Hei")
    before = all_rows(engine, Conversation)[0]
    clock.move(days=1)
    answer(desk, village.caseworker, village.participant)
    assert all_rows(engine, Conversation)[0].waiting_for_us_since is None
    undo(desk, village.caseworker, 2, village.participant)
    after = all_rows(engine, Conversation)[0]
    for name in ("waiting_for_us_since", "waiting_for_them_since", "answer_by", "promise", "last_at"):
        assert getattr(after, name) == getattr(before, name), name


@pytest.mark.parametrize("order", [(1, 2), (2, 1)])
def test_two_taken_back_in_either_order_leave_nobody_waiting(
    engine: Engine, desk: Desk, village: Village, order: tuple[int, int]
) -> None:
    for key in "ab":
        write(desk, village.participant, key, key)
    undo(desk, village.participant, order[0])
    assert all_rows(engine, Conversation)[0].waiting_for_us_since is not None
    undo(desk, village.participant, order[1])
    assert all_rows(engine, Conversation)[0].waiting_for_us_since is None


def test_after_ten_seconds_it_counts(engine: Engine, desk: Desk, village: Village, clock: FixedClock) -> None:
    write(desk, village.participant)
    clock.moment += UNDO
    with pytest.raises(Refused, match="undo-too-late"):
        undo(desk, village.participant, 1)
    assert all_rows(engine, Message)[0].text == SAID
    # The next message forgets how it was before, and it still counts.
    write(desk, village.participant, "Mer", "b")
    assert [row.sequence for row in all_rows(engine, MessageUndo)] == [2]
    with pytest.raises(Refused, match="undo-too-late"):
        undo(desk, village.participant, 1)


def test_until_the_last_moment_it_can_be_taken_back(
    engine: Engine, desk: Desk, village: Village, clock: FixedClock
) -> None:
    write(desk, village.participant)
    clock.moment += UNDO - timedelta(microseconds=1)
    undo(desk, village.participant, 1)
    assert all_rows(engine, Message) == []


def test_nobody_else_takes_it_back(engine: Engine, desk: Desk, village: Village) -> None:
    write(desk, village.participant)
    answer(desk, village.caseworker, village.participant)
    for actor, place, whose in (
        (village.caseworker, 1, village.participant),
        (village.colleague, 2, village.participant),
        (village.participant, 2, None),
        (village.representative, 1, None),
        (village.participant, 9, None),
        (village.caseworker, 1, village.stranger),
    ):
        with pytest.raises(NotFound):
            undo(desk, actor, place, whose)
    assert len(all_rows(engine, Message)) == 2


def test_twice_and_at_once_is_once(engine: Engine, desk: Desk, village: Village) -> None:
    write(desk, village.participant)
    assert at_once(4, lambda _: undo(desk, village.participant, 1)) == [None] * 4
    undo(desk, village.participant, 1)
    assert len(all_rows(engine, MessageUndo)) == 1


def test_a_form_that_comes_again_does_not_bring_it_back(engine: Engine, desk: Desk, village: Village) -> None:
    write(desk, village.participant)
    undo(desk, village.participant, 1)
    write(desk, village.participant)
    assert all_rows(engine, Message) == []


def test_a_line_stays_only_where_the_other_side_had_read_it(desk: Desk, village: Village) -> None:
    for number in range(3):
        answer(desk, village.caseworker, village.participant, str(number), str(number))
    read(desk, village.participant, village.participant, 2)
    read(desk, village.colleague, village.participant, 3)
    undo(desk, village.caseworker, 2, village.participant)
    undo(desk, village.caseworker, 3, village.participant)
    for actor in (village.participant, village.caseworker):
        with desk.reading(actor) as work:
            found = (
                conversations.own_conversation(work)
                if actor is village.participant
                else conversations.conversation_with(work, village.participant.id)
            )
        assert [row.sequence for row in found.messages] == [1]
        assert dict(found.details.undone) == {0: 1}


def test_its_notice_is_dropped_and_none_leaves_before(
    engine: Engine, desk: Desk, village: Village, clock: FixedClock
) -> None:
    answer(desk, village.caseworker, village.participant)
    notice = all_rows(engine, Notice)[0]
    assert notice.due_at == clock.now() + UNDO
    undo(desk, village.caseworker, 1, village.participant)
    assert all_rows(engine, Notice)[0].state is NoticeState.DROPPED


def test_its_files_go_with_it(engine: Engine, desk: Desk, village: Village) -> None:
    here, shelf, _ = shelf_of()
    with_files(
        desk,
        village.participant,
        here,
        key_for("f"),
        [b"one", b"two"],
        lambda work, files: conversations.write_to_us(work, key_for("f"), "", files=files),
    )
    assert (len(all_rows(engine, Document)), len(shelf.there)) == (2, 2)
    assert all_rows(engine, MessageMore)[0].files == 2
    undo(desk, village.participant, 1, files=here)
    assert (all_rows(engine, Document), shelf.there, all_rows(engine, MessageMore)) == ([], {}, [])
    assert "sha256" not in repr(all_rows(engine, Submission)[0].content)


def test_every_table_with_the_place_of_a_message_is_thought_of() -> None:
    """A new table that holds something of one message goes with it, or stands here with a reason."""
    stays = {
        "message": "It goes itself.",
        "message_undo": "It remembers that it went.",
        "notice": "It is dropped and says nothing.",
        "read_mark": "How far somebody has read.",
        "redaction": "It takes two people and more than ten seconds.",
    }
    going = {table.name for table in hanging()}
    holding = {
        name
        for name, table in Base.metadata.tables.items()
        if set(PLACE) <= {column.name for column in table.c}
    }
    assert holding - going <= stays.keys()
    assert going & stays.keys() == set()
