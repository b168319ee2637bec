"""Every page in every language at every width: what must hold wherever somebody happens to be."""

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Page

from portal.text.locales import LOCALES
from tests.journeys.places import PLACES, walked
from tests.journeys.served import ROOT
from tests.journeys.windows import Window

# Every page is walked in the source, in what is translated to the end, in one language from right to left, and in the two
# that are longer than any. A draft draws the same templates with other letters, so a handful of pages shows what they do.
WHOLE = ("nb", "nn", "en", "ar", "en-XA", "ar-XB")
DRAFTS = tuple(code for code in LOCALES if code not in WHOLE)
HANDFUL = {"sign-in", "languages", "week", "absence", "absence-check", "messages"}

WIDTHS = (320, 360, 430, 1200)
TURNED = (360, 1200)
SMALLEST_TARGET = 44
AXE = ROOT / "node_modules" / "axe-core" / "axe.min.js"

# What sticks out sideways, each named by where it is.
_STICKS_OUT = """() => {
  const root = document.documentElement;
  if (root.scrollWidth <= root.clientWidth) return [];
  const name = (element) => element.tagName.toLowerCase() + (element.id ? '#' + element.id : '') +
    [...element.classList].map((one) => '.' + one).join('');
  const out = [...document.body.querySelectorAll('*')].filter((element) => {
    const box = element.getBoundingClientRect();
    return box.width && (box.right > root.clientWidth + 1 || box.left < -1) &&
      !element.closest('.scrolls, .ds-sr-only, .ds-skip-link') &&
      ![...element.children].some((child) => child.getBoundingClientRect().right > root.clientWidth + 1);
  });
  return [root.scrollWidth + ' > ' + root.clientWidth + ' by ' + (out.slice(0, 3).map(name).join(', ') || '?')];
}"""

# Links within running text may be as low as the line (WCAG 2.5.8); a field in a label is as large as its label.
_TOO_SMALL = """(least) => {
  const found = [];
  for (const one of document.querySelectorAll(':is(main, .top, .bar) :is(a, button, input, select, textarea, summary)')) {
    if (one.type === 'hidden' || !one.checkVisibility() || one.closest('.ds-sr-only')) continue;
    const inText = getComputedStyle(one).display === 'inline' &&
      one.parentElement.textContent.trim().length > one.textContent.trim().length;
    const box = (one.closest('label') || one).getBoundingClientRect();
    if (!inText && box.width && (box.height < least - 0.5 || box.width < least - 0.5)) {
      found.push(`${one.tagName.toLowerCase()}.${one.className} «${one.textContent.trim().slice(0, 30)}» is ` +
        `${Math.round(box.width)} x ${Math.round(box.height)}`);
    }
  }
  return found;
}"""

# What does not change sides when the page is turned round: the same page from left to right is its picture in a mirror.
# Words within a line keep their own direction; what says its direction itself means it. A line of letters from both
# directions is a few pixels shorter in one of them.
STUCK = """() => {
  const root = document.documentElement, wide = root.clientWidth;
  const all = [...document.body.querySelectorAll('*')].filter((one) => one.checkVisibility() &&
    !getComputedStyle(one).display.startsWith('inline') && !one.closest('[dir]:not(html), bdi, svg, option, .ds-sr-only'));
  const sides = () => all.map((one) => [one.getBoundingClientRect().left, one.getBoundingClientRect().right]);
  const aligned = (one) => /left|right/.test(getComputedStyle(one).textAlign);
  const turned = sides();
  root.dir = 'ltr';
  const plain = sides();
  root.dir = 'rtl';
  const name = (one) => one.tagName.toLowerCase() + (one.id ? '#' + one.id : '') +
    [...one.classList].map((each) => '.' + each).join('');
  return all.filter((one, at) => aligned(one) || Math.abs(turned[at][0] + plain[at][1] - wide) > 6 ||
    Math.abs(turned[at][1] + plain[at][0] - wide) > 6).slice(0, 5).map((one) => name(one) + ' keeps to its side');
}"""

VIOLATIONS = """() => axe.run(document, {resultTypes: ['violations']}).then((result) =>
  result.violations.flatMap((rule) => rule.nodes.map((node) => `${rule.id} at ${node.target.join(' ')}: ${rule.help}`)))"""


def faults_of(page: Page, language: str) -> Iterator[str]:
    """What is wrong with the page that is open, as seen at every width."""
    html = page.locator("html")
    if html.get_attribute("lang") != language or html.get_attribute("dir") != LOCALES[language].direction:
        yield f"lang {html.get_attribute('lang')}, dir {html.get_attribute('dir')}"
    if (headlines := page.locator("h1:visible").count()) != 1:
        yield f"{headlines} h1"
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 740})
        yield from (f"{width} px: {fault}" for fault in page.evaluate(_STICKS_OUT))
        if width == 360:
            yield from page.evaluate(_TOO_SMALL, SMALLEST_TARGET)
            page.evaluate("document.documentElement.style.fontSize = '200%'")
            yield from (f"200 % text: {fault}" for fault in page.evaluate(_STICKS_OUT))
            page.evaluate("document.documentElement.style.fontSize = ''")
        if LOCALES[language].direction == "rtl" and width in TURNED:
            yield from (f"{width} px: {fault}" for fault in page.evaluate(STUCK))


@pytest.mark.parametrize("language", WHOLE)
def test_every_page_fits_every_width_and_thumb_and_axe_finds_nothing(
    window: Callable[..., Window], language: str
) -> None:
    """No page scrolls sideways at 320 to 1200 px or with text twice as large; nothing is too small to hit.

    The variants of a page and axe are walked in one language from each direction, and the variants also in
    the one that is longest.
    """
    assert AXE.is_file(), "axe-core is missing. Building the portal puts it into node_modules."
    axe = AXE.read_text(encoding="utf-8") if language in {"nb", "ar"} else ""
    found = []
    for place, one in walked(window, language, variants=language in {"nb", "ar", "en-XA"}):
        faults = list(faults_of(one.page, language))
        if axe:
            one.page.evaluate(axe)
            faults += one.page.evaluate(VIOLATIONS)
        found += [f"{place.name}: {fault}" for fault in faults]
    assert not found, f"in {language}:\n" + "\n".join(found)


def test_what_keeps_to_the_left_is_found(window: Callable[..., Window]) -> None:
    """The look itself, on a page with three faults that people make."""
    page = window().page
    page.set_content(
        '<html dir="rtl"><body><main><p id="said">Tekst</p><p id="aligned" style="text-align: left">Tekst</p>'
        '<p id="pushed" style="margin-left: 40px">Tekst</p><p id="held" style="width: 90px; float: left">T</p></main>'
    )
    found = page.evaluate(STUCK)
    assert found == [f"p#{name} keeps to its side" for name in ("aligned", "pushed", "held")]


@pytest.mark.parametrize("language", DRAFTS)
def test_a_handful_of_pages_fits_in_every_draft(window: Callable[..., Window], language: str) -> None:
    """Other alphabets are taller and wider, and what a draft lacks is shown in another language beside it."""
    places = tuple(place for place in PLACES if place.name in HANDFUL)
    assert len(places) == len(HANDFUL)
    found = [
        f"{place.name}: {fault}"
        for place, one in walked(window, language, places=places)
        for fault in faults_of(one.page, language)
    ]
    assert not found, f"in {language}:\n" + "\n".join(found)
