"""The .po file format: a strict reader that lists what it cannot read, and a writer with one way to write.

A reader of our own, because the common ones believe the header (a plural count of 999999999 costs nine
minutes), lose duplicates silently and accept quotes that never close.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

_FIELD = re.compile(r'(msgctxt|msgid|msgid_plural|msgstr|msgstr\[([0-9])\])[ \t]+(?=")')
_QUOTED = re.compile(r'"((?:[^"\\]|\\[ntr"\\])*)"\Z')
_ESCAPED = re.compile(r"\\(.)")
_MEANING = {"n": "\n", "t": "\t", "r": "\r", '"': '"', "\\": "\\"}
_WRITTEN = str.maketrans({"\\": "\\\\", '"': '\\"', "\n": "\\n", "\t": "\\t", "\r": "\\r"})


@dataclass(frozen=True, slots=True)
class Entry:
    """One sentence of a catalogue. `strings` holds the translation or its plural forms; empty means not translated."""

    msgid: str
    plural: str | None = None
    ctx: str | None = None
    strings: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    comments: tuple[str, ...] = ()
    fuzzy: bool = False
    line: int = field(default=0, compare=False)

    @property
    def key(self) -> tuple[str | None, str]:
        """What the entry is found by."""
        return self.ctx, self.msgid

    @property
    def ids(self) -> tuple[str, ...]:
        """The source sentence, or the sentences for one and for many."""
        return (self.msgid,) if self.plural is None else (self.msgid, self.plural)


@dataclass(frozen=True, slots=True)
class Fault:
    """A place in a file that could not be read: the line (from 1; 0 for the whole file) and what is wrong."""

    line: int
    what: str


class _Unreadable(Exception):
    pass


def read(text: str) -> tuple[tuple[Entry, ...], tuple[Fault, ...]]:
    """The entries of a .po file and what could not be read; the header is skipped unread. Never raises.

    A paragraph with a fault is left out as a whole. Of a sentence that stands there twice, neither is kept.
    """
    entries: dict[tuple[str | None, str], Entry] = {}
    twice: set[tuple[str | None, str]] = set()
    faults: list[Fault] = []
    for paragraph in _paragraphs(text):
        try:
            entry = _entry(paragraph)
        except _Unreadable as fault:
            faults.append(Fault(paragraph[0][0], str(fault)))
            continue
        if entry is None or (entry.msgid == "" and entry.ctx is None):
            continue
        if entry.key in entries:
            twice.add(entry.key)
            faults.append(Fault(entry.line, f"the same sentence stands here twice: {entry.msgid[:60]!r}"))
        entries[entry.key] = entry
    kept = (entry for key, entry in entries.items() if key not in twice)
    return tuple(kept), tuple(faults)


def _paragraphs(text: str) -> Iterable[list[tuple[int, str]]]:
    """Runs of lines that belong to one entry: an empty line ends it, and so does a key after a translation."""
    paragraph: list[tuple[int, str]] = []
    translated = False
    for number, raw in enumerate(text.split("\n"), 1):
        line = raw.strip(" \t\r")
        begins = line.startswith(("#", "msgctxt", "msgid ", "msgid\t")) and translated
        if paragraph and (not line or begins):
            yield paragraph
            paragraph, translated = [], False
        if line:
            paragraph.append((number, line))
            translated = translated or line.startswith("msgstr")
    if paragraph:
        yield paragraph


def _entry(lines: list[tuple[int, str]]) -> Entry | None:
    notes = tuple(line[2:].strip() for _, line in lines if line.startswith("#."))
    comments = tuple(line[2:].strip() for _, line in lines if line == "#" or line.startswith("# "))
    flags = {flag.strip() for _, line in lines if line.startswith("#,") for flag in line[2:].split(",")}
    fields = _fields([(number, line) for number, line in lines if not line.startswith("#")])
    if not fields:
        return None
    if "msgid" not in fields:
        raise _Unreadable("a translation without a msgid")
    plural = fields.get("msgid_plural")
    strings = _strings(fields, has_plural=plural is not None)
    first = lines[0][0]
    return Entry(
        fields["msgid"], plural, fields.get("msgctxt"), strings, notes, comments, "fuzzy" in flags, first
    )


def _fields(lines: list[tuple[int, str]]) -> dict[str, str]:
    fields: dict[str, str] = {}
    name = ""
    for number, line in lines:
        text = line
        if not line.startswith('"'):
            match = _FIELD.match(line)
            if match is None:
                raise _Unreadable(f"line {number} is neither a comment nor a field")
            name, text = match[1], line[match.end() :]
            if name in fields:
                raise _Unreadable(f"line {number} gives {name} a second time")
            fields[name] = ""
        quoted = _QUOTED.match(text)
        if quoted is None or not name:
            raise _Unreadable(f"line {number} has a quote that does not close, or a text without a field")
        fields[name] += _ESCAPED.sub(lambda found: _MEANING[found[1]], quoted[1])
    return fields


def _strings(fields: dict[str, str], *, has_plural: bool) -> tuple[str, ...]:
    numbered = sorted(name for name in fields if name.startswith("msgstr["))
    if has_plural:
        if "msgstr" in fields or numbered != [f"msgstr[{index}]" for index in range(len(numbered))]:
            raise _Unreadable("the plural forms are not numbered 0, 1, 2 …")
        forms = tuple(fields[name] for name in numbered)
        return forms if any(forms) else ()
    if numbered:
        raise _Unreadable("plural forms without a msgid_plural")
    return (fields["msgstr"],) if fields.get("msgstr") else ()


def write(entries: Iterable[Entry], *, header: Iterable[tuple[str, str]], forms: int) -> str:
    """The canonical file: sorted by context and sentence, nothing wrapped, no places, no dates, line feeds only."""
    lines = ['msgid ""', 'msgstr ""']
    lines += [_quoted(f"{name}: {value}\n") for name, value in header]
    for entry in sorted(entries, key=lambda one: (one.ctx or "", one.ctx is not None, one.msgid)):
        lines.append("")
        lines += [f"# {comment}".rstrip() for comment in entry.comments]
        lines += [f"#. {note}".rstrip() for note in entry.notes]
        flags = ["fuzzy"] * entry.fuzzy + ["python-format"] * any("%" in one for one in entry.ids)
        lines += [f"#, {', '.join(flags)}"] if flags else []
        lines += [f"msgctxt {_quoted(entry.ctx)}"] if entry.ctx is not None else []
        lines.append(f"msgid {_quoted(entry.msgid)}")
        if entry.plural is None:
            lines.append(f"msgstr {_quoted(''.join(entry.strings))}")
        else:
            lines.append(f"msgid_plural {_quoted(entry.plural)}")
            strings = entry.strings or ("",) * forms
            lines += [f"msgstr[{index}] {_quoted(text)}" for index, text in enumerate(strings)]
    return "\n".join(lines) + "\n"


def _quoted(text: str) -> str:
    return f'"{text.translate(_WRITTEN)}"'
