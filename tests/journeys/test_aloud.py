"""Texts are read aloud by voices that live on the device, and by no other."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.windows import Window

# A device whose voices the test chooses, and which notes what it is asked to say.
_DEVICE = """
  window.said = []; window.cancelled = 0;
  const voices = VOICES.map(([lang, localService]) => ({ lang, localService, name: lang, voiceURI: lang, default: false }));
  const device = new EventTarget();
  device.getVoices = () => voices;
  device.speak = (one) => window.said.push([one.text, one.voice.lang, one.voice.localService]);
  device.cancel = () => { window.cancelled += 1; };
  Object.defineProperty(window, 'speechSynthesis', { value: device });
  window.SpeechSynthesisUtterance = class { constructor(text) { this.text = text; } };
"""
HERE, ELSEWHERE = "true", "false"


def device(page: Page, *voices: tuple[str, str]) -> None:
    """Give the page's device these voices: language, and whether it lives on the device."""
    listed = ", ".join(f"['{lang}', {local}]" for lang, local in voices)
    page.add_init_script(_DEVICE.replace("VOICES", f"[{listed}]"))


def languages_with_a_button(page: Page) -> set[str]:
    """The languages of the messages that can be read aloud."""
    found = page.locator(".message .aloud").evaluate_all(
        "all => all.map((one) => one.previousElementSibling.lang)"
    )
    return set(found)


def test_only_a_voice_on_the_device_reads(window: Callable[..., Window]) -> None:
    """The conversation holds Arabic and bokmål. The Arabic voice is somebody else's computer."""
    phone = window()
    device(phone.page, ("nb_NO", HERE), ("ar-SA", ELSEWHERE), ("nb-NO", ELSEWHERE))
    page = phone.page
    phone.arrive("stille-strand", "ar")
    for language, words in (("ar", "مرحبا"), ("nb", "Hei igjen")):
        phone.read_in(language)
        phone.open("/messages")
        page.locator("#text").fill(words)
        page.locator("#write button[type=submit]").first.click()
        expect(page.locator(".message.mine .words").last).to_have_text(words)
    phone.open("/messages")
    written = set(page.locator(".message .words").evaluate_all("all => all.map((one) => one.lang)"))
    assert {"ar", "nb"} <= written
    assert languages_with_a_button(page) == {"nb"}
    button = page.locator(".message .aloud").first
    expect(button).to_have_accessible_name("Les høyt")
    assert (button.bounding_box() or {"height": 0})["height"] >= 44
    button.click()
    text = button.evaluate("one => one.previousElementSibling.textContent")
    assert page.evaluate("window.said") == [[text, "nb_NO", True]]
    expect(button).to_have_attribute("aria-pressed", "true")
    expect(button).to_have_accessible_name("Slutt å lese")
    # What changes in the conversation meanwhile does not interrupt it.
    before = page.evaluate("window.cancelled")
    page.evaluate("document.body.dispatchEvent(new Event('portal:reconnected'))")
    page.wait_for_timeout(1500)
    expect(page.locator(".message .aloud").first).to_have_attribute("aria-pressed", "true")
    assert page.evaluate("window.cancelled") == before
    page.locator(".message .aloud").first.click()
    expect(page.locator(".message .aloud").first).to_have_accessible_name("Les høyt")
    assert page.evaluate("window.cancelled") > before
    assert len(page.evaluate("window.said")) == 1


def test_a_page_that_vanishes_falls_silent(window: Callable[..., Window]) -> None:
    phone = window()
    device(phone.page, ("nb-NO", HERE))
    phone.arrive("stille-strand", "nb")
    phone.open("/messages")
    page = phone.page
    page.locator(".message .aloud").first.click()
    before = page.evaluate("window.cancelled")
    # What the quick way out does before anything else.
    page.evaluate("document.documentElement.hidden = true")
    page.wait_for_function("before => window.cancelled > before", arg=before)
    page.evaluate("document.documentElement.hidden = false")
    page.locator(".message .aloud").first.click()
    before = page.evaluate("window.cancelled")
    page.evaluate("window.dispatchEvent(new PageTransitionEvent('pagehide'))")
    assert page.evaluate("window.cancelled") > before


@pytest.mark.parametrize(
    ("voices", "scripts"),
    [
        ((), True),
        ((("nb-NO", ELSEWHERE), ("ar-SA", ELSEWHERE), ("en-GB", HERE)), True),
        ((("nb-NO", HERE),), False),
    ],
)
def test_without_such_a_voice_or_without_scripts_there_is_no_button(
    window: Callable[..., Window], voices: tuple[tuple[str, str], ...], scripts: bool
) -> None:
    phone = window(scripts=scripts)
    if scripts:
        device(phone.page, *voices)
    phone.arrive("stille-strand", "nb")
    phone.open("/messages")
    expect(phone.page.locator(".message .words").first).to_be_visible()
    assert phone.page.locator(".message .aloud").count() == 0
    assert "Les høyt" not in phone.page.locator("body").inner_text()


def test_the_goal_of_the_plan_can_be_heard(window: Callable[..., Window]) -> None:
    phone = window()
    device(phone.page, ("ar-EG", HERE), ("nb-NO", HERE), ("en-GB", HERE))
    phone.arrive("stille-strand", "ar")
    phone.open("/plan")
    button = phone.page.locator(".goal .aloud")
    button.click()
    assert [local for _, _, local in phone.page.evaluate("window.said")] == [True]
