"""A provider that is away, speaks nonsense or changes its keys: a calm page, and nobody signed in."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.adapters.oidc.entrance import PARTICIPANT, Entrance, shared_entrance
from tests.adapters.oidc.nasty import raw_token, rsa_key


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


@pytest.mark.parametrize("place", ["/.well-known/openid-configuration", "/par", "/token", "/keys"])
def test_a_provider_that_is_down_is_a_calm_page(portal: Entrance, place: str) -> None:
    provider, http = portal.providers[PARTICIPANT], portal.browser()
    if place in {"/token", "/keys"}:
        asked = portal.leave(http, PARTICIPANT)
        provider.refuses = {place}
        answer = portal.come_back(http, PARTICIPANT, asked)
    else:
        provider.refuses = {place}
        answer = http.get("/sign-in/id-porten")
    refused(portal, answer.status_code, 503)
    assert answer.headers["Retry-After"]
    provider.refuses = set()
    assert portal.sign_in(PARTICIPANT).status_code == 303


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"<html>",
        b"[]",
        b"null",
        b"{" * 3000,
        b'{"a": 1, "a": 2}',
        b"\xff",
        b'{"a": NaN}',
        b'{"x": "' + b"y" * 70_000,
    ],
)
def test_an_answer_that_cannot_be_read_is_a_provider_that_is_down(portal: Entrance, body: bytes) -> None:
    portal.providers[PARTICIPANT].answer = lambda _said: (200, body)
    refused(portal, portal.sign_in(PARTICIPANT).status_code, 503)


@pytest.mark.parametrize(
    "said",
    [
        {"issuer": "https://evil.example"},
        {"token_endpoint": "http://evil.example/token"},
        {"jwks_uri": "file:///etc/passwd"},
        {"authorization_endpoint": "javascript:alert(1)"},
        {"token_endpoint": None},
        {"pushed_authorization_request_endpoint": "https://" + "user:word" + "@evil.example"},
        {"jwks_uri": "https://[::1"},
    ],
)
def test_a_provider_that_describes_itself_oddly_is_not_used(
    portal: Entrance, said: dict[str, object]
) -> None:
    portal.providers[PARTICIPANT].metadata |= said
    refused(portal, portal.browser().get("/sign-in/id-porten").status_code, 503)


def test_new_keys_between_leaving_and_coming_back_are_found(portal: Entrance) -> None:
    """Providers change their keys without a word, and then the first token with a new one is true."""
    provider, http = portal.providers[PARTICIPANT], portal.browser()
    portal.sign_in(PARTICIPANT)
    asked = portal.leave(http, PARTICIPANT)
    portal.clock.move(seconds=61)
    provider.keys = [rsa_key("two").as_dict(private=False)]
    provider.token = lambda _p, head, body: raw_token(head | {"kid": "two"}, body, rsa_key("two"))
    assert portal.come_back(http, PARTICIPANT, asked).status_code == 303
