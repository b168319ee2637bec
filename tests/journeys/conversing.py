"""Two people write to each other over a bad line while the portal is killed again and again: what each of them sees."""

import os
import signal
import sqlite3
import statistics
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import psutil
from playwright.sync_api import Browser, Page

from tests.bench.servers import PORTAL, Server, demo_settings, fill, serving
from tests.journeys.lossy import Line, lossy
from tests.journeys.served import Portal, free_port
from tests.journeys.windows import DESK, PHONE, Window

PARTICIPANT, CASEWORKER = "stille-strand", "blid-bjork"
# Each page writes for itself, as a person would: it fills in the text, presses, and waits until its own words are shown
# and the field is free for the next. It notes when it pressed, and both pages note when they first show a text.
_WRITE = """([who, count, pause]) => {
  window.shown = window.shown || {};
  window.pressed = {};
  window.written = 0;
  const one = async (number) => {
    const words = `${who} ${String(number).padStart(4, '0')}`;
    const free = () => {
      const text = document.getElementById('text');
      return text && !text.readOnly && !text.value && !document.querySelector('#write.htmx-request');
    };
    while (!free()) await new Promise((done) => setTimeout(done, 4));
    const text = document.getElementById('text');
    text.value = words;
    window.pressed[words] = Date.now();
    text.form.querySelector('button[type=submit]').click();
    while (!window.shown[words]) await new Promise((done) => setTimeout(done, 4));
    window.written = number;
  };
  (async () => {
    for (let number = 1; number <= count; number += 1) {
      await one(number);
      await new Promise((done) => setTimeout(done, pause * 2000 * Math.random()));
    }
  })();
}"""
_WATCH = """() => {
  window.shown = {};
  window.disorder = 0;
  window.loads = (window.loads || 0) + 1;
  const look = () => {
    const now = Date.now();
    let last = 0;
    for (const one of document.querySelectorAll('#thread .message')) {
      const place = Number(one.id.slice(1));
      if (place <= last) window.disorder += 1;
      last = place;
      const words = one.querySelector('.words');
      const said = words && words.textContent.trim();
      if (said && !(said in window.shown)) window.shown[said] = now;
    }
  };
  new MutationObserver(look).observe(document.getElementById('main'), { childList: true, subtree: true });
  look();
}"""


@dataclass
class Outcome:
    """What came of it. Times are milliseconds from the press to the other one's page."""

    messages: int
    kills: int
    stored: int = 0
    doubled: int = 0
    missing: int = 0
    unseen: dict[str, int] = field(default_factory=dict)
    disorder: int = 0
    loads: int = 0
    order_differs: int = 0
    waits: list[float] = field(default_factory=list)
    own: list[float] = field(default_factory=list)
    line: Line = field(default_factory=lambda: Line(0))
    seconds: float = 0
    faults: list[str] = field(default_factory=list)

    @property
    def clean(self) -> bool:
        """Everything stored once, shown in one order to both, nothing missing, no page loaded anew."""
        wrong = (self.doubled, self.missing, self.disorder, self.order_differs, sum(self.unseen.values()))
        return not any(wrong) and self.stored == self.messages and self.loads == len(self.unseen)

    def __str__(self) -> str:
        waits, own = sorted(self.waits), sorted(self.own)
        line = self.line
        return (
            f"{self.messages} messages, {self.kills} kills, {self.seconds:.0f} s: stored {self.stored}, twice {self.doubled}, "
            f"missing {self.missing}, unseen {self.unseen}, out of order {self.disorder}, orders that differ "
            f"{self.order_differs}, pages loaded {self.loads}\n"
            f"  line: {line.answers} answers, {line.lost} lost, {line.delayed} delayed, {line.streams_cut} streams cut, "
            f"{line.refused} refused\n"
            f"  press to shown at the other's: p50 {statistics.median(waits):.0f} ms, p90 {waits[len(waits) * 9 // 10]:.0f} ms, "
            f"p99 {waits[len(waits) * 99 // 100]:.0f} ms, longest {waits[-1]:.0f} ms\n"
            f"  press to shown at one's own: p50 {statistics.median(own):.0f} ms, p99 {own[len(own) * 99 // 100]:.0f} ms"
        )


def furnish(folder: Path) -> None:
    """Make a demo's data there."""
    fill(f"sqlite:///{folder / 'portal.db'}")


@contextmanager
def portal_process(folder: Path, port: int) -> Iterator[Server]:
    """The portal on that folder's data, at that port, in processes that may be killed."""
    settings = demo_settings(f"sqlite:///{folder / 'portal.db'}", folder)
    with serving(PORTAL, settings, port=port, log=folder / "server.log") as server:
        yield server


