"""Backups on the command line: a key pair, a backup, and the database back with or without its tombstones."""

import json
from collections.abc import Callable
from datetime import timedelta
from importlib import import_module
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from sqlalchemy import Engine
from sqlalchemy.orm import Session

from portal.adapters.clock import FixedClock
from portal.cli import main
from portal.settings import from_environment
from portal.store.audit import append
from portal.store.engine import for_writing, open_engine
from tests.builders import fingerprint
from tests.case_world import CLOSED, LIMIT, PROOFS, World, lines_about, moment, world_of

# The package's attribute of that name is the group of commands.
module = import_module("portal.cli.backup")
NOW = moment(CLOSED + LIMIT)
LOUD = "NO TOMBSTONES WERE GIVEN"


@pytest.fixture(autouse=True)
def clock(monkeypatch: pytest.MonkeyPatch) -> FixedClock:
    """The command line's clock, held still."""
    stands = FixedClock(NOW)
    monkeypatch.setattr(module, "_now", stands.now)
    return stands


@pytest.fixture
def key(tmp_path: Path) -> tuple[Path, str]:
    """The file that `new-key` makes, and the public key in it."""
    told = portal("backup", "new-key").stdout
    (tmp_path / "key").write_text(told, encoding="utf-8")
    first, second = told.splitlines()
    assert first.startswith("# public key: age1")
    assert second.startswith("AGE-SECRET-KEY-1")
    return tmp_path / "key", first.removeprefix("# public key: ")


@pytest.fixture
def world(sqlite_engine: Engine, monkeypatch: pytest.MonkeyPatch, key: tuple[Path, str]) -> World:
    """Two closed cases, and the environment of whoever runs the portal."""
    monkeypatch.setenv("PORTAL_DATABASE_URL", f"sqlite:///{sqlite_engine.url.database}")
    monkeypatch.setenv("PORTAL_SECRET_KEY", "a secret of the tests, 32 signs and more")
    monkeypatch.setenv("PORTAL_HOSTS", "portal.test")
    monkeypatch.setenv("PORTAL_BACKUP_RECIPIENT", key[1])
    return world_of(sqlite_engine)


@pytest.fixture
def elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[], Path]:
    """From when it is called, the portal's database is one that is not there yet."""

    def go() -> Path:
        folder = tmp_path / "elsewhere"
        folder.mkdir()
        monkeypatch.setenv("PORTAL_DATABASE_URL", f"sqlite:///{folder / 'portal.db'}")
        return folder / "portal.db"

    return go


def portal(*arguments: str) -> Result:
    """Run `portal …`."""
    return CliRunner().invoke(main, list(arguments))


def _made(folder: Path) -> Path:
    told = portal("backup", "make", str(folder))
    assert told.exit_code == 0, told.output
    path, size, digest = told.stdout.splitlines()
    assert size == f"  bytes {Path(path).stat().st_size}"
    assert digest.removeprefix("  sha256 ") in (folder / "manifest-sha256.txt").read_text()
    return Path(path)


def test_the_database_comes_back_and_says_that_the_purged_are_back(
    world: World,
    sqlite_engine: Engine,
    key: tuple[Path, str],
    elsewhere: Callable[[], Path],
    tmp_path: Path,
) -> None:
    look = {
        "at": NOW,
        "actor_id": world.cast.staff,
        "actor_role": "caseworker",
        "office_id": world.cast.office,
    }
    look |= {"participant_id": world.anna.participant, "what": "case", "why": "own", "granted": True}
    with Session(for_writing(sqlite_engine)) as session:
        append(session, from_environment().audit_key, [look])
        session.commit()
    anchors = tmp_path / "anchors"
    assert portal("audit", "anchor", str(anchors)).exit_code == 0
    made, path = _made(tmp_path / "backups"), elsewhere()
    told = portal("backup", "restore", str(made), "--identity", str(key[0]))
    assert told.exit_code == 0, told.output
    assert LOUD in told.stdout
    again = open_engine(f"sqlite:///{path}")
    assert lines_about(again, world.anna)
    assert fingerprint(again) == fingerprint(sqlite_engine)
    again.dispose()
    assert portal("db", "check").stdout == "The database matches the models.\n"
    told = portal("audit", "verify", "--anchors", str(anchors))
    assert told.stdout == "1 rows hold, and so do 1 anchors.\n"


