"""Bodies of requests: read whole before a page's thread is asked, and never waited for for ever."""

import asyncio
from typing import Any

import pytest

from portal.live import asgi
from portal.live.asgi import PortalASGI
from portal.live.hub import Hub

SCOPE = {"type": "http", "method": "POST", "path": "/messages", "headers": []}


async def _sent(parts: list[dict[str, Any]], *, silent_after: bool = False) -> tuple[list[bytes], list[int]]:
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

    await PortalASGI(Hub(), pages, lambda _cookies: None)(dict(SCOPE), receive, send)
    return got, statuses


def _part(body: bytes, *, more: bool) -> dict[str, Any]:
    return {"type": "http.request", "body": body, "more_body": more}


def test_a_body_in_pieces_reaches_the_page_whole() -> None:
    got, _ = asyncio.run(_sent([_part(b"te", more=True), _part(b"xt=hei", more=False)]))
    assert got == [b"text=hei"]


def test_a_body_that_never_ends_waits_outside_the_pages(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(asgi, "SECONDS_FOR_A_BODY", 0.05)
    got, statuses = asyncio.run(_sent([_part(b"te", more=True)], silent_after=True))
    assert (got, statuses) == ([], [408])


def test_a_body_that_is_broken_off_asks_no_page() -> None:
    got, statuses = asyncio.run(_sent([_part(b"te", more=True), {"type": "http.disconnect"}]))
    assert (got, statuses) == ([], [])


def test_a_body_that_is_too_long_is_not_kept_in_memory() -> None:
    half = b"x" * 40_000
    got, _ = asyncio.run(_sent([_part(half, more=True) for _ in range(50)]))
    assert [len(body) for body in got] == [asgi.LONGEST_BODY + 1]
