"""Where each text stands: `make places` walks the demo in context and records page, element and picture for translators."""

import argparse
import io
import json
import re
import tempfile
from collections import Counter, deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from PIL import Image
from playwright.sync_api import Browser, sync_playwright

from portal.domain.translating import hash_of
from portal.text import pofile
from tests.journeys.places import NOBODY, PLACES, TRANSLATOR, Place
from tests.journeys.served import ROOT, Portal, running
from tests.journeys.windows import PHONE, Window, open_chromium

FOLDER = ROOT / ".places"
INDEX = "places.json"
MOST = 5
LANGUAGE = "nb"
MOST_OF_A_KIND = 2
MORE = (
    *(("lett-lerke", path) for path in ("/rules", "/languages", "/receipts/check")),
    *(("klar-kyst", path) for path in ("/work/access", "/work/cover", "/work/move", "/work/threats")),
    *((who, "/") for who in ("naer-nordlys", "ryddig-rot", "arvaken-are", "hyggelig-hare")),
)
"""Pages that the walk does not come to, and that lead on to others."""

_OWN = re.compile(r"/translate/pages/([a-z-]+)(/.*)")
_THING = re.compile(r"[0-9a-f]{8}-[0-9a-f-]{27}|[0-9][0-9-]*")
"""What tells one thing from another of its kind in a path."""
COLOURS = 64
"""Enough for a page of ours, and a picture is a third as large."""

# What is folded is opened, so that it can be seen. The box of a text is measured from the page's own corner, and the
# path to it is one of the page without the names that its ids carry there.
_READ = """() => {
  const page = document.getElementById('ic-page');
  page.querySelectorAll('details').forEach((one) => { one.open = true; });
  const at = page.getBoundingClientRect();
  const step = (element) => {
    if (element.id) return `#${element.id.replace(/^shown-/, '')}`;
    const same = [...element.parentElement.children].filter((one) => one.tagName === element.tagName);
    const place = same.length > 1 ? `:nth-of-type(${same.indexOf(element) + 1})` : '';
    return element.tagName.toLowerCase() + place;
  };
  const way = (element) => {
    const steps = [];
    for (let one = element.parentElement; one && one !== page; one = one.parentElement) {
      steps.unshift(step(one));
      if (one.id) break;
    }
    return steps.join(' > ');
  };
  const found = {};
  for (const text of page.querySelectorAll('[data-i18n]')) {
    const box = text.getBoundingClientRect();
    // What only a voice reads is cut down to a pixel.
    const seen = box.width > 1 && box.height > 1 && getComputedStyle(text).visibility === 'visible';
    const known = found[text.dataset.i18n];
    if (known && (known.box || !seen)) continue;
    found[text.dataset.i18n] = {
      css: way(text),
      box: seen ? [box.left - at.left, box.top - at.top, box.width, box.height].map(Math.round) : null,
    };
  }
  document.querySelectorAll('#ic-texts [data-text]').forEach((one) => { found[one.dataset.text] ||= { css: '', box: null }; });
  const title = document.querySelector('.ic-bar .ic-name').textContent;
  return { title, size: [Math.round(at.width), Math.round(at.height)], found };
}"""


@dataclass(slots=True)
class Recording:
    """What was found so far, by the hash of the text, in the folder where the pictures are."""

    folder: Path
    places: dict[str, list[dict[str, Any]]] = field(default_factory=dict)
    pictures: int = 0
    pages: int = 0

    def add(self, who: str, address: str, window: Window) -> None:
        """Record the page of the demo that is open in context: what it calls itself, and what who sees it is."""
        seen = window.page.evaluate(_READ)
        self.pages += 1
        new = {hash_: one for hash_, one in seen["found"].items() if len(self.places.get(hash_, ())) < MOST}
        picture = _picture_of(who, address)
        role = window.portal.one("SELECT role FROM person WHERE key = ?", who)
        page = {"page": address, "title": seen["title"], "who": who, "role": role}
        if any(one["box"] for one in new.values()):
            _keep(window.page.locator("#ic-page").screenshot(scale="css"), self.folder / picture)
            self.pictures += 1
        for hash_, one in new.items():
            place: dict[str, Any] = dict(page)
            if one["box"]:
                place |= {"css": one["css"], "picture": picture, "box": one["box"], "size": seen["size"]}
            self.places.setdefault(hash_, []).append(place)

    def write(self) -> None:
        """Write the index. What can be seen comes before what only stands somewhere on the page."""
        sorted_ = {
            hash_: sorted(some, key=lambda one: "box" not in one)
            for hash_, some in sorted(self.places.items())
        }
        text = json.dumps(sorted_, ensure_ascii=False, indent=0, sort_keys=True)
        (self.folder / INDEX).write_text(f"{text}\n", encoding="utf-8")


