"""A phone of several people: a shorter idle time, no language left behind, and said on the way in or on «Meg»."""

import pytest
from sqlalchemy import Engine

from portal.adapters.clock import FixedClock
from portal.app import World
from portal.services.signing_in import SignIns
from portal.store.models import Person
from portal.wsgi import visitor
from tests.browser import Browser
from tests.builders import RecordingBus, all_rows

KEY = "rolig-rogn"
CALM = "Delt telefon: ingenting blir liggende igjen."


def sign_in_shared(client: Browser) -> None:
    assert client.post("/sign-in/demo", {"person": KEY, "shared": "1"}).status == 303
    client.is_signed_in = True


def share(client: Browser, value: str = "1") -> None:
    assert client.post("/me/phone", {"csrf_token": client.token, "shared": value}).location == "/me"


@pytest.mark.parametrize(("minutes", "seconds", "status"), [(9, 59, 200), (10, 1, 303)])
@pytest.mark.parametrize("on_the_way_in", [True, False])
def test_ten_minutes_without_a_request_end_the_sign_in(
    client: Browser, clock: FixedClock, minutes: int, seconds: int, status: int, *, on_the_way_in: bool
) -> None:
    if on_the_way_in:
        sign_in_shared(client)
    else:
        client.sign_in(KEY)
        share(client)
    clock.move(minutes=minutes, seconds=seconds)
    assert client.get("/week").status == status


def test_each_request_puts_off_the_end_but_not_for_ever(client: Browser, clock: FixedClock) -> None:
    sign_in_shared(client)
    for _ in range(13):
        clock.move(minutes=9)
        assert client.get("/week").status == 200
    clock.move(minutes=3, seconds=1)
    assert client.get("/week").status == 303


def test_the_question_comes_five_minutes_before_the_end(client: Browser) -> None:
    client.sign_in(KEY)
    assert client.get("/week").page.all("dialog")[0]["data-after"] == "1500"
    share(client)
    assert client.get("/week").page.all("dialog")[0]["data-after"] == "300"


def test_the_switch_is_remembered_for_the_person(client: Browser, seeded_engine: Engine) -> None:
    client.sign_in(KEY)
    assert CALM not in client.get("/me").text
    share(client)
    assert CALM in client.get("/me").text
    (row,) = all_rows(seeded_engine, Person, key=KEY)
    assert row.shared_phone
    other = client.another()
    other.sign_in(KEY)
    assert CALM in other.get("/me").text
    share(other, "0")
    assert CALM not in other.get("/me").text
    assert CALM not in client.get("/me").text


def test_what_is_said_on_the_way_in_holds_for_that_sign_in_and_can_be_taken_back(
    client: Browser, seeded_engine: Engine
) -> None:
    sign_in_shared(client)
    assert CALM in client.get("/me").text
    assert not all_rows(seeded_engine, Person, key=KEY)[0].shared_phone
    other = client.another()
    other.sign_in(KEY)
    assert CALM not in other.get("/me").text
    share(client, "0")
    assert CALM not in client.get("/me").text


def test_the_language_moves_from_the_phone_to_the_person(client: Browser, seeded_engine: Engine) -> None:
    with seeded_engine.begin() as connection:
        connection.exec_driver_sql("UPDATE person SET locale = NULL WHERE key = 'rolig-rogn'")
    client.post("/language", {"language": "nn", "back": "/"})
    assert client.http.get_cookie("language") is not None
    sign_in_shared(client)
    assert client.http.get_cookie("language") is None
    assert all_rows(seeded_engine, Person, key=KEY)[0].locale == "nn"
    client.post("/language", {"language": "en", "back": "/", "csrf_token": client.token})
    assert client.http.get_cookie("language") is None
    assert 'lang="en"' in client.get("/week").body
    client.sign_out()
    assert client.http.get_cookie("language") is None


def test_a_language_that_was_chosen_before_is_not_changed_by_the_phones(
    client: Browser, seeded_engine: Engine
) -> None:
    client.sign_in(KEY)
    client.post("/language", {"language": "nb", "back": "/", "csrf_token": client.token})
    client.sign_out()
    client.post("/language", {"language": "en", "back": "/"})
    sign_in_shared(client)
    assert all_rows(seeded_engine, Person, key=KEY)[0].locale == "nb"


def test_saying_so_on_me_takes_the_language_off_the_phone(client: Browser) -> None:
    client.post("/language", {"language": "nn", "back": "/"})
    client.sign_in(KEY)
    share(client)
    assert client.http.get_cookie("language") is None


def test_what_was_being_written_when_the_time_ran_out_is_kept_for_the_person(
    client: Browser, clock: FixedClock
) -> None:
    sign_in_shared(client)
    form = client.get("/messages").page.form("/messages")
    clock.move(minutes=10, seconds=1)
    client.is_signed_in = False
    assert client.post("/messages", form | {"text": "Lang tekst"}).status == 401
    sign_in_shared(client)
    assert "Lang tekst" in client.get("/messages").body


@pytest.mark.parametrize("shared", [False, True])
def test_an_open_stream_keeps_nobody_signed_in(
    client: Browser, clock: FixedClock, seeded_engine: Engine, bus: RecordingBus, *, shared: bool
) -> None:
    """Asking who listens is not the person's own doing (safety, row 14)."""
    if shared:
        sign_in_shared(client)
    else:
        client.sign_in(KEY)
    minutes = 10 if shared else 30
    world = World(seeded_engine, clock, bus)
    sign_ins: SignIns = client.app.extensions["portal"].sign_ins
    for passed in range(minutes):
        listening = visitor(sign_ins, world, client.cookie)
        assert listening is not None
        assert listening.seconds_left == (minutes - passed) * 60
        clock.move(minutes=1)
    assert visitor(sign_ins, world, client.cookie) is None
    assert client.get("/week").status == 303


def test_every_text_field_is_left_alone_by_the_browser(client: Browser) -> None:
    """What somebody wrote is not offered to the next one who writes (safety, row 15)."""
    sign_in_shared(client)
    days = {one["href"] for one in client.get("/week").page.all("a") if one["href"].startswith("/week/day")}
    pages = [client.get(path) for path in ("/messages", "/me", min(days))]
    form = client.get("/absence/new").page.form("/absence/new")
    pages.append(client.post("/absence/new", form | {"kind": "other"}))
    fields = [
        one
        for answer in pages
        for one in answer.page.all("textarea", "input")
        if one["type"] in {"", "text", "search", "email", "tel"}
    ]
    assert len(fields) >= 3
    assert {one["autocomplete"] for one in fields} == {"off"}
