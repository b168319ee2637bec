"""Made-up languages: the source sentence dressed up, so that tests see text nobody marked and layouts that break."""

import re

from portal.text.locales import Locale
from portal.text.markup import ENTITY, TAG
from portal.text.placeholders import SLOT

_UNTOUCHED = re.compile("|".join(f"(?:{one.pattern})" for one in (SLOT, TAG, ENTITY)) + "|%%")
_DRESSED = str.maketrans(
    "abcdefghijklmnoprstuvwyzæøåABCDEFGHIJKLMNOPRSTUVWYZÆØÅ",
    "áƀçđéƒğħíĵķļḿñðƥřşţûṽŵýžǽǿǻÁƁÇĐÉƑĞĦÍĴĶĻḾÑÐƤŘŞŢÛṼŴÝŽǼǾǺ",
)
_FILLER = "·"
_ARABIC = "نص"


def pseudo(text: str, locale: Locale) -> str:
    """The sentence with other letters, about 40 % longer and in brackets; placeholders, tags and entities untouched.

    A language that runs from the right also gets a few Arabic letters, so that a browser has something to
    lay out from the right without any direction override, which our own checks forbid.
    """
    pieces: list[str] = []
    position = 0
    for kept in _UNTOUCHED.finditer(text):
        pieces += (text[position : kept.start()].translate(_DRESSED), kept.group())
        position = kept.end()
    pieces.append(text[position:].translate(_DRESSED))
    longer = _FILLER * max(1, round(len(text) * 0.4) - 3)
    script = f" {_ARABIC}" if locale.direction == "rtl" else ""
    return f"[{''.join(pieces)} {longer}{script}]"
