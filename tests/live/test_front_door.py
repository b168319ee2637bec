"""The headers of what no page is drawn for, on the server that is shipped: the stream, and what is refused before a page."""

import shutil
from collections.abc import Iterator
from contextlib import closing
from http.client import HTTPConnection, HTTPMessage
from pathlib import Path
from urllib.parse import urlencode

import pytest

from tests.architecture.headers import ALWAYS, HSTS
from tests.bench.servers import PORTAL, Server, demo_settings, serving

SAID = ALWAYS | {
    HSTS: "max-age=31536000; includeSubDomains",
    "Cache-Control": "no-store",
    # The name of the house. Without it the server would write its own there, with its version.
    "Server": "portal",
}


@pytest.fixture(scope="module")
def door(seeded_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """The portal behind TLS, as far as it knows."""
    folder = tmp_path_factory.mktemp("door")
    shutil.copy(seeded_template, folder / "portal.db")
    settings = demo_settings(f"sqlite:///{folder / 'portal.db'}", folder) | {"PORTAL_HTTPS": "1"}
    with serving(PORTAL, settings) as server:
        yield server


def _ask(
    door: Server, method: str, path: str, headers: dict[str, str] | None = None, body: str = ""
) -> tuple[int, HTTPMessage]:
    with closing(HTTPConnection("127.0.0.1", door.port, timeout=15)) as there:
        there.request(method, path, body or None, headers or {})
        answer = there.getresponse()
        return answer.status, answer.headers


def _faults(headers: HTTPMessage) -> list[str]:
    faults = [f"{name}: {headers.get_all(name)}" for name in SAID if headers.get_all(name) != [SAID[name]]]
    policies = headers.get_all("Content-Security-Policy") or []
    if len(policies) != 1 or not policies[0].startswith("default-src 'none'"):
        faults.append(f"Content-Security-Policy: {policies}")
    return faults + [f"{name} is there" for name in ("X-Powered-By", "Via") if name in headers]


@pytest.mark.parametrize(
    ("method", "path", "headers", "status"),
    [
        ("GET", "/live", {}, 204),
        ("POST", "/live", {}, 405),
        ("GET", "/live", {"Sec-Fetch-Site": "cross-site"}, 403),
        ("GET", "/sign-in", {}, 200),
        ("GET", "/nothing", {}, 404),
        ("POST", "/sign-in/demo", {"Sec-Fetch-Site": "cross-site"}, 403),
    ],
)
def test_whatever_is_asked_the_answer_carries_every_header_and_no_version(
    door: Server, method: str, path: str, headers: dict[str, str], status: int
) -> None:
    got, said = _ask(door, method, path, headers)
    assert got == status
    assert _faults(said) == []


def test_the_stream_itself_carries_them_too(door: Server) -> None:
    form = {"Content-Type": "application/x-www-form-urlencoded"}
    status, said = _ask(door, "POST", "/sign-in/demo", form, urlencode({"person": "rolig-rogn"}))
    assert status == 303
    status, said = _ask(door, "GET", "/live", {"Cookie": said["Set-Cookie"].partition(";")[0]})
    assert status == 200
    assert said["Content-Type"] == "text/event-stream; charset=utf-8"
    assert _faults(said) == []
