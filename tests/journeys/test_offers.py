"""Open offers on a phone without JavaScript: one tap adds, the week shows it, one tap removes."""

from collections.abc import Callable

from playwright.sync_api import expect

from tests.journeys.windows import Window


def test_one_tap_adds_the_week_shows_it_and_one_tap_removes(window: Callable[..., Window]) -> None:
    """From the week and back to it, without a form to fill in and without a word from anybody else."""
    phone = window(scripts=False)
    phone.arrive("nett-nes", "nb")
    phone.open("/week")
    page = phone.page
    expect(page.get_by_text("Språkkafé")).to_have_count(0)
    page.get_by_role("link", name="Åpne tilbud").first.click()
    card = page.locator("section.offer", has_text="Språkkafé")
    card.get_by_role("button", name="Legg i uka mi").click()
    expect(page.locator(".received-line")).to_contain_text("Vi har mottatt det.")
    expect(card).to_contain_text("Står i uka di.")

    page.get_by_role("link", name="Tilbake til uka").click()
    item = page.locator("article.item", has_text="Språkkafé")
    expect(item).to_have_count(1)
    expect(item).to_contain_text("Kom når du vil")
    # Nobody is awaited there, so there is nothing to report.
    expect(item.locator("button")).to_have_count(0)

    item.get_by_role("link", name="Se tilbudet").click()
    card.get_by_role("button", name="Ta bort fra uka mi").click()
    expect(card.get_by_role("button", name="Legg i uka mi")).to_be_visible()
    page.get_by_role("link", name="Tilbake til uka").click()
    expect(page.locator("article.item", has_text="Språkkafé")).to_have_count(0)
