"""Writing needs our own form: no token, a wrong one, another's, or another site, and not one row changes."""

from collections.abc import Callable
from hashlib import sha1, sha256

import pytest
from flask import Flask
from itsdangerous import BadSignature, URLSafeTimedSerializer
from sqlalchemy import Engine

from portal.domain.people import Role
from portal.settings import Settings
from portal.store.models import Person, SignIn
from portal.web.guards import EVERYBODY, guard_of
from tests.browser import Browser
from tests.builders import all_rows, fingerprint
from tests.web.routes import ADMINISTRATOR, CASEWORKER, CONTACT_CENTRE, LEADER, unlisted, writing_routes
from tests.web.things import PARTICIPANT, ids_of
from tests.web.translating_routes import TRANSLATOR

# Two carry no token because nobody is signed in yet; where a request comes from still counts. The quick way out has
# one and leads away even with a wrong one, without ending anything (tests/web/test_leaving.py). Whether a receipt is
# true anybody may ask, and nothing is written by it but the count of asking.
TOKEN_FREE = {"sign_in.language", "demo.pick", "leaving.leave_now", "receipts.check"}
# A request by a signed-in person is remembered as such. That is no change of anything of theirs.
BESIDES = ("sign_in.seen_at",)

STAFF = (LEADER, CONTACT_CENTRE, ADMINISTRATOR, TRANSLATOR)


@pytest.fixture
def people(client: Browser) -> dict[str, Browser]:
    """A browser for each person of the routes, signed in."""
    browsers = {who: client.another() for who in (PARTICIPANT, CASEWORKER, *STAFF)}
    for key, browser in browsers.items():
        browser.sign_in(key)
    return browsers


def test_the_token_is_drawn_at_random_and_signed_with_sha_256(
    settings: Settings, client: Browser, seeded_engine: Engine
) -> None:
    """The libraries behind it would draw and sign with SHA-1. Each sign-in has a token of its own."""
    drawn = []
    for _ in range(2):
        client.sign_in(PARTICIPANT)
        token = client.token
        key, salt = settings.secret_key, "wtf-csrf-token"
        strong = URLSafeTimedSerializer(key, salt, signer_kwargs={"digest_method": sha256})
        drawn.append(strong.loads(token))
        with pytest.raises(BadSignature):
            URLSafeTimedSerializer(key, salt, signer_kwargs={"digest_method": sha1}).loads(token)
    assert {len(one) for one in drawn} == {43}
    assert len(set(drawn)) == len(drawn)
    kept = [row.data["csrf_token"] for row in all_rows(seeded_engine, SignIn)]
    assert sorted(kept) == sorted(drawn)


def test_every_writing_route_is_listed_here(app: Flask, seeded_engine: Engine) -> None:
    assert unlisted(app, seeded_engine) == set()


@pytest.mark.parametrize(
    "token_of",
    [
        lambda _own, _other: None,
        lambda _own, _other: "",
        lambda _own, _other: "wrong",
        lambda own, _other: own[:-1],
        lambda _own, other: other,
    ],
    ids=["no token", "an empty token", "a wrong token", "a cut token", "another sign-in's token"],
)
def test_without_its_own_token_a_form_changes_nothing(
    seeded_engine: Engine,
    people: dict[str, Browser],
    client: Browser,
    token_of: Callable[[str, str], str | None],
) -> None:
    client.sign_in("modig-molte")
    tokens = {key: token_of(browser.token, client.token) for key, browser in people.items()}
    before = fingerprint(seeded_engine, *BESIDES)
    for route in writing_routes(seeded_engine):
        if route.endpoint in TOKEN_FREE:
            continue
        token = tokens[route.who]
        fields = route.fields | ({} if token is None else {"csrf_token": token})
        assert people[route.who].post(route.path, fields).status == 400, route
        headers = {} if token is None else {"X-CSRFToken": token}
        assert people[route.who].post(route.path, route.fields, headers=headers).status == 400, route
    assert fingerprint(seeded_engine, *BESIDES) == before


