"""A tiny portal for a real server: pages behind a2wsgi, one stream, and a door for the test to publish."""

import os
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Any

from a2wsgi import WSGIMiddleware

from portal.domain.live import Change, person_topic
from portal.live.asgi import PortalASGI
from portal.live.hub import Hub
from portal.live.stream import Visitor

hub = Hub()


def pages(environ: dict[str, Any], start_response: Callable[..., object]) -> Iterable[bytes]:
    start_response("200 OK", [("Content-Type", "text/plain")])
    if environ["PATH_INFO"] == "/publish":
        person, event = environ["QUERY_STRING"].split("&")
        hub.publish([Change(person_topic(person), event)])
    return [b"a page"]


def who(cookies: Mapping[str, str]) -> Visitor | None:
    person = cookies.get("visitor")
    return Visitor(person, f"s-{person}", frozenset({person_topic(person)}), 600.0) if person else None


def note(word: str) -> None:
    with Path(os.environ["DIARY"]).open("a") as diary:
        diary.write(word + "\n")


app = PortalASGI(hub, WSGIMiddleware(pages), who, lambda: note("started"), lambda: note("stopped"))
