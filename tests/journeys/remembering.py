"""A phone whose browser remembers pages, in somebody's hand: what it has seen, how it is left, and going back on it.

The browser is a real Chromium with its memory for pages switched on, and it trusts the portal's certificate: it keeps
fewer pages of a site whose certificate it was told to overlook.
"""

import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field

from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Error, Page, expect

from tests.journeys.tls import Trusted
from tests.journeys.windows import PATIENCE

PERSON = "gronn-grotte"
MESSAGE = "Dette er bare for kontaktpersonen min"
NOTE = "Derfor var jeg borte den dagen"
SECONDS = 1.2
LOOKS = 3
LONGEST_WAIT = 20

# Whether these words can be seen: text with a place on the screen, or in a field that has one.
SEEN = """words => {
  const shown = (node) => { const range = document.createRange(); range.selectNodeContents(node); return range.getClientRects().length > 0; };
  const texts = document.createTreeWalker(document, NodeFilter.SHOW_TEXT);
  while (texts.nextNode()) if (texts.currentNode.data.includes(words) && shown(texts.currentNode)) return true;
  return [...document.querySelectorAll('input, textarea')].some((one) => one.value.includes(words) && one.checkVisibility());
}"""
KEPT = """async () => ({
  local: {...localStorage}, session: {...sessionStorage}, caches: await caches.keys(),
  databases: (await indexedDB.databases()).map((one) => one.name), cookies: document.cookie,
  workers: (await navigator.serviceWorker.getRegistrations()).length,
})"""
NOTHING = {"local": {}, "session": {}, "caches": [], "databases": [], "cookies": "", "workers": 0}
# All that a browser may hold which nobody told to forget, with the addresses of what the worker keeps.
HELD = """async () => {
  const paths = [], texts = [];
  for (const name of await caches.keys()) {
    const cache = await caches.open(name);
    for (const key of await cache.keys()) { paths.push(new URL(key.url).pathname); texts.push(await (await cache.match(key)).text()); }
  }
  const names = (await indexedDB.databases()).map((one) => one.name);
  const box = names.includes('portal') ? await new Promise((done, failed) => {
    const asked = indexedDB.open('portal');
    asked.onerror = () => failed(asked.error);
    asked.onsuccess = () => {
      const all = asked.result.transaction('envelopes').objectStore('envelopes').getAll();
      all.onsuccess = () => { asked.result.close(); done(all.result); };
    };
  }) : [];
  return { paths, text: JSON.stringify([texts, {...localStorage}, {...sessionStorage}, document.cookie]), box, names };
}"""
_TELL = "addEventListener('pageshow', (event) => { if (event.persisted) console.log('out of memory'); })"


