"""The ways to the pages: opened by an address, found behind a link, or answered to a form."""

from collections.abc import Callable
from urllib.parse import urlsplit

from tests.journeys.windows import Window

Way = Callable[[Window], None]
KEY = "k" * 24


def at(path: str) -> Way:
    return lambda window: window.open(path)


def first(start: str, link: str) -> Way:
    """Open `start`, then where its first such link leads."""

    def go(window: Window) -> None:
        window.open(start)
        address = window.page.locator(link).first.get_attribute("href")
        assert address, f"{start} has no {link}"
        window.open(address)

    return go


def sent(start: str, path: str, **fields: str) -> Way:
    """Open `start`, then send a form by hand."""

    def go(window: Window) -> None:
        window.open(start)
        window.post(path, **fields)

    return go


ILL = {"key": KEY, "kind": "self-report"}


def not_told(window: Window) -> None:
    """The form for a day, sent without the hours that it needs."""
    first("/week?day=2026-11-17", 'a[href*="/week/day"]')(window)
    fields = window.form_fields('form[action="/week/day"]')
    window.post("/week/day", **(fields | {"attendance": "part", "hours": "", "note": "Litt trøtt."}))


def reused(window: Window) -> None:
    """Two different messages under one key."""
    window.open("/messages")
    fields = window.form_fields("#write")
    window.post("/messages", **(fields | {"text": "Den første."}))
    window.post("/messages", **(fields | {"text": "Den andre."}))


def receipt_asked(window: Window) -> None:
    """A receipt that nobody gave."""
    window.open("/receipts/check")
    window.post("/receipts/check", number="ABCD-2345", code="0" * 64)


def decision(window: Window) -> None:
    first("/work/absences", 'a[href^="/work/absence/"]')(window)


def taken_back(window: Window) -> None:
    """Where a caseworker takes an absence back for somebody who has said that they were there."""
    decision(window)
    window.open(f"{urlsplit(window.page.url).path}/withdraw")


def of_case(link: str) -> Way:
    """Open the first case of the list, then where its first such link leads."""

    def go(window: Window) -> None:
        first("/work", 'a[href^="/work/case/"]')(window)
        address = window.page.locator(link).first.get_attribute("href")
        assert address
        window.open(address)

    return go


def of_case_day(window: Window) -> None:
    """What was handed in about yesterday, in the first case of the list."""
    first("/work", 'a[href^="/work/case/"]')(window)
    window.open(f"{urlsplit(window.page.url).path}/documentation?day=2026-11-23")


def programme(page: str) -> Way:
    """A page of the programme of whoever stands first among those that must be decided soon."""

    def go(window: Window) -> None:
        window.open("/work?show=soon")
        address = window.page.locator('a[href$="/programme"]').first.get_attribute("href")
        assert address, "nobody's programme must be decided soon"
        window.open(address + page)

    return go


def of_a_case(page: str) -> Way:
    """A page under the first case that waits."""

    def go(window: Window) -> None:
        window.open("/work")
        address = window.page.locator('a[href^="/work/case/"]').first.get_attribute("href") or ""
        # The list leads to what was written last, and what comes after such a mark is no part of an address.
        path = f"{address.partition('#')[0]}{page}"
        window.open(path)
        assert window.page.url.endswith(path)

    return go


def refusal_without_reason(window: Window) -> None:
    decision(window)
    path = window.page.url.removeprefix(window.portal.address)
    fields = window.form_fields("form.stack")
    window.post(path, **(fields | {"answer": "refuse", "text": ""}))


def helping(path: str) -> Way:
    """Begin to help, if that has not been done yet, and open a page."""

    def go(window: Window) -> None:
        window.open("/helping")
        if not window.page.locator(".acting").count():
            window.post("/helping/start", **window.form_fields('form[action="/helping/start"]'))
        window.open(path)

    return go


NEW_HELPER = {"key": KEY, "name": "Kari", "number": "17859012582", "last_day": "2026-12-24"}

GOAL = {"key": KEY, "step": "check", "about": "goal", "how": "other", "goal": "Fast jobb i butikk."}
EMPTY = {"key": KEY, "step": "check", "about": "new", "how": "add", "title": ""}
