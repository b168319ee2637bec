"""A bad line between browsers and portal: what has been done is not always told, and some of it comes late."""

import asyncio
import random
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass

STREAM = b" /live"
LONGEST_HEAD = 64 * 1024


@dataclass
class Line:
    """What the line does. `lose` is the share of answers that never arrive although the portal has done what it was
    asked, `late` the share that arrives up to `slowest` seconds late. Which ones, the seed decides.

    It counts what went through and what was lost, so that a test can say that there was something to survive.
    """

    port: int
    lose: float = 0.25
    late: float = 0.25
    slowest: float = 0.3
    answers: int = 0
    lost: int = 0
    delayed: int = 0
    streams_cut: int = 0
    refused: int = 0


class _Lossy:
    """An HTTP/1.1 proxy: it reads a whole request, hands it on, waits for the whole answer, and then decides.

    Only the stream goes through as it comes; it is cut now and then.
    """

    def __init__(self, line: Line, seed: int) -> None:
        self.line = line
        self.dice = random.Random(seed)  # noqa: S311 -- The same faults in every run.

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            while head := await _head(reader):
                if not await self._one(head, reader, writer):
                    break
        except (OSError, asyncio.IncompleteReadError, ValueError):
            pass
        finally:
            await _closed(writer)

    async def _one(self, head: bytes, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> bool:
        """One request and its answer. Whether the browser's connection is still good."""
        body = await reader.readexactly(_length(head))
        try:
            up, down = await asyncio.open_connection("127.0.0.1", self.line.port)
        except OSError:
            # Nobody is there: the server has just been killed.
            self.line.refused += 1
            return False
        try:
            down.write(_closing(head) + body)
            await down.drain()
            if STREAM in head.split(b"\r\n", 1)[0]:
                await self._stream(up, writer)
                return False
            answer = await up.read()
            if not _whole(answer):
                return False
            self.line.answers += 1
            if self.dice.random() < self.line.lose:
                self.line.lost += 1
                return False
            if self.dice.random() < self.line.late:
                self.line.delayed += 1
                await asyncio.sleep(self.dice.uniform(0, self.line.slowest))
            writer.write(answer)
            await writer.drain()
            return False
        finally:
            await _closed(down)

    async def _stream(self, up: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        life = self.dice.uniform(5, 40)
        with suppress(TimeoutError):
            # A good line stays.
            async with asyncio.timeout(life if self.line.lose else None):
                while chunk := await up.read(4096):
                    writer.write(chunk)
                    await writer.drain()
                return
        self.line.streams_cut += 1


async def _closed(writer: asyncio.StreamWriter) -> None:
    """Close a connection and wait until it is gone: the loop may end at any moment, and must leave none behind."""
    writer.close()
    with suppress(OSError):
        await writer.wait_closed()


async def _head(reader: asyncio.StreamReader) -> bytes:
    try:
        return await reader.readuntil(b"\r\n\r\n")
    except asyncio.IncompleteReadError:
        return b""


def _length(head: bytes) -> int:
    for line in head.lower().split(b"\r\n"):
        if line.startswith(b"content-length:"):
            return int(line.partition(b":")[2])
    return 0


def _closing(head: bytes) -> bytes:
    # One request to a connection, so that the end of the answer is its end.
    lines = [one for one in head.split(b"\r\n") if one and not one.lower().startswith(b"connection:")]
    return b"\r\n".join([*lines, b"Connection: close", b"", b""])


def _whole(answer: bytes) -> bool:
    head, gap, body = answer.partition(b"\r\n\r\n")
    return bool(gap) and (_length(head) == len(body) or b"chunked" in head.lower())


@contextmanager
def lossy(line: Line, seed: int = 1) -> Iterator[str]:
    """The address of a bad line to the portal on `line.port`, until the block ends."""
    proxy = _Lossy(line, seed)
    started = threading.Event()
    found: list[tuple[str, asyncio.AbstractEventLoop, asyncio.Event]] = []

    async def run() -> None:
        over = asyncio.Event()
        server = await asyncio.start_server(proxy.serve, "127.0.0.1", 0, limit=LONGEST_HEAD)
        port = server.sockets[0].getsockname()[1]
        found.append((f"http://127.0.0.1:{port}", asyncio.get_running_loop(), over))
        started.set()
        await over.wait()
        server.close()
        tasks = asyncio.all_tasks() - {asyncio.current_task()}
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        # A transport is gone one turn of the loop after it was closed.
        await asyncio.sleep(0.1)

    thread = threading.Thread(target=lambda: asyncio.run(run()), daemon=True)
    thread.start()
    assert started.wait(10), "The line does not stand."
    address, loop, over = found[0]
    try:
        yield address
    finally:
        loop.call_soon_threadsafe(over.set)
        thread.join(10)
