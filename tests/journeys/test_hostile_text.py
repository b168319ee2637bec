"""Hostile and unusual words: shown as written, to both sides, and nothing else happens."""

from collections.abc import Callable
from typing import Any

from playwright.sync_api import Locator, expect

from tests.journeys.windows import DESK, Window

TEXTS = {
    "an image with a script": "<img src=x onerror=alert(1)><script>alert(2)</script>",
    "a gadget": '<p hx-get="/gadget" hx-trigger="load" data-hx-post="/gadget">x</p> <a hx-on:click="alert(3)">y</a>',
    "a template": "{{ 7*7 }} {% raw %} ${7*7} %(num)s",
    "a right-to-left override": "faktura \u202egnp.exe og så videre",
    "four thousand marks": "a" + "\u0316\u0317" * 2000,
    "one word without an end": "å" * 5000,
    "Arabic": "أنا مريض اليوم، هل يمكنني القدوم غدا الساعة 10؟",
    "Tigrinya": "ሎሚ ሓሚመ ኣለኹ። ጽባሕ ክመጽእ ይኽእል ዶ?",
    "family": "👩‍👩‍👧‍👦 og 👍🏽 og e\u0301\u200c\u200dslutt",
    "a link that is none": "javascript:alert(4) data:text/html,<script>alert(5)</script> vbscript:x",
}

# The clock is drawn once, in reading order, left of nothing it does not belong to: the signs and where each one lies.
_CLOCK = """(message) => {
  if (!message.isConnected) return null;
  const bdi = message.querySelector('.who > bdi'), text = bdi.firstChild;
  const places = [...text.data].map((sign, at) => {
    const range = document.createRange();
    range.setStart(text, at);
    range.setEnd(text, at + 1);
    return Math.round(range.getBoundingClientRect().x - bdi.getBoundingClientRect().x);
  });
  const after = bdi.getBoundingClientRect().x > message.querySelector('.who strong').getBoundingClientRect().x;
  return {form: text.data.replace(/[0-9]/g, '0'), places, after};
}"""
LOOKS = 30
_SIDEWAYS = "document.documentElement.scrollWidth > document.documentElement.clientWidth"


def _clock_of(message: Locator) -> dict[str, Any]:
    """Where the clock of a message stands. What is drawn anew in that very moment is nowhere, and is looked at once more."""
    for _ in range(LOOKS):
        found: dict[str, Any] | None = message.evaluate(_CLOCK)
        if found is not None:
            return found
        message.page.wait_for_timeout(100)
    raise AssertionError("The message is never at rest.")


def test_hostile_words_are_only_words(window: Callable[..., Window]) -> None:
    """Equal text, no child elements, no dialog, no request, no sideways scroll, and the clock stays where it was."""
    phone, desk = window(), window(DESK)
    phone.sign_in("aerlig-aerfugl")
    phone.open("/messages")
    page = phone.page
    newest = page.locator(".message").last
    page.locator("#text").fill("Et vanlig ord.")
    page.locator("#write button").click()
    expect(newest.locator(".words")).to_have_text("Et vanlig ord.")
    clock = _clock_of(newest)
    assert clock["places"] == sorted(clock["places"])
    assert clock["after"]
    wrong = []
    for name, text in TEXTS.items():
        page.locator("#text").fill(text)
        page.locator("#write button").click()
        page.wait_for_function(
            "(text) => [...document.querySelectorAll('.message.mine .words')].at(-1)?.textContent === text",
            arg=text,
        )
        if newest.locator(".words *").count():
            wrong.append(f"{name}: elements inside the words")
        if (now := _clock_of(newest)) != clock:
            wrong.append(f"{name}: the clock moved, {now} != {clock}")
        if page.evaluate(_SIDEWAYS):
            wrong.append(f"{name}: scrolls sideways")
    page.reload()
    shown = page.locator(".message.mine .words").all_text_contents()
    assert shown[-len(TEXTS) :] == list(TEXTS.values())

    desk.sign_in("varm-var")
    row = desk.page.locator("#work li", has_text="Ærlig Ærfugl")
    expect(row).to_be_visible()
    row.get_by_role("link").click()
    seen = desk.page.locator(".message.theirs .words")
    expect(seen).not_to_have_count(0)
    assert seen.all_text_contents()[-len(TEXTS) :] == list(TEXTS.values())
    for width in (360, 1200):
        desk.page.set_viewport_size({"width": width, "height": 740})
        if desk.page.evaluate(_SIDEWAYS):
            wrong.append(f"the caseworker's page scrolls sideways at {width} px")
    for one in (phone, desk):
        wrong += [f"asked for {url}" for url in one.requests if "gadget" in url or url.endswith("/x")]
    assert not wrong, "\n".join(wrong)


def test_a_note_that_is_hostile_is_only_a_note(window: Callable[..., Window]) -> None:
    """The note of an absence is shown on the receipt and where the caseworker decides."""
    phone, desk = window(), window(DESK)
    text = TEXTS["an image with a script"] + TEXTS["a right-to-left override"]
    phone.arrive("lys-lovetann", "nb")
    phone.open("/absence/new")
    phone.page.locator('button[value="other"]').click()
    phone.page.locator("#note").fill(text)
    phone.page.get_by_role("button", name="Send", exact=True).click()
    expect(phone.page.locator("dd.words")).to_have_text(text)
    assert not phone.page.evaluate(_SIDEWAYS)
    desk.arrive("varm-var", "nb")
    desk.open("/work/absences")
    desk.page.locator('a:has-text("Lys Løvetann")').click()
    expect(desk.page.locator("dd.words")).to_have_text(text)
    assert desk.page.locator("dd.words *").count() == 0
