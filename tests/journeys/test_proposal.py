"""The journey: another day for the Norwegian course, answered with another one; both say yes, and the week changes."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.windows import DESK, Window

COURSE, FRIDAY = "Norskkurs", "Fredag"
WHY = "Datteren min har trening på fredager."
RATHER = "Onsdag er det plass i gruppa."


def propose_another_day(phone: Window) -> str:
    """Small steps from the plan: what it is about, what about it, how instead, look at it, send; the receipt's number."""
    page = phone.page
    phone.open("/plan")
    page.get_by_role("main").get_by_role("link", name="Foreslå en endring", exact=True).last.click()
    page.get_by_role("main").get_by_role("link", name=COURSE).click()
    page.get_by_role("link", name="En annen dag eller tid").click()
    page.get_by_role("radio", name=FRIDAY).check()
    page.get_by_label("Heller denne dagen").select_option(label="Torsdag")
    times(page, "16:30", "20:00")
    page.get_by_label("Hvorfor foreslår du dette?").fill(WHY)
    page.get_by_role("button", name="Se over").click()
    main = page.get_by_role("main")
    expect(main).to_contain_text("Ny tid")
    expect(main.locator(".beforehand")).to_contain_text(FRIDAY)
    expect(main.locator(".afterwards")).not_to_contain_text(FRIDAY)
    expect(main.locator(".afterwards")).to_contain_text("Torsdag kl. 16.30–20.00")
    page.get_by_role("button", name="Send forslaget").click()
    expect(main).to_contain_text("Du foreslo dette")
    expect(main).to_contain_text("Kommer det ikke svar, endres ingenting.")
    return main.locator(".received-line .number").inner_text()


def times(page: Page, starts: str, ends: str) -> None:
    page.get_by_label("Fra klokka").fill(starts)
    page.get_by_label("Til klokka").fill(ends)


def answer_with_another_day(page: Page, who: str) -> None:
    """From the day's work to the proposal, and rather this instead."""
    page.goto("/work")
    page.get_by_role("link", name="Forslag til planen").click()
    page.get_by_role("link", name=who).click()
    expect(page.get_by_role("main")).to_contain_text(WHY)
    page.get_by_role("link", name="Heller noe annet").click()
    expect(page.get_by_label("Fra klokka")).to_have_value("16:30")
    page.get_by_label("Heller denne dagen").select_option(label="Onsdag")
    times(page, "17:00", "20:30")
    page.get_by_label("Hvorfor foreslår du dette?").fill(RATHER)
    page.get_by_role("button", name="Se over").click()
    page.get_by_role("button", name="Send forslaget").click()
    expect(page.get_by_role("main")).to_contain_text("foreslo dette")


def hours_of(page: Page, day: str) -> str:
    return page.locator("section.day", has_text=day).inner_text()


@pytest.mark.parametrize(
    ("who", "name", "contact", "scripts"),
    [
        ("rolig-rogn", "Rolig Rogn", "blid-bjork", True),
        ("lys-lovetann", "Lys Løvetann", "sindig-sjo", False),
    ],
)
def test_another_day_for_the_norwegian_course(
    window: Callable[..., Window], who: str, name: str, contact: str, scripts: bool
) -> None:
    """On a phone, with JavaScript and without."""
    phone, desk = window(scripts=scripts), window(DESK, scripts=scripts)
    phone.sign_in(who)
    phone.open("/week?day=2026-11-24")
    assert COURSE in hours_of(phone.page, "Fredag")
    assert propose_another_day(phone)

    desk.sign_in(contact)
    answer_with_another_day(desk.page, name)

    page = phone.page
    phone.open("/plan")
    waiting = page.locator('section[aria-labelledby="proposals"]')
    waiting.get_by_role("link", name="Venter på svaret ditt").first.click()
    main = page.get_by_role("main")
    expect(main).to_contain_text(RATHER)
    expect(main).to_contain_text("Onsdag kl. 17.00–20.30")
    page.get_by_role("button", name="Ja, det er greit").click()
    expect(main).to_contain_text("Planen er endret. Dere er enige.")

    phone.open("/week?day=2026-11-24")
    assert COURSE not in hours_of(page, "Fredag")
    assert "17.00" in hours_of(page, "Onsdag")

    phone.open("/plan/history")
    expect(main).to_contain_text(re.compile(r"Heller noe annet\s+Du foreslo dette"))
    expect(main).to_contain_text(
        "Kontaktpersonen din foreslo dette 24. november 2026. Du sa ja 24. november 2026."
    )
    main.get_by_role("link", name="Planen slik den ble").first.click()
    expect(main).to_contain_text("Slik har planen vært siden")
