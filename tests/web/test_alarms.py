"""What cannot wait on its pages: forms as they are drawn, what each side reads, and what the participant never reads."""

import re

import pytest
from sqlalchemy import Engine, select, update

from portal.store.base import rows
from portal.store.engine import for_writing
from portal.store.models import Person, ThreatReport
from tests.browser import Answer, Browser
from tests.builders import all_rows

# What no page of a participant's may say of a report.
UNSAID = ("trussel", "trusler", "Ord som kan bety fare", "ropte at han vet hvem", "Sikret", "threat")


def other(client: Browser, key: str) -> Browser:
    browser = client.another()
    browser.sign_in(key)
    return browser


def id_of(engine: Engine, key: str) -> str:
    with engine.connect() as connection:
        return str(connection.scalar(select(Person.id).where(Person.key == key)))


def send(browser: Browser, page: Answer, action: str, **more: str) -> Answer:
    """Send the first form of a page that goes to that address, as it is drawn."""
    form = next(one for one in page.page.all("form") if one["action"] == action)
    fields = {item["name"]: item["value"] for item in form.all("input") if item["type"] == "hidden"}
    return browser.post(action, fields | more)


def test_help_now_says_whom_to_phone_before_anything_is_sent(client: Browser) -> None:
    client.sign_in("rolig-rogn")
    page = client.get("/help-now")
    for number in ("68 05 00 10", "116 117", "112", "113", "55 55 33 33"):
        assert number in page.text
    assert page.text.index("116 117") < page.text.index("Jeg har ikke mat.")


def test_one_tap_puts_the_conversation_on_top(client: Browser) -> None:
    client.sign_in("rolig-rogn")
    sent = send(client, client.get("/help-now"), "/help-now", need="roof")
    assert sent.status == 303
    after = client.get(sent.location)
    assert "Vi har fått beskjeden din" in after.text
    assert "onsdag 25. november" in after.text
    desk = other(client, "blid-bjork").get("/work").text
    assert desk.index("Les disse først") < desk.index("Jeg har ikke et sted å sove.") < desk.index("Samtaler")
    assert "Jeg har ikke et sted å sove." in client.get("/messages").text


@pytest.mark.parametrize("need", ["", "words", "everything"])
def test_only_what_the_page_offers_can_be_called_for(client: Browser, need: str) -> None:
    client.sign_in("rolig-rogn")
    assert send(client, client.get("/help-now"), "/help-now", need=need).status == 400


def test_who_writes_of_danger_is_shown_help_and_no_mark(client: Browser, seeded_engine: Engine) -> None:
    client.sign_in("rolig-rogn")
    text = "Jeg orker ikke leve lenger."
    sent = client.post("/messages", {"csrf_token": client.token, "key": "k" * 24, "text": text})
    after = client.get(sent.location.partition("#")[0])
    assert "Vi har fått meldingen din. Kan det ikke vente, så ring." in after.text
    assert not [words for words in UNSAID if words in after.body]
    case = f"/work/case/{id_of(seeded_engine, 'rolig-rogn')}"
    desk = other(client, "blid-bjork")
    page = desk.get(case)
    assert "Ord som kan bety fare" in page.text
    assert send(desk, page, f"{case}/alarm").status == 303
    assert "Ord som kan bety fare Tatt hånd om av Blid Bjørk" in re.sub(r"\s+", " ", desk.get(case).text)


def test_an_important_message_is_acknowledged_with_a_plain_form(
    client: Browser, seeded_engine: Engine
) -> None:
    client.sign_in("kvikk-kvist")
    week = client.get("/week")
    assert "viktige meldinga" in week.text or "viktige meldingen" in week.text
    page = client.get("/messages")
    sent = send(client, page, "/messages/acknowledge")
    assert sent.status == 303
    assert "/messages/acknowledge" not in client.get("/messages").body
    assert "viktige melding" not in client.get("/week").text
    case = f"/work/case/{id_of(seeded_engine, 'kvikk-kvist')}"
    assert "Deltakeren har bekreftet" in other(client, "blid-bjork").get(case).text


