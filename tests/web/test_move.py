"""Moving a case on the pages: what a leader reads before it is done, and what keeps it from being done."""

import re

from sqlalchemy import Engine, select

from portal.demo.identity import VAULT
from portal.store.models import Person
from tests.browser import Browser

PARTICIPANT, LEADER = "rolig-rogn", "klar-kyst"


def person_id(engine: Engine, key: str) -> str:
    with engine.connect() as connection:
        return str(connection.scalar(select(Person.id).where(Person.key == key)))


def signed_in(client: Browser, key: str) -> Browser:
    browser = client.another()
    browser.sign_in(key)
    return browser


def number_of(engine: Engine, key: str) -> str:
    with engine.connect() as connection:
        row = connection.execute(select(Person.id, Person.identity_sealed).where(Person.key == key)).one()
    return VAULT.open(row.identity_sealed, row.id)


def test_a_leader_sees_what_will_happen_and_then_moves_the_case(
    client: Browser, seeded_engine: Engine
) -> None:
    leader, key = signed_in(client, LEADER), "dyktig-dugg"
    there = person_id_office(seeded_engine, "trygg-tind")
    number = number_of(seeded_engine, key)
    check = leader.send("/work/move", "/work/move", number=number, office=there)
    assert check.status == 200
    assert "Dyktig Dugg" in check.text
    assert number not in check.body
    form = check.page.form("/work/move/send")
    done = leader.post("/work/move/send", form)
    waits = "venter på svar" in done.text
    assert done.status == (422 if waits else 303)
    moved = person_id_office(seeded_engine, key)
    assert (moved == there) is not waits


def person_id_office(engine: Engine, key: str) -> str:
    with engine.connect() as connection:
        return str(connection.scalar(select(Person.office_id).where(Person.key == key)))


def test_while_somebody_waits_the_case_stays_and_the_page_says_why(
    client: Browser, seeded_engine: Engine
) -> None:
    signed_in(client, PARTICIPANT).send("/messages", "/messages", text="Hei")
    leader, there = signed_in(client, LEADER), person_id_office(seeded_engine, "trygg-tind")
    check = leader.send(
        "/work/move", "/work/move", number=number_of(seeded_engine, PARTICIPANT), office=there
    )
    answer = leader.post("/work/move/send", check.page.form("/work/move/send"))
    assert answer.status == 422
    assert "Saken kan ikke flyttes ennå." in answer.text
    assert person_id_office(seeded_engine, PARTICIPANT) != there


def test_a_move_that_cannot_be_says_so_in_the_same_words(client: Browser, seeded_engine: Engine) -> None:
    """Somebody of another office, somebody protected and nobody at all; a wrong number; one's own office."""
    leader, there = signed_in(client, LEADER), person_id_office(seeded_engine, "trygg-tind")
    pages = set()
    for number in (number_of(seeded_engine, "lun-lind"), number_of(seeded_engine, "tapper-tang")):
        answer = leader.send("/work/move", "/work/move", number=number, office=there)
        assert answer.status == 404
        assert "Vi fant ingen du kan flytte." in answer.text
        pages.add(re.sub(r"csrf_token\W+value=\W[^\"]+|X-CSRFToken\W+[^\"]+|nonce\W+[^\"]+", "", answer.body))
    assert len(pages) == 1
    assert leader.send("/work/move", "/work/move", number="123", office=there).status == 422
    mine = person_id_office(seeded_engine, LEADER)
    answer = leader.send(
        "/work/move", "/work/move", number=number_of(seeded_engine, PARTICIPANT), office=mine
    )
    assert (answer.status, "Velg et annet kontor" in answer.text) == (422, True)
    data = {"csrf_token": leader.token, "participant": person_id(seeded_engine, "lun-lind"), "office": mine}
    assert leader.post("/work/move/send", data).status == 404
