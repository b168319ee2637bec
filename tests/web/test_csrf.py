"""Writing needs our own form: no token, a wrong one, another's, or another site, and not one row changes."""

from collections.abc import Callable

import pytest
from flask import Flask
from sqlalchemy import Engine

from portal.domain.people import Role
from portal.store.models import Person
from portal.web.guards import EVERYBODY, guard_of
from tests.browser import Browser
from tests.builders import all_rows, fingerprint
from tests.web.routes import CASEWORKER, PARTICIPANT, ids_of, unlisted, writing_routes

# These two carry no token because nobody is signed in yet; where a request comes from still counts.
TOKEN_FREE = {"sign_in.language", "demo.pick"}
# A request by a signed-in person is remembered as such. That is no change of anything of theirs.
BESIDES = ("sign_in.seen_at",)


@pytest.fixture
def people(client: Browser) -> dict[str, Browser]:
    """A browser for each person of the routes, signed in."""
    browsers = {PARTICIPANT: client.another(), CASEWORKER: client.another()}
    for key, browser in browsers.items():
        browser.sign_in(key)
    return browsers


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
        # A week that is reported already answers 409: it was asked, and not refused at the door.
        assert answer.status in {200, 204, 303, 409}, (route, answer.status)


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
        if "GET" not in (rule.methods or set()) or rule.endpoint == "static":
            continue
        guard = guard_of(app.view_functions[rule.endpoint])
        address = adapter.build(rule.endpoint, {name: ids[name] for name in rule.arguments})
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
