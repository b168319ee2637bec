"""Who sees what at the doors: every way in and out, every method, with and without a sign-in, and nothing is gained by it."""

from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from sqlalchemy import delete
from werkzeug.test import Client

from portal.store.allowance import Allowance
from portal.store.base import rows
from portal.store.models import SignIn
from tests.adapters.oidc.entrance import PARTICIPANT, STAFF, Entrance, shared_entrance
from tests.builders import all_rows, fingerprint

METHODS = ("GET", "HEAD", "OPTIONS", "POST", "PUT", "PATCH", "DELETE", "TRACE", "CONNECT")
# Where a door leads on: to its provider, to the sign-in page, or to where its page says that somebody is signed out.
AT_THE_DOORS = ("oidc.", "logout.")
ODD = {
    "nothing": {},
    "made up": {
        "code": "x",
        "state": "y",
        "iss": "https://evil.example",
        "sid": "sid-1",
        "next": "//evil.example",
    },
    "others": {"code": "x", "state": "y", "sid": "sid-2", "logout_token": "e30.e30.e30"},
}
# When somebody was last here is noted; how often somebody tried at a door is taken away before we compare.
NOTED = ("sign_in.seen_at", "sign_in.data")


@pytest.fixture(scope="module")
def shared(seeded_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Entrance]:
    with shared_entrance(seeded_template, tmp_path_factory.mktemp("entrance")) as opened:
        yield opened


@pytest.fixture
def portal(shared: Entrance) -> Entrance:
    return shared.begin_anew()


def _routes(portal: Entrance) -> list[tuple[str, str]]:
    rules = portal.app.url_map.iter_rules()
    return sorted((rule.rule, rule.endpoint) for rule in rules if rule.endpoint.startswith(AT_THE_DOORS))


def _visitors(portal: Entrance) -> dict[str, Client]:
    visitors = {"anonymous": portal.browser()}
    for door in (PARTICIPANT, STAFF):
        visitors[door] = portal.browser()
        assert portal.sign_in(door, visitors[door]).status_code == 303
    return visitors


def test_the_doors_are_all_here(portal: Entrance) -> None:
    """Two doors with a way there, a way back, and two ways of being told that it is over; and one page for who is out."""
    assert len(_routes(portal)) == 9


def test_no_door_gives_anybody_anything(portal: Entrance) -> None:
    """Every route, every method, every visitor: nobody is signed in or out by it, and no row says otherwise.

    A GET to a door itself leads to its provider; that is the only thing that succeeds here.
    """
    visitors = _visitors(portal)
    before, living = _rows(portal), portal.living()
    wrong = []
    for path, endpoint in _routes(portal):
        for method in METHODS:
            for name, visitor in visitors.items():
                for kind, query in ODD.items():
                    answer = visitor.open(path, method=method, query_string=query, data=query)
                    if not _harmless(
                        answer.status_code, method, endpoint, answer.headers.get("Location", ""), portal
                    ):
                        wrong.append(f"{name} {method} {path} ({kind}) gives {answer.status_code}")
                    if any(
                        header.startswith(("portal=", "__Host-portal="))
                        for header in _cookies(answer.headers)
                    ):
                        wrong.append(f"{name} {method} {path} ({kind}) sets a sign-in")
    assert wrong == []
    assert portal.living() == living
    assert _rows(portal) == before


def _rows(portal: Entrance) -> str:
    with portal.engine.begin() as connection:
        connection.execute(delete(rows(Allowance)))
    return fingerprint(portal.engine, *NOTED)


def _cookies(headers: object) -> list[str]:
    return headers.getlist("Set-Cookie")  # type: ignore[attr-defined,no-any-return] # Werkzeug's headers.


def _harmless(status: int, method: str, endpoint: str, location: str, portal: Entrance) -> bool:
    if method not in {"GET", "HEAD", "OPTIONS", "POST"}:
        return status in {400, 405, 501}
    if status in {400, 403, 405, 429}:
        return True
    if method == "OPTIONS":
        return status in {200, 204}
    if status in {302, 303}:
        issuers = {urlsplit(provider.issuer).netloc for provider in portal.providers.values()}
        there = urlsplit(location)
        return there.netloc in issuers if there.netloc else there.path in {"/sign-in", "/signed-out", "/"}
    # Being told that somebody is out answers the same whether anybody was, and shows nothing.
    return status in {200, 204} and endpoint.startswith("logout.")


def test_every_sign_in_is_one_person_s(portal: Entrance) -> None:
    """The visitors above are two people with one sign-in each: a matrix of nobody would pass with every door open."""
    _visitors(portal)
    assert len({row.person_id for row in all_rows(portal.engine, SignIn)}) == 2
