"""The day of what was decided ahead: it is written down, nobody waits behind one that fails, and the day is one for all."""

import threading
from datetime import date, timedelta

import pytest
from sqlalchemy import Engine, update
from sqlalchemy.orm import Session

from portal.adapters.clock import FixedClock
from portal.domain.absence import AbsenceKind
from portal.domain.errors import NotFound, Refused
from portal.domain.people import Actor, Role
from portal.domain.plan import ProposalState
from portal.domain.programme import ProgrammeState
from portal.domain.programme_steps import StepKind
from portal.services import (
    absences,
    individual_plans,
    moving,
    offers,
    planning,
    plans,
    programme_soon,
    programmes,
    radar,
)
from portal.services.absences import AbsenceCommand
from portal.services.programme_effect import bring_into_effect
from portal.services.work import Desk
from portal.store import person as people
from portal.store import programme_write
from portal.store.models import EventRow, Notice, Programme, ProgrammeStep, Proposal
from tests.builders import Village, add_activity, add_person, all_rows, at_once, key_for
from tests.services.life import command, decide, lead, stand
from tests.services.proposing import moved_to, proposed
from tests.services.test_office_offers import made

K, S = StepKind, ProgrammeState
LAST = date(2026, 12, 10)


@pytest.fixture
def newcomer(engine: Engine, village: Village, desk: Desk, clock: FixedClock) -> Actor:
    """A participant of the office whose programme runs and ends on the tenth of December."""
    who = add_person(engine, Role.PARTICIPANT, village.office, "Ny Nese")
    lead(desk, village, who, clock, S.RUNNING)
    decide(desk, village.caseworker, who, command(K.ENDED, LAST))
    return who


def programme_of(engine: Engine, who: Actor) -> Programme:
    found: Programme = all_rows(engine, Programme, participant_id=who.id, current=True)[0]
    return found


