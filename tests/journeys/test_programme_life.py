"""The journey: a suspended programme refuses an extension with its paragraph and a way on, is resumed, and extended."""

import re
from collections.abc import Callable

from playwright.sync_api import Page, expect

from portal.demo.world import identifier
from tests.journeys.windows import DESK, Window

NOT_COUNTED = "sosialtjenesteloven § 32 første ledd tredje punktum"


def open_programme(page: Page, case: str) -> None:
    page.goto(f"{case}/programme")
    expect(page.get_by_role("heading", level=1)).to_have_text("Programmet")


def try_to_extend(page: Page) -> None:
    """From what does not go now to the paragraph, and on to what must come first."""
    page.get_by_text("Det som ikke går nå, og hvorfor").click()
    page.get_by_role("link", name="Forleng programmet", exact=True).click()
    expect(page.locator("main")).to_contain_text("Det går ikke nå")
    expect(page.locator("main")).to_contain_text(NOT_COUNTED)
    page.get_by_role("link", name="La programmet gå videre").click()


def confirm(page: Page, button: str, text: str) -> None:
    page.locator("#text").fill(text)
    page.get_by_role("button", name="Se over").click()
    expect(page.locator("main")).to_contain_text(text)
    page.get_by_role("button", name=button).click()
    expect(page.get_by_role("status")).to_contain_text("Lagret.")


def test_a_suspended_programme_goes_on_before_it_is_extended(window: Callable[..., Window]) -> None:
    phone, desk = window(), window(DESK)
    participant, caseworker = phone.page, desk.page
    phone.sign_in("villig-vik")
    phone.open("/plan")
    expect(participant.locator("#time-section")).to_contain_text("Programmet er avbrutt fra")

    desk.sign_in("sindig-sjo")
    open_programme(caseworker, f"/work/case/{identifier('person', 'villig-vik')}")
    try_to_extend(caseworker)
    expect(caseworker.get_by_role("heading", level=1)).to_have_text("La programmet gå videre")
    confirm(caseworker, "La programmet gå videre", "Fint at du er med igjen.")

    caseworker.get_by_role("link", name="Forleng programmet", exact=True).click()
    expect(caseworker.locator("main")).to_contain_text("§ 2 første ledd tredje punktum")
    confirm(caseworker, "Forleng programmet", "Du er på god vei og trenger mer tid.")
    expect(caseworker.locator("main")).to_contain_text("Programmet er i gang")

    expect(participant.locator("#time-section")).not_to_contain_text("Programmet er avbrutt fra")
    participant.get_by_role("link", name="Det som er bestemt").click()
    expect(participant.locator("#steps li").first).to_contain_text("Du er på god vei og trenger mer tid.")
    expect(participant.locator("#steps li").first).to_contain_text("Frist for å klage")
    participant.locator("#steps li").first.get_by_role("link", name=re.compile("Klag på dette")).click()
    expect(participant).to_have_url(re.compile("/me/rights/complaint"))
