"""Who hears that something changed: of a protected person only the team, and of a disqualified colleague's case not them."""

from dataclasses import replace

import pytest
from sqlalchemy import Engine, update
from sqlalchemy.orm import Session

from portal.domain.access import Protection, Tie
from portal.domain.people import Actor
from portal.services import conversations
from portal.services.work import Desk
from portal.store.audience import listeners
from portal.store.models import Cover, Disqualified, Person, TeamMember
from tests.builders import RecordingBus, Village, add_mandate, save
from tests.conftest import NOW


@pytest.fixture
def engine(sqlite_engine: Engine) -> Engine:
    return sqlite_engine


def _writes(desk: Desk, who: Actor, bus: RecordingBus, key: str = "k" * 24) -> set[str]:
    """The topics of the staff that were told."""
    bus.changes.clear()
    with desk.writing(who) as work:
        conversations.write_to_us(work, key, "Hei")
    return {topic for topic, _event in bus.told() if who.id not in topic}


def _protect(engine: Engine, who: Actor, *team: Actor) -> None:
    with engine.begin() as connection:
        where = Person.id == who.id
        connection.execute(update(Person).where(where).values(protection=Protection.CONFIDENTIAL))
    save(engine, *(TeamMember(participant_id=who.id, staff_id=one.id, added_at=NOW) for one in team))


def test_the_whole_office_hears_of_everybody_else(desk: Desk, village: Village, bus: RecordingBus) -> None:
    assert _writes(desk, village.neighbour, bus) == {f"office:{village.office}"}


def test_of_a_protected_person_only_the_team_hears(
    engine: Engine, desk: Desk, village: Village, bus: RecordingBus
) -> None:
    _protect(engine, village.neighbour, village.caseworker)
    assert _writes(desk, village.neighbour, bus) == {f"person:{village.caseworker.id}"}


def test_of_who_has_no_team_and_of_whom_nothing_is_known_nobody_hears(
    engine: Engine, desk: Desk, village: Village, bus: RecordingBus
) -> None:
    _protect(engine, village.neighbour)
    assert _writes(desk, village.neighbour, bus) == set()
    with engine.begin() as connection:
        connection.execute(update(Person).where(Person.id == village.stranger.id).values(protection=None))
    assert _writes(desk, village.stranger, bus) == set()


def test_who_is_disqualified_hears_nothing_and_the_others_go_on(
    engine: Engine, desk: Desk, village: Village, bus: RecordingBus
) -> None:
    tied = Disqualified(
        staff_id=village.colleague.id,
        participant_id=village.neighbour.id,
        tie=Tie.RELATIVE,
        stated_at=NOW,
    )
    save(engine, tied)
    told = _writes(desk, village.neighbour, bus)
    assert f"person:{village.caseworker.id}" in told
    assert f"person:{village.colleague.id}" not in told
    assert f"office:{village.office}" not in told


def test_a_disqualified_member_of_a_team_hears_nothing(
    engine: Engine, desk: Desk, village: Village, bus: RecordingBus
) -> None:
    _protect(engine, village.neighbour, village.caseworker, village.colleague)
    tied = Disqualified(
        staff_id=village.colleague.id, participant_id=village.neighbour.id, tie=Tie.OTHER, stated_at=NOW
    )
    save(engine, tied)
    assert _writes(desk, village.neighbour, bus) == {f"person:{village.caseworker.id}"}


def test_a_mandate_tells_no_member_of_staff(
    engine: Engine, desk: Desk, village: Village, bus: RecordingBus
) -> None:
    _protect(engine, village.neighbour, village.caseworker)
    add_mandate(engine, village.neighbour, village.representative)
    assert _writes(desk, village.neighbour, bus) == {f"person:{village.caseworker.id}"}


def test_after_a_move_nobody_who_covered_at_the_old_office_hears(
    engine: Engine, desk: Desk, village: Village, bus: RecordingBus
) -> None:
    """The old programme still names its contact person, and who stands in for them there has nothing to do with it now."""
    covering = Cover(
        staff_id=village.caseworker.id,
        by_id=village.far_leader.id,
        first_day=NOW.date(),
        last_day=NOW.date(),
        made_by=village.leader.id,
        made_at=NOW,
    )
    save(engine, covering)
    assert f"person:{village.far_leader.id}" in _writes(desk, village.participant, bus)
    with engine.begin() as connection:
        where = Person.id == village.participant.id
        connection.execute(update(Person).where(where).values(office_id=village.other_office))
    moved = replace(village.participant, office_id=village.other_office)
    assert _writes(desk, moved, bus, "m" * 24) == {f"office:{village.other_office}"}


def test_only_who_works_with_cases_listens_to_an_office(engine: Engine, village: Village) -> None:
    """The telephone, the accounts and the audit have no page that would need to move."""
    tied = Disqualified(
        staff_id=village.colleague.id, participant_id=village.neighbour.id, tie=Tie.OTHER, stated_at=NOW
    )
    save(engine, tied)
    with Session(engine) as session:
        everybody, apart = listeners(session, village.neighbour.id, NOW, NOW.date())
    assert not everybody
    assert apart == {village.caseworker.id, village.leader.id}


def test_that_staff_have_read_is_not_told_while_they_read(
    desk: Desk, village: Village, bus: RecordingBus
) -> None:
    _writes(desk, village.participant, bus)
    bus.changes.clear()
    with desk.writing(village.caseworker) as work:
        conversations.mark_read(work, village.participant.id, 1)
    assert {topic for topic, _event in bus.told()} == {f"office:{village.office}"}
