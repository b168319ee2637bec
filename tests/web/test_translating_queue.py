"""Through the workbench from one text to the next: long lists page by page, and no answer that ends nowhere."""

import re
from collections.abc import Callable
from urllib.parse import parse_qs, urlsplit

import pytest
from flask import Flask
from sqlalchemy import Engine, select

from portal.domain.translating import Key, ProposalState
from portal.store.base import rows
from portal.store.person import Person
from portal.web.translator import texts
from tests.browser import Answer, Browser
from tests.builders import oslo
from tests.services.translating_many import ask_many, propose_many
from tests.web.test_query_counts import asked_for
from tests.web.translating import address_of, propose

EARLY = oslo("2026-11-01 12:00")
MANY = 60


@pytest.fixture
def id_of(seeded_engine: Engine) -> Callable[[str], str]:
    def find(key: str) -> str:
        person = rows(Person)
        with seeded_engine.connect() as connection:
            return str(connection.scalar(select(person.c.id).where(person.c.key == key)))

    return find


def sources(app: Flask, number: int) -> list[Key]:
    """So many texts of one form, without weight of law."""
    with app.app_context():
        return [one.key for one in texts.source().texts if not one.legal and one.key[2] is None][:number]


def accepted(browser: Browser, page: str) -> Answer:
    """Press "accept" on the first proposal of the page, which is somebody else's."""
    action = re.search(r'action="(/translate/[^"]+/review[^"]*)"', browser.get(page).body)
    assert action, page
    return browser.send(page, action[1].replace("&amp;", "&"), verdict="accepted", reason="")


def test_a_long_queue_has_pages_and_a_choice_of_language(
    pil: Browser, app: Flask, seeded_engine: Engine, id_of: Callable[[str], str]
) -> None:
    propose_many(seeded_engine, id_of("lydhor-lyng"), sources(app, MANY), at=EARLY, locale="so")
    first = pil.get("/translate/waiting?locale=so")
    assert "Side 1 av 3" in first.text
    assert "/translate/waiting?locale=so&amp;page=2" in first.body
    seen = [
        link for number in (1, 2, 3) for link in texts_on(pil, f"/translate/waiting?locale=so&page={number}")
    ]
    assert len(seen) == len(set(seen)) == MANY
    assert all(link.startswith("/translate/so/") for link in seen)
    assert "Forrige side" in pil.get("/translate/waiting?page=99").text
    for strange in ("locale=xx", "page=x", "locale=nb&page=-1"):
        assert pil.get(f"/translate/waiting?{strange}").status == 200


def texts_on(browser: Browser, path: str) -> list[str]:
    links = (one["href"] for one in browser.get(path).page.all("a") if "href" in one.attributes)
    return [link for link in links if link.endswith("show=waiting#review")]


def test_hundreds_more_are_no_more_questions_to_the_database(
    pil: Browser, app: Flask, seeded_engine: Engine, id_of: Callable[[str], str]
) -> None:
    many = sources(app, 4 * MANY)
    path = address_of(app, "so", many[0][1], many[0][0])
    pages = ("/translate", "/translate/waiting", "/translate/questions", path)

    def add(some: list[Key], day: int) -> None:
        at = EARLY.replace(day=day)
        propose_many(seeded_engine, id_of("lydhor-lyng"), some, at=at, locale="so")
        done = ProposalState.WITHDRAWN
        propose_many(seeded_engine, id_of("lydhor-lyng"), [many[0]] * MANY, at=at, locale="so", state=done)
        ask_many(seeded_engine, id_of("lydhor-lyng"), many[0], MANY, at=at)

    add(many[:30], 1)
    before = [len(asked_for(pil, seeded_engine, one)) for one in pages]
    add(many[30:], 2)
    assert [len(asked_for(pil, seeded_engine, one)) for one in pages] == before
    assert pil.get("/translate/questions").body.count('class="asked"') == 25


