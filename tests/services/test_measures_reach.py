"""Safety measures: who may know of one, who never may, and what everybody hears."""

from collections.abc import Callable
from datetime import date

import pytest
from sqlalchemy import Engine, update

from portal.domain.access import Protection, Tie
from portal.domain.audit import Looked
from portal.domain.errors import NotFound, NotPermitted
from portal.domain.measures import MeasureKind
from portal.domain.people import Actor, Role
from portal.services import audit, emergency, measures, moving, second, summary
from portal.services.work import Desk
from portal.store.base import rows
from portal.store.engine import for_writing
from portal.store.models import AuditRow, Cover, Disqualified, Notice, Person, TeamMember
from tests.builders import RecordingBus, Village, all_rows, fingerprint, save
from tests.conftest import NOW

REASON = "Ropte og slo i bordet i to møter."
SAID_NO = "Det var en misforståelse i resepsjonen."
TODAY = date(2026, 11, 24)
UNTIL = date(2027, 2, 1)


def proposed(desk: Desk, by: Actor, about: Actor, last_day: date = UNTIL, reason: str = REASON) -> str:
    with desk.writing(by) as work:
        return measures.propose(work, about.id, MeasureKind.TWO_STAFF, reason, last_day)


def agreed(desk: Desk, by: Actor, measure_id: str) -> None:
    with desk.writing(by) as work:
        measures.agree(work, measure_id)


def counting(desk: Desk, village: Village, who: Actor | None = None) -> list[tuple[MeasureKind, date]]:
    with desk.reading(who or village.colleague) as work:
        return [(row.kind, row.last_day) for row in measures.in_force(work, village.participant.id)]


def _cover(engine: Engine, village: Village) -> None:
    save(
        engine,
        Cover(
            staff_id=village.caseworker.id,
            by_id=village.far_caseworker.id,
            first_day=TODAY,
            last_day=TODAY,
            made_by=village.leader.id,
            made_at=NOW,
        ),
    )


def test_who_covers_sees_and_proposes_but_is_no_second(engine: Engine, desk: Desk, village: Village) -> None:
    _cover(engine, village)
    measure_id = proposed(desk, village.far_caseworker, village.participant)
    agreed(desk, village.leader, measure_id)
    assert len(counting(desk, village, village.far_caseworker)) == 1
    other = proposed(desk, village.caseworker, village.participant)
    for use in (measures.agree, measures.measure_of):
        with pytest.raises(NotFound), desk.writing(village.far_caseworker) as work:
            use(work, other)
    with desk.reading(village.far_caseworker) as work:
        found = measures.of_case(work, village.participant.id)
    assert found.may_propose
    assert not any(one.may_answer or one.may_end for one in found.measures)


def test_who_opened_the_case_in_an_emergency_sees_what_counts(
    engine: Engine, desk: Desk, village: Village
) -> None:
    agreed(desk, village.colleague, proposed(desk, village.caseworker, village.participant))
    with pytest.raises(NotFound):
        counting(desk, village, village.far_leader)
    with for_writing(engine).begin() as connection:
        table = rows(Person)
        where = table.c.id == village.participant.id
        connection.execute(update(table).where(where).values(identity_fingerprint="f"))
    with desk.writing(village.far_caseworker) as work:
        emergency.open_case(work, ["f"], "Barnevernet ringer om en akutt sak.")
    assert len(counting(desk, village, village.far_caseworker)) == 1
    with desk.reading(village.far_caseworker) as work:
        assert not measures.of_case(work, village.participant.id).may_propose


OTHERS = (
    "participant", "neighbour", "stranger", "representative", "far_caseworker", "far_leader", "translator",
    "contact_centre", "administrator", "auditor",
)  # fmt: skip


@pytest.mark.parametrize("name", OTHERS)
def test_nobody_else_proposes_sees_or_answers(
    engine: Engine, desk: Desk, village: Village, name: str
) -> None:
    measure_id = proposed(desk, village.caseworker, village.participant)
    who: Actor = getattr(village, name)
    before = fingerprint(engine)
    tries: tuple[Callable[..., object], ...] = (
        lambda work: measures.propose(work, village.participant.id, MeasureKind.GUARD, REASON, UNTIL),
        lambda work: measures.of_case(work, village.participant.id),
        lambda work: measures.in_force(work, village.participant.id),
        lambda work: measures.measure_of(work, measure_id),
        lambda work: measures.agree(work, measure_id),
        lambda work: measures.decline(work, measure_id, SAID_NO),
        lambda work: measures.end(work, measure_id, SAID_NO),
    )
    for one in tries:
        with pytest.raises((NotFound, NotPermitted)), desk.writing(who) as work:
            one(work)
    if who.role not in {Role.CASEWORKER, Role.LEADER}:
        with pytest.raises(NotPermitted), desk.reading(who) as work:
            second.count_waiting(work)
    assert fingerprint(engine) == before


