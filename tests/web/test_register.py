"""The whole portal with a population register beside it: it closes a case while it is open, and its silence closes all."""

import json
from collections.abc import Iterator
from dataclasses import replace
from threading import Thread

import pytest
from flask import Flask
from sqlalchemy import Engine

from portal.adapters.clock import FixedClock
from portal.app import World
from portal.demo.identity import VAULT
from portal.settings import SYNTHETIC_KEY, Register, Settings
from portal.store.person import Person
from tests.adapters.test_register import Peer
from tests.browser import Browser
from tests.builders import RecordingBus, all_rows
from tests.portals import portal_of

LEFT_OUT = "varm-var"
CONTACT = "blid-bjork"


class Population(Peer):
    """A register that knows everybody of the demo, by number."""

    def __init__(self, engine: Engine) -> None:
        super().__init__()
        people = [row for row in all_rows(engine, Person) if row.identity_sealed]
        self.numbers = {row.key: VAULT.open(row.identity_sealed, row.id) for row in people}
        self.words = dict.fromkeys(self.numbers.values(), "UGRADERT")
        self.tell()

    def tell(self) -> None:
        """Answer with what is known now."""
        rows = [
            {"personidentifikator": number, "adressebeskyttelse": word} for number, word in self.words.items()
        ]
        self.body = json.dumps({"personer": rows}).encode()


@pytest.fixture
def population(seeded_engine: Engine) -> Iterator[Population]:
    with Population(seeded_engine) as server:
        thread = Thread(target=server.serve_forever)
        thread.start()
        yield server
        server.shutdown()
        thread.join()


@pytest.fixture
def app(
    settings: Settings, seeded_engine: Engine, clock: FixedClock, bus: RecordingBus, population: Population
) -> Flask:
    register = Register(f"http://127.0.0.1:{population.server_port}/oppslag", "a-token")
    connected = replace(settings, register=register, identity_keys=(SYNTHETIC_KEY,))
    return portal_of(connected, World(seeded_engine, clock, bus))


def test_a_case_that_becomes_protected_while_it_is_open_is_closed_to_who_is_not_in_its_team(
    client: Browser, seeded_engine: Engine, clock: FixedClock, population: Population
) -> None:
    case = f"/work/case/{all_rows(seeded_engine, Person, key='rolig-rogn')[0].id}"
    contact = client.another()
    contact.sign_in(CONTACT)
    client.sign_in(LEFT_OUT)
    assert [client.get(case).status, contact.get(case).status] == [200, 200]
    population.words[population.numbers["rolig-rogn"]] = "STRENGT_FORTROLIG"
    population.tell()
    clock.move(minutes=3)
    assert [client.get(case).status, contact.get(case).status] == [404, 200]
    assert "Rolig Rogn" not in client.get("/work").body


def test_a_register_that_says_nothing_closes_the_staffs_pages_and_leaves_participants_theirs(
    client: Browser, clock: FixedClock, population: Population
) -> None:
    staff = client.another()
    staff.sign_in(CONTACT)
    assert staff.get("/work").status == 200
    population.status = 503
    clock.move(minutes=6)
    answer = staff.get("/work")
    assert answer.status == 503
    assert answer.headers["Retry-After"]
    client.sign_in("rolig-rogn")
    assert client.get("/week").status == 200
    population.status = 200
    clock.move(seconds=10)
    assert staff.get("/work").status == 200
