"""Where a text is shown: the pages that the recorder has seen it on, with their pictures.

`places.json` in the folder of `PORTAL_PLACES` has a list for each text's hash, with objects that say `page`, `who`,
`css`, `picture` (a file beside it), `box` (x, y, width, height) and `size` (width, height), all in pixels.
"""

import json
import re
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from flask import Blueprint, Response
from werkzeug.wrappers import Response as BaseResponse

from portal.domain.errors import NotFound
from portal.text.bounded import UnusableFileError, read_text
from portal.web.guards import translators
from portal.web.site import site

blueprint = Blueprint("translate_where", __name__)

INDEX = "places.json"
LARGEST_INDEX = 32 * 1024 * 1024
LARGEST_PICTURE = 4 * 1024 * 1024
MOST = 5
_PICTURE = re.compile(r"[A-Za-z0-9_-][A-Za-z0-9_.-]{0,99}\.png")
_SIGNATURE = b"\x89PNG\r\n\x1a\n"


@dataclass(frozen=True, slots=True)
class Spot:
    """One place where a text is shown. `box` and `size` are pixels of the picture."""

    page: str
    picture: str
    box: tuple[int, int, int, int]
    size: tuple[int, int]


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


@lru_cache(maxsize=1)
def _index(path: Path, _stamp: int) -> dict[str, Any]:
    try:
        index = json.loads(read_text(path, largest=LARGEST_INDEX))
    except (FileNotFoundError, UnusableFileError, ValueError, RecursionError):
        return {}
    return index if isinstance(index, dict) else {}


def _spot(said: Any) -> Spot | None:  # noqa: ANN401 -- Anything may stand in the file.
    """One entry of the index, or nothing for one that makes no sense."""
    try:
        x, y, width, height = (int(one) for one in said["box"])
        across, down = (int(one) for one in said["size"])
        page, picture = str(said["page"]), str(said["picture"])
    except (KeyError, TypeError, ValueError, OverflowError):
        return None
    if min(across, down) <= 0 or not page.startswith("/") or not _PICTURE.fullmatch(picture):
        return None
    return Spot(page, picture, (x, y, width, height), (across, down))
