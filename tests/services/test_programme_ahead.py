"""What is decided ahead: it waits for its day, moves the programme on it, once, and can be taken back before."""

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace
from datetime import date, timedelta

import pytest
from sqlalchemy import Engine

from portal.adapters.clock import FixedClock
from portal.domain.errors import NotFound, Refused
from portal.domain.people import Actor, Role
from portal.domain.programme import ProgrammeState
from portal.domain.programme_steps import EndingGround, StepKind
from portal.rules.decision import from_data
from portal.services import moving, programme_soon, programmes
from portal.services.programme_answers import StepCommand
from portal.services.programme_effect import bring_into_effect
from portal.services.work import Desk
from portal.store import person as people
from portal.store import programme_write
from portal.store.models import Notice, Programme, ProgrammeStep
from tests.builders import RecordingBus, Village, add_person, all_rows, at_once
from tests.services.life import TODAY, command, decide, lead, rows_say, stand, steps_say

DAY = timedelta(days=1)
K, S = StepKind, ProgrammeState
PERIOD_TO = date(2026, 12, 31)


@pytest.fixture
def newcomer(engine: Engine, village: Village, desk: Desk, clock: FixedClock) -> Actor:
    """A participant of the office whose programme runs to the end of the year."""
    who = add_person(engine, Role.PARTICIPANT, village.office, "Ny Nese")
    lead(desk, village, who, clock, S.RUNNING)
    return who


def programme_of(engine: Engine, who: Actor) -> Programme:
    found: Programme = all_rows(engine, Programme, participant_id=who.id, current=True)[0]
    return found


def state_now(desk: Desk, who: Actor) -> ProgrammeState | None:
    """What the participant's own page says."""
    with desk.reading(who) as work:
        return programmes.own_case_now(work).state


AHEAD = [
    pytest.param(
        command(K.LEAVE, date(2026, 12, 10), date(2026, 12, 18)), "2026-12-10", S.ON_LEAVE, id="leave"
    ),
    pytest.param(command(K.SUSPENDED, date(2026, 12, 10)), "2026-12-10", S.SUSPENDED, id="suspended"),
    # The last day belongs to the programme still.
    pytest.param(command(K.COMPLETED, date(2026, 12, 10)), "2026-12-11", S.COMPLETED, id="completed"),
    pytest.param(command(K.ENDED, date(2026, 12, 10)), "2026-12-11", S.ENDED, id="ended"),
    pytest.param(
        command(K.ENDED, PERIOD_TO, ground=EndingGround.PERIOD_ENDS),
        "2027-01-01",
        S.ENDED,
        id="no at the end",
    ),
]


@pytest.mark.parametrize(("step", "day", "state"), AHEAD)
def test_it_waits_for_its_day_and_then_moves_the_programme_once(
    engine: Engine,
    desk: Desk,
    village: Village,
    clock: FixedClock,
    newcomer: Actor,
    step: StepCommand,
    day: str,
    state: ProgrammeState,
) -> None:
    assert decide(desk, village.caseworker, newcomer, step).step_id
    notices = len(all_rows(engine, Notice))
    from_day = date.fromisoformat(day)
    for before in (TODAY, from_day - DAY):
        stand(clock, f"{before.isoformat()} 23:30")
        assert bring_into_effect(desk) == 0
        assert (programme_of(engine, newcomer).state, state_now(desk, newcomer)) == (S.RUNNING, S.RUNNING)
    stand(clock, f"{day} 00:05")
    # The page of the case says so even before the row has followed.
    assert (programme_of(engine, newcomer).state, state_now(desk, newcomer)) == (S.RUNNING, state)
    assert [bring_into_effect(desk), bring_into_effect(desk)] == [1, 0]
    clock.move(days=1)
    assert bring_into_effect(desk) == 0
    programme = programme_of(engine, newcomer)
    assert (programme.state, programme.ahead_step_id, programme.ahead_from) == (state, None, None)
    assert state_now(desk, newcomer) is state
    said = steps_say(engine, programme.id, clock.now().date())
    assert rows_say(engine, programme.id) == said
    # It was told when it was decided.
    assert len(all_rows(engine, Notice)) == notices


