"""Real servers for the bench: the portal on SQLite and on PostgreSQL, and the yardstick, each in its own process."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import psutil

from portal.demo.seed import seed
from portal.store import schema
from portal.store.engine import open_engine

ROOT = Path(__file__).parents[2]
NOW = datetime(2026, 11, 24, 8, 30, tzinfo=UTC)
SECONDS_TO_START = 60
HELLO = "tests.bench.hello:application"
PORTAL = "portal.wsgi:application"


@dataclass(frozen=True, slots=True)
class Server:
    """A server that answers on a loopback port. `process` is the one that was started; its worker is a child."""

    process: psutil.Process
    port: int

    def processor_seconds(self) -> float:
        """What the server's processes have used so far."""
        return used_by(self.process)

    def kill(self) -> None:
        """End everything at once, as a power cut would: no process gets to say goodbye."""
        os.killpg(self.process.pid, signal.SIGKILL)


def used_by(process: psutil.Process) -> float:
    """Processor seconds of a process and its living children."""
    family = [process, *process.children(recursive=True)]
    return sum(sum(one.cpu_times()[:2]) for one in family if one.is_running())


def demo_settings(database_url: str, folder: Path) -> dict[str, str]:
    """The environment of a demo portal on that database."""
    return {
        "PORTAL_DATABASE_URL": database_url,
        "PORTAL_SECRET_KEY": "only for measuring, never beside real data",
        "PORTAL_HTTPS": "0",
        "PORTAL_DEMO": "1",
        "PORTAL_DEMO_NOW": NOW.isoformat(),
        "PORTAL_NOTICES_FILE": str(folder / "notices.jsonl"),
        # A few people stand for many here and write as fast as they can, which nobody is allowed otherwise.
        "PORTAL_LIMITS_TIMES": "100000",
    }


def fill(database_url: str) -> None:
    """Make the schema and the demo's people."""
    engine = open_engine(database_url)
    schema.upgrade(engine)
    seed(engine, now=NOW)
    engine.dispose()


@contextmanager
def serving(
    application: str,
    settings: Mapping[str, str] | None = None,
    *,
    log: Path | None = None,
    port: int = 0,
) -> Iterator[Server]:
    """The application on the portal's own server, until the block ends, however it ends. Without `port` at a free one."""
    port = port or _free_port()
    start = f"from portal.serving import serve; serve('127.0.0.1', {port}, {application!r})"
    kept = {name: value for name, value in os.environ.items() if not name.startswith("PORTAL_")}
    environment = kept | dict(settings or {}) | {"PYTHONPATH": str(ROOT)}
    with (log or Path(os.devnull)).open("ab") as output:
        process = subprocess.Popen(
            [sys.executable, "-c", start],
            cwd=ROOT,
            env=environment,
            stdout=output,
            stderr=output,
            start_new_session=True,
        )
    server = Server(psutil.Process(process.pid), port)
    try:
        _wait_until_up(process, port)
        yield server
    finally:
        if process.poll() is None:
            process.terminate()
            try:
                process.wait(10)
            except subprocess.TimeoutExpired:
                server.kill()
        process.wait()


def _free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as there:
        return int(there.getsockname()[1])


def _wait_until_up(process: "subprocess.Popen[bytes]", port: int) -> None:
    deadline = time.monotonic() + SECONDS_TO_START
    while time.monotonic() < deadline and process.poll() is None:
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
        except OSError:
            time.sleep(0.02)
        else:
            return
    raise RuntimeError("The server did not start.")
