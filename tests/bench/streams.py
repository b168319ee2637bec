"""A thousand open streams on the shipped server: how soon one is told, what each costs, and that none is missed.

Run it from the root of the project: `python -m tests.bench.streams [streams] [targeted]`.
"""

import asyncio
import json
import os
import random
import resource
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path

from portal.domain.live import Change
from portal.live.asgi import PortalASGI, Receive, Scope, Send
from portal.live.hub import Hub
from portal.live.stream import Visitor

ROOT = Path(__file__).parents[2]
BROADCASTS = 5
LIMIT_SECONDS = 90
TICKS = os.sysconf("SC_CLK_TCK")


def tiny_portal() -> PortalASGI:
    """The application under measure: the real hub and front door, and a page that publishes what it is told."""
    hub = Hub(capacity=20_000)

    async def publish(scope: Scope, _receive: Receive, send: Send) -> None:
        topic, event = scope["query_string"].decode().split("&")
        hub.publish([Change(topic, event)])
        await send({"type": "http.response.start", "status": 204, "headers": []})
        await send({"type": "http.response.body", "body": b"", "more_body": False})

    def who(cookies: Mapping[str, str]) -> Visitor:
        return Visitor(cookies["v"], f"s{cookies['v']}", frozenset({f"one:{cookies['v']}", "all"}), 1_800.0)

    return PortalASGI(hub, publish, who)


class Crowd:
    """All readers together: what they heard since the last question, and how many are there."""

    def __init__(self, streams: int) -> None:
        self.streams = streams
        self.opened = 0
        self.lost = 0
        self.heard: list[float] = []
        self.wanted = 0
        self.all_heard = asyncio.Event()
        self.all_open = asyncio.Event()

    def expect(self, count: int) -> None:
        self.heard, self.wanted = [], count
        self.all_heard.clear()


class Reader(asyncio.Protocol):
    """One open page. It counts whole events by their mark and keeps a tail for one cut in two."""

    def __init__(self, crowd: Crowd, number: int) -> None:
        self.crowd, self.number, self.tail = crowd, number, b""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.WriteTransport)
        transport.write(b"GET /live HTTP/1.1\r\nHost: x\r\nCookie: v=%d\r\n\r\n" % self.number)

    def data_received(self, data: bytes) -> None:
        text = self.tail + data
        self.crowd.opened += text.count(b"event: opened\n")
        if self.crowd.opened >= self.crowd.streams:
            self.crowd.all_open.set()
        for _ in range(text.count(b"event: news")):
            self.crowd.heard.append(time.perf_counter())
        self.tail = b"" if text.endswith(b"\n") else text[-10:]
        if self.crowd.wanted and len(self.crowd.heard) >= self.crowd.wanted:
            self.crowd.all_heard.set()

    def connection_lost(self, _error: Exception | None) -> None:
        self.crowd.lost += 1


def measure(streams: int = 1_000, targeted: int = 200) -> dict[str, float]:
    """Milliseconds from publishing to hearing, KiB and microseconds of processor for each stream, events lost.

    Starts a server of its own on a loopback port, holds the streams from this process, and stops both, after
    ninety seconds at the latest.
    """
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (max(soft, min(hard, streams + 500)), hard))
    with socket.create_server(("127.0.0.1", 0)) as there:
        port = int(there.getsockname()[1])
    command = [
        sys.executable,
        "-m",
        "granian",
        "--interface",
        "asgi",
        "--port",
        str(port),
        "--workers",
        "1",
        "--factory",
    ]
    # A connection that might still turn out to be HTTP/2 holds some 12 KiB more for as long as it is open.
    command += ["--http", "1"]
    # Without the first the server quietly stops taking streams at its backlog, without the second it waits
    # for them for ever when it is told to stop.
    command += ["--backpressure", "20000", "--workers-kill-timeout", "5", "--no-ws", "--log-level", "error"]
    server = subprocess.Popen([*command, "tests.bench.streams:tiny_portal"], cwd=ROOT, start_new_session=True)
    try:
        return asyncio.run(asyncio.wait_for(_measure(server.pid, port, streams, targeted), LIMIT_SECONDS))
    finally:
        server.send_signal(signal.SIGTERM)
        try:
            server.wait(10)
        except subprocess.TimeoutExpired:
            os.killpg(server.pid, signal.SIGKILL)
            server.wait()


