"""The quick way out: one request ends the sign-in and shows somebody else's page, whatever else is wrong (safety)."""

from dataclasses import replace
from urllib.parse import urlsplit

import pytest
from sqlalchemy import Engine, text

from portal.adapters.clock import FixedClock
from portal.app import World
from portal.domain.errors import Busy
from portal.services.signing_in import SignIns, hash_of
from portal.settings import Settings
from portal.store.models import SignIn
from tests.browser import Browser
from tests.builders import RecordingBus, all_rows
from tests.portals import portal_of

KEY = "rolig-rogn"
AWAY = "https://www.yr.no/"
SAME = {"Sec-Fetch-Site": "same-origin"}


def living(engine: Engine) -> int:
    return len(all_rows(engine, SignIn, ended_at=None))


def test_one_request_ends_the_sign_in_and_leads_away(
    client: Browser, seeded_engine: Engine, bus: RecordingBus
) -> None:
    client.sign_in(KEY)
    client.post("/language", {"language": "nn", "back": "/", "csrf_token": client.token})
    kept, token = client.cookie, client.token
    bus.changes.clear()
    answer = client.post("/leave-now", {"csrf_token": token})
    assert (answer.status, answer.location) == (303, AWAY)
    assert answer.headers["Clear-Site-Data"] == '"cache", "cookies", "storage"'
    assert answer.headers["Cache-Control"] == "no-store"
    assert answer.headers["Referrer-Policy"] == "no-referrer"
    assert client.cookie == ""
    assert client.http.get_cookie("language") is None
    assert living(seeded_engine) == 0
    assert (f"session:{hash_of(kept)}", "session-ended") in bus.told()
    thief = client.another()
    thief.http.set_cookie("portal", kept)
    assert thief.get("/week").status == 303


@pytest.mark.parametrize(
    "path", ["/week", "/plan", "/messages", "/me", "/absence/new", "/languages", "/nowhere"]
)
def test_every_page_of_a_participant_has_the_way_out(client: Browser, path: str) -> None:
    """Errors and the list of languages too; its form carries its token and the address for the script."""
    client.sign_in(KEY)
    page = client.get(path).page
    (form,) = [one for one in page.all("form") if one["action"] == "/leave-now"]
    assert form["method"] == "post"
    assert form["data-exit"] == AWAY
    assert [one["name"] for one in form.all("input")] == ["csrf_token"]
    assert form.all("button")[0].text.strip()


@pytest.mark.parametrize("key", [None, "blid-bjork", "presis-pil"])
def test_nobody_elses_page_has_it_and_nobody_elses_forms_lead_out(client: Browser, key: str | None) -> None:
    if key:
        client.sign_in(key)
    answer = client.get("/languages")
    assert not [one for one in answer.page.all("form") if one["action"] == "/leave-now"]
    assert "form-action 'self';" in answer.headers["Content-Security-Policy"]


def test_only_the_place_of_the_way_out_is_named_in_the_policy(client: Browser) -> None:
    """Chromium holds a form to its page's policy where the answer sends it on."""
    client.sign_in(KEY)
    policy = client.get("/week").headers["Content-Security-Policy"]
    assert "form-action 'self' https://www.yr.no;" in policy
    assert policy.count("https:") == 1


def test_another_place_can_be_chosen_and_then_it_is_that_one(
    settings: Settings, seeded_engine: Engine, clock: FixedClock, bus: RecordingBus
) -> None:
    there = "https://news.example:8443/today"
    app = portal_of(replace(settings, exit_url=there), World(seeded_engine, clock, bus))
    http = app.test_client()
    http.post("/sign-in/demo", data={"person": KEY})
    policy = http.get("/week").headers["Content-Security-Policy"]
    assert "form-action 'self' https://news.example:8443;" in policy
    answer = http.post("/leave-now", headers=SAME)
    assert answer.headers["Location"] == there


def test_a_stale_token_keeps_nobody_here(client: Browser, seeded_engine: Engine) -> None:
    """A page left open through another sign-in: the browser itself says that it is ours, and that is enough."""
    client.sign_in(KEY)
    answer = client.post("/leave-now", {"csrf_token": "stale"}, headers=SAME)
    assert (answer.status, answer.location) == (303, AWAY)
    assert living(seeded_engine) == 0


@pytest.mark.parametrize("token", [{}, {"csrf_token": "wrong"}])
def test_without_token_and_without_the_browsers_word_nobody_is_signed_out(
    client: Browser, seeded_engine: Engine, token: dict[str, str]
) -> None:
    """Even then it leads away; but a form of somebody else's ends nothing (safety, row 12)."""
    client.sign_in(KEY)
    answer = client.post("/leave-now", token)
    assert (answer.status, answer.location) == (303, AWAY)
    assert "Set-Cookie" not in answer.headers
    assert "Clear-Site-Data" not in answer.headers
    assert living(seeded_engine) == 1
    assert client.get("/week").status == 200


@pytest.mark.parametrize("where", ["cross-site", "same-site"])
def test_another_site_can_hurry_nobody_out(client: Browser, seeded_engine: Engine, where: str) -> None:
    client.sign_in(KEY)
    headers = {"Sec-Fetch-Site": where}
    assert client.post("/leave-now", {"csrf_token": client.token}, headers=headers).status == 403
    assert living(seeded_engine) == 1


def test_it_leads_away_after_the_time_ran_out_too(
    client: Browser, clock: FixedClock, seeded_engine: Engine
) -> None:
    client.sign_in(KEY)
    clock.move(minutes=31)
    answer = client.post("/leave-now", {"csrf_token": "of then"}, headers=SAME)
    assert (answer.status, answer.location) == (303, AWAY)
    assert client.cookie == ""
    assert living(seeded_engine) == 0


def test_it_leads_away_while_the_database_is_held_by_others(
    client: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The row then lives until its idle end, and nobody holds its token any more."""
    client.sign_in(KEY)

    def busy(*_: object, **__: object) -> None:
        raise Busy("locked")

    for name in ("find", "end"):
        with monkeypatch.context() as patch:
            patch.setattr(SignIns, name, busy)
            client.http.set_cookie("portal", client.cookie or "x" * 40)
            answer = client.post("/leave-now", {}, headers=SAME)
        assert (answer.status, answer.location) == (303, AWAY), name
        assert client.cookie == "", name


def test_whoever_was_never_here_is_led_away_alike(client: Browser) -> None:
    answer = client.post("/leave-now", {}, headers=SAME)
    assert (answer.status, answer.location) == (303, AWAY)


def test_the_way_out_tells_nobody_where_it_began(client: Browser) -> None:
    client.sign_in(KEY)
    answer = client.post("/leave-now", {}, headers=SAME)
    assert urlsplit(answer.location).query == ""
    assert client.get("/leave-now").status == 405


def test_leaving_in_haste_is_remembered_of_the_sign_in_and_nothing_more(
    client: Browser, seeded_engine: Engine
) -> None:
    client.sign_in(KEY)
    client.post("/leave-now", {}, headers=SAME)
    with seeded_engine.connect() as connection:
        (data,) = connection.execute(text("SELECT data FROM sign_in")).scalars()
    assert '"in_haste": true' in str(data)
