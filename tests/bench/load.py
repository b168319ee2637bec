"""Thirty-two people at once: how evenly each is served, and how many pages a second beside bare Flask."""

import asyncio
import time
from contextlib import suppress
from statistics import median

from tests.bench.client import Client, get_request
from tests.bench.pages import PARTICIPANT
from tests.bench.servers import Server

CONNECTIONS = 32
ROUNDS = 5
SLICE_SECONDS = 1.5


class Caller(asyncio.Protocol):
    """One connection that asks again as soon as it has been answered, and notes how long each answer took."""

    def __init__(self, request: bytes, waits: list[float]) -> None:
        self.request, self.waits = request, waits
        self.missing = 0
        self.head = b""
        self.closed = asyncio.get_running_loop().create_future()

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.WriteTransport)
        self.transport = transport
        self.ask()

    def ask(self) -> None:
        self.asked = time.perf_counter()
        self.transport.write(self.request)

    def data_received(self, data: bytes) -> None:
        if not self.missing:
            self.head += data
            head, found, body = self.head.partition(b"\r\n\r\n")
            if not found:
                return
            length = head.lower().partition(b"content-length:")[2].partition(b"\r\n")[0]
            self.missing, self.head = int(length) - len(body), b""
        else:
            self.missing -= len(data)
        if not self.missing:
            self.waits.append(time.perf_counter() - self.asked)
            self.ask()

    def connection_lost(self, _error: Exception | None) -> None:
        if not self.closed.done():
            self.closed.set_result(None)


def crowd(hello: Server, portal: Server) -> dict[str, float]:
    """Median and 99th percentile of /week in milliseconds, their ratio, and pages for each hundred hellos."""
    with Client(portal.port) as client:
        client.sign_in(PARTICIPANT)
        week = get_request("/week", client.cookie)
    middles, lasts, uneven, shares = [], [], [], []
    for _ in range(ROUNDS):
        greeted = asyncio.run(_slice(hello.port, get_request("/", "")))
        waits = sorted(asyncio.run(_slice(portal.port, week)))
        middle, last = median(waits) * 1e3, waits[int(len(waits) * 0.99)] * 1e3
        middles.append(middle)
        lasts.append(last)
        uneven.append(last / middle)
        shares.append(len(waits) / len(greeted) * 100)
    return {
        "p50_ms": median(middles),
        "p99_ms": median(lasts),
        "p99_p50": median(uneven),
        "per_100_hellos": median(shares),
    }


async def _slice(port: int, request: bytes) -> list[float]:
    loop = asyncio.get_running_loop()
    waits: list[float] = []
    callers = [
        (await loop.create_connection(lambda: Caller(request, waits), "127.0.0.1", port))[1]
        for _ in range(CONNECTIONS)
    ]
    await asyncio.sleep(SLICE_SECONDS)
    for caller in callers:
        caller.transport.abort()
    with suppress(TimeoutError):
        await asyncio.wait_for(asyncio.gather(*(caller.closed for caller in callers)), 5)
    if not waits:
        raise RuntimeError("Nobody was answered.")
    return waits
