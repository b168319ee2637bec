"""The automatic word of a message that is taken back: it never stays behind alone, and is said anew to the next one."""

from datetime import timedelta

import pytest
from sqlalchemy import Engine

from portal.adapters.clock import FixedClock
from portal.domain.errors import Refused
from portal.domain.messages import UNDO
from portal.domain.people import Actor
from portal.services import conversations, threats
from portal.services.taking_back import take_back
from portal.services.work import Desk
from portal.store.models import AutomaticWord, Conversation, Message
from tests.builders import Village, all_rows, at_once
from tests.services.desk_world import answer, ask, go_away
from tests.services.document_world import files as shelf_of


def undo(desk: Desk, actor: Actor, sequence: int, whose: Actor | None = None) -> None:
    take_back(desk, actor, shelf_of()[0], sequence, whose.id if whose else None)


def places(engine: Engine) -> tuple[list[int], list[int]]:
    """Where messages stand, and which of them the portal said by itself."""
    return (
        [row.sequence for row in all_rows(engine, Message)],
        [row.sequence for row in all_rows(engine, AutomaticWord)],
    )


def test_it_goes_with_the_message_that_it_was_said_to(engine: Engine, desk: Desk, village: Village) -> None:
    go_away(desk, village)
    ask(desk, village.participant)
    assert places(engine) == ([1, 2], [2])
    undo(desk, village.participant, 1)
    assert places(engine) == ([], [])
    conversation = all_rows(engine, Conversation)[0]
    assert (conversation.waiting_for_us_since, conversation.answer_by, conversation.last_at) == (None,) * 3
    with desk.reading(village.participant) as work:
        found = conversations.own_conversation(work)
        assert found.messages == ()
        assert conversations.unread(work) == 0


def test_the_next_message_hears_it_anew(engine: Engine, desk: Desk, village: Village) -> None:
    go_away(desk, village)
    ask(desk, village.participant)
    undo(desk, village.participant, 1)
    ask(desk, village.participant, "Hei igjen")
    assert places(engine) == ([3, 4], [4])


@pytest.mark.parametrize("order", [(1, 3), (3, 1)])
def test_of_two_messages_it_stays_until_both_are_gone(
    engine: Engine, desk: Desk, village: Village, order: tuple[int, int]
) -> None:
    go_away(desk, village)
    ask(desk, village.participant, "en")
    ask(desk, village.participant, "to")
    undo(desk, village.participant, order[0])
    assert places(engine) == ([2, order[1]] if order[1] > 2 else [order[1], 2], [2])
    undo(desk, village.participant, order[1])
    assert places(engine) == ([], [])


def test_what_was_said_to_an_earlier_message_stays(
    engine: Engine, desk: Desk, village: Village, clock: FixedClock
) -> None:
    go_away(desk, village)
    ask(desk, village.participant, "en")
    clock.moment += UNDO + timedelta(seconds=1)
    ask(desk, village.participant, "to")
    undo(desk, village.participant, 3)
    assert places(engine) == ([1, 2], [2])
    with pytest.raises(Refused, match="undo-too-late"):
        undo(desk, village.participant, 1)
    assert places(engine) == ([1, 2], [2])


def test_an_answer_stays_where_it_is_and_one_taken_back_takes_no_word_along(
    engine: Engine, desk: Desk, village: Village
) -> None:
    go_away(desk, village)
    ask(desk, village.participant)
    for text in ("Svar", "Mer"):
        answer(desk, village.colleague, village.participant, text)
    undo(desk, village.colleague, 4, village.participant)
    assert places(engine) == ([1, 2, 3], [2])
    undo(desk, village.participant, 1)
    assert places(engine) == ([3], [])


def test_of_one_who_takes_back_nothing_of_anothers_goes(engine: Engine, desk: Desk, village: Village) -> None:
    go_away(desk, village)
    ask(desk, village.participant)
    ask(desk, village.neighbour)
    assert len(all_rows(engine, AutomaticWord)) == 2
    undo(desk, village.participant, 1)
    assert len(all_rows(engine, AutomaticWord)) == 1


def test_at_once_is_once(engine: Engine, desk: Desk, village: Village) -> None:
    go_away(desk, village)
    ask(desk, village.participant)
    assert at_once(4, lambda _: undo(desk, village.participant, 1)) == [None] * 4
    assert places(engine) == ([], [])


def test_evidence_stays_where_it_is(engine: Engine, desk: Desk, village: Village) -> None:
    go_away(desk, village)
    ask(desk, village.participant)
    with desk.writing(village.colleague) as work:
        threats.report(work, village.participant.id, [2], "Det som sto der, skremte meg.", whole=False)
    undo(desk, village.participant, 1)
    assert places(engine) == ([2], [2])
