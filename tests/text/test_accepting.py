"""Writing an accepted text into the catalogue's file: whole or not at all, one way to write, and only what is safe."""

from dataclasses import replace
from pathlib import Path

import pytest

from portal.domain.translating import Key
from portal.text import pofile
from portal.text.acceptance import mark_of
from portal.text.accepting import ChangedMeanwhile, NotWritten, write_accepted
from portal.text.bounded import LARGEST_FILE
from portal.text.catalogue import load_catalogue, path_of
from portal.text.sync import written
from portal.text.writing import LOCK, alone
from tests.builders import at_once

WEEK: Key = (None, "Min uke", None)
DAYS: Key = (None, "%(count)d dag", "%(count)d dager")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    path = path_of(tmp_path, "en")
    path.parent.mkdir(parents=True)
    entries = (
        pofile.Entry(
            "Min uke", strings=("The weak",), comments=("Overskrift",), fuzzy=True, previous=("Uka",)
        ),
        pofile.Entry("%(count)d dag", "%(count)d dager"),
        pofile.Entry("Ja", strings=("Yes",), notes=("Svaret",)),
    )
    path.write_text(written(entries, "en"), encoding="utf-8")
    return tmp_path


def test_the_text_stands_in_the_file_and_what_stood_beside_it_stays(folder: Path) -> None:
    assert write_accepted(folder, "en", WEEK, ("My week",))
    entries, faults = pofile.read(path_of(folder, "en").read_text(encoding="utf-8"))
    assert not faults
    found = {entry.msgid: entry for entry in entries}
    week = found["Min uke"]
    assert (week.strings, week.fuzzy, week.previous) == (("My week",), False, ())
    assert week.comments == ("Overskrift", mark_of(week, "en"))
    assert (found["Ja"].strings, found["Ja"].notes) == (("Yes",), ("Svaret",))
    assert load_catalogue(folder, "en").entries[WEEK] == ("My week",)


def test_the_file_is_written_as_all_catalogues_are_and_only_when_it_changes(folder: Path) -> None:
    path = path_of(folder, "en")
    write_accepted(folder, "en", DAYS, ("%(count)d day", "%(count)d days"))
    text = path.read_text(encoding="utf-8")
    assert text == written(pofile.read(text)[0], "en")
    stamp = path.stat().st_mtime_ns
    assert not write_accepted(folder, "en", DAYS, ("%(count)d day", "%(count)d days"))
    assert path.stat().st_mtime_ns == stamp
    assert sorted(one.name for one in path.parent.iterdir()) == ["messages.po"]
    assert (folder / LOCK).stat().st_size == 0


def test_a_sentence_and_a_language_that_are_not_there_yet_are_added(folder: Path) -> None:
    key: Key = ("knapp", "Lagre", None)
    assert write_accepted(folder, "en", key, ("Save",))
    assert write_accepted(folder, "nn", key, ("Lagre",))
    assert load_catalogue(folder, "en").entries[key] == ("Save",)
    assert load_catalogue(folder, "nn").entries[key] == ("Lagre",)


@pytest.mark.parametrize(
    ("key", "texts"),
    [
        (WEEK, ("<script>alert(1)</script>",)),
        (WEEK, ("My\nweek",)),
        (WEEK, ("",)),
        (WEEK, ("one", "many")),
        (DAYS, ("%(count)d day",)),
        (DAYS, ("%(count)s day", "%(other)d days")),
    ],
)
def test_what_is_not_safe_is_not_written(folder: Path, key: Key, texts: tuple[str, ...]) -> None:
    before = path_of(folder, "en").read_bytes()
    with pytest.raises(NotWritten, match="not safe"):
        write_accepted(folder, "en", key, texts)
    assert path_of(folder, "en").read_bytes() == before


@pytest.mark.parametrize(
    "content",
    [b'msgid "open\nmsgstr ""\n', b"\xff\xfe", b"", b"\n"],
    ids=["quotes", "bytes", "empty", "blank"],
)
def test_a_spoiled_file_is_left_as_it_is(folder: Path, content: bytes) -> None:
    path_of(folder, "en").write_bytes(content)
    with pytest.raises(NotWritten):
        write_accepted(folder, "en", WEEK, ("My week",))
    assert path_of(folder, "en").read_bytes() == content


