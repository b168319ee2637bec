"""What a script may write into a page, and how: own markup without scripts, in a browser that enforces it (safety, rows 9 and 10)."""

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, Route

from tests.journeys.served import Portal
from tests.journeys.windows import Window

HOSTILE = {
    "a script": "<div><script>window.ran = true</script></div>",
    "a script in the head of a page": "<html><head><script src=/x></script></head><body>x</body></html>",
    "a handler": "<img src=x onerror='window.ran = true'>",
    "a handler in capitals": "<IMG SRC=x OnError='window.ran = true'>",
    "a handler in a template": "<template><p><template><img src=x onerror=1></template></p></template>",
    "a link that is a script": "<a href='javascript:window.ran = true'>x</a>",
    "a link that hides that it is one": "<a href=' &#1;jav&#10;ascript&colon;window.ran = true'>x</a>",
    "a link that is a page": "<a href='data:text/html,<script>1</script>'>x</a>",
    "a form that leads to a script": "<form action='vbscript:x'><button formaction='javascript:x'>x</button></form>",
    "a drawing that moves": "<svg><a><animate attributeName=href values=javascript:x /></a></svg>",
    "a drawing's link": "<svg><a xlink:href='javascript:x'><text>x</text></a></svg>",
    "a frame": "<iframe srcdoc='&lt;script&gt;1&lt;/script&gt;'></iframe>",
    "another base": "<base href='https://elsewhere.example/'>",
    "a page that leads on": "<meta http-equiv=refresh content='0;url=/x'>",
    "a gadget": "<p hx-on:click='window.ran = true'>x</p>",
    "a gadget by another name": "<p data-hx-on-click='window.ran = true'>x</p>",
    "a gadget with values": "<p hx-vals='js:{x: window.ran = true}'>x</p>",
    "mathematics": "<math><mtext><table><mglyph><style><img src=x onerror=1>",
    "what is read in two ways": "<noscript><p title='</noscript><img src=x onerror=1>'></p></noscript>",
    "a remark that is read in two ways": "<noscript><!--</noscript><img src=x onerror=1>--></noscript>",
    "a field that is read in two ways": "<noscript><textarea></noscript><img src=x onerror=1></textarea></noscript>",
}
OUR_OWN = (
    "<p class='a' hx-get='/week' hx-vals='{\"a\": 1}'>Jeg skrev &lt;script&gt; onerror=x javascript:y</p>",
    "<input name=text value=' onerror=alert(1) &quot;&lt;script&gt;'>",
    "<a href='/week'>a</a><a href='tel:22222222'>b</a><a href='#main'>c</a><img src='/static/x.svg' alt=''>",
    "<noscript><p class='a'><a href='#write'>Til nyeste &lt;melding&gt;</a></p></noscript>",
    "<svg viewBox='0 0 1 1'><path d='M0 0'/></svg>",
    "<!doctype html><html lang=nb><head><title>x</title></head><body><main id=main>x</main></body></html>",
)
_WRITE = """(markup) => {
  const box = document.createElement('div');
  try { box.innerHTML = markup; return box.innerHTML === '' ? 'empty' : 'in'; } catch { return 'refused'; }
}"""
_ATTEMPTS = """() => Object.fromEntries(Object.entries({
  'a script by address': () => { document.createElement('script').src = '/static/x.js'; },
  'a script by text': () => { document.createElement('script').text = 'window.ran = true'; },
  'a worker': () => new Worker('/static/x.js'),
  'another policy': () => trustedTypes.createPolicy('mine', {createHTML: (text) => text}),
  'the policy once more': () => trustedTypes.createPolicy('default', {createHTML: (text) => text}),
  'a handler': () => document.body.setAttribute('onclick', 'window.ran = true'),
}).map(([name, attempt]) => { try { attempt(); return [name, 'in']; } catch { return [name, 'refused']; } }))"""
_INLINE = """() => {
  const script = document.createElement('script');
  script.append('window.ran = true');
  document.head.append(script);
  return Boolean(window.ran);
}"""


@pytest.fixture
def page_window(portal: Portal, chromium: Browser) -> Iterator[Window]:
    """A window on a conversation. The browser says aloud what it refuses here, and that is as it should be."""
    window = Window(chromium, portal)
    window.arrive("rolig-rogn")
    window.open("/messages")
    yield window
    window.close()


def test_markup_with_a_script_in_any_disguise_is_refused(page_window: Window) -> None:
    page = page_window.page
    let_in = {name for name, markup in HOSTILE.items() if page.evaluate(_WRITE, markup) != "refused"}
    assert let_in == set()
    assert page.evaluate("window.ran") is None


def test_our_own_markup_and_the_words_of_people_in_it_go_through(page_window: Window) -> None:
    assert [page_window.page.evaluate(_WRITE, markup) for markup in OUR_OWN] == ["in"] * len(OUR_OWN)
    assert page_window.faults == []


def test_scripts_cannot_be_brought_in_in_any_other_way(page_window: Window) -> None:
    attempts = page_window.page.evaluate(_ATTEMPTS)
    assert set(attempts.values()) == {"refused"}, attempts
    try:
        ran = page_window.page.evaluate(_INLINE)
    except Exception:  # noqa: BLE001 -- Refused by throwing is as good as not run.
        ran = False
    assert ran is False


def test_an_answer_with_a_script_in_it_changes_nothing_on_the_page(page_window: Window) -> None:
    """As if somebody between us had put one in: htmx is given it, and nothing of it arrives."""
    page = page_window.page
    page.route(
        "**/messages",
        lambda route: route.fulfill(
            content_type="text/html", body="<p id=planted>x</p><script>window.ran = 1</script>"
        ),
    )
    before = page.locator("main").inner_text()
    page.evaluate("() => { window.htmx.ajax('GET', '/messages', '#main'); }")
    page.wait_for_timeout(500)
    assert page.locator("#planted").count() == 0
    assert page.evaluate("window.ran") is None
    assert page.locator("main").inner_text() == before


def test_a_browser_without_trusted_types_goes_on_as_before(window: Callable[..., Window]) -> None:
    """Older phones know neither them nor what the header asks for; the fragments are swapped in all the same."""
    phone = window()

    def older(route: Route) -> None:
        answer = route.fetch(max_redirects=0)
        policy = answer.headers.get("content-security-policy", "")
        known = policy.replace("; require-trusted-types-for 'script'; trusted-types default", "")
        assert known != policy
        route.fulfill(response=answer, headers={**answer.headers, "content-security-policy": known})

    phone.page.add_init_script("delete window.trustedTypes")
    phone.page.route("**/messages", older)
    phone.arrive("rolig-rogn")
    phone.open("/messages")
    phone.page.locator("#text").fill("Fra en eldre telefon")
    phone.page.locator("#write button").click()
    phone.page.wait_for_function(
        "() => [...document.querySelectorAll('.message.mine .words')].at(-1)?.textContent === 'Fra en eldre telefon'"
    )
    # A change told meanwhile may have the thread fetched once more, which nobody waits for.
    phone.page.unroute_all(behavior="ignoreErrors")
