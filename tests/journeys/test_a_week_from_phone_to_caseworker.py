"""The journey: ill today, a receipt, a message, an answer, a decision; on two screens, with and without JavaScript."""

import re
from collections.abc import Callable

from playwright.sync_api import Page, expect

from tests.journeys.windows import DESK, Window

RECEIPT = re.compile(r"^[0-9A-Z][0-9A-Z-]{5,}$")


def report_illness(participant: Window) -> str:
    """Three taps from the week, and the number on the receipt."""
    page = participant.page
    page.locator("#week").get_by_role("link", name="Meld fravær").click()
    page.locator('button[name="kind"][value="self-report"]').click()
    page.get_by_role("button", name="Send", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Vi har mottatt det")
    number = page.locator("main .number").inner_text()
    assert RECEIPT.match(number), number
    received = page.locator("dt", has_text="Mottatt").locator("+ dd")
    expect(received).to_have_text(re.compile(r"tirsdag 24\. november 2026 kl\. \d\d\.\d\d"))
    expect(page.locator("main")).to_contain_text("Tirsdag 24. november 2026", ignore_case=True)
    return number


def write(page: Page, text: str) -> None:
    page.locator("#text").fill(text)
    page.locator("#write").get_by_role("button", name="Send").click()


def last_message(page: Page) -> str:
    return page.locator(".message .words").last.inner_text()


def accept_todays_absence(page: Page) -> None:
    page.locator("#context").get_by_role("link", name="Avgjør").first.click()
    expect(page.locator("main")).to_contain_text("tirsdag 24. november 2026")
    page.get_by_role("button", name="Godta fraværet").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Fravær som venter på avgjørelse")


def receipts_are_under_me(participant: Window, *numbers: str) -> None:
    page = participant.page
    page.get_by_role("navigation", name="Hovedmeny").get_by_role("link", name="Meg").click()
    for number in numbers:
        page.locator(f'section[aria-labelledby="receipts"] a:has-text("{number}")').click()
        expect(page.locator("main .number")).to_have_text(number)
        page.go_back()
    expect(page.locator('section[aria-labelledby="absences"] li').first).to_contain_text("Godtatt")


def test_ill_today_and_answered_while_both_look_at_their_screens(window: Callable[..., Window]) -> None:
    """Each side sees what the other did, and nobody reloads anything, but for when one of the staff has read."""
    phone, desk = window(), window(DESK)
    participant, caseworker = phone.page, desk.page
    desk.sign_in("blid-bjork")
    expect(caseworker).to_have_url(re.compile("/work$"))
    phone.sign_in("rolig-rogn")

    absence_number = report_illness(phone)
    participant.get_by_role("link", name="Meldinger").click()
    write(participant, "Jeg er syk i dag. Hva med prøven?")
    expect(participant.locator(".message.mine .words").last).to_have_text("Jeg er syk i dag. Hva med prøven?")
    expect(participant.locator("#write [role=status]")).to_contain_text("Sendt.")
    expect(participant.locator("#text")).to_have_value("")
    expect(participant.locator("#promise")).to_contain_text("svarer innen")
    message_number = participant.locator("#write .status bdi").inner_text()

    row = caseworker.locator("#work li", has_text="Rolig Rogn")
    expect(row).to_contain_text("Jeg er syk i dag. Hva med prøven?")
    with caseworker.expect_response(lambda answer: answer.url.endswith("/read")):
        row.get_by_role("link").click()
    expect(caseworker.locator(".message.theirs .words").last).to_have_text(
        "Jeg er syk i dag. Hva med prøven?"
    )
    participant.reload()
    expect(participant.locator(".message.mine .seen").last).to_contain_text("Lest")

    write(caseworker, "God bedring! Prøven tar vi neste uke.")
    answer = participant.locator(".message.theirs .words").last
    expect(answer).to_have_text("God bedring! Prøven tar vi neste uke.")
    expect(participant.locator("#promise")).to_be_hidden()
    expect(caseworker.locator(".message.mine .seen").last).to_contain_text("Lest")

    participant.get_by_role("navigation", name="Hovedmeny").get_by_role("link", name="Meg").click()
    participant.locator(f'a:has-text("{absence_number}")').click()
    expect(participant.locator("main")).to_contain_text("Meldt")
    accept_todays_absence(caseworker)
    receipts_are_under_me(phone, absence_number, message_number)


def test_ill_today_and_answered_without_javascript(window: Callable[..., Window]) -> None:
    """The same, by reloading."""
    phone, desk = window(scripts=False), window(DESK, scripts=False)
    participant, caseworker = phone.page, desk.page
    phone.sign_in("myk-mose")
    absence_number = report_illness(phone)
    participant.get_by_role("link", name="Meldinger").click()
    write(participant, "Jeg er syk i dag, uten skript.")
    expect(participant.locator(".message.mine .words").last).to_have_text("Jeg er syk i dag, uten skript.")
    message_number = participant.locator("#write .status bdi").inner_text()

    desk.sign_in("blid-bjork")
    case = caseworker.locator("#work li", has_text="Myk Mose")
    expect(case).to_contain_text("Jeg er syk i dag, uten skript.")
    case.get_by_role("link").click()
    caseworker.get_by_role("button", name="Merk som lest").click()
    participant.reload()
    expect(participant.locator(".message.mine .seen").last).to_contain_text("Lest")

    write(caseworker, "God bedring, uten skript.")
    participant.reload()
    expect(participant.locator(".message.theirs .words").last).to_have_text("God bedring, uten skript.")
    participant.get_by_role("button", name="Merk som lest").click()
    caseworker.reload()
    expect(caseworker.locator(".message.mine .seen").last).to_contain_text("Lest")

    accept_todays_absence(caseworker)
    receipts_are_under_me(phone, absence_number, message_number)
