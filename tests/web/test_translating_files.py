"""The workbench where the files are the truth: what is accepted is written there, and what others wrote is never lost."""

import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from shutil import copytree

import pytest
from flask import Flask

from portal.domain.translating import Key
from portal.resources import TRANSLATIONS
from portal.settings import Settings
from portal.text.accepting import write_accepted
from portal.text.catalogue import load_catalogue, path_of
from portal.text.writing import alone
from portal.web.translator import texts
from tests.browser import Browser
from tests.web.translating import address_of, propose

OUT: Key = (None, "Logg ut", None)
UNWRITTEN, CHANGED = (
    "Ikke godtatt ennå, for fila kunne ikke skrives.",
    "Ikke godtatt: Teksten er endret siden",
)


@pytest.fixture
def settings(settings: Settings, tmp_path: Path) -> Settings:
    copytree(TRANSLATIONS, tmp_path / "catalogues")
    return replace(settings, catalogues=tmp_path / "catalogues")


@pytest.fixture
def so(settings: Settings) -> Path:
    """The Somali file."""
    return path_of(settings.catalogues or Path(), "so")


@pytest.fixture
def said(settings: Settings) -> Callable[[], tuple[str, ...]]:
    """What the file says for the text."""
    return lambda: load_catalogue(settings.catalogues or Path(), "so").entries.get(OUT, ())


def edit(path: Path, text: str) -> None:
    """Somebody saves the text in an editor of their own, which keeps every comment."""
    whole = path.read_text("utf-8")
    edited = re.sub(r'(\nmsgid "Logg ut"\nmsgstr) ".*"', rf'\1 "{text}"', whole)
    assert edited != whole
    path.write_text(edited, "utf-8")


def test_what_is_accepted_is_written_into_the_file(
    pil: Browser, lyng: Browser, app: Flask, said: Callable[[], tuple[str, ...]]
) -> None:
    path = address_of(app, "so", "Logg ut")
    propose(pil, path, "Ka bax hadda")
    assert said() != ("Ka bax hadda",)
    lyng.send(path, f"{path}/review", verdict="accepted")
    assert said() == ("Ka bax hadda",)


def test_a_yes_that_is_sent_again_later_does_not_bring_the_old_text_back(
    pil: Browser, lyng: Browser, app: Flask, said: Callable[[], tuple[str, ...]]
) -> None:
    path = address_of(app, "so", "Logg ut")
    propose(pil, path, "Ka bax hadda")
    form = lyng.get(path).page.form(f"{path}/review") | {"verdict": "accepted"}
    lyng.post(f"{path}/review", form)
    propose(lyng, path, "Ka bax")
    pil.send(path, f"{path}/review", verdict="accepted")
    assert lyng.post(f"{path}/review", form).status == 303
    assert said() == ("Ka bax",)


def test_what_somebody_wrote_into_the_file_meanwhile_is_not_written_over(
    pil: Browser, lyng: Browser, app: Flask, so: Path, said: Callable[[], tuple[str, ...]]
) -> None:
    path = address_of(app, "so", "Logg ut")
    propose(pil, path, "Ka bax hadda")
    form = lyng.get(path).page.form(f"{path}/review") | {"verdict": "accepted"}
    edit(so, "Ka bax halkan")
    refused = lyng.post(f"{path}/review", form)
    assert refused.status == 409
    assert CHANGED in refused.text
    assert "Nå står det: Ka bax halkan" in refused.text
    assert said() == ("Ka bax halkan",)
    # It waits on, but nobody can say yes to it any more: it is returned, or proposed anew against what stands.
    card = lyng.get(path)
    assert "Den som foreslo det, kan foreslå på nytt." in card.text
    assert 'value="accepted"' not in card.body
    assert lyng.post(f"{path}/review", form).status == 409
    assert "Foreslå på nytt hvis det fortsatt trengs." in pil.get(path).text
    propose(pil, path, "Ka bax hadda")
    assert lyng.send(path, f"{path}/review", verdict="accepted").status == 303
    assert said() == ("Ka bax hadda",)
    assert "Trukket" in lyng.get(path).text


def test_an_edit_in_the_very_moment_of_the_yes_is_not_written_over(
    pil: Browser, lyng: Browser, app: Flask, so: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The portal has looked at the file just before, so only whoever holds it to write there can see it."""
    path, looks, really_look = address_of(app, "so", "Logg ut"), [], texts.look_at_files
    propose(pil, path, "Ka bax hadda")
    form = lyng.get(path).page.form(f"{path}/review") | {"verdict": "accepted"}

    def look() -> None:
        looks.append(None)
        if len(looks) > 1:
            really_look()

    monkeypatch.setattr(texts, "look_at_files", look)
    edit(so, "Ka bax halkan")
    before = so.read_bytes()
    refused = lyng.post(f"{path}/review", form)
    assert refused.status == 409
    assert CHANGED in refused.text
    assert "Nå står det: Ka bax halkan" in refused.text
    assert so.read_bytes() == before
    assert "Ka bax hadda" in lyng.get("/translate/waiting").text


def test_a_file_that_cannot_be_written_accepts_nothing_and_the_proposal_waits_on(
    pil: Browser, lyng: Browser, app: Flask, so: Path, said: Callable[[], tuple[str, ...]]
) -> None:
    path = address_of(app, "so", "Logg ut")
    propose(pil, path, "Ka bax hadda")
    good = so.read_bytes()
    so.write_text('msgid "open', "utf-8")
    refused = lyng.send(path, f"{path}/review", verdict="accepted")
    assert refused.status == 503
    assert UNWRITTEN in refused.text
    assert "Nå står det: Ka bax hadda" not in pil.get(path).text
    assert "Ka bax hadda" in lyng.get("/translate/waiting").text
    so.write_bytes(good)
    assert lyng.send(path, f"{path}/review", verdict="accepted").status == 303
    assert said() == ("Ka bax hadda",)


def test_a_file_that_another_program_keeps_busy_is_not_waited_for_without_end(
    pil: Browser, lyng: Browser, app: Flask, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("portal.text.writing.SECONDS_TO_WAIT", 0.1)
    path = address_of(app, "so", "Logg ut")
    propose(pil, path, "Ka bax hadda")
    with alone(settings.catalogues or Path()):
        refused = lyng.send(path, f"{path}/review", verdict="accepted")
    assert refused.status == 503
    assert UNWRITTEN in refused.text
    assert lyng.send(path, f"{path}/review", verdict="accepted").status == 303


def test_what_the_file_marks_as_accepted_counts_where_the_database_knows_nothing_of_it(
    pil: Browser, app: Flask, so: Path, settings: Settings
) -> None:
    """And once somebody has edited the text by hand it counts no more, whatever comment still stands beside it."""
    path, unseen = address_of(app, "so", "Logg ut"), "Ingen har sett over denne teksten."
    write_accepted(settings.catalogues or Path(), "so", OUT, ("Ka bax",))
    app.extensions["portal"].speaking.look()
    assert "Godtatt: 1 av " in pil.get("/translate").text
    assert unseen not in pil.get(path).text
    assert "Dette står der allerede." in propose(pil, path, "Ka bax").text
    edit(so, "Ka bax halkan")
    assert "# accepted: " in so.read_text("utf-8")
    app.extensions["portal"].speaking.look()
    assert "Godtatt: 1 av " not in pil.get("/translate").text
    assert unseen in pil.get(path).text
    assert propose(pil, path, "Ka bax halkan").status == 303
