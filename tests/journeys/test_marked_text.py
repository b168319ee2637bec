"""Every text that somebody sees can be translated: in the made-up language it stands in brackets."""

import re
from collections.abc import Callable, Iterator

from playwright.sync_api import Page

from portal.text.dates import Dates
from portal.text.interpreting import spoken_languages
from portal.text.locales import LOCALES
from tests.journeys.places import walked
from tests.journeys.windows import Window

# Words that stay: names and people's own sentences, which say their language or are isolated, codes, and the one word
# that must be understood by somebody who cannot read the page.
_TEXTS = """() => {
  const own = 'bdi, code, kbd, [lang]:not(html), textarea, script, style, noscript, [dir="auto"]';
  const found = [];
  const add = (where, text, whole) => { if (text && /\\\\p{L}/u.test(text)) found.push([where, text, whole ?? text]); };
  const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walk.nextNode()) {
    const parent = walk.currentNode.parentElement;
    if (parent.closest(own) || parent.closest('[hidden]')) continue;
    add(parent.tagName.toLowerCase() + '.' + parent.className, walk.currentNode.data, parent.textContent);
  }
  for (const name of ['aria-label', 'alt', 'title', 'placeholder']) {
    for (const element of document.querySelectorAll(`[${name}]`)) {
      if (!element.closest(own)) add(`${element.tagName.toLowerCase()}[${name}]`, element.getAttribute(name));
    }
  }
  add('title', document.title);
  return found;
}""".replace("\\\\", "\\")
_BRACKETS = re.compile(r"\[[^\[\]]*\]")
_dates = Dates("en-XA")
_CALENDAR = re.compile(r"\b(?:" + "|".join((*_dates._days, *_dates._months[1:], "at")) + r")\b")

_ENDONYMS = re.compile("|".join(re.escape(one.endonym) for one in LOCALES.values() if not one.pseudo))
_LANGUAGES = frozenset(spoken_languages("en-XA").values())


def unmarked(text: str) -> str:
    """What is left of a text without its bracketed parts, dates, a language's name and the English word for language."""
    if text.strip() in _LANGUAGES:
        return ""
    shorter = text.replace("/ Language", "")
    while (without := _BRACKETS.sub("", shorter)) != shorter:
        shorter = without
    shorter = _CALENDAR.sub("", _ENDONYMS.sub("", shorter))
    return shorter.strip() if re.search(r"[^\W\d_]", shorter) else ""


def unmarked_on(page: Page) -> Iterator[tuple[str, str]]:
    """Where on the page that is open something stands outside brackets, and what.

    A sentence with a name in it is several texts to a browser; the whole of it then stands in brackets.
    """
    for where, text, whole in page.evaluate(_TEXTS):
        if (rest := unmarked(text)) and unmarked(whole):
            yield where, rest


def test_every_text_on_every_page_is_marked_for_translation(window: Callable[..., Window]) -> None:
    """In en-XA whatever stands outside brackets was written into a template or a program by hand."""
    found = {
        f"{place.name}: {where}: {rest[:80]}"
        for place, one in walked(window, "en-XA")
        for where, rest in unmarked_on(one.page)
    }
    assert not found, "\n".join(sorted(found))
