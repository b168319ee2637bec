"""One real browser for all journeys, a real server for each file of them, and a fresh window for every person."""

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Playwright, expect, sync_playwright

from tests.journeys.served import Portal, running
from tests.journeys.windows import PATIENCE, Window, open_chromium

expect.set_options(timeout=PATIENCE)


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark whatever opens a browser: its event loop runs on in this process, where no other test may want one."""
    for item in items:
        if "driver" in getattr(item, "fixturenames", ()):
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="session")
def furnished(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The demo's folder with everybody in it, before anybody has used it."""
    folder = tmp_path_factory.mktemp("furnished")
    with running(folder):
        return folder


@pytest.fixture(scope="module")
def portal(furnished: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Portal]:
    """The demo, its clock started at Tuesday 24 November 2026, 09:30 in Norway.

    Each file of journeys has a copy of its own: whoever was reported ill in one is well in the next, in whatever
    order they are run.
    """
    folder = tmp_path_factory.mktemp("journeys")
    shutil.copytree(furnished, folder, dirs_exist_ok=True)
    with running(folder) as portal:
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
