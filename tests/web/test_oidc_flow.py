"""Through a provider and back: only in the browser that began it, once, in time, and with an answer of that provider's."""

import base64
import hashlib
import json
import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from joserfc import jwt
from sqlalchemy import Engine

from portal.adapters.clock import FixedClock
from portal.app import World
from portal.domain.live import session_topic
from portal.store.models import SignIn
from tests.adapters.oidc.bad_tokens import claims
from tests.adapters.oidc.entrance import PARTICIPANT, STAFF, WHO, Entrance, entrance, shared_entrance
from tests.adapters.oidc.nasty import client_key
from tests.builders import all_rows
from tests.portals import portal_of

DOORS = [PARTICIPANT, STAFF]
COOKIE = "portal-departure"


@pytest.fixture(scope="module")
def shared(seeded_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Entrance]:
    with shared_entrance(seeded_template, tmp_path_factory.mktemp("entrance")) as opened:
        yield opened


@pytest.fixture
def portal(shared: Entrance) -> Entrance:
    return shared.begin_anew()


def refused(portal: Entrance, status: int, wanted: int = 403) -> None:
    """That answer, and nobody signed in."""
    assert status == wanted
    assert portal.sign_ins() == 0


@pytest.mark.parametrize("door", DOORS)
def test_signing_in_leads_to_the_page_one_wanted(portal: Entrance, door: str) -> None:
    then = {PARTICIPANT: "/plan", STAFF: "/work"}[door]
    http = portal.browser()
    answer = portal.sign_in(door, http, next=then)
    assert (answer.status_code, answer.headers["Location"]) == (303, then)
    assert http.get(then).status_code == 200
    (row,) = all_rows(portal.engine, SignIn)
    assert row.issuer == portal.providers[door].issuer
    assert http.get_cookie(COOKIE) is None


def test_what_we_ask_for_is_pushed_signed_and_bound_to_a_verifier(portal: Entrance) -> None:
    provider, http = portal.providers[PARTICIPANT], portal.browser()
    asked = portal.leave(http, PARTICIPANT)
    assert asked["redirect_uri"] == "http://localhost/sign-in/id-porten/back"
    assert asked["code_challenge_method"] == "S256"
    assert asked["acr_values"] == "idporten-loa-substantial"
    assert "prompt" not in asked
    claimed = jwt.decode(asked["client_assertion"], client_key(), algorithms=["RS256"]).claims
    assert (claimed["iss"], claimed["sub"], claimed["aud"]) == ("portal", "portal", provider.issuer)
    assert claimed["exp"] - claimed["iat"] <= 120
    portal.come_back(http, PARTICIPANT, asked)
    form = next(form for path, form in provider.asked if path == "/token")
    digest = hashlib.sha256(form["code_verifier"].encode()).digest()
    assert base64.urlsafe_b64encode(digest).rstrip(b"=").decode() == asked["code_challenge"]
    assert len({form["client_assertion"], asked["client_assertion"]}) == 2


def test_the_browser_carries_nothing_that_it_could_read(portal: Entrance) -> None:
    """What was pushed stays between us and the provider, and our own cookie is sealed."""
    http = portal.browser()
    answer = http.get("/sign-in/id-porten")
    query = parse_qs(urlsplit(answer.headers["Location"]).query)
    assert set(query) == {"client_id", "request_uri"}
    asked = next(form for path, form in portal.providers[PARTICIPANT].asked if path == "/par")
    for secret in (asked["nonce"], asked["state"]):
        assert secret not in answer.headers["Set-Cookie"]
    parts = {part.strip() for part in answer.headers["Set-Cookie"].split(";")[1:]}
    assert {"HttpOnly", "SameSite=Lax", "Path=/", "Max-Age=600"} <= parts


@pytest.mark.parametrize(
    "changed",
    [
        {"state": None},
        {"state": ""},
        {"state": "another"},
        {"state": "\u0000"},
        {"iss": None},
        {"iss": "https://evil.example"},
        {"code": None},
        {"code": ""},
        {"code": "c" * 5000},
        {"code": "c" * 9000},
        {"error": "access_denied"},
        {"error": "<script>alert(1)</script>", "code": None},
    ],
)
@pytest.mark.parametrize("door", DOORS)
def test_an_odd_answer_signs_nobody_in(portal: Entrance, door: str, changed: dict[str, str | None]) -> None:
    http = portal.browser()
    answer = portal.come_back(http, door, portal.leave(http, door), **changed)
    refused(portal, answer.status_code)
    assert "<script>alert" not in answer.text


