"""Whoever writes very much on an open page: a calm answer in its place, with every word, and a way to send it after all."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from tests.journeys.served import Portal, running
from tests.journeys.windows import window

BURST = 20
WORDS = "Dette må ikke bli borte. <b>Ikke fet</b> أنا مريض"


@pytest.fixture
def strict(tmp_path: Path) -> Iterator[Portal]:
    """A portal with the limits that people meet, and not those of the other journeys."""
    with running(tmp_path, more={}) as started:
        yield started


@pytest.mark.parametrize("scripts", [True, False])
def test_whoever_must_wait_reads_why_and_keeps_every_word(
    strict: Portal, chromium: Browser, scripts: bool
) -> None:
    with window(chromium, strict, scripts=scripts) as phone:
        phone.arrive("rask-rype")
        phone.open("/messages")
        page = phone.page
        fields = {
            name: page.locator(f'#write input[name="{name}"]').get_attribute("value") or ""
            for name in ("csrf_token", "key")
        }
        for number in range(BURST):
            form = fields | {"key": f"{number:024}", "text": f"Melding {number}"}
            assert phone.context.request.post("/messages", form=form, max_redirects=0).status == 303
        page.locator("#text").fill(WORDS)
        page.locator("#write button").click()
        expect(page.locator("h1")).to_have_text("Vent litt før du prøver igjen")
        expect(page.locator("main textarea")).to_have_value(WORDS)
        assert page.locator('main input[name="text"]').get_attribute("value") == WORDS
        assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")
        # A quarter of a minute later it goes from that very page.
        page.wait_for_timeout(15_500)
        page.get_by_role("button", name="Send igjen").click()
        expect(page.locator(".message.mine .words").last).to_have_text(WORDS)
