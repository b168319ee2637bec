"""A programme's life: each step with its rule, its actor and its reasons, and rows that say what the steps say."""

from datetime import date, timedelta

import pytest
from sqlalchemy import Engine

from portal.adapters.clock import FixedClock
from portal.domain.errors import Conflict, NotFound, NotPermitted
from portal.domain.people import Actor, Role
from portal.domain.programme import ProgrammeState
from portal.domain.programme_steps import StepKind, possible_steps
from portal.rules.decision import Outcome, from_data
from portal.rules.law import Citation
from portal.services import moving, programmes
from portal.services.work import Desk
from portal.store.models import EventRow, Notice, Programme, ProgrammeStep
from tests.builders import RecordingBus, Village, add_person, all_rows, at_once
from tests.services.life import TAKEN, WHY, command, decide, lead, rows_say, steps_say

DAY = timedelta(days=1)
K, S = StepKind, ProgrammeState


@pytest.fixture
def newcomer(engine: Engine, village: Village) -> Actor:
    """A participant of the office without any programme."""
    return add_person(engine, Role.PARTICIPANT, village.office, "Ny Nese")


LIVING = (None, S.APPLIED, S.PLANNED, S.RUNNING, S.ON_LEAVE, S.SUSPENDED)
OVER = (S.COMPLETED, S.ENDED, S.REFUSED, S.WITHDRAWN)


@pytest.mark.parametrize("state", [*LIVING, *OVER], ids=str)
def test_in_each_state_what_is_possible_is_taken_and_all_else_is_refused_with_the_paragraph(
    engine: Engine,
    desk: Desk,
    village: Village,
    clock: FixedClock,
    newcomer: Actor,
    state: ProgrammeState | None,
) -> None:
    lead(desk, village, newcomer, clock, state)
    before = all_rows(engine, ProgrammeStep)
    for kind, step in TAKEN.items():
        if kind in possible_steps(state):
            continue
        refused = decide(desk, village.caseworker, newcomer, step)
        assert refused.step_id is None
        assert refused.answer is not None
        assert refused.answer.decision.outcome is Outcome.NOT_MET
        assert refused.answer.decision.because
    assert all_rows(engine, ProgrammeStep) == before
    for kind in possible_steps(state):
        if kind is K.EXTENDED_SPECIAL:
            continue
        with desk.writing(village.caseworker) as work:
            case = programmes.case_to_decide(work, newcomer.id)
            taken = programmes.decide(work, newcomer.id, case.version, TAKEN[kind])
            assert taken.step_id, (state, kind, taken.answer)
            # Only one of them can be next.
            work.session.rollback()


def test_a_suspended_programme_refuses_an_extension_says_why_and_goes_on_once_it_is_resumed(
    engine: Engine, desk: Desk, village: Village, clock: FixedClock, newcomer: Actor
) -> None:
    lead(desk, village, newcomer, clock, S.SUSPENDED)
    refused = decide(desk, village.caseworker, newcomer, TAKEN[K.EXTENDED])
    assert refused.step_id is None
    assert refused.answer is not None
    basis = refused.answer.decision.because[0].basis
    assert isinstance(basis, Citation)
    assert basis.key == "LOV-2009-12-18-131/32/1/3"
    assert [one.code for one in refused.answer.decision.would_change] == ["steps.if-resumed"]
    assert decide(desk, village.caseworker, newcomer, TAKEN[K.RESUMED]).step_id
    assert decide(desk, village.caseworker, newcomer, TAKEN[K.EXTENDED]).step_id
    programme = all_rows(engine, Programme, participant_id=newcomer.id)[0]
    assert (programme.state, programme.period, programme.period_to) == (S.RUNNING, 2, date(2027, 6, 30))
    assert rows_say(engine, programme.id) == steps_say(engine, programme.id)


def test_a_decision_tells_its_reasons_and_the_time_to_complain(
    engine: Engine, desk: Desk, village: Village, clock: FixedClock, newcomer: Actor, bus: RecordingBus
) -> None:
    lead(desk, village, newcomer, clock, S.RUNNING)
    notices = len(all_rows(engine, Notice, person_id=newcomer.id))
    decide(desk, village.caseworker, newcomer, TAKEN[K.EXTENDED])
    step = all_rows(engine, ProgrammeStep, kind=K.EXTENDED)[0]
    assert (step.text, step.made_by, step.day) == (WHY, village.caseworker.id, date(2027, 1, 1))
    assert step.complaint_by == date(2026, 12, 15)
    assert from_data(step.decision).rule == "period_end.period_ends"
    assert len(all_rows(engine, Notice, person_id=newcomer.id)) == notices + 1
    assert (f"person:{newcomer.id}", "plan") in bus.told()
    assert (f"office:{village.office}", "inbox") in bus.told()
    assert "ProgrammeStepTaken" in {event.kind for event in all_rows(engine, EventRow)}


