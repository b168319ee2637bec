"""Backups: made while others write, whole or not there at all; what comes back is what was there."""

import fcntl
import signal
import stat
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import Engine, update
from sqlalchemy.orm import Session

from portal.adapters.clock import FixedClock
from portal.app import World
from portal.services.audit import verify
from portal.services.backing_up import NoBackup, make, restore
from portal.services.packing import MANIFEST
from portal.services.purging import purge, tombstones
from portal.settings import Settings
from portal.store import schema
from portal.store.engine import open_engine
from portal.store.models import METADATA
from tests import case_world
from tests.backups import NOW, PUBLIC, address_in, backup_of, keep_key
from tests.browser import Browser
from tests.builders import RecordingBus, fingerprint
from tests.case_world import CLOSED, LIMIT, PROOFS, lines_about, moment, receive, world_of
from tests.portals import portal_of

ROOT = Path(__file__).parents[2]
SECRET = "a secret of the tests, 32 signs and more"


@pytest.fixture
def key(tmp_path: Path) -> Path:
    """The file with the private key, as it is kept elsewhere."""
    return keep_key(tmp_path / "key")


@pytest.fixture
def empty(tmp_path: Path) -> Path:
    """A folder with nothing in it."""
    (tmp_path / "empty").mkdir()
    return tmp_path / "empty"


def test_what_comes_back_is_what_was_there_and_the_portal_starts_on_it(
    seeded_engine: Engine, tmp_path: Path, key: Path, empty: Path, clock: FixedClock
) -> None:
    settings = Settings(database_url=address_in(empty), secret_key=SECRET, https=False, demo=True)
    first = Browser(portal_of(settings, World(seeded_engine, clock, RecordingBus())), ())
    first.sign_in("blid-bjork")
    made = backup_of(seeded_engine, tmp_path)
    restored = restore(made.path, key, address_in(empty), None, NOW, "test")
    assert restored.revision == schema.revision_of(seeded_engine)
    assert restored.purged_again is None
    assert [path.name for path in empty.iterdir()] == ["portal.db"]
    assert stat.S_IMODE((empty / "portal.db").stat().st_mode) == 0o600
    again = open_engine(address_in(empty))
    assert fingerprint(again) == fingerprint(seeded_engine)
    audit = METADATA.tables["audit"]
    with Session(again) as session, Session(seeded_engine) as before:
        trail = session.execute(audit.select()).all()
        assert trail == before.execute(audit.select()).all()
        verdict = verify(session, settings.audit_key)
    assert (verdict.wrong, verdict.rows) == ("", len(trail))
    assert trail
    assert schema.differences(again) == []
    client = Browser(portal_of(settings, World(again, clock, RecordingBus())), ())
    client.sign_in("rolig-rogn")
    assert client.get("/week").status == 200
    again.dispose()


def test_a_backup_is_named_by_its_time_and_is_the_owners_alone_and_in_the_manifest(
    sqlite_engine: Engine, tmp_path: Path
) -> None:
    made = backup_of(sqlite_engine, tmp_path)
    assert made.path == tmp_path / "backups" / "portal-20261124T083000Z.sqlite.age"
    assert stat.S_IMODE(made.path.stat().st_mode) == 0o600
    assert stat.S_IMODE(made.path.parent.stat().st_mode) == 0o700
    assert made.size == made.path.stat().st_size > 100_000
    assert (made.path.parent / MANIFEST).read_text() == f"{made.digest}  {made.path.name}\n"
    checked = subprocess.run(
        ["sha256sum", "--check", "--strict", MANIFEST], cwd=made.path.parent, capture_output=True, check=False
    )
    assert checked.returncode == 0, checked.stdout
    with pytest.raises(NoBackup, match="there already"):
        backup_of(sqlite_engine, tmp_path)
    beside = Path(str(sqlite_engine.url.database)).parent
    assert [path.name for path in beside.iterdir() if path.name.startswith(".")] == []


def test_who_was_purged_after_the_backup_stays_purged_when_it_comes_back(
    sqlite_engine: Engine, tmp_path: Path, key: Path, empty: Path
) -> None:
    world = world_of(sqlite_engine)
    made = backup_of(sqlite_engine, tmp_path)
    receive(sqlite_engine, tmp_path / "out", world.anna)
    now = moment(CLOSED + LIMIT)
    assert purge(sqlite_engine, now, "test").purged == [world.anna.participant]
    restored = restore(made.path, key, address_in(empty), tombstones(sqlite_engine), now, "test")
    assert restored.purged_again is not None
    assert restored.purged_again.purged == [world.anna.participant]
    assert [path.name for path in empty.iterdir()] == ["portal.db"]
    again = open_engine(address_in(empty))
    assert lines_about(again, world.anna, *PROOFS) == []
    assert lines_about(again, world.bjarne)
    again.dispose()


