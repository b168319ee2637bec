"""Money on a phone: what is entered at the office is read with its reasons, and an absence tells its kroner first."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from tests.journeys.windows import Window


@pytest.mark.parametrize("scripts", [False, True], ids=["without JavaScript", "with JavaScript"])
def test_what_the_office_enters_is_read_line_by_line_and_can_be_said_to_be_wrong(
    window: Callable[..., Window], *, scripts: bool
) -> None:
    """From nothing entered to a sum, why it is so, and the way to have it put right."""
    phone = window(scripts=scripts)
    phone.arrive("modig-molte", "nb")
    phone.open("/me")
    page = phone.page
    page.get_by_role("link", name="Neste utbetaling og stønaden måned for måned").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Pengene mine")
    before = page.locator("section", has=page.get_by_role("heading", name="November 2026"))
    if before.locator(".sum").count() == 0:
        expect(before).to_contain_text("Kontoret har ikke skrevet inn det som står i vedtaket")
        started = phone.portal.one(
            "SELECT started_on FROM programme JOIN person ON person.id = participant_id WHERE key = ?",
            "modig-molte",
        )
        person = phone.portal.one("SELECT id FROM person WHERE key = ?", "modig-molte")
        desk = window(scripts=scripts)
        desk.arrive("blid-bjork", "nb")
        desk.open(f"/work/case/{person}/benefit")
        desk.page.get_by_label("Gjelder fra og med").fill(str(started)[:10])
        desk.page.get_by_label("Barn med barnetillegg").fill("1")
        desk.page.get_by_label("Timer lønnet arbeid i uka").fill("7,5")
        desk.page.get_by_role("button", name="Lagre").first.click()
        expect(desk.page.locator(".received-line")).to_contain_text("Det er lagret.")
        phone.open("/me/money")

    names = page.locator("li.sums > span > strong")
    expect(names).to_have_text(["Stønad", "Barnetillegg", "Arbeid ved siden av"])
    work = page.locator("li.sums", has=page.get_by_text("Arbeid ved siden av", exact=True)).last
    expect(work.locator(".money")).to_contain_text("\N{MINUS SIGN}")
    work.locator("summary").click()
    expect(work).to_contain_text("sosialtjenesteloven § 37")
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")

    page.get_by_role("link", name="Be om å få det rettet").click()
    expect(page).to_have_url(re.compile("/me/rights/correction"))


def test_an_absence_tells_its_kroner_before_it_is_sent(window: Callable[..., Window]) -> None:
    """What is kept stands open, what could be lost is folded, and the contact person decides."""
    phone = window(scripts=False)
    phone.arrive("lys-lovetann", "nb")
    phone.open("/absence/new")
    page = phone.page
    page.get_by_role("button", name="Jeg er syk").click()
    kroner = page.locator("section", has=page.get_by_role("heading", name="Hva betyr det i kroner?"))
    expect(kroner).to_contain_text("beholder du stønaden for november 2026")
    expect(kroner.get_by_text("Forskjell")).to_be_hidden()
    kroner.locator("summary").click()
    expect(kroner.get_by_text("Forskjell")).to_be_visible()
    expect(kroner).to_contain_text("Kontaktpersonen din bestemmer, og hører på deg først.")
