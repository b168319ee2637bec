"""Where a text is shown: the pages that the recorder has seen it on, with their pictures.

`places.json` in the folder of `PORTAL_PLACES` has a list for each text's hash, with objects that say `page` (its path),
`title` (what the page calls itself, in the language of the source), `who` (who of the demo sees it), `role` (as what),
`css`, `picture` (a file beside it), `box` (x, y, width, height) and `size` (width, height), all in pixels. A text that
cannot be seen, such as one that only a voice reads, has the first four alone. A file of before has no `title` nor `role`.
"""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl

from flask import Blueprint, Response
from werkzeug.wrappers import Response as BaseResponse

from portal.domain.errors import NotFound
from portal.domain.people import Role
from portal.domain.translating import hash_of
from portal.text.bounded import UnusableFileError, read_text
from portal.web.guards import translators
from portal.web.site import site
from portal.web.translator.texts import source

blueprint = Blueprint("translate_where", __name__)

INDEX = "places.json"
LARGEST_INDEX = 32 * 1024 * 1024
LARGEST_PICTURE = 4 * 1024 * 1024
MOST = 5
WINDOW = 740
"""How much of a page is shown around a text, in pixels: the whole of it would be too small to read."""
PLAIN_NAME = re.compile(r"(?!(?:endpoint|shown|locale|mine)$)[a-z][a-z_]{0,30}")
"""What a page of ours may be asked by, besides the language that it is looked at in."""
LONGEST_TITLE = 120
LONGEST_PAGE = 500
_WHO = re.compile(r"[a-z][a-z-]{0,60}")
_PICTURE = re.compile(r"[A-Za-z0-9_-][A-Za-z0-9_.-]{0,99}\.png")
_SIGNATURE = b"\x89PNG\r\n\x1a\n"


@dataclass(frozen=True, slots=True)
class Spot:
    """One place where a text is shown. `box` and `size` are pixels of the picture; `who`, of the demo, sees the page.

    `title` is the page's own name and `role` what who sees it is to the portal, each empty where nobody recorded it.
    `picture` is empty for a text that cannot be seen there.
    """

    page: str
    who: str
    title: str = ""
    role: Role | None = None
    picture: str = ""
    box: tuple[int, int, int, int] = (0, 0, 0, 0)
    size: tuple[int, int] = (1, 1)

    @property
    def is_of_the_source(self) -> bool:
        """Whether the portal says the title, word for word, so that it can be read in another language."""
        # Nobody reads a slot, so a title with one is none of ours, and what would fill it nobody knows.
        return "%" not in self.title and hash_of((None, self.title, None)) in source().by_hash

    @property
    def cut(self) -> str:
        """What of the picture to show: as much as a phone does, with the text in it. As SVG names such a part."""
        (_, y, _, height), (across, down) = self.box, self.size
        top = max(0, min(y + height // 2 - WINDOW // 2, down - WINDOW))
        return f"0 {top} {across} {min(WINDOW, down)}"

    @property
    def shown(self) -> str:
        """The page as it is called where it can be looked at in context, without its query."""
        return f"{self.who}{self.page.partition('?')[0]}"

    @property
    def asked(self) -> dict[str, str]:
        """Its query."""
        return {
            name: value
            for name, value in parse_qsl(self.page.partition("?")[2])
            if PLAIN_NAME.fullmatch(name)
        }


@blueprint.get("/translate/places/<picture>")
@translators
def picture_of(picture: str) -> BaseResponse:
    """A picture of a page with made-up people on it."""
    places = site().settings.places
    if places is None or not _PICTURE.fullmatch(picture):
        raise NotFound("There is no such picture.")
    try:
        with (places / picture).open("rb") as file:
            content = file.read(LARGEST_PICTURE + 1)
    except OSError as error:
        raise NotFound("There is no such picture.") from error
    if len(content) > LARGEST_PICTURE or not content.startswith(_SIGNATURE):
        raise NotFound("That is no picture.")
    return Response(content, mimetype="image/png")


def spots_of(hash_: str) -> tuple[tuple[Spot, ...], int]:
    """The first few places where a text is shown, and how many there are."""
    places = site().settings.places
    if places is None:
        return (), 0
    try:
        found = _index(places / INDEX, (places / INDEX).stat().st_mtime_ns).get(hash_, [])
    except OSError:
        return (), 0
    spots = [spot for spot in map(_spot, found if isinstance(found, list) else []) if spot]
    return tuple(spots[:MOST]), len(spots)


def named() -> Mapping[tuple[str, Role], Spot]:
    """A place on each page whose name was recorded, by its path and who sees it."""
    places = site().settings.places
    if places is None:
        return {}
    try:
        return _named(places / INDEX, (places / INDEX).stat().st_mtime_ns)
    except OSError:
        return {}


@lru_cache(maxsize=1)
def _named(path: Path, stamp: int) -> Mapping[tuple[str, Role], Spot]:
    every = (one for some in _index(path, stamp).values() if isinstance(some, list) for one in some)
    spots = [spot for spot in map(_spot, every) if spot and spot.role and spot.title]
    return {(spot.page, spot.role): spot for spot in spots if spot.role}


@lru_cache(maxsize=1)
def _index(path: Path, _stamp: int) -> dict[str, Any]:
    try:
        index = json.loads(read_text(path, largest=LARGEST_INDEX))
    except (FileNotFoundError, UnusableFileError, ValueError, RecursionError):
        return {}
    return index if isinstance(index, dict) else {}


def _title(said: object) -> str:
    """What a page calls itself, empty for what cannot be read as one line. A character that turns the line is no title's."""
    title = " ".join(said.split()) if isinstance(said, str) else ""
    return title if title.isprintable() and len(title) <= LONGEST_TITLE else ""


def _is_path(page: str) -> bool:
    """Whether it can be an address here. Half a character, for one, cannot be sent to any browser."""
    return page.startswith("/") and page.isprintable() and len(page) <= LONGEST_PAGE


def _role(said: object) -> Role | None:
    return Role(said) if isinstance(said, str) and said in set(Role) else None


def _spot(said: Any) -> Spot | None:  # noqa: ANN401 -- Anything may stand in the file.
    """One entry of the index, or nothing for one that makes no sense."""
    try:
        page, who = str(said["page"]), str(said.get("who", ""))
        title, role = _title(said.get("title")), _role(said.get("role"))
        if not _is_path(page) or (who and not _WHO.fullmatch(who)):
            return None
        if "picture" not in said:
            return Spot(page, who, title, role)
        x, y, width, height = (int(one) for one in said["box"])
        across, down = (int(one) for one in said["size"])
        picture = str(said["picture"])
    except (AttributeError, KeyError, TypeError, ValueError, OverflowError):
        return None
    if min(across, down) <= 0 or not _PICTURE.fullmatch(picture):
        return None
    return Spot(page, who, title, role, picture, (x, y, width, height), (across, down))