async def _measure(server: int, port: int, streams: int, targeted: int) -> dict[str, float]:
    loop, crowd = asyncio.get_running_loop(), Crowd(streams)
    await _up(port)
    worker = _worker_of(server)
    empty = _memory(worker)
    begun = time.perf_counter()
    seats = asyncio.Semaphore(100)

    async def sit(number: int) -> asyncio.BaseTransport:
        # One source address has too few ports for the largest runs.
        source = (f"127.0.{number // 250 % 40 + 1}.{number % 250 + 2}", 0)
        async with seats:
            there, _ = await loop.create_connection(
                lambda: Reader(crowd, number), "127.0.0.1", port, local_addr=source
            )
            return there

    there = await asyncio.gather(*(sit(number) for number in range(streams)))
    with suppress(TimeoutError):
        await asyncio.wait_for(crowd.all_open.wait(), LIMIT_SECONDS / 3)
    connect = time.perf_counter() - begun
    await asyncio.sleep(0.5)
    full = _memory(worker)
    reader, writer = await asyncio.open_connection("127.0.0.1", port)

    async def publish(topic: str, event: str) -> float:
        at = time.perf_counter()
        writer.write(
            f"POST /publish?{topic}&{event} HTTP/1.1\r\nHost: x\r\nContent-Length: 0\r\n\r\n".encode()
        )
        await reader.readuntil(b"\r\n\r\n")
        return at

    async def tell(topic: str, event: str, count: int, seconds: float) -> tuple[list[float], int]:
        crowd.expect(count)
        at = await publish(topic, event)
        with suppress(TimeoutError):
            await asyncio.wait_for(crowd.all_heard.wait(), seconds)
        return [(heard - at) * 1e3 for heard in crowd.heard], count - len(crowd.heard)

    one: list[float] = []
    lost = streams - crowd.opened
    dice = random.SystemRandom()
    for turn in range(targeted):
        waited, missed = await tell(f"one:{dice.randrange(streams)}", f"news{turn}", 1, 3)
        one += waited
        lost += abs(missed)
        # An even pause would beat in time with something else on the machine.
        await asyncio.sleep(dice.uniform(0.002, 0.02))
    everybody: list[float] = []
    used = _processor(worker)
    for turn in range(BROADCASTS):
        waited, missed = await tell("all", f"news{turn}", streams, 10)
        everybody += waited
        lost += abs(missed)
        await asyncio.sleep(0.05)
    used = _processor(worker) - used
    lost += crowd.lost
    writer.close()
    for transport in there:
        transport.close()
    # Thousands of farewells at once fill the pipe through which the server would hear that it should stop.
    await asyncio.sleep(0.5)
    return {
        "streams": streams,
        "connect_s": round(connect, 2),
        "one_p50_ms": _share(one, 0.5),
        "one_p99_ms": _share(one, 0.99),
        "all_p50_ms": _share(everybody, 0.5),
        "all_p99_ms": _share(everybody, 0.99),
        "lost": lost,
        "kib_per_stream": round((full - empty) / 1024 / streams, 1),
        "cpu_us_per_delivery": round(used / (BROADCASTS * streams) * 1e6, 1),
    }


async def _up(port: int) -> None:
    for _ in range(200):
        try:
            _, writer = await asyncio.open_connection("127.0.0.1", port)
        except OSError:
            await asyncio.sleep(0.05)
        else:
            writer.close()
            return
    raise RuntimeError("The server did not start.")


def _worker_of(server: int) -> int:
    """The process that serves, as the server starts it as its last child."""
    return max(
        int(entry.name)
        for entry in Path("/proc").iterdir()
        if entry.name.isdigit() and f"PPid:\t{server}\n" in (entry / "status").read_text()
    )


def _memory(process: int) -> int:
    """What the process holds for itself alone, in bytes."""
    lines = Path(f"/proc/{process}/smaps_rollup").read_text().splitlines()
    return sum(int(line.split()[1]) for line in lines if line.startswith("Private_")) * 1024


def _processor(process: int) -> float:
    """Processor seconds used so far, in ticks of a hundredth."""
    fields = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / TICKS


def _share(values: list[float], share: float) -> float:
    ordered = sorted(values)
    return round(ordered[min(len(ordered) - 1, int(len(ordered) * share))], 2) if ordered else float("nan")


if __name__ == "__main__":
    print(json.dumps(measure(*(int(word) for word in sys.argv[1:3])), indent=1))
