"""The demo with its two real OpenID providers, started as `make run-oidc` does, and a browser without JavaScript for it."""

import html
import os
import re
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path

import httpx

ROOT = Path(__file__).resolve().parents[2]
SECONDS_TO_START = 90


@dataclass(frozen=True, slots=True)
class Tenants:
    """Where the portal and the providers answer, and what they have said."""

    port: int
    said: Path

    @property
    def portal(self) -> str:
        """The portal's address."""
        return f"http://127.0.0.1:{self.port}"

    @property
    def id_porten(self) -> str:
        """The address of the provider for participants."""
        return f"http://127.0.0.1:{self.port + 1}"


@dataclass
class Person:
    """Somebody with a browser: follows redirects, keeps cookies, and fills in the forms it is shown."""

    tenants: Tenants
    http: httpx.Client = field(default_factory=lambda: httpx.Client(follow_redirects=True, timeout=20))

    def get(self, address: str) -> httpx.Response:
        """Open an address; one without a host is the portal's."""
        return self.http.get(address if "://" in address else self.tenants.portal + address)

    def log_in(self, door: str, who: str, query: str = "") -> httpx.Response:
        """From the portal to the provider, pick who to be, and back."""
        return self.send(self.get(f"/sign-in/{door}{query}"), person=who)

    def send(self, page: httpx.Response, **more: str) -> httpx.Response:
        """Send the only form of the page with its hidden fields."""
        action, fields = form_of(page.text)
        return self.http.post(str(page.url.join(action)), data=fields | more)

    def sign_out(self) -> httpx.Response:
        """Leave the portal; the page that leads on to the provider."""
        token = html.unescape(
            re.findall(r"X-CSRFToken\": \"([^\"]+)\"", html.unescape(self.get("/languages").text))[0]
        )
        return self.http.post(f"{self.tenants.portal}/sign-out", data={"csrf_token": token})


def form_of(text: str) -> tuple[str, dict[str, str]]:
    """Where the page's last form goes, and its hidden fields."""
    form = re.findall(r"<form.*?</form>", text, re.DOTALL)[-1]
    action = re.findall(r'action="([^"]+)"', form)[0]
    hidden = [tag for tag in re.findall(r"<input[^>]*>", form) if 'type="hidden"' in tag]
    pairs = [
        (re.findall(r'name="([^"]*)"', tag)[0], re.findall(r'value="([^"]*)"', tag)[0]) for tag in hidden
    ]
    return html.unescape(action), {html.unescape(name): html.unescape(value) for name, value in pairs}


def headline(page: httpx.Response) -> str:
    """The page's headline."""
    return html.unescape(re.findall(r"<h1[^>]*>(.*?)</h1>", page.text, re.DOTALL)[0]).strip()


@contextmanager
def running(folder: Path) -> Iterator[Tenants]:
    """Start all three, and end them with everything they started."""
    tenants = Tenants(_three_free_ports(), folder / "said.txt")
    command = [
        sys.executable,
        "-m",
        "portal.demo.oidc",
        "--port",
        str(tenants.port),
        "--data",
        folder / "data",
    ]
    with tenants.said.open("w") as said:
        server = subprocess.Popen(command, cwd=ROOT, stdout=said, stderr=said, start_new_session=True)
    try:
        assert _answers(tenants, server), tenants.said.read_text("utf-8")
        yield tenants
    finally:
        with suppress(ProcessLookupError):
            os.killpg(server.pid, signal.SIGINT)
        with suppress(subprocess.TimeoutExpired):
            server.wait(timeout=15)
        with suppress(ProcessLookupError):
            os.killpg(server.pid, signal.SIGKILL)
        server.wait(timeout=10)


def _answers(tenants: Tenants, server: subprocess.Popen[bytes]) -> bool:
    for _ in range(SECONDS_TO_START * 4):
        with suppress(httpx.HTTPError):
            return httpx.get(f"{tenants.portal}/sign-in", timeout=30).status_code == 200
        if server.poll() is not None:
            return False
        time.sleep(0.25)
    return False


def _three_free_ports() -> int:
    for port in range(20_000 + os.getpid() % 10_000, 60_000, 7):
        if all(_is_free(port + offset) for offset in range(3)):
            return port
    raise AssertionError("There are no three free ports in a row.")


def _is_free(port: int) -> bool:
    with closing(socket.socket()) as listener, suppress(OSError):
        listener.bind(("127.0.0.1", port))
        return True
    return False