def test_a_folder_that_is_not_there_is_said(tmp_path: Path) -> None:
    with pytest.raises(NotWritten, match="cannot be written"):
        write_accepted(tmp_path / "gone", "en", WEEK, ("My week",))


def test_nobody_loses_what_others_write_at_once_and_no_reader_sees_half(folder: Path) -> None:
    keys: list[Key] = [(None, f"Tekst {letter}", None) for letter in "abcdefgh"]

    def write(number: int) -> object:
        if number % 2:
            return load_catalogue(folder, "en").refused
        return write_accepted(folder, "en", keys[number // 2], ("A text",))

    answers = at_once(16, write)
    assert [answer for answer in answers if answer not in (True, ())] == []
    assert set(keys) <= set(load_catalogue(folder, "en").entries)


def test_a_text_that_would_make_the_file_too_large_to_read_is_not_written(folder: Path) -> None:
    path = path_of(folder, "en")
    whole = path.read_text(encoding="utf-8")
    room = LARGEST_FILE - len(whole.encode())
    path.write_text(f'{whole}\n# {"x" * (room - 40)}\nmsgid "Nei"\nmsgstr ""\n', encoding="utf-8")
    before = path.read_bytes()
    with pytest.raises(NotWritten, match="larger"):
        write_accepted(folder, "en", WEEK, ("My week " * 20,))
    assert path.read_bytes() == before


def say(folder: Path, text: str, *, fuzzy: bool = False) -> None:
    """Let the file say it, as an editor of catalogues would."""
    path = path_of(folder, "en")
    entries, _faults = pofile.read(path.read_text(encoding="utf-8"))
    other = [replace(one, strings=(text,), fuzzy=fuzzy) if one.msgid == WEEK[1] else one for one in entries]
    path.write_text(written(other, "en"), encoding="utf-8")


@pytest.mark.parametrize("instead_of", [(), ("The week",)], ids=["nothing", "another"])
def test_what_somebody_wrote_there_meanwhile_is_not_written_over(
    folder: Path, instead_of: tuple[str, ...]
) -> None:
    say(folder, "The week of mine")
    before = path_of(folder, "en").read_bytes()
    with pytest.raises(ChangedMeanwhile):
        write_accepted(folder, "en", WEEK, ("My week",), instead_of=instead_of)
    assert path_of(folder, "en").read_bytes() == before
    assert write_accepted(folder, "en", WEEK, ("My week",), instead_of=("The week of mine",))


@pytest.mark.parametrize(("text", "fuzzy"), [("The weak", True), ("<b>My week</b>", False), ("", False)])
def test_what_no_reader_is_shown_is_nothing_that_could_be_lost(folder: Path, text: str, fuzzy: bool) -> None:
    say(folder, text, fuzzy=fuzzy)
    assert write_accepted(folder, "en", WEEK, ("My week",), instead_of=())
    assert load_catalogue(folder, "en").agreed == {WEEK}


def test_what_stands_there_already_is_only_marked_as_accepted(folder: Path) -> None:
    say(folder, "My week")
    assert load_catalogue(folder, "en").agreed == frozenset()
    assert write_accepted(folder, "en", WEEK, ("My week",), instead_of=("The week",))
    assert load_catalogue(folder, "en").agreed == {WEEK}
    assert not write_accepted(folder, "en", WEEK, ("My week",), instead_of=("The week",))


def test_a_folder_that_somebody_else_is_busy_with_is_waited_for_a_little_and_then_said(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("portal.text.writing.SECONDS_TO_WAIT", 0.2)
    before = path_of(folder, "en").read_bytes()
    with alone(folder), pytest.raises(NotWritten, match="another program is writing"):
        write_accepted(folder, "en", WEEK, ("My week",))
    assert path_of(folder, "en").read_bytes() == before
    assert write_accepted(folder, "en", WEEK, ("My week",))


def test_who_edits_while_two_accept_never_loses_more_than_a_yes(folder: Path) -> None:
    """Whatever comes first, the file says what was put there last, and each other one is told."""
    texts = [("My week",), ("This week",), ("Week",), ("The week",)]

    def accept(number: int) -> object:
        return write_accepted(folder, "en", WEEK, texts[number], instead_of=())

    answers = at_once(4, accept)
    assert sorted(map(repr, map(type, answers))) == sorted([repr(bool), *[repr(ChangedMeanwhile)] * 3])
    assert load_catalogue(folder, "en").entries[WEEK] == texts[answers.index(True)]
