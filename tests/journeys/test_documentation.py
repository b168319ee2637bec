"""Documentation from the phone: a photo, with and without JavaScript, a file that is none, and how the contact person sees it."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests import hostile_files as files
from tests.journeys.served import Portal
from tests.journeys.windows import DESK, Window

ABSENCE = """SELECT absence.id FROM absence JOIN person ON person.id = absence.participant_id
WHERE person.key = ? AND absence.id NOT IN (SELECT about_id FROM document) ORDER BY first_day DESC"""
SIZES = "SELECT received_size FROM document WHERE about_id = ? ORDER BY handed_in_at DESC"
CONTACT = """SELECT key FROM person WHERE id = (SELECT contact_person_id FROM programme
JOIN person p ON p.id = participant_id WHERE p.key = ?)"""


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "plain"])
def test_a_photo_is_handed_in_and_the_contact_person_sees_it(
    window: Callable[..., Window], portal: Portal, tmp_path: Path, *, scripts: bool
) -> None:
    """What is no picture is refused with a sentence; the photo comes in, smaller where the phone can make it so."""
    person = "lett-lerke" if scripts else "smidig-smyle"
    absence = str(portal.one(ABSENCE, person))
    program, photo = tmp_path / "photo.jpg", tmp_path / "real.jpg"
    program.write_bytes(files.PROGRAM)
    photo.write_bytes(files.photo())
    phone = window(scripts=scripts)
    phone.sign_in(person)
    phone.read_in("nb")
    phone.open(f"/absences/{absence}/documentation")
    page = phone.page
    page.set_input_files("#file", program)
    page.get_by_role("button", name="Send").click()
    expect(page.locator("#file-wrong")).to_contain_text("Dette er et program")

    page.set_input_files("#file", photo)
    if scripts:
        expect(page.locator("[data-photo-told]")).to_have_text("Bildet er klart til å sendes.")
    page.get_by_role("button", name="Send").click()
    expect(page.locator(".ds-alert .number")).to_have_text(re.compile("[0-9A-Z]{4}-[0-9A-Z]{4}"))
    expect(page.locator(".documents li")).to_have_count(1)
    arrived = int(portal.one(SIZES, absence))
    assert (arrived < photo.stat().st_size) is scripts
    link = page.locator(".documents a").get_attribute("href") or ""
    opened = page.request.get(link)
    assert opened.headers["content-type"] == "image/jpeg"
    assert files.SECRET_WORDS not in opened.body()
    if scripts:
        assert page.evaluate("document.documentElement.scrollWidth") == 360

    contact = str(portal.one(CONTACT, person))
    desk = window(DESK)
    desk.sign_in(contact)
    desk.open(f"/work/absence/{absence}/documentation")
    expect(desk.page.locator(".documents")).to_contain_text("Ikke sjekket")
    assert desk.page.request.get(f"/work/documents/{link.rpartition('/')[2]}").status == 200


def test_later_with_a_day_is_kept_and_shown(window: Callable[..., Window], portal: Portal) -> None:
    """No file and no photo: the day by which it comes."""
    person = "dyktig-dugg"
    absence = portal.one(ABSENCE, person)
    phone = window(scripts=False)
    phone.sign_in(person)
    phone.read_in("nb")
    phone.open(f"/absences/{absence}/documentation")
    phone.page.get_by_label("Jeg leverer senere").check()
    phone.page.fill("#by", "2026-11-30")
    phone.page.get_by_role("button", name="Send").click()
    expect(phone.page.locator("main")).to_contain_text("innen mandag 30. november 2026")
