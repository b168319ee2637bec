"""The plans' versions: what the rows hold is the newest of them, and proposals wait on both sides."""

from collections.abc import Callable
from datetime import datetime
from itertools import pairwise

from sqlalchemy import Engine
from sqlalchemy.orm import Session

from portal.domain.calendar import oslo_day
from portal.domain.plan import ProposalState
from portal.domain.plan_changes import clashes, differences
from portal.domain.plan_data import changes_of, content_of
from portal.store.models import PlanVersion, Proposal
from portal.store.plan_version import projected
from tests.builders import all_rows


def test_the_rows_of_every_plan_are_its_newest_version(
    world_of: Callable[[datetime], Engine], now: datetime
) -> None:
    engine = world_of(now)
    rows = sorted(all_rows(engine, PlanVersion), key=lambda row: (row.programme_id, row.number))
    newest = {row.programme_id: row for row in rows}
    assert len(newest) > 40
    with Session(engine) as session:
        for programme_id, row in newest.items():
            assert content_of(row.content) == projected(session, programme_id)
    for row, follower in pairwise(rows):
        if row.programme_id == follower.programme_id:
            assert (row.number + 1, row.made_at < follower.made_at <= now) == (follower.number, True)
            assert differences(content_of(row.content), content_of(follower.content))


def test_what_waits_fits_the_plan_and_comes_from_both_sides(
    world_of: Callable[[datetime], Engine], now: datetime
) -> None:
    engine = world_of(now)
    waiting = all_rows(engine, Proposal, state=ProposalState.SENT)
    assert {row.by_staff for row in waiting} == {True, False}
    assert all_rows(engine, Proposal, state=ProposalState.ACCEPTED)
    with Session(engine) as session:
        for row in waiting:
            changes = changes_of(row.changes)
            assert clashes(changes, projected(session, row.programme_id), oslo_day(now)) == ()
