"""Emergency access: what opens, what never opens, for how long, and what everybody hears of it."""

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import Engine, update

from portal.adapters.clock import FixedClock
from portal.domain.access import (
    SHORTEST_REASON,
    GrantKind,
    Protection,
)
from portal.domain.audit import Looked
from portal.domain.errors import NotFound, NotPermitted, PortalError, Refused
from portal.domain.live import office_topic, person_topic
from portal.services import absences, audit, caseload, conversations, emergency, plans
from portal.services.audit import Seen
from portal.services.work import Desk
from portal.store.base import rows
from portal.store.models import Grant, Person
from tests.builders import RecordingBus, Village, all_rows, at_once, key_for
from tests.conftest import NOW
from tests.staff_roles import REASON, grade, join, may_see, number_of, opened, trail


def test_a_far_caseworker_opens_a_case_and_reads_all_of_it(
    engine: Engine, desk: Desk, village: Village
) -> None:
    actor, participant = village.far_caseworker, village.participant
    assert not may_see(desk, actor, participant)
    opening = opened(desk, actor, number_of(engine, participant))
    assert (opening.participant_id, opening.ends_at, opening.again) == (
        participant.id,
        NOW + timedelta(hours=1),
        False,
    )
    with desk.reading(actor) as work:
        case = caseload.opened(work, participant.id)
        conversations.conversation_with(work, participant.id)
        plans.plan_of(work, participant.id)
        absences.absences_of(work, participant.id)
    assert case.grant is not None
    assert (case.grant.kind, case.may_write) == (GrantKind.EMERGENCY, False)
    looks = [(row.what, row.why, row.granted) for row in trail(engine)]
    assert looks[0] == ("case", "out of reach", False)
    assert {why for _, why, _ in looks[1:]} == {"emergency"}
    assert {what for what, _, _ in looks[1:]} == {"case", "messages"}


def test_who_has_opened_a_case_in_an_emergency_writes_nothing_in_it(
    engine: Engine, desk: Desk, village: Village
) -> None:
    with desk.writing(village.participant) as work:
        conversations.write_to_us(work, key_for(1), "Hei")
    opened(desk, village.far_caseworker, number_of(engine, village.participant))
    with pytest.raises(NotFound), desk.writing(village.far_caseworker) as work:
        conversations.answer(work, village.participant.id, key_for(2), "Svar")
    with pytest.raises(NotFound), desk.writing(village.far_caseworker) as work:
        conversations.mark_read(work, village.participant.id, 1)


@pytest.mark.parametrize("who", ["caseworker", "colleague", "far_caseworker", "leader"])
def test_these_may_open(engine: Engine, desk: Desk, village: Village, who: str) -> None:
    opened(desk, getattr(village, who), number_of(engine, village.participant))
    assert may_see(desk, getattr(village, who), village.participant)


@pytest.mark.parametrize(
    ("who", "error"),
    [
        ("far_leader", NotFound),
        ("contact_centre", NotPermitted),
        ("administrator", NotPermitted),
        ("auditor", NotPermitted),
        ("translator", NotPermitted),
        ("neighbour", NotPermitted),
        ("representative", NotPermitted),
    ],
)
def test_these_may_not(
    engine: Engine, desk: Desk, village: Village, who: str, error: type[PortalError]
) -> None:
    with pytest.raises(error):
        opened(desk, getattr(village, who), number_of(engine, village.participant))
    assert all_rows(engine, Grant) == []


@pytest.mark.parametrize("off", [-1, 1])
@pytest.mark.parametrize("hours", emergency.HOURS)
def test_it_closes_on_the_second(
    engine: Engine, desk: Desk, village: Village, clock: FixedClock, hours: int, off: int
) -> None:
    actor = village.far_caseworker
    opened(desk, actor, number_of(engine, village.participant), hours)
    clock.move(hours=hours, seconds=off)
    assert may_see(desk, actor, village.participant) is (off < 0)


def test_more_than_eight_hours_are_refused(engine: Engine, desk: Desk, village: Village) -> None:
    for hours in (0, -1, 9, 1000):
        with pytest.raises(Refused, match="emergency-too-long"):
            opened(desk, village.far_caseworker, number_of(engine, village.participant), hours)
    assert all_rows(engine, Grant) == []


@pytest.mark.parametrize(
    "reason", ["", "Haster", "..............................", "12345678901234567890", " a" * 14]
)
def test_a_reason_has_fifteen_letters(engine: Engine, desk: Desk, village: Village, reason: str) -> None:
    number = number_of(engine, village.participant)
    with pytest.raises(Refused, match="access-without-reason"), desk.writing(village.far_caseworker) as work:
        emergency.open_case(work, number, reason)
    with desk.writing(village.far_caseworker) as work:
        emergency.open_case(work, number, " a" * SHORTEST_REASON)


def test_a_reason_may_be_in_any_script(engine: Engine, desk: Desk, village: Village) -> None:
    with desk.writing(village.far_caseworker) as work:
        emergency.open_case(work, number_of(engine, village.participant), "اتصلت الشرطة بشأن حالة طارئة")


def test_asking_again_changes_nothing_while_it_stands_open(
    engine: Engine, desk: Desk, village: Village, bus: RecordingBus, clock: FixedClock
) -> None:
    number = number_of(engine, village.participant)
    first = opened(desk, village.far_caseworker, number)
    bus.changes.clear()
    clock.move(minutes=59)
    again = opened(desk, village.far_caseworker, number, 8)
    assert again == replace(first, again=True)
    assert len(all_rows(engine, Grant)) == 1
    assert bus.told() == set()
    clock.move(minutes=1)
    assert opened(desk, village.far_caseworker, number).id != first.id


