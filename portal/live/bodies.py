"""Reading a request's body at the front door: how long it may be, how long it may take, and how many long ones at once."""

import asyncio
from collections.abc import Awaitable, Callable, Coroutine, MutableMapping
from typing import Any, Final, TypeVar

from portal.domain import documents

Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Result = TypeVar("Result")

# A form of ours is a page of text at the most. On a bad line that takes seconds, not minutes.
LONGEST_BODY: Final = 64 * 1024
SECONDS_FOR_A_BODY: Final = 20.0
# A photo of some megabytes may take minutes there, as long as something comes all the time.
SECONDS_FOR_A_FILE: Final = 300.0
SECONDS_OF_SILENCE: Final = 20.0
# Each of them holds its body in memory until the page has made the file clean.
FILES_AT_ONCE: Final = 6


class Gone(Exception):
    """Whoever sent it has gone before it was whole."""


class TooSlow(Exception):
    """It did not come in the time that it may take."""


class Bodies:
    """Reads bodies. Long ones are let in by address, for who is signed in, and a few at a time."""

    def __init__(self) -> None:
        self._seats = asyncio.Semaphore(FILES_AT_ONCE)

    async def read(self, receive: Receive) -> bytes:
        """An ordinary body; of one that is too long only so much that the page sees it is. Raises Gone and TooSlow."""
        return await _in_time(_collected(receive, LONGEST_BODY, SECONDS_FOR_A_BODY), SECONDS_FOR_A_BODY)

    async def read_file(self, receive: Receive, page: Callable[[bytes], Awaitable[None]]) -> None:
        """A body that may bring a file, handed to `page` while its seat is kept. Raises Gone and TooSlow.

        Whoever waits for a seat is not read from meanwhile, so that what they send waits on their side.
        """
        await _in_time(self._seats.acquire(), SECONDS_FOR_A_FILE)
        try:
            whole = _collected(receive, documents.LONGEST_BODY, SECONDS_OF_SILENCE)
            await page(await _in_time(whole, SECONDS_FOR_A_FILE))
        finally:
            self._seats.release()


async def _in_time(coming: Coroutine[Any, Any, Result], seconds: float) -> Result:
    try:
        async with asyncio.timeout(seconds):
            return await coming
    except TimeoutError as error:
        raise TooSlow from error


async def _collected(receive: Receive, longest: int, silence: float) -> bytes:
    # Parts are joined once: adding each to the whole would copy a long body hundreds of times.
    parts: list[bytes] = []
    length, more = 0, True
    while more:
        async with asyncio.timeout(silence):
            message = await receive()
        if message["type"] == "http.disconnect":
            raise Gone
        part = message.get("body", b"")
        parts.append(part)
        length += len(part)
        more = message.get("more_body", False)
        if length > longest:
            # The page itself says so; it is told the length and not the content.
            return b"".join(parts)[: longest + 1]
    return b"".join(parts)