def test_a_long_history_and_many_questions_are_read_on(
    pil: Browser, app: Flask, seeded_engine: Engine, id_of: Callable[[str], str]
) -> None:
    key = sources(app, 1)[0]
    path = address_of(app, "so", key[1], key[0])
    done = ProposalState.RETURNED
    propose_many(seeded_engine, id_of("lydhor-lyng"), [key] * 25, at=EARLY, locale="so", state=done)
    ask_many(seeded_engine, id_of("lydhor-lyng"), key, 30, at=EARLY)
    page = pil.get(path)
    assert page.body.count('class="past"') == 10
    assert "Nyere forslag" not in page.text
    assert f"{path}?past=2#history" in page.body
    last = pil.get(f"{path}?past=3&show=all")
    assert last.body.count('class="past"') == 5
    assert "Eldre forslag" not in last.text
    assert "Alle spørsmål om teksten (30)" in page.text
    listed = pil.get(f"/translate/questions?of={path[-16:]}&page=2")
    assert listed.body.count('class="asked"') == 5
    answer = re.search(r'action="(/translate/questions/[^"]+)"', listed.body)
    assert answer
    said = pil.post(answer[1].replace("&amp;", "&"), {"csrf_token": pil.token, "words": "Slik.", "text": ""})
    assert parse_qs(urlsplit(said.location).query) == {"of": [path[-16:]], "page": ["2"], "saved": ["1"]}


def test_who_accepts_from_the_queue_comes_to_the_next_and_at_last_back_to_it(
    pil: Browser, lyng: Browser, app: Flask
) -> None:
    for source in sources(app, 3)[:2]:
        propose(pil, address_of(app, "pl", source[1], source[0]), f"Tekst {source[1]}")
    (first, second) = texts_on(lyng, "/translate/waiting?locale=pl")[:2]
    onward = accepted(lyng, first)
    assert onward.status == 303
    assert onward.location == f"{second.partition('?')[0]}?show=waiting&saved=accepted-before#review"
    page = lyng.get(onward.location)
    assert "Den forrige teksten er godtatt. Her er den neste." in page.text
    assert not [one for one in page.page.all("textarea") if "autofocus" in one.attributes]
    last = accepted(lyng, onward.location)
    assert last.location == "/translate/waiting?saved=accepted"
    assert "Godtatt. Teksten vises for lesere nå." in lyng.get(last.location).text


def test_the_first_yes_to_a_text_of_the_law_says_that_another_is_needed(
    pil: Browser, lyng: Browser, app: Flask
) -> None:
    with app.app_context():
        legal = next(one.key for one in texts.source().texts if one.legal and one.key[2] is None)
    path = address_of(app, "nn", legal[1], legal[0])
    propose(pil, path, f"{legal[1]} Så.")
    done = accepted(lyng, path)
    assert urlsplit(done.location).query == "saved=agreed"
    assert "Du har godtatt. En til må gjøre det før teksten vises." in lyng.get(done.location).text


def test_who_was_slower_can_send_what_they_wrote_from_the_page_that_says_so(
    pil: Browser, lyng: Browser, app: Flask
) -> None:
    path = address_of(app, "so", "Logg ut")
    old = pil.get(path).page.form(path)
    propose(pil, path, "Ka bax hadda")
    accepted(lyng, path)
    late = pil.post(path, old | {"text_0": "Bixi", "then": "stay"})
    assert late.status == 409
    assert pil.post(path, late.page.form(path) | {"then": "stay"}).status == 303


def test_a_form_that_was_used_keeps_the_new_words_and_can_be_sent_then(pil: Browser, app: Flask) -> None:
    path = address_of(app, "so", "Logg ut")
    old = pil.get(path).page.form(path) | {"text_0": "Ka bax hadda", "then": "stay"}
    assert [pil.post(path, old).status for _ in range(2)] == [303, 303]
    assert pil.get(path).body.count('class="past"') == 1
    used = pil.post(path, old | {"text_0": "Bixi"})
    assert used.status == 422
    assert "Skjemaet er sendt før med en annen tekst." in used.text
    assert used.page.form(path)["text_0"] == "Bixi"
    assert pil.post(path, used.page.form(path) | {"then": "stay"}).status == 303
    assert pil.post(path, {name: old[name] for name in old if name != "key"}).status == 400


def test_what_was_refused_is_where_the_keys_go_on(pil: Browser, lyng: Browser, app: Flask) -> None:
    path = address_of(app, "so", "Logg ut")

    def focused(answer: Answer) -> list[str]:
        return [one["name"] for one in answer.page.all("textarea") if "autofocus" in one.attributes]

    assert focused(pil.get(path)) == []
    assert focused(propose(pil, path, " ")) == ["text_0"]
    propose(pil, path, "Ka bax hadda")
    returned = lyng.send(path, f"{path}/review", verdict="returned", reason="")
    assert (returned.status, focused(returned)) == (422, ["reason"])
    first = next(one for one in pil.get("/translate/so").page.all("a") if one["accesskey"] == "n")
    assert first["href"].startswith("/translate/so/")
