"""The population register over HTTP: a peer that answers, and one that answers wrongly in every way we could think of."""

import json
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any

import pytest

from portal.adapters.register import HttpRegister
from portal.domain.access import Protection
from portal.domain.ports import RegisterDown

ONE, TWO, THREE = "01810199901", "02810199902", "03810199903"


class Peer(ThreadingHTTPServer):
    """A register that answers what a test tells it to, and remembers how it was asked."""

    status = 200
    body: bytes = b"{}"
    headers: tuple[tuple[str, str], ...] = ()

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.asked: list[tuple[str, dict[str, str], Any]] = []

    def says(self, **words: str) -> None:
        """Answer with one row for each number."""
        rows = [
            {"personidentifikator": number.removeprefix("n"), "adressebeskyttelse": word}
            for number, word in words.items()
        ]
        self.body = json.dumps({"personer": rows}).encode()


class Handler(BaseHTTPRequestHandler):
    """Hands every request to the peer."""

    server: Peer

    def do_POST(self) -> None:
        """Answer as told."""
        body = self.rfile.read(int(self.headers["Content-Length"]))
        self.server.asked.append((self.path, dict(self.headers), json.loads(body)))
        self.send_response(self.server.status)
        for name, value in self.server.headers:
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(self.server.body)))
        self.end_headers()
        self.wfile.write(self.server.body)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 -- The library's own signature.
        """Say nothing."""


@pytest.fixture
def peer() -> Iterator[Peer]:
    with Peer() as server:
        thread = Thread(target=server.serve_forever)
        thread.start()
        yield server
        server.shutdown()
        thread.join()


@pytest.fixture
def register(peer: Peer) -> HttpRegister:
    return HttpRegister(f"http://127.0.0.1:{peer.server_port}/oppslag", "a token of the tests")


def test_the_four_levels_are_read(peer: Peer, register: HttpRegister) -> None:
    peer.says(n1="UGRADERT", n2="FORTROLIG", n3="STRENGT_FORTROLIG", n4="STRENGT_FORTROLIG_UTLAND")
    assert register.protections(["1", "2", "3", "4"]) == {
        "1": Protection.NONE,
        "2": Protection.CONFIDENTIAL,
        "3": Protection.STRICTLY_CONFIDENTIAL,
        "4": Protection.STRICTLY_CONFIDENTIAL_ABROAD,
    }


def test_no_number_is_ever_in_an_address(peer: Peer, register: HttpRegister) -> None:
    peer.says()
    register.protections([ONE, TWO])
    (path, headers, body) = peer.asked[0]
    assert path == "/oppslag"
    assert body == {"personidentifikatorer": [ONE, TWO]}
    assert headers["Authorization"] == "Bearer a token of the tests"
    assert not any(ONE in value for value in headers.values())


@pytest.mark.parametrize("word", ["", "ugradert", "KLIENTADRESSE", "NONE", "6"])
def test_an_unknown_word_is_no_answer(peer: Peer, register: HttpRegister, word: str) -> None:
    peer.says(**{f"n{ONE}": word, f"n{TWO}": "UGRADERT"})
    assert register.protections([ONE, TWO]) == {TWO: Protection.NONE}


def test_who_is_named_twice_is_not_known(peer: Peer, register: HttpRegister) -> None:
    """Two answers that may not agree are none, in whatever order they come."""
    for words in (
        ("UGRADERT", "FORTROLIG"),
        ("FORTROLIG", "UGRADERT"),
        ("??", "UGRADERT"),
        ("UGRADERT", "??"),
    ):
        rows = [{"personidentifikator": ONE, "adressebeskyttelse": word} for word in words]
        peer.body = json.dumps({"personer": rows}).encode()
        assert register.protections([ONE]) == {}


def test_who_was_not_asked_about_is_not_read(peer: Peer, register: HttpRegister) -> None:
    peer.says(**{f"n{THREE}": "UGRADERT"})
    assert register.protections([ONE]) == {}


@pytest.mark.parametrize("status", [201, 204, 301, 302, 400, 401, 403, 404, 429, 500, 503])
def test_any_other_status_is_no_answer(peer: Peer, register: HttpRegister, status: int) -> None:
    peer.says(**{f"n{ONE}": "UGRADERT"})
    peer.status, peer.headers = status, (("Location", "http://127.0.0.1:1/"),)
    if status == 204:
        peer.body = b""
    with pytest.raises(RegisterDown):
        register.protections([ONE])
    assert len(peer.asked) == 1


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"<html>",
        b"\xff\xfe",
        b"null",
        b"[]",
        b'"personer"',
        b'{"personer": null}',
        b'{"personer": {}}',
        b'{"people": []}',
        b'{"personer": [' + b" " * (4 * 1024 * 1024) + b"]}",
        b"[" * 100_000,
    ],
    ids=["empty", "html", "bytes", "null", "list", "text", "no people", "object", "other", "huge", "deep"],
)
def test_garbage_is_no_answer(peer: Peer, register: HttpRegister, body: bytes) -> None:
    peer.body = body
    with pytest.raises(RegisterDown):
        register.protections([ONE])


@pytest.mark.parametrize(
    "row", [None, 1, "x", [], {}, {"personidentifikator": 1}, {"adressebeskyttelse": "UGRADERT"}]
)
def test_a_row_that_is_none_is_passed_over(peer: Peer, register: HttpRegister, row: object) -> None:
    good = {"personidentifikator": ONE, "adressebeskyttelse": "FORTROLIG"}
    peer.body = json.dumps({"personer": [row, good]}).encode()
    assert register.protections([ONE]) == {ONE: Protection.CONFIDENTIAL}


def test_nobody_at_home_is_no_answer() -> None:
    gone = HttpRegister("http://127.0.0.1:1/oppslag", "a token of the tests")
    with pytest.raises(RegisterDown) as refused:
        gone.protections([ONE])
    assert ONE not in str(refused.value)
