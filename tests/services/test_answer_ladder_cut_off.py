"""The ladder when the worker was down, comes twice, meets an answer, or is cut off in the middle."""

from contextlib import suppress
from datetime import date

import pytest
from sqlalchemy import Engine
from sqlalchemy.orm import Session

from portal.adapters.clock import FixedClock
from portal.services import answer_ladder
from portal.services.answer_ladder import climb
from portal.services.work import Desk
from portal.store.models import AnswerRung, Conversation, EventRow
from tests.builders import RecordingBus, Village, all_rows, at_once
from tests.services.ladder_world import answer, ask, notices, own_page


def test_a_worker_that_was_down_takes_all_steps_at_once_and_promises_no_day_that_is_over(
    engine: Engine, desk: Desk, village: Village, clock: FixedClock
) -> None:
    ask(desk, village.participant)
    clock.move(days=14)
    assert climb(desk) == 3
    at = own_page(desk, village.participant).standing
    assert at is not None
    assert at.again_by is not None
    assert at.again_by >= date(2026, 12, 8)
    assert len(notices(engine)) == 1


def test_two_workers_at_once_take_each_step_once(
    engine: Engine, desk: Desk, village: Village, clock: FixedClock
) -> None:
    ask(desk, village.participant)
    ask(desk, village.neighbour)
    clock.move(days=14)
    found = at_once(4, lambda _number: climb(desk))
    assert sum(one for one in found if isinstance(one, int)) == 6, found
    assert len(all_rows(engine, AnswerRung)) == 6
    assert len(notices(engine)) == 2
    kinds = [row.kind for row in all_rows(engine, EventRow)]
    assert {kind: kinds.count(kind) for kind in ("AnswerSoonDue", "AnswerMissed", "AnswerLongMissed")} == {
        "AnswerSoonDue": 2,
        "AnswerMissed": 2,
        "AnswerLongMissed": 2,
    }


def test_an_answer_and_a_worker_at_once_leave_nobody_told_of_a_wait_that_is_over(
    engine: Engine, desk: Desk, village: Village, clock: FixedClock
) -> None:
    for number in range(5):
        ask(desk, village.participant, f"Spørsmål {number}")
        clock.move(days=14)
        at_once(2, lambda which, number=number: answer(desk, village, f"{number}") if which else climb(desk))
        assert climb(desk) == 0
    steps = all_rows(engine, AnswerRung)
    assert len(steps) % 3 == 0, "All of a wait's steps are one transaction."
    assert len(notices(engine)) == len(steps) // 3


def test_what_is_cut_off_in_the_middle_leaves_nothing_and_is_done_the_next_time(
    engine: Engine,
    desk: Desk,
    village: Village,
    clock: FixedClock,
    bus: RecordingBus,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    ask(desk, village.participant)
    clock.move(days=14)
    bus.changes.clear()
    whole = answer_ladder.store.take_rung
    calls: list[str] = []

    def cut_off(*given: object) -> bool:
        calls.append("")
        done = whole(*given)  # type: ignore[arg-type]
        if len(calls) == 2:
            raise KeyboardInterrupt
        return done

    monkeypatch.setattr(answer_ladder.store, "take_rung", cut_off)
    with suppress(KeyboardInterrupt):
        climb(desk)
    assert (all_rows(engine, AnswerRung), notices(engine), bus.changes) == ([], [], [])
    monkeypatch.setattr(answer_ladder.store, "take_rung", whole)
    assert [climb(desk), climb(desk)] == [3, 0]


def test_one_that_fails_keeps_none_of_the_others_from_it(
    engine: Engine, desk: Desk, village: Village, clock: FixedClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    ask(desk, village.participant)
    clock.move(minutes=1)
    ask(desk, village.neighbour)
    clock.move(days=14)
    bad = min(row.id for row in all_rows(engine, Conversation))
    whole = answer_ladder.store.take_rung

    def failing(session: Session, values: dict[str, object]) -> bool:
        if values["conversation_id"] == bad:
            raise RuntimeError("a disk went")
        return whole(session, values)

    monkeypatch.setattr(answer_ladder.store, "take_rung", failing)
    assert climb(desk) == 3
    monkeypatch.setattr(answer_ladder.store, "take_rung", whole)
    assert climb(desk) == 3
