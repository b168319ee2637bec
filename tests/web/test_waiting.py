"""Waiting on the pages: each side reads who waits for whom, in plain words, and the staff say it by hand."""

from datetime import date

import pytest
from sqlalchemy import Engine, select

from portal.adapters.clock import FixedClock
from portal.domain.waiting import Waits
from portal.services.answer_ladder import climb
from portal.store.models import Conversation, Person, WaitingMark
from tests.browser import Answer, Browser
from tests.builders import all_rows, oslo

THEM, CASEWORKER, LEADER = "rolig-rogn", "blid-bjork", "klar-kyst"


def participant(engine: Engine) -> str:
    with engine.connect() as connection:
        return str(connection.scalars(select(Person.id).where(Person.key == THEM)).one())


def talk(engine: Engine) -> Conversation:
    found: Conversation = all_rows(engine, Conversation, participant_id=participant(engine))[0]
    return found


def write(client: Browser, text: str = "Hei", **more: str) -> None:
    assert client.send("/messages", "/messages", text=text, **more).status == 303


def say(desk: Browser, case: str, waits: str, seen: str) -> Answer:
    """Say by hand who waits, from a page that had shown the conversation up to there."""
    return desk.send(case, f"{case}/waiting", waits=waits, sequence=seen)


def signed_in(client: Browser, key: str) -> Browser:
    other = client.another()
    other.sign_in(key)
    return other


def promise(page: Browser, path: str) -> str:
    found = [one for one in page.get(path).page.all("div") if one.attributes.get("id") == "promise"]
    assert len(found) == 1
    return str(found[0].text)


def test_a_tick_that_it_cannot_wait_brings_the_promise_forward(
    client: Browser, seeded_engine: Engine
) -> None:
    client.sign_in(THEM)
    write(client, "Hei")
    assert talk(seeded_engine).answer_by == date(2026, 11, 27)
    assert "svarer innen fredag 27. november 2026" in promise(client, "/messages")
    write(client, "Husleia", urgent="1")
    assert talk(seeded_engine).answer_by == date(2026, 11, 25)
    said = promise(client, "/messages")
    assert "svarer innen onsdag 25. november 2026" in said
    assert "Meldingen haster." in said


def test_where_nobody_waits_there_is_no_empty_box(client: Browser) -> None:
    client.sign_in(THEM)
    nothing = '<div id="promise" class="promise"></div>'
    assert nothing in client.get("/messages").body
    write(client)
    assert nothing not in client.get("/messages").body


def test_what_is_not_sent_comes_back_with_its_tick(client: Browser) -> None:
    client.sign_in(THEM)
    page = client.send("/messages", "/messages", text=" ", urgent="1")
    assert page.status == 422
    (box,) = [one for one in page.page.all("input") if one.attributes.get("name") == "urgent"]
    assert "checked" in box.attributes


def test_it_slips_calmly_and_the_leader_reads_whose_it_is_and_nothing_of_it(
    client: Browser, clock: FixedClock
) -> None:
    client.sign_in(THEM)
    write(client, "Dette er mellom oss.")
    desk = client.app.extensions["portal"].desk
    clock.moment = oslo("2026-11-28 09:00")
    climb(desk)
    client.sign_in(THEM)
    said = promise(client, "/messages")
    assert "Vi skulle ha svart innen fredag 27. november 2026. Det beklager vi." in said
    assert "Nå får du svar innen mandag 30. november 2026." in said
    assert "Lederen" not in said
    clock.moment = oslo("2026-12-01 09:00")
    climb(desk)
    client.sign_in(THEM)
    said = promise(client, "/messages")
    assert "Etter det lovet vi svar innen mandag 30. november 2026, og det klarte vi heller ikke." in said
    assert "Lederen på kontoret har fått beskjed om at du venter." in said
    page = signed_in(client, LEADER).get("/work")
    assert "Vi hadde lovet svar innen fredag 27. november 2026." in page.text
    assert "Rogn" not in page.text
    assert "mellom oss" not in page.text


def test_the_staff_say_by_hand_who_waits_and_the_participant_reads_it(
    client: Browser, seeded_engine: Engine
) -> None:
    client.sign_in(THEM)
    write(client)
    desk = signed_in(client, CASEWORKER)
    case = f"/work/case/{participant(seeded_engine)}"
    seen = str(talk(seeded_engine).last_sequence)
    assert say(desk, case, "them", seen).status == 303
    said = promise(desk, case)
    assert "Vi venter på deltakeren." in said
    assert "Blid satte «Venter på deltakeren»" in said
    own = promise(client, "/messages")
    assert "Vi venter på svar fra deg." in own
    assert "Blid satte" not in own
    assert say(desk, case, "nobody", seen).status == 303
    assert promise(client, "/messages").strip() == ""
    assert say(desk, case, "us", seen).status == 303
    assert "svarer innen fredag 27. november 2026" in promise(client, "/messages")
    assert [
        row.waits for row in all_rows(seeded_engine, WaitingMark, conversation_id=talk(seeded_engine).id)
    ] != []


def test_a_message_that_came_meanwhile_is_not_put_aside(client: Browser, seeded_engine: Engine) -> None:
    client.sign_in(THEM)
    write(client)
    seen = str(talk(seeded_engine).last_sequence)
    write(client, "Jeg er redd.")
    desk = signed_in(client, CASEWORKER)
    case = f"/work/case/{participant(seeded_engine)}"
    assert say(desk, case, "nobody", seen).status == 409
    assert talk(seeded_engine).waiting_for_us_since is not None


@pytest.mark.parametrize("waits", ["", "everybody", "US", "us\0"])
def test_a_word_that_the_page_does_not_offer_is_turned_away(
    client: Browser, seeded_engine: Engine, waits: str
) -> None:
    desk = signed_in(client, CASEWORKER)
    case = f"/work/case/{participant(seeded_engine)}"
    assert say(desk, case, waits, "1").status == 400


def test_an_answer_that_asks_says_so_to_the_participant(client: Browser, seeded_engine: Engine) -> None:
    client.sign_in(THEM)
    write(client)
    desk = signed_in(client, CASEWORKER)
    case = f"/work/case/{participant(seeded_engine)}"
    assert desk.send(case, case, text="Hvilken dag?", asks="1").status == 303
    assert "Vi venter på svar fra deg." in promise(client, "/messages")
    assert set(Waits) == {"us", "them", "nobody"}


def test_a_place_in_the_list_that_makes_no_sense_breaks_nothing(client: Browser) -> None:
    desk = signed_in(client, CASEWORKER)
    for bad in ("due=2026-11-24", "due=never&since=x&after=y", "since=2026-11-24T08:00:00%2B00:00&after=y"):
        assert desk.get(f"/work?{bad}").status in {200, 404}
