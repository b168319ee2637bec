"""The folder of files: whole or not there, sealed for their own id, and nothing left of what failed."""

import os
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from portal.adapters.files import folder as folder_module
from portal.adapters.files.folder import FolderOfFiles
from portal.domain.ports import FileMissing
from portal.store.base import new_id
from portal.store.vault import Vault, new_key

WORDS = b"Hemmelig Hjemmeadresse 7"


def _everything(folder: Path) -> list[Path]:
    return [path for path in folder.rglob("*") if path.is_file()]


def test_a_file_is_there_again_and_nobody_reads_it_on_the_disk(tmp_path: Path) -> None:
    keeper, one = FolderOfFiles(tmp_path / "files", Vault([new_key()])), new_id()
    keeper.put(one, WORDS)
    assert keeper.get(one) == WORDS
    (path,) = _everything(tmp_path)
    assert WORDS not in path.read_bytes()
    assert path.stat().st_mode & 0o077 == 0
    assert path.parent.stat().st_mode & 0o077 == 0


def test_a_file_under_another_id_opens_for_nobody(tmp_path: Path) -> None:
    keeper, one, other = FolderOfFiles(tmp_path, Vault([new_key()])), new_id(), new_id()
    keeper.put(one, WORDS)
    (path,) = _everything(tmp_path)
    (tmp_path / other[:2]).mkdir(exist_ok=True)
    path.rename(tmp_path / other[:2] / other)
    with pytest.raises(FileMissing):
        keeper.get(other)
    with pytest.raises(FileMissing):
        keeper.get(one)


def test_an_older_key_still_opens(tmp_path: Path) -> None:
    old, new, one = new_key(), new_key(), new_id()
    FolderOfFiles(tmp_path, Vault([old])).put(one, WORDS)
    assert FolderOfFiles(tmp_path, Vault([new, old])).get(one) == WORDS
    with pytest.raises(FileMissing):
        FolderOfFiles(tmp_path, Vault([new])).get(one)


def test_a_full_disk_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(_handle: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(folder_module.os, "fsync", full)
    with pytest.raises(OSError, match="No space"):
        FolderOfFiles(tmp_path, Vault([new_key()])).put(new_id(), WORDS)
    assert _everything(tmp_path) == []


def test_the_file_is_forced_onto_the_disk_before_its_name_and_the_name_before_it_is_promised(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    done: list[str] = []
    fsync, rename = os.fsync, Path.rename

    def synced(handle: int) -> None:
        done.append("folder" if os.path.isdir(f"/proc/self/fd/{handle}") else "file")  # noqa: PTH112 -- A handle.
        fsync(handle)

    def renamed(path: Path, to: Path) -> Path:
        done.append("rename")
        return rename(path, to)

    keeper = FolderOfFiles(tmp_path, Vault([new_key()]))
    keeper.put(new_id(), WORDS)
    monkeypatch.setattr(folder_module.os, "fsync", synced)
    monkeypatch.setattr(Path, "rename", renamed)
    keeper.put(new_id(), WORDS)
    assert done[-3:] == ["file", "rename", "folder"]


def test_parts_of_a_killed_run_go_when_they_are_old(tmp_path: Path) -> None:
    keeper, one = FolderOfFiles(tmp_path, Vault([new_key()])), new_id()
    keeper.put(one, WORDS)
    part = tmp_path / one[:2] / f"{one}.abcd.part"
    part.write_bytes(b"half")
    now = datetime.now(UTC)  # noqa: TID251 -- The disk's own clock.
    assert keeper.ids(now - timedelta(hours=1)) == []
    assert part.exists()
    assert keeper.ids(now + timedelta(hours=1)) == [one]
    assert not part.exists()


@pytest.mark.parametrize("name", ["../../etc/passwd", "", "A" * 36, "0" * 36])
def test_only_ids_of_ours_name_a_file(tmp_path: Path, name: str) -> None:
    with pytest.raises(ValueError, match="id of ours"):
        FolderOfFiles(tmp_path, Vault([new_key()])).put(name, WORDS)
