"""Hostile catalogues where the portal looks for its words: pages are drawn, say our own words, and run nothing of theirs."""

import re
import time
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path
from types import MappingProxyType

import pytest
from flask import Flask

from portal.text import pofile
from portal.text.bounded import UnusableFileError, decoded
from portal.text.catalogue import Catalogue, path_of
from portal.web.site import Site
from portal.web.speech import Speaking
from portal.web.tongues import Speech, read_speech
from tests.browser import Browser
from tests.text.hostile_catalogues import DAYS, HOSTILE, PLAIN, SLOT

# Of the processor, so that a busy machine breaks no bound: what is hostile to it takes minutes.
SECONDS = 30
LONGEST_PAGE = 400_000
# The portal's own scripts are files; whatever else a page runs, somebody has smuggled in.
FOREIGN = re.compile(
    r"<script(?!\ssrc=\"/static/)|<[a-z][^<>]*\son[a-z]+\s*=|(?:href|src|action)=\"(?:javascript:|data:|//|https?://(?!lovdata\.no/))"
    r"|<(?:iframe|object|embed|style|math|base|meta http-equiv)\b",
    re.IGNORECASE,
)


def batched(files: Iterable[str], size: int = 12) -> list[tuple[str, ...]]:
    """The names in groups: a portal for each of them would take longer than all pages."""
    names = list(files)
    return [tuple(names[at : at + size]) for at in range(0, len(names), size)]


@pytest.fixture
def reader(client: Browser) -> Browser:
    """Somebody who reads English and has been ill."""
    client.sign_in("rolig-rogn")
    assert client.post("/language", {"language": "en", "back": "/"}).status == 303
    return client


@pytest.fixture
def says(app: Flask) -> Iterator[Site]:
    """The portal's own parts, to give it other words; put back afterwards."""
    site: Site = app.extensions["portal"]
    yield site
    app.extensions["portal"] = site


def speak(app: Flask, site: Site, speech: Speech, folder: Path) -> None:
    app.extensions["portal"] = replace(site, speaking=Speaking(speech, folder))


def drawn(reader: Browser, name: str) -> str:
    """The page with every kind of sentence on it, as a browser gets it. Its other faults are looked for too."""
    began = time.process_time()
    answer = reader.get("/me")
    assert answer.status == 200, name
    assert time.process_time() - began < SECONDS, name
    assert len(answer.body) < LONGEST_PAGE, name
    assert FOREIGN.findall(answer.body) == [], name
    assert not re.search("[\u202a-\u202e\x00-\x08]", answer.body), name
    return answer.text


def folder_with(folder: Path, content: bytes) -> Path:
    path = path_of(folder, "en")
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
    return folder


def test_the_page_has_the_sentences_that_the_files_are_about(reader: Browser) -> None:
    reader.post("/language", {"language": "nb", "back": "/"})
    said = reader.get("/me").text
    assert PLAIN in said
    assert SLOT.partition("%")[0] in said
    assert DAYS[0].partition("%")[0] in said


@pytest.mark.parametrize("names", batched(HOSTILE), ids=lambda names: names[0])
def test_a_hostile_file_in_the_place_of_a_catalogue_harms_nobody(
    reader: Browser, says: Site, tmp_path: Path, names: tuple[str, ...]
) -> None:
    """The check was never run: the portal reads the file itself."""
    for name in names:
        speech = read_speech(pseudo=False, folder=folder_with(tmp_path, HOSTILE[name]))
        speak(reader.app, says, speech, tmp_path)
        said = drawn(reader, name)
        # Whoever wrote «My programme» was honest there; in all other places the reader gets our own words.
        assert PLAIN in said or "programme" in said, name


def unchecked(content: bytes) -> Catalogue:
    """A catalogue with whatever stands in a file, as if there were no rules at all."""
    try:
        entries, _ = pofile.read(decoded(content), lenient=True)
    except UnusableFileError:
        entries = ()
    said = {(one.ctx, one.msgid, one.plural): one.strings for one in entries if any(one.strings)}
    return Catalogue("en", MappingProxyType(said))


def dangerous(catalogue: Catalogue) -> bool:
    """Whether a text holds a sign that a page or a format might act on."""
    return any(
        not set("<>{%&\"':").isdisjoint(text) for texts in catalogue.entries.values() for text in texts
    )


UNCHECKED = {name: found for name in HOSTILE if dangerous(found := unchecked(HOSTILE[name]))}


@pytest.mark.parametrize("names", batched(UNCHECKED), ids=lambda names: names[0])
def test_a_catalogue_that_nobody_checked_runs_nothing_either(
    reader: Browser, says: Site, tmp_path: Path, names: tuple[str, ...]
) -> None:
    """The reader's checks are gone as well: what stands in the file is in the catalogue as it is."""
    speech = read_speech(pseudo=False, folder=folder_with(tmp_path, b""))
    for name in names:
        speak(reader.app, says, speech.but({"en": UNCHECKED[name]}), tmp_path)
        answer = reader.http.get("/me")
        assert answer.status_code == 200, name
        assert FOREIGN.findall(answer.get_data(as_text=True)) == [], name
