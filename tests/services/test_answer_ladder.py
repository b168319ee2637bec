"""The ladder: each step on its day, once for each wait, told to whom it concerns, and over when we answer."""

from datetime import date, timedelta

import pytest
from sqlalchemy import Engine, update
from sqlalchemy.orm import Session

from portal.adapters.clock import FixedClock
from portal.domain.access import Protection
from portal.domain.people import Actor
from portal.domain.waiting import Rung, Waits
from portal.rules.decision import from_data
from portal.services import conversations, covers
from portal.services.answer_ladder import climb
from portal.services.caseload import Filter
from portal.services.work import Desk
from portal.store.base import rows
from portal.store.engine import for_writing
from portal.store.models import AnswerRung, Person, TeamMember
from tests.builders import RecordingBus, Village, all_rows, oslo, save
from tests.services.ladder_world import answer, ask, notices, overdue, own_page, taken


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
