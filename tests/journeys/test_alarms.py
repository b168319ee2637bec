"""What cannot wait: a call for help that reaches the top of an open list, and a message that is acknowledged."""

from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from tests.journeys.served import Portal
from tests.journeys.windows import DESK, Window

CALLERS = {True: "lett-lerke", False: "snar-sno"}
READERS = {True: "myk-mose", False: "varsom-vidje"}


@pytest.mark.parametrize("scripts", [True, False])
def test_a_call_for_help_comes_to_the_top_of_the_office_list(
    window: Callable[..., Window], portal: Portal, *, scripts: bool
) -> None:
    """The office's list is open with scripts all the while, and nobody reloads it."""
    desk = window(DESK)
    desk.arrive("blid-bjork", "nb")
    desk.open("/work")
    phone = window(scripts=scripts)
    phone.arrive(CALLERS[scripts], "nb")
    phone.open("/week")
    phone.page.get_by_role("link", name="Trenger du hjelp nå?").click()
    expect(phone.page.locator("h1")).to_have_text("Hjelp nå")
    expect(phone.page.locator('a[href="tel:116117"]')).to_be_visible()
    before = desk.page.locator("#alarms li").count()
    phone.page.get_by_role("button", name="Jeg har ikke mat.").click()
    expect(phone.page.locator(".received-line")).to_contain_text("Vi har fått beskjeden din")
    expect(desk.page.locator("#alarms li")).to_have_count(before + 1)
    name = portal.one("SELECT name FROM person WHERE key = ?", CALLERS[scripts])
    mine = desk.page.locator("#alarms li").filter(has_text=name)
    expect(mine).to_contain_text("Jeg har ikke mat.")
    mine.get_by_role("link").click()
    desk.page.get_by_role("button", name="Jeg har tatt hånd om det").click()
    expect(desk.page.locator(".messages")).to_contain_text("Tatt hånd om av Blid Bjørk")


@pytest.mark.parametrize("scripts", [True, False])
def test_an_important_message_is_read_and_said_to_be(
    window: Callable[..., Window], portal: Portal, *, scripts: bool
) -> None:
    desk = window(DESK, scripts=scripts)
    desk.arrive("blid-bjork", "nb")
    who = portal.one("SELECT id FROM person WHERE key = ?", READERS[scripts])
    desk.open(f"/work/case/{who}")
    desk.page.locator('label:has(input[name="important"])').click()
    expect(desk.page.locator('input[name="important"]')).to_be_checked()
    desk.page.locator("textarea[name=text]").fill("Ta med pass på mandag.")
    desk.page.get_by_role("button", name="Send", exact=True).click()
    expect(desk.page.locator(".messages")).to_contain_text("Deltakeren har ikke bekreftet ennå.")
    phone = window(scripts=scripts)
    phone.arrive(READERS[scripts], "nb")
    phone.open("/week")
    phone.page.get_by_role("link", name="Les den viktige meldingen").click()
    phone.page.get_by_role("button", name="Jeg har lest dette").click()
    expect(phone.page.locator(".messages")).to_contain_text("Du har bekreftet at du har lest dette.")
    if not scripts:
        desk.open(f"/work/case/{who}")
    expect(desk.page.locator(".messages")).to_contain_text("Deltakeren har bekreftet")
