"""Rewording: another source sentence in the code and in every catalogue at once, so that no translation is lost."""

import ast
import io
import re
import tokenize
from collections.abc import Iterator
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from pathlib import Path

from portal.text.acceptance import is_marked, marked
from portal.text.callsites import check_call_sites
from portal.text.extraction import Message, Place, extract
from portal.text.markup import tags
from portal.text.placeholders import placeholders
from portal.text.sync import Entries, entries_in, put, wanted
from portal.text.writing import alone

ALIKE = 0.9
"""How like each other two sentences are that are taken to be the same, said in other words: 1 is the same."""


class RewordingError(Exception):
    """A sentence that cannot be reworded by itself; the message says why, and what to do by hand."""


@dataclass(frozen=True, slots=True)
class Done:
    """What was written: source files with the places in them, and catalogues. Paths from the project's root."""

    places: tuple[Place, ...]
    catalogues: tuple[Path, ...]


def reword(root: Path, old: str, new: str, *, typo: bool) -> Done:
    """Say `new` where the code says `old`, and carry each translation over.

    A `typo` changes nothing of what is meant: translations stay as they are, and what people had agreed to stays agreed
    to. Otherwise they become fuzzy and keep the old sentence, so that a person can see the difference and look again.
    Where the code already says `new`, only the catalogues follow. Raises RewordingError and TimeoutError before anything is written, and what `extract` raises.
    """
    if old == new or not new.strip():
        raise RewordingError("the new sentence is the old one, or empty")
    messages = extract(root)
    mine = [one for one in messages if old in one.ids]
    taken = [one for one in messages if new in one.ids]
    if not mine and not taken:
        raise RewordingError("the code says neither the old sentence nor the new one")
    if mine and any(one.ctx == other.ctx for one in mine for other in taken):
        raise RewordingError("the code says the new sentence already, with a translation of its own")
    if typo and (placeholders(old) != placeholders(new) or tags(old) != tags(new)):
        raise RewordingError("other placeholders or tags are more than a typo")
    sources = dict(_sources(root, mine, old, new)) if mine else {}
    before = {path: path.read_bytes() for path in sources}
    with alone(root / "translations"):
        for path, (text, _) in sources.items():
            path.write_bytes(text.encode())
        try:
            texts = _wanted(root, old, new, typo=typo)
        except BaseException:
            for path, content in before.items():
                path.write_bytes(content)
            raise
        changed = put(texts)
    places = tuple(place for _, there in sources.values() for place in there)
    return Done(places, tuple(path.relative_to(root) for path in changed))


def _wanted(root: Path, old: str, new: str, *, typo: bool) -> dict[Path, str]:
    messages = extract(root)
    if check_call_sites(root) or any(old in one.ids for one in messages):
        raise RewordingError("with the new sentence the code would not be right; change it by hand")
    return wanted(root, messages, lambda entries, code: _carried(entries, code, old, new, typo=typo))


def _carried(entries: Entries, code: str, old: str, new: str, *, typo: bool) -> Entries:
    carried = dict(entries)
    for entry in entries.values():
        if old not in entry.ids:
            continue
        msgid = new if entry.msgid == old else entry.msgid
        plural = new if entry.plural == old else entry.plural
        if (entry.ctx, msgid) in carried and msgid != entry.msgid and carried[entry.ctx, msgid].strings:
            # The new sentence has been translated as such, and that is better than the old one's.
            continue
        moved = replace(entry, msgid=msgid, plural=plural)
        if not typo and entry.strings:
            moved = replace(moved, fuzzy=True, previous=entry.previous or entry.ids)
        elif typo and is_marked(entry, code):
            moved = marked(moved, code)
        del carried[entry.key]
        carried[moved.key] = moved
    return carried


def _sources(
    root: Path, messages: list[Message], old: str, new: str
) -> Iterator[tuple[Path, tuple[str, list[Place]]]]:
    """Each file that says the sentence, with its new text and where it changed."""
    files = {place.file for one in messages for place in one.places}
    for name in sorted(files):
        count = sum(place.file == name for one in messages for place in one.places)
        text = (root / name).read_text(encoding="utf-8")
        spans = list(_in_python(text, old) if name.endswith(".py") else _in_template(text, old))
        if len(spans) != count:
            lines = ", ".join(
                str(place.line) for one in messages for place in one.places if place.file == name
            )
            raise RewordingError(
                f"{name} says the sentence in line {lines}, but not in one piece that can be found there "
                f"({len(spans)} of {count}); change it by hand and run this again"
            )
        for start, end, quote in reversed(spans):
            text = text[:start] + _literal(new, quote) + text[end:]
        yield root / name, (text, [Place(name, text.count("\n", 0, start) + 1) for start, _, _ in spans])


def _literal(text: str, quote: str) -> str:
    if not quote:
        return text
    escaped = text.replace("\\", "\\\\").replace(quote, f"\\{quote}").replace("\n", "\\n")
    return f"{quote}{escaped}{quote}"


def _in_python(text: str, old: str) -> Iterator[tuple[int, int, str]]:
    starts = [0]
    for line in text.split("\n"):
        starts.append(starts[-1] + len(line) + 1)
    tokens = [one for one in tokenize.generate_tokens(io.StringIO(text).readline) if one.type != tokenize.NL]
    for before, token, after in zip(tokens, tokens[1:], tokens[2:], strict=False):
        whole = tokenize.STRING not in {before.type, after.type}
        if token.type == tokenize.STRING and whole and ast.literal_eval(token.string) == old:
            (row, column), (last, end) = token.start, token.end
            yield starts[row - 1] + column, starts[last - 1] + end, '"'


def _in_template(text: str, old: str) -> Iterator[tuple[int, int, str]]:
    for quote in "'\"":
        for found in re.finditer(re.escape(_literal(old, quote)), text):
            yield found.start(), found.end(), quote
    block = rf"(%}})(\s*){re.escape(old)}(\s*)(?=\{{%-?\s*(?:endtrans|pluralize))"
    for found in re.finditer(block, text):
        yield found.end(2), found.start(3), ""


def likely(root: Path) -> tuple[tuple[str, str], ...]:
    """Sentences that the code no longer says, each with a new one that is much like it: perhaps only reworded.

    Nobody but a person knows whether it still means the same. Raises what `extract` raises.
    """
    messages = extract(root)
    said = {text for one in messages for text in one.ids}
    known = entries_in(root / "translations" / "messages.pot")
    gone = sorted({text for entry in known for text in entry.ids} - said)
    fresh = sorted(said - {text for entry in known for text in entry.ids})
    pairs = []
    for old in gone:
        compared = [(SequenceMatcher(None, old, new, autojunk=False), new) for new in fresh]
        ratios = [
            (one.ratio(), new)
            for one, new in compared
            if one.real_quick_ratio() >= ALIKE and one.quick_ratio() >= ALIKE
        ]
        ratio, new = max(ratios, default=(0.0, ""))
        if ratio >= ALIKE:
            pairs.append((old, new))
    return tuple(pairs)
