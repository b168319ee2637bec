"""What a page does when the stream, an answer or a part of it does not come."""

from collections.abc import Callable

from playwright.sync_api import APIResponse, Page, Route, expect

from tests.journeys.windows import DESK, Window

# The stream in the test's hand: what it says is said at once, as in a storm.
_STREAM = """const Stream = window.EventSource;
  window.EventSource = class extends Stream { constructor(address) { super(address); window.stream = this; } };"""
_LOST = ("htmx:sendError", "htmx:timeout")


def expected(window: Window) -> None:
    """That a request failed is what the test wants; the browser says it on its console."""
    window.faults = [fault for fault in window.faults if not any(word in fault for word in _LOST)]


def write(page: Page, words: str) -> None:
    """Write and press."""
    page.locator("#text").fill(words)
    page.locator("#write button[type=submit]").first.click()


def test_a_page_whose_stream_is_refused_looks_for_itself(window: Callable[..., Window]) -> None:
    """All seats are taken: 503. The page polls, and no faster than every ten seconds."""
    here, there = window(), window()
    here.page.route("**/live?*", lambda route: route.fulfill(status=503, headers={"Retry-After": "30"}))
    for one in (here, there):
        one.arrive("lys-lovetann", "nb")
        one.open("/messages")
    write(there.page, "Skrevet mens strømmen var full.")
    asked = len(here.requests)
    expect(here.page.locator(".message.mine .words").last).to_have_text("Skrevet mens strømmen var full.")
    looks = [one for one in here.requests[asked:] if one.endswith("/messages")]
    assert 1 <= len(looks) <= 2
    # Where there is a seat again the page takes it, and is told.
    here.page.unroute("**/live?*")
    with here.page.expect_response(lambda answer: "/live?" in answer.url and answer.status == 200):
        pass
    write(there.page, "Skrevet etterpå.")
    expect(here.page.locator(".message.mine .words").last).to_have_text("Skrevet etterpå.", timeout=8_000)


def test_a_storm_of_changes_starves_no_part(window: Callable[..., Window]) -> None:
    """Fifty changes a second, and each fetch takes a third of one: the list is shown anew all the while, and at the end."""
    desk = window(DESK)
    desk.page.add_init_script(_STREAM)
    desk.arrive("blid-bjork", "nb")
    desk.open("/work")
    page = desk.page
    page.wait_for_function("() => window.stream && window.stream.readyState === 1")

    def late(route: Route) -> None:
        answer = route.fetch()
        page.wait_for_timeout(300)
        route.fulfill(response=answer)

    page.route("**/work?*", late)
    page.evaluate(
        """() => {
          window.swaps = [];
          document.addEventListener('htmx:afterSwap', (event) => { if (event.detail.target.id === 'work') window.swaps.push(Date.now()); });
          window.begun = Date.now();
          const storm = setInterval(() => {
            window.stream.dispatchEvent(new MessageEvent('inbox', { data: '1' }));
            if (Date.now() - window.begun > 4000) { clearInterval(storm); window.over = Date.now(); }
          }, 20);
        }"""
    )
    page.wait_for_function("() => window.over && window.swaps.some((at) => at > window.over)")
    during = page.evaluate("window.swaps.filter((at) => at < window.over).length")
    print(f"shown anew {during} times in a storm of four seconds")
    assert during >= 2
    page.wait_for_timeout(1500)
    assert page.evaluate("window.swaps.filter((at) => at > window.over).length") <= 2


def test_what_was_sent_and_not_answered_is_sent_again_and_kept_once(window: Callable[..., Window]) -> None:
    """The portal has kept it each time; only the answer is lost, twice. The words stay, and cannot be changed meanwhile."""
    phone = window()
    phone.arrive("lys-lovetann", "nb")
    phone.open("/messages")
    page = phone.page
    keys: list[str] = []

    def lose(route: Route) -> None:
        if route.request.method != "POST":
            route.continue_()
            return
        keys.append(route.request.post_data or "")
        answer: APIResponse = route.fetch()
        if len(keys) <= 3:
            route.abort("connectionreset")
        else:
            route.fulfill(response=answer)

    page.route("**/messages", lose)
    write(page, "Bare én gang, takk.")
    expect(page.locator("#unsent")).to_be_visible()
    expect(page.locator("#unsent")).to_contain_text("Prøver igjen")
    assert page.evaluate("document.getElementById('text').readOnly")
    expect(page.locator("#text")).to_have_value("Bare én gang, takk.")
    expect(page.locator("#write .status")).to_contain_text("Sendt.")
    expect(page.locator("#unsent")).to_be_hidden()
    expect(page.locator("#text")).to_have_value("")
    assert not page.evaluate("document.getElementById('text').readOnly")
    assert len({one.partition("key=")[2].partition("&")[0] for one in keys}) == 1
    assert len(keys) == 4
    stored = phone.portal.one("SELECT count(*) FROM message WHERE text = ?", "Bare én gang, takk.")
    assert stored == "1"
    expected(phone)


def test_whoever_does_not_want_to_wait_presses_once_more(window: Callable[..., Window]) -> None:
    phone = window()
    phone.arrive("lys-lovetann", "nb")
    phone.open("/messages")
    page = phone.page
    posts: list[str] = []

    def away(route: Route) -> None:
        if route.request.method == "POST":
            posts.append(route.request.url)
            route.abort("connectionrefused")
        else:
            route.continue_()

    page.route("**/messages", away)
    write(page, "Trykket en gang til.")
    expect(page.locator("#unsent")).to_be_visible()
    # By the fifth time the pauses are seconds long.
    while len(posts) < 5:
        page.wait_for_timeout(100)
    page.unroute("**/messages")
    page.locator("#unsent").get_by_role("button").click()
    expect(page.locator(".message.mine .words").last).to_have_text("Trykket en gang til.", timeout=3_000)
    page.wait_for_timeout(3_000)
    assert phone.portal.one("SELECT count(*) FROM message WHERE text = ?", "Trykket en gang til.") == "1"
    expected(phone)


def test_what_stands_between_us_and_says_that_we_are_away_is_no_page(window: Callable[..., Window]) -> None:
    """A proxy's 502 in the place of a part: the page stays as it is, and the part comes when it can."""
    here, there = window(), window()
    for one in (here, there):
        one.arrive("lys-lovetann", "nb")
        one.open("/messages")
    page = here.page
    page.locator("#text").fill("Halvskrevet")
    answers: list[int] = []

    def broken(route: Route) -> None:
        answers.append(502)
        if len(answers) <= 2:
            route.fulfill(status=502, content_type="text/html", body="<h1>Bad gateway</h1>")
        else:
            route.continue_()

    page.wait_for_timeout(1000)
    page.route("**/messages", broken)
    write(there.page, "Gjennom en port som er nede.")
    expect(page.locator(".message.mine .words").last).to_have_text("Gjennom en port som er nede.")
    assert len(answers) >= 3
    expect(page.locator("#text")).to_have_value("Halvskrevet")
    expect(page.locator("h1")).to_have_text("Meldinger")
