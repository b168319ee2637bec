"""From a phone: the plan as a file to take home, and a calendar that is made and taken back."""

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.journeys.windows import Window
from tests.text.papers import text_of


@pytest.mark.parametrize("scripts", [True, False])
def test_the_plan_comes_home_as_a_file(window: Callable[..., Window], *, scripts: bool) -> None:
    phone = window(scripts=scripts)
    phone.arrive("rolig-rogn", "nb")
    phone.open("/plan")
    phone.page.get_by_role("link", name="Ta planen med hjem på papir").click()
    phone.page.get_by_text("Ruter å krysse av i").click()
    with phone.page.expect_download() as waiting:
        phone.page.get_by_role("button", name="Last ned planen").click()
    assert waiting.value.suggested_filename == "plan.pdf"
    assert "Målet ditt" in text_of(Path(waiting.value.path()).read_bytes())


@pytest.mark.parametrize("scripts", [True, False])
def test_a_calendar_is_made_read_and_taken_back(window: Callable[..., Window], *, scripts: bool) -> None:
    phone = window(scripts=scripts)
    phone.arrive("kvikk-kvist", "nb")
    phone.open("/me")
    phone.page.get_by_role("link", name="Få tidene dine i kalenderen").click()
    phone.page.get_by_role("button", name="Lag kalenderen").click()
    address = phone.page.locator("#feed-address").inner_text()
    # A calendar has no cookie of anybody's.
    calendar = window()
    answer = calendar.context.request.get(address)
    assert answer.status == 200
    assert answer.text().startswith("BEGIN:VCALENDAR")
    phone.page.get_by_role("button", name="Slutt å vise kalenderen").click()
    expect(phone.page.locator("main")).to_contain_text("Adressen virker ikke lenger.")
    assert calendar.context.request.get(address).status == 404
