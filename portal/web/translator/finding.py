"""Finding texts: where each one stands in a language, the filters over that, and the next and the one before."""

import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from flask import request

from portal.domain.translating import SourceText, Texts
from portal.services import translating_reading
from portal.services.work import Work
from portal.text.catalogue import Refusal
from portal.web.asked import asked_text
from portal.web.site import site
from portal.web.translator import texts

LONGEST_SEARCH = 80
PAGE = 50


class Show(StrEnum):
    """Which texts of a language are listed."""

    ALL = "all"
    MISSING = "missing"
    UNSEEN = "unseen"
    LEGAL = "legal"
    WAITING = "waiting"
    RETURNED = "returned"
    CHANGED = "changed"
    REFUSED = "refused"
    ASKED = "asked"


@dataclass(frozen=True, slots=True)
class Row:
    """One text in a language. `refused` says why its translation is not shown to anybody."""

    source: SourceText
    texts: Texts
    waiting: bool
    returned: bool
    changed: bool
    asked: bool
    agreed: bool
    refused: tuple[Refusal, ...] = ()

    @property
    def missing(self) -> bool:
        """Whether readers get another language instead."""
        return not self.texts

    @property
    def unseen(self) -> bool:
        """Whether readers get a draft that nobody has agreed to."""
        return bool(self.texts) and not self.agreed


_SHOWN: Mapping[Show, Callable[[Row], bool]] = {
    Show.ALL: lambda _row: True,
    Show.MISSING: lambda row: row.missing,
    Show.UNSEEN: lambda row: row.unseen,
    Show.LEGAL: lambda row: row.source.legal,
    Show.WAITING: lambda row: row.waiting,
    Show.RETURNED: lambda row: row.returned,
    Show.CHANGED: lambda row: row.changed,
    Show.REFUSED: lambda row: bool(row.refused),
    Show.ASKED: lambda row: row.asked,
}


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a translator looks at: which texts, and words to find in them."""

    show: Show = Show.ALL
    q: str = ""

    @property
    def query(self) -> dict[str, Any]:
        """The same for an address, without what is usual."""
        return ({} if self.show is Show.ALL else {"show": self.show.value}) | (
            {"q": self.q} if self.q else {}
        )


@dataclass(frozen=True, slots=True)
class Found:
    """The texts of a language that were wanted, and how many of each kind there are without the words searched for."""

    rows: tuple[Row, ...]
    counts: Mapping[Show, int]
    every: tuple[Row, ...]


def wanted() -> Wanted:
    """What the address asks for; anything else asks for everything."""
    asked = request.args.get("show", "")
    show = Show(asked) if asked in set(Show) else Show.ALL
    return Wanted(show, asked_text("q").strip()[:LONGEST_SEARCH])


def rows_of(work: Work, code: str) -> tuple[Row, ...]:
    """Every text of the source, as it stands in a language."""
    stands = texts.standing(work, code)
    agreed = texts.agreed(work, code, stands)
    where = translating_reading.standing_in(work, code)
    drafts = texts.drafts(code)
    refused: dict[str, list[Refusal]] = {}
    for one in site().catalogues[code].refused:
        refused.setdefault(one.msgid, []).append(one)
    return tuple(
        Row(
            one,
            stands.get(one.key, ()),
            one.hash in where.waiting,
            one.hash in where.returned,
            one.key in drafts and one.key not in stands,
            one.hash in where.asked,
            one.key in agreed,
            () if one.key in stands else tuple(refused.get(one.key[1], ())),
        )
        for one in texts.source().texts
    )


def find(work: Work, code: str, asked: Wanted) -> Found:
    """The texts of a language that are wanted, in the order of the template."""
    every = rows_of(work, code)
    counts = {show: sum(map(test, every)) for show, test in _SHOWN.items()}
    needle = _plain(asked.q)
    rows = (row for row in every if _SHOWN[asked.show](row))
    return Found(tuple(row for row in rows if not needle or _holds(row, needle)), counts, every)


def neighbours(found: Found, hash_: str) -> tuple[SourceText | None, SourceText | None]:
    """The wanted text before this one and the one after it, also where this one is wanted no more."""
    place = {row.source.hash: number for number, row in enumerate(found.every)}
    here = place[hash_]
    before = [row.source for row in found.rows if place[row.source.hash] < here]
    after = [row.source for row in found.rows if place[row.source.hash] > here]
    return (before[-1] if before else None), (after[0] if after else None)


def around(found: Found, hash_: str, most: int = 9) -> tuple[Row, ...]:
    """A few of the wanted texts around this one."""
    place = {row.source.hash: number for number, row in enumerate(found.every)}
    here = place[hash_]
    first = sum(place[row.source.hash] < here for row in found.rows)
    begin = max(0, min(first - most // 2, len(found.rows) - most))
    return found.rows[begin : begin + most]


def _holds(row: Row, needle: str) -> bool:
    said = (*row.source.ids, row.source.key[0] or "", *row.texts)
    return any(needle in _plain(text) for text in said)


def _plain(text: str) -> str:
    return unicodedata.normalize("NFC", text).casefold()
