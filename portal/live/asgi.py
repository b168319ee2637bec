"""The front door of one process: the stream on its one path, and everything else to the pages."""

import asyncio
import logging
import re
import signal
import threading
from collections.abc import Awaitable, Callable, Mapping, MutableMapping
from types import FrameType, MappingProxyType
from typing import Any, Final
from urllib.parse import parse_qs

from portal.domain.documents import takes_files
from portal.live.bodies import LONGEST_BODY, Bodies, Gone, TooSlow
from portal.live.hub import EXPIRED, Hub
from portal.live.stream import Stream, Visitor, event_line

Scope = MutableMapping[str, Any]
Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
Pages = Callable[[Scope, Receive, Send], Awaitable[None]]
Authenticate = Callable[[Mapping[str, str]], Visitor | None]

PATH: Final = "/live"
_RETRY_AFTER: Final = (b"retry-after", b"30")
# What every answer of the stream carries; the house's own headers come on top of it.
_ALWAYS: Final = {
    "cache-control": "no-store",
    "content-security-policy": "default-src 'none'; frame-ancestors 'none'",
    "referrer-policy": "no-referrer",
    "x-content-type-options": "nosniff",
}
_STREAM: Final = ((b"content-type", b"text/event-stream; charset=utf-8"), (b"x-accel-buffering", b"no"))
# Without one of ours the server would write its own name there.
_SERVER: Final = (b"server", b"portal")

log = logging.getLogger(__name__)


