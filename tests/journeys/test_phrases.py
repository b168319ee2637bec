"""Two without a common language: Arabic on a phone and Norwegian at a desk, in fixed phrases only, with JavaScript and without.

Set PICTURES_OF_PHRASES to a folder's path to keep a picture of every step.
"""

import os
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.served import Portal
from tests.journeys.windows import DESK, Window

CASEWORKER = "blid-bjork"
ASKED = "Kan du komme til møte tirsdag 1. desember 2026 kl. 10.00? Sted: på kontoret."


@pytest.mark.parametrize(("participant", "scripts"), [("stille-strand", True), ("rolig-rogn", False)])
def test_they_agree_on_tuesday_at_ten(
    window: Callable[..., Window], portal: Portal, participant: str, *, scripts: bool
) -> None:
    phone, desk = window(scripts=scripts), window(DESK, scripts=scripts)
    phone.arrive(participant, "ar")
    desk.arrive(CASEWORKER, "nb")
    who = portal.one("SELECT id FROM person WHERE key = ?", participant)
    case = f"/work/case/{who}"

    # The desk searches in Norwegian, fills in, and sees both languages.
    desk.open(case)
    page = desk.page
    page.get_by_role("link", name="Faste meldinger").click()
    page.get_by_label("Søk i de norske setningene").fill("komme til møte")
    page.get_by_role("button", name="Søk", exact=True).click()
    kept("list", desk, scripts)
    page.get_by_role("link", name="Kan du komme til møte").click()
    page.get_by_label("Hvilken dag?").fill("2026-12-01")
    page.get_by_label("Hvilket klokkeslett?").fill("10:00")
    page.get_by_label("Hvor?").select_option("office")
    page.get_by_role("button", name="Se over").click()
    expect(page.locator("#mine + p")).to_have_text(ASKED)
    theirs = page.locator("#theirs + p")
    expect(theirs).to_have_attribute("lang", "ar")
    expect(theirs).to_contain_text("الثلاثاء")
    kept("preview", desk, scripts)
    page.get_by_role("button", name="Send", exact=True).click()
    expect(page.locator("#thread .message").last).to_contain_text(ASKED)

    # The phone reads it in Arabic, with Norwegian one tap away, and answers at one tap.
    phone.open("/messages")
    page = phone.page
    last = page.locator("#thread .message").last
    words = last.locator(".words")
    expect(words).to_have_attribute("lang", "ar")
    expect(words).to_contain_text("10:00")
    expect(last.get_by_text(ASKED)).to_be_hidden()
    last.locator("summary").last.click()
    expect(last.get_by_text(ASKED)).to_be_visible()
    kept("asked", phone, scripts)
    no_overflow(page)
    page.get_by_role("button", name="نعم، هذا يناسبني").click()
    expect(page.locator("#thread .message.mine").last).to_contain_text("نعم، هذا يناسبني.")
    expect(page.locator(".answers")).to_have_count(0)
    kept("answered", phone, scripts)

    # Another phrase of the phone's own: late by two minutes, in the dual that Arabic has.
    page.locator('a[href="/messages/phrases"]').last.click()
    kept("topics", phone, scripts)
    page.locator('summary:has-text("الاجتماعات")').click()
    page.locator('a[href$="say=meeting.late"]').click()
    page.locator("#num").fill("2")
    page.locator("main form button[type=submit]").click()
    expect(page.locator("#mine + p")).to_have_text("سأتأخر دقيقتين.")
    expect(page.locator("#theirs + p")).to_have_text("Jeg kommer 2 minutter for sent.")
    kept("late", phone, scripts)
    no_overflow(page)
    page.locator('button[name="step"][value="send"]').click()
    expect(page.locator("#thread .message.mine").last).to_contain_text("سأتأخر دقيقتين.")

    # The desk reads Norwegian alone.
    desk.open(case)
    page = desk.page
    expect(page.locator("#thread .message .words").last).to_have_text("Jeg kommer 2 minutter for sent.")
    expect(page.locator("#thread .message .words").nth(-2)).to_have_text("Ja, det passer.")
    page.get_by_role("button", name="Det er greit.").click()
    expect(page.locator("#thread .message.mine").last).to_contain_text("Det er greit.")
    kept("desk", desk, scripts)
    assert phone.faults == desk.faults == []


def no_overflow(page: Page) -> None:
    """Nothing is wider than the phone."""
    assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")


def kept(name: str, window: Window, scripts: bool) -> None:
    """A picture of the page as it stands, if somebody wants one."""
    folder = os.environ.get("PICTURES_OF_PHRASES")
    if folder:
        path = Path(folder) / f"phrases-{name}-{'js' if scripts else 'nojs'}.png"
        window.page.screenshot(path=path, full_page=True)
