"""The journey: a holiday is planned, a participant writes in Arabic, each reads the automatic word in their own language."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from tests.journeys.windows import DESK, Window

WROTE = "هل يمكنني تغيير موعدي يوم الثلاثاء؟"
SAID = re.compile(r"Kontaktpersonen din er borte til og med fredag 4\. desember 2026\.")
NOTE = "Ring helst etter klokka tolv."
REASON = "Du kjenner språkkafeen. Kan du svare om tirsdag?"


def listed(name: str) -> re.Pattern[str]:
    """The row of the inbox, and not the call that stands above it."""
    return re.compile(rf"{name}.*Har ventet siden", re.DOTALL)


def plan_a_holiday(desk: Window) -> None:
    desk.open("/work/away")
    page = desk.page
    page.get_by_label("Til og med").fill("2026-12-04")
    page.get_by_label("Hvem svarer for deg?").select_option(label="Klok Klippe")
    page.get_by_role("main").get_by_role("button", name="Lagre").click()
    expect(page.get_by_role("main")).to_contain_text("Klok Klippe svarer for deg.")


def write_in_arabic(phone: Window) -> None:
    phone.open("/messages")
    for text in (WROTE, "شكرًا"):
        phone.page.locator("#text").fill(text)
        phone.page.locator("#write button[type=submit]").last.click()
        expect(phone.page.locator(".message .words").get_by_text(text, exact=True).last).to_be_visible()


@pytest.mark.parametrize("scripts", [True, False])
def test_a_holiday_with_an_automatic_word_a_hand_over_and_a_note(
    window: Callable[..., Window], scripts: bool
) -> None:
    """At the desk and on a phone, with JavaScript and without; each time with another participant."""
    who, name = ("stille-strand", "Stille Strand") if scripts else ("modig-molte", "Modig Molte")
    desk, phone = window(DESK, scripts=scripts), window(scripts=scripts)
    desk.sign_in("blid-bjork")
    plan_a_holiday(desk)
    phone.sign_in(who)
    write_in_arabic(phone)
    # The caseworker reads in Norwegian what the participant reads in their own language, once for both messages.
    desk.open("/work?whose=mine")
    desk.page.locator(".rows").get_by_role("link", name=listed(name)).click()
    case = desk.page.url
    words = desk.page.locator(".message .words").filter(has_text=SAID)
    expect(words).to_have_count(1)
    phone.open("/messages")
    expect(phone.page.locator(".message .words").filter(has_text=SAID)).to_have_count(0)
    assert phone.page.locator("html").get_attribute("dir") == ("rtl" if scripts else "ltr")

    desk.page.get_by_role("link", name="Skriv et notat").click()
    expect(desk.page.get_by_role("main")).to_contain_text("Deltakeren kan lese notatet")
    desk.page.get_by_label("Notat", exact=True).fill(NOTE)
    desk.page.get_by_role("button", name="Lagre notatet").click()
    expect(desk.page.locator("#context, aside").first).to_contain_text(NOTE)

    desk.page.get_by_role("link", name="La en kollega svare").click()
    desk.page.get_by_label("Hvem skal svare?").select_option(label="Klok Klippe")
    desk.page.get_by_label("Kort til kollegaen").fill(REASON)
    desk.page.get_by_role("button", name="Gi samtalen videre").click()
    expect(desk.page.locator("#handed")).to_contain_text("Klok Klippe har fått samtalen")
    phone.open("/messages")
    expect(phone.page.locator("#answerer")).to_contain_text("Klok")

    colleague = window(DESK, scripts=scripts)
    colleague.sign_in("klok-klippe")
    colleague.open("/work?whose=mine")
    row = colleague.page.locator(".rows").get_by_role("link", name=listed(name))
    expect(row).to_contain_text("Overlatt til deg")
    expect(row).to_contain_text(REASON)
    colleague.open(case)
    expect(colleague.page.get_by_role("main")).to_contain_text(NOTE)
    colleague.page.locator("#text").fill("Ja, kom på onsdag i stedet.")
    colleague.page.locator("#write button[type=submit]").last.click()
    expect(colleague.page.locator(".message .words").last).to_have_text("Ja, kom på onsdag i stedet.")
    colleague.open("/work?whose=mine")
    expect(colleague.page.locator(".rows").get_by_role("link", name=listed(name))).to_have_count(0)

    phone.open("/messages")
    expect(phone.page.locator("#answerer")).to_be_empty()
    expect(phone.page.locator(".message .words").last).to_have_text("Ja, kom på onsdag i stedet.")
    phone.open("/me/data/page")
    expect(phone.page.get_by_role("main")).to_contain_text(NOTE)
    for one in (desk, phone, colleague):
        assert one.faults == []
