"""A message with a file, taken back and found again, at 360 px, with scripts and without, in bokmål and in Arabic."""

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests import hostile_files as files
from tests.journeys.served import Portal
from tests.journeys.windows import DESK, Window

MESSAGES = """SELECT count(*) FROM message JOIN conversation ON conversation.id = message.conversation_id
JOIN person ON person.id = conversation.participant_id WHERE person.key = ?"""
DRAFTS = "SELECT count(*) FROM draft JOIN person ON person.id = draft.person_id WHERE person.key = ?"
WHO = "SELECT id FROM person WHERE key = ?"


@pytest.mark.parametrize(
    ("person", "locale", "scripts"),
    [
        pytest.param("rolig-rogn", "nb", True, id="bokmål with scripts"),
        pytest.param("stille-strand", "ar", False, id="Arabic without"),
        pytest.param("lys-lovetann", "ar", True, id="Arabic with scripts"),
        pytest.param("lun-lind", "nb", False, id="bokmål without"),
    ],
)
def test_a_message_is_sent_with_a_photo_taken_back_and_searched_for(
    window: Callable[..., Window], portal: Portal, tmp_path: Path, person: str, locale: str, *, scripts: bool
) -> None:
    photo = tmp_path / "photo.jpg"
    photo.write_bytes(files.photo(800, 600))
    phone = window(scripts=scripts)
    phone.arrive(person, locale)
    page = phone.page
    before = int(portal.one(MESSAGES, person))

    phone.open("/messages?about=housing")
    page.fill("#text", "Husleia for نوفمبر er kommet")
    page.set_input_files("#file", [photo, photo])
    page.locator("#write button[type=submit]").last.click()
    expect(page.locator(".message").last).to_contain_text("Husleia")
    expect(page.locator(".message").last.locator(".enclosed")).to_have_count(2)
    expect(page.locator(".message").last.locator(".about")).to_be_visible()
    assert int(portal.one(MESSAGES, person)) == before + 1
    if scripts:
        assert page.evaluate("document.documentElement.scrollWidth") == 360

    page.fill("#text", "Denne angrer jeg på")
    page.locator("#write button[type=submit]").last.click()
    expect(page.locator(".message").last).to_contain_text("Denne angrer")
    page.locator(".message").last.locator(".undo button").click()
    expect(page.locator("#undone svg")).to_be_visible()
    expect(page.locator("#thread")).not_to_contain_text("Denne angrer")
    assert int(portal.one(MESSAGES, person)) == before + 1

    phone.open("/messages/search")
    page.fill("#q", "HUSLEIA")
    page.locator("form.search button").click()
    expect(page.locator(".found")).to_contain_text("نوفمبر")
    page.locator(".found a").first.click()
    expect(page.locator(".message", has_text="Husleia for")).to_be_in_viewport()


def test_what_is_being_written_is_there_again_on_another_page_load(
    window: Callable[..., Window], portal: Portal
) -> None:
    phone = window()
    phone.arrive("smidig-smyle", "nb")
    page = phone.page
    phone.open("/messages")
    with page.expect_response("**/messages/draft") as answer:
        page.locator("#text").press_sequentially("Jeg lurer på")
    assert answer.value.status == 204
    phone.open("/messages")
    expect(page.locator("#text")).to_have_value("Jeg lurer på")
    page.locator("#write button[type=submit]").last.click()
    expect(page.locator(".message").last).to_contain_text("Jeg lurer på")
    phone.open("/messages")
    expect(page.locator("#text")).to_have_value("")
    assert int(portal.one(DRAFTS, "smidig-smyle")) == 0


def test_a_caseworkers_answer_can_be_taken_back_and_the_way_goes_after_ten_seconds(
    window: Callable[..., Window], portal: Portal
) -> None:
    desk = window(DESK)
    desk.arrive("blid-bjork", "nb")
    page = desk.page
    desk.open(f"/work/case/{portal.one(WHO, 'rolig-rogn')}")
    page.fill("#text", "Et svar som angres")
    page.locator("#write button[type=submit]").last.click()
    expect(page.locator(".message").last).to_contain_text("Et svar som angres")
    page.locator(".message").last.locator(".undo button").click()
    expect(page.locator("#thread")).not_to_contain_text("Et svar som angres")
    page.fill("#text", "Et svar som blir stående")
    page.locator("#write button[type=submit]").last.click()
    button = page.locator(".message").last.locator(".undo button")
    expect(button).to_be_visible()
    expect(button).to_be_hidden(timeout=20_000)
