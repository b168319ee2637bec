"""Every page that a link leads to, in the two made-up languages: no text outside brackets, nothing stuck to one side."""

import re
from collections import Counter, deque
from collections.abc import Callable, Iterator
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Page

from tests.journeys.test_marked_text import unmarked_on
from tests.journeys.test_pages import STUCK
from tests.journeys.windows import Window

PEOPLE = (
    *("rolig-rogn", "bestemt-bekk", "hyggelig-hare", "blid-bjork", "klar-kyst", "naer-nordlys", "ryddig-rot"),
    *("arvaken-are", "presis-pil"),
)
BEGIN = ("/", "/rules", "/languages", "/receipts/check", "/demo/outbox")
OF_A_KIND = 1
"""How many pages of a kind are looked at: their things differ and their words do not."""
KINDS = 120
"""The least that there must be: with fewer, links have got lost and nobody looks any more."""

_THING = re.compile(
    r"[0-9a-f]{8}-[0-9a-f-]{27}|(?<=/)[0-9a-f]{12,64}|(?<=/translate/)[a-z]{2}\b|[0-9][0-9-]*"
)
# What is no page, ends a sign-in, or is drawn in a language that its address names.
_NO_PAGE = re.compile(
    r"/(?:file|json)\Z|(?<!plan)/pdf\Z|\.ics\Z|/documents/|/files/|/sign-|/leave-now|/translate/pages/"
)
_LINKS = "[...document.querySelectorAll('a[href]')].map((one) => one.getAttribute('href'))"


def kind_of(address: str) -> str:
    """The address without what tells one thing from another of its kind."""
    parts = urlsplit(address)
    asked = sorted(one.partition("=")[0] for one in parts.query.split("&"))
    return f"{_THING.sub('*', parts.path)}?{'&'.join(asked)}"


def crawled(window: Window, seen: Counter[str]) -> Iterator[tuple[str, Page]]:
    """Every page that links lead to, one of each kind that nobody has seen yet."""
    waiting = deque(BEGIN)
    while waiting:
        path = waiting.popleft()
        window.open(path)
        yield path, window.page
        for link in window.page.evaluate(_LINKS):
            address = link.partition("#")[0]
            kind = kind_of(address)
            if address.startswith("/") and not _NO_PAGE.search(urlsplit(address).path):
                seen[kind] += 1
                if seen[kind] <= OF_A_KIND:
                    waiting.append(address)


@pytest.mark.parametrize("language", ["en-XA", "ar-XB"])
def test_wherever_links_lead_every_text_is_ours_and_every_side_turns(
    window: Callable[..., Window], language: str
) -> None:
    found: set[str] = set()
    seen: Counter[str] = Counter()
    for who in PEOPLE:
        one = window()
        spoken = one.portal.one("SELECT coalesce(locale, 'nb') FROM person WHERE key = ?", who)
        names = set(one.portal.one("SELECT group_concat(name, '|') FROM person").split("|"))
        names |= set(one.portal.one("SELECT group_concat(name, '|') FROM office").split("|"))
        one.arrive(who, language)
        for path, page in crawled(one, seen):
            if language == "ar-XB":
                found |= {f"{who} {path}: {fault}" for fault in page.evaluate(STUCK)}
            else:
                found |= {
                    f"{who} {path}: {where}: {rest[:80]}"
                    for where, rest in unmarked_on(page)
                    if rest not in names
                }
        one.read_in(spoken)
        one.close()
    assert not found, "\n".join(sorted(found))
    assert len(seen) >= KINDS
