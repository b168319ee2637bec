"""A house with a hub and no server: readers that speak ASGI, so that each test sees every byte."""

import asyncio
import re
from collections.abc import Callable, Mapping
from typing import Any

import pytest

from portal.live.asgi import PortalASGI
from portal.live.hub import Hub
from portal.live.stream import Visitor


class Reader:
    """One request, and what came back for it."""

    def __init__(
        self,
        app: PortalASGI,
        person: str | None,
        method: str = "GET",
        path: str = "/live",
        headers: Mapping[str, str] | None = None,
        query: str = "",
    ) -> None:
        self.status = 0
        self.headers: dict[str, str] = {}
        self.body = b""
        self.reading = asyncio.Event()
        self.reading.set()
        self._news = asyncio.Event()
        self._hung_up = asyncio.Event()
        sent = (
            {"Cookie": f"odd cookie; visitor={person}; visitor=else", **(headers or {})}
            if person
            else headers or {}
        )
        scope = {
            "type": "http",
            "method": method,
            "path": path,
            "query_string": query.encode(),
            "headers": [(k.lower().encode(), v.encode()) for k, v in sent.items()],
        }
        self.task = asyncio.ensure_future(app(scope, self._receive, self._send))

    @property
    def events(self) -> list[str]:
        return re.findall(r"^event: (\S+)$", self.body.decode(), re.MULTILINE)

    async def until(self, there: Callable[[], object], seconds: float = 3.0) -> None:
        async with asyncio.timeout(seconds):
            while not there():
                await self._news.wait()
                self._news.clear()

    async def heard(self, event: str, seconds: float = 3.0) -> None:
        await self.until(lambda: event in self.events, seconds)

    async def over(self, seconds: float = 3.0) -> None:
        await asyncio.wait_for(self.task, seconds)

    def hang_up(self) -> None:
        self._hung_up.set()

    async def _receive(self) -> dict[str, Any]:
        await self._hung_up.wait()
        return {"type": "http.disconnect"}

    async def _send(self, message: Mapping[str, Any]) -> None:
        await self.reading.wait()
        if message["type"] == "http.response.start":
            self.status = message["status"]
            self.headers = {k.decode(): v.decode() for k, v in message["headers"]}
        else:
            self.body += message["body"]
        self._news.set()


class House:
    """A hub, its front door and a list of who is signed in: name to visitor."""

    def __init__(self, **hub: float) -> None:
        self.hub = Hub(**hub)  # type: ignore[arg-type]
        self.visitors: dict[str, Visitor] = {}
        self.down = False
        self.asked = 0
        self.app = PortalASGI(self.hub, self._pages, self._who)

    def admit(
        self, name: str, *topics: str, person: str | None = None, seconds_left: float = 1_800.0
    ) -> None:
        self.visitors[name] = Visitor(person or name, f"s-{name}", frozenset(topics), seconds_left)

    def ask(
        self,
        person: str | None,
        method: str = "GET",
        path: str = "/live",
        headers: Mapping[str, str] | None = None,
        query: str = "",
    ) -> Reader:
        return Reader(self.app, person, method, path, headers, query)

    async def listen(
        self, name: str, *topics: str, person: str | None = None, seconds_left: float = 1_800.0
    ) -> Reader:
        self.admit(name, *topics, person=person, seconds_left=seconds_left)
        reader = self.ask(name)
        await reader.heard("opened")
        return reader

    def _who(self, cookies: Mapping[str, str]) -> Visitor | None:
        self.asked += 1
        if self.down:
            raise OSError("The database is away.")
        return self.visitors.get(cookies.get("visitor", ""))

    async def _pages(self, _scope: object, _receive: object, send: Callable[[dict[str, Any]], Any]) -> None:
        await send({"type": "http.response.start", "status": 200, "headers": []})
        await send({"type": "http.response.body", "body": b"a page"})


@pytest.fixture
def house() -> type[House]:
    return House
