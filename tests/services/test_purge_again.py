"""Purges that are killed in the middle, and backups that bring back who was purged."""

import sqlite3
import subprocess
import sys
from datetime import date, timedelta
from pathlib import Path

import pytest
from sqlalchemy import Engine

from portal.services.purging import Buried, purge, replay, tombstones
from portal.store.archive import PurgeRun
from portal.store.engine import open_engine
from tests.builders import all_rows
from tests.case_world import (
    CLOSED,
    LIMIT,
    PROOFS,
    World,
    change,
    everything,
    lines_about,
    moment,
    receive,
    world_of,
)

NOW = moment(CLOSED + LIMIT)


@pytest.fixture
def world(engine: Engine) -> World:
    """The two cases on both databases."""
    return world_of(engine)


def test_who_was_purged_is_purged_again_after_a_backup_came_back(engine: Engine, world: World) -> None:
    stone = Buried(world.anna.participant, NOW)
    # The backup is from a time when the case was open and nothing had been exported.
    change(engine, world.anna, "programme.state", "running")
    change(engine, world.anna, "programme.closed_on", None)
    before = lines_about(engine, world.bjarne)
    assert replay(engine, [stone], NOW, "test", dry_run=True).purged == [world.anna.participant]
    assert lines_about(engine, world.anna)
    outcome = replay(engine, [stone, Buried("never-here", NOW)], NOW + timedelta(days=1), "test")
    assert outcome.purged == [world.anna.participant]
    assert lines_about(engine, world.anna, *PROOFS) == []
    assert lines_about(engine, world.bjarne) == before
    assert {one.participant_id: one.purged_at for one in tombstones(engine)} == {
        world.anna.participant: NOW,
        "never-here": NOW,
    }
    assert [run.replay for run in all_rows(engine, PurgeRun)] == [True]
    assert replay(engine, tombstones(engine), NOW, "test").purged == []


def test_a_tombstone_of_somebody_who_lives_on_or_is_of_the_staff_does_nothing(
    engine: Engine, world: World
) -> None:
    early = moment(date(2026, 2, 1))
    held = everything(engine, "purge_run")
    outcome = replay(
        engine, [Buried(world.anna.participant, early), Buried(world.cast.staff, NOW)], NOW, "test"
    )
    assert outcome.purged == []
    assert outcome.refused == {
        world.anna.participant: "was here after the day of the tombstone",
        world.cast.staff: "is no participant",
    }
    assert everything(engine, "purge_run") == held


KILLED = """
import os, signal, sys
from datetime import datetime
from sqlalchemy import event
from portal.services.purging import purge
from portal.store.engine import open_engine
url, at, step = sys.argv[1], datetime.fromisoformat(sys.argv[2]), int(sys.argv[3])
engine, deletes = open_engine(url), 0
def count(_connection, _cursor, statement, _values, _context, _many):
    global deletes
    deletes += statement.startswith(("DELETE", "INSERT"))
    if deletes == step:
        os.kill(os.getpid(), signal.SIGKILL)
event.listen(engine, "before_cursor_execute", count)
purge(engine, at, "test")
"""


@pytest.mark.parametrize("step", [1, 2, 6, 11, 15])
def test_a_run_that_is_killed_leaves_each_case_whole_or_gone(
    step: int, sqlite_engine: Engine, tmp_path: Path
) -> None:
    world = world_of(sqlite_engine)
    for made in (world.anna, world.bjarne):
        receive(sqlite_engine, tmp_path, made)
    whole = lines_about(sqlite_engine, world.anna), lines_about(sqlite_engine, world.bjarne)
    arguments = [sqlite_engine.url.render_as_string(), NOW.isoformat(), str(step)]
    ended = subprocess.run(
        [sys.executable, "-c", KILLED, *arguments], check=False, cwd=Path(__file__).parents[2]
    )
    assert ended.returncode == -9
    stones = {stone.participant_id for stone in tombstones(sqlite_engine)}
    for made, lines in zip((world.anna, world.bjarne), whole, strict=True):
        expected = [] if made.participant in stones else lines
        assert [line for line in lines_about(sqlite_engine, made) if not line.startswith(PROOFS)] == [
            line for line in expected if not line.startswith(PROOFS)
        ]
    runs = all_rows(sqlite_engine, PurgeRun)
    assert sum(run.participants for run in runs) == len(stones)
    assert all(run.finished_at is None for run in runs)
    assert len(purge(sqlite_engine, NOW, "test").purged) == 2 - len(stones)
    assert lines_about(sqlite_engine, world.anna, *PROOFS) == []


def test_a_restored_copy_of_the_file_is_purged_by_the_list_alone(
    sqlite_engine: Engine, tmp_path: Path
) -> None:
    world = world_of(sqlite_engine)
    with sqlite_engine.connect() as connection, sqlite3.connect(tmp_path / "backup.db") as copy:
        connection.connection.driver_connection.backup(copy)
    copy.close()
    receive(sqlite_engine, tmp_path / "out", world.anna)
    purge(sqlite_engine, NOW, "test")
    restored = open_engine(f"sqlite:///{tmp_path / 'backup.db'}")
    assert lines_about(restored, world.anna)
    replay(restored, tombstones(sqlite_engine), NOW, "test")
    assert lines_about(restored, world.anna, *PROOFS) == []
    assert lines_about(restored, world.bjarne)
    restored.dispose()
