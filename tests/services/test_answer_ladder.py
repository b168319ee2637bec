"""The ladder: each step on its day, once for each wait, told to whom it concerns, and over when we answer."""

from contextlib import suppress
from datetime import date, timedelta

import pytest
from sqlalchemy import Engine, update
from sqlalchemy.orm import Session

from portal.adapters.clock import FixedClock
from portal.domain.access import Protection
from portal.domain.people import Actor
from portal.domain.waiting import Rung, Waits
from portal.rules.decision import from_data
from portal.services import answer_ladder, conversations, covers, waiting
from portal.services.answer_ladder import climb
from portal.services.caseload import Filter
from portal.services.conversations import Conversation as Page
from portal.services.work import Desk
from portal.store.base import AnyRow, rows
from portal.store.engine import for_writing
from portal.store.models import AnswerRung, Conversation, EventRow, Notice, Person, TeamMember
from tests.builders import RecordingBus, Village, all_rows, at_once, oslo, save


def ask(desk: Desk, who: Actor, text: str = "Hei", *, urgent: bool = False) -> None:
    with desk.writing(who) as work:
        conversations.write_to_us(work, f"ask {text}", text, urgent=urgent)


def answer(desk: Desk, village: Village, text: str = "Svar", *, asks: bool = False) -> None:
    with desk.writing(village.caseworker) as work:
        conversations.answer(work, village.participant.id, f"answer {text}", text, asks=asks)


def own_page(desk: Desk, who: Actor) -> Page:
    with desk.reading(who) as work:
        return conversations.own_conversation(work)


def taken(engine: Engine) -> list[str]:
    return [row.rung.value for row in sorted(all_rows(engine, AnswerRung), key=lambda row: row.at)]


def overdue(desk: Desk, leader: Actor) -> list[AnyRow]:
    with desk.reading(leader) as work:
        return waiting.overdue(work)


def notices(engine: Engine) -> list[AnyRow]:
    kinds = {row.id: row.kind for row in all_rows(engine, EventRow)}
    return [row for row in all_rows(engine, Notice) if kinds[row.event_id] == "AnswerMissed"]


@pytest.mark.parametrize(
    ("written", "days"),
    [
        pytest.param(
            "2026-11-24 09:30", ("2026-11-26", "2026-11-28", "2026-12-01"), id="an ordinary Tuesday"
        ),
        pytest.param("2026-11-27 15:50", ("2026-12-01", "2026-12-03", "2026-12-04"), id="a Friday afternoon"),
        pytest.param("2027-03-23 12:00", ("2027-03-30", "2027-04-01", "2027-04-02"), id="over Easter"),
        pytest.param("2026-12-22 12:00", ("2026-12-24", "2026-12-29", "2026-12-30"), id="over Christmas"),
        pytest.param("2029-05-14 12:00", ("2029-05-16", "2029-05-19", "2029-05-23"), id="over 17 May"),
    ],
)
def test_each_step_is_taken_on_its_day_and_not_before(
    engine: Engine, desk: Desk, village: Village, clock: FixedClock, written: str, days: tuple[str, ...]
) -> None:
    clock.moment = oslo(written)
    ask(desk, village.participant)
    for number, day in enumerate(days):
        clock.moment = oslo(f"{date.fromisoformat(day) - timedelta(days=1)} 23:50")
        assert (climb(desk), len(taken(engine))) == (0, number)
        clock.moment = oslo(f"{day} 00:05")
        assert [climb(desk), climb(desk)] == [1, 0]
    assert taken(engine) == ["soon", "late", "leader"]
    assert len(notices(engine)) == 1
    clock.move(days=30)
    assert climb(desk) == 0


def test_the_participant_is_told_that_it_slipped_with_a_new_day_and_the_old_one(
    engine: Engine, desk: Desk, village: Village, clock: FixedClock, bus: RecordingBus
) -> None:
    ask(desk, village.participant)
    clock.moment = oslo("2026-11-28 00:05")
    bus.changes.clear()
    climb(desk)
    at = own_page(desk, village.participant).standing
    assert at is not None
    assert (at.answer_by, at.missed, at.again_by) == (date(2026, 11, 27), True, date(2026, 11, 30))
    assert at.again is not None
    assert [one.reason.code for one in at.again.because] == [
        "office.answer-missed",
        "office.answers-afterwards",
    ]
    notice = notices(engine)[0]
    assert notice.person_id == village.participant.id
    told = bus.told()
    assert (f"person:{village.participant.id}", "messages") in told
    assert (f"office:{village.office}", "inbox") in told
    row = next(one for one in all_rows(engine, AnswerRung) if one.rung is Rung.LATE)
    assert (row.at, from_data(row.promise).value) == (clock.now(), date(2026, 11, 30))


