"""Processor time of the hot pages beside bare Flask: behind the real server, and in this process as a second opinion."""

import io
import time
from collections.abc import Callable, Iterable
from statistics import median
from typing import Any

from flask import Flask

from tests.bench.client import ENCODINGS, Client
from tests.bench.servers import Server

PARTICIPANT, CASEWORKER = "rolig-rogn", "blid-bjork"
PAGES = {"/week": PARTICIPANT, "/messages": PARTICIPANT, "/work": CASEWORKER}
ROUNDS = 5
# Processor time is counted in hundredths of a second, so a slice must last many of them.
HELLOS, OPENED = 600, 80


def served(hello: Server, portal: Server, other: Callable[[], float] | None = None) -> dict[str, Any]:
    """How many times the processor time of hello each page takes, median of rounds taken in turns.

    `other` reads the processor seconds of something that works for the portal, such as its database; with it
    the answer also holds each page's ratio with that included, under `<page> with database`.
    """
    clients = {page: Client(portal.port) for page in PAGES}
    ratios: dict[str, list[float]] = {}
    with Client(hello.port) as greeter:
        for page, client in clients.items():
            client.sign_in(PAGES[page])
            _burst(client, page, 20)
        _burst(greeter, "/", 300)
        for _ in range(ROUNDS):
            unit = _cost(hello.processor_seconds, lambda: _burst(greeter, "/", HELLOS)) / HELLOS
            for page, client in clients.items():
                before = other() if other else 0.0
                alone = (
                    _cost(portal.processor_seconds, lambda c=client, p=page: _burst(c, p, OPENED)) / OPENED
                )
                ratios.setdefault(page, []).append(alone / unit)
                if other:
                    beside = (other() - before) / OPENED
                    ratios.setdefault(f"{page} with database", []).append((alone + beside) / unit)
    for client in clients.values():
        client.__exit__(None, None, None)
    return {name: median(found) for name, found in ratios.items()}


def inside(hello: Flask, portal: Flask) -> dict[str, float]:
    """The same ratios without a server: each application called in this process, in short turns."""
    greeting = _environ("/", "")
    asked = {page: _environ(page, _cookie(portal, person)) for page, person in PAGES.items()}
    ratios: dict[str, list[float]] = {page: [] for page in PAGES}
    for environ in asked.values():
        _called(portal, environ, 30)
    for _ in range(25):
        for page, environ in asked.items():
            unit = _cost(time.process_time, lambda: _called(hello, greeting, 80)) / 80
            cost = _cost(time.process_time, lambda e=environ: _called(portal, e, 10)) / 10
            ratios[page].append(cost / unit)
    return {page: median(found) for page, found in ratios.items()}


def _burst(client: Client, path: str, times: int) -> None:
    for _ in range(times):
        if client.get(path).status != 200:
            raise RuntimeError(f"{path} was not answered with 200.")


def _cost(read: Callable[[], float], work: Callable[[], None]) -> float:
    before = read()
    work()
    return read() - before


def _cookie(portal: Flask, person: str) -> str:
    client = portal.test_client()
    client.post("/sign-in/demo", data={"person": person})
    cookie = client.get_cookie("portal")
    if cookie is None:
        raise RuntimeError("Signing in gave no cookie.")
    return f"portal={cookie.value}"


def _environ(path: str, cookie: str) -> dict[str, Any]:
    return {
        "REQUEST_METHOD": "GET",
        "PATH_INFO": path,
        "QUERY_STRING": "",
        "SERVER_NAME": "127.0.0.1",
        "SERVER_PORT": "80",
        "SERVER_PROTOCOL": "HTTP/1.1",
        "HTTP_HOST": "127.0.0.1",
        "HTTP_COOKIE": cookie,
        "HTTP_ACCEPT_ENCODING": ENCODINGS,
        "wsgi.version": (1, 0),
        "wsgi.url_scheme": "http",
        "wsgi.errors": io.StringIO(),
        "wsgi.input": io.BytesIO(),
        "wsgi.multithread": True,
        "wsgi.multiprocess": False,
        "wsgi.run_once": False,
    }


def _called(app: Flask, environ: dict[str, Any], times: int) -> None:
    answers: list[str] = []

    def start(status: str, _headers: object, _error: object = None) -> Callable[[bytes], object]:
        answers.append(status)
        return lambda _data: None

    for _ in range(times):
        body: Iterable[bytes] = app(dict(environ), start)
        b"".join(body)
        close = getattr(body, "close", None)
        if close:
            close()
    if set(answers) != {"200 OK"}:
        raise RuntimeError(f"{environ['PATH_INFO']} was not answered with 200.")
