"""Packages are there whole or not at all, for their owner alone."""

import os
from pathlib import Path

import pytest

from portal.domain.errors import Conflict
from portal.services.packing import MANIFEST, pack


def _content(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()}


@pytest.mark.parametrize("step", range(1, 9))
def test_a_run_that_breaks_leaves_no_half_package(
    step: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    files = {"a.txt": b"a", "b.txt": b"b"}
    calls = 0

    def breaking(_handle: int) -> None:
        nonlocal calls
        calls += 1
        if calls == step:
            raise OSError("no space left")

    with monkeypatch.context() as patch:
        patch.setattr(os, "fsync", breaking)
        try:
            pack(tmp_path, "case", files)
        except OSError:
            assert step <= 5
        else:
            assert step > 5
    final = tmp_path / "case"
    # Only the last call comes after the renaming, and then the package is whole.
    assert final.exists() is (step >= 5)
    assert _content(pack(tmp_path, "case", files)).keys() == {"a.txt", "b.txt", MANIFEST}
    assert [path.name for path in tmp_path.iterdir()] == ["case"]


def test_a_package_is_for_its_owner_alone_and_is_not_written_over(tmp_path: Path) -> None:
    path = pack(tmp_path / "out", "case", {"a.txt": b"a"})
    assert path.stat().st_mode & 0o777 == 0o700
    assert (path / "a.txt").stat().st_mode & 0o777 == 0o600
    assert pack(tmp_path / "out", "case", {"a.txt": b"a"}) == path
    with pytest.raises(Conflict):
        pack(tmp_path / "out", "case", {"a.txt": b"b"})
    assert (path / "a.txt").read_bytes() == b"a"
