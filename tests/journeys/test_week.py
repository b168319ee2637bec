"""The week: one tap, the whole week, a correction, the end of the year, and programmes that are not running."""

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.journeys.served import Portal, running
from tests.journeys.windows import Window


def received(page: Page) -> str:
    """The number of the receipt that the week shows after something was sent."""
    line = page.locator(".received-line")
    expect(line).to_contain_text("Vi har mottatt det.")
    return line.locator(".number").inner_text()


def receipts_of(portal: Portal, person: str) -> int:
    question = "SELECT count(*) FROM submission WHERE person_id = (SELECT id FROM person WHERE key = ?)"
    return int(portal.one(question, person))


@pytest.mark.parametrize("scripts", [True, False])
def test_one_tap_says_i_was_there_and_a_correction_keeps_both(
    window: Callable[..., Window], portal: Portal, *, scripts: bool
) -> None:
    """A tap, a receipt, the day says so; «Endre» shows what was said before, and asks how long."""
    person = "snar-sno" if scripts else "vennlig-vind"
    phone = window(scripts=scripts)
    page = phone.page
    phone.sign_in(person)
    before = receipts_of(portal, person)
    # The first of a day lasts for hours; the last may be a talk that is shorter than the part said below.
    item = page.locator("article.item", has=page.locator('button[value="present"]')).first
    title = item.locator(".what > bdi").inner_text()
    day = item.evaluate("item => item.closest('section').getAttribute('aria-labelledby')")
    item.locator('button[value="present"]').click()
    received(page)
    said = page.locator(f'section.day[aria-labelledby="{day}"] article.item', has_text=title).first
    expect(said.locator(".said.present")).to_be_visible()

    said.get_by_role("link", name="Endre").click()
    expect(page.locator(".ds-alert")).to_contain_text("Før: Jeg var der")
    page.locator('input[name="attendance"][value="part"]').check()
    page.locator("#hours").fill("1,5")
    page.locator('.face:has([value="fair"])').click()
    page.get_by_role("button", name="Send").click()
    received(page)
    expect(said.locator(".said.part")).to_contain_text("1,5 timer")
    assert receipts_of(portal, person) == before + 2


def test_the_whole_week_is_one_button_and_then_nothing_is_left(window: Callable[..., Window]) -> None:
    """After «Alt var som planlagt» no day up to today asks for anything."""
    phone = window()
    phone.sign_in("dyktig-dugg")
    page = phone.page
    page.get_by_role("button", name="Alt var som planlagt").click()
    received(page)
    expect(page.locator(".all-done")).to_be_visible()
    expect(page.locator('#week button[value="present"]')).to_have_count(0)


def test_a_form_sent_twice_is_received_once(window: Callable[..., Window], portal: Portal) -> None:
    """Two clicks, and Back and once more: the same receipt."""
    phone = window()
    page = phone.page
    phone.sign_in("hoflig-hassel")
    phone.read_in("nb")
    phone.open("/week")
    before = receipts_of(portal, "hoflig-hassel")
    fields = phone.form_fields("form.whole")
    page.locator("form.whole button").dblclick(no_wait_after=True)
    first = received(page)
    phone.post("/week/confirm", **fields)
    assert received(page) == first
    assert receipts_of(portal, "hoflig-hassel") == before + 1


def test_the_same_message_under_the_same_key_is_one_message(window: Callable[..., Window]) -> None:
    """A phone that lost the answer sends again; nobody reads it twice."""
    phone = window()
    phone.sign_in("sterk-stein")
    phone.open("/messages")
    fields = phone.form_fields("#write") | {"text": "Bare én gang."}
    for _ in range(2):
        phone.post("/messages", **fields)
        expect(phone.page.locator(".message", has_text="Bare én gang.")).to_have_count(1)


@pytest.mark.parametrize(
    ("person", "says"),
    [
        ("undrende-ugle", "Du trenger ikke å melde noe så lenge pausen varer."),
        ("sprek-spire", "Når programmet starter, ser du uka di her."),
        ("raus-ravn", "Når programmet starter, ser du uka di her."),
        ("bestemt-bekk", "Det er ikke mer å melde her."),
        ("sikker-siv", "Det er ikke mer å melde her."),
    ],
)
def test_a_programme_that_is_not_running_has_a_week_that_says_so(
    window: Callable[..., Window], person: str, says: str
) -> None:
    """Nothing to report, nothing that looks broken, and a way to write to somebody."""
    phone = window()
    phone.arrive(person, "nb")
    phone.open("/week")
    page = phone.page
    expect(page.locator(".calm")).to_contain_text(says)
    expect(page.locator("#week button, #week .day")).to_have_count(0)
    page.get_by_role("link", name="Skriv en melding").click()
    expect(page.locator("#text")).to_be_visible()


def test_week_53_and_the_weeks_around_it(chromium: Browser, tmp_path: Path) -> None:
    """2026 has a week 53, which ends on 3 January; one step back is 52, one step on is 1."""
    with running(tmp_path, "2027-01-05T09:30") as portal:
        phone = Window(chromium, portal)
        phone.arrive("rolig-rogn", "nb")
        phone.open("/week")
        page, headline = phone.page, phone.page.get_by_role("heading", level=1)
        expect(headline).to_have_text("Uke 1")
        page.get_by_role("link", name="Uka før").click()
        expect(headline).to_have_text("Uke 53")
        expect(page.locator(".headline")).to_contain_text("28. desember – 3. januar 2027")
        page.get_by_role("link", name="Uka før").click()
        expect(headline).to_have_text("Uke 52")
        page.get_by_role("link", name="Uka etter").click()
        expect(headline).to_have_text("Uke 53")
        phone.close()
        assert not phone.faults
