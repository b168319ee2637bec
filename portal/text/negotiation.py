"""Which language a reader gets, from what was saved, chosen, remembered, sent by the browser, or the office's own.

Total by design: whatever a stranger sends, the answer is one of the offered languages.
"""

import re
from collections.abc import Collection, Iterable

from portal.services.languages_offered import Spoken
from portal.text.locales import LOCALES, SOURCE

_LONGEST_HEADER = 200
_LONGEST_TAG = 35
_TAG = re.compile(r"[a-z]{2,8}(?:-[a-z0-9]{1,8})*\Z")
_QUALITY = re.compile(r"(?:0(?:\.[0-9]{0,3})?|1(?:\.0{0,3})?)\Z")

_MEANS = {
    "no": "nb",
    "fa-af": "prs",
    "ku": "kmr",
    "ku-iq": "ckb",
    "ku-arab": "ckb",
    "iw": "he",
    "tl": "fil",
}
"""What browsers send, and the code it stands for here. The longer tag is tried before the shorter."""


def _lookup(tag: str, offered: dict[str, str]) -> str | None:
    """RFC 4647 lookup of one range: the tag, then the tag with its last part cut off, and so on."""
    parts = tag.strip()[: _LONGEST_TAG + 1].replace("_", "-").lower()
    if len(parts) > _LONGEST_TAG or not _TAG.match(parts):
        return None
    pieces = parts.split("-")
    while pieces:
        shorter = "-".join(pieces)
        found = offered.get(_MEANS.get(shorter, shorter))
        if found is not None:
            return found
        pieces.pop()
        # A single letter only introduces what followed it, so it goes too (RFC 4647 § 3.4).
        if pieces and len(pieces[-1]) == 1:
            pieces.pop()
    return None


def _ranges(header: str) -> list[str]:
    """The languages of an Accept-Language header, best first; what cannot be read, or has q=0, is left out."""
    if len(header) > _LONGEST_HEADER:
        # The last range may be cut in half, and half a tag can be another language.
        header = header[:_LONGEST_HEADER].rpartition(",")[0]
    wanted: list[tuple[float, str]] = []
    for part in header.split(","):
        tag, _, rest = part.partition(";")
        name, _, number = rest.partition("=")
        if not rest.strip():
            wanted.append((1.0, tag))
        elif name.strip().lower() == "q" and _QUALITY.match(number.strip()) and float(number) > 0:
            wanted.append((float(number), tag))
    wanted.sort(key=lambda pair: -pair[0])
    return [tag for _, tag in wanted]


def negotiate(
    *,
    saved: str | None,
    explicit: str | None,
    cookie: str | None,
    accept_language: str | None,
    default: str | None,
    offered: Collection[str],
) -> str:
    """The language to show: the saved profile, then an explicit choice, the cookie, the browser, the office.

    Never raises, and always answers with one of `offered` (with the source when nothing at all is offered).
    An explicit choice is for its caller to save; it does not overrule what a signed-in person has saved.
    """
    by_tag = {code.lower(): code for code in offered}
    asked = [saved, explicit, cookie, *_ranges(accept_language or ""), default, SOURCE]
    for tag in asked:
        found = _lookup(tag, by_tag) if tag else None
        if found is not None:
            return found
    return next(iter(offered), SOURCE)


def offered_where(spoken: Spoken, codes: Iterable[str]) -> tuple[str, ...]:
    """Of these languages the ones that may be chosen: drafts only where they are shown."""
    return tuple(code for code in codes if spoken.drafts or not LOCALES[code].draft)


def outside_of_pages(saved: str | None, spoken: Spoken, codes: Iterable[str]) -> str:
    """The language of what leaves the portal, which no browser has asked for: the saved one, then the office's own."""
    return negotiate(
        saved=saved,
        explicit=None,
        cookie=None,
        accept_language=None,
        default=spoken.usual,
        offered=offered_where(spoken, codes),
    )
