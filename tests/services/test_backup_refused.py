"""Backups that are not restored, or not made: each is refused with a sentence, and leaves nothing behind."""

import os
import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest
from sqlalchemy import Engine

from portal.services.backing_up import NoBackup, make, restore
from portal.store.age_file import new_identity
from tests.backups import NOW, PRIVATE, PUBLIC, address_in, backup_of, flipped, keep_key, sealed
from tests.case_world import world_of


@pytest.fixture
def key(tmp_path: Path) -> Path:
    """The file with the private key, as it is kept elsewhere."""
    return keep_key(tmp_path / "key")


@pytest.fixture
def empty(tmp_path: Path) -> Path:
    """A folder with nothing in it."""
    (tmp_path / "empty").mkdir()
    return tmp_path / "empty"


BROKEN: dict[str, Callable[[bytes], bytes]] = {
    "a byte of the head is another": lambda content: flipped(content, 70),
    "a byte in the middle is another": lambda content: flipped(content, len(content) // 2),
    "the last byte is another": lambda content: flipped(content, len(content) - 1),
    "the last byte is missing": lambda content: content[:-1],
    "half is missing": lambda content: content[: len(content) // 2],
    "only whole parts are left": lambda content: content[: 200 + (65536 + 16)],
    "a byte too much": lambda content: content + b"x",
    "nothing": lambda _content: b"",
    "something else": lambda _content: b"hello",
}


@pytest.mark.parametrize("how", BROKEN)
def test_a_backup_that_was_touched_is_refused_and_leaves_nothing(
    how: str, sqlite_engine: Engine, tmp_path: Path, key: Path, empty: Path
) -> None:
    made = backup_of(sqlite_engine, tmp_path)
    made.path.write_bytes(BROKEN[how](made.path.read_bytes()))
    with pytest.raises(NoBackup, match=r"cut short, since|no backup\."):
        restore(made.path, key, address_in(empty), None, NOW, "test")
    assert list(empty.iterdir()) == []


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (new_identity()[0], "does not open with this key"),
        ("", "holds no key"),
        ("# nothing\n", "holds no key"),
        (PUBLIC, "no private key"),
        (f"{PRIVATE}\nmore", "no private key"),
    ],
    ids=["another", "empty", "remark", "public", "more"],
)
def test_a_wrong_key_is_refused_and_leaves_nothing(
    text: str, told: str, sqlite_engine: Engine, tmp_path: Path, empty: Path
) -> None:
    made = backup_of(sqlite_engine, tmp_path)
    (tmp_path / "wrong").write_text(text, encoding="utf-8")
    with pytest.raises(NoBackup, match=told) as refused:
        restore(made.path, tmp_path / "wrong", address_in(empty), None, NOW, "test")
    assert "AGE-SECRET" not in str(refused.value)
    assert list(empty.iterdir()) == []


def test_a_key_that_is_no_text_is_refused(sqlite_engine: Engine, tmp_path: Path, empty: Path) -> None:
    (tmp_path / "wrong").write_bytes(b"\xff\xfe")
    with pytest.raises(NoBackup, match="no text"):
        restore(
            backup_of(sqlite_engine, tmp_path).path, tmp_path / "wrong", address_in(empty), None, NOW, "test"
        )


def test_a_private_key_as_recipient_is_refused_and_never_repeated(
    sqlite_engine: Engine, tmp_path: Path
) -> None:
    for recipients in ([PRIVATE], [PUBLIC, "age1"], []):
        with pytest.raises(NoBackup) as refused:
            make(sqlite_engine, tmp_path / "backups", recipients, NOW)
        assert PRIVATE not in str(refused.value)
    assert not (tmp_path / "backups").exists()


@pytest.mark.parametrize("name", ["portal.db", "portal.db-wal", "portal.db-shm", "portal.db-journal"])
def test_nothing_that_is_there_is_ever_written_over(
    name: str, sqlite_engine: Engine, tmp_path: Path, key: Path, empty: Path
) -> None:
    (empty / name).write_text("somebody's", encoding="utf-8")
    with pytest.raises(NoBackup, match="empty place only"):
        restore(backup_of(sqlite_engine, tmp_path).path, key, address_in(empty), None, NOW, "test")
    assert [(path.name, path.read_text()) for path in empty.iterdir()] == [(name, "somebody's")]


def test_no_folder_is_no_empty_place(sqlite_engine: Engine, tmp_path: Path, key: Path) -> None:
    made = backup_of(sqlite_engine, tmp_path)
    with pytest.raises(NoBackup, match="is no folder"):
        restore(made.path, key, address_in(tmp_path / "nowhere"), None, NOW, "test")
    with pytest.raises(NoBackup, match="in memory"):
        restore(made.path, key, "sqlite://", None, NOW, "test")


def test_what_is_no_whole_database_of_ours_is_refused(
    sqlite_engine: Engine, tmp_path: Path, key: Path, empty: Path
) -> None:
    world = world_of(sqlite_engine)
    path = Path(str(sqlite_engine.url.database))
    sqlite_engine.dispose()
    whole = path.read_bytes()

    def after(statement: str) -> bytes:
        path.write_bytes(whole)
        with sqlite3.connect(path) as connection:
            connection.execute(statement)
        connection.close()
        return path.read_bytes()

    for content, told in (
        (b"no database at all", "no whole database"),
        (whole[: len(whole) // 2], "no whole database"),
        (after(f"UPDATE person SET office_id = 'x' WHERE id = '{world.anna.participant}'"), "refers to one"),  # noqa: S608 -- Ours.
        (after("UPDATE alembic_version SET version_num = '9999'"), r"does not know \(9999\)"),
        (after("DELETE FROM alembic_version"), r"does not know \(none\)"),
    ):
        with pytest.raises(NoBackup, match=told):
            restore(sealed(tmp_path / "sealed", content), key, address_in(empty), None, NOW, "test")
        assert list(empty.iterdir()) == [], told


def test_a_disk_that_is_full_is_said_as_that(
    sqlite_engine: Engine, tmp_path: Path, key: Path, empty: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = backup_of(sqlite_engine, tmp_path)
    opened = os.fdopen
    monkeypatch.setattr(
        "portal.services.backing_up.os.fdopen",
        lambda handle, *rest: _full(handle) if rest == ("wb",) else opened(handle, *rest),
    )
    with pytest.raises(OSError, match="No space left"):
        restore(made.path, key, address_in(empty), None, NOW, "test")
    assert list(empty.iterdir()) == []


def _full(handle: int) -> object:
    os.close(handle)
    return open("/dev/full", "wb", buffering=0)  # noqa: PTH123 -- Closed by whoever asked for it.
