"""A language that nobody has reviewed says so wherever it is read: on pages, without network, on paper and in files."""

import pytest
from sqlalchemy import Engine

from portal.resources import TRANSLATIONS
from portal.store.models import Person, Submission
from portal.text.catalogue import load_catalogues
from portal.text.drafted import DRAFT
from portal.text.locales import LOCALES
from portal.text.words import Words
from tests.browser import Browser
from tests.builders import all_rows
from tests.text.papers import words_of

PARTICIPANT, HELPER, CASEWORKER, TRANSLATOR = "rolig-rogn", "hyggelig-hare", "blid-bjork", "presis-pil"
SHOWN = "/translate/pages/rolig-rogn/week?locale=en"
CATALOGUES = load_catalogues(TRANSLATIONS)


def read_in(client: Browser, code: str) -> None:
    assert client.post("/language", {"language": code, "csrf_token": client.token}).status == 303


def marked(client: Browser, path: str, code: str) -> bool:
    """Whether what lies at that address says that it is a draft, wherever its lines are broken."""
    answer = client.get(path)
    assert answer.status in {200, 404}, path
    said = "".join(words_of(answer.response).split()).replace("\xad", "").replace("\u2010", "")
    return "".join(Words(code, CATALOGUES).gettext(DRAFT).split()) in said


@pytest.mark.parametrize(("code", "is_draft"), [("uk", True), ("pl", True), ("nn", False), ("en", False)])
def test_all_that_a_participant_reads_is_marked(
    client: Browser, seeded_engine: Engine, code: str, *, is_draft: bool
) -> None:
    client.sign_in(PARTICIPANT)
    read_in(client, code)
    (person,) = all_rows(seeded_engine, Person, key=PARTICIPANT)
    receipt = all_rows(seeded_engine, Submission, person_id=person.id)[0]
    for path in (
        *("/week", "/plan", "/messages", "/me", "/rules", "/no/such/page"),
        *(f"/offline?language={code}", f"/me/receipts/{receipt.id}", f"/me/receipts/{receipt.id}/pdf"),
        *("/plan/pdf", "/plan/pdf/file", "/me/data/page"),
    ):
        assert marked(client, path, code) is is_draft, path


@pytest.mark.parametrize(
    ("who", "path"),
    [
        (HELPER, "/helping"),
        (CASEWORKER, "/work"),
        (TRANSLATOR, "/translate"),
        (TRANSLATOR, SHOWN),
        (None, "/sign-in"),
    ],
)
def test_so_is_what_everybody_else_reads(client: Browser, who: str | None, path: str) -> None:
    if who:
        client.sign_in(who)
        read_in(client, "uk")
        assert marked(client, path, "uk")
    else:
        answer = client.get(path, headers={"Accept-Language": "uk"})
        assert Words("uk", CATALOGUES).gettext(DRAFT) in answer.text


def test_each_draft_has_the_sentence_itself() -> None:
    """Otherwise its readers would get it in a language that they may not read."""
    drafts = [code for code, locale in LOCALES.items() if locale.draft]
    assert [code for code in drafts if Words(code, CATALOGUES).lookup(DRAFT).locale != code] == []
