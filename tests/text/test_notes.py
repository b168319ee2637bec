"""Notes for translators: in bokmål, which every translator reads, and each beside the sentence that it is about."""

import re

import pytest

from portal.text.extraction import Message, extract, sources
from tests.architecture.sources import ROOT

# Each is a word of English and none of bokmål; nearly every sentence of English has one.
ENGLISH = set(
    re.findall(
        r"\w+",
        "a an and are been day each has have how is it month not of one or said shown somebody something than that"
        " the they this use was were what when which who whose why will with you your",
    )
)
_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_PLACEHOLDER = re.compile(r"%\(\w+\)s")
_IN_CODE = re.compile(r"^\s*# NOTE: (.+)$", re.MULTILINE)
_IN_A_PAGE = re.compile(r"\{#-? NOTE: (.+?)\s*-?#\}")


@pytest.fixture(scope="module")
def messages() -> tuple[Message, ...]:
    return extract(ROOT)


def english(note: str) -> set[str]:
    """The words of a note that are English alone. A placeholder is named in the code, whatever the note's language."""
    return ENGLISH & {word.lower() for word in _WORD.findall(_PLACEHOLDER.sub("", note))}


def test_no_note_is_in_english(messages: tuple[Message, ...]) -> None:
    """Many who translate from bokmål read no English, and the workbench marks notes as bokmål."""
    found = {note: english(note) for one in messages for note in one.notes}
    assert len(found) > 100
    assert {note: words for note, words in found.items() if words} == {}


@pytest.mark.parametrize(
    "note",
    [
        "Said of a month.",
        "The activity leaves the plan.",
        "%(phone)s is a telephone number.",
        "Heading over activities that have not begun yet.",
        "A button: the device stops reading aloud.",
    ],
)
def test_a_note_in_english_is_found(note: str) -> None:
    assert english(note)


@pytest.mark.parametrize(
    "note", ["Om en dag: Deltakeren var der.", "%(day)s er en hel dato, %(who)s en ansatt."]
)
def test_a_note_in_bokmal_is_left_in_peace(note: str) -> None:
    assert not english(note)


def test_every_note_reaches_a_sentence(messages: tuple[Message, ...]) -> None:
    """A note that stands a line too early, or beside another on one line, is read by nobody."""
    reached = {note for one in messages for note in one.notes}
    written = {
        (path.relative_to(ROOT).as_posix(), note.removeprefix("legal: "))
        for path, kind in sources(ROOT)
        for note in (_IN_CODE if kind == "python" else _IN_A_PAGE).findall(path.read_text(encoding="utf-8"))
    }
    assert len(written) > 100
    assert {place for place in written if place[1] not in reached} == set()