def test_what_is_cut_off_in_the_middle_is_done_the_next_time_and_nothing_twice(
    engine: Engine,
    desk: Desk,
    village: Village,
    clock: FixedClock,
    newcomer: Actor,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    second = add_person(engine, Role.PARTICIPANT, village.office, "Enda En")
    lead(desk, village, second, clock, S.RUNNING)
    for who in (newcomer, second):
        assert decide(desk, village.caseworker, who, command(K.LEAVE, date(2026, 12, 10))).step_id
    stand(clock, "2026-12-10 00:05")
    whole = programme_write.bring
    calls: list[str] = []

    def cut_off(*given: object, **more: object) -> bool:
        calls.append("")
        done = whole(*given, **more)  # type: ignore[arg-type]
        if len(calls) == 2:
            # The row is written and the transaction is not at its end.
            raise KeyboardInterrupt
        return done

    monkeypatch.setattr(programme_write, "bring", cut_off)
    with suppress(KeyboardInterrupt):
        bring_into_effect(desk)
    monkeypatch.setattr(programme_write, "bring", whole)
    states = sorted(programme_of(engine, who).state for who in (newcomer, second))
    assert states == [S.ON_LEAVE, S.RUNNING]
    assert bring_into_effect(desk) == 1
    for who in (newcomer, second):
        programme = programme_of(engine, who)
        assert rows_say(engine, programme.id) == steps_say(engine, programme.id, date(2026, 12, 10))


def test_two_workers_at_once_bring_it_about_once(
    engine: Engine, desk: Desk, village: Village, clock: FixedClock, newcomer: Actor
) -> None:
    decide(desk, village.caseworker, newcomer, command(K.LEAVE, date(2026, 12, 10)))
    version = programme_of(engine, newcomer).version
    stand(clock, "2026-12-10 00:05")
    found = at_once(2, lambda _number: bring_into_effect(desk))
    assert sum(one for one in found if isinstance(one, int)) == 1
    assert programme_of(engine, newcomer).version == version + 1


def test_open_pages_hear_of_it_on_its_day(
    desk: Desk, village: Village, clock: FixedClock, newcomer: Actor, bus: RecordingBus
) -> None:
    decide(desk, village.caseworker, newcomer, command(K.ENDED, date(2026, 12, 10)))
    bus.changes.clear()
    stand(clock, "2026-12-11 00:05")
    bring_into_effect(desk)
    assert {(f"person:{newcomer.id}", "plan"), (f"office:{village.office}", "inbox")} <= bus.told()


def test_what_is_decided_ahead_can_be_taken_back_until_its_day(
    engine: Engine, desk: Desk, village: Village, clock: FixedClock, newcomer: Actor
) -> None:
    decide(desk, village.caseworker, newcomer, command(K.ENDED, date(2026, 12, 10)))
    stopped = decide(desk, village.caseworker, newcomer, command(K.EXTENDED, until=date(2027, 6, 30)))
    assert stopped.step_id is None
    assert decide(desk, village.caseworker, newcomer, command(K.RECALLED, heard="")).step_id
    stand(clock, "2026-12-11 00:05")
    assert bring_into_effect(desk) == 0
    programme = programme_of(engine, newcomer)
    assert programme.state is S.RUNNING
    assert rows_say(engine, programme.id) == steps_say(engine, programme.id, date(2026, 12, 11))
    recalled = all_rows(engine, ProgrammeStep, kind=K.RECALLED)[0]
    assert recalled.complaint_by
    assert decide(desk, village.caseworker, newcomer, command(K.RECALLED)).step_id is None


def test_nobody_loses_a_leave_unheard(desk: Desk, village: Village, newcomer: Actor) -> None:
    decide(desk, village.caseworker, newcomer, command(K.LEAVE, date(2026, 12, 10)))
    with pytest.raises(Refused, match="not-told-first"):
        decide(desk, village.caseworker, newcomer, command(K.RECALLED, heard=""))
    assert decide(desk, village.caseworker, newcomer, command(K.RECALLED)).step_id


def test_an_extension_beside_a_leave_that_waits_leaves_both(
    engine: Engine, desk: Desk, village: Village, clock: FixedClock, newcomer: Actor
) -> None:
    decide(desk, village.caseworker, newcomer, command(K.LEAVE, date(2026, 12, 10), date(2026, 12, 18)))
    assert decide(desk, village.caseworker, newcomer, command(K.EXTENDED, until=date(2027, 6, 30))).step_id
    stand(clock, "2026-12-10 00:05")
    bring_into_effect(desk)
    programme = programme_of(engine, newcomer)
    assert (programme.state, programme.period_to) == (S.ON_LEAVE, date(2027, 6, 30))
    assert rows_say(engine, programme.id) == steps_say(engine, programme.id, date(2026, 12, 10))


def test_who_moves_first_takes_nothing_along_that_was_decided_for_later(
    engine: Engine, desk: Desk, village: Village, clock: FixedClock, newcomer: Actor
) -> None:
    decide(desk, village.caseworker, newcomer, command(K.ENDED, date(2026, 12, 10)))
    with desk.writing(village.leader) as work:
        moving.move(work, newcomer.id, village.other_office)
    stand(clock, "2026-12-11 00:05")
    assert bring_into_effect(desk) == 0
    programme = programme_of(engine, newcomer)
    assert (programme.state, programme.closed_on, programme.ahead_from) == (S.MOVED, TODAY, None)


def test_a_step_on_the_day_itself_finds_the_programme_where_the_day_has_led_it(
    engine: Engine, desk: Desk, village: Village, clock: FixedClock, newcomer: Actor
) -> None:
    decide(desk, village.caseworker, newcomer, command(K.LEAVE, date(2026, 12, 10)))
    stand(clock, "2026-12-14 09:30")
    assert decide(desk, village.caseworker, newcomer, command(K.RESUMED, date(2026, 12, 14))).step_id
    programme = programme_of(engine, newcomer)
    assert programme.state is S.RUNNING
    assert rows_say(engine, programme.id) == steps_say(engine, programme.id)
    assert [(one.first_day, one.last_day) for one in rows_say(engine, programme.id).pauses] == [
        (date(2026, 12, 10), date(2026, 12, 13))
    ]
    assert bring_into_effect(desk) == 0


def test_who_agrees_needs_no_notice_and_may_have_been_done_before(
    engine: Engine, desk: Desk, village: Village, newcomer: Actor
) -> None:
    agreed = command(K.COMPLETED, date(2026, 11, 20), agreed=True)
    for on, code in ((date(2026, 11, 20), "step-reaches-back"), (TODAY, "agreed-without-words")):
        with pytest.raises(Refused, match=code):
            decide(desk, village.caseworker, newcomer, replace(agreed, on=on, heard=""))
    assert decide(desk, village.caseworker, newcomer, agreed).step_id
    step = all_rows(engine, ProgrammeStep, kind=K.COMPLETED)[0]
    assert step.by_agreement
    assert from_data(step.decision).because[0].reason.code == "ending.agreed-or-asked-for"
    assert programme_of(engine, newcomer).closed_on == date(2026, 11, 20)


def test_nothing_reaches_back_behind_what_was_decided_last_whoever_agrees(
    desk: Desk, village: Village, clock: FixedClock, newcomer: Actor
) -> None:
    assert decide(desk, village.caseworker, newcomer, command(K.EXTENDED, until=date(2027, 6, 30))).step_id
    stand(clock, "2026-12-10 09:30")
    agreed = command(K.COMPLETED, TODAY, agreed=True)
    for on in (date(2026, 6, 2), TODAY - DAY):
        with pytest.raises(Refused, match="step-out-of-order"):
            decide(desk, village.caseworker, newcomer, replace(agreed, on=on))
    assert decide(desk, village.caseworker, newcomer, agreed).step_id


def test_when_the_end_is_decided_the_period_is_on_no_list(
    desk: Desk, village: Village, newcomer: Actor
) -> None:
    def listed() -> Iterator[str]:
        with desk.reading(village.caseworker) as work:
            for one in programme_soon.soon(work):
                if one.row.participant_id == newcomer.id:
                    yield one.due.kind.value

    assert list(listed()) == ["period"]
    decide(desk, village.caseworker, newcomer, command(K.ENDED, PERIOD_TO, ground=EndingGround.PERIOD_ENDS))
    assert list(listed()) == []
    decide(desk, village.caseworker, newcomer, command(K.RECALLED))
    decide(desk, village.caseworker, newcomer, command(K.SUSPENDED))
    assert list(listed()) == ["period"]


def test_a_start_that_races_with_a_move_does_not_land_at_the_office_that_was_left(
    engine: Engine, desk: Desk, village: Village, monkeypatch: pytest.MonkeyPatch
) -> None:
    who = add_person(engine, Role.PARTICIPANT, village.office, "Rask Reise")
    hold = people.hold

    def moved_meanwhile(session: object, person_id: str) -> None:
        hold(session, person_id)  # type: ignore[arg-type]
        people.move(session, person_id, village.other_office)  # type: ignore[arg-type]

    monkeypatch.setattr(people, "hold", moved_meanwhile)
    with pytest.raises(NotFound):
        decide(desk, village.caseworker, who, command(K.APPLIED), 0)
    assert all_rows(engine, Programme, participant_id=who.id) == []
