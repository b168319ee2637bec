"""Bodies of requests: read whole before a page's thread is asked, and never waited for for ever."""

import asyncio
from typing import Any

import pytest

from portal.domain import documents
from portal.live import bodies
from portal.live.asgi import PortalASGI
from portal.live.hub import Hub
from portal.live.stream import Visitor

SCOPE = {"type": "http", "method": "POST", "path": "/messages", "headers": []}
UPLOAD = "/absences/0123/documentation"
FORM = "multipart/form-data; boundary=x"


async def _sent(
    parts: list[dict[str, Any]],
    *,
    silent_after: bool = False,
    path: str = "/messages",
    known: bool = False,
    kind: str = FORM,
    length: str = "",
) -> tuple[list[bytes], list[int]]:
    """What the pages got of a body that comes in these parts, and which status was answered past them."""
    got: list[bytes] = []
    statuses: list[int] = []

    async def pages(_scope: Any, receive: Any, _send: Any) -> None:  # noqa: ANN401 -- ASGI's own shapes.
        got.append((await receive())["body"])

    async def receive() -> dict[str, Any]:
        if not parts and silent_after:
            await asyncio.sleep(3600)
        return parts.pop(0)

    async def send(message: Any) -> None:  # noqa: ANN401 -- The same.
        if message["type"] == "http.response.start":
            statuses.append(message["status"])

    visitor = Visitor("somebody", "hash", frozenset(), 60.0) if known else None
    headers = [(b"content-type", kind.encode())] + [(b"content-length", length.encode())] * bool(length)
    scope = SCOPE | {"path": path, "headers": headers}
    await PortalASGI(Hub(), pages, lambda _cookies: visitor)(scope, receive, send)
    return got, statuses


def _part(body: bytes, *, more: bool) -> dict[str, Any]:
    return {"type": "http.request", "body": body, "more_body": more}


def test_a_body_in_pieces_reaches_the_page_whole() -> None:
    got, _ = asyncio.run(_sent([_part(b"te", more=True), _part(b"xt=hei", more=False)]))
    assert got == [b"text=hei"]


def test_a_body_that_never_ends_waits_outside_the_pages(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bodies, "SECONDS_FOR_A_BODY", 0.05)
    got, statuses = asyncio.run(_sent([_part(b"te", more=True)], silent_after=True))
    assert (got, statuses) == ([], [408])


def test_a_body_that_is_broken_off_asks_no_page() -> None:
    got, statuses = asyncio.run(_sent([_part(b"te", more=True), {"type": "http.disconnect"}]))
    assert (got, statuses) == ([], [])


def test_a_body_that_is_too_long_is_not_kept_in_memory() -> None:
    half = b"x" * 40_000
    got, _ = asyncio.run(_sent([_part(half, more=True) for _ in range(50)]))
    assert [len(body) for body in got] == [bodies.LONGEST_BODY + 1]


def test_a_photo_from_somebody_signed_in_reaches_its_page_whole() -> None:
    part = b"x" * 1_000_000
    parts = [_part(part, more=True) for _ in range(11)] + [_part(b"end", more=False)]
    got, _ = asyncio.run(_sent(parts, path=UPLOAD, known=True))
    assert [len(body) for body in got] == [11_000_003]


def test_a_file_that_is_far_too_long_is_not_kept_in_memory() -> None:
    part = b"x" * 5_000_000
    got, _ = asyncio.run(_sent([_part(part, more=True) for _ in range(50)], path=UPLOAD, known=True))
    assert [len(body) for body in got] == [documents.LONGEST_BODY + 1]


def test_nobody_who_is_not_signed_in_fills_the_memory() -> None:
    part = b"x" * 40_000
    got, _ = asyncio.run(_sent([_part(part, more=True) for _ in range(50)], path=UPLOAD))
    assert [len(body) for body in got] == [bodies.LONGEST_BODY + 1]


@pytest.mark.parametrize("kind", ["", "application/x-www-form-urlencoded", "text/plain", "multipart/mixed"])
def test_only_a_form_that_can_bring_a_file_may_be_as_long_as_one(kind: str) -> None:
    """Any other is read in one piece, whatever is in it."""
    parts = [_part(b"x" * 40_000, more=True) for _ in range(50)]
    got, _ = asyncio.run(_sent(parts, path=UPLOAD, known=True, kind=kind))
    assert [len(body) for body in got] == [bodies.LONGEST_BODY + 1]


def test_a_message_without_a_file_waits_for_nobodys_photos(monkeypatch: pytest.MonkeyPatch) -> None:
    """With every place taken a short body passes; what does not say how long it is waits, and is given up."""
    monkeypatch.setattr(bodies, "FILES_AT_ONCE", 0)
    monkeypatch.setattr(bodies, "SECONDS_FOR_A_FILE", 0.05)
    for length, answer in (("3", ([b"hei"], [])), ("", ([], [408])), ("70000", ([], [408]))):
        sent = _sent([_part(b"hei", more=False)], known=True, length=length)
        assert asyncio.run(sent) == answer, length


def test_a_file_that_is_cut_off_asks_no_page() -> None:
    parts = [_part(b"x" * 900_000, more=True), {"type": "http.disconnect"}]
    assert asyncio.run(_sent(parts, path=UPLOAD, known=True)) == ([], [])


def test_a_file_of_which_nothing_more_comes_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bodies, "SECONDS_OF_SILENCE", 0.05)
    parts = [_part(b"x" * 900_000, more=True)]
    assert asyncio.run(_sent(parts, silent_after=True, path=UPLOAD, known=True)) == ([], [408])


def test_only_some_files_are_held_in_memory_at_once() -> None:
    async def crowd() -> int:
        there, most = 0, 0
        door = bodies.Bodies()

        async def page(_body: bytes) -> None:
            nonlocal there, most
            there += 1
            most = max(most, there)
            await asyncio.sleep(0.005)
            there -= 1

        async def receive() -> dict[str, Any]:
            return _part(b"photo", more=False)

        await asyncio.gather(*(door.read_file(receive, page) for _ in range(40)))
        return most

    assert asyncio.run(crowd()) == bodies.FILES_AT_ONCE
