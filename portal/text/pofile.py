"""The .po file format: a strict reader that lists what it cannot read, and a writer with one way to write.

A reader of our own, because the common ones believe the header (a plural count of 999999999 costs nine
minutes), lose duplicates silently and accept quotes that never close.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from portal.text.legal import MARK

_FIELD = re.compile(r'(msgctxt|msgid|msgid_plural|msgstr|msgstr\[([0-9])\])([ \t]*)(?=")')
# Possessive, because remembering each way back takes a hundred times the memory of a long line.
_QUOTED = re.compile(r'"((?:[^"\\]++|\\[ntr"\\])*+)"\Z')
_ESCAPED = re.compile(r"\\(.)")
_PIECE = re.compile(r'"((?:[^"\\]++|\\(?:[abfnrtv"\\]|x[0-9a-fA-F]{1,2}|[0-7]{1,3}))*+)"[ \t]*')
_FREELY_ESCAPED = re.compile(r"\\(x[0-9a-fA-F]{1,2}|[0-7]{1,3}|.)")
_MEANING = {"n": "\n", "t": "\t", "r": "\r", '"': '"', "\\": "\\"}
_RARE = {"a": "\a", "b": "\b", "f": "\f", "v": "\v"}
_WRITTEN = str.maketrans({"\\": "\\\\", '"': '\\"', "\n": "\\n", "\t": "\\t", "\r": "\\r"})


@dataclass(frozen=True, slots=True)
class Entry:
    """One sentence of a catalogue. `strings` holds the translation or its plural forms; empty means not translated.

    `previous` is what the source said when a fuzzy entry was translated: a sentence, or two of them. `line` is that
    of the source sentence in the file.
    """

    msgid: str
    plural: str | None = None
    ctx: str | None = None
    strings: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    comments: tuple[str, ...] = ()
    fuzzy: bool = False
    previous: tuple[str, ...] = ()
    line: int = field(default=0, compare=False)

    @property
    def key(self) -> tuple[str | None, str]:
        """What the entry is found by."""
        return self.ctx, self.msgid

    @property
    def legal(self) -> bool:
        """Whether its meaning is a right, a duty, a deadline, money, a stop, a complaint or a consent."""
        return self.notes[:1] == (MARK,)

    @property
    def ids(self) -> tuple[str, ...]:
        """The source sentence, or the sentences for one and for many."""
        return (self.msgid,) if self.plural is None else (self.msgid, self.plural)


@dataclass(frozen=True, slots=True)
class Fault:
    """A place in a file that could not be read: the line (from 1; 0 for the whole file) and what is wrong."""

    line: int
    what: str
    twice: bool = False


class _Unreadable(Exception):
    def __init__(self, line: int, what: str) -> None:
        super().__init__(what)
        self.line = line


def read(text: str, *, lenient: bool = False) -> tuple[tuple[Entry, ...], tuple[Fault, ...]]:
    """The entries of a .po file and what could not be read; the header is skipped unread. Never raises.

    A paragraph with a fault is left out as a whole. Of a sentence that stands there twice, neither is kept.
    `lenient` reads what other tools write and we never do: rarer escapes, several quotes on a line, no space
    before a quote, and empty lines inside an entry.
    """
    entries: dict[tuple[str | None, str], Entry] = {}
    twice: set[tuple[str | None, str]] = set()
    faults: list[Fault] = []
    for paragraph in _paragraphs(text, lenient=lenient):
        try:
            entry = _entry(paragraph, lenient=lenient)
        except _Unreadable as fault:
            faults.append(Fault(fault.line, str(fault)))
            continue
        if entry is None or (entry.msgid == "" and entry.ctx is None):
            continue
        if entry.key in entries:
            twice.add(entry.key)
            what = f"the same sentence stands in line {entries[entry.key].line} too: {entry.msgid[:60]!r}"
            faults.append(Fault(entry.line, what, twice=True))
        entries[entry.key] = entry
    kept = (entry for key, entry in entries.items() if key not in twice)
    return tuple(kept), tuple(faults)


def header(text: str) -> dict[str, str]:
    """What a file's header says, as far as it can be read: each name in lower case and its value. Never raises.

    Nothing in it is to be believed; it is for telling somebody what their file claims.
    """
    for paragraph in _paragraphs(text, lenient=True):
        lines = [(number, line) for number, line in paragraph if not line.startswith("#")]
        try:
            fields = _fields(lines, lenient=True)
        except _Unreadable:
            return {}
        if fields and (fields.get("msgid") != "" or "msgctxt" in fields):
            return {}
        if fields:
            pairs = (line.partition(":") for line in fields.get("msgstr", "").split("\n"))
            return {name.strip().lower(): value.strip() for name, colon, value in pairs if colon}
    return {}


def _paragraphs(text: str, *, lenient: bool) -> Iterable[list[tuple[int, str]]]:
    """Runs of lines that belong to one entry: an empty line ends it, and so does a key after a translation."""
    paragraph: list[tuple[int, str]] = []
    translated = False
    for number, raw in enumerate(text.split("\n"), 1):
        line = raw.strip(" \t\r")
        begins = line.startswith(("#", "msgctxt", "msgid ", "msgid\t", 'msgid"')) and translated
        ends = not line and (translated or not lenient)
        if paragraph and (ends or begins):
            yield paragraph
            paragraph, translated = [], False
        if line:
            paragraph.append((number, line))
            translated = translated or line.startswith("msgstr")
    if paragraph:
        yield paragraph


def _entry(lines: list[tuple[int, str]], *, lenient: bool) -> Entry | None:
    notes = tuple(_noted(line) for _, line in lines if line.startswith("#."))
    comments = tuple(_noted(line) for _, line in lines if line == "#" or line.startswith("# "))
    flags = {flag.strip() for _, line in lines if line.startswith("#,") for flag in line[2:].split(",")}
    said = [(number, line) for number, line in lines if not line.startswith("#")]
    fields = _fields(said, lenient=lenient)
    if not fields:
        return None
    if "msgid" not in fields:
        raise _Unreadable(said[0][0], "a translation without a msgid")
    plural = fields.get("msgid_plural")
    strings = _strings(fields, said[0][0], has_plural=plural is not None)
    return Entry(
        msgid=fields["msgid"],
        plural=plural,
        ctx=fields.get("msgctxt"),
        strings=strings,
        notes=notes,
        comments=comments,
        fuzzy="fuzzy" in flags,
        previous=_previous(lines, lenient=lenient) if "fuzzy" in flags else (),
        line=next(number for number, line in said if line.startswith("msgid")),
    )


def _noted(line: str) -> str:
    """What a comment says. Where other programs would see its line end and another begin, it has a space."""
    return " ".join(line[2:].strip().splitlines())


def _previous(lines: list[tuple[int, str]], *, lenient: bool) -> tuple[str, ...]:
    """What the source said before; nothing when it cannot be read, for it is only a help."""
    old = [(number, line[2:].strip()) for number, line in lines if line.startswith("#|")]
    try:
        fields = _fields(old, lenient=lenient)
    except _Unreadable:
        return ()
    return tuple(fields[name] for name in ("msgid", "msgid_plural") if name in fields)


def _fields(lines: list[tuple[int, str]], *, lenient: bool) -> dict[str, str]:
    parts: dict[str, list[str]] = {}
    name = ""
    for number, line in lines:
        text = line
        if not line.startswith('"'):
            match = _FIELD.match(line)
            if match is None or not (match[3] or lenient):
                raise _Unreadable(number, "the line is neither a comment nor a field with a quoted text")
            name, text = match[1], line[match.end() :]
            if name in parts:
                raise _Unreadable(number, f"{name} stands in the entry a second time")
            parts[name] = []
        if not name:
            raise _Unreadable(number, "a text without a field before it")
        parts[name].append(_freely(number, text) if lenient else _strictly(number, text))
    return {name: "".join(texts) for name, texts in parts.items()}


def _strictly(number: int, text: str) -> str:
    quoted = _QUOTED.match(text)
    if quoted is None:
        raise _Unreadable(
            number, "a quote does not close, or a backslash stands before a letter we do not know"
        )
    return _ESCAPED.sub(lambda found: _MEANING[found[1]], quoted[1])


def _freely(number: int, text: str) -> str:
    position, parts = 0, []
    while position < len(text):
        piece = _PIECE.match(text, position)
        if piece is None:
            raise _Unreadable(
                number, "a quote does not close, or a backslash stands before a letter nobody knows"
            )
        parts.append(_FREELY_ESCAPED.sub(lambda found: _meaning(number, found[1]), piece[1]))
        position = piece.end()
    return "".join(parts)


def _meaning(number: int, escape: str) -> str:
    if escape in _MEANING:
        return _MEANING[escape]
    if escape in _RARE:
        return _RARE[escape]
    code = int(escape[1:], 16) if escape.startswith("x") else int(escape, 8)
    if code > 0x7F:
        raise _Unreadable(number, f"\\{escape} is a byte and no character; write the letter itself")
    return chr(code)


def _strings(fields: dict[str, str], line: int, *, has_plural: bool) -> tuple[str, ...]:
    numbered = sorted(name for name in fields if name.startswith("msgstr["))
    if has_plural:
        if "msgstr" in fields or numbered != [f"msgstr[{index}]" for index in range(len(numbered))]:
            raise _Unreadable(line, "the plural forms are not numbered 0, 1, 2 …")
        forms = tuple(fields[name] for name in numbered)
        return forms if any(forms) else ()
    if numbered:
        raise _Unreadable(line, "plural forms without a msgid_plural")
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
        if entry.fuzzy:
            named = zip(("msgid", "msgid_plural"), entry.previous, strict=False)
            lines += [f"#| {name} {_quoted(text)}" for name, text in named]
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
