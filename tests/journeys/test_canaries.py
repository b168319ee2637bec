"""Canaries in a real browser: what is written on one phone shows on no page, stream, title, address or console of others.

The sweep of every page is in tests/web/test_canary_sweep.py; here the pages stand open while it happens.
"""

from collections.abc import Callable
from dataclasses import dataclass, field

from playwright.sync_api import expect

from tests.journeys.windows import DESK, Window

OPEN, HIDDEN = "kanarifuglen i fjæra", "kanarifuglen i tangen"


@dataclass
class Heard:
    """What a window was told besides its pages: events of the stream, lines of the console, titles."""

    window: Window
    events: list[str] = field(default_factory=list)
    lines: list[str] = field(default_factory=list)

    def listen(self) -> None:
        """Begin, before the first page."""
        page = self.window.page
        page.on("console", lambda message: self.lines.append(message.text))
        wire = self.window.context.new_cdp_session(page)
        wire.send("Network.enable")
        wire.on(
            "Network.eventSourceMessageReceived",
            lambda told: self.events.append(f"{told['eventName']} {told['data']}"),
        )

    def everything(self) -> str:
        """All of it, with the page as it stands, its title and every address that was asked for."""
        page = self.window.page
        return "\n".join(
            [page.content(), page.title(), *self.window.requests, *self.events, *self.lines, page.url]
        )


def _write(window: Window, text: str) -> None:
    window.open("/messages")
    window.page.fill("textarea[name=text]", text)
    window.page.click("form[action='/messages'] button[type=submit]")
    expect(window.page.locator("bdi, p").filter(has_text=text).first).to_be_visible()


def test_what_two_people_write_reaches_the_pages_of_those_it_is_for_and_no_others(
    window: Callable[..., Window],
) -> None:
    """One of them is protected: the other caseworkers' open lists do not even move for her."""
    watchers = {
        "sindig-sjo": "/work",
        "klok-klippe": "/work",
        "klar-kyst": "/work",
        "stille-strand": "/messages",
        "jevn-jord": "/work",
    }
    heard = {}
    for key, path in watchers.items():
        one = window(DESK)
        one.arrive(key)
        heard[key] = Heard(one)
        heard[key].listen()
        one.open(path)
    hidden, plain = window(), window()
    hidden.arrive("tapper-tang")
    plain.arrive("rolig-rogn")
    _write(hidden, HIDDEN)
    expect(heard["sindig-sjo"].window.page.get_by_text(HIDDEN).first).to_be_visible()
    quiet = {
        key: list(heard[key].events) for key in ("klok-klippe", "klar-kyst", "stille-strand", "jevn-jord")
    }
    assert not any("case-" in event for some in quiet.values() for event in some), quiet
    _write(plain, OPEN)
    # The second comes to the whole office, and by then the first would have come as well.
    for key in ("klok-klippe", "sindig-sjo"):
        expect(heard[key].window.page.get_by_text(OPEN).first).to_be_visible()
    for key, watcher in heard.items():
        told = watcher.everything()
        assert (HIDDEN in told) == (key == "sindig-sjo"), f"{key} and what Tang wrote"
        assert (OPEN in told) == (key in {"sindig-sjo", "klok-klippe"}), f"{key} and what Rogn wrote"
        besides = "\n".join(
            [*watcher.window.requests, *watcher.events, *watcher.lines, watcher.window.page.title()]
        )
        assert OPEN not in besides, key
        assert HIDDEN not in besides, key
    for one in (hidden, plain):
        assert not any("kanari" in address for address in one.requests)
