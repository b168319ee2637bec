"""Checking: all that must be put right before a release, and all that a person should look at once more."""

import tokenize
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from jinja2 import TemplateSyntaxError

from portal.text import pofile
from portal.text.advice import LEGAL, advice
from portal.text.bounded import UnusableFileError, read_text
from portal.text.callsites import Finding, check_call_sites
from portal.text.catalogue import path_of
from portal.text.extraction import Message, extract
from portal.text.glossary import EMPTY, Glossary, GlossaryError, read_glossary
from portal.text.importing import locale_of
from portal.text.locales import LOCALES, TRANSLATED
from portal.text.plainness import plainness
from portal.text.plural_formula import FormulaError, read_formula
from portal.text.plurals import RULES
from portal.text.safety import problems, tidy
from portal.text.sync import UnreadableCatalogueError, wanted

_SYNC = "run `portal translations sync` and commit what it writes"
_READABLE = "mend the line, or open and save the file in a translation editor"
_EMPTY = "save the translations as a .po file, or put the last good file back"
_TODO: Mapping[str, str] = {
    "forms": "give each plural form of the language a text",
    "empty": "fill every plural form, or none",
    "length": "say it in fewer words",
    "newline": "write it on one line, as the source does",
    "bidi": "delete the character; the portal sets the direction itself",
    "kashida": "delete the stretching",
    "invisible": "delete the character",
    "control": "delete the character",
    "digits": "write 0-9",
    "composition": "save the file in NFC; `portal translations import` does it",
    "template": "delete the braces",
    "accents": "delete the accents",
    "homoglyph": "write the word in one alphabet",
    "placeholder": "write each %(name)s exactly as in the source, and no others",
    "format": "write %% for a percent sign",
    "markup": "copy the tags from the source, letter by letter",
    "entity": "write the letter itself",
    "address": "leave out the address",
    "number": "write the numbers of the source, in figures",
}


def check(root: Path) -> tuple[Finding, ...]:
    """All that there is to say of a project: its calls, its source sentences and its catalogues, hard findings first."""
    found = list(check_call_sites(root))
    try:
        messages = extract(root)
    except (TemplateSyntaxError, SyntaxError, tokenize.TokenError):
        # The call sites have said which file and line.
        return tuple(found)
    found += _out_of_step(root, messages)
    glossary, wrong = _glossary(root / "translations")
    found += wrong
    for message in messages:
        place = message.places[-1]
        if message.mixed:
            what = f"{message.msgid!r} is said with two forms for many, or with and without"
            found.append(Finding(place.file, place.line, "plural", what, message.msgid, "use one of them"))
        for one in plainness(message.ids):
            found.append(Finding(place.file, place.line, one.kind, one.what, message.msgid, hard=False))
    for code in TRANSLATED:
        path = path_of(root / "translations", code)
        name = path.relative_to(root).as_posix()
        try:
            text = read_text(path)
        except FileNotFoundError:
            text = ""
        except UnusableFileError as error:
            found.append(Finding(name, None, "unreadable", str(error), todo="put the last good file back"))
            continue
        entries, faults = pofile.read(text)
        found += _faults(name, faults)
        found += _judged(name, entries, code, glossary)
        found += _gaps(name, entries, faults, code, messages)
    return tuple(sorted(found, key=lambda one: not one.hard))


def check_files(paths: Iterable[Path], directory: Path, locale: str | None = None) -> tuple[Finding, ...]:
    """All that there is to say of some catalogues wherever they lie; `directory` holds the glossary.

    Each is in the language `locale`, or the one its header or its folder says. Never raises for a bad file.
    """
    glossary, found = _glossary(directory)
    for path in paths:
        found += _file(path, locale, glossary)
    return tuple(sorted(found, key=lambda one: not one.hard))


def _glossary(directory: Path) -> tuple[Glossary, list[Finding]]:
    try:
        return read_glossary(directory), []
    except GlossaryError as error:
        return EMPTY, [
            Finding("translations/glossary.tsv", None, "glossary", str(error), todo="mend that row of it")
        ]


def _out_of_step(root: Path, messages: tuple[Message, ...]) -> Iterator[Finding]:
    try:
        texts = wanted(root, messages)
    except UnreadableCatalogueError as error:
        yield Finding("translations", None, "unreadable", str(error), todo=_READABLE)
        return
    for path, text in texts.items():
        if not path.exists() or path.read_bytes() != text.encode():
            name = path.relative_to(root).as_posix()
            yield Finding(name, None, "stale", "the file is not what the code says", todo=_SYNC)


