"""The glossary: which word a language has for a term of ours, found in a sentence whatever its ending or compound.

`translations/glossary.tsv` has a header and one row for each term and language:
- nb: the term in bokmål. A star before or after it means that it may end or begin a compound word.
- unless: stems, with a bar between them, that say the sentence is about something else.
- locale, term: what it is called there. Without a term, a longer word only hides the shorter one in it.
- also: other words or stems that are right, with a bar between them.
- forbidden: words or stems that are wrong for it, with a bar between them.
- status: `published` by a public body, or `chosen` by us.
- legal: `legal` where a wrong word could cost somebody a right.
- note: for the translator, in bokmål.
"""

import csv
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType

from portal.text.markup import TAG
from portal.text.placeholders import SLOT

FILE = "glossary.tsv"
_LARGEST = 512 * 1024
_COLUMNS = ("nb", "unless", "locale", "term", "also", "forbidden", "status", "legal", "note")
_STATUSES = frozenset({"published", "chosen"})
_ENDINGS = "(?:ene|ens|enes|ets|ers|er|en|et|es|e|a|ar|te|t|ne|n|r|s)?"


class GlossaryError(ValueError):
    """A glossary that cannot be read; the text names the line."""


@dataclass(frozen=True, slots=True)
class Term:
    """One term in one language. `source` is the bokmål word without its stars."""

    source: str
    locale: str
    term: str
    status: str
    legal: bool = False
    also: tuple[str, ...] = ()
    forbidden: tuple[str, ...] = ()
    note: str = ""

    def used_in(self, text: str) -> bool:
        """Whether a text says the term, or another word that is right for it, with any ending."""
        plain = _plain(text)
        return any(_plain(word) in plain for word in (self.term, *self.also))

    def wrong_in(self, text: str) -> tuple[str, ...]:
        """The forbidden words that a text says, as the glossary writes them."""
        plain = _plain(text)
        return tuple(word for word in self.forbidden if re.search(rf"\b{re.escape(_plain(word))}", plain))


@dataclass(frozen=True, slots=True)
class _Row:
    found: re.Pattern[str]
    unless: re.Pattern[str] | None
    term: Term


class Glossary:
    """The terms of every language. Nothing here changes after it is made."""

    __slots__ = ("_by_locale",)

    def __init__(self, rows: Mapping[str, tuple[_Row, ...]]) -> None:
        self._by_locale = MappingProxyType(dict(rows))

    def hits(self, msgid: str, locale: str) -> tuple[Term, ...]:
        """The terms that a bokmål sentence holds and a language has a word for, in the order they stand there.

        Of two that share letters only the longer counts: «klagefrist» is neither «klage» nor «frist».
        """
        text = _bare(msgid)
        spans = [
            (found.start(), found.end(), row.term)
            for row in self._by_locale.get(locale, ())
            if row.unless is None or not row.unless.search(text)
            for found in row.found.finditer(text)
        ]
        kept: list[tuple[int, int, Term]] = []
        for start, end, term in sorted(spans, key=lambda one: (-len(one[2].source), one[0])):
            if all(end <= other_start or start >= other_end for other_start, other_end, _ in kept):
                kept.append((start, end, term))
        return tuple(dict.fromkeys(term for _, _, term in sorted(kept, key=lambda one: one[0]) if term.term))

    def terms(self, locale: str) -> tuple[Term, ...]:
        """Every term of a language, in the order of the file."""
        return tuple(row.term for row in self._by_locale.get(locale, ()) if row.term.term)


EMPTY = Glossary({})
"""No terms at all."""


def read_glossary(directory: Path) -> Glossary:
    """The glossary in a folder of catalogues; an empty one where there is no file. Raises GlossaryError."""
    try:
        with (directory / FILE).open("rb") as file:
            content = file.read(_LARGEST + 1)
    except FileNotFoundError:
        return EMPTY
    if len(content) > _LARGEST:
        raise GlossaryError(f"{FILE} is larger than {_LARGEST} bytes")
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise GlossaryError(f"{FILE} is not UTF-8 (byte {error.start})") from error
    return parse_glossary(text.splitlines())


def parse_glossary(lines: Iterable[str]) -> Glossary:
    """The glossary in lines of text, the first of which names the columns. Raises GlossaryError."""
    rows: dict[str, list[_Row]] = {}
    reader = csv.reader(lines, delimiter="\t", quoting=csv.QUOTE_NONE)
    cells_of = _read(reader)
    if tuple(next(cells_of, ())) != _COLUMNS:
        raise GlossaryError(f"{FILE}, line 1: the columns are not {', '.join(_COLUMNS)}")
    for cells in cells_of:
        if not cells or cells[0].startswith("#"):
            continue
        padded = cells + [""] * (len(_COLUMNS) - len(cells))
        row = dict(zip(_COLUMNS, (cell.strip() for cell in padded), strict=False))
        if not row["nb"].strip("*") or not row["locale"] or len(cells) > len(_COLUMNS):
            raise GlossaryError(
                f"{FILE}, line {reader.line_num}: a row needs a term, a language and nine cells"
            )
        if row["term"] and row["status"] not in _STATUSES:
            raise GlossaryError(f"{FILE}, line {reader.line_num}: the status is published or chosen")
        for locale in row["locale"].split():
            rows.setdefault(locale, []).append(_row(row, locale))
    return Glossary({locale: tuple(some) for locale, some in rows.items()})


def _read(reader: Iterable[list[str]]) -> Iterator[list[str]]:
    try:
        yield from reader
    except csv.Error as error:
        raise GlossaryError(f"{FILE}: a line cannot be read ({error})") from error


def _row(row: Mapping[str, str], locale: str) -> _Row:
    term = Term(
        row["nb"].strip("*"),
        locale,
        row["term"],
        row["status"],
        row["legal"] == "legal",
        _split(row["also"]),
        _split(row["forbidden"]),
        row["note"],
    )
    unless = "|".join(map(re.escape, _split(row["unless"])))
    return _Row(_pattern(row["nb"]), re.compile(unless, re.IGNORECASE) if unless else None, term)


def _pattern(lemma: str) -> re.Pattern[str]:
    """What finds the word in a sentence: with each ending, and in compounds where a star allows them."""
    word = lemma.strip("*")
    stem = re.escape(word[:-1] if len(word) > 4 and word.endswith("e") else word)
    # A name has no endings, so that «Nav» is not found in «navn».
    endings = "s?" if word[:1].isupper() else _ENDINGS
    before = r"(?:\b[^\W\d_]{3,30}?-?)" if lemma.startswith("*") else ""
    after = r"(?:e?s?-?[^\W\d_]{3,30})" if lemma.endswith("*") else ""
    endings = f"(?:{endings}|{after})" if after else endings
    return re.compile(
        rf"(?:\b|{before}){stem}{endings}\b" if before else rf"\b{stem}{endings}\b", re.IGNORECASE
    )


def _split(cell: str) -> tuple[str, ...]:
    return tuple(one.strip() for one in cell.split("|") if one.strip())


def _bare(text: str) -> str:
    return SLOT.sub(" ", TAG.sub(" ", text))


def _plain(text: str) -> str:
    return " ".join(text.casefold().replace("’", "'").replace("-", " ").split())