@pytest.mark.parametrize("name", ["state", "code", "iss"])
def test_a_parameter_that_comes_twice_is_no_answer(portal: Entrance, name: str) -> None:
    http = portal.browser()
    asked = portal.leave(http, PARTICIPANT)
    query = f"state={asked['state']}&code=c&iss={portal.providers[PARTICIPANT].issuer}&{name}=again"
    refused(portal, http.get(f"/sign-in/id-porten/back?{query}").status_code)


def test_an_answer_counts_once(portal: Entrance) -> None:
    """Neither the address nor a kept cookie opens the door again, even if the provider took the code again."""
    http = portal.browser()
    asked = portal.leave(http, PARTICIPANT)
    kept = http.get_cookie(COOKIE)
    assert kept is not None
    assert portal.come_back(http, PARTICIPANT, asked).status_code == 303
    thief = portal.browser()
    thief.set_cookie(COOKIE, kept.value)
    portal.providers[PARTICIPANT].codes.clear()
    assert portal.come_back(thief, PARTICIPANT, asked).status_code == 403
    assert portal.sign_ins() == 1


def test_a_code_that_the_provider_has_seen_is_refused_by_it(portal: Entrance) -> None:
    portal.providers[PARTICIPANT].codes.add("stolen")
    http = portal.browser()
    answer = portal.come_back(http, PARTICIPANT, portal.leave(http, PARTICIPANT), code="stolen")
    refused(portal, answer.status_code)


def test_nobody_can_be_signed_in_as_somebody_else_by_following_a_link(portal: Entrance) -> None:
    """The attacker's own answer in the victim's browser: that browser never left, or left with another state."""
    attacker, victim = portal.browser(), portal.browser()
    asked = portal.leave(attacker, PARTICIPANT)
    refused(portal, portal.come_back(victim, PARTICIPANT, asked).status_code)
    portal.leave(victim, PARTICIPANT)
    refused(portal, portal.come_back(victim, PARTICIPANT, asked).status_code)


@pytest.mark.parametrize("site", ["cross-site", "same-site"])
@pytest.mark.parametrize("door", DOORS)
def test_a_link_on_another_site_leads_to_our_own_page_and_begins_nothing(
    portal: Entrance, door: str, site: str
) -> None:
    """Whoever is logged in at the provider would be signed in without having asked for it."""
    http, asked = portal.browser(), len(portal.providers[door].asked)
    path = f"/sign-in/{door}?next=/plan&shared=1"
    answer = http.get(path, headers={"Sec-Fetch-Site": site})
    assert (answer.status_code, answer.headers["Location"]) == (303, "/sign-in?next=/plan")
    assert http.get_cookie(COOKIE) is None
    assert len(portal.providers[door].asked) == asked
    for ours in ("same-origin", "none"):
        answer = http.get(path, headers={"Sec-Fetch-Site": ours})
        assert answer.headers["Location"].startswith(portal.providers[door].issuer)


def test_a_cookie_that_was_made_up_or_changed_is_no_departure(portal: Entrance) -> None:
    http = portal.browser()
    asked = portal.leave(http, PARTICIPANT)
    true = http.get_cookie(COOKIE)
    assert true is not None
    for value in ("", "x", "A" * 400, true.value[:-4] + "AAAA", "é", "\N{SNOWMAN}"):
        http.set_cookie(COOKIE, value)
        refused(portal, portal.come_back(http, PARTICIPANT, asked).status_code)


def test_an_answer_of_one_provider_is_none_of_the_others(portal: Entrance) -> None:
    http = portal.browser()
    asked = portal.leave(http, PARTICIPANT)
    for issuer in (portal.providers[STAFF].issuer, portal.providers[PARTICIPANT].issuer):
        refused(portal, portal.come_back(http, STAFF, asked, iss=issuer).status_code)


@pytest.mark.parametrize(("minutes", "seconds", "status"), [(9, 59, 303), (10, 1, 403), (-1, 0, 403)])
def test_ten_minutes_are_enough_to_log_in(portal: Entrance, minutes: int, seconds: int, status: int) -> None:
    http = portal.browser()
    asked = portal.leave(http, PARTICIPANT)
    portal.clock.move(minutes=minutes, seconds=seconds)
    assert portal.come_back(http, PARTICIPANT, asked).status_code == status