def _file(path: Path, locale: str | None, glossary: Glossary) -> Iterator[Finding]:
    # A name may hold bytes that are no letters, and whoever prints it would stumble.
    name = path.as_posix().encode("utf-8", "replace").decode()
    try:
        text = read_text(path)
    except FileNotFoundError:
        yield Finding(name, None, "unreadable", "there is no such file", todo="look at the name once more")
        return
    except UnusableFileError as error:
        yield Finding(name, None, "unreadable", str(error), todo="save it as a .po file in UTF-8")
        return
    code = locale or locale_of(text, path)
    if code not in TRANSLATED:
        what = "neither the header nor the folder says which language of ours it is in"
        yield Finding(name, None, "language", what, todo="write Language: in the header, or use --locale")
        return
    entries, faults = pofile.read(text)
    yield from _faults(name, faults)
    yield from _header(name, text, entries, code)
    yield from _judged(name, entries, code, glossary)
    if not entries and not faults:
        yield Finding(name, None, "unreadable", "there is no translation in it", todo=_EMPTY)


def _faults(name: str, faults: Iterable[pofile.Fault]) -> Iterator[Finding]:
    for fault in faults:
        if fault.twice:
            todo = "keep one of the two; until then neither is used"
            yield Finding(name, fault.line, "duplicate", fault.what, todo=todo)
        else:
            yield Finding(name, fault.line or None, "syntax", fault.what, todo=_READABLE)


def _header(name: str, text: str, entries: tuple[pofile.Entry, ...], code: str) -> Iterator[Finding]:
    told = pofile.header(text)
    content = told.get("content-type", "charset=utf-8").lower()
    if "charset=utf-8" not in content.replace(" ", "") and "charset=charset" not in content:
        what = f"the header says that the letters are {content[:60]!r}; they are read as UTF-8 all the same"
        yield Finding(name, _line_of(text, "content-type"), "header", what, todo="write charset=UTF-8")
    rule = RULES[LOCALES[code].plural]
    if "plural-forms" not in told:
        return
    line = _line_of(text, "plural-forms")
    try:
        formula = read_formula(told["plural-forms"])
    except FormulaError as error:
        yield Finding(name, line, "header", str(error), todo=f"write Plural-Forms: {rule.header}")
        return
    ours = all(formula.indexes[number] == rule.index(number) for number in range(len(formula.indexes)))
    if not ours and any(entry.plural is not None and entry.strings for entry in entries):
        what = "the file counts in another way than the portal does"
        yield Finding(name, line, "header", what, todo="take it in with `portal translations import`")


def _line_of(text: str, field: str) -> int:
    """The line on which a field of the header begins; the first where it is written in several pieces."""
    lines = enumerate(text.split("\n"), 1)
    return next((number for number, line in lines if f"{field}:" in line.lower()), 1)


def _judged(name: str, entries: Iterable[pofile.Entry], code: str, glossary: Glossary) -> Iterator[Finding]:
    forms = RULES[LOCALES[code].plural].forms
    for entry in entries:
        if not entry.strings or entry.fuzzy:
            continue
        strings = tuple(tidy(one, locale=code) for one in entry.strings)
        wrong = problems(entry.ids, strings, locale=code, forms=forms)
        for one in wrong:
            yield Finding(name, entry.line, one.kind, one.what, entry.msgid, _TODO.get(one.kind, ""))
        if not wrong:
            for one in advice(entry.ids, strings, locale=code, glossary=glossary):
                hard = one.kind == LEGAL
                yield Finding(name, entry.line, one.kind, one.what, entry.msgid, hard=hard)


def _gaps(
    name: str,
    entries: Iterable[pofile.Entry],
    faults: Iterable[pofile.Fault],
    code: str,
    messages: Iterable[Message],
) -> Iterator[Finding]:
    """The sentences that nobody has translated, or that changed since: a draft may have gaps, and a reader is told so."""
    draft = LOCALES[code].draft
    known = {(entry.ctx, entry.msgid, entry.plural): entry for entry in entries}
    if any(faults):
        # What could not be read is not missing, and the faults have been told.
        return
    for message in messages:
        entry = known.get(message.key)
        line = entry.line if entry else None
        said_in = message.places[0].file
        if entry is not None and entry.fuzzy and entry.strings:
            what = f"the source of {message.msgid!r} has changed ({said_in})"
            todo = "mend the translation and take the mark `fuzzy` away"
            yield Finding(name, line, "fuzzy", what, message.msgid, todo, hard=not draft)
        elif (entry is None or not entry.strings) and not draft:
            yield Finding(name, line, "missing", f"translate {message.msgid!r} ({said_in})", message.msgid)
