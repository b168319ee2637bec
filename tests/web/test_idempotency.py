"""The same form twice is one thing: double taps, retries, the back button, and keys that do not fit."""

import pytest
from sqlalchemy import Engine

from portal.store.models import Absence, Message, Notice, Submission
from tests.browser import Browser
from tests.builders import all_rows
from tests.web.routes import CASEWORKER, writing_routes
from tests.web.things import PARTICIPANT

HTMX = {"HX-Request": "true"}
# These have a key and hand nothing in here: a look beforehand, a choice that its version guards, a form without its
# file, and an envelope that nobody closed. Files and what waited without network have tests of their own.
NOT_HANDED_IN = {
    *("absence.check", "mandates.check", "documents.hand_in", "documents.hand_in_for_day", "offline.flush"),
    # What is being written is kept, and kept again.
    *("own_messages.keep_draft", "case_messages.keep_draft"),
    # The staff hand nothing in: a note has its key with it, and no receipt.
    "case_note.write",
    # So has a proposed translation: tests/services/test_translating_twice.py.
    *("translate_text.propose", "translate_text.check"),
}


def _messages(engine: Engine, words: str) -> int:
    return len(all_rows(engine, Message, text=words))


def test_a_message_sent_twice_stands_there_once_with_one_receipt(
    client: Browser, seeded_engine: Engine
) -> None:
    client.sign_in(PARTICIPANT)
    form = client.get("/messages").page.form("/messages") | {"text": "En gang"}
    first, second = client.post("/messages", form), client.post("/messages", form)
    assert first.status == second.status == 303
    assert first.location == second.location
    assert _messages(seeded_engine, "En gang") == 1


def test_with_and_without_script_the_same_form_is_one_message(client: Browser, seeded_engine: Engine) -> None:
    client.sign_in(PARTICIPANT)
    form = client.get("/messages").page.form("/messages") | {"text": "En gang"}
    assert client.post("/messages", form, headers=HTMX).status == 200
    assert client.post("/messages", form).status == 303
    assert _messages(seeded_engine, "En gang") == 1


def test_every_page_comes_with_a_new_key(client: Browser, seeded_engine: Engine) -> None:
    client.sign_in(PARTICIPANT)
    keys = {client.get("/messages").page.form("/messages")["key"] for _ in range(3)}
    assert len(keys) == 3
    for _ in range(2):
        client.send("/messages", "/messages", text="To ganger med vilje")
    assert _messages(seeded_engine, "To ganger med vilje") == 2


def test_a_used_key_with_other_words_is_refused(client: Browser, seeded_engine: Engine) -> None:
    client.sign_in(PARTICIPANT)
    form = client.get("/messages").page.form("/messages")
    client.post("/messages", form | {"text": "Først"})
    assert client.post("/messages", form | {"text": "Noe annet"}).status == 422
    assert (_messages(seeded_engine, "Først"), _messages(seeded_engine, "Noe annet")) == (1, 0)


@pytest.mark.parametrize("key", [None, "", "short", "x" * 25, "x" * 100_0])
def test_a_key_that_we_did_not_draw_is_refused(
    client: Browser, seeded_engine: Engine, key: str | None
) -> None:
    client.sign_in(PARTICIPANT)
    form = client.get("/messages").page.form("/messages") | {"text": "Uten nøkkel"}
    form = form | {"key": key} if key is not None else {name: form[name] for name in form if name != "key"}
    assert client.post("/messages", form).status == 400
    assert _messages(seeded_engine, "Uten nøkkel") == 0


def test_every_form_that_hands_something_in_leaves_one_row_when_sent_twice(
    client: Browser, seeded_engine: Engine
) -> None:
    for route in writing_routes(seeded_engine):
        if "key" not in route.fields or route.endpoint in NOT_HANDED_IN:
            continue
        browser = client.another()
        browser.sign_in(route.who)
        key = f"{route.endpoint:.<24}"[:24]
        form = route.fields | {"key": key, "csrf_token": browser.token}
        answers = [browser.post(route.path, form).status for _ in range(2)]
        rows = all_rows(seeded_engine, Submission, key=key)
        assert answers in ([303, 303], [409, 409], [404, 404]), (route, answers)
        assert answers[0] != 404 or 404 in route.taken, route
        assert len(rows) == (1 if answers[0] == 303 else 0), route


def test_an_answer_sent_twice_sends_one_notice(client: Browser, seeded_engine: Engine) -> None:
    before = len(all_rows(seeded_engine, Notice))
    client.sign_in(CASEWORKER)
    route = next(route for route in writing_routes(seeded_engine) if route.endpoint == "case.answer")
    form = client.get(route.path).page.form(route.path) | {"text": "Svaret"}
    for _ in range(3):
        assert client.post(route.path, form).status == 303
    assert _messages(seeded_engine, "Svaret") == 1
    assert len(all_rows(seeded_engine, Notice)) == before + 1


def test_an_absence_sent_again_from_the_back_button_is_one_absence(
    client: Browser, seeded_engine: Engine
) -> None:
    before = len(all_rows(seeded_engine, Absence))
    client.sign_in(PARTICIPANT)
    route = next(route for route in writing_routes(seeded_engine) if route.endpoint == "absence.send")
    form = route.fields | {"csrf_token": client.token}
    answers = [client.post(route.path, form) for _ in range(2)]
    assert [answer.status for answer in answers] == [303, 303]
    assert answers[0].location == answers[1].location
    assert len(all_rows(seeded_engine, Absence)) == before + 1
