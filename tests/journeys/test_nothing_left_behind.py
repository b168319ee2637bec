"""What stays behind in a browser that remembers pages: in other tabs, without a connection, on paper, on a shared phone.

The quick way out is here as well, without JavaScript too. How sign-ins end, and going back after, is in test_back_button.
"""

from collections.abc import Iterator
from contextlib import closing

import pytest
from playwright.sync_api import Browser, Playwright, expect

from tests.journeys.remembering import (
    MESSAGE,
    Phone,
    hand_in,
    in_use,
    leaves_fast,
    signs_out,
    sits_still,
    window_of,
)
from tests.journeys.tls import Trusted, behind_tls
from tests.journeys.windows import open_chromium


@pytest.fixture(scope="module")
def trusted(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Trusted]:
    with behind_tls(tmp_path_factory.mktemp("tls")) as started:
        yield started


@pytest.fixture(scope="module")
def remembering(driver: Playwright, trusted: Trusted) -> Iterator[Browser]:
    with closing(open_chromium(driver, page_memory=True, home=trusted.home)) as browser:
        yield browser


@pytest.fixture(scope="module")
def receipt(remembering: Browser, trusted: Trusted) -> str:
    return hand_in(remembering, trusted)


@pytest.fixture
def phone(remembering: Browser, trusted: Trusted, receipt: str) -> Iterator[Phone]:
    with in_use(remembering, trusted, receipt) as phone:
        yield phone


@pytest.fixture
def lucky_phone(remembering: Browser, trusted: Trusted, receipt: str) -> Iterator[Phone]:
    """With everything a browser has today."""
    with in_use(remembering, trusted, receipt, unlucky=False) as phone:
        yield phone


def test_a_tab_that_was_closed_and_opened_again_shows_nothing(phone: Phone) -> None:
    phone.page.close()
    sits_still(phone)
    phone.page = phone.new_page()
    for path in ("/messages", phone.receipt):
        phone.page.goto(path)
        expect(phone.page.locator("h1")).to_have_text("Logg inn")
    phone.goes_back(times=2)
    phone.keeps_nothing(told=False)


def test_without_a_connection_back_shows_nothing(phone: Phone) -> None:
    """The page asks anew and gets no answer: then there is nothing to see, and not the page of before."""
    sits_still(phone)
    phone.context.set_offline(True)
    phone.goes_back(times=2)
    phone.context.set_offline(False)
    phone.keeps_nothing(told=False)


def test_what_back_shows_prints_nothing_of_the_case(phone: Phone) -> None:
    sits_still(phone)
    phone.page.emulate_media(media="print")
    phone.goes_back(times=2)
    phone.page.emulate_media(media="screen")
    phone.keeps_nothing(told=False)


def test_on_a_shared_phone_not_even_the_language_stays(
    remembering: Browser, trusted: Trusted, receipt: str
) -> None:
    with closing(window_of(remembering, trusted)) as context:
        phone = Phone(context, trusted, receipt)
        page = phone.page
        page.goto("/languages")
        page.click('button[value="nn"], a[href*="nn"]')
        assert {one["name"] for one in context.cookies()} == {"__Host-language"}
        phone.sign_in(shared=True)
        phone.look_around()
        expect(page.get_by_text("Delt telefon", exact=False)).to_have_count(1)
        assert {one["name"] for one in context.cookies()} == {"__Host-portal"}
        signs_out(phone)
        assert context.cookies() == []
        phone.goes_back()
        phone.keeps_nothing()


def test_without_javascript_the_quick_way_out_is_one_request(
    remembering: Browser, trusted: Trusted, receipt: str
) -> None:
    """The answer leads out, the cookie is gone, and the sign-in is over. Every page of before asks the portal anew."""
    with closing(window_of(remembering, trusted, java_script_enabled=False)) as context:
        phone = Phone(context, trusted, receipt)
        phone.sign_in()
        page = phone.page
        page.goto("/messages")
        expect(page.get_by_text(MESSAGE)).to_have_count(1)
        page.locator("form.exit button").click()
        expect(page.locator("h1")).to_have_text("Rain later today")
        assert context.cookies() == []
        page.goto("/messages")
        expect(page.locator("h1")).to_have_text("Logg inn")


def test_the_quick_way_out_leaves_one_page_less_and_takes_the_other_tabs_along(
    lucky_phone: Phone,
) -> None:
    phone = lucky_phone
    other = phone.new_page()
    other.goto("/messages")
    before = phone.page.evaluate("history.length")
    leaves_fast(phone)
    assert phone.page.evaluate("history.length") == before
    expect(other.locator("h1")).to_have_text("Rain later today")
    phone.goes_back(other, times=1)
