"""What takes two people, on the pages: the staff's line and lists, and a participant who never comes across a word of it."""

import re
from collections.abc import Iterator

import pytest
from sqlalchemy import Engine, func, select

from portal.store.base import rows
from portal.store.models import Conversation, Message, Person, Redaction, SafetyMeasure, Submission
from tests.architecture.paths import rules
from tests.browser import Answer, Browser
from tests.builders import RecordingBus, all_rows
from tests.text.papers import words_of

PARTICIPANT, HELPER = "rolig-rogn", "hyggelig-hare"
CASEWORKER, COLLEAGUE, LEADER = "blid-bjork", "klok-klippe", "klar-kyst"
CANARY = "Kanariqz ropte og slo i bordet."
SECRET = "Naboen min heter qzhemmelig og er syk"
SAID_NO = "Kanariqz var en misforståelse."


def person_id(engine: Engine, key: str) -> str:
    with engine.connect() as connection:
        return str(connection.scalar(select(Person.id).where(Person.key == key)))


def signed_in(client: Browser, key: str) -> Browser:
    browser = client.another()
    browser.sign_in(key)
    return browser


@pytest.fixture
def case(seeded_engine: Engine) -> str:
    """The address of the participant's case."""
    return f"/work/case/{person_id(seeded_engine, PARTICIPANT)}"


@pytest.fixture
def caseworker(client: Browser) -> Browser:
    return signed_in(client, CASEWORKER)


@pytest.fixture
def colleague(client: Browser) -> Browser:
    return signed_in(client, COLLEAGUE)


def propose(browser: Browser, case: str, **more: str) -> Answer:
    fields = {"kind": "two_staff", "reason": CANARY, "last_day": "2027-05-24"} | more
    return browser.send(f"{case}/measures", f"{case}/measures", **fields)


def newest(engine: Engine) -> str:
    with engine.connect() as connection:
        table = rows(SafetyMeasure)
        return str(connection.scalar(select(table.c.id).where(table.c.reason == CANARY)))


def test_one_proposes_another_agrees_and_the_case_says_it_on_top(
    seeded_engine: Engine, caseworker: Browser, colleague: Browser, case: str
) -> None:
    answer = propose(caseworker, case)
    assert (answer.status, answer.location) == (303, f"{case}/measures?proposed=1")
    page = f"/work/second/measure/{newest(seeded_engine)}"
    # Who proposed it reads it and has no button.
    own = caseworker.get(page)
    assert "Du foreslo dette selv" in own.text
    assert page not in {form["action"] for form in own.page.all("form")}
    assert "Ditt forslag" in caseworker.get("/work/second").text
    assert "møt to sammen" not in caseworker.get(case).text
    answer = colleague.send(page, page, answer="agree")
    assert answer.status == 303
    text = caseworker.get(case).text
    assert "Sikkerhetstiltak til 24. mai 2027: møt to sammen" in text
    assert "Kanariqz" not in text


def test_the_proposers_own_answer_is_refused_whatever_they_send(
    seeded_engine: Engine, caseworker: Browser, case: str
) -> None:
    propose(caseworker, case)
    page = f"/work/second/measure/{newest(seeded_engine)}"
    for answer in ("agree", "decline"):
        data = {"csrf_token": caseworker.token, "answer": answer, "reason": SAID_NO}
        assert caseworker.post(page, data).status == 422
    assert "møt to sammen" not in caseworker.get(case).text


def test_the_counter_on_the_first_page_leads_to_the_list(client: Browser) -> None:
    """In the demo a measure and a text wait in Tromsø, and nothing in the other offices."""
    for key, waiting in ((CASEWORKER, "2"), (LEADER, "2"), ("trygg-tind", "0")):
        browser = signed_in(client, key)
        counters = browser.get("/work").page
        found = re.search(r"(\d+) Venter på en til", counters.text)
        assert found is not None
        assert found[1] == waiting
        rows_of_list = browser.get("/work/second").text
        assert ("Myk Mose" in rows_of_list, "Rask Rype" in rows_of_list) == (waiting == "2",) * 2


def test_a_bad_form_keeps_what_was_written_and_says_what_to_do(caseworker: Browser, case: str) -> None:
    for wrong, sentence in (
        ({"kind": "walls"}, "Velg hva tiltaket er."),
        ({"last_day": ""}, "Velg en dag."),
        ({"last_day": "2027-05-25"}, "seks måneder fram"),
        ({"reason": "kort"}, "minst 15 bokstaver"),
    ):
        answer = propose(caseworker, case, **wrong)
        assert answer.status == 422
        assert sentence in answer.text
        if "reason" not in wrong:
            assert CANARY in answer.text


def test_a_leader_who_may_not_open_the_case_answers_and_ends_a_measure(
    client: Browser, seeded_engine: Engine, caseworker: Browser, case: str
) -> None:
    propose(caseworker, case)
    leader, page = signed_in(client, LEADER), f"/work/second/measure/{newest(seeded_engine)}"
    assert leader.get(case).status == 404
    assert leader.get(f"{case}/measures").status == 404
    assert leader.send(page, page, answer="agree").status == 303
    assert leader.send(page, page + "/end", reason="Det har vært rolig lenge nå.").status == 303
    assert "Avsluttet før tiden" in leader.get(page).text
    answer = leader.post(
        page + "/end", {"csrf_token": leader.token, "reason": "En gang til for sikkerhets skyld"}
    )
    assert answer.status in {303, 409}


