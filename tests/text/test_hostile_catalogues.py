"""What attackers put into a translator's file: the check says so, the reader refuses it, and neither takes long."""

import json
import os
import time
import tracemalloc
from pathlib import Path

import pytest
from click.testing import CliRunner

from portal.cli import main
from portal.text.bounded import UnusableFileError, decoded
from portal.text.catalogue import load_catalogue, path_of
from portal.text.checking import check_files
from portal.text.importing import import_text
from portal.text.sync import sync
from tests.text.hostile_catalogues import DAYS, HARMLESS, HOSTILE, PLAIN, REFUSED, SLOT

# Of the processor, so that a busy machine breaks no bound: what is hostile to it takes minutes.
SECONDS = 30
BYTES = 250_000_000


def held(folder: Path, content: bytes) -> Path:
    """The file where a portal would look for its English."""
    path = path_of(folder, "en")
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
    return path


def test_there_are_enough_of_them() -> None:
    assert len(REFUSED) >= 60


@pytest.mark.parametrize("name", REFUSED)
def test_a_hostile_file_is_refused_by_the_check(tmp_path: Path, name: str) -> None:
    path = held(tmp_path, REFUSED[name])
    answer = CliRunner().invoke(main, ["translations", "check", str(path), "--json", "--locale", "en"])
    assert answer.exit_code == 1
    assert isinstance(answer.exception, SystemExit)
    found = [one for one in json.loads(answer.stdout) if one["hard"]]
    assert found
    assert all(one["what"] and one["file"] and one["kind"] and one["todo"] for one in found)
    # Of what is no text at all there is no line to name.
    assert all(one["line"] or one["kind"] in {"unreadable", "syntax"} for one in found)
    # The same without JSON, where a terminal must not be played with.
    told = CliRunner().invoke(main, ["translations", "check", str(path), "--locale", "en"])
    assert told.exit_code == 1
    assert all(letter.isprintable() or letter == "\n" for letter in told.stdout)


@pytest.mark.parametrize("name", HARMLESS)
def test_a_harmless_one_passes(tmp_path: Path, name: str) -> None:
    path = held(tmp_path, HARMLESS[name])
    assert [one for one in check_files([path], tmp_path, "en") if one.hard] == []


@pytest.mark.parametrize("name", HOSTILE)
def test_reading_and_checking_one_is_bounded(tmp_path: Path, name: str) -> None:
    path = held(tmp_path, HOSTILE[name])
    began = time.process_time()
    catalogue = load_catalogue(tmp_path, "en")
    check_files([path], tmp_path, "en")
    assert time.process_time() - began < SECONDS
    tracemalloc.start()
    try:
        load_catalogue(tmp_path, "en")
        check_files([path], tmp_path, "en")
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert peak < BYTES
    said = [text for texts in catalogue.entries.values() for text in texts]
    assert not any("<" in text or "\u202e" in text or "\x00" in text for text in said)


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A small project that says the three sentences, with its catalogues."""
    for folder in ("portal", "templates", "translations"):
        (tmp_path / folder).mkdir()
    code = f"gettext({PLAIN!r})\ngettext({SLOT!r}, day=1)\nngettext({DAYS[0]!r}, {DAYS[1]!r}, 2)\n"
    (tmp_path / "portal" / "page.py").write_text(code, encoding="utf-8")
    sync(tmp_path)
    return tmp_path


@pytest.mark.parametrize("name", HOSTILE)
def test_importing_one_takes_nothing_that_a_check_would_refuse(project: Path, name: str) -> None:
    translations = project / "translations"
    try:
        done = import_text(decoded(HOSTILE[name]), "en", translations)
    except UnusableFileError:
        return
    path = held(translations, done.text.encode())
    kinds = {one.kind for one in check_files([path], translations, "en") if one.hard}
    assert kinds == set()
    assert "script" not in "".join(text for one in done.taken for text in one.after)


@pytest.mark.parametrize("kind", ["folder", "link to itself", "link to nothing", "pipe", "device"])
def test_what_is_no_file_at_all_is_refused(tmp_path: Path, kind: str) -> None:
    path = path_of(tmp_path, "en")
    path.parent.mkdir(parents=True)
    if kind == "folder":
        path.mkdir()
    elif kind == "link to itself":
        path.symlink_to(path)
    elif kind == "link to nothing":
        path.symlink_to(tmp_path / "nothing")
    elif kind == "pipe":
        os.mkfifo(path)
    else:
        path.symlink_to("/dev/zero")
    assert [one.kind for one in check_files([path], tmp_path, "en")] == ["unreadable"]
    assert load_catalogue(tmp_path, "en").entries == {}