def test_the_core_keeps_measures_and_their_count_from_who_may_not_know(
    engine: Engine, desk: Desk, village: Village
) -> None:
    """A protected person's are for the team alone, and whoever is tied to somebody never answers for them."""
    measure_id = proposed(desk, village.caseworker, village.participant)
    tied = Disqualified(
        staff_id=village.colleague.id,
        participant_id=village.participant.id,
        tie=Tie.RELATIVE,
        stated_at=NOW,
    )
    save(engine, tied)
    with pytest.raises(NotFound):
        agreed(desk, village.colleague, measure_id)
    with for_writing(engine).begin() as connection:
        table = rows(Person)
        where = table.c.id == village.participant.id
        connection.execute(update(table).where(where).values(protection=Protection.CONFIDENTIAL))
    for who in (village.leader, village.caseworker, village.colleague):
        with desk.reading(who) as work:
            assert (second.count_waiting(work), second.waiting(work)) == (0, [])
        with pytest.raises(NotFound):
            counting(desk, village, who)
    save(engine, TeamMember(participant_id=village.participant.id, staff_id=village.leader.id, added_at=NOW))
    agreed(desk, village.leader, measure_id)


def test_after_a_move_the_measure_stays_behind_the_old_offices_lock(desk: Desk, village: Village) -> None:
    measure_id = proposed(desk, village.caseworker, village.participant)
    agreed(desk, village.colleague, measure_id)
    waiting = proposed(desk, village.caseworker, village.participant, TODAY)
    with desk.writing(village.leader) as work:
        moving.move(work, village.participant.id, village.other_office)
    assert counting(desk, village, village.far_caseworker) == []
    for who in (village.leader, village.far_leader):
        with desk.reading(who) as work:
            assert second.count_waiting(work) == 0
        with pytest.raises(NotFound), desk.writing(who) as work:
            measures.end(work, measure_id, SAID_NO)
        with pytest.raises(NotFound):
            agreed(desk, who, waiting)


def test_only_the_staffs_pages_hear_of_it_and_nobody_is_sent_a_notice(
    engine: Engine, desk: Desk, village: Village, bus: RecordingBus
) -> None:
    measure_id = proposed(desk, village.caseworker, village.participant)
    agreed(desk, village.colleague, measure_id)
    with desk.writing(village.leader) as work:
        measures.end(work, measure_id, "Det har vært rolig lenge nå.")
    office = f"office:{village.office}"
    assert bus.told() == {(office, f"measures-{village.participant.id}"), (office, "inbox")}
    assert all_rows(engine, Notice) == []


def test_the_participant_reads_of_an_ordinary_look_at_the_case(
    engine: Engine, desk: Desk, village: Village
) -> None:
    agreed(desk, village.colleague, proposed(desk, village.caseworker, village.participant))
    with desk.reading(village.leader) as work:
        second.waiting(work)
        with pytest.raises(NotFound):
            measures.measure_of(work, "nobody's")
    with desk.reading(village.participant) as work:
        seen = audit.who_has_seen(work).seen
    assert {one.what for one in seen} == {Looked.CASE}
    assert {one.alias for one in seen} == {"Veileder", "Kollega"}
    refused = [row for row in all_rows(engine, AuditRow) if not row.granted]
    assert [(row.actor_id, row.what) for row in refused] == []


def test_who_asks_for_a_measure_out_of_reach_is_written_down(
    engine: Engine, desk: Desk, village: Village
) -> None:
    measure_id = proposed(desk, village.caseworker, village.participant)
    for who, error in ((village.far_leader, NotFound), (village.contact_centre, NotPermitted)):
        with pytest.raises(error), desk.reading(who) as work:
            measures.measure_of(work, measure_id)
    refused = [row.actor_id for row in all_rows(engine, AuditRow) if not row.granted]
    assert refused == [village.far_leader.id, village.contact_centre.id]


def test_the_contact_centre_reads_nothing_of_why(engine: Engine, desk: Desk, village: Village) -> None:
    agreed(desk, village.colleague, proposed(desk, village.caseworker, village.participant))
    with for_writing(engine).begin() as connection:
        table = rows(Person)
        where = table.c.id == village.participant.id
        connection.execute(update(table).where(where).values(identity_fingerprint="f"))
    with desk.reading(village.contact_centre) as work:
        assert REASON not in repr(summary.summary_of(work, ["f"]))
