"""One open page: what still has to be written to it, and how it ends."""

import asyncio
from collections.abc import Awaitable, Callable, Coroutine
from dataclasses import dataclass
from typing import Any, Final

BEAT_LINE: Final = b":\n\n"
FLUSH_SECONDS: Final = 5.0


def place_line(place: str) -> bytes:
    """The wire form of how far the page has come. By itself it is no event; a browser sends it along when it comes back."""
    return f"id: {place}\n\n".encode("ascii")


def event_line(name: str) -> bytes:
    """The wire form of one event. Its data is always 1, so that no personal data can ever be in it."""
    return f"event: {name}\ndata: 1\n\n".encode("ascii")


@dataclass(frozen=True, slots=True)
class Visitor:
    """Who opened the stream, and what they may hear of.

    `person` is the person's id, `session` the hash of the session's token, `topics` what their rights let
    them listen to just now, `seconds_left` how long the session lives on if nobody touches the keyboard.
    """

    person: str
    session: str
    topics: frozenset[str]
    seconds_left: float


class Stream:
    """The lines that wait for one reader. It belongs to the event loop and is touched by it alone."""

    __slots__ = (
        "_given_up",
        "_loop",
        "_over",
        "_pending",
        "_place",
        "_reserve",
        "_timer",
        "_told_place",
        "_waiter",
        "_writer",
        "_writing_since",
        "lapsed",
        "visitor",
    )

    def __init__(
        self, loop: asyncio.AbstractEventLoop, visitor: Visitor, backlog: int, place: Callable[[], str]
    ) -> None:
        """`place` says how far the hub has come: whatever came before that has been offered here."""
        self.visitor = visitor
        self.lapsed = False
        """Whether it ended because the session's time was up, as far as was known when it was opened."""
        self._loop = loop
        self._reserve = backlog
        self._place = place
        self._told_place = ""
        # A dict keeps the order and holds each line once: an event says "look again", and a page that has
        # not yet been told needs to be told only once. A slow phone costs a few lines, not a history.
        self._pending: dict[bytes, None] = {}
        self._over = False
        self._waiter: asyncio.Future[None] | None = None
        self._writer: asyncio.Task[Any] | None = None
        self._given_up = False
        self._writing_since: float | None = None
        self._timer: asyncio.TimerHandle | None = None

    def offer(self, line: bytes) -> bool:
        """Queue a line. False when the reader is so far behind that it should be dropped instead."""
        if self._over or line in self._pending:
            return True
        if len(self._pending) >= self._reserve:
            return False
        self._pending[line] = None
        self._wake()
        return True

    def stuck(self, seconds: float) -> bool:
        """Whether the reader has left one and the same chunk untaken for longer than this."""
        return self._writing_since is not None and self._loop.time() - self._writing_since > seconds

    def live_for(self, seconds: float, then: Callable[[], None]) -> None:
        """Call `then` when this many seconds have passed, unless the stream is over before."""
        self._timer = self._loop.call_later(max(0.0, seconds), then)

    def end(self, last: bytes = b"", flush: float = FLUSH_SECONDS) -> None:
        """Write what waits, then `last`, then stop; give up on a reader who takes longer than `flush` seconds.

        Without that limit a reader who stops reading would hold a connection that nobody counts any more.
        """
        if self._over:
            return
        self._over = True
        if last:
            self._pending[last] = None
        self._stop_timer()
        self._timer = self._loop.call_later(flush, self._give_up)
        self._wake()

    async def pump(self, write: Callable[[bytes], Awaitable[None]], gone: Coroutine[Any, Any, None]) -> bool:
        """Write until the stream is over or the reader is `gone`. Whether all was written to the end."""
        # The request's own task writes and only the watch for the reader is another: a thousand streams
        # are a thousand tasks fewer, and each costs memory for as long as a page is open.
        self._writer = writer = asyncio.current_task()
        watch = asyncio.ensure_future(gone)
        watch.add_done_callback(self._give_up)
        try:
            await self._write_all(write)
        except asyncio.CancelledError:
            if not self._given_up or writer is None:
                raise
            writer.uncancel()
            return False
        else:
            return True
        finally:
            self._over = True
            self._writer = None
            self._stop_timer()
            watch.cancel()

    async def _write_all(self, write: Callable[[bytes], Awaitable[None]]) -> None:
        while True:
            if not self._pending:
                if self._over:
                    return
                self._waiter = self._loop.create_future()
                await self._waiter
                self._waiter = None
            chunk = b"".join(self._pending)
            self._pending.clear()
            # How far it has come is said last and once for all lines before it: a page that is cut off in between
            # hears those again. A stream that is over hears of nothing more, so it has come no further.
            place = self._place()
            if chunk and not self._over and place != self._told_place:
                chunk += place_line(place)
                self._told_place = place
            if chunk:
                self._writing_since = self._loop.time()
                await write(chunk)
                self._writing_since = None

    def _wake(self) -> None:
        if self._waiter is not None and not self._waiter.done():
            self._waiter.set_result(None)

    def _stop_timer(self) -> None:
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None

    def _give_up(self, _watch: object = None) -> None:
        if self._writer is not None:
            self._given_up = True
            self._writer.cancel()
