"""Somebody who helps: the participant lets them in, they report an absence, and the participant sees who did."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from portal.demo.identity import VAULT
from tests.journeys.served import Portal
from tests.journeys.windows import Window

# Published test numbers that nobody has, one for each way through.
NUMBERS = {True: "17859012582", False: "30915298008"}
PEOPLE = {True: "spent-selje", False: "nett-nes"}


def let_in(page: Page, number: str, name: str, part: str = "absence") -> None:
    """From «Meg» to the receipt."""
    page.goto("/me")
    page.get_by_role("link", name="Gi eller avslutt fullmakt").click()
    page.get_by_role("link", name="Gi noen fullmakt").click()
    page.get_by_label("Hva kaller du den som hjelper deg?").fill(name)
    page.get_by_label("Fødselsnummeret eller D-nummeret deres").fill(f"{number[:6]} {number[6:]}")
    page.locator(f'label:has(input[name="{part}"])').click()
    page.get_by_role("button", name="Se over").click()
    expect(page.locator("h1")).to_have_text("Se over fullmakten")
    expect(page.locator(".meaning li")).to_have_count(1)
    assert number not in page.content()
    assert number not in page.url
    page.get_by_role("button", name="Gi fullmakt").click()
    expect(page.locator("h1")).to_have_text("Vi har mottatt det")
    assert number not in page.content()


@pytest.mark.parametrize("scripts", [True, False])
def test_a_helper_reports_an_absence_and_the_participant_sees_who_did(
    window: Callable[..., Window], portal: Portal, *, scripts: bool
) -> None:
    """With and without JavaScript. The helper's own name is what the participant called them, and nothing else."""
    number, participant = NUMBERS[scripts], PEOPLE[scripts]
    phone = window(scripts=scripts)
    phone.arrive(participant, "nb")
    let_in(phone.page, number, "Kari")

    key = portal.one("SELECT key FROM person WHERE identity_fingerprint = ?", VAULT.fingerprint(number))
    other = window(scripts=scripts)
    other.sign_in(key)
    page = other.page
    expect(page.locator("h1")).to_have_text("Hvem du hjelper")
    page.get_by_role("button", name="Hjelp").click()
    expect(page.locator(".acting")).to_contain_text("Du hjelper")
    expect(page.locator(".bar a")).to_have_count(1)
    page.get_by_role("link", name="Meld fravær").click()
    page.get_by_role("button", name="Jeg er syk").click()
    page.get_by_role("button", name="Send").click()
    expect(page.locator("h1")).to_have_text("Vi har mottatt det")
    expect(page.locator("main")).to_contain_text("Deg, for den du hjelper")
    for closed in ("/plan", "/messages", "/me"):
        other.open(closed)
        expect(page.locator("h1")).to_have_text("Du har ikke tilgang til denne siden")

    mine = phone.page
    phone.open("/me/absences")
    expect(mine.locator("main li").first).to_contain_text("Meldt av hjelperen din")
    phone.open("/me/seen")
    expect(mine.locator("main")).to_contain_text("Hjelperen din (Kari)")
    phone.open("/me/helpers")
    mine.get_by_role("button", name="Avslutt nå").click()
    expect(mine.locator("main")).to_contain_text("Du avsluttet")
    other.open("/me/absences")
    expect(page.locator("h1")).to_have_text("Du kan ikke hjelpe her lenger")
    page.get_by_role("button", name="Ferdig").click()
    expect(page.locator("main")).to_contain_text("Ingen har gitt deg fullmakt nå.")


def test_an_open_page_of_a_helper_is_told_that_it_is_over(
    window: Callable[..., Window], portal: Portal
) -> None:
    """The stream of the very page that is open ends, and the page says so without losing what was being written."""
    who, sealed = (
        portal.one(f"SELECT {column} FROM person WHERE key = ?", "hyggelig-hare")  # noqa: S608 -- Our own words.
        for column in ("id", "identity_sealed")
    )
    phone, helper = window(), window()
    phone.arrive("djerv-dal", "nb")
    let_in(phone.page, VAULT.open(sealed, who), "Hare", "messages")
    helper.arrive("hyggelig-hare", "nb")
    helper.open("/")
    helper.page.get_by_role("button", name="Hjelp Djerv").click()
    with helper.page.expect_response("**/live?*"):
        helper.open("/messages")
    helper.page.locator("#text").fill("Halvferdig")
    phone.open("/me/helpers")
    phone.page.get_by_role("button", name="Avslutt nå").click()
    expect(helper.page.locator("#over")).to_be_visible()
    expect(helper.page.locator("#over")).to_contain_text("fullmakten er avsluttet")
    expect(helper.page.locator("#text")).to_have_value("Halvferdig")
