"""Extraction: every sentence the portal's code and templates mark for translation, with its notes and places."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from babel.messages.extract import extract as babel_extract

from portal.domain.translating import Key
from portal.text.legal import is_legal, without_mark

KEYWORDS = {
    "_": None,
    "gettext": None,
    "N_": None,
    "ngettext": (1, 2),
    "pgettext": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
}

# With Babel's default a template with an unknown tag gives no sentences and no error.
_TEMPLATE_OPTIONS = {"silent": "false", "trimmed": "true", "newstyle_gettext": "true", "encoding": "utf-8"}


@dataclass(frozen=True, slots=True)
class Place:
    """Where something stands: a path from the project's root with forward slashes, and a line from 1."""

    file: str
    line: int


@dataclass(frozen=True, slots=True)
class Message:
    """One sentence to translate. `plural` is its form for many; `notes` are for the translator.

    `marked` means that a note calls it legal. `mixed` means one place has another form for many than another, or none; a catalogue has room for one.
    """

    msgid: str
    plural: str | None
    ctx: str | None
    notes: tuple[str, ...]
    places: tuple[Place, ...]
    mixed: bool = False
    marked: bool = False

    @property
    def key(self) -> Key:
        """What its translation is found by."""
        return self.ctx, self.msgid, self.plural

    @property
    def legal(self) -> bool:
        """Whether a right, a duty, a deadline, money, a stop, a complaint or a consent hangs on it (`legal.py`)."""
        return self.marked or is_legal(self.msgid, [place.file for place in self.places])

    @property
    def ids(self) -> tuple[str, ...]:
        """The sentence, or the sentences for one and for many."""
        return (self.msgid,) if self.plural is None else (self.msgid, self.plural)


def sources(root: Path) -> Iterator[tuple[Path, str]]:
    """The files sentences are taken from, in a fixed order, with the kind of each."""
    for path in sorted((root / "portal").rglob("*.py")):
        yield path, "python"
    for path in sorted((root / "templates").rglob("*.html")):
        yield path, "jinja2.ext:babel_extract"


def extract(root: Path) -> tuple[Message, ...]:
    """The sentences below a project's root, sorted by context and sentence.

    Raises jinja2.TemplateSyntaxError for a template that cannot be read, and SyntaxError or
    tokenize.TokenError for such a Python file: silence here would lose a page's words.
    """
    found: dict[tuple[str | None, str], Message] = {}
    for path, method in sources(root):
        name = path.relative_to(root).as_posix()
        for message in _in_file(path, name, method):
            place = (message.ctx, message.msgid)
            other = found.get(place)
            found[place] = message if other is None else _both(other, message)
    return tuple(sorted(found.values(), key=lambda one: (one.ctx or "", one.ctx is not None, one.msgid)))


def _in_file(path: Path, name: str, method: str) -> Iterator[Message]:
    with path.open("rb") as file:
        options = _TEMPLATE_OPTIONS if method != "python" else {"encoding": "utf-8"}
        rows = babel_extract(
            method, file, keywords=KEYWORDS, comment_tags=("NOTE:",), options=options, strip_comment_tags=True
        )
        for line, text, comments, ctx in rows:
            ids = (text,) if isinstance(text, str) else tuple(text)
            notes, marked = without_mark(one.removeprefix("NOTE:").strip() for one in comments)
            plural = ids[1] if len(ids) > 1 else None
            yield Message(ids[0], plural, ctx, notes, (Place(name, line),), marked=marked)


def _both(first: Message, second: Message) -> Message:
    return Message(
        first.msgid,
        first.plural or second.plural,
        first.ctx,
        tuple(dict.fromkeys(first.notes + second.notes)),
        first.places + second.places,
        mixed=first.mixed or second.mixed or first.plural != second.plural,
        marked=first.marked or second.marked,
    )
