"""One real server and one real browser for all journeys; a fresh window for every person in every test."""

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, Playwright, expect, sync_playwright

from tests.journeys.served import Portal, running
from tests.journeys.windows import Window, open_chromium

# What a page comes to is waited for as long as a page itself: a machine that is busy elsewhere breaks no promise.
expect.set_options(timeout=20_000)


@pytest.fixture(scope="session")
def portal(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Portal]:
    """The demo, its clock started at Tuesday 24 November 2026, 09:30 in Norway."""
    with running(tmp_path_factory.mktemp("journeys")) as portal:
        yield portal


@pytest.fixture(scope="session")
def driver() -> Iterator[Playwright]:
    """Playwright, which starts browsers."""
    with sync_playwright() as playwright:
        yield playwright


@pytest.fixture(scope="session")
def chromium(driver: Playwright) -> Iterator[Browser]:
    """The browser of all windows."""
    browser = open_chromium(driver)
    yield browser
    browser.close()


@pytest.fixture
def window(portal: Portal, chromium: Browser) -> Iterator[Callable[..., Window]]:
    """Opens windows: `window()` is a phone, `window(DESK)` a desk, `window(scripts=False)` has no JavaScript.

    A script error, content that the policy refused, a dialog or a request to another host in any of them
    fails the test.
    """
    opened: list[Window] = []

    def fresh(size: tuple[int, int] = (360, 740), *, scripts: bool = True) -> Window:
        opened.append(Window(chromium, portal, size, scripts=scripts))
        return opened[-1]

    yield fresh
    for one in opened:
        one.close()
    faults = [fault for one in opened for fault in one.faults]
    assert not faults, "\n".join(faults)
