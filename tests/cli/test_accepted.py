"""`portal translations accepted`: what was accepted in an installation comes out as an ordinary catalogue."""

import json
from pathlib import Path

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
    return CliRunner().invoke(main, ["translations", "accepted", *arguments])


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
    assert "3 accepted texts" in accepted("so", "--output", str(file)).stdout
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
    def figures(*arguments: str) -> dict[str, int]:
        said = CliRunner().invoke(main, ["translations", "stats", "--json", *arguments])
        assert said.exit_code == 0
        return {one["locale"]: one["accepted"] for one in json.loads(said.stdout)["languages"]}

    before = figures()
    # Of the three one is gone, and one is not safe to show.
    assert figures("--here") == before | {"so": before["so"] + 1}
