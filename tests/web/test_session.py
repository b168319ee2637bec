"""The sign-in behind the cookie: new at every sign-in, dead after sign-out, and set so that nobody else can set it."""

from dataclasses import replace
from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import Engine

from portal.adapters.clock import FixedClock
from portal.app import World
from portal.services.signing_in import hash_of
from portal.settings import Settings
from portal.store.models import SignIn
from tests.browser import Browser
from tests.builders import RecordingBus, all_rows
from tests.portals import portal_of

KEY = "rolig-rogn"


@pytest.fixture
def https_app(settings: Settings, seeded_engine: Engine, clock: FixedClock, bus: RecordingBus) -> Flask:
    return portal_of(replace(settings, https=True), World(seeded_engine, clock, bus))


def test_a_cookie_that_somebody_planted_is_never_signed_in(client: Browser) -> None:
    client.http.set_cookie("portal", "planted" * 6)
    client.sign_in(KEY)
    assert client.cookie != "planted" * 6
    thief = client.another()
    thief.http.set_cookie("portal", "planted" * 6)
    assert thief.get("/week").status == 303


def test_signing_in_again_begins_a_new_sign_in_and_ends_the_old_one(client: Browser) -> None:
    client.sign_in(KEY)
    first = client.cookie
    client.sign_in("modig-molte")
    assert client.cookie not in {"", first}
    old = client.another()
    old.http.set_cookie("portal", first)
    assert old.get("/week").status == 303


def test_a_cookie_kept_from_before_signing_out_opens_nothing(client: Browser, bus: RecordingBus) -> None:
    client.sign_in(KEY)
    kept = client.cookie
    bus.changes.clear()
    answer = client.sign_out()
    assert answer.status == 303
    assert (f"session:{hash_of(kept)}", "session-ended") in bus.told()
    assert '"cache"' in answer.headers["Clear-Site-Data"]
    assert client.cookie == ""
    thief = client.another()
    thief.http.set_cookie("portal", kept)
    for path in ("/week", "/plan", "/messages", "/me"):
        assert (thief.get(path).status, thief.get(path).location.partition("?")[0]) == (303, "/sign-in")


def test_the_cookie_is_for_this_site_and_for_no_script(client: Browser) -> None:
    answer = client.post("/sign-in/demo", {"person": KEY})
    cookies = answer.headers.getlist("Set-Cookie")
    assert len(cookies) == 1
    parts = {part.strip() for part in cookies[0].split(";")[1:]}
    assert {"HttpOnly", "SameSite=Lax", "Path=/"} <= parts
    assert not [part for part in parts if part.startswith("Domain")]


def test_with_tls_no_other_host_can_set_the_cookie(https_app: Flask) -> None:
    http = https_app.test_client()
    answer = http.post("/sign-in/demo", data={"person": KEY}, base_url="https://localhost")
    name, _, rest = answer.headers["Set-Cookie"].partition("=")
    assert name == "__Host-portal"
    parts = {part.strip() for part in rest.split(";")[1:]}
    assert {"Secure", "HttpOnly", "SameSite=Lax", "Path=/"} <= parts
    assert not [part for part in parts if part.startswith("Domain")]
    assert int(answer.headers["Strict-Transport-Security"].split("max-age=")[1].split(";")[0]) >= 31536000
    # The name without prefix, which other hosts could set, means nothing here.
    http.set_cookie("portal", answer.headers["Set-Cookie"].split("=")[1].split(";")[0])
    http.delete_cookie("__Host-portal")
    assert http.get("/week", base_url="https://localhost").status_code == 303


def test_nobody_gets_a_cookie_before_signing_in(client: Browser) -> None:
    for path in ("/", "/sign-in", "/languages", "/week", "/nowhere"):
        assert "Set-Cookie" not in client.get(path).headers


def test_outside_the_demo_nobody_signs_in_by_picking_a_person(
    settings: Settings, seeded_engine: Engine, clock: FixedClock, bus: RecordingBus
) -> None:
    app = portal_of(
        replace(settings, demo=False, https=True, identity_keys=(), documents_folder=None),
        World(seeded_engine, clock, bus),
    )
    http = app.test_client()
    answer = http.post("/sign-in/demo", data={"person": KEY}, base_url="https://localhost")
    assert answer.status_code == 404
    assert "Set-Cookie" not in answer.headers
    page = http.get("/sign-in", base_url="https://localhost").get_data(as_text=True)
    assert "Rolig" not in page
    assert "/sign-in/demo" not in page
    assert all_rows(seeded_engine, SignIn) == []


def test_thirty_minutes_without_a_request_end_the_sign_in(client: Browser, clock: FixedClock) -> None:
    client.sign_in(KEY)
    clock.move(minutes=29, seconds=59)
    assert client.get("/week").status == 200
    clock.move(minutes=30, seconds=1)
    answer = client.get("/week")
    assert answer.status == 303
    assert answer.location.startswith("/sign-in?")


def test_two_hours_end_the_sign_in_however_active(client: Browser, clock: FixedClock) -> None:
    client.sign_in(KEY)
    for _ in range(5):
        clock.move(minutes=20)
        assert client.get("/week").status == 200
    clock.move(minutes=19, seconds=59)
    assert client.get("/week").status == 200
    clock.move(seconds=2)
    assert client.get("/week").status == 303


def test_what_a_page_fetches_by_itself_keeps_nobody_signed_in(client: Browser, clock: FixedClock) -> None:
    client.sign_in(KEY)
    by_itself = {"Portal-Live": "1", "HX-Request": "true"}
    for _ in range(3):
        clock.move(minutes=10)
        client.get("/messages", headers=by_itself)
    clock.move(seconds=1)
    assert client.get("/messages", headers=by_itself).status == 204
    assert client.get("/week").status == 303


@pytest.mark.parametrize(
    "there",
    ["//evil.example", "https://evil.example", "/\\evil.example", "/nowhere", "\t//evil", "javascript:0"],
)
def test_signing_in_leads_only_to_pages_of_ours(client: Browser, there: str) -> None:
    answer = client.post("/sign-in/demo", {"person": KEY, "next": there})
    assert answer.location == "/"


def test_signing_in_leads_back_to_where_one_wanted_to_go(client: Browser) -> None:
    assert client.get("/plan").location == "/sign-in?next=/plan"
    assert client.post("/sign-in/demo", {"person": KEY, "next": "/plan"}).location == "/plan"


def test_no_page_with_a_person_on_it_is_kept_by_the_browser(client: Browser) -> None:
    client.sign_in(KEY)
    for path in ("/week", "/plan", "/messages", "/me", "/absence/new", "/nowhere"):
        assert client.get(path).headers["Cache-Control"] == "no-store"


def test_the_table_holds_no_token(client: Browser, seeded_engine: Engine) -> None:
    client.sign_in(KEY)
    row = all_rows(seeded_engine, SignIn)[0]
    assert client.cookie not in repr(tuple(row))
    assert row.seen_at - row.started_at < timedelta(seconds=1)
