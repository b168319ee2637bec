"""Bad tokens: nobody is signed in, nothing is written, and nothing of the token stands in a page or a log (safety, row 18)."""

import json
import logging
from collections.abc import Iterator
from pathlib import Path

import pytest

from portal.store.models import Person
from tests.adapters.oidc.bad_tokens import FOR_BOTH, FOR_PARTICIPANTS, FOR_STAFF, MARK, Nasty
from tests.adapters.oidc.entrance import PARTICIPANT, STAFF, Entrance, shared_entrance
from tests.browser import Answer
from tests.builders import all_rows
from tests.page_review import faults_of, without_nonces

BAD = [
    *((door, name, bad) for door in (PARTICIPANT, STAFF) for name, bad in FOR_BOTH.items()),
    *((PARTICIPANT, name, bad) for name, bad in FOR_PARTICIPANTS.items()),
    *((STAFF, name, bad) for name, bad in FOR_STAFF.items()),
]


@pytest.fixture(scope="module")
def shared(seeded_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Entrance]:
    with shared_entrance(seeded_template, tmp_path_factory.mktemp("entrance")) as opened:
        yield opened


@pytest.fixture
def portal(shared: Entrance) -> Entrance:
    return shared.begin_anew()


def test_there_are_more_than_forty_kinds_for_each_provider() -> None:
    assert len(FOR_BOTH) + len(FOR_PARTICIPANTS) >= 40
    assert len(FOR_BOTH) + len(FOR_STAFF) >= 40


@pytest.mark.parametrize(("door", "bad"), [pytest.param(d, b, id=f"{d}: {n}") for d, n, b in BAD])
def test_a_bad_token_signs_nobody_in_and_leaves_no_trace(
    portal: Entrance, door: str, bad: Nasty, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG, logger="portal")
    provider, http = portal.providers[door], portal.browser()
    asked = portal.leave(http, door)
    bad(provider)
    before = all_rows(portal.engine, Person)
    answer = portal.come_back(http, door, asked)
    assert answer.status_code == 403, answer.text
    page = Answer(answer)
    assert faults_of(page.page, whole=True, signed_in=False) == []
    assert http.get_cookie("portal") is None
    assert http.get("/week").status_code == 303
    assert portal.sign_ins() == 0
    assert all_rows(portal.engine, Person) == before
    said = caplog.text + json.dumps([vars(record) for record in caplog.records], default=str)
    for secret in (MARK, asked["nonce"], asked["state"], str(provider.person.get("pid", MARK)), "eyJ"):
        assert secret not in said
        assert secret not in answer.text


@pytest.mark.parametrize("door", [PARTICIPANT, STAFF])
def test_the_same_provider_signs_people_in_when_it_is_honest(portal: Entrance, door: str) -> None:
    """Otherwise all of the above would pass with a door that is simply shut."""
    http = portal.browser()
    assert portal.sign_in(door, http).headers["Location"] == "/"
    assert http.get_cookie("portal") is not None
    assert http.get("/", follow_redirects=True).status_code == 200


def test_every_refusal_looks_the_same(portal: Entrance) -> None:
    """Somebody unknown to us reads what somebody with a broken log-in reads: the page tells nothing."""
    bodies = set()
    for name in ("an identity number of somebody unknown", "no session"):
        http = portal.browser()
        asked = portal.leave(http, PARTICIPANT)
        FOR_PARTICIPANTS[name](portal.providers[PARTICIPANT])
        bodies.add(without_nonces(portal.come_back(http, PARTICIPANT, asked).text))
    assert len(bodies) == 1


def test_tokens_with_unknown_keys_make_us_ask_for_keys_once_a_minute(portal: Entrance) -> None:
    provider = portal.providers[PARTICIPANT]
    FOR_BOTH["a key name that nobody published"](provider)
    portal.sign_in(PARTICIPANT)
    begun = sum(path == "/keys" for path, _ in provider.asked)
    for _ in range(20):
        portal.clock.move(seconds=1)
        assert portal.sign_in(PARTICIPANT).status_code == 403
    assert sum(path == "/keys" for path, _ in provider.asked) == begun
