"""Pictures of the pages, as a person sees them first: `make screenshots`, and with --readme the three of the README."""

import argparse
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

from tests.journeys.served import ROOT, Portal, running
from tests.journeys.windows import Window, open_chromium

PICTURES = ROOT / ".screenshots"
README = ROOT / "static" / "readme"
KEY = "s" * 24
PHONE, DESK = (360, 740), (1200, 800)
Way = Callable[[Window], None]


@dataclass(frozen=True, slots=True)
class Picture:
    """What to draw: whose page, its name, the person who opens it and the way there."""

    role: str
    name: str
    person: str
    way: Way
    main: bool = False

    @property
    def staff(self) -> bool:
        """Whether it is also drawn as wide as a desk."""
        return self.role in {"caseworker", "leader", "translator"}


def at(path: str) -> Way:
    """Go straight to a page."""
    return lambda window: window.open(path)


def first(start: str, link: str) -> Way:
    """Go where the first such link on a page leads."""

    def go(window: Window) -> None:
        window.open(start)
        window.open(window.page.locator(link).first.get_attribute("href") or "")

    return go


def sent(start: str, path: str, **fields: str) -> Way:
    """Send a form by hand."""

    def go(window: Window) -> None:
        window.open(start)
        window.post(path, key=KEY, **fields)

    return go


ROGN, STRAND, BJORK = "rolig-rogn", "stille-strand", "blid-bjork"
WORK, CASES, ABSENCES = "/work", 'a[href^="/work/case/"]', 'a[href^="/work/absence/"]'
SOME = (
    Picture("everybody", "sign-in", "", at("/sign-in"), main=True),
    Picture("everybody", "languages", "", at("/languages")),
    Picture("participant", "week", ROGN, at("/week"), main=True),
    Picture("participant", "day", ROGN, first("/week", '#week a[href*="/week/day"]')),
    Picture("participant", "plan", ROGN, at("/plan"), main=True),
    Picture("participant", "absence", ROGN, at("/absence/new"), main=True),
    Picture(
        "participant",
        "absence-check",
        ROGN,
        sent("/absence/new", "/absence/new", kind="self-report", span="today"),
        main=True,
    ),
    Picture("participant", "messages", STRAND, at("/messages"), main=True),
    Picture("participant", "me", ROGN, at("/me"), main=True),
    Picture("participant", "receipts", ROGN, at("/me/receipts")),
    Picture("participant", "receipt", ROGN, first("/me/receipts", 'a[href^="/me/receipts/"]')),
    Picture("participant", "absences", ROGN, at("/me/absences")),
    Picture("participant", "suspended", "villig-vik", at("/week")),
    Picture("participant", "planned", "sprek-spire", at("/week")),
    Picture("participant", "completed", "bestemt-bekk", at("/plan")),
    Picture("caseworker", "work", BJORK, at(WORK), main=True),
    Picture("caseworker", "work-absences", BJORK, at("/work/absences")),
    Picture("caseworker", "case", BJORK, first(WORK, CASES), main=True),
    Picture("caseworker", "decision", BJORK, first("/work/absences", ABSENCES)),
    Picture("leader", "overview", "fast-fjell", at(WORK)),
    Picture("translator", "translations", "presis-pil", at("/translate")),
    Picture("error", "not-found", ROGN, at("/no/such/page")),
    Picture("error", "forbidden", ROGN, at(WORK)),
    Picture(
        "error", "form-too-old", ROGN, sent("/week", "/messages", csrf_token="old", text="Det jeg skrev.")
    ),
    Picture("error", "signed-out", "", sent("/sign-in", "/messages", text="Det jeg skrev.")),
)
WITHOUT_SCRIPTS = ("week", "messages")


def wanted() -> Iterator[tuple[Picture, str, tuple[int, int], bool]]:
    """Each picture with its language, its size in pixels and whether JavaScript is on."""
    for picture in SOME:
        for language in ("nb", "ar", *(("nn", "en") if picture.main else ())):
            yield picture, language, PHONE, True
            if picture.staff and language in {"nb", "ar"}:
                yield picture, language, DESK, True
        if picture.name in WITHOUT_SCRIPTS:
            yield picture, "nb", PHONE, False


def draw(chromium: Browser, portal: Portal, folder: Path) -> int:
    """Draw all pictures into the folder, each as high as the window. Returns how many there are."""
    folder.mkdir(parents=True, exist_ok=True)
    many = 0
    for picture, language, size, scripts in wanted():
        window = _opened(chromium, portal, picture.person, language, size, scripts=scripts)
        picture.way(window)
        plain = "" if scripts else "-nojs"
        window.page.screenshot(path=folder / f"{picture.role}-{picture.name}-{language}-{size[0]}{plain}.png")
        window.close()
        many += 1
    return many


def draw_for_readme(chromium: Browser, portal: Portal, folder: Path) -> list[Path]:
    """The three pictures of the README, small enough to be kept with the source."""
    folder.mkdir(parents=True, exist_ok=True)
    check = sent("/absence/new", "/absence/new", kind="self-report", span="today")
    some = (
        ("week", ROGN, at("/week"), PHONE, 640),
        ("absence", ROGN, check, PHONE, 640),
        ("case", BJORK, first(WORK, CASES), (1100, 620), 620),
    )
    paths = []
    for name, person, way, size, height in some:
        window = _opened(chromium, portal, person, "nb", size, scripts=True)
        way(window)
        paths.append(folder / f"{name}.png")
        window.page.screenshot(
            path=paths[-1], clip={"x": 0, "y": 0, "width": size[0], "height": height}, scale="css"
        )
        window.close()
    return paths


def _opened(
    chromium: Browser, portal: Portal, person: str, language: str, size: tuple[int, int], *, scripts: bool
) -> Window:
    window = Window(chromium, portal, size, scripts=scripts)
    if person:
        window.arrive(person)
    window.read_in(language)
    return window


def main() -> None:
    """Start a demo of our own at a fixed time, draw, and say where the pictures are."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--readme", action="store_true", help="draw only the three pictures of the README")
    only_readme: bool = parser.parse_args().readme
    with (
        tempfile.TemporaryDirectory(prefix="portal-pictures-") as folder,
        running(Path(folder)) as portal,
        sync_playwright() as playwright,
    ):
        chromium = open_chromium(playwright)
        if only_readme:
            for path in draw_for_readme(chromium, portal, README):
                print(f"{path.relative_to(ROOT)}: {path.stat().st_size / 1024:.0f} KB")
        else:
            print(f"{draw(chromium, portal, PICTURES)} pictures are in {PICTURES.relative_to(ROOT)}.")
        chromium.close()


if __name__ == "__main__":
    main()
