"""A phone that several people use: what is left on it when somebody has signed out, or has been signed out."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Playwright, expect

from tests.journeys.served import Portal
from tests.journeys.windows import Window, open_chromium

SECRET = "Bare for kontaktpersonen min"
_LEFT_BEHIND = """async () => ({
  local: {...localStorage}, session: {...sessionStorage}, caches: await caches.keys(),
  databases: (await indexedDB.databases()).map((one) => one.name), cookies: document.cookie,
  workers: (await navigator.serviceWorker.getRegistrations()).length,
})"""
NOTHING = {"local": {}, "session": {}, "caches": [], "databases": [], "cookies": "", "workers": 0}


@pytest.fixture(scope="module")
def remembering(driver: Playwright) -> Iterator[Browser]:
    """A browser that may show earlier pages out of its memory, as browsers on phones do and Playwright's does not."""
    browser = open_chromium(driver, page_memory=True)
    yield browser
    browser.close()


@pytest.fixture
def phone(remembering: Browser, portal: Portal) -> Iterator[Window]:
    """A phone on which somebody wrote a message and looked around."""
    phone = Window(remembering, portal)
    phone.arrive("ivrig-isfjell", "nb")
    phone.open("/week")
    page = phone.page
    page.get_by_role("link", name="Meldinger").click()
    page.locator("#text").fill(SECRET)
    page.locator("#write button").click()
    expect(page.locator(".message .words").last).to_have_text(SECRET)
    bar = page.get_by_role("navigation", name="Hovedmeny")
    bar.get_by_role("link", name="Plan").click()
    page.locator("h1", has_text="Planen vår").wait_for()
    bar.get_by_role("link", name="Meldinger").click()
    expect(page.locator(".message .words").last).to_have_text(SECRET)
    bar.get_by_role("link", name="Meg").click()
    page.locator("h1", has_text="Meg").wait_for()
    yield phone
    phone.close()
    assert not phone.faults, "\n".join(phone.faults)


def goes_back_and_sees_nothing(phone: Window) -> None:
    """Back, as far as the history goes: nothing of the case, whatever the browser remembered."""
    for _ in range(4):
        phone.page.evaluate("setTimeout(() => history.back())")
        # A page out of memory is hidden until it has asked anew, so what counts is what a person can see.
        expect(phone.page.locator("h1:visible")).to_have_text("Logg inn")
        expect(phone.page.get_by_text(SECRET)).to_have_count(0)
        expect(phone.page.locator(".bar")).to_have_count(0)


def test_after_signing_out_back_shows_nothing_and_nothing_is_left(phone: Window) -> None:
    """The way out is the button on «Meg»."""
    page = phone.page
    page.get_by_role("button", name="Logg ut").click()
    expect(page.locator("h1")).to_have_text("Logg inn")
    assert page.evaluate(_LEFT_BEHIND) == NOTHING
    assert {cookie["name"] for cookie in phone.context.cookies()} <= {"language"}
    goes_back_and_sees_nothing(phone)


def test_after_running_out_elsewhere_back_shows_nothing(phone: Window, portal: Portal) -> None:
    """The sign-in ends on the server alone, so only the page itself can ask before it is shown again."""
    portal.let_sign_ins_run_out("ivrig-isfjell")
    goes_back_and_sees_nothing(phone)
    assert phone.page.evaluate(_LEFT_BEHIND) == NOTHING


def test_while_somebody_uses_it_nothing_is_kept_and_nobody_else_is_asked(phone: Window) -> None:
    """No storage of any kind, and every request goes to the portal."""
    assert phone.page.evaluate(_LEFT_BEHIND) == NOTHING
    assert all(url.startswith((phone.portal.address, "data:")) for url in phone.requests)
    assert len(phone.requests) > 10
