"""The list of conversations narrowed by links, and what stands beside a message, on pages without a script."""

from datetime import date

import pytest
from sqlalchemy import Engine, select

from portal.store.models import Conversation, JournalMark, Message, Person
from tests.browser import Answer, Browser
from tests.builders import all_rows

CASEWORKER, COLLEAGUE, PARTICIPANT = "blid-bjork", "klok-klippe", "stille-strand"


def signed_in(client: Browser, key: str) -> Browser:
    browser = client.another()
    browser.sign_in(key)
    return browser


@pytest.fixture
def caseworker(client: Browser) -> Browser:
    return signed_in(client, CASEWORKER)


@pytest.fixture
def case(seeded_engine: Engine) -> str:
    """The address of a case whose participant reads Arabic and waits for an answer."""
    with seeded_engine.connect() as connection:
        return f"/work/case/{connection.scalar(select(Person.id).where(Person.key == PARTICIPANT))}"


def cases(answer: Answer) -> set[str]:
    found = {link["href"] or "" for link in answer.page.all("a")}
    # What cannot wait stands above the list, with links into the conversation.
    return {one for one in found if one.startswith("/work/case/") and not {"#", "?"} & set(one)}


def place_of(engine: Engine, case: str, *, from_staff: bool) -> int:
    """The last message of one side."""
    with engine.connect() as connection:
        query = (
            select(Message.sequence)
            .join(Conversation, Conversation.id == Message.conversation_id)
            .where(Conversation.participant_id == case.rpartition("/")[2], Message.from_staff == from_staff)
        )
        return int(connection.scalars(query.order_by(Message.sequence.desc())).first() or 0)


def test_the_links_narrow_the_list_and_can_be_put_together(caseworker: Browser, case: str) -> None:
    everything = caseworker.get("/work")
    links = {
        link["href"]: link
        for link in everything.page.all("a")
        if (link["href"] or "").startswith("/work?") and "whose=" in (link["href"] or "")
    }
    assert len(links) == 3
    mine = cases(caseworker.get("/work?whose=mine"))
    assert case in mine < cases(everything)
    assert cases(caseworker.get("/work?language=ar")) == {case}
    assert cases(caseworker.get("/work?whose=covered")) == set()
    both = caseworker.get("/work?show=waiting&whose=mine&language=ar")
    assert cases(both) == {case}
    # Each link changes one choice and carries the others along.
    assert any(
        "whose=team" in (link["href"] or "") and "language=ar" in (link["href"] or "")
        for link in both.page.all("a")
    )
    arabic = [one for one in both.page.all("bdi") if one["lang"] == "ar"]
    assert arabic
    for wrong in ("whose=everybody", "language=tlh"):
        assert caseworker.get(f"/work?{wrong}").status == 404


def test_the_list_says_what_a_message_is_about(client: Browser, caseworker: Browser) -> None:
    participant = signed_in(client, PARTICIPANT)
    assert participant.send("/messages", "/messages", text="السكن", about="housing").status == 303
    assert "Gjelder: Bolig" in caseworker.get("/work?language=ar").text
    assert participant.send("/messages", "/messages", text="شكرًا").status == 303
    assert "Gjelder:" not in caseworker.get("/work?language=ar").text


def test_a_holiday_is_planned_and_the_participant_hears_of_it_once(
    client: Browser, caseworker: Browser, case: str, seeded_engine: Engine
) -> None:
    with seeded_engine.connect() as connection:
        colleague = str(connection.scalar(select(Person.id).where(Person.key == COLLEAGUE)))
    days = {"first_day": "2026-11-24", "last_day": "2026-12-04"}
    assert "Velg hvem som dekker." in caseworker.send("/work/away", "/work/away", **days, by="nobody").text
    answer = caseworker.send("/work/away", "/work/away", **days, by=colleague)
    assert answer.location == "/work/away?made=1"
    assert "Klok Klippe svarer for deg." in caseworker.get("/work/away").text
    participant = signed_in(client, PARTICIPANT)
    for number in range(2):
        participant.send("/messages", "/messages", text=f"مرحبا {number}")
    assert caseworker.get(case).text.count("Automatisk svar") == 1
    said = "Kontaktpersonen din er borte til og med fredag 4. desember 2026."
    assert said in caseworker.get(case).text
    assert "Blid Bjørk" not in participant.get("/messages").text


