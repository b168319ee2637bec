"""A real server with the demo world: its own folder, a free port, and an end for the whole process group."""

import http.client
import os
import signal
import socket
import sqlite3
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from threading import Event, Thread

ROOT = Path(__file__).resolve().parents[2]
NOW = "2026-11-24T09:30"
SECONDS_TO_START = 180
# One server for a whole file of journeys: the same few people write and sign in there far more often than anybody does.
GENEROUS = {"PORTAL_LIMITS_TIMES": "100"}


@dataclass(frozen=True, slots=True)
class Portal:
    """A running portal: where it answers, and the database file behind it."""

    address: str
    database: Path

    def let_sign_ins_run_out(self, person: str) -> None:
        """Move the last request of this person an hour back, as if they had put the phone away that long."""
        with closing(sqlite3.connect(self.database, timeout=10)) as connection, connection:
            rows = connection.execute(
                "SELECT token_hash, seen_at FROM sign_in WHERE ended_at IS NULL AND person_id = "
                "(SELECT id FROM person WHERE key = ?)",
                (person,),
            ).fetchall()
            assert rows, f"{person} is not signed in."
            for token_hash, seen_at in rows:
                earlier = datetime.fromisoformat(seen_at) - timedelta(hours=1)
                connection.execute(
                    "UPDATE sign_in SET seen_at = ? WHERE token_hash = ?",
                    (earlier.isoformat(sep=" ", timespec="microseconds"), token_hash),
                )

    def one(self, question: str, *values: str) -> str:
        """The first column of the first row that answers an SQL question. Fails when there is none."""
        with closing(sqlite3.connect(self.database, timeout=10)) as connection:
            row = connection.execute(question, values).fetchone()
        assert row is not None, question
        return str(row[0])


@contextmanager
def running(folder: Path, now: str = NOW, more: Mapping[str, str] = GENEROUS) -> Iterator[Portal]:
    """Start the demo with its clock at `now`, Norwegian time, and end it with everything it started."""
    port = free_port()
    with serving(["demo", "--data", str(folder), "--port", str(port), "--now", now], port, more):
        yield Portal(f"http://127.0.0.1:{port}", folder / "portal.db")


@contextmanager
def serving(command: list[str], port: int, more: Mapping[str, str] | None = None) -> Iterator[None]:
    """Start the portal with a command of its own and further settings, wait until it answers, and end it all."""
    server = subprocess.Popen(
        [sys.executable, "-m", "portal", *command],
        cwd=ROOT,
        env=os.environ | (more or {}),
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        start_new_session=True,
    )
    said: list[str] = []
    ended = Event()
    reader = Thread(target=_read, args=(server, said, ended), daemon=True)
    reader.start()
    try:
        assert _answers(port, ended), "The portal did not start:\n" + "".join(said)
        yield
    finally:
        _end(server)
        reader.join()
        if server.stdout:
            server.stdout.close()


def free_port() -> int:
    """A port on this machine where nobody listens just now."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return int(listener.getsockname()[1])


def _read(server: subprocess.Popen[str], said: list[str], ended: Event) -> None:
    # The pipe is read to its end, or the server would stop when it is full.
    said.extend(server.stdout or ())
    ended.set()


def _answers(port: int, ended: Event) -> bool:
    """Whether the first page comes before the time is up or the server has ended."""
    for _ in range(SECONDS_TO_START * 20):
        with (
            suppress(OSError),
            closing(http.client.HTTPConnection("127.0.0.1", port, timeout=30)) as connection,
        ):
            connection.request("GET", "/sign-in")
            return connection.getresponse().status == 200
        if ended.wait(0.05):
            break
    return False


def _end(server: subprocess.Popen[str]) -> None:
    for sign in (signal.SIGTERM, signal.SIGKILL):
        try:
            os.killpg(server.pid, sign)
            server.wait(timeout=10)
        except ProcessLookupError:
            break
        except subprocess.TimeoutExpired:
            continue
    server.wait(timeout=10)
