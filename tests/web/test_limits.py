"""Whoever sends very much is asked to wait: nothing is lost, nobody else is slowed, and a restart changes nothing."""

from dataclasses import replace

import pytest
from sqlalchemy import Engine

from portal.adapters.clock import FixedClock
from portal.app import World
from portal.settings import Settings
from portal.store.models import Allowance, Message
from tests.browser import Browser
from tests.builders import RecordingBus, all_rows, key_for
from tests.portals import portal_of
from tests.web.routes import CASEWORKER
from tests.web.things import PARTICIPANT, ids_of

NEIGHBOUR = "modig-molte"
BURST = 20
DOOR = 300


def _write(client: Browser, number: object, token: str, path: str = "/messages") -> int:
    """Send a message as fast as can be: the page that comes back is not looked at."""
    form = {"csrf_token": token, "key": key_for(number), "text": f"Melding {number}"}
    return client.http.post(path, data=form).status_code


def _stored(engine: Engine) -> list[str]:
    return [row.text for row in all_rows(engine, Message) if row.text.startswith("Melding ")]


def test_of_a_thousand_messages_at_once_nearly_all_are_told_to_wait(
    client: Browser, seeded_engine: Engine
) -> None:
    """At least 95 of 100 get 429 with the seconds to wait; others write meanwhile as ever (safety, row 27)."""
    other = client.another()
    client.sign_in(PARTICIPANT)
    other.sign_in(NEIGHBOUR)
    token, theirs = client.token, other.token
    told, served = [], []
    for number in range(1000):
        answer = client.http.post(
            "/messages", data={"csrf_token": token, "key": key_for(number), "text": f"Melding {number}"}
        )
        told.append((answer.status_code, answer.headers.get("Retry-After", "")))
        if number % 100 == 0:
            served.append(_write(other, f"{number} fra naboen", theirs))
    refused = [seconds for status, seconds in told if status == 429]
    assert len(refused) >= 950
    assert all(seconds.isdecimal() and int(seconds) >= 1 for seconds in refused)
    assert {status for status, _ in told} == {303, 429}
    assert served == [303] * 10
    assert len(_stored(seeded_engine)) == BURST + len(served)


def test_what_was_written_is_on_the_page_that_says_wait_and_goes_from_there(
    client: Browser, clock: FixedClock, seeded_engine: Engine
) -> None:
    client.sign_in(PARTICIPANT)
    token = client.token
    assert {_write(client, number, token) for number in range(BURST)} == {303}
    form = {"csrf_token": token, "key": key_for("the last"), "text": "Melding som ikke må bli borte"}
    answer = client.post("/messages", form)
    assert (answer.status, answer.headers["Retry-After"]) == (429, "15")
    kept = answer.page.form("/messages")
    assert (kept["text"], kept["key"]) == (form["text"], form["key"])
    assert form["text"] not in _stored(seeded_engine)
    clock.move(seconds=14)
    assert client.post("/messages", kept).status == 429
    clock.move(seconds=1)
    assert client.post("/messages", kept).status == 303
    assert form["text"] in _stored(seeded_engine)


def test_whoever_writes_from_an_open_page_is_shown_the_same(client: Browser) -> None:
    client.sign_in(PARTICIPANT)
    token = client.token
    assert {_write(client, number, token) for number in range(BURST)} == {303}
    form = {"csrf_token": token, "key": key_for("by htmx"), "text": "Melding fra en åpen side"}
    answer = client.post("/messages", form, headers={"HX-Request": "true"})
    assert answer.status == 429
    assert answer.page.form("/messages")["text"] == form["text"]


def test_a_retry_of_what_arrived_is_neither_refused_nor_counted(client: Browser, clock: FixedClock) -> None:
    client.sign_in(PARTICIPANT)
    token = client.token
    for number in range(BURST):
        for _ in range(3):
            assert _write(client, number, token) == 303
    assert _write(client, "one more", token) == 429
    assert [_write(client, number, token) for number in (0, BURST - 1)] == [303, 303]
    clock.move(seconds=15)
    assert _write(client, "one more", token) == 303


def test_other_forms_are_counted_apart_from_messages(client: Browser) -> None:
    client.sign_in(PARTICIPANT)
    token = client.token
    assert [_write(client, number, token) for number in range(BURST + 1)][-1] == 429
    report = client.get("/week").page.form("/week/day") | {"attendance": "present"}
    assert client.post("/week/day", report).status == 303


