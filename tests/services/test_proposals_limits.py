"""Proposals: how many there can be, how long they can be answered, and which plan one is for."""

from dataclasses import replace
from datetime import date, time, timedelta

import pytest
from sqlalchemy import Engine, insert, update

from portal.adapters.clock import FixedClock
from portal.domain.errors import KeyReused, Refused
from portal.domain.people import Actor
from portal.domain.plan import ProposalState
from portal.services import plan_versions, proposals
from portal.services.plan_wish import MOVE, NEW, Wish
from portal.services.planning import own_side
from portal.services.proposal_lapse import let_lapse
from portal.services.proposal_reading import running_out
from portal.services.proposals import MOST_OPEN
from portal.services.work import Desk
from portal.store.base import new_id, rows
from portal.store.models import EventRow, Notice, Programme, Proposal
from tests.builders import RecordingBus, Village, all_rows, key_for, programme_of
from tests.conftest import NOW
from tests.services.proposing import answered, proposed

SWIMMING = Wish(NEW, "add", title="Svømming", days=frozenset({5, 6}), starts=time(18), ends=time(19))


@pytest.fixture
def engine(sqlite_engine: Engine) -> Engine:
    return sqlite_engine


def test_each_side_has_so_many_open_proposals_and_no_more(desk: Desk, village: Village) -> None:
    def send(by: Actor, number: int, instead: tuple[str, int] | None = None) -> str:
        wish = replace(SWIMMING, title=f"Kurs {by.role} {number}")
        return proposed(desk, by, village.participant, wish, instead=instead)

    sent = [send(village.participant, number) for number in range(MOST_OPEN)]
    with pytest.raises(Refused, match="plan-too-many-open"):
        send(village.participant, MOST_OPEN)
    assert send(village.caseworker, 0), "The other side has its own."
    assert send(village.participant, MOST_OPEN + 1, (sent[0], 1)), (
        "One that takes the place of another is none more."
    )


@pytest.mark.parametrize("how", ["new", "move"])
def test_what_takes_place_once_has_a_day(desk: Desk, village: Village, how: str) -> None:
    once = replace(SWIMMING, once=True, days=frozenset(), from_day=date(2026, 12, 1))
    if how == "move":
        proposal_id = proposed(desk, village.participant, village.participant, once)
        answered(desk, village.caseworker, village.participant, proposal_id, yes=True)
        with desk.reading(village.participant) as work:
            plan = plan_versions.current(work, own_side(work).programme.id).content
        (entry,) = plan.activities
        once = Wish(entry.id, MOVE, starts=time(10), ends=time(11), from_day=date(2026, 12, 2))
    with pytest.raises(Refused, match="plan-once-without-day"):
        proposed(desk, village.participant, village.participant, replace(once, from_day=None))
    assert proposed(desk, village.participant, village.participant, once, "Da passer det.")


def test_times_and_hours_of_a_week_are_not_said_both(desk: Desk, village: Village) -> None:
    with pytest.raises(Refused, match="plan-hours-beside-times"):
        proposed(desk, village.participant, village.participant, replace(SWIMMING, weekly_minutes=60))


def test_what_nobody_answered_has_run_out_and_both_are_told_once(
    engine: Engine, desk: Desk, village: Village, clock: FixedClock, bus: RecordingBus
) -> None:
    mine = proposed(desk, village.participant, village.participant, SWIMMING)
    theirs = proposed(desk, village.caseworker, village.participant, replace(SWIMMING, title="Turgruppe"))
    with desk.reading(village.colleague) as work:
        assert running_out(work) == []
    clock.moment = NOW + timedelta(days=14)
    assert let_lapse(desk) == 0
    with desk.reading(village.colleague) as work:
        assert [row.id for row, _ in running_out(work)] == [theirs], "In time for a call."
    notices = len(all_rows(engine, Notice))
    clock.moment = NOW + timedelta(days=15)
    assert [let_lapse(desk), let_lapse(desk)] == [2, 0]
    assert {row.id: row.state for row in all_rows(engine, Proposal)} == dict.fromkeys(
        (mine, theirs), ProposalState.EXPIRED
    )
    told = [row.data["proposal_id"] for row in all_rows(engine, EventRow, kind="ProposalLapsed")]
    assert sorted(told) == sorted([mine, theirs])
    assert len(all_rows(engine, Notice)) == notices + 2
    assert {"plan", "inbox", f"case-{village.participant.id}"} <= {event for _, event in bus.told()}
    again = proposed(desk, village.caseworker, village.participant, SWIMMING, "Nå er det plass.", (mine, 2))
    assert again, "What ran out can be proposed again."


def test_a_key_counts_for_one_plan(engine: Engine, desk: Desk, village: Village) -> None:
    """The form that was drawn for one programme sends nothing into the next."""

    def send() -> None:
        with desk.writing(village.participant) as work:
            proposals.propose(work, own_side(work), key_for("form"), (SWIMMING,), "")

    send()
    (first,) = all_rows(engine, Programme, id=programme_of(engine, village.participant))
    with engine.begin() as connection:
        connection.execute(update(Programme).where(Programme.id == first.id).values(current=False))
        connection.execute(insert(rows(Programme)).values({**first._mapping, "id": new_id()}))
    with pytest.raises(KeyReused):
        send()