def test_many_windows_at_once_open_it_once(engine: Engine, desk: Desk, village: Village) -> None:
    number = number_of(engine, village.participant)
    found = at_once(6, lambda _: opened(desk, village.far_caseworker, number))
    assert len({one.id for one in found if isinstance(one, emergency.Opening)}) == 1, found
    assert len(all_rows(engine, Grant)) == 1


def test_it_is_closed_at_once_by_who_opened_it_and_by_nobody_else(
    engine: Engine, desk: Desk, village: Village
) -> None:
    opening = opened(desk, village.far_caseworker, number_of(engine, village.participant), 8)
    with pytest.raises(NotFound), desk.writing(village.caseworker) as work:
        emergency.close_case(work, opening.id)
    assert may_see(desk, village.far_caseworker, village.participant)
    for _ in range(2):
        with desk.writing(village.far_caseworker) as work:
            emergency.close_case(work, opening.id)
        assert not may_see(desk, village.far_caseworker, village.participant)
    assert all_rows(engine, Grant)[0].ended_at == NOW


def test_a_move_to_another_office_closes_it(engine: Engine, desk: Desk, village: Village) -> None:
    opened(desk, village.far_caseworker, number_of(engine, village.neighbour), 8)
    assert may_see(desk, village.far_caseworker, village.neighbour)
    with engine.begin() as connection:
        table = rows(Person)
        connection.execute(update(table).where(table.c.id == village.neighbour.id).values(office_id=None))
    assert not may_see(desk, village.far_caseworker, village.neighbour)


def test_nobody_and_somebody_kept_away_are_refused_alike_and_both_leave_a_trace(
    engine: Engine, desk: Desk, village: Village
) -> None:
    number = number_of(engine, village.participant)
    grade(engine, village.participant, Protection.STRICTLY_CONFIDENTIAL)
    said = set()
    for asked in (number, ["of nobody"], [], number_of(engine, village.colleague)):
        with pytest.raises(NotFound) as refused:
            opened(desk, village.far_caseworker, asked)
        said.add(str(refused.value))
    assert len(said) == 1
    assert [(row.participant_id, row.why, row.granted) for row in trail(engine)] == [
        (village.participant.id, "out of reach", False),
        (None, "out of reach", False),
        (None, "out of reach", False),
        (None, "out of reach", False),
    ]
    assert all_rows(engine, Grant) == []


# Who hears of it.


def test_the_leader_hears_at_once_and_reads_who_when_and_why(
    engine: Engine, desk: Desk, village: Village, bus: RecordingBus, clock: FixedClock
) -> None:
    opening = opened(desk, village.far_caseworker, number_of(engine, village.participant), 4)
    assert (office_topic(village.office), "openings") in bus.told()
    assert not any(topic == person_topic(village.participant.id) for topic, _ in bus.told())
    with desk.reading(village.leader) as work:
        (row,) = emergency.openings(work)
    assert (row.id, row.name, row.office, row.reason) == (
        opening.id,
        "Fjern Foss",
        "Nav Utkanten",
        REASON,
    )
    assert (row.begins_at, row.ends_at, row.seen_by_leader_at) == (NOW, opening.ends_at, None)
    assert "Dal" not in str(row)
    with desk.reading(village.far_leader) as work:
        assert emergency.openings(work) == []
    for who in (village.far_leader, village.caseworker):
        with pytest.raises((NotFound, NotPermitted)), desk.writing(who) as work:
            emergency.mark_seen(work, opening.id)
    clock.move(days=1)
    with desk.writing(village.leader) as work:
        emergency.mark_seen(work, opening.id)
    clock.move(days=1)
    with desk.writing(village.leader) as work:
        emergency.mark_seen(work, opening.id)
    assert all_rows(engine, Grant)[0].seen_by_leader_at == NOW + timedelta(days=1)
    clock.move(days=28, seconds=1)
    with desk.reading(village.leader) as work:
        assert emergency.openings(work) == []


def test_a_leader_cannot_say_that_they_have_seen_their_own(
    engine: Engine, desk: Desk, village: Village
) -> None:
    opening = opened(desk, village.leader, number_of(engine, village.participant))
    with pytest.raises(NotFound), desk.writing(village.leader) as work:
        emergency.mark_seen(work, opening.id)


def test_of_a_protected_person_only_their_team_hears(
    engine: Engine, desk: Desk, village: Village, bus: RecordingBus
) -> None:
    grade(engine, village.participant, Protection.CONFIDENTIAL)
    join(engine, village.participant, village.far_caseworker)
    opened(desk, village.far_caseworker, number_of(engine, village.participant))
    assert {topic for topic, _ in bus.told()} == {person_topic(village.far_caseworker.id)}
    with desk.reading(village.leader) as work:
        assert emergency.openings(work) == []
    join(engine, village.participant, village.leader)
    with desk.reading(village.leader) as work:
        assert len(emergency.openings(work)) == 1


def test_the_participant_reads_that_it_was_an_emergency(engine: Engine, desk: Desk, village: Village) -> None:
    opened(desk, village.far_caseworker, number_of(engine, village.participant))
    with desk.reading(village.caseworker) as work:
        plans.plan_of(work, village.participant.id)
    with desk.reading(village.participant) as work:
        seen = audit.who_has_seen(work).seen
    assert [(one.alias, one.what, one.in_emergency) for one in seen] == [
        ("Veileder", Looked.CASE, False),
        ("Fjern", Looked.CASE, True),
    ]
    assert isinstance(seen[0], Seen)