def _picture_of(who: str, address: str) -> str:
    return re.sub(r"[^A-Za-z0-9]+", "-", f"{who}{address}").strip("-")[:90] + ".png"


def _keep(png: bytes, path: Path) -> None:
    with Image.open(io.BytesIO(png)) as picture:
        picture.convert("RGB").quantize(COLOURS).save(path, optimize=True)


def addresses(chromium: Browser, portal: Portal, places: Iterable[Place]) -> Iterator[tuple[str, str]]:
    """Where the places are: each person with the address of a page that they see, once. Whoever is nobody sees none."""
    windows: dict[str, Window] = {}
    seen: set[tuple[str, str]] = set()
    for place in places:
        if place.who in {NOBODY, TRANSLATOR}:
            continue
        if place.who not in windows:
            windows[place.who] = Window(chromium, portal)
            windows[place.who].arrive(place.who)
        window = windows[place.who]
        place.way(window)
        parts = urlsplit(window.page.url)
        found = place.who, parts.path + (f"?{parts.query}" if parts.query else "")
        if found not in seen:
            seen.add(found)
            yield found
    for window in windows.values():
        window.close()


def _kind_of(address: str) -> str:
    """What pages have in common that say nearly the same: the path without its things, and what is asked for by name."""
    path, _, query = address.partition("?")
    return _THING.sub("*", path) + "?" + "&".join(sorted(one.partition("=")[0] for one in query.split("&")))


def links_of(window: Window) -> Iterator[tuple[str, str]]:
    """Where the page that is open in context leads: whose page it is, and its address without the language."""
    hrefs = window.page.eval_on_selector_all(
        "#ic-page a[href]", "all => all.map((one) => one.getAttribute('href'))"
    )
    for found in map(_OWN.fullmatch, hrefs):
        if found:
            address, _, query = found[2].partition("#")[0].partition("?")
            kept = "&".join(one for one in query.split("&") if one and not one.startswith("locale="))
            yield found[1], f"{address}?{kept}" if kept else address


def record(
    chromium: Browser, portal: Portal, folder: Path, places: Iterable[Place] = PLACES, *, onward: bool = True
) -> Recording:
    """Walk to the places as the people they belong to, and look at each as a translator does.

    `onward`: go on from there by the links of the pages, to a few of each kind.
    """
    folder.mkdir(parents=True, exist_ok=True)
    for old in folder.glob("*.png"):
        old.unlink()
    recording = Recording(folder)
    window = Window(chromium, portal, PHONE)
    window.arrive(TRANSLATOR)
    waiting = deque(addresses(chromium, portal, places))
    kinds = Counter(_kind_of(address) for _, address in waiting)
    waiting += MORE if onward else ()
    seen = set(waiting)
    while waiting:
        who, address = waiting.popleft()
        asked = f"{address}{'&' if '?' in address else '?'}locale={LANGUAGE}"
        answer = window.page.goto(f"/translate/pages/{who}{asked}", wait_until="load")
        # What is a file, or belongs to the answer to a form alone, cannot be looked at so.
        if not (answer and answer.ok and window.page.locator("#ic-page").count()):
            continue
        recording.add(who, address, window)
        for link in links_of(window) if onward else ():
            kind = _kind_of(link[1])
            if link not in seen and kinds[kind] < MOST_OF_A_KIND:
                kinds[kind] += 1
                seen.add(link)
                waiting.append(link)
    window.close()
    recording.write()
    return recording


def of_source() -> set[str]:
    """The hashes of all texts of the source."""
    entries, _faults = pofile.read((ROOT / "translations/messages.pot").read_text(encoding="utf-8"))
    return {hash_of((entry.ctx, entry.msgid, entry.plural)) for entry in entries}


def main() -> None:
    """Start a demo of our own at a fixed time, record, and say how many texts have a place."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", nargs="?", type=Path, default=FOLDER, help="where to write (.places)")
    into: Path = parser.parse_args().folder
    with (
        tempfile.TemporaryDirectory(prefix="portal-places-") as folder,
        running(Path(folder)) as portal,
        sync_playwright() as playwright,
    ):
        chromium = open_chromium(playwright)
        recording = record(chromium, portal, into)
        chromium.close()
    every = of_source()
    placed = recording.places.keys() & every
    seen = sum(any("box" in one for one in recording.places[hash_]) for hash_ in placed)
    size = sum(path.stat().st_size for path in into.iterdir()) / 1e6
    print(f"{len(placed)} of {len(every)} texts have a place, {seen} of them in a picture.")
    print(
        f"{recording.pages} pages were looked at; {recording.pictures} pictures, {size:.1f} MB with the index, are in {into}."
    )


if __name__ == "__main__":
    main()
