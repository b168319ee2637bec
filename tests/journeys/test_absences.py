"""Every kind of absence on a narrow phone, in four languages, with scripts and without: asked, told, sent, and received."""

from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from tests.journeys.windows import Window

# What each kind is answered on the pages between the tile and what it means, page by page.
ANSWERS: dict[str, list[dict[str, str]]] = {
    "self-report": [],
    "sick-child": [{"ground": "CHILD_ILL", "children_born": "2019"}],
    "appointment": [],
    "antenatal": [{"outside_possible": "no"}],
    "interview": [],
    "death": [{}],
    "welfare": [{"ground": "WEDDING"}],
    "religious": [{"in_church": "no"}],
    "holiday": [],
    "birth": [{"birth": "longer"}, {}],
    "agreed": [],
    "other": [],
}
WORDY = frozenset({"agreed", "other"})
WIDTH = 360


def _fits(phone: Window) -> None:
    """Nothing stands out on either side. Only a page with scripts can be asked."""
    if phone.scripts:
        # Between two pages there is a moment without any document to measure.
        phone.page.wait_for_function("width => document.documentElement?.scrollWidth <= width", arg=WIDTH)


def _report(phone: Window, kind: str, day: str) -> None:
    page = phone.page
    phone.open("/absence/new")
    page.locator('input[name="span"][value="days"]').check(force=True)
    page.locator("#first_day").fill(day)
    page.locator("#last_day").fill(day)
    page.locator(f'button.tile[value="{kind}"]').click()
    for answers in ANSWERS[kind]:
        for name, value in answers.items():
            if name == "children_born":
                page.locator("#children_born").fill(value)
                continue
            page.locator(f'input[name="{name}"][value="{value}"]').check(force=True)
        _fits(phone)
        page.locator("main form.stack button[type=submit]").last.click()
    _fits(phone)
    expect(page.locator("section.meaning")).to_be_visible()
    if kind in WORDY:
        page.locator("#note").fill("Avtalt i møtet.")
    page.locator("form.papers > button[type=submit]").click()
    expect(page.locator(".received h1")).to_be_visible()
    expect(page.locator("section.meaning")).to_be_visible()
    _fits(phone)


@pytest.mark.parametrize(
    ("who", "locale", "scripts"),
    [
        ("nett-nes", "nb", False),
        ("kvikk-kvist", "nn", True),
        ("modig-molte", "en", True),
        ("stille-strand", "ar", False),
    ],
    ids=["nb", "nn", "en", "ar"],
)
def test_every_kind_goes_through_on_a_narrow_phone(
    window: Callable[..., Window], who: str, locale: str, scripts: bool
) -> None:
    """Each language has its own person, as all of them share one portal."""
    phone = window(scripts=scripts)
    phone.page.set_viewport_size({"width": WIDTH, "height": 780})
    phone.arrive(who, locale)
    for number, kind in enumerate(ANSWERS):
        # Working days of four weeks, none of them free for everybody.
        week, day = divmod(number, 3)
        _report(phone, kind, f"2026-12-{1 + 7 * week + day:02}")


def test_a_reported_day_is_changed_and_taken_back(window: Callable[..., Window]) -> None:
    phone = window(scripts=False)
    phone.arrive("nett-nes", "nb")
    page = phone.page
    _report(phone, "self-report", "2027-01-12")
    phone.open("/absence/new")
    page.locator('input[name="span"][value="days"]').check(force=True)
    page.locator("#first_day").fill("2027-01-12")
    page.locator("#last_day").fill("2027-01-12")
    page.locator('button.tile[value="other"]').click()
    expect(page.get_by_role("alert")).to_contain_text("Vil du endre det?")
    page.get_by_role("link", name="Se og endre det du har meldt").click()
    page.get_by_role("link", name="Endre fraværet").click()
    page.locator("#last_day").fill("2027-01-13")
    page.locator('input[name="span"][value="days"]').check(force=True)
    page.locator('button.tile[value="self-report"]').click()
    page.get_by_role("button", name="Send", exact=True).click()
    page.get_by_role("link", name="Se fraværet, endre det").click()
    expect(page.get_by_role("heading", name="Det som var før")).to_be_visible()
    page.get_by_text("Jeg var ikke borte likevel").click()
    page.get_by_role("button", name="Trekk fraværet tilbake").click()
    expect(page.locator(".received h1")).to_be_visible()
