"""The workbench where accepted texts stay in the database: what is not safe to show any more counts for nothing."""

import re
from collections.abc import Callable

import pytest
from flask import Flask
from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

from portal.domain.translating import Key, hash_of
from portal.store import translation as store
from portal.store.engine import for_writing
from portal.store.models import TranslationProposal
from tests.browser import Browser
from tests.builders import oslo
from tests.web.translating import address_of, propose

OUT: Key = (None, "Logg ut", None)


@pytest.fixture
def accepted(seeded_engine: Engine) -> Callable[[str], None]:
    """Write a row that says so, as it may stand there since rules were looser."""

    def write(text: str) -> None:
        with Session(for_writing(seeded_engine)) as session:
            by = session.scalars(select(TranslationProposal)).first()
            assert by
            at = oslo("2026-11-20 12:00")
            said = {"proposal_id": by.id, "by": by.author_id, "at": at}
            store.put(session, "so", hash_of(OUT), OUT, (text,), **said)
            session.commit()

    return write


def counted(browser: Browser) -> tuple[str, str]:
    """How many texts of the language are written and how many accepted."""
    page = " ".join(browser.get("/translate").text.split())
    found = re.search(r"Soomaali Utkast.*? Skrevet: (\d+) av \d+ Godtatt: (\d+) av", page)
    assert found
    return found[1], found[2]


def test_what_was_accepted_and_is_not_safe_any_more_is_not_counted(
    pil: Browser, app: Flask, accepted: Callable[[str], None]
) -> None:
    path, before = address_of(app, "so", "Logg ut"), counted(pil)
    in_file = app.extensions["portal"].catalogues["so"].entries[OUT][0]
    accepted("Ka bax <b>hadda</b>")
    app.extensions["portal"].speaking.look()
    assert counted(pil) == before == (before[0], "0")
    page = pil.get(path)
    assert f"Nå står det: {in_file}" in page.text
    assert "Ingen har sett over denne teksten." in page.text
    # And it is not in the way of the next one.
    assert propose(pil, path, "Ka bax hadda").status == 303


def test_what_is_safe_is_counted_before_the_portal_has_looked(
    pil: Browser, accepted: Callable[[str], None]
) -> None:
    before = counted(pil)
    accepted("Ka bax hadda")
    assert counted(pil) == (before[0], "1")
