"""A sign-in that runs out while somebody writes: their words are kept, and are there again afterwards."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.served import Portal
from tests.journeys.windows import DESK, Window

WORDS = "Dette brukte jeg lang tid på å skrive.\nOg en linje til."


def signs_in_again(page: Page, person: str) -> None:
    expect(page.locator("h1")).to_have_text("Du er logget ut")
    expect(page.locator("main textarea")).to_have_value(WORDS)
    page.get_by_role("link", name="Logg inn igjen").click()
    page.locator(f'button[value="{person}"]').click()
    page.wait_for_url(lambda address: "/sign-in" not in address)


@pytest.mark.parametrize("scripts", [True, False])
def test_a_message_is_kept_and_comes_back(
    window: Callable[..., Window], portal: Portal, *, scripts: bool
) -> None:
    """The page says so at once, and the text stands in the field after signing in."""
    person = "nysgjerrig-nott" if scripts else "tapper-tang"
    phone = window(scripts=scripts)
    phone.sign_in(person)
    page = phone.page
    page.get_by_role("link", name="Meldinger").click()
    page.locator("#text").fill(WORDS)
    portal.let_sign_ins_run_out(person)
    page.locator("#write button").click()
    signs_in_again(page, person)
    phone.open("/messages")
    expect(page.locator("#text")).to_have_value(WORDS)
    expect(page.locator(".message", has_text="Dette brukte jeg")).to_have_count(0)
    page.locator("#write button").click()
    expect(page.locator(".message .words").last).to_have_text(WORDS)
    phone.open("/messages")
    expect(page.locator("#text")).to_have_value("")


def test_the_note_of_an_absence_is_kept_and_comes_back(window: Callable[..., Window], portal: Portal) -> None:
    """Reporting again after signing in begins with what was written."""
    phone = window()
    person = "gronn-grotte"
    phone.sign_in(person)
    phone.read_in("nb")
    phone.open("/absence/new")
    page = phone.page
    page.locator('button[value="other"]').click()
    page.locator("#note").fill(WORDS)
    portal.let_sign_ins_run_out(person)
    page.get_by_role("button", name="Send", exact=True).click()
    signs_in_again(page, person)
    phone.open("/absence/new")
    page.locator('button[value="other"]').click()
    expect(page.locator("#note")).to_have_value(WORDS)


def test_the_note_of_a_day_is_kept_and_comes_back(window: Callable[..., Window], portal: Portal) -> None:
    """The form of the same day holds what was written."""
    phone = window()
    person = "varsom-vidje"
    phone.sign_in(person)
    page = phone.page
    page.locator('#week a[href*="/week/day"]').first.click()
    address = page.url
    page.locator('input[value="away"]').check()
    page.locator("#note").fill(WORDS)
    portal.let_sign_ins_run_out(person)
    page.get_by_role("button", name="Send", exact=True).click()
    signs_in_again(page, person)
    page.goto(address)
    expect(page.locator("#note")).to_have_value(WORDS)


def test_a_caseworkers_answer_is_kept_and_comes_back(window: Callable[..., Window], portal: Portal) -> None:
    """The same for those who answer."""
    desk = window(DESK)
    desk.sign_in("sindig-sjo")
    page = desk.page
    page.locator('a[href^="/work/case/"]').first.click()
    page.locator("#text").wait_for()
    address = page.url
    page.locator("#text").fill(WORDS)
    portal.let_sign_ins_run_out("sindig-sjo")
    page.locator("#write button").click()
    signs_in_again(page, "sindig-sjo")
    page.goto(address)
    expect(page.locator("#text")).to_have_value(WORDS)


def test_a_page_left_open_says_that_time_ran_out_and_keeps_the_text(
    window: Callable[..., Window], portal: Portal
) -> None:
    """Whoever comes back to an open page, and only then clicks on, lands where one signs in, and not in an error."""
    phone = window()
    phone.sign_in("frisk-fjord")
    phone.read_in("nb")
    phone.open("/plan")
    portal.let_sign_ins_run_out("frisk-fjord")
    phone.page.get_by_role("link", name="Meldinger").click()
    expect(phone.page.locator("h1")).to_have_text("Logg inn")
    expect(phone.page.locator("main [role=status]")).to_contain_text(
        "Du ble logget ut fordi det gikk en stund."
    )
    phone.page.locator('button[value="frisk-fjord"]').click()
    expect(phone.page.locator("h1")).to_have_text("Meldinger")
