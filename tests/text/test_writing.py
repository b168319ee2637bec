"""Writing files of catalogues: whole or not at all, one at a time, and never waiting without end."""

import subprocess
import sys
from pathlib import Path
from time import monotonic

import pytest

from portal.text.sync import put
from portal.text.writing import LOCK, alone, put_out, replace_file

HOLD = """
import fcntl, sys
lock = open(sys.argv[1], "ab")
fcntl.flock(lock, fcntl.LOCK_EX)
print("held", flush=True)
sys.stdin.read()
"""


def test_a_folder_that_another_process_holds_is_waited_for_and_then_given_up(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("portal.text.writing.SECONDS_TO_WAIT", 0.3)
    with subprocess.Popen(
        [sys.executable, "-c", HOLD, str(tmp_path / LOCK)], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as other:
        assert other.stdout is not None
        assert other.stdout.readline() == b"held\n"
        began = monotonic()
        with pytest.raises(TimeoutError, match="another program is writing"), alone(tmp_path):
            pass
        assert 0.3 <= monotonic() - began < 20
        other.communicate()
    # It ends with who held it, however that ends.
    with alone(tmp_path):
        pass


def test_a_lock_that_somebody_else_has_made_can_be_held(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whoever syncs the files by hand is often another user than the portal, which then could never accept anything again."""
    (tmp_path / LOCK).touch(mode=0o444)
    opened = Path.open

    def as_another(path: Path, mode: str = "r") -> object:
        if mode != "rb":
            raise PermissionError(13, "Permission denied")
        return opened(path, mode)

    monkeypatch.setattr(Path, "open", as_another)
    monkeypatch.setattr("portal.text.writing.SECONDS_TO_WAIT", 0.1)
    with alone(tmp_path), pytest.raises(TimeoutError), alone(tmp_path):
        pass


@pytest.mark.parametrize("write", [replace_file, lambda path, text: put({path: text})], ids=["one", "sync"])
def test_a_write_that_breaks_off_leaves_the_old_file_and_nothing_else(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, write: object
) -> None:
    path = tmp_path / "messages.po"
    path.write_text("old", encoding="utf-8")

    def full(_handle: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", full)
    with pytest.raises(OSError, match="No space"):
        write(path, "new")  # type: ignore[operator] # Either takes a path and a text.
    assert path.read_text(encoding="utf-8") == "old"
    assert [one.name for one in tmp_path.iterdir()] == ["messages.po"]


def test_who_could_read_the_old_file_can_read_the_new_one(tmp_path: Path) -> None:
    path = tmp_path / "so" / "messages.po"
    replace_file(path, "old")
    assert path.stat().st_mode & 0o777 == 0o644
    path.chmod(0o640)
    replace_file(path, "new")
    assert (path.read_text(encoding="utf-8"), path.stat().st_mode & 0o777) == ("new", 0o640)


def test_what_goes_somewhere_else_goes_there_and_does_not_take_its_place(tmp_path: Path) -> None:
    there, link = tmp_path / "there.po", tmp_path / "link.po"
    there.write_text("old", encoding="utf-8")
    link.symlink_to(there)
    put_out(link, "new")
    assert link.is_symlink()
    assert there.read_text(encoding="utf-8") == "new"
    put_out(Path("/dev/null"), "new")
    assert Path("/dev/null").is_char_device()
    put_out(tmp_path / "a" / "b.po", "new")
    assert (tmp_path / "a" / "b.po").read_text(encoding="utf-8") == "new"