# The participant's side.


def everything_of(browser: Browser, engine: Engine) -> Iterator[str]:
    """Every page of the participant's side that takes nothing or their own things, whole and as fragments."""
    with engine.connect() as connection:
        query = select(Submission.id).where(Submission.person_id == person_id(engine, PARTICIPANT))
        receipts = list(connection.execute(query))
        addresses = [f"/me/receipts/{row.id}" for row in receipts]
    addresses += [rule.rule for rule in rules(browser.app, "GET") if not rule.arguments]
    for address in addresses:
        for headers in ({}, {"HX-Request": "true"}):
            yield words_of(browser.http.get(address, headers=headers))


@pytest.mark.parametrize("who", [PARTICIPANT, HELPER])
def test_no_page_and_no_export_of_the_participants_holds_a_word_of_a_measure(
    client: Browser,
    seeded_engine: Engine,
    bus: RecordingBus,
    caseworker: Browser,
    colleague: Browser,
    case: str,
    who: str,
) -> None:
    propose(caseworker, case)
    page = f"/work/second/measure/{newest(seeded_engine)}"
    colleague.send(page, page, answer="agree")
    propose(caseworker, case, kind="guard", last_day="2027-01-04")
    browser = signed_in(client, who)
    if who == HELPER:
        token = browser.token
        participant = case.rpartition("/")[2]
        browser.post("/helping/start", {"csrf_token": token, "participant": participant})
    pages = list(everything_of(browser, seeded_engine))
    assert len(pages) > 20
    for words in ("Kanariqz", "ikkerhetstiltak", "safety_measure", "MeasureChanged", "møt to sammen"):
        assert not any(words in text for text in pages), words
    own = case.rpartition("/")[2]
    told = {topic for topic, event in bus.told() if event.startswith("measures-")}
    assert told
    assert not any(topic.startswith(f"person:{own}") for topic in told)
    for path in ("/work/second", page, f"{case}/measures"):
        assert browser.get(path).status == 403


def test_who_has_looked_is_told_as_a_look_at_the_case(
    client: Browser, seeded_engine: Engine, caseworker: Browser, colleague: Browser, case: str
) -> None:
    propose(caseworker, case)
    colleague.get(f"/work/second/measure/{newest(seeded_engine)}")
    seen = signed_in(client, PARTICIPANT).get("/me/seen").text
    assert "Så på planen og saken" in seen
    assert "tiltak" not in seen.lower()


# Texts that are taken away.


def last_place(engine: Engine) -> int:
    with engine.connect() as connection:
        query = (
            select(func.max(Message.sequence))
            .join(Conversation, Conversation.id == Message.conversation_id)
            .where(Conversation.participant_id == person_id(engine, PARTICIPANT))
        )
        return connection.scalar(query) or 0


def test_from_the_menu_of_a_message_to_a_text_that_is_gone_for_both(
    client: Browser, seeded_engine: Engine, caseworker: Browser, colleague: Browser, case: str
) -> None:
    participant = signed_in(client, PARTICIPANT)
    receipt = participant.send("/messages", "/messages", text=SECRET).location
    place = last_place(seeded_engine)
    menu = [link["href"] for link in caseworker.get(case).page.all("a") if "/redact?" in (link["href"] or "")]
    assert f"{case}/redact?message={place}" in menu
    answer = caseworker.send(
        f"{case}/redact?message={place}",
        f"{case}/redact",
        kind="secret",
        reason="Det står noe privat om naboen.",
    )
    assert (answer.status, answer.location) == (303, "/work/second?proposed=1")
    proposal = next(row.id for row in all_rows(seeded_engine, Redaction, sequence=place))
    page = f"/work/second/message/{proposal}"
    assert SECRET in colleague.get(page).text
    assert "Du foreslo dette selv" in caseworker.get(page).text
    assert colleague.send(page, page, answer="agree").status == 303
    gone = "Teksten er fjernet 24. november 2026 fordi: den sa noe privat om en annen."
    for browser, path in ((participant, "/messages"), (caseworker, case)):
        answer = browser.get(path)
        assert gone in answer.text
        assert "qzhemmelig" not in answer.body
    assert "qzhemmelig" not in caseworker.get("/work").body
    assert "qzhemmelig" not in colleague.get(page).body
    for text in everything_of(participant, seeded_engine):
        assert "qzhemmelig" not in text
    receipts = participant.get("/me/receipts").page.all("a")
    own = next(link["href"] for link in receipts if "/me/receipts/" in (link["href"] or ""))
    assert gone in participant.get(own).text, receipt


def test_a_message_that_is_not_there_and_a_form_without_a_reason(
    seeded_engine: Engine, caseworker: Browser, case: str
) -> None:
    assert "Velg først en melding" in caseworker.get(f"{case}/redact").text
    assert caseworker.get(f"{case}/redact?message=99999").status == 404
    place = last_place(seeded_engine)
    at = f"{case}/redact?message={place}"
    answer = caseworker.send(at, f"{case}/redact", reason="Det står noe privat om naboen.")
    assert (answer.status, "Velg hvorfor teksten skal fjernes." in answer.text) == (422, True)
    answer = caseworker.send(at, f"{case}/redact", kind="threat", reason="nei")
    assert (answer.status, "minst 15 bokstaver" in answer.text) == (422, True)
    data = {"csrf_token": caseworker.token, "message": "x", "kind": "threat", "reason": "-"}
    assert caseworker.post(f"{case}/redact", data).status == 404