@pytest.mark.parametrize("there", ["//evil.example", "https://evil.example", "/\\evil.example", "/nowhere"])
def test_signing_in_leads_nowhere_else(portal: Entrance, there: str) -> None:
    assert portal.sign_in(PARTICIPANT, next=there).headers["Location"] == "/"


def test_whatever_cookie_one_came_with_one_leaves_with_another(portal: Entrance) -> None:
    http = portal.browser()
    http.set_cookie("portal", "planted" * 6)
    portal.sign_in(PARTICIPANT, http)
    first = http.get_cookie("portal")
    assert first is not None
    assert first.value != "planted" * 6
    portal.sign_in(PARTICIPANT, http)
    second = http.get_cookie("portal")
    assert second is not None
    assert second.value != first.value
    assert portal.living() == 1


def test_on_a_shared_phone_one_logs_in_anew(portal: Entrance) -> None:
    """`prompt=login` asks for it, and `auth_time` shows that it happened."""
    provider, http = portal.providers[PARTICIPANT], portal.browser()
    asked = portal.leave(http, PARTICIPANT, shared="1")
    assert asked["prompt"] == "login"
    claims(auth_time=lambda provider: provider.now - 300)(provider)
    refused(portal, portal.come_back(http, PARTICIPANT, asked).status_code)
    claims(auth_time=None)(provider)
    refused(portal, portal.sign_in(PARTICIPANT, shared="1").status_code)
    provider.honest()
    assert portal.sign_in(PARTICIPANT, shared="1").status_code == 303


def test_a_high_level_can_be_demanded(seeded_engine: Engine, clock: FixedClock, tmp_path: Path) -> None:
    with entrance(seeded_engine, clock, tmp_path, acr="idporten-loa-high") as portal:
        refused(portal, portal.sign_in(PARTICIPANT).status_code)
        claims(acr="idporten-loa-high")(portal.providers[PARTICIPANT])
        assert portal.sign_in(PARTICIPANT).status_code == 303


def test_nothing_of_the_person_or_the_tokens_is_kept_in_plain_sight(portal: Entrance) -> None:
    portal.sign_in(PARTICIPANT)
    portal.sign_in(STAFF)
    with portal.engine.connect() as connection:
        dump = "\n".join(connection.connection.driver_connection.iterdump())  # type: ignore[union-attr]
    person = portal.providers[PARTICIPANT].person
    for secret in (person["pid"], "refresh-me", person["sid"], json.dumps(person["sub"])):
        assert secret not in dump
    # How every token begins, with the point behind its head: what is sealed may begin so by chance, but has no point.
    assert not re.search(r"eyJ[\w-]+\.", dump)


def test_a_sign_in_that_is_over_keeps_no_token(portal: Entrance) -> None:
    http = portal.browser()
    portal.sign_in(STAFF, http)
    assert http.get(f"/sign-out/{STAFF}?iss={portal.providers[STAFF].issuer}&sid=sid-2").status_code == 200
    (row,) = all_rows(portal.engine, SignIn)
    assert row.ended_at is not None
    assert (row.id_token, row.refresh_token) == (None, None)
    assert (session_topic(row.token_hash), "session-ended") in portal.bus.told()


def test_picking_a_person_is_gone_when_a_provider_is_there(portal: Entrance) -> None:
    http = portal.browser()
    assert http.post("/sign-in/demo", data={"person": WHO[PARTICIPANT]}).status_code == 404
    page = http.get("/sign-in").text
    assert "/sign-in/demo" not in page
    assert "/sign-in/id-porten" in page
    assert "/sign-in/entra" in page


def test_with_tls_no_other_host_can_set_what_is_remembered_on_the_way(portal: Entrance) -> None:
    app = portal_of(
        replace(portal.app.extensions["portal"].settings, https=True),
        World(portal.engine, portal.clock, portal.bus),
    )
    answer = app.test_client().get("/sign-in/entra", base_url="https://localhost")
    name, _, rest = answer.headers["Set-Cookie"].partition("=")
    assert name == "__Host-portal-departure"
    parts = {part.strip() for part in rest.split(";")[1:]}
    assert {"Secure", "HttpOnly", "SameSite=Lax", "Path=/"} <= parts
    assert not [part for part in parts if part.startswith("Domain")]