def test_with_tombstones_the_purged_stay_purged(
    world: World, key: tuple[Path, str], elsewhere: Callable[[], Path], tmp_path: Path
) -> None:
    made, path = _made(tmp_path / "backups"), elsewhere()
    file, early = tmp_path / "tombstones", moment(CLOSED) - timedelta(days=300)
    stones = [(world.anna.participant, NOW), (world.bjarne.participant, early)]
    file.write_text(
        "".join(
            json.dumps({"participant_id": one, "purged_at": at.isoformat()}) + "\n" for one, at in stones
        ),
        encoding="utf-8",
    )
    told = portal("backup", "restore", str(made), "--identity", str(key[0]), "--tombstones", str(file))
    assert told.exit_code == 0, told.output
    assert LOUD not in told.stdout
    assert f"{world.bjarne.participant} stays: was here after the day of the tombstone" in told.stdout
    assert told.stdout.endswith("1 participants purged again, 1 stay.\n")
    again = open_engine(f"sqlite:///{path}")
    assert lines_about(again, world.anna, *PROOFS) == []
    assert lines_about(again, world.bjarne)
    again.dispose()


@pytest.mark.usefixtures("world")
def test_what_cannot_be_is_said_in_a_line_and_leaves_nothing(
    key: tuple[Path, str], elsewhere: Callable[[], Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = _made(tmp_path / "backups")
    identity = ("--identity", str(key[0]))
    (tmp_path / "bad").write_text("no tombstones", encoding="utf-8")
    for arguments, told in (
        (("make", str(tmp_path / "backups")), "is there already"),
        (("make", str(tmp_path / "x"), "--recipient", "age1nobody"), "must be a public key"),
        (("restore", str(made), *identity), "an empty place only"),
    ):
        result = portal("backup", *arguments)
        assert (result.exit_code, told in result.stderr) == (1, True), result.output
    path = elsewhere()
    for arguments, told in (
        ((str(tmp_path / "nowhere"), *identity), "No such file"),
        ((str(made), "--identity", str(tmp_path / "nowhere")), "No such file"),
        ((str(made), *identity, "--tombstones", str(tmp_path / "bad")), "no tombstones could be read"),
    ):
        result = portal("backup", "restore", *arguments)
        assert (result.exit_code, told in result.stderr) == (1, True), result.output
    assert list(path.parent.iterdir()) == []
    monkeypatch.delenv("PORTAL_BACKUP_RECIPIENT")
    result = portal("backup", "make", str(tmp_path / "x"))
    assert (result.exit_code, "PORTAL_BACKUP_RECIPIENT" in result.stderr) == (1, True)
    assert not (tmp_path / "x").exists()


@pytest.mark.usefixtures("world")
def test_a_recipient_that_is_said_counts_instead_of_the_setting(
    key: tuple[Path, str], elsewhere: Callable[[], Path], tmp_path: Path
) -> None:
    (tmp_path / "other").write_text(other := portal("backup", "new-key").stdout, encoding="utf-8")
    public = other.splitlines()[0].removeprefix("# public key: ")
    made = Path(portal("backup", "make", str(tmp_path / "b"), "--recipient", public).stdout.splitlines()[0])
    elsewhere()
    told = portal("backup", "restore", str(made), "--identity", str(key[0]))
    assert (told.exit_code, "does not open with this key" in told.stderr) == (1, True)
    assert portal("backup", "restore", str(made), "--identity", str(tmp_path / "other")).exit_code == 0


def test_the_command_line_asks_the_machines_own_clock(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.undo()
    assert module._now() != NOW
    assert module._now().tzinfo is not None