def test_the_same_step_sent_twice_is_one_and_another_one_is_a_conflict(
    engine: Engine, desk: Desk, village: Village, clock: FixedClock, newcomer: Actor
) -> None:
    lead(desk, village, newcomer, clock, S.RUNNING)
    programme = all_rows(engine, Programme, participant_id=newcomer.id)[0]
    first = decide(desk, village.caseworker, newcomer, TAKEN[K.EXTENDED], programme.version)
    again = decide(desk, village.caseworker, newcomer, TAKEN[K.EXTENDED], programme.version)
    assert first.step_id == again.step_id is not None
    with pytest.raises(Conflict):
        decide(desk, village.colleague, newcomer, TAKEN[K.LEAVE], programme.version)
    assert len(all_rows(engine, ProgrammeStep, kind=K.EXTENDED)) == 1


def test_of_two_at_once_one_decides_and_the_other_hears_of_it(
    engine: Engine, desk: Desk, village: Village, clock: FixedClock, newcomer: Actor
) -> None:
    lead(desk, village, newcomer, clock, S.RUNNING)
    version = all_rows(engine, Programme, participant_id=newcomer.id)[0].version
    steps = (TAKEN[K.EXTENDED], TAKEN[K.LEAVE])
    found = at_once(
        2,
        lambda number: decide(
            desk, (village.caseworker, village.colleague)[number], newcomer, steps[number], version
        ),
    )
    assert sorted(type(one).__name__ for one in found) == ["Conflict", "Decided"]
    assert len(all_rows(engine, ProgrammeStep, participant_id=newcomer.id)) == 4


def test_two_applications_at_once_are_one_programme(
    engine: Engine, desk: Desk, village: Village, newcomer: Actor
) -> None:
    step = command(K.APPLIED, date(2026, 11, 20))
    staff = (village.caseworker, village.colleague)
    found = at_once(2, lambda number: decide(desk, staff[number], newcomer, step, 0))
    assert len(all_rows(engine, Programme, participant_id=newcomer.id)) == 1
    assert sum(not isinstance(one, Exception) for one in found) == 1


def test_nobody_else_decides(desk: Desk, village: Village) -> None:
    step = command(K.LEAVE)
    for actor in (village.leader, village.contact_centre, village.translator, village.participant):
        with pytest.raises(NotPermitted), desk.writing(actor) as work:
            programmes.decide(work, village.participant.id, 1, step)
    with pytest.raises(NotFound), desk.writing(village.far_caseworker) as work:
        programmes.decide(work, village.participant.id, 1, step)


def test_after_a_move_the_new_office_begins_anew_and_who_returns_can_apply_again(
    engine: Engine, desk: Desk, village: Village, clock: FixedClock, newcomer: Actor
) -> None:
    lead(desk, village, newcomer, clock, S.ON_LEAVE)
    for leader, office in ((village.leader, village.other_office), (village.far_leader, village.office)):
        with desk.writing(leader) as work:
            moving.move(work, newcomer.id, office)
        staff = village.far_caseworker if office == village.other_office else village.caseworker
        with desk.reading(staff) as work:
            life = programmes.life_of(work, newcomer.id)
            assert life.next_steps == (K.APPLIED,)
        assert decide(desk, staff, newcomer, command(K.APPLIED)).step_id
    found = all_rows(engine, Programme, participant_id=newcomer.id)
    assert sorted((one.office_id == village.office, one.state, one.current) for one in found) == [
        (False, S.MOVED, True),
        (True, S.APPLIED, True),
        (True, S.MOVED, False),
    ]
    for one in found:
        assert rows_say(engine, one.id) == steps_say(engine, one.id)


def test_a_programme_from_before_there_were_steps_can_go_on(
    engine: Engine, desk: Desk, village: Village
) -> None:
    assert decide(desk, village.caseworker, village.participant, command(K.LEAVE)).step_id
    assert all_rows(engine, Programme, participant_id=village.participant.id)[0].state is S.ON_LEAVE