def converse(
    chromium: Browser,
    folder: Path,
    *,
    messages: int,
    kills: int,
    line: Line,
    longest: float,
    pause: float = 0.0,
) -> Outcome:
    """Let the two write `messages` in all, half each, and kill the portal `kills` times meanwhile.

    `folder` holds a furnished demo, `pause` is the mean of the seconds between two messages of one person. Raises TimeoutError when it is not over after `longest` seconds.
    """
    line.port = free_port()
    outcome = Outcome(messages, kills, line=line)
    begun = time.monotonic()
    with lossy(line) as address:
        windows: dict[str, Window] = {}
        servers = _Servers(folder, line.port)
        try:
            for who, size in ((PARTICIPANT, PHONE), (CASEWORKER, DESK)):
                windows[who] = opened(chromium, Portal(address, folder / "portal.db"), line, who, size)
            pages = {who: one.page for who, one in windows.items()}
            for page in pages.values():
                page.evaluate(_WATCH)
            for who, page in pages.items():
                page.evaluate(_WRITE, [who, messages // 2, pause])
            _kill_now_and_then(servers, pages, kills, messages, begun + longest)
            _wait_for_all(pages, messages, begun + longest)
            outcome.seconds = time.monotonic() - begun
            _compare(outcome, pages)
            outcome.faults = [fault for one in windows.values() for fault in one.faults if _counts(fault)]
        finally:
            for one in windows.values():
                one.close()
            servers.end()
    _count(outcome, folder / "portal.db")
    return outcome


class _Servers:
    """The portal, killed and started again on the same data and at the same port."""

    def __init__(self, folder: Path, port: int) -> None:
        self.folder, self.port = folder, port
        self._start()

    def _start(self) -> None:
        self._context = portal_process(self.folder, self.port)
        self.server = self._context.__enter__()

    def kill(self) -> None:
        family = [self.server.process, *self.server.process.children(recursive=True)]
        os.killpg(self.server.process.pid, signal.SIGKILL)
        self.end()
        # Its worker held the port, and is nobody's child any more.
        psutil.wait_procs(family, timeout=10)
        self._start()

    def end(self) -> None:
        with suppress(RuntimeError):
            self._context.__exit__(None, None, None)


def opened(chromium: Browser, portal: Portal, line: Line, who: str, size: tuple[int, int]) -> Window:
    """Somebody's window with the conversation open. The way there has no faults: they are for the conversation."""
    faults, line.lose, line.late = (line.lose, line.late), 0, 0
    window = Window(chromium, portal, size)
    window.arrive(who, "nb")
    window.open("/messages" if who == PARTICIPANT else f"/work/case/{_case(portal)}")
    line.lose, line.late = faults
    return window


def _case(portal: Portal) -> str:
    return portal.one("SELECT id FROM person WHERE key = ?", PARTICIPANT)


def _written(pages: dict[str, Page]) -> int:
    return sum(int(page.evaluate("window.written")) for page in pages.values())


def _kill_now_and_then(
    servers: _Servers, pages: dict[str, Page], kills: int, messages: int, deadline: float
) -> None:
    """Kill at evenly spread moments of the conversation."""
    for number in range(1, kills + 1):
        until = messages * number // (kills + 1)
        while _written(pages) < until:
            _in_time(deadline, pages)
            next(iter(pages.values())).wait_for_timeout(50)
        servers.kill()


def _wait_for_all(pages: dict[str, Page], messages: int, deadline: float) -> None:
    wanted = f"() => Object.keys(window.shown).filter((one) => /^[a-z-]+ \\d{{4}}$/.test(one)).length >= {messages}"
    for page in pages.values():
        while not page.evaluate(wanted):
            _in_time(deadline, pages)
            page.wait_for_timeout(100)


def _in_time(deadline: float, pages: dict[str, Page]) -> None:
    if time.monotonic() > deadline:
        seen = {who: page.evaluate("Object.keys(window.shown).length") for who, page in pages.items()}
        raise TimeoutError(f"Written {_written(pages)}, seen {seen}.")


def _ours(shown: dict[str, Any]) -> dict[str, float]:
    return {words: at for words, at in shown.items() if words.rpartition(" ")[0] in {PARTICIPANT, CASEWORKER}}


def _compare(outcome: Outcome, pages: dict[str, Page]) -> None:
    shown = {who: _ours(page.evaluate("window.shown")) for who, page in pages.items()}
    texts = {f"{who} {number:04}" for who in pages for number in range(1, outcome.messages // 2 + 1)}
    outcome.unseen = {who: len(texts - set(seen)) for who, seen in shown.items()}
    outcome.disorder = sum(int(page.evaluate("window.disorder")) for page in pages.values())
    outcome.loads = sum(int(page.evaluate("window.loads")) for page in pages.values())
    # What both show at the end is one and the same list.
    places = "() => [...document.querySelectorAll('#thread .message')].map((one) => one.id + one.querySelector('.words').textContent)"
    ends = [page.evaluate(places) for page in pages.values()]
    outcome.order_differs = sum(one != other for one, other in zip(*ends, strict=True))
    for who, page in pages.items():
        other = next(one for one in pages if one != who)
        for words, at in page.evaluate("window.pressed").items():
            if words in shown[other]:
                outcome.waits.append(shown[other][words] - at)
            if words in shown[who]:
                outcome.own.append(shown[who][words] - at)


def _counts(fault: str) -> bool:
    # That a request fails is what this is about, and a browser says so each time.
    return not any(one in fault for one in ("htmx:sendError", "htmx:timeout"))


def _count(outcome: Outcome, database: Path) -> None:
    with closing(sqlite3.connect(database)) as connection:
        texts = [
            row[0]
            for row in connection.execute("SELECT text FROM message ORDER BY sequence")
            if str(row[0]).rpartition(" ")[0] in {PARTICIPANT, CASEWORKER}
        ]
    outcome.stored = len(texts)
    outcome.doubled = len(texts) - len(set(texts))
    outcome.missing = outcome.messages - len(set(texts))
