"""Marked words: each text goes into the page between marks that no reader sees, so that a finished page tells where it stands.

Only pages that are drawn for translators speak with them. Whoever shows such a page reads the marks and takes them out
(`portal.web.translator.rebuilt`): a page in which they were left would show squares.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache

from portal.domain.translating import HASH_LENGTH, Key, hash_of
from portal.text.catalogue import Catalogues
from portal.text.locales import Locale
from portal.text.words import HINT, Found, FoundForms, Listening, Words

# Unicode has put these aside for programs to use among themselves: no text that people read has them.
BEGIN, MIDDLE, END = "\ufdd0", "\ufdd1", "\ufdd2"
_MARK = re.compile(f"{BEGIN}([0-9a-f]{{{HASH_LENGTH}}}){MIDDLE}|{END}")
_ANY = re.compile(f"[{BEGIN}{MIDDLE}{END}]")

_hash_of = lru_cache(maxsize=8192)(hash_of)


class MarkedWords(Words):
    """Words that say of every text which one it is."""

    __slots__ = ()

    def __init__(self, locale: Locale | str, catalogues: Catalogues) -> None:
        super().__init__(locale, catalogues)
        self._hint = replace(self._hint, text=_marked(self._hint.text, (None, HINT, None)))

    def lookup(self, msgid: str, ctx: str | None = None) -> Found:
        """As `Words.lookup`, with the marks around it."""
        found = super().lookup(msgid, ctx)
        return replace(found, text=_marked(found.text, (ctx, msgid, None)))

    def lookup_forms(self, one: str, many: str, ctx: str | None = None) -> FoundForms:
        """As `Words.lookup_forms`, with the marks around each form."""
        return _all_marked(super().lookup_forms(one, many, ctx), (ctx, one, many))

    def in_source(self, key: Key) -> FoundForms:
        """As `Words.in_source`, with the marks."""
        return _all_marked(super().in_source(key), key)

    def listening(self) -> Listening:
        """As `Words.listening`, and the texts are marked as before."""
        return _MarkedListening(self)

    def _text(self, key: Key) -> str | Found:
        found = super()._text(key)
        return _marked(found, key) if isinstance(found, str) else found


class _MarkedListening(MarkedWords, Listening):
    __slots__ = ()

    def __init__(self, words: Words) -> None:
        Listening.__init__(self, words)


def _marked(text: str, key: Key) -> str:
    # One way of looking up is made of another; a text is marked once.
    return text if text.startswith(BEGIN) else f"{BEGIN}{_hash_of(key)}{MIDDLE}{text}{END}"


def _all_marked(forms: FoundForms, key: Key) -> FoundForms:
    return replace(forms, texts=tuple(_marked(text, key) for text in forms.texts))


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of a page: `text`, or where a text of ours begins (its `hash`), or where one `ends`."""

    text: str = ""
    hash: str = ""
    ends: bool = False


def pieces(text: str) -> Iterator[Piece]:
    """A stretch of a page cut at the marks. A mark that is only half there is taken out and means nothing."""
    at = 0
    for found in _MARK.finditer(text):
        if before := _ANY.sub("", text[at : found.start()]):
            yield Piece(before)
        yield Piece(hash=found[1]) if found[1] else Piece(ends=True)
        at = found.end()
    if after := _ANY.sub("", text[at:]):
        yield Piece(after)


def unmarked(text: str) -> str:
    """The text as readers get it."""
    return _ANY.sub("", _MARK.sub("", text))


def upper_first(text: str) -> str:
    """The text with a capital in front, behind the mark that it may begin with."""
    begins = _MARK.match(text)
    at = begins.end() if begins else 0
    return text[:at] + text[at : at + 1].upper() + text[at + 1 :]
