"""A translator's hands stay on the keys: from a list to a text to the next, and through what waits, with and without script."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from tests.journeys.windows import Window

Open = Callable[..., Window]
FURTHEST = 40


def press_until(window: Window, wanted: str) -> None:
    """Press the tabulator until something stands in focus that `wanted` names, as CSS does."""
    for _ in range(FURTHEST):
        window.page.keyboard.press("Tab")
        if window.page.locator(f"{wanted}:focus").count():
            return
    pytest.fail(f"{wanted} was not reached")


@pytest.mark.parametrize("script", [True, False], ids=["script", "no-script"])
def test_what_is_proposed_and_reviewed_by_keys_leads_on(window: Open, *, script: bool) -> None:
    desk = window(scripts=script)
    desk.arrive("grundig-gran", "nb")
    desk.open("/translate/pl?show=unseen&q=Kvittering")
    press_until(desk, ".texts a")
    desk.page.keyboard.press("Enter")
    for _ in range(2):
        if "saved" not in desk.page.url:
            press_until(desk, "#text-0")
        expect(desk.page.locator("#text-0")).to_be_focused()
        desk.page.keyboard.press("End")
        desk.page.keyboard.type(" nowy")
        press_until(desk, 'button[value="next"]')
        with desk.page.expect_navigation():
            desk.page.keyboard.press("Enter")
        expect(desk.page.locator(".received-line")).to_have_text(
            "Den forrige teksten er foreslått. Her er den neste."
        )

    other = window(scripts=script)
    other.arrive("presis-pil", "nb")
    other.open("/translate/waiting?locale=pl")
    press_until(other, ".texts a")
    other.page.keyboard.press("Enter")
    for said in (
        "Den forrige teksten er godtatt. Her er den neste.",
        "Godtatt. Teksten vises for lesere nå.",
    ):
        press_until(other, 'button[value="accepted"]')
        with other.page.expect_navigation():
            other.page.keyboard.press("Enter")
        expect(other.page.locator(".received-line")).to_have_text(said)
    expect(other.page).to_have_url(re.compile(r"/translate/waiting\?saved=accepted"))