def test_a_caseworker_asks_for_it_with_one_tick(client: Browser, seeded_engine: Engine) -> None:
    desk = other(client, "blid-bjork")
    case = f"/work/case/{id_of(seeded_engine, 'rolig-rogn')}"
    sent = send(desk, desk.get(case), case, text="Ta med pass.", important="1")
    assert sent.status == 303
    assert "Deltakeren har ikke bekreftet ennå." in desk.get(case).text
    client.sign_in("rolig-rogn")
    assert "Jeg har lest dette" in client.get("/messages").text


def test_who_gets_no_notices_is_phoned_or_written_to(client: Browser, seeded_engine: Engine) -> None:
    with for_writing(seeded_engine).begin() as connection:
        theirs = rows(Person).c.key == "kvikk-kvist"
        connection.execute(update(rows(Person)).where(theirs).values(notices=False))
    page = other(client, "blid-bjork").get(f"/work/case/{id_of(seeded_engine, 'kvikk-kvist')}")
    assert page.text.count("Får ikke varsel: ring eller send brev") >= 3


def test_the_list_says_whom_to_phone_and_a_call_closes_it(client: Browser) -> None:
    desk = other(client, "blid-bjork")
    page = desk.get("/work")
    assert "Ulest viktig melding i mer enn 10 dager: ring" in page.text
    number = next(one for one in page.page.all("a") if one["href"].startswith("tel:+47"))
    assert number.text == "68 05 10 15"
    where = next(one["href"] for one in page.page.all("a") if "/call?" in one["href"])
    action = where.partition("?")[0]
    assert send(desk, desk.get(where), action).status == 422
    assert send(desk, desk.get(where), action, reached="no", note="x" * 301).status == 422
    alone = desk.get("/work?show=calls")
    assert where in {one["href"] for one in alone.page.all("a")}
    assert "Har ventet siden" not in alone.text
    assert "Ingen må ringes nå." not in alone.text
    assert send(desk, desk.get(where), action, reached="no", note="La igjen beskjed.").status == 303
    assert "Ulest viktig melding" not in desk.get("/work").text
    assert "Ingen må ringes nå." in desk.get("/work?show=calls").text
    assert desk.get(where).status == 404


def test_a_threat_is_reported_read_downloaded_and_closed(client: Browser, seeded_engine: Engine) -> None:
    desk, leader = other(client, "blid-bjork"), other(client, "klar-kyst")
    where = f"/work/case/{id_of(seeded_engine, 'rolig-rogn')}/threat"
    page = desk.get(where)
    pick = next(one for one in page.page.all("input") if one["name"] == "pick0")
    assert send(desk, page, where, text="Hun skriver at hun vet hvor jeg bor.").status == 422
    told = {"text": "Hun skriver at hun vet hvor jeg bor.", "pick0": pick["value"]}
    assert send(desk, page, where, **told).status == 303
    listed = leader.get("/work")
    assert "Rolig Rogn" in listed.text
    one = next(
        f"/work/threats/{row.id}"
        for row in all_rows(seeded_engine, ThreatReport)
        if row.description == told["text"]
    )
    assert "Kontrollsummene stemmer." in leader.get(one).text
    file = leader.get(f"{one}/file")
    assert file.headers["Content-Disposition"] == 'attachment; filename="rapport.json"'
    assert '"intact": true' in file.body
    assert send(leader, leader.get(one), one).status == 422
    closed = send(leader, leader.get(one), one, outcome="talked", text="Vi har snakket sammen om det.")
    assert closed.status == 303
    assert "Vi har snakket sammen om det." in leader.get(one).text
    assert desk.get(one).status == 403


@pytest.mark.parametrize(
    "path", ["/week", "/messages", "/me", "/me/data/page", "/me/data/file", "/me/seen", "/help-now"]
)
def test_nobody_threatened_with_reads_of_a_report(client: Browser, seeded_engine: Engine, path: str) -> None:
    client.sign_in("sterk-stein")
    assert len(all_rows(seeded_engine, ThreatReport)) == 1
    body = client.get(path).body
    assert not [words for words in UNSAID if words in body]


def test_a_page_of_help_is_one_link_away(client: Browser) -> None:
    client.sign_in("rolig-rogn")
    for path in ("/week", "/plan", "/messages", "/me"):
        assert 'href="/help-now"' in client.get(path).body, path
