"""A month: closed by the office, corrected by the participant, looked at, confirmed anew, and explained to both."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.served import Portal
from tests.journeys.windows import DESK, Window

CASE = re.compile(r"/work/case/([^/]+)/months\?month=(\d{4}-\d\d)")


def open_one_that_is_ready(page: Page) -> tuple[str, str]:
    """Go from the list of work to a month that can be confirmed: whose it is, and which."""
    page.get_by_role("link", name="Måneder å bekrefte").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Måneder å bekrefte")
    row = page.locator("#months .rows a", has_not_text="å se på").last
    row.click()
    found = CASE.search(page.url)
    assert found
    return found[1], found[2]


@pytest.mark.parametrize("scripts", [True, False])
def test_a_month_is_closed_corrected_and_explained(
    window: Callable[..., Window], portal: Portal, *, scripts: bool
) -> None:
    desk, phone = window(DESK, scripts=scripts), window(scripts=scripts)
    caseworker, participant = desk.page, phone.page
    desk.sign_in("blid-bjork")
    whose, month = open_one_that_is_ready(caseworker)
    caseworker.get_by_role("button", name="Bekreft måneden", exact=True).click()
    expect(caseworker.locator(".received-line")).to_contain_text("Måneden er bekreftet")

    phone.arrive(str(portal.one("SELECT key FROM person WHERE id = ?", whose)), "nb")
    phone.open(f"/week/months?month={month}")
    expect(participant.locator("#month")).to_contain_text("ble bekreftet 24. november 2026.")
    change = participant.locator("article a", has_text=re.compile("Endre|Meld"))
    day = participant.locator("details.month-day", has=change).first
    if day.get_attribute("open") is None:
        day.locator("summary").first.click()
    day.locator("article a", has_text=re.compile("Endre|Meld")).first.click()
    expect(participant.locator("main")).to_contain_text("er en rettelse som kontoret ser på")
    chosen = participant.locator('input[name="attendance"]:checked')
    other = "present" if chosen.count() and chosen.get_attribute("value") == "away" else "away"
    participant.locator(f'input[name="attendance"][value="{other}"]').check()
    participant.get_by_role("button", name="Send", exact=True).click()
    expect(participant.locator(".received-line")).to_contain_text("Vi har mottatt det.")

    phone.open(f"/week/months?month={month}")
    expect(participant.locator("#changed")).to_have_text("Endret etter at måneden ble bekreftet")
    expect(participant.locator("#month")).to_contain_text(re.compile("Du endret det til|Du sa"))

    caseworker.goto(caseworker.url.partition("&")[0])
    expect(caseworker.locator("#look")).to_have_text("Å se på")
    expect(caseworker.locator("#month")).to_contain_text("Rettelse av en bekreftet måned")
    expect(caseworker.get_by_role("button", name="Bekreft måneden på nytt")).to_have_count(0)
    caseworker.get_by_role("button", name="Regn det med").first.click()
    expect(caseworker.locator(".received-line")).to_contain_text("Svaret er lagret")
    caseworker.get_by_role("button", name="Bekreft måneden på nytt").click()
    expect(caseworker.locator(".received-line")).to_contain_text("Måneden er bekreftet")

    phone.open(f"/week/months?month={month}")
    expect(participant.locator("#month")).to_contain_text(
        "ble rettet, og bekreftet på nytt 24. november 2026."
    )
    expect(participant.locator("#changed")).to_have_count(0)
