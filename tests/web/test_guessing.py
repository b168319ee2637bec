"""Guessing identity numbers: thirty searches in five minutes on all pages together, and after that nobody is found."""

from dataclasses import replace

import pytest
from sqlalchemy import Engine

from portal.adapters.clock import FixedClock
from portal.settings import SYNTHETIC_KEY, Settings
from portal.store.models import Allowance, AuditRow, Grant, Person
from tests.browser import Answer, Browser
from tests.builders import all_rows
from tests.web.roles import CENTRE, LEADER, LIND, NOBODYS, REASON, ROGN, number_of, signed_in

BURST = 30
# Who searches where, and what else the form holds.
PAGES = {
    "/centre": (CENTRE, {}),
    "/work/emergency": ("blid-bjork", {"reason": REASON, "hours": "1"}),
    "/work/access": (LEADER, {"reason": REASON, "last_day": "2026-12-01"}),
    "/work/move": (LEADER, {}),
}


@pytest.fixture
def settings(settings: Settings) -> Settings:
    """With the key that the demo's identity numbers are found with."""
    return replace(settings, identity_keys=(SYNTHETIC_KEY,))


@pytest.fixture
def people(seeded_engine: Engine) -> dict[str, Person]:
    """Everybody of the demo by their key."""
    return {row.key: row for row in all_rows(seeded_engine, Person)}


def fields_of(path: str, people: dict[str, Person]) -> dict[str, str]:
    """What the page's form holds besides the number, so that a search by a good number is a good one."""
    who = {"/work/access": {"staff": people["blid-bjork"].id}}
    where = {"/work/move": {"office": people["trygg-tind"].office_id or ""}}
    return PAGES[path][1] | who.get(path, {}) | where.get(path, {})


def search(browser: Browser, token: str, path: str, fields: dict[str, str], number: str) -> int:
    """Search as fast as can be: the page that comes back is not looked at."""
    form = fields | {"csrf_token": token, "number": number}
    return browser.http.post(path, data=form).status_code


@pytest.mark.parametrize("path", PAGES)
def test_thirty_searches_are_answered_and_the_next_is_told_to_wait_whomever_it_would_find(
    client: Browser, seeded_engine: Engine, people: dict[str, Person], clock: FixedClock, path: str
) -> None:
    """Nobody's number, another office's and one's own office's get the same answer, and nothing is looked up."""
    searcher = signed_in(client, PAGES[path][0])
    token, fields = searcher.token, fields_of(path, people)
    assert [search(searcher, token, path, fields, NOBODYS) for _ in range(BURST)] == [404] * BURST
    looks, grants = len(all_rows(seeded_engine, AuditRow)), len(all_rows(seeded_engine, Grant))
    for number in (NOBODYS, number_of(people[LIND]), number_of(people[ROGN])):
        told: Answer = searcher.post(path, fields | {"csrf_token": token, "number": number})
        assert (told.status, told.headers["Retry-After"]) == (429, "10")
        assert number not in told.body
    assert len(all_rows(seeded_engine, AuditRow)) == looks
    assert len(all_rows(seeded_engine, Grant)) == grants
    clock.move(seconds=10)
    found = search(searcher, token, path, fields, number_of(people[ROGN]))
    assert found in {200, 303}
    assert search(searcher, token, path, fields, number_of(people[ROGN])) == 429


def test_what_is_found_counts_as_much_as_what_is_not(client: Browser, people: dict[str, Person]) -> None:
    centre = signed_in(client, CENTRE)
    token, number = centre.token, number_of(people[ROGN])
    answers = [search(centre, token, "/centre", {}, number) for _ in range(BURST + 2)]
    assert answers == [200] * BURST + [429] * 2


def test_all_pages_of_one_person_are_counted_together_and_nobody_elses(
    client: Browser, people: dict[str, Person]
) -> None:
    leader, other = signed_in(client, LEADER), signed_in(client, "blid-bjork")
    token, theirs = leader.token, other.token
    paths = ["/work/access", "/work/move", "/work/emergency"]
    more = {path: fields_of(path, people) for path in paths}
    answers = [search(leader, token, path, more[path], NOBODYS) for path in paths * 10]
    assert answers == [404] * BURST
    assert {search(leader, token, path, more[path], NOBODYS) for path in paths} == {429}
    assert search(other, theirs, "/work/emergency", more["/work/emergency"], NOBODYS) == 404


def test_a_number_that_can_be_nobodys_is_no_search(
    client: Browser, seeded_engine: Engine, people: dict[str, Person]
) -> None:
    """Whoever mistypes is told so, and loses none of their searches."""
    centre = signed_in(client, CENTRE)
    token, before = centre.token, len(all_rows(seeded_engine, Allowance))
    assert {search(centre, token, "/centre", {}, "12345678901") for _ in range(BURST + 5)} == {422}
    assert len(all_rows(seeded_engine, Allowance)) == before
    assert search(centre, token, "/centre", {}, number_of(people[ROGN])) == 200