def test_that_the_day_comes_near_is_for_the_staff_alone(
    desk: Desk, village: Village, clock: FixedClock, bus: RecordingBus
) -> None:
    ask(desk, village.participant)
    bus.changes.clear()
    clock.move(days=2)
    assert climb(desk) == 1
    assert bus.told() == {(f"office:{village.office}", "inbox")}


def test_who_covers_from_another_office_is_told_and_has_it_on_their_list(
    desk: Desk, village: Village, clock: FixedClock, bus: RecordingBus
) -> None:
    ask(desk, village.participant)
    with desk.writing(village.leader) as work:
        covers.cover(
            work, village.caseworker.id, village.far_caseworker.id, date(2026, 11, 25), date(2026, 12, 4)
        )
    clock.move(days=4)
    bus.changes.clear()
    climb(desk)
    assert (f"person:{village.far_caseworker.id}", "inbox") in bus.told()
    with desk.reading(village.far_caseworker) as work:
        found = conversations.inbox(work, Filter.LATE)
    assert [(row.participant_id, row.covered) for row in found] == [(village.participant.id, True)]
    with desk.reading(village.colleague) as work:
        assert [row.covered for row in conversations.inbox(work, Filter.LATE)] == [False]
    at = own_page(desk, village.participant).standing
    assert at is not None
    # The promise stands, and the cover is who answers.
    assert (at.cover, at.answer_by) == ("Fjern", date(2026, 11, 27))


def test_the_leader_sees_whose_conversation_it_is_and_nothing_of_it(
    desk: Desk, village: Village, clock: FixedClock, bus: RecordingBus
) -> None:
    ask(desk, village.participant, "Dette er hemmelig.")
    ask(desk, village.stranger)
    clock.moment = oslo("2026-11-30 23:00")
    climb(desk)
    assert overdue(desk, village.leader) == []
    clock.moment = oslo("2026-12-01 00:05")
    bus.changes.clear()
    climb(desk)
    assert (f"office:{village.office}", "overdue") in bus.told()
    (row,) = overdue(desk, village.leader)
    assert tuple(row) == (village.caseworker.name, date(2026, 11, 27), None)
    with desk.writing(village.leader) as work:
        covers.cover(work, village.caseworker.id, village.colleague.id, date(2026, 12, 1), date(2026, 12, 4))
    assert overdue(desk, village.leader)[0].cover == village.colleague.name
    at = own_page(desk, village.participant).standing
    assert at is not None
    assert at.leader_knows


def test_of_a_protected_participant_nobody_hears_but_their_team(
    engine: Engine, desk: Desk, village: Village, clock: FixedClock, bus: RecordingBus
) -> None:
    ask(desk, village.participant)
    people = rows(Person)
    with Session(for_writing(engine)) as session:
        session.execute(
            update(people)
            .where(people.c.id == village.participant.id)
            .values(protection=Protection.STRICTLY_CONFIDENTIAL)
        )
        session.commit()
    save(
        engine,
        TeamMember(
            participant_id=village.participant.id, staff_id=village.caseworker.id, added_at=clock.now()
        ),
    )
    clock.move(days=14)
    bus.changes.clear()
    assert climb(desk) == 3
    assert {topic for topic, _ in bus.told()} == {
        f"person:{village.participant.id}",
        f"person:{village.participant.id}:messages",
        f"person:{village.caseworker.id}",
    }
    assert overdue(desk, village.leader) == []
    with desk.reading(village.colleague) as work:
        assert conversations.inbox(work, Filter.LATE) == []


def test_a_hidden_participant_reads_no_name_of_who_covers(desk: Desk, village: Village) -> None:
    ask(desk, village.participant)
    with desk.writing(village.leader) as work:
        covers.cover(work, village.caseworker.id, village.colleague.id, date(2026, 11, 24), date(2026, 12, 4))
    hidden = Actor(
        village.participant.id,
        village.participant.role,
        village.office,
        village.participant.name,
        "nb",
        hidden=True,
    )
    for who, cover in ((village.participant, "Kollega"), (hidden, None)):
        at = own_page(desk, who).standing
        assert at is not None
        assert at.cover == cover


def test_an_answer_clears_it_and_the_next_wait_has_steps_of_its_own(
    engine: Engine, desk: Desk, village: Village, clock: FixedClock
) -> None:
    ask(desk, village.participant)
    clock.move(days=14)
    assert climb(desk) == 3
    answer(desk, village)
    assert (climb(desk), overdue(desk, village.leader)) == (0, [])
    at = own_page(desk, village.participant).standing
    assert at is not None
    assert (at.waits, at.answer_by, at.again_by, at.leader_knows) == (Waits.NOBODY, None, None, False)
    ask(desk, village.participant, "Takk, men")
    assert own_page(desk, village.participant).standing.leader_knows is False  # type: ignore[union-attr]
    clock.move(days=14)
    assert climb(desk) == 3
    assert len(all_rows(engine, AnswerRung)) == 6
    assert len(notices(engine)) == 2


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
