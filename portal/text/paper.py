"""Papers: what stands on one, block by block, and the PDF that is made of it (A4, tagged, with its language)."""

import json
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from functools import cache
from importlib.resources import files
from typing import Any, Literal, TypeAlias

from portal.resources import STATIC
from portal.text.again import lang_of
from portal.text.locales import LOCALES, SOURCE

FONTS = STATIC / "vendor" / "fonts"
# Readers of PDF/UA can find every heading, hear every line in its language, and get the text out again.
STANDARD: Literal["ua-1"] = "ua-1"
# What is drawn for a letter that no font of ours has. Signs and pictures without one are left out.
UNKNOWN = "\N{REPLACEMENT CHARACTER}"
# They steer the order of a line, which has its direction from us.
STEERING = frozenset("\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\ufeff")
FROM_RIGHT = frozenset({"R", "AL"})
FROM_LEFT = "L"
CONTROL = "Cc"

Block: TypeAlias = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Said:
    """A text in a language. A person's own words may be in any, and run the way of their first letter."""

    text: str
    lang: str


@dataclass
class Paper:
    """One paper in one language, written from the top. `foot` stands below every page."""

    title: str
    lang: str
    foot: str = ""
    blocks: list[Block] = field(default_factory=list)

    def heading(self, text: str, level: int = 2) -> None:
        """A heading; the first of a paper is its own, of level 1."""
        self.blocks.append({"kind": "heading", "level": level, "text": _named(text)})

    def say(self, text: str, lang: str = "", *, quiet: bool = False) -> None:
        """A paragraph, in the paper's language unless it is said in another."""
        self.blocks.append({"kind": "quiet" if quiet else "say", "said": self._said(text, lang)})

    def quote(self, text: str, lang: str) -> None:
        """Somebody's own words."""
        self.blocks.append({"kind": "quote", "said": self._said(text, lang)})

    def facts(self, pairs: Iterable[tuple[str, Iterable[str]]]) -> None:
        """What something is, line by line: a label, and what goes with it."""
        told = [
            {"label": drawable(label), "said": [self._said(one) for one in said]} for label, said in pairs
        ]
        self.blocks.append({"kind": "facts", "pairs": told})

    def item(self, title: Said, said: Iterable[Said]) -> None:
        """One thing with its name and some lines about it, which stay on the same page."""
        lines = [self._said(one.text, one.lang) for one in said]
        named = self._said(_named(title.text), title.lang)
        self.blocks.append({"kind": "item", "title": named, "said": lines})

    def ticks(self, said: Iterable[Said]) -> None:
        """A box to tick before each line."""
        self.blocks.append({"kind": "ticks", "said": [self._said(one.text, one.lang) for one in said]})

    def signatures(self, *labels: str) -> None:
        """Two lines to sign on."""
        self.blocks.append({"kind": "signatures", "labels": [drawable(label) for label in labels]})

    def _said(self, text: str, lang: str = "") -> Block:
        lang = lang or lang_of(text) or self.lang
        return {"text": drawable(text), "lang": spoken(lang), "rtl": runs_from_right(text, lang)}


def as_pdf(paper: Paper, at: datetime) -> bytes:
    """The paper as it is sent. The same paper at the same moment gives the same bytes."""
    # The typesetter is large, and most of what runs here never sets a paper.
    import typst

    content = {
        "title": _named(paper.title),
        "lang": spoken(paper.lang),
        "rtl": LOCALES[paper.lang].direction == "rtl",
        "foot": drawable(paper.foot),
        "blocks": paper.blocks,
    }
    return typst.compile(
        _layout(),
        root=FONTS,
        font_paths=_fonts(),
        ignore_system_fonts=True,
        format="pdf",
        sys_inputs={"paper": json.dumps(content, ensure_ascii=False)},
        pdf_standards=STANDARD,
        timestamp=int(at.timestamp()),
    )


def drawable(text: str) -> str:
    """The text with what can be drawn: letters that no font has as one sign, other signs without one left out."""
    covered = _covered()
    return "".join(
        sign if ord(sign) in covered or sign == "\n" else _instead(sign)
        for sign in text.replace("\t", " ")
        if sign == "\n" or (sign not in STEERING and unicodedata.category(sign) != CONTROL)
    )


def runs_from_right(text: str, lang: str) -> bool:
    """Which way a text runs: that of its first letter, else that of its language (UAX 9, rules P2 and P3)."""
    for sign in text:
        way = unicodedata.bidirectional(sign)
        if way == FROM_LEFT or way in FROM_RIGHT:
            return way in FROM_RIGHT
    return lang in LOCALES and LOCALES[lang].direction == "rtl"


def spoken(lang: str) -> str:
    """The language as a PDF says it: two or three letters; what is made up for tests reads as Norwegian."""
    known = LOCALES.get(lang)
    return SOURCE if known is not None and known.pseudo else lang.partition("-")[0]


def _named(text: str) -> str:
    """What can stand as a heading: never nothing, which would be one that nobody finds."""
    return drawable(text).strip() or "–"


def _instead(sign: str) -> str:
    return UNKNOWN if unicodedata.category(sign)[0] in "LN" else ""


@cache
def _layout() -> bytes:
    return files("portal.text").joinpath("paper.typ").read_bytes()


@cache
def _fonts() -> Any:  # noqa: ANN401 -- The typesetter is imported when it is needed, and its types with it.
    import typst

    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[FONTS])


@cache
def _covered() -> frozenset[int]:
    ranges = (line.split("-") for line in (FONTS / "covered.txt").read_text("ascii").splitlines())
    return frozenset(sign for first, last in ranges for sign in range(int(first, 16), int(last, 16) + 1))
