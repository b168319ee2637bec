"""A threat from somebody protected: only a leader of their team hears of it, and where there is none, that is said."""

import pytest
from sqlalchemy import Engine, update

from portal.adapters.clock import FixedClock
from portal.domain.access import Protection
from portal.services import threats
from portal.services.work import Desk
from portal.store.base import rows
from portal.store.engine import for_writing
from portal.store.models import Person, TeamMember
from tests.builders import Village, save
from tests.services.ladder_world import ask
from tests.services.test_threats import reported


@pytest.mark.parametrize(
    "with_leader", [False, True], ids=["a team without a leader", "a leader in the team"]
)
def test_the_leader_hears_of_it_only_from_within_the_team(
    engine: Engine, desk: Desk, village: Village, clock: FixedClock, *, with_leader: bool
) -> None:
    ask(desk, village.participant)
    with desk.reading(village.caseworker) as work:
        assert threats.of_case(work, village.participant.id).has_leader, (
            "Everybody's leader hears of an open case."
        )
    people = rows(Person)
    with for_writing(engine).begin() as connection:
        connection.execute(
            update(people)
            .where(people.c.id == village.participant.id)
            .values(protection=Protection.STRICTLY_CONFIDENTIAL)
        )
    team = [village.caseworker, *([village.leader] if with_leader else [])]
    for member in team:
        save(
            engine,
            TeamMember(participant_id=village.participant.id, staff_id=member.id, added_at=clock.now()),
        )
    reported(desk, village, village.caseworker, [1])
    with desk.reading(village.caseworker) as work:
        assert threats.of_case(work, village.participant.id).has_leader is with_leader
    with desk.reading(village.leader) as work:
        assert threats.count_open(work) == len(team) - 1