def test_a_conversation_is_handed_over_and_given_back(
    client: Browser, caseworker: Browser, case: str, seeded_engine: Engine
) -> None:
    with seeded_engine.connect() as connection:
        colleague = str(connection.scalar(select(Person.id).where(Person.key == COLLEAGUE)))
    at = f"{case}/hand-over"
    assert "Skriv kort" in caseworker.send(at, at, staff=colleague, reason=" ").text
    assert "Velg hvem som skal svare." in caseworker.send(at, at, staff="nobody", reason="Skolen?").text
    reason = "<b>Skolen</b> \N{RIGHT-TO-LEFT OVERRIDE}qzlapp"
    assert caseworker.send(at, at, staff=colleague, reason=reason).location == case
    other = signed_in(client, COLLEAGUE)
    assert case in cases(other.get("/work?whose=mine"))
    assert "<b>Skolen" in other.get("/work?whose=mine").text
    assert case not in cases(caseworker.get("/work?whose=mine"))
    participant = signed_in(client, PARTICIPANT)
    assert "qzlapp" not in participant.get("/messages").body
    assert "Klok" in participant.get("/messages").text
    assert other.send(case, f"{case}/hand-back").location == case
    assert case in cases(caseworker.get("/work?whose=mine"))


def test_the_menu_of_a_message_leads_to_all_that_can_be_done_with_it(
    caseworker: Browser, case: str, seeded_engine: Engine
) -> None:
    ours, theirs = (place_of(seeded_engine, case, from_staff=side) for side in (True, False))
    links = {link["href"] for link in caseworker.get(case).page.all("a")}
    for what in ("mistake", "journal", "redact"):
        assert f"{case}/{what}?message={ours}" in links
    assert f"{case}/mistake?message={theirs}" not in links
    assert f"{case}/journal?message={theirs}" in links
    for what in ("mistake", "journal"):
        assert "Velg først en melding" in caseworker.get(f"{case}/{what}").text
        assert caseworker.get(f"{case}/{what}?message=99999").status == 404
    assert "Bare meldinger fra kontoret" in caseworker.get(f"{case}/mistake?message={theirs}").text


def test_a_message_sent_by_mistake_is_struck_for_both(
    client: Browser, caseworker: Browser, case: str, seeded_engine: Engine
) -> None:
    place = place_of(seeded_engine, case, from_staff=True)
    at = f"{case}/mistake?message={place}"
    assert "Velg hva som var feil." in caseworker.send(at, f"{case}/mistake", kind="nonsense").text
    assert caseworker.send(at, f"{case}/mistake", kind="wrong_facts").location == case
    for browser, page in ((caseworker, case), (signed_in(client, "rolig-rogn"), "/messages")):
        answer = browser.get(page)
        assert ("Sendt ved en feil" in answer.text) is (page == case)
    struck = caseworker.get(case).page.all("del")
    assert len(struck) == 1
    assert len(signed_in(client, PARTICIPANT).get("/messages").page.all("del")) == 1


def test_a_message_is_marked_for_the_journal(
    client: Browser, caseworker: Browser, case: str, seeded_engine: Engine
) -> None:
    place = place_of(seeded_engine, case, from_staff=False)
    at = f"{case}/journal?message={place}"
    said = {"state": "stands", "day": "2026-11-24", "reference": "2026/1 <b>"}
    assert "Bruk bare bokstavene" in caseworker.send(at, f"{case}/journal", **said).text
    assert caseworker.send(at, f"{case}/journal", **said | {"reference": "2026/12-3"}).location == case
    assert "Journalført 24. november 2026. 2026/12-3" in " ".join(caseworker.get(case).text.split())
    assert [row.journalled_on for row in all_rows(seeded_engine, JournalMark) if row.sequence == place][
        -1
    ] == date(2026, 11, 24)
    participant = signed_in(client, PARTICIPANT)
    assert "2026/12-3" not in participant.get("/messages").body


def test_a_note_says_who_reads_it_and_stands_in_the_participants_data(
    client: Browser, caseworker: Browser, case: str
) -> None:
    page = caseworker.get(f"{case}/note")
    assert "Deltakeren kan lese notatet" in page.text
    text = "<script>qzlapp</script> Ring etter tolv"
    assert "Notatet kan ha" in caseworker.send(f"{case}/note", f"{case}/note", text="x" * 501, days="30").text
    assert caseworker.send(f"{case}/note", f"{case}/note", text=text, days="7").location == case
    assert text in signed_in(client, COLLEAGUE).get(case).text
    participant = signed_in(client, PARTICIPANT)
    assert "qzlapp" not in participant.get("/messages").body