class PortalASGI:
    """An ASGI application: `/live` from the hub, all other paths from `pages`.

    `authenticate` gets the cookies (the first value of each name) and answers who may listen. It runs in a
    thread of its own, opens what it needs and closes it again, and it must not count as the person being
    active, or an open page would keep its session alive for ever. `on_start` and `on_stop` run in a thread
    when the process starts and stops, and may block. `headers` go with every answer that is not a page's.
    """

    def __init__(
        self,
        hub: Hub,
        pages: Pages,
        authenticate: Authenticate,
        on_start: Callable[[], None] = lambda: None,
        on_stop: Callable[[], None] = lambda: None,
        headers: Mapping[str, str] = MappingProxyType({}),
    ) -> None:
        self._hub = hub
        self._pages = pages
        self._authenticate = authenticate
        self._on_start = on_start
        self._on_stop = on_stop
        self._bodies = Bodies()
        everywhere = _ALWAYS | {name.lower(): value for name, value in headers.items()}
        self._headers = [(name.encode(), value.encode()) for name, value in everywhere.items()]

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "lifespan":
            await self._live(receive, send)
        elif scope["type"] == "http" and scope["path"] == PATH:
            await self._stream(scope, receive, _signed(send))
        else:
            await self._page(scope, receive, _signed(send))

    async def _live(self, receive: Receive, send: Send) -> None:
        await receive()
        self._hub.attach(asyncio.get_running_loop())
        try:
            await asyncio.to_thread(self._on_start)
        except Exception:
            log.exception("The portal could not start.")
            await send({"type": "lifespan.startup.failed", "message": "The portal could not start."})
            return
        _close_on_signal(self._hub)
        await send({"type": "lifespan.startup.complete"})
        await receive()
        self._hub.close()
        await asyncio.to_thread(self._on_stop)
        await send({"type": "lifespan.shutdown.complete"})

    async def _page(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Read the whole body here, where waiting costs nothing: a page's thread must not wait for a slow phone."""
        method, path = scope["method"], scope["path"]
        if method in {"GET", "HEAD"}:
            await self._pages(scope, _replayed(b"", receive), send)
            return

        async def page(body: bytes) -> None:
            await self._pages(scope, _replayed(body, receive), send)

        try:
            if _may_be_long(method, path, _headers(scope)) and await self._knows(scope):
                await self._bodies.read_file(receive, page)
                return
            body = await self._bodies.read(receive)
        except Gone:
            return
        except TooSlow:
            await self._refuse(send, 408)
            return
        await page(body)

    async def _knows(self, scope: Scope) -> bool:
        """Whether somebody is signed in: a long body takes memory, and nobody else has a file to hand in."""
        cookies = _cookies(_headers(scope).get("cookie", ""))
        try:
            return await asyncio.to_thread(self._authenticate, cookies) is not None
        except Exception:
            log.exception("Who sends a file could not be found out.")
            return False

    async def _stream(self, scope: Scope, receive: Receive, send: Send) -> None:
        headers = _headers(scope)
        if scope["method"] != "GET":
            await self._refuse(send, 405, (b"allow", b"GET"))
            return
        # Cookies travel with a foreign page's request too, and each stream takes a seat.
        if headers.get("sec-fetch-site", "same-origin") not in {"same-origin", "none"}:
            await self._refuse(send, 403)
            return
        # Asked before the database is: a full house costs nothing to refuse, and the page polls meanwhile.
        if self._hub.full:
            await self._refuse(send, 503, _RETRY_AFTER)
            return
        cookies = _cookies(headers.get("cookie", ""))
        try:
            visitor = await asyncio.to_thread(self._authenticate, cookies)
        except Exception:
            log.exception("Who opened a stream could not be found out.")
            await self._refuse(send, 503, _RETRY_AFTER)
            return
        if visitor is None or self._hub.has_ended(visitor.session):
            # After 204 a browser stops asking. After 401 it would stop as well, but call it an error.
            await self._refuse(send, 204)
            return
        self._hub.attach(asyncio.get_running_loop())
        stream = self._hub.open(visitor, _since(scope, headers))
        if stream is None:
            await self._refuse(send, 503, _RETRY_AFTER)
            return
        try:
            await self._serve(stream, cookies, receive, send)
        finally:
            self._hub.leave(stream)

    async def _serve(self, stream: Stream, cookies: Mapping[str, str], receive: Receive, send: Send) -> None:
        async def write(chunk: bytes) -> None:
            await send({"type": "http.response.body", "body": chunk, "more_body": True})

        async def gone() -> None:
            while (await receive())["type"] != "http.disconnect":
                pass

        await send({"type": "http.response.start", "status": 200, "headers": [*_STREAM, *self._headers]})
        if not await stream.pump(write, gone()):
            return
        last = b""
        # The time a session had left grows when its owner uses another page, so it is asked once more before
        # the page is told that it is over. A stream that merely grew old closes, and the browser comes back.
        if stream.lapsed and await self._over(cookies):
            last = event_line(EXPIRED)
        await send({"type": "http.response.body", "body": last, "more_body": False})

    async def _refuse(self, send: Send, status: int, *headers: tuple[bytes, bytes]) -> None:
        length = () if status == 204 else ((b"content-length", b"0"),)
        start = {"type": "http.response.start", "status": status}
        await send(start | {"headers": [*headers, *self._headers, *length]})
        await send({"type": "http.response.body", "body": b"", "more_body": False})

    async def _over(self, cookies: Mapping[str, str]) -> bool:
        try:
            return await asyncio.to_thread(self._authenticate, cookies) is None
        except Exception:
            log.exception("Whether a session is over could not be found out.")
            return False


def _signed(send: Send) -> Send:
    """Sends the same, under a name that tells nothing of the programs here."""

    async def signed(message: Message) -> None:
        if message["type"] == "http.response.start":
            message["headers"] = [*message["headers"], _SERVER]
        await send(message)

    return signed


def _may_be_long(method: str, path: str, headers: Mapping[str, str]) -> bool:
    # A message without a file comes as the same form: it must not wait until somebody's photos have arrived.
    length = headers.get("content-length", "")
    is_short = re.fullmatch("[0-9]{1,9}", length) is not None and int(length) <= LONGEST_BODY
    return not is_short and takes_files(method, path, headers.get("content-type", ""))


def _headers(scope: Scope) -> dict[str, str]:
    found: dict[str, str] = {}
    for name, value in scope["headers"]:
        key = name.decode("latin-1").lower()
        # HTTP/2 may send cookies one header each.
        joint = "; " if key == "cookie" else ", "
        found[key] = found[key] + joint + value.decode("latin-1") if key in found else value.decode("latin-1")
    return found


def _since(scope: Scope, headers: Mapping[str, str]) -> str:
    """How far the page had come: the browser's own word, or before it has one what the page was drawn with."""
    drawn = parse_qs(scope.get("query_string", b"").decode("latin-1")).get("since", [""])[0]
    return headers.get("last-event-id") or drawn


def _cookies(header: str) -> dict[str, str]:
    # The standard library's parser forgets all the rest when one cookie is odd, and a browser's cookies are
    # not all ours. The first of a name counts, as in the pages.
    found: dict[str, str] = {}
    for part in header.split(";"):
        name, sign, value = part.strip().partition("=")
        if sign:
            found.setdefault(name.strip(), value.strip().strip('"'))
    return found


def _close_on_signal(hub: Hub) -> None:
    # A server that is told to stop waits for its open responses before it says so here, and a stream does not
    # end by itself: the process would be killed, and `on_stop` never run. So the signal closes the hub too.
    # What the server set up for the signal stays in force; where nothing is set up, nothing is added.
    if threading.current_thread() is not threading.main_thread():
        return
    loop = asyncio.get_running_loop()
    for number in (signal.SIGTERM, signal.SIGINT):
        before = signal.getsignal(number)
        if not callable(before):
            continue
        inherited: Callable[[int, FrameType | None], Any] = before

        def stop(
            got: int, frame: FrameType | None, inherited: Callable[[int, FrameType | None], Any] = inherited
        ) -> None:
            if not loop.is_closed():
                loop.call_soon_threadsafe(hub.close)
            inherited(got, frame)

        signal.signal(number, stop)


def _replayed(body: bytes, receive: Receive) -> Receive:
    """A body that has been read, as one message. A coroutine, as the bridge to WSGI hands it to another thread."""
    waiting = [body]

    async def received() -> Message:
        if waiting:
            return {"type": "http.request", "body": waiting.pop(), "more_body": False}
        return await receive()

    return received