def test_a_backup_of_an_older_schema_is_brought_up_to_date(tmp_path: Path, key: Path, empty: Path) -> None:
    old = open_engine(f"sqlite:///{tmp_path / 'old.db'}")
    schema.upgrade(old, "0004")
    made = backup_of(old, tmp_path)
    old.dispose()
    assert restore(made.path, key, address_in(empty), [], NOW, "test").revision == "0004"
    again = open_engine(address_in(empty))
    assert schema.is_current(again)
    again.dispose()


def test_it_is_made_while_somebody_writes_and_holds_what_was_committed(
    sqlite_engine: Engine, tmp_path: Path, key: Path, empty: Path
) -> None:
    world = case_world.cast(sqlite_engine)
    person = METADATA.tables["person"]
    with sqlite_engine.connect().execution_options(writes=True) as connection, connection.begin():
        connection.execute(update(person).where(person.c.id == world.staff).values(name="half written"))
        made = backup_of(sqlite_engine, tmp_path)
    restore(made.path, key, address_in(empty), None, NOW, "test")
    again = open_engine(address_in(empty))
    with again.connect() as connection:
        assert set(connection.scalars(person.select().with_only_columns(person.c.name))) == {
            "Veileder Vang",
            "Hjelper Hegg",
        }
    again.dispose()


def test_a_database_that_is_not_there_is_never_taken_for_an_empty_one(tmp_path: Path) -> None:
    nothing = open_engine(f"sqlite:///{tmp_path / 'nothing.db'}")
    with pytest.raises(NoBackup, match="There is no database"):
        backup_of(nothing, tmp_path)
    assert list(tmp_path.iterdir()) == []
    nothing.connect().close()
    with pytest.raises(NoBackup, match="holds nothing of the portal's"):
        backup_of(nothing, tmp_path)
    nothing.dispose()
    assert not (tmp_path / "backups").exists()


KILLED = """
import os, signal, sys
from datetime import datetime
from pathlib import Path
from portal.services import backing_up
from portal.store import database_copy
from portal.store.engine import open_engine
url, folder, recipient, where = sys.argv[1:]
def die(*_arguments):
    os.kill(os.getpid(), signal.SIGKILL)
def half(plain, sealed, keys):
    sealed.write(b"age-encryption.org/v1")
    sealed.flush()
    die()
if where == "sealing":
    backing_up.seal = half
elif where == "copied":
    database_copy.shutil.rmtree = die
elif where == "sealed":
    Path.rename = die
else:
    backing_up.sync = die
backing_up.make(open_engine(url), Path(folder), [recipient], datetime.fromisoformat("2026-11-24T08:30:00+00:00"))
"""


@pytest.mark.parametrize("where", ["copied", "sealing", "sealed", "renamed"])
def test_a_run_that_is_killed_leaves_no_half_backup_and_the_next_takes_its_rest_away(
    where: str, sqlite_engine: Engine, tmp_path: Path, key: Path, empty: Path
) -> None:
    folder, url = tmp_path / "backups", sqlite_engine.url.render_as_string()
    ended = subprocess.run(
        [sys.executable, "-c", KILLED, url, str(folder), PUBLIC, where], check=False, cwd=ROOT
    )
    assert ended.returncode == -signal.SIGKILL
    there = list(folder.glob("portal-*"))
    assert len(there) == (where == "renamed")
    for one in there:
        restore(one, key, address_in(empty), None, NOW, "test")
    made = make(sqlite_engine, folder, [PUBLIC], datetime(2026, 11, 24, 9, 30, tzinfo=UTC))
    assert {path.name for path in folder.iterdir()} == {
        made.path.name,
        MANIFEST,
        ".lock",
        *(one.name for one in there),
    }
    beside = Path(str(sqlite_engine.url.database)).parent
    assert [path.name for path in beside.iterdir() if path.name.startswith(".")] == []


def test_two_runs_do_not_meet_in_a_folder(sqlite_engine: Engine, tmp_path: Path) -> None:
    backup_of(sqlite_engine, tmp_path)
    with (tmp_path / "backups" / ".lock").open("r+b") as other:
        fcntl.flock(other, fcntl.LOCK_SH)
        with pytest.raises(NoBackup, match="Another run is at work"):
            make(sqlite_engine, tmp_path / "backups", [PUBLIC], moment(CLOSED))
    make(sqlite_engine, tmp_path / "backups", [PUBLIC], moment(CLOSED))
