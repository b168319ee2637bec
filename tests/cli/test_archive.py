"""Archive and purge on the command line: due, exported, confirmed, purged, and purged again after a backup."""

import json
from datetime import date, timedelta
from hashlib import sha256
from importlib import import_module
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from sqlalchemy import Engine, select, update

from portal.adapters.clock import FixedClock
from portal.adapters.files.folder import FolderOfFiles
from portal.cli import main
from portal.store.archive import ArchiveExport
from portal.store.document import Document
from portal.store.vault import Vault, new_key
from tests.builders import all_rows
from tests.case_world import CLOSED, LIMIT, PROOFS, World, everything, lines_about, moment, world_of

# The package's attribute of that name is the group of commands.
module = import_module("portal.cli.archive")
NOW = moment(CLOSED + LIMIT)
PAPER = b"%PDF-1.7 of the tests"


@pytest.fixture(autouse=True)
def clock(monkeypatch: pytest.MonkeyPatch) -> FixedClock:
    """The command line's clock, held still."""
    stands = FixedClock(NOW)
    monkeypatch.setattr(module, "_now", stands.now)
    return stands


@pytest.fixture
def world(sqlite_engine: Engine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> World:
    """Two closed cases with the files that were handed in, and the environment of whoever runs the portal."""
    made, key = world_of(sqlite_engine), new_key()
    keeper = FolderOfFiles(tmp_path / "documents", Vault([key]))
    with sqlite_engine.begin() as connection:
        for row in connection.execute(select(Document.id)).all():
            keeper.put(row.id, PAPER)
        connection.execute(update(Document).values(sha256=sha256(PAPER).hexdigest()))
    monkeypatch.setenv("PORTAL_DOCUMENTS_FOLDER", str(tmp_path / "documents"))
    monkeypatch.setenv("PORTAL_IDENTITY_KEYS", key)
    monkeypatch.setenv("PORTAL_DATABASE_URL", f"sqlite:///{sqlite_engine.url.database}")
    monkeypatch.setenv("PORTAL_SECRET_KEY", "a secret of the tests, 32 signs and more")
    monkeypatch.setenv("PORTAL_HOSTS", "portal.test")
    return made


def portal(*arguments: str) -> Result:
    """Run `portal …`."""
    return CliRunner().invoke(main, list(arguments))


def test_a_case_goes_the_whole_way_on_the_command_line(
    world: World, sqlite_engine: Engine, tmp_path: Path
) -> None:
    anna, bjarne, here = world.anna.participant, world.bjarne.participant, world.cast.office
    due = portal("archive", "due")
    assert due.exit_code == 0
    assert set(due.stdout.splitlines()) == {
        f"{one}  at {here} (Nav Bygda)  closed {CLOSED}: not exported" for one in (anna, bjarne)
    }

    told = portal("archive", "export", str(tmp_path / "out"), "--participant", anna)
    assert told.exit_code == 0, told.output
    (row,) = all_rows(sqlite_engine, ArchiveExport)
    path = tmp_path / "out" / f"{anna}-{row.manifest_digest[:12]}"
    assert (
        told.stdout
        == f"{path}\n  office Nav Bygda\n  export {row.id}\n  digest {row.manifest_digest}\n1 packages.\n"
    )
    assert (path / "arkivmelding.xml").is_file()
    assert (row.made_at, row.made_by) == (NOW, "command line")

    told_now = f"{anna}  at {here} (Nav Bygda)  closed {CLOSED}: waits for the archive's receipt"
    waiting = f"{told_now}; export {row.id}, digest {row.manifest_digest}"
    assert waiting in portal("archive", "due").stdout.splitlines()
    stays = portal("purge")
    assert stays.exit_code == 1
    assert f"{anna} stays: waits for the archive's receipt\n" in stays.stdout
    assert stays.stdout.endswith("0 participants purged, 2 stay.\n")

    refused = portal("archive", "confirm", row.id, "--receipt", "thanks")
    assert refused.exit_code == 1
    assert row.manifest_digest in refused.stderr
    assert (
        portal("archive", "confirm", row.id, "--receipt", f"JP 7 {row.manifest_digest}").stdout
        == "The receipt is kept.\n"
    )

    tried = portal("purge", "--dry-run")
    assert "message: 1 rows would be removed\n" in tried.stdout
    assert tried.stdout.endswith("1 participants would be purged, 1 stay.\n")
    assert lines_about(sqlite_engine, world.anna, *PROOFS)
    done = portal("purge")
    assert "message: 1 rows removed\n" in done.stdout
    assert done.stdout.endswith("1 participants purged, 1 stay.\n")
    assert lines_about(sqlite_engine, world.anna, *PROOFS) == []
    assert lines_about(sqlite_engine, world.bjarne)

    stones = portal("purge", "tombstones").stdout
    assert json.loads(stones) == {"participant_id": anna, "purged_at": NOW.isoformat()}


def test_every_case_that_is_due_is_exported_once(world: World, sqlite_engine: Engine, tmp_path: Path) -> None:
    assert portal("archive", "export", str(tmp_path), "--due").stdout.endswith("2 packages.\n")
    assert portal("archive", "export", str(tmp_path), "--due").stdout == "0 packages.\n"
    assert {row.participant_id for row in all_rows(sqlite_engine, ArchiveExport)} == {
        world.anna.participant,
        world.bjarne.participant,
    }


def test_a_list_of_tombstones_purges_a_restored_backup_again(
    world: World, sqlite_engine: Engine, tmp_path: Path
) -> None:
    file = tmp_path / "tombstones"
    stone = {"participant_id": world.anna.participant, "purged_at": NOW.isoformat()}
    file.write_text(json.dumps(stone) + "\n\n", encoding="utf-8")
    held = everything(sqlite_engine)
    assert portal("purge", "--replay", str(file), "--dry-run").stdout.endswith(
        "1 participants would be purged, 0 stay.\n"
    )
    assert everything(sqlite_engine) == held
    told = portal("purge", "--replay", str(file))
    assert (told.exit_code, told.stdout.splitlines()[-1]) == (0, "1 participants purged, 0 stay.")
    assert lines_about(sqlite_engine, world.anna, *PROOFS) == []
    assert portal("purge", "--replay", str(file)).stdout == "0 participants purged, 0 stay.\n"


@pytest.mark.usefixtures("world")
@pytest.mark.parametrize(
    "content",
    [
        "no JSON",
        "[1]",
        "{}",
        '{"participant_id": "x", "purged_at": "soon"}',
        '{"participant_id": "x", "purged_at": "2026-01-01"}',
    ],
)
def test_a_list_that_cannot_be_read_is_said_in_a_line_and_purges_nobody(
    content: str, sqlite_engine: Engine, tmp_path: Path
) -> None:
    file = tmp_path / "tombstones"
    file.write_text(content, encoding="utf-8")
    held = everything(sqlite_engine)
    told = portal("purge", "--replay", str(file))
    assert told.exit_code == 1
    assert "tombstone" in told.stderr
    assert everything(sqlite_engine) == held
    assert portal("purge", "--replay", str(tmp_path / "nowhere")).exit_code == 1


@pytest.mark.usefixtures("world")
def test_what_cannot_be_is_said_in_a_line(tmp_path: Path) -> None:
    for arguments, code, told in (
        (("archive", "export", str(tmp_path)), 2, "Say either --participant or --due."),
        (("archive", "export", str(tmp_path), "--due", "--participant", "x"), 2, "Say either"),
        (("archive", "export", str(tmp_path), "--participant", "x"), 1, "no such participant"),
        (("archive", "confirm", "x", "--receipt", "y"), 1, "no such export"),
    ):
        result = portal(*arguments)
        assert (result.exit_code, told in result.stderr) == (code, True), result.output


def test_nothing_is_due_too_early(world: World, clock: FixedClock) -> None:
    assert world.anna.participant
    clock.moment = moment(CLOSED + timedelta(days=1))
    assert portal("archive", "due").stdout == ""
    assert clock.now().date() == date(2026, 3, 3)


def test_the_command_line_asks_the_machines_own_clock(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.undo()
    assert module._now() != NOW
    assert module._now().tzinfo is not None
