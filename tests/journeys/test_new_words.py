"""A translator's words on their way: proposed, accepted by another, and read by a participant whose page was open."""

from collections.abc import Callable
from time import monotonic

from playwright.sync_api import Page, expect

from portal.domain.translating import hash_of
from tests.journeys.windows import DESK, Window

AT_ONCE = 20_000
"""Milliseconds in which a browser on a busy machine has drawn what the portal says; where nothing else runs it is a second."""

OFFERS = f"/translate/nn/{hash_of((None, 'Åpne tilbud', None))}"
SAID, AGAIN = "Tilbod for alle", "Tilbod som alle kan bruke"


def proposed(translator: Window, text: str) -> None:
    translator.open(OFFERS)
    translator.page.fill("#text-0", text)
    with translator.page.expect_navigation():
        translator.page.click('#target button[value="stay"]')


def accepted(other: Window) -> None:
    other.open(OFFERS)
    with other.page.expect_navigation():
        other.page.click('#review button[value="accepted"]')


def says(page: Page, text: str) -> None:
    expect(page.get_by_role("link", name=text, exact=True)).to_be_visible(timeout=AT_ONCE)


def test_an_open_page_says_what_was_accepted_a_moment_ago(window: Callable[..., Window]) -> None:
    """Nobody reloads anything on the phone; the one who proposed could not have accepted it."""
    phone, author, other = window(), window(DESK), window(DESK, scripts=False)
    phone.arrive("kvikk-kvist", "nn")
    phone.open("/week")
    says(phone.page, "Opne tilbod")
    author.arrive("presis-pil", "nb")
    proposed(author, SAID)
    expect(author.page.locator('#review button[value="accepted"]')).to_have_count(0)
    says(phone.page, "Opne tilbod")
    other.arrive("lydhor-lyng", "nb")
    accepted(other)
    begun = monotonic()
    says(phone.page, SAID)
    print(f"read on the open page {monotonic() - begun:.1f} s after the acceptance")


def test_what_somebody_has_begun_is_left_alone_and_the_next_page_has_the_words(
    window: Callable[..., Window],
) -> None:
    phone, author, other = window(), window(DESK), window(DESK)
    phone.arrive("kvikk-kvist", "nn")
    phone.open("/messages")
    phone.page.fill("#write textarea", "Eg har eit spørsmål")
    author.arrive("presis-pil", "nb")
    proposed(author, AGAIN)
    other.arrive("lydhor-lyng", "nb")
    accepted(other)
    phone.page.wait_for_timeout(1000)
    assert phone.page.input_value("#write textarea") == "Eg har eit spørsmål"
    phone.open("/week")
    says(phone.page, AGAIN)


STREAM = """
window.EventSource = class extends EventTarget { constructor() { super(); window.stream = this; } close() {} };
"""


def read_anew(page: Page) -> bool:
    """Whether the page is read anew when it hears of other words."""
    page.evaluate("() => { window.old = true; window.stream.dispatchEvent(new Event('words')); }")
    page.wait_for_timeout(4000)
    return not page.evaluate("() => Boolean(window.old)")


LONG_AGO = "() => history.replaceState({ ...history.state, opened: Date.now() - 3600000 }, '')"


def test_a_page_that_nobody_is_at_does_not_go_on_reading_itself_anew(window: Callable[..., Window]) -> None:
    """Each time would count as something that the person did, and their sign-in would never end by itself."""
    phone = window()
    phone.page.add_init_script(STREAM)
    phone.arrive("rolig-rogn", "nb")
    phone.open("/week")
    assert read_anew(phone.page)
    assert read_anew(phone.page)
    phone.page.evaluate(LONG_AGO)
    phone.page.reload()
    assert not read_anew(phone.page)
    phone.open("/week")
    assert read_anew(phone.page)


def test_a_choice_that_is_not_sent_yet_is_left_alone(window: Callable[..., Window]) -> None:
    phone = window()
    phone.page.add_init_script(STREAM)
    phone.arrive("rolig-rogn", "nb")
    phone.open("/me")
    phone.page.select_option("#language-choice", "en")
    phone.page.evaluate("() => document.activeElement.blur()")
    assert not read_anew(phone.page)


def test_nobody_else_reads_other_words(window: Callable[..., Window]) -> None:
    """The text was accepted for one language and no other."""
    phone = window(scripts=False)
    phone.arrive("rolig-rogn", "nb")
    phone.open("/week")
    says(phone.page, "Åpne tilbud")
