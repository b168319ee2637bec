"""What changes while a page fetches is shown all the same, in whatever order the answers arrive."""

from collections.abc import Callable
from itertools import pairwise

from playwright.sync_api import APIResponse, Page, Request, Route, expect

from tests.journeys.served import Portal
from tests.journeys.windows import DESK, PATIENCE, Window

_LIVE = "portal-live"
# The stream itself is listened to: a page that fetches just now takes no notice of a change before it has done so.
_LISTEN = """const Stream = window.EventSource;
  window.heard = 0;
  window.EventSource = class extends Stream {
    constructor(address) { super(address); this.addEventListener('messages', () => { window.heard += 1; }); }
  };"""
_HEARD = "window.heard = 0"


class Held:
    """Answers that the server has given and that have not reached the page: of some requests of one page."""

    def __init__(self, page: Page, address: str, which: Callable[[Request], bool]) -> None:
        """Hold from now on what the page asks of `address` and `which` is true of."""
        self.page, self.which = page, which
        self.answers: list[tuple[Route, APIResponse]] = []
        self.open = False
        page.route(address, self._take)

    def _take(self, route: Route) -> None:
        if self.open or not self.which(route.request):
            route.continue_()
        else:
            self.answers.append((route, route.fetch()))

    def wait(self) -> None:
        """Wait for the first answer to be held."""
        for _ in range(PATIENCE // 50):
            if self.answers:
                return
            self.page.wait_for_timeout(50)
        raise AssertionError("Nothing was asked.")

    def let_go(self) -> None:
        """Let what is held arrive, and hold nothing any more."""
        self.open = True
        for route, answer in self.answers:
            route.fulfill(response=answer)


def test_a_message_is_shown_whichever_answer_arrives_first(window: Callable[..., Window]) -> None:
    """The page fetches its thread, somebody writes, the old thread arrives, and then the answer to the writing."""
    phone = window()
    phone.arrive("lys-lovetann", "nb")
    phone.page.add_init_script(_LISTEN)
    phone.open("/messages")
    page = phone.page
    page.wait_for_timeout(1000)
    page.evaluate(_HEARD)
    fetched = Held(page, "**/messages", lambda one: one.method == "GET" and _LIVE in one.headers)
    page.evaluate("document.body.dispatchEvent(new Event('portal:reconnected'))")
    fetched.wait()
    written = Held(page, "**/messages", lambda one: one.method == "POST")
    page.unroute("**/messages", fetched._take)
    page.locator("#text").fill("Dette skrev jeg midt i det hele.")
    page.locator("#write button").click()
    written.wait()
    page.wait_for_function("() => window.heard > 0")
    fetched.let_go()
    page.wait_for_timeout(500)
    written.let_go()
    expect(page.locator(".message.mine .words").last).to_have_text("Dette skrev jeg midt i det hele.")
    expect(page.locator("#write .status")).to_contain_text("Sendt.")
    assert page.locator("#thread #thread").count() == 0


def test_a_change_during_a_fetch_is_fetched_once_more(window: Callable[..., Window]) -> None:
    """Two windows of one person: the second writes while the first one's thread, now old, is on its way."""
    here, there = window(), window()
    for one in (here, there):
        one.arrive("lys-lovetann", "nb")
        one.page.add_init_script(_LISTEN)
        one.open("/messages")
    page = here.page
    page.wait_for_timeout(1000)
    page.evaluate(_HEARD)
    fetched = Held(page, "**/messages", lambda one: _LIVE in one.headers)
    page.evaluate("document.body.dispatchEvent(new Event('portal:reconnected'))")
    fetched.wait()
    there.page.locator("#text").fill("Fra den andre telefonen.")
    there.page.locator("#write button").click()
    expect(there.page.locator(".message.mine .words").last).to_have_text("Fra den andre telefonen.")
    page.wait_for_function("() => window.heard > 0")
    fetched.let_go()
    expect(page.locator(".message.mine .words").last).to_have_text("Fra den andre telefonen.")
    places = [
        int(one[1:]) for one in page.locator(".message").evaluate_all("all => all.map((one) => one.id)")
    ]
    assert all(first < second for first, second in pairwise(places))


def test_what_is_fetched_anew_stands_there_unchanged_meanwhile(window: Callable[..., Window]) -> None:
    """A colleague's work must not make the page flicker: pale buttons are for the form that is being sent."""
    desk = window(DESK)
    desk.arrive("blid-bjork", "nb")
    desk.open("/work")
    page = desk.page
    address = page.locator('a[href^="/work/case/"]').first.get_attribute("href")
    assert address
    # What cannot wait stands first, and leads to a place in the conversation.
    address = address.partition("#")[0]
    desk.open(address)
    page.wait_for_timeout(1000)
    fetched = Held(page, f"**{address}*", lambda one: one.method == "GET" and _LIVE in one.headers)
    page.evaluate("document.body.dispatchEvent(new Event('portal:reconnected'))")
    fetched.wait()
    buttons = page.locator(".htmx-request .ds-button")
    expect(buttons).not_to_have_count(0)
    assert {one.evaluate("one => getComputedStyle(one).opacity") for one in buttons.all()} == {"1"}
    fetched.let_go()


def test_what_arrives_does_not_move_the_form_that_somebody_presses(
    window: Callable[..., Window], portal: Portal
) -> None:
    """A caseworker presses the mark of an important message; before the finger is lifted the participant has written."""
    desk, phone = window(DESK), window()
    desk.arrive("blid-bjork", "nb")
    phone.arrive("varsom-vidje", "nb")
    phone.open("/messages")
    who = portal.one("SELECT id FROM person WHERE key = ?", "varsom-vidje")
    desk.open(f"/work/case/{who}")
    mark = desk.page.locator('label:has(input[name="important"])')
    mark.scroll_into_view_if_needed()
    desk.page.wait_for_timeout(1000)
    before = mark.bounding_box()
    assert before
    desk.page.mouse.move(before["x"] + 80, before["y"] + before["height"] / 2)
    desk.page.mouse.down()
    phone.page.fill("#text", "En linje.\nOg en til.\nOg enda en.")
    phone.page.locator("#write button[type=submit]").last.click()
    expect(desk.page.locator(".message").last).to_contain_text("Og enda en.")
    desk.page.wait_for_timeout(500)
    after = mark.bounding_box()
    # A page scrolls by whole pixels.
    assert after
    assert abs(after["y"] - before["y"]) <= 1
    desk.page.mouse.up()
    expect(desk.page.locator('input[name="important"]')).to_be_checked()
