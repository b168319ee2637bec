"""Staff roles are the directory's to give and to take: read at sign-in and again within a quarter of an hour (safety, row 19)."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import select

from portal.demo.identity import group_id
from portal.store.models import Office, Person, SignIn
from tests.adapters.oidc.bad_tokens import claims
from tests.adapters.oidc.entrance import STAFF, WHO, Entrance, shared_entrance
from tests.builders import all_rows, at_once

LEADER_IN_TRONDHEIM = group_id("leader", "5001")


@pytest.fixture(scope="module")
def shared(seeded_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Entrance]:
    with shared_entrance(seeded_template, tmp_path_factory.mktemp("entrance")) as opened:
        yield opened


@pytest.fixture
def portal(shared: Entrance) -> Entrance:
    return shared.begin_anew()


def refreshes(portal: Entrance) -> int:
    """How often the directory was asked again."""
    asked = portal.providers[STAFF].asked
    return sum(form.get("grant_type") == "refresh_token" for _, form in asked)


def test_the_directory_decides_role_and_office(portal: Entrance) -> None:
    claims(groups=[LEADER_IN_TRONDHEIM])(portal.providers[STAFF])
    portal.sign_in(STAFF)
    with portal.engine.connect() as connection:
        query = select(Person.role, Office.municipality_number).join(Office).where(Person.key == WHO[STAFF])
        assert tuple(connection.execute(query).one()) == ("leader", "5001")


def test_of_several_groups_the_first_of_the_table_counts(portal: Entrance) -> None:
    groups = [
        group_id("caseworker", "5501"),
        "00000000-0000-4000-8000-000000000000",
        LEADER_IN_TRONDHEIM.upper(),
    ]
    claims(groups=groups)(portal.providers[STAFF])
    portal.sign_in(STAFF)
    assert all_rows(portal.engine, Person, key=WHO[STAFF])[0].role == "leader"


def test_the_directory_is_asked_again_after_a_quarter_of_an_hour_and_nobody_notices(portal: Entrance) -> None:
    http = portal.browser()
    portal.sign_in(STAFF, http)
    portal.clock.move(minutes=14, seconds=59)
    assert http.get("/work").status_code == 200
    assert refreshes(portal) == 0
    claims(nonce=None)(portal.providers[STAFF])
    for minutes in (1, 15, 15):
        portal.clock.move(minutes=minutes)
        assert http.get("/work").status_code == 200
    assert refreshes(portal) == 3
    assert http.get("/work").status_code == 200
    assert refreshes(portal) == 3


@pytest.mark.parametrize(
    "changed",
    [
        {"groups": []},
        {"groups": [LEADER_IN_TRONDHEIM]},
        {"groups": None, "hasgroups": True},
        {"sub": "another"},
        {"tid": "x"},
    ],
)
def test_who_may_no_longer_is_out_within_a_quarter_of_an_hour(
    portal: Entrance, changed: dict[str, object]
) -> None:
    """A removed group, another role, a leaver: not one page more, and what they hold opens nothing ever again."""
    http = portal.browser()
    portal.sign_in(STAFF, http)
    claims(**changed)(portal.providers[STAFF])
    portal.clock.move(minutes=15)
    assert http.get("/work").status_code == 303
    assert portal.living() == 0
    portal.providers[STAFF].honest()
    assert http.get("/work").status_code == 303


def test_a_refresh_that_the_directory_refuses_ends_the_sign_in(portal: Entrance) -> None:
    http = portal.browser()
    portal.sign_in(STAFF, http)
    portal.providers[STAFF].answer = lambda _said: (400, b'{"error": "invalid_grant"}')
    portal.clock.move(minutes=15)
    assert http.get("/work").status_code == 303
    assert portal.living() == 0


def test_while_the_directory_is_silent_nobody_works_and_afterwards_they_go_on(portal: Entrance) -> None:
    """Old rights are not used, yet nothing is thrown away because of a bad line."""
    http = portal.browser()
    portal.sign_in(STAFF, http)
    portal.providers[STAFF].refuses = {"/token"}
    portal.clock.move(minutes=15)
    assert http.get("/work").status_code == 303
    assert portal.living() == 1
    portal.providers[STAFF].refuses = set()
    assert http.get("/work").status_code == 200


def test_many_requests_at_once_ask_the_directory_once(portal: Entrance) -> None:
    http = portal.browser()
    portal.sign_in(STAFF, http)
    cookie = http.get_cookie("portal")
    assert cookie is not None
    portal.clock.move(minutes=15)

    def look(_number: int) -> int:
        browser = portal.browser()
        browser.set_cookie("portal", cookie.value)
        return browser.get("/languages").status_code

    assert at_once(6, look) == [200] * 6
    assert refreshes(portal) == 1


def test_a_stream_learns_of_it_too(portal: Entrance) -> None:
    """What opens a stream is asked anew as well, and a stream ends no later than what the directory said."""
    http = portal.browser()
    portal.sign_in(STAFF, http)
    cookie = http.get_cookie("portal")
    assert cookie is not None
    sign_ins = portal.app.extensions["portal"].sign_ins
    found = sign_ins.find(cookie.value)
    assert (found.ends_at - portal.clock.now()).total_seconds() == 15 * 60
    claims(groups=[])(portal.providers[STAFF])
    portal.clock.move(minutes=15)
    assert sign_ins.find(cookie.value) is None


def test_refresh_tokens_are_sealed_and_replaced(portal: Entrance) -> None:
    http = portal.browser()
    portal.sign_in(STAFF, http)
    before = all_rows(portal.engine, SignIn)[0].refresh_token
    portal.providers[STAFF].answer = lambda said: (
        200,
        json.dumps(said | {"refresh_token": "next"}).encode(),
    )
    portal.clock.move(minutes=15)
    http.get("/work")
    assert all_rows(portal.engine, SignIn)[0].refresh_token not in {before, "next", None}
