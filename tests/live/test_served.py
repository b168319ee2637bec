"""The stream on the server that is shipped: a real process, real sockets, killed and started again."""

from __future__ import annotations

import http.client
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

HERE = Path(__file__).parent


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as there:
        return int(there.getsockname()[1])


@contextmanager
def served(port: int, diary: Path) -> Iterator[subprocess.Popen[bytes]]:
    command = [sys.executable, "-m", "granian", "--interface", "asgi", "--port", str(port), "--workers", "1"]
    command += [
        "--http",
        "1",
        "--backpressure",
        "20000",
        "--workers-kill-timeout",
        "10",
        "--no-ws",
        "served:app",
    ]
    paths = os.pathsep.join((str(HERE), str(HERE.parents[1])))
    process = subprocess.Popen(
        command, env={**os.environ, "PYTHONPATH": paths, "DIARY": str(diary)}, start_new_session=True
    )
    try:
        yield process
    finally:
        # The server's worker is a process of its own; the group is ours, as it was started as one.
        if process.poll() is None:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()


class Browser:
    """Opens the stream, and opens it again whenever it breaks, as a browser's EventSource does."""

    def __init__(self, port: int) -> None:
        self.there = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
        self.answer: http.client.HTTPResponse | None = None
        self.openings = 0

    def hear(self, event: str, seconds: float = 15.0) -> None:
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            try:
                if self.answer is None:
                    self.there.request("GET", "/live", headers={"Cookie": "visitor=kari"})
                    self.answer = self.there.getresponse()
                    self.openings += 1
                line = self.answer.readline()
                if not line:
                    self.close()
                elif line == f"event: {event}\n".encode():
                    return
            except (OSError, http.client.HTTPException):
                self.close()
                time.sleep(0.1)
        raise AssertionError(f"{event} was not heard")

    def close(self) -> None:
        if self.answer is not None:
            self.answer.close()
            self.answer = None
        self.there.close()


def fetch(port: int, path: str) -> bytes:
    with closing(http.client.HTTPConnection("127.0.0.1", port, timeout=5)) as there:
        there.request("POST", path)
        return there.getresponse().read()


def test_a_browser_comes_back_after_a_crash_and_a_restart_and_is_greeted_again(tmp_path: Path) -> None:
    port, diary = free_port(), tmp_path / "diary"
    with closing(Browser(port)) as kari:
        with served(port, diary) as server:
            kari.hear("opened")
            assert fetch(port, "/publish?kari&inbox") == b"a page"
            kari.hear("inbox")
            os.killpg(server.pid, signal.SIGKILL)
            server.wait()
        with served(port, diary) as server:
            kari.hear("opened")
            fetch(port, "/publish?kari&absences")
            kari.hear("absences")
            assert kari.openings == 2
            # With a stream open, an orderly stop is quick and runs to its end instead of being killed.
            begun = time.monotonic()
            server.send_signal(signal.SIGTERM)
            server.wait(9)
            assert time.monotonic() - begun < 5
    assert diary.read_text().split() == ["started", "started", "stopped"]