@dataclass
class Phone:
    """A phone in somebody's hand, on three pages of the case. `remembered` counts pages shown out of memory.

    Two things of ours keep Chromium from remembering a page: the open stream, and the message to our other windows. No
    browser promises either, so here nearly all phones are `unlucky` and have neither.
    """

    context: BrowserContext
    trusted: Trusted
    receipt: str = ""
    unlucky: bool = True
    remembered: int = 0
    page: Page = field(init=False)

    def __post_init__(self) -> None:
        """Open the browser's window."""
        self.context.set_default_timeout(PATIENCE)
        self.context.add_init_script(_TELL)
        if self.unlucky:
            self.context.route("**/live?*", lambda route: route.fulfill(status=204))
            self.context.add_init_script("delete window.BroadcastChannel")
        self.page = self.new_page()

    def new_page(self) -> Page:
        """Another tab."""
        page = self.context.new_page()
        page.on("console", self._console)
        return page

    def sign_in(self, *, shared: bool = False) -> None:
        """Pick the person on the sign-in page."""
        self.page.goto("/sign-in")
        if shared:
            self.page.locator('input[name="shared"]').check()
        self.page.click(f'button[value="{PERSON}"]')
        self.page.wait_for_url("**/week")

    def look_around(self) -> None:
        """The message, the note, and a third page from which the sign-in ends."""
        self.page.goto("/messages")
        assert self.page.evaluate(SEEN, MESSAGE)
        self.page.goto(self.receipt)
        assert self.page.evaluate(SEEN, NOTE)
        self.page.goto("/me")

    def goes_back(self, page: Page | None = None, times: int = 3) -> None:
        """Back, as far as the history goes: at no moment can a word of the case be seen."""
        for _ in range(times):
            shown = page or self.page
            shown.evaluate("setTimeout(() => history.back())")
            began, looks = time.monotonic(), 0
            # However slow the machine is, at least the last looks are at the page that stays.
            while time.monotonic() < began + SECONDS or looks < LOOKS:
                assert time.monotonic() < began + LONGEST_WAIT
                try:
                    assert not shown.evaluate(SEEN, MESSAGE)
                    assert not shown.evaluate(SEEN, NOTE)
                    looks += 1
                except Error:
                    # One page goes and the next comes while we look.
                    time.sleep(0.02)

    def keeps_nothing(self, *, told: bool = True) -> None:
        """No storage of any kind holds anything, and the cookies hold no sign-in that still opens a page.

        A browser that was not `told` to forget keeps what everybody may see, ready for a place without a network.
        """
        self.page.goto("/week")
        expect(self.page.locator("h1")).to_have_text("Logg inn")
        if told:
            assert self.page.evaluate(KEPT) == NOTHING
        else:
            self.keeps_nothing_of_the_case()

    def keeps_nothing_of_the_case(self) -> None:
        """What is held is our own files and the page for no network, the same for everybody, and an empty box."""
        held = self.page.evaluate(HELD)
        assert held["box"] == []
        assert set(held["names"]) <= {"portal"}
        assert {path.split("/")[1] for path in held["paths"]} <= {"static", "offline"}
        assert not [words for words in (MESSAGE, NOTE, PERSON, "Grønn Grotte") if words in held["text"]]

    def _console(self, message: ConsoleMessage) -> None:
        self.remembered += message.text == "out of memory"


def window_of(browser: Browser, trusted: Trusted, **more: bool) -> BrowserContext:
    """A browser that has never been here before, as large as a small phone."""
    size = {"width": 360, "height": 740}
    return browser.new_context(base_url=trusted.portal.address, viewport=size, locale="nb-NO", **more)


@contextmanager
def in_use(browser: Browser, trusted: Trusted, receipt: str, *, unlucky: bool = True) -> Iterator[Phone]:
    """A phone that is signed in and has looked at the message and at the note of this receipt."""
    with closing(window_of(browser, trusted)) as context:
        phone = Phone(context, trusted, receipt, unlucky=unlucky)
        phone.sign_in()
        phone.look_around()
        yield phone


def hand_in(browser: Browser, trusted: Trusted) -> str:
    """Write the message, report the absence, and say where its receipt is."""
    with closing(window_of(browser, trusted)) as context:
        phone = Phone(context, trusted)
        phone.sign_in()
        page = phone.page
        page.goto("/messages")
        page.locator("#text").fill(MESSAGE)
        page.locator("#write button").click()
        expect(page.locator(".message .words").last).to_have_text(MESSAGE)
        page.goto("/absence/new")
        page.locator('button[value="other"]').click()
        page.locator("#note").fill(NOTE)
        page.get_by_role("button", name="Send", exact=True).click()
        page.wait_for_url("**/me/receipts/**")
        return page.url


def signs_out(phone: Phone) -> None:
    """With the button that every page has."""
    phone.page.get_by_role("button", name="Logg ut").click()
    expect(phone.page.locator("h1")).to_have_text("Logg inn")


def leaves_fast(phone: Phone) -> None:
    """With the quick way out, which ends on a page of others."""
    phone.page.locator("form.exit button").click()
    expect(phone.page.locator("h1")).to_have_text("Rain later today")


def sits_still(phone: Phone) -> None:
    """So long that the sign-in is over."""
    phone.trusted.portal.let_sign_ins_run_out(PERSON)
