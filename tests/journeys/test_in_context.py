"""A translator looks at a participant's page, presses a text and translates it there; without JavaScript through a list."""

import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from portal.domain.translating import hash_of
from tests.journeys.places import TRANSLATOR, Place
from tests.journeys.recording import INDEX, record
from tests.journeys.served import Portal
from tests.journeys.test_pages import AXE, VIOLATIONS, faults_of
from tests.journeys.ways import at
from tests.journeys.windows import DESK, Window

WEEK = "/translate/pages/rolig-rogn/week?locale=uk"
PLAN = hash_of((None, "Plan", None))
TEXT = f'#ic-page .bar [data-i18n="{PLAN}"]'
PROPOSED = "Мій план"

Open = Callable[..., Window]


def test_a_text_that_is_pressed_is_translated_beside_the_page(window: Open) -> None:
    desk = window(DESK)
    desk.arrive(TRANSLATOR)
    page = desk.page
    desk.open(WEEK)
    expect(page.locator(TEXT)).to_have_text("План")
    page.locator(TEXT).click()
    panel = page.get_by_role("dialog")
    field = panel.locator("textarea").first
    expect(field).to_be_focused()
    expect(field).to_have_value("План")
    # A link that is pressed on is a text first, and leads on when that is what is wanted.
    expect(page).to_have_url(re.compile(re.escape(WEEK)))
    page.keyboard.press("Escape")
    expect(panel).to_be_hidden()
    expect(page.locator(TEXT)).to_be_focused()

    page.locator(TEXT).click()
    field.fill("Мій <b>план")
    panel.get_by_role("button", name="Bare sjekk").click()
    expect(panel.locator("#checks .found")).to_be_visible()
    field.fill(PROPOSED)
    panel.get_by_role("button", name="Foreslå", exact=True).click()
    expect(panel.locator(".received-line")).to_contain_text("Foreslått.")
    page.keyboard.press("Escape")
    expect(page.locator(TEXT)).to_have_text("План")
    page.get_by_role("link", name="Vis mine forslag (1)").click()
    expect(page.locator(TEXT)).to_have_text(PROPOSED)

    page.get_by_role("button", name="Følg lenker").click()
    page.locator(TEXT).click()
    expect(page).to_have_url(re.compile(r"/translate/pages/rolig-rogn/plan\?locale=uk&mine=1"))
    expect(page.locator(TEXT)).to_have_text(PROPOSED)


def test_by_keyboard_the_list_leads_to_the_same_panel_and_back(window: Open) -> None:
    desk = window()
    desk.arrive(TRANSLATOR)
    page = desk.page
    desk.open(WEEK)
    link = page.locator(f'#ic-texts [data-text="{PLAN}"] a').first
    link.focus()
    expect(page.locator(TEXT)).to_have_class("ic-lit")
    page.keyboard.press("Enter")
    panel = page.get_by_role("dialog")
    expect(panel.locator("textarea").first).to_be_focused()
    page.keyboard.press("Escape")
    expect(link).to_be_focused()


def test_without_javascript_the_list_leads_to_the_editor(window: Open) -> None:
    desk = window(scripts=False)
    desk.arrive(TRANSLATOR)
    page = desk.page
    desk.open(WEEK)
    expect(page.get_by_role("button", name="Følg lenker")).to_be_hidden()
    page.locator("#ic-page .bar a", has_text="План").click()
    expect(page).to_have_url(re.compile(r"/translate/pages/rolig-rogn/plan\?locale=uk"))
    page.locator(f'#ic-texts [data-text="{PLAN}"] a').first.click()
    expect(page).to_have_url(re.compile(f"/translate/uk/{PLAN}"))
    expect(page.locator("textarea").first).to_be_visible()


def test_nothing_on_the_page_sends_anything(window: Open) -> None:
    desk = window()
    desk.arrive(TRANSLATOR)
    desk.open("/translate/pages/rolig-rogn/messages?locale=uk")
    desk.page.get_by_role("button", name="Følg lenker").click()
    before = len(desk.requests)
    for button in desk.page.locator("#ic-page button:visible").all():
        button.click()
    desk.page.evaluate("document.querySelectorAll('#ic-page form').forEach((form) => form.requestSubmit())")
    desk.page.wait_for_timeout(500)
    assert desk.requests[before:] == []
    assert "/translate/pages/rolig-rogn/messages" in desk.page.url


@pytest.mark.parametrize("language", ["nb", "ar"])
def test_the_page_fits_every_width_and_axe_finds_nothing(window: Open, language: str) -> None:
    desk = window()
    desk.arrive(TRANSLATOR, language)
    for path in ("lett-lerke/week", "lett-lerke/messages", "klok-klippe/work"):
        desk.open(f"/translate/pages/{path}?locale={language}")
        assert list(faults_of(desk.page, language)) == []
        desk.page.evaluate(AXE.read_text(encoding="utf-8"))
        # The page's own way past its head is not the first link any more, and so no such way to axe.
        found = [
            one for one in desk.page.evaluate(VIOLATIONS) if not one.startswith("region at .ds-skip-link:")
        ]
        assert found == []
    desk.read_in("nb")


def test_where_texts_stand_is_recorded(chromium: Browser, portal: Portal, tmp_path: Path) -> None:
    places = (Place("week", "lett-lerke", at("/week")), Place("plan", "lett-lerke", at("/plan")))
    recording = record(chromium, portal, tmp_path, places, onward=False)
    index = json.loads((tmp_path / INDEX).read_text(encoding="utf-8"))
    assert index == recording.places
    assert len(index) > 60
    assert all(len(some) <= 5 for some in index.values())
    week, plan = index[PLAN]
    assert (week["page"], week["who"], week["picture"]) == ("/week", "lett-lerke", "lett-lerke-week.png")
    assert (week["title"], week["role"]) == ("Uke 48", "participant")
    assert (plan["page"], plan["title"]) == ("/plan", "Plan")
    x, y, width, height = week["box"]
    assert 0 <= x < x + width <= week["size"][0] == 360
    assert 0 <= y < y + height <= week["size"][1]
    assert (tmp_path / week["picture"]).read_bytes().startswith(b"\x89PNG")
    # What only a voice reads has its page and no picture.
    assert index[hash_of((None, "Hovedmeny", None))][0] == {
        "page": "/week",
        "title": "Uke 48",
        "who": "lett-lerke",
        "role": "participant",
    }
