"""Whatever is tried in whatever order: a programme's row and intervals say what its steps say, and nothing else."""

from contextlib import suppress
from datetime import timedelta

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import Engine

from portal.adapters.clock import FixedClock
from portal.adapters.holidays import NorwegianHolidays
from portal.domain.errors import Refused
from portal.domain.people import Role
from portal.domain.programme_steps import EndingGround, StepKind
from portal.services.work import Desk
from portal.store.models import Programme
from tests.builders import RecordingBus, add_person, all_rows, build_village, oslo
from tests.case_world import in_memory
from tests.services.life import command, decide, rows_say, steps_say

KINDS = tuple(kind for kind in StepKind if kind is not StepKind.MOVED)
TRIED = st.tuples(
    st.sampled_from(KINDS),
    st.integers(-40, 40),
    st.integers(-10, 420),
    st.integers(0, 60),
    st.sampled_from(EndingGround),
)


@settings(max_examples=12, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.lists(TRIED, min_size=5, max_size=30))
def test_row_and_intervals_are_what_the_steps_have_made_them(
    tries: list[tuple[StepKind, int, int, int, EndingGround]],
) -> None:
    with in_memory() as engine:
        _try(engine, tries)


def _try(engine: Engine, tries: list[tuple[StepKind, int, int, int, EndingGround]]) -> None:
    village, clock = build_village(engine), FixedClock(oslo("2026-01-05 09:30"))
    desk = Desk(engine, clock, NorwegianHolidays(), RecordingBus(), b"a key of the tests")
    who = add_person(engine, Role.PARTICIPANT, village.office, "Ny Nese")
    taken = 0
    begun = (StepKind.APPLIED, 0, 0, 7, EndingGround.OTHER), (StepKind.GRANTED, 7, 300, 7, EndingGround.OTHER)
    for kind, on, reach, wait, ground in (*begun, (StepKind.STARTED, 0, 0, 7, EndingGround.OTHER), *tries):
        today = clock.now().date()
        day = today + timedelta(days=on)
        step = command(kind, day, day + timedelta(days=reach))
        if kind is StepKind.ENDED:
            step = command(kind, day, ground=ground)
        with suppress(Refused):
            taken += decide(desk, village.caseworker, who, step).step_id is not None
        for programme in all_rows(engine, Programme, participant_id=who.id):
            assert rows_say(engine, programme.id) == steps_say(engine, programme.id)
        assert len(all_rows(engine, Programme, participant_id=who.id, current=True)) <= 1
        clock.move(days=wait)
    assert taken >= 3
