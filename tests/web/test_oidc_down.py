"""A provider that is away, speaks nonsense or changes its keys: a calm page, and nobody signed in."""

import logging
import socket
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest

from portal.adapters.oidc.wire import Wire
from portal.domain.signing_in import ProviderDown
from tests.adapters.oidc.entrance import PARTICIPANT, Entrance, shared_entrance
from tests.adapters.oidc.nasty import Provider, raw_token, rsa_key


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


@pytest.fixture
def told(monkeypatch: pytest.MonkeyPatch) -> list[logging.LogRecord]:
    """What the log of the pages is told."""
    records: list[logging.LogRecord] = []
    handler = logging.Handler()
    handler.emit = records.append  # type: ignore[method-assign] # Nothing but remembering.
    monkeypatch.setattr(logging.getLogger("portal.web"), "handlers", [handler])
    return records


def _gives_tokens(status: int, body: bytes) -> Callable[[Provider], None]:
    return lambda provider: setattr(provider, "answer", lambda _said: (status, body))


@pytest.mark.parametrize(
    ("change", "kind"),
    [
        (_gives_tokens(200, b"<html>"), "not-to-be-read"),
        (_gives_tokens(502, b"{}"), "out-of-order"),
        (lambda provider: provider.metadata.update(jwks_uri=None), "address-of-no-use"),
        (lambda provider: provider.refuses.add("/par"), "out-of-order"),
    ],
)
def test_the_log_says_why_a_provider_is_of_no_use(
    portal: Entrance, told: list[logging.LogRecord], change: Callable[[Provider], None], kind: str
) -> None:
    http, provider = portal.browser(), portal.providers[PARTICIPANT]
    change(provider)
    answer = http.get("/sign-in/id-porten")
    if answer.status_code == 303:
        asked = next(form for path, form in reversed(provider.asked) if path == "/par")
        answer = portal.come_back(http, PARTICIPANT, asked)
    refused(portal, answer.status_code, 503)
    assert [(one.msg, one.kind) for one in told] == [("provider down", kind)]  # type: ignore[attr-defined]


def test_who_is_out_of_reach_and_who_speaks_no_tls_are_told_apart(portal: Entrance) -> None:
    """And whoever did not answer is left alone for a moment."""
    there = portal.providers[PARTICIPANT].issuer.removeprefix("http:")
    with closing(socket.create_server(("127.0.0.1", 0))) as listener:
        nobody = f"http://127.0.0.1:{listener.getsockname()[1]}/"
    for address, kind in ((nobody, "out-of-reach"), (f"https:{there}/", "tls")):
        wire = Wire(portal.clock)
        for said in (kind, "silent-a-moment-ago"):
            with pytest.raises(ProviderDown) as down:
                wire.ask(address)
            assert down.value.code == said


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