def test_one_that_fails_keeps_nobody_waiting_and_stays_on_the_list(
    engine: Engine,
    desk: Desk,
    village: Village,
    clock: FixedClock,
    newcomer: Actor,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    second = add_person(engine, Role.PARTICIPANT, village.office, "Enda En")
    lead(desk, village, second, clock, S.RUNNING)
    decide(desk, village.caseworker, second, command(K.ENDED, LAST))
    rotten, whole = programme_of(engine, newcomer).id, programme_write.bring

    def broken(session: object, programme_id: str, *given: object) -> bool:
        if programme_id == rotten:
            raise ValueError("the words of a person")
        return whole(session, programme_id, *given)  # type: ignore[arg-type]

    monkeypatch.setattr(programme_write, "bring", broken)
    stand(clock, "2026-12-11 00:05")
    assert [bring_into_effect(desk), bring_into_effect(desk)] == [1, 0]
    assert (programme_of(engine, second).state, programme_of(engine, newcomer).state) == (S.ENDED, S.RUNNING)
    assert [getattr(one, "kind", "") for one in caplog.records] == [f"{rotten} ValueError"] * 2
    with desk.reading(village.caseworker) as work:
        assert [
            one.due.kind.value for one in programme_soon.soon(work) if one.row.participant_id == newcomer.id
        ] == ["effect"]
    monkeypatch.undo()
    assert bring_into_effect(desk) == 1
    with desk.reading(village.caseworker) as work:
        assert newcomer.id not in {one.row.participant_id for one in programme_soon.soon(work)}


def test_its_day_is_written_down_and_who_waits_for_an_answer_hears_that_none_will_come(
    engine: Engine, desk: Desk, village: Village, clock: FixedClock, newcomer: Actor
) -> None:
    course = add_activity(engine, newcomer, "Norskkurs")
    sent = proposed(desk, newcomer, newcomer, moved_to(course, 3))
    notices = len(all_rows(engine, Notice))
    stand(clock, "2026-12-11 00:05")
    # It had fourteen days, and those were not over.
    with engine.begin() as connection:
        connection.execute(update(Proposal).values(expires_on=date(2026, 12, 24)))
    step = programme_of(engine, newcomer).ahead_step_id
    assert bring_into_effect(desk) == 1
    assert all_rows(engine, Proposal, id=sent)[0].state is ProposalState.EXPIRED
    written = {
        row.kind: (row.actor_id, {step, sent} & set(row.data.values()))
        for row in all_rows(engine, EventRow, participant_id=newcomer.id)
        if row.kind in {"ProgrammeStepInEffect", "ProposalLapsed"}
    }
    assert written == {
        "ProgrammeStepInEffect": (village.caseworker.id, {step}),
        "ProposalLapsed": (newcomer.id, {sent}),
    }
    assert len(all_rows(engine, Notice)) == notices + 1, (
        "Of the proposal; the ending was told when it was decided."
    )


def test_what_a_move_overtook_is_said_to_have_fallen_away(
    desk: Desk, village: Village, newcomer: Actor
) -> None:
    with desk.writing(village.leader) as work:
        moving.move(work, newcomer.id, village.other_office)
    with desk.reading(newcomer) as work:
        found = {one.kind: bool(one.fell_away) for one in programmes.own_steps(work)}
    assert found == dict.fromkeys((K.APPLIED, K.GRANTED, K.STARTED, K.MOVED), False) | {K.ENDED: True}


def test_what_was_taken_back_before_a_move_did_not_fall_away_with_it(
    desk: Desk, village: Village, newcomer: Actor
) -> None:
    decide(desk, village.caseworker, newcomer, command(K.RECALLED))
    with desk.writing(village.leader) as work:
        moving.move(work, newcomer.id, village.other_office)
    with desk.reading(newcomer) as work:
        assert not any(one.fell_away for one in programmes.own_steps(work))


def test_a_step_and_a_move_at_once_wait_for_each_other_and_not_for_ever(
    engine: Engine, desk: Desk, village: Village, newcomer: Actor, monkeypatch: pytest.MonkeyPatch
) -> None:
    number, hold = programme_write.next_number, people.hold
    brought, held = threading.Event(), threading.Event()

    def slowly(session: Session, programme_id: str) -> int:
        if not brought.is_set():
            brought.set()
            held.wait(0.5)
        return number(session, programme_id)

    def holding(session: Session, person_id: str) -> None:
        hold(session, person_id)
        held.set()

    monkeypatch.setattr(programme_write, "next_number", slowly)
    monkeypatch.setattr(people, "hold", holding)

    def act(which: int) -> None:
        if which == 0:
            decide(desk, village.caseworker, newcomer, command(K.RECALLED))
            return
        brought.wait(5)
        with desk.writing(village.leader) as work:
            moving.move(work, newcomer.id, village.other_office)

    assert at_once(2, act) == [None, None]
    taken = [one.kind for one in all_rows(engine, ProgrammeStep, participant_id=newcomer.id)]
    assert {K.RECALLED, K.MOVED} <= set(taken)


def test_who_was_ended_yesterday_proposes_reports_and_adds_nothing_before_the_row_has_followed(
    desk: Desk, village: Village, clock: FixedClock, newcomer: Actor
) -> None:
    offer = made(desk, village.caseworker)
    stand(clock, "2026-12-10 23:59")
    with desk.reading(newcomer) as work:
        assert planning.own_side(work).may_change
        assert absences.can_report(work)
    stand(clock, "2026-12-11 00:00")
    with desk.reading(newcomer) as work:
        assert not planning.own_side(work).may_change
        # What was before the end can still be told.
        assert absences.can_report(work)
        after = LAST + timedelta(days=1)
        with pytest.raises(Refused, match="absence-not-running"):
            absences.what_it_means(work, AbsenceCommand(AbsenceKind.SELF_REPORT, LAST, after))
        absences.what_it_means(work, AbsenceCommand(AbsenceKind.SELF_REPORT, LAST, LAST))
        plan = plans.own_plan(work)
        assert plan is not None
        assert not plan.is_open
    with pytest.raises(NotFound), desk.writing(newcomer) as work:
        offers.add(work, key_for(1), offer)
    with desk.reading(village.caseworker) as work:
        assert not planning.staff_side(work, newcomer.id).may_change
        assert radar.of_case(work, newcomer.id) == ()
    with pytest.raises(NotFound), desk.writing(village.caseworker) as work:
        individual_plans.offer(work, newcomer.id)