@pytest.mark.parametrize(
    "headers",
    [
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
        {"Origin": "https://evil.example"},
        {"Origin": "null", "Sec-Fetch-Site": "cross-site"},
        {"Origin": "http://localhost.evil.example"},
        {"Origin": "http://localhost:8080"},
    ],
    ids=str,
)
def test_from_another_site_nothing_is_written_even_with_the_right_token(
    seeded_engine: Engine, people: dict[str, Browser], headers: dict[str, str]
) -> None:
    tokens = {key: browser.token for key, browser in people.items()}
    before = fingerprint(seeded_engine, *BESIDES)
    for route in writing_routes(seeded_engine):
        fields = route.fields | {"csrf_token": tokens[route.who]}
        answer = people[route.who].post(route.path, fields, headers=headers)
        assert answer.status == 403, route
        assert "Set-Cookie" not in answer.headers
    assert fingerprint(seeded_engine, *BESIDES) == before


def test_with_its_token_and_from_our_own_page_every_form_is_taken(
    seeded_engine: Engine, client: Browser
) -> None:
    for route in writing_routes(seeded_engine):
        browser = client.another()
        browser.sign_in(route.who)
        fields = route.fields | ({} if route.endpoint in TOKEN_FREE else {"csrf_token": browser.token})
        fields |= {"key": f"{route.endpoint:.<24}"[:24]} if "key" in fields else {}
        headers = {"Sec-Fetch-Site": "same-origin", "Origin": "http://localhost"}
        answer = browser.post(route.path, fields, headers=headers)
        assert answer.status in route.taken, (route, answer.status)


def test_reading_changes_nothing(app: Flask, seeded_engine: Engine, client: Browser) -> None:
    ids = ids_of(seeded_engine)
    browsers = {}
    for role, key in (
        (Role.PARTICIPANT, PARTICIPANT),
        (Role.CASEWORKER, CASEWORKER),
        (Role.TRANSLATOR, next(row.key for row in all_rows(seeded_engine, Person, role=Role.TRANSLATOR))),
        (Role.LEADER, next(row.key for row in all_rows(seeded_engine, Person, role=Role.LEADER))),
    ):
        browsers[role] = client.another()
        browsers[role].sign_in(key)
    before = fingerprint(seeded_engine, *BESIDES)
    adapter = app.url_map.bind("localhost")
    opened = set()
    for rule in app.url_map.iter_rules():
        if "GET" not in (rule.methods or set()) or rule.endpoint in {"static", "calendar.feed"}:
            # Whoever tries addresses of feeds is counted, and the day on which one is fetched is its owner's to see.
            continue
        guard = guard_of(app.view_functions[rule.endpoint])
        address = adapter.build(rule.endpoint, {name: ids.get(name, "nobodys") for name in rule.arguments})
        for role, browser in browsers.items():
            answer = browser.get(address)
            assert answer.status < 500, (address, role)
            assert browser.http.head(address).status_code < 500
            if answer.status == 200:
                opened.add(rule.endpoint)
                assert guard == EVERYBODY or role in (guard or ()), (address, role)
    assert fingerprint(seeded_engine, *BESIDES) == before
    assert len(opened) >= 12


def test_no_get_address_writes_by_being_sent_another_method(
    seeded_engine: Engine, people: dict[str, Browser]
) -> None:
    before = fingerprint(seeded_engine, *BESIDES)
    for route in writing_routes(seeded_engine):
        http = people[route.who].http
        assert http.get(route.path, query_string=route.fields | {"_method": "POST"}).status_code < 500
        for method in ("PUT", "DELETE", "PATCH"):
            assert http.open(route.path, method=method, data=route.fields).status_code in {400, 405}, route
    assert fingerprint(seeded_engine, *BESIDES) == before
