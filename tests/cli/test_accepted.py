"""`portal translations accepted`: what was accepted in an installation comes out as an ordinary catalogue."""

import json
from pathlib import Path
from shutil import copytree, ignore_patterns

import pytest
from click.testing import CliRunner, Result
from sqlalchemy import Engine
from sqlalchemy.orm import Session

from portal.cli import main
from portal.domain.translating import Key, hash_of
from portal.resources import TRANSLATIONS
from portal.store import translation as store
from portal.store.base import new_id
from portal.store.engine import for_writing
from portal.store.models import TranslationProposal
from portal.text import pofile
from portal.text.accepting import write_accepted
from portal.text.catalogue import path_of
from portal.text.sync import written
from tests.builders import build_village, oslo, save

OUT: Key = (None, "Rask ut", None)
GONE: Key = (None, "Denne setningen finnes ikke.", None)
LOG_OUT: Key = (None, "Logg ut", None)


@pytest.fixture
def operator(sqlite_engine: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    """The environment of somebody who runs the portal, where three texts were accepted: one is gone, one not safe."""
    monkeypatch.setenv("PORTAL_DATABASE_URL", f"sqlite:///{Path(str(sqlite_engine.url.database))}")
    monkeypatch.setenv("PORTAL_SECRET_KEY", "a secret of the tests, 32 signs and more")
    monkeypatch.setenv("PORTAL_HOSTS", "portal.test")
    by, at = build_village(sqlite_engine).translator.id, oslo("2026-11-24 12:00")
    for key, text in ((OUT, "Bixi degdeg"), (GONE, "x"), (LOG_OUT, "<script>")):
        ctx, msgid, plural = key
        same = {"locale": "so", "hash": hash_of(key), "ctx": ctx, "msgid": msgid, "plural": plural}
        proposal_id = new_id()
        save(
            sqlite_engine,
            TranslationProposal(
                id=proposal_id, texts=[text], before=[], author_id=by, proposed_at=at, **same
            ),
        )
        with Session(for_writing(sqlite_engine)) as session:
            store.put(session, "so", hash_of(key), key, (text,), proposal_id=proposal_id, by=by, at=at)
            session.commit()


def accepted(*arguments: str) -> Result:
    """Run `portal translations accepted …`."""
    return told("accepted", *arguments)


def told(*arguments: str) -> Result:
    """Run `portal translations …`."""
    return CliRunner().invoke(main, ["translations", *arguments])


def figures(*arguments: str) -> dict[str, int]:
    """How many texts of each language are accepted, as `portal translations stats` says."""
    said = told("stats", "--json", *arguments)
    assert said.exit_code == 0, said.output
    return {one["locale"]: one["accepted"] for one in json.loads(said.stdout)["languages"]}


@pytest.mark.usefixtures("operator")
def test_the_catalogue_has_what_was_accepted_and_is_written_as_all_are(tmp_path: Path) -> None:
    printed = accepted("so")
    assert printed.exit_code == 0
    entries, faults = pofile.read(printed.stdout)
    assert faults == ()
    said = {(one.ctx, one.msgid, one.plural): one.strings for one in entries}
    assert said[OUT] == ("Bixi degdeg",)
    assert GONE not in said
    assert said[LOG_OUT] != ("<script>",)
    assert printed.stdout == written(entries, "so")
    file = tmp_path / "so.po"
    assert accepted("so", "--output", str(file)).stdout.splitlines() == [
        f"written: {file}",
        "1 of 3 accepted texts are in it.",
        "The source does not say the others any more, or they are not safe to show.",
    ]
    assert file.read_text(encoding="utf-8") == printed.stdout
    nowhere = accepted("so", "--output", str(file / "below.po"))
    assert (nowhere.exit_code, nowhere.output) == (
        1,
        f"Error: {file}/below.po cannot be written: File exists.\n",
    )
    template, _faults = pofile.read((TRANSLATIONS / "messages.pot").read_text(encoding="utf-8"))
    assert len(entries) == len(template)


@pytest.mark.usefixtures("operator")
def test_a_language_without_a_catalogue_is_told() -> None:
    answer = accepted("nb")
    assert answer.exit_code == 1
    assert "nb has no catalogue" in answer.output


@pytest.mark.usefixtures("operator")
def test_the_figures_can_count_what_was_accepted_here_too() -> None:
    before = figures()
    # Of the three one is gone, and one is not safe to show.
    assert figures("--here") == before | {"so": before["so"] + 1}


@pytest.mark.usefixtures("operator")
def test_the_figures_of_an_installed_portal_are_counted_from_its_catalogues_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with_sources = figures(), figures("--here")
    installed = tmp_path / "portal" / "_data" / "translations"
    copytree(TRANSLATIONS, installed)
    monkeypatch.setattr("portal.resources.TRANSLATIONS", installed)
    assert (figures(), figures("--here")) == with_sources
    (installed / "messages.pot").unlink()
    assert told("stats", "--here").output.startswith("Error: messages.pot is missing or empty")


@pytest.mark.usefixtures("operator")
def test_where_accepted_texts_are_written_into_files_only_those_are_asked(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The database's rows are the history there: what somebody wrote into a file afterwards is newer."""
    folder = tmp_path / "catalogues"
    copytree(TRANSLATIONS, folder, ignore=ignore_patterns("messages.pot"))
    write_accepted(folder, "so", OUT, ("Ka bax hadda",))
    monkeypatch.setenv("PORTAL_CATALOGUES", str(folder))
    monkeypatch.setenv("PORTAL_DATABASE_URL", f"sqlite:///{tmp_path}/nowhere/portal.db")
    file = tmp_path / "so.po"
    assert accepted("so", "--output", str(file)).stdout == f"written: {file}\n"
    assert file.read_bytes() == path_of(folder, "so").read_bytes()
    before = figures()
    assert figures("--here") == before | {"so": before["so"] + 1}
    write_accepted(folder, "so", LOG_OUT, ("Ka bax",))
    assert figures("--here") == before | {"so": before["so"] + 2}
