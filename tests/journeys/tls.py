"""The portal behind TLS that a browser really trusts: an authority of our own, and what ends the TLS before the portal.

A browser that merely overlooks a bad certificate treats pages differently: it remembers fewer of them, and a test of
what Back shows would pass for the wrong reason.
"""

import asyncio
import shutil
import ssl
import subprocess
import sys
from asyncio import StreamReader, StreamWriter
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from threading import Event, Thread

from tests.journeys.served import NOW, ROOT, Portal, free_port, serving

# Two pages without a word about caching, which every browser may remember, and a quiet one to go away to.
PAGES = {
    "/first": "<!doctype html><title>First</title><h1>First</h1><a href='/second'>on</a><script>"
    "addEventListener('pageshow', (event) => { document.title = event.persisted ? 'remembered' : 'fetched'; })</script>",
    "/second": "<!doctype html><title>Second</title><h1>Second</h1>",
    "/quiet": "<!doctype html><title>Weather</title><h1>Rain later today</h1>",
}
Talk = Callable[[StreamReader, StreamWriter], Awaitable[None]]


@dataclass(frozen=True, slots=True)
class Trusted:
    """A portal behind TLS, the address of pages of others, and the home of a browser that trusts both."""

    portal: Portal
    elsewhere: str
    home: Path


@contextmanager
def behind_tls(folder: Path) -> Iterator[Trusted]:
    """Start the demo's world as it would be served in earnest: with TLS, and cookies that need it."""
    home, context = _authority(folder)
    data, inner, outer, others = folder / "data", free_port(), free_port(), free_port()
    seed = [sys.executable, "-m", "portal", "demo", "--data", str(data), "--now", NOW, "seed"]
    subprocess.run(seed, cwd=ROOT, check=True, capture_output=True)
    elsewhere = f"https://127.0.0.1:{others}"
    more = {
        "PORTAL_DATABASE_URL": f"sqlite:///{data / 'portal.db'}",
        "PORTAL_SECRET_KEY": "0123456789 of the tests, and more signs than needed",
        "PORTAL_DEMO": "1",
        "PORTAL_DEMO_NOW": f"{NOW}:00+01:00",
        "PORTAL_EXIT_URL": f"{elsewhere}/quiet",
    }
    with (
        serving(["serve", "--port", str(inner)], inner, more),
        _listening({outer: _handing_on(inner), others: _showing}, context),
    ):
        yield Trusted(Portal(f"https://localhost:{outer}", data / "portal.db"), elsewhere, home)


def _authority(folder: Path) -> tuple[Path, ssl.SSLContext]:
    """An authority, a certificate for this machine, and a home whose store of certificates trusts the authority."""
    assert shutil.which("openssl"), (
        "openssl is missing. Please install the package openssl: it makes a certificate."
    )
    certutil = shutil.which("certutil")
    assert certutil, (
        "certutil is missing. Please install the package libnss3-tools: it makes Chromium trust a test's certificate."
    )
    home, names = folder / "home", folder / "names"
    store = home / ".pki" / "nssdb"
    store.mkdir(parents=True)
    names.write_text("subjectAltName=DNS:localhost,IP:127.0.0.1\nextendedKeyUsage=serverAuth\n")
    key = ["-newkey", "rsa:2048", "-nodes", "-sha256"]
    made = ["-days", "7"]
    for command in (
        [
            "openssl",
            "req",
            "-x509",
            *key,
            *made,
            "-subj",
            "/CN=Test authority",
            "-keyout",
            "ca.key",
            "-out",
            "ca.crt",
        ],
        [
            "openssl",
            "req",
            *key,
            "-subj",
            "/CN=localhost",
            "-keyout",
            "localhost.key",
            "-out",
            "localhost.csr",
        ],
        [
            *("openssl", "x509", "-req", "-in", "localhost.csr", "-CA", "ca.crt", "-CAkey", "ca.key"),
            *(*made, "-CAcreateserial", "-extfile", "names", "-out", "localhost.crt"),
        ],
        [certutil, "-N", "-d", f"sql:{store}", "--empty-password"],
        [certutil, "-A", "-d", f"sql:{store}", "-n", "test", "-t", "C,,", "-i", "ca.crt"],
    ):
        subprocess.run(command, cwd=folder, check=True, capture_output=True)
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    context.load_cert_chain(folder / "localhost.crt", folder / "localhost.key")
    return home, context


@contextmanager
def _listening(talks: dict[int, Talk], context: ssl.SSLContext) -> Iterator[None]:
    """Answer on these ports, in a thread with a loop of its own."""
    loop, ready = asyncio.new_event_loop(), Event()

    async def listen() -> list[asyncio.Server]:
        servers = [
            await asyncio.start_server(talk, "127.0.0.1", port, ssl=context) for port, talk in talks.items()
        ]
        ready.set()
        return servers

    def run() -> None:
        servers = loop.run_until_complete(listen())
        loop.run_forever()
        for server in servers:
            server.close()
        for task in asyncio.all_tasks(loop):
            task.cancel()
        loop.run_until_complete(asyncio.sleep(0.2))
        loop.close()

    thread = Thread(target=run, daemon=True)
    thread.start()
    assert ready.wait(10)
    yield
    loop.call_soon_threadsafe(loop.stop)
    thread.join(10)


def _handing_on(port: int) -> Talk:
    async def talk(reader: StreamReader, writer: StreamWriter) -> None:
        there, onward = await asyncio.open_connection("127.0.0.1", port)
        await asyncio.gather(_pour(reader, onward), _pour(there, writer), return_exceptions=True)

    return talk


async def _pour(source: StreamReader, target: StreamWriter) -> None:
    with suppress(OSError):
        while piece := await source.read(65536):
            target.write(piece)
            await target.drain()
    with suppress(OSError):
        target.close()


async def _showing(reader: StreamReader, writer: StreamWriter) -> None:
    """One page on each connection."""
    with suppress(OSError, asyncio.IncompleteReadError):
        asked = (await reader.readuntil(b"\r\n\r\n")).split(b" ")[1].decode("ascii")
        body = PAGES.get(asked, "").encode()
        head = f"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: {len(body)}\r\n"
        writer.write(f"{head}Connection: close\r\n\r\n".encode() + body)
        await writer.drain()
        writer.close()