def test_the_count_goes_on_after_a_restart(
    client: Browser, settings: Settings, seeded_engine: Engine, clock: FixedClock, bus: RecordingBus
) -> None:
    client.sign_in(PARTICIPANT)
    token = client.token
    assert [_write(client, number, token) for number in range(BURST + 1)][-1] == 429
    again = Browser(portal_of(settings, World(seeded_engine, clock, bus)))
    again.sign_in(PARTICIPANT)
    assert _write(again, "after the restart", again.token) == 429


def test_staff_write_more_than_participants_and_not_without_end(
    client: Browser, seeded_engine: Engine
) -> None:
    client.sign_in(CASEWORKER)
    token, path = client.token, f"/work/case/{ids_of(seeded_engine)['participant_id']}"
    answers = [_write(client, number, token, path) for number in range(125)]
    assert answers == [303] * 120 + [429] * 5


def test_an_office_chooses_to_be_more_generous(
    settings: Settings, seeded_engine: Engine, clock: FixedClock, bus: RecordingBus
) -> None:
    twice = replace(settings, limits_times=2)
    client = Browser(portal_of(twice, World(seeded_engine, clock, bus)))
    client.sign_in(PARTICIPANT)
    token = client.token
    answers = [_write(client, number, token) for number in range(2 * BURST + 1)]
    assert answers == [303] * 2 * BURST + [429]


# The door, where there is no account yet.


def _knock(client: Browser, **more: object) -> int:
    return client.http.post("/sign-in/demo", data={"person": "nobody-at-all"}, **more).status_code


def test_a_door_is_closed_for_a_while_to_the_address_that_hammers_on_it(
    client: Browser, seeded_engine: Engine, clock: FixedClock
) -> None:
    """Three hundred tries are one office on a Monday; the next is told to wait, and another address is not."""
    assert {_knock(client) for _ in range(DOOR)} == {404}
    answer = client.post("/sign-in/demo", {"person": PARTICIPANT})
    assert (answer.status, answer.headers["Retry-After"]) == (429, "1")
    assert _knock(client, environ_base={"REMOTE_ADDR": "192.0.2.7"}) == 404
    rows = all_rows(seeded_engine, Allowance)
    assert len(rows) == 2
    assert not [row for row in rows if "127.0.0.1" in row.who or "192.0.2.7" in row.who]
    clock.move(seconds=1)
    assert client.post("/sign-in/demo", {"person": PARTICIPANT}).status == 303


def test_an_address_that_the_visitor_made_up_opens_no_other_door(client: Browser) -> None:
    for number in range(DOOR):
        _knock(client, headers={"X-Forwarded-For": f"192.0.2.{number % 250}", "Forwarded": "for=192.0.2.9"})
    assert _knock(client, headers={"X-Forwarded-For": "198.51.100.1"}) == 429


def _behind(proxies: int, settings: Settings, world: World) -> Browser:
    return Browser(portal_of(replace(settings, proxies=proxies), world))


@pytest.mark.parametrize("proxies", [1, 2])
def test_behind_proxies_of_ours_the_address_is_the_one_that_they_saw(
    settings: Settings, seeded_engine: Engine, clock: FixedClock, bus: RecordingBus, proxies: int
) -> None:
    """What the visitor wrote into the header stands before that, and is not believed."""
    client = _behind(proxies, settings, World(seeded_engine, clock, bus))
    ours = "".join(f", 10.0.0.{hop}" for hop in range(1, proxies))
    for number in range(DOOR):
        _knock(client, headers={"X-Forwarded-For": f"198.51.100.{number % 250}, 192.0.2.7{ours}"})
    assert _knock(client, headers={"X-Forwarded-For": f"198.51.100.1, 192.0.2.7{ours}"}) == 429
    assert _knock(client, headers={"X-Forwarded-For": f"192.0.2.7, 192.0.2.8{ours}"}) == 404


def test_the_addresses_that_were_counted_are_forgotten(
    client: Browser, seeded_engine: Engine, clock: FixedClock
) -> None:
    for number in range(5):
        _knock(client, environ_base={"REMOTE_ADDR": f"192.0.2.{number}"})
    clock.move(minutes=6)
    _knock(client)
    assert len(all_rows(seeded_engine, Allowance)) == 1


def test_a_page_that_fetches_by_itself_is_never_told_to_wait_in_words(client: Browser) -> None:
    """What nobody asked for is answered with nothing, so that it never takes the place of what somebody reads."""
    for _ in range(DOOR):
        _knock(client)
    answer = client.http.post("/sign-in/demo", data={}, headers={"Portal-Live": "1"})
    assert (answer.status_code, answer.data) == (204, b"")
