"""Rebuilding: a page of the demo made into one that a translator looks at, with each text known and nothing in it at work.

The page is read tag by tag and written anew. No script, form or address of it is left that does anything, and the marks
that its words carry become `<span data-i18n="…">` where an element may stand. Where none may, in an attribute, a title or
a list of choices, the text is written as readers get it, and noted.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from html import escape
from html.parser import HTMLParser

from markupsafe import Markup

from portal.text.marked import Piece, pieces
from portal.web.translator.inert import GONE, TEXT_ONLY, VOID, Attributes, Link, inert

_HEAD_ONLY = frozenset({"html", "head", "body"})


@dataclass(frozen=True, slots=True)
class Noted:
    """A text of the page: its short name, how it reads there (of the first time), and where it stands that cannot be pressed.

    `where` is empty for one that can; else the attribute or element that holds it.
    """

    hash: str
    text: str
    where: str = ""


@dataclass(slots=True)
class Rebuilt:
    """What is left of a page: what stands in its body, the attributes of `<html>` and `<body>`, its sheets, and its texts."""

    body: Markup = field(default_factory=Markup)
    title: str = ""
    lang: str = ""
    direction: str = ""
    kind: str = ""
    sheets: tuple[str, ...] = ()
    texts: tuple[Noted, ...] = ()


@dataclass(slots=True)
class _Mark:
    """A text that has begun: its hash, how deep it stands, whether it is wrapped, and what has come of it."""

    hash: str
    depth: int
    wrapped: bool
    read: list[str] = field(default_factory=list)


class _Rebuilding(HTMLParser):
    def __init__(self, known: Callable[[str], bool], link: Link) -> None:
        super().__init__(convert_charrefs=True)
        self.out: list[str] = []
        self.page = Rebuilt()
        self.noted: dict[tuple[str, str], Noted] = {}
        self._known = known
        self._link = link
        self._open: list[str] = []
        self._gone: list[str] = []
        self._marks: list[_Mark] = []
        self._sheets: list[str] = []
        self._title: list[str] = []

    def finish(self) -> Rebuilt:
        """Everything that was left open is closed."""
        self.close()
        while self._open:
            self._end(self._open[-1])
        # Every piece of it was written here, and all that came out of the page was escaped.
        self.page.body = Markup("".join(self.out))  # noqa: S704
        self.page.title = "".join(self._title).strip()
        self.page.sheets = tuple(self._sheets)
        self.page.texts = tuple(self.noted.values())
        return self.page

    # What the parser finds

    def handle_starttag(self, tag: str, attrs: Attributes) -> None:
        if self._gone or tag in GONE:
            # An element that has no end would otherwise take all that follows with it.
            if tag not in VOID:
                self._gone.append(tag)
            self._note_attributes(attrs)
            return
        if tag in _HEAD_ONLY or (tag in {"meta", "link"} and not self._within("body")):
            self._outer(tag, attrs)
            return
        if tag in {"meta", "link"} or (tag == "input" and ("type", "hidden") in attrs):
            # A form token or a key: nobody needs them here, and nobody should have them.
            return
        kept = self._attributes(tag, attrs)
        if not self._within("title") and tag != "title":
            self.out.append(f"<{tag}{kept}>")
        if tag not in VOID:
            self._open.append(tag)

    def handle_startendtag(self, tag: str, attrs: Attributes) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in VOID:
            self.handle_endtag(tag)

    def handle_endtag(self, tag: str) -> None:
        if self._gone:
            if tag == self._gone[-1]:
                self._gone.pop()
            return
        if tag in self._open:
            while self._open[-1] != tag:
                self._end(self._open[-1])
            self._end(tag)

    def handle_data(self, data: str) -> None:
        for piece in pieces(data):
            if piece.hash:
                self._begin_mark(piece)
            elif piece.ends:
                self._end_mark()
            else:
                self._write(piece.text)

    # What is made of it

    def _within(self, *tags: str) -> bool:
        return any(tag in self._open for tag in tags)

    def _takes_elements(self) -> bool:
        return not self._gone and self._within("body") and not self._within(*TEXT_ONLY)

    def _outer(self, tag: str, attrs: Attributes) -> None:
        found = {name: value or "" for name, value in attrs}
        if tag == "html":
            self.page.lang, self.page.direction = found.get("lang", ""), found.get("dir", "")
        if tag == "body":
            self.page.kind = found.get("class", "")
        if (
            tag == "link"
            and found.get("rel") == "stylesheet"
            and found.get("href", "").startswith("/static/")
        ):
            self._sheets.append(found["href"])
        if tag in _HEAD_ONLY:
            self._open.append(tag)

    def _end(self, tag: str) -> None:
        self._close_marks(len(self._open))
        self._open.pop()
        if tag not in _HEAD_ONLY and tag != "title" and not self._within("title"):
            self.out.append(f"</{tag}>")

    def _write(self, text: str) -> None:
        for mark in self._marks:
            mark.read.append(text)
        if self._within("title"):
            # A picture of ours may have a title too, and that is not the page's.
            if not self._within("svg"):
                self._title.append(text)
        elif not self._gone and self._within("body"):
            self.out.append(escape(text, quote=False))

    def _begin_mark(self, piece: Piece) -> None:
        wrapped = self._takes_elements() and self._known(piece.hash)
        if wrapped:
            self.out.append(f'<span data-i18n="{escape(piece.hash)}">')
        self._marks.append(_Mark(piece.hash, len(self._open), wrapped))

    def _end_mark(self) -> None:
        if not self._marks:
            return
        if self._marks[-1].wrapped and self._marks[-1].depth < len(self._open):
            # It began outside of the element that is open now, and is closed with the one in which it began.
            return
        mark = self._marks.pop()
        if mark.wrapped:
            self.out.append("</span>")
        around = [*self._open, *self._gone]
        where = "" if mark.wrapped else next((one for one in reversed(around) if one in TEXT_ONLY | GONE), "")
        self._note(mark.hash, "".join(mark.read), where)

    def _close_marks(self, depth: int) -> None:
        """A text that was cut off ends with the element in which it began, or the page would be torn."""
        while self._marks and self._marks[-1].depth >= depth:
            self._end_mark()

    def _note(self, hash_: str, text: str, where: str) -> None:
        if self._known(hash_):
            self.noted.setdefault((hash_, where), Noted(hash_, " ".join(text.split()), where))

    def _note_attributes(self, attrs: Attributes) -> None:
        for name, value in attrs:
            for hash_, text in _texts_of(value or ""):
                self._note(hash_, text, name)

    def _attributes(self, tag: str, attrs: Attributes) -> str:
        self._note_attributes(attrs)
        kept = inert(tag, attrs, self._link)
        return "".join(
            f" {name}" if value is None else f' {name}="{escape(value)}"' for name, value in kept.items()
        )


def _texts_of(value: str) -> Iterator[tuple[str, str]]:
    """Each text in an attribute, with its hash; one may lie in another."""
    begun: list[tuple[str, list[str]]] = []
    for piece in pieces(value):
        if piece.hash:
            begun.append((piece.hash, []))
        elif piece.ends:
            if begun:
                hash_, read = begun.pop()
                yield hash_, "".join(read)
        else:
            for _, read in begun:
                read.append(piece.text)


def rebuilt(html: str, known: Callable[[str], bool], link: Link) -> Rebuilt:
    """The page without anything that is at work. `known` says whether a short name is one of ours.

    `link` answers where a link of the page leads to here, empty for one that must lead nowhere.
    """
    rebuilding = _Rebuilding(known, link)
    rebuilding.feed(html)
    return rebuilding.finish()
