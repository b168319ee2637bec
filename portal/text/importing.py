"""Importing: what another tool made of a catalogue taken into ours, one sentence at a time, and never on trust."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from portal.text import pofile
from portal.text.acceptance import is_marked, marked
from portal.text.bounded import LARGEST_FILE, UnusableFileError
from portal.text.catalogue import Refusal, path_of
from portal.text.locales import LOCALES, TRANSLATED
from portal.text.plural_formula import FormulaError, order_of_forms, read_formula
from portal.text.plurals import RULES
from portal.text.safety import problems, tidy
from portal.text.sync import entries_of, export, written
from portal.text.writing import alone, replace_file


@dataclass(frozen=True, slots=True)
class Change:
    """One text that was taken: the line in the file, what was said before (nothing: it was missing), what is said now."""

    line: int
    entry: pofile.Entry
    before: tuple[str, ...]
    after: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Import:
    """What came of a file. `text` is the whole catalogue as it should now be written, and `before` as it is.

    `same` says what we say already, `empty` says nothing, `unknown` is about sentences that are not ours, and `fuzzy`
    was not ready: it is kept as a draft where we have nothing better. Nothing of these four changes what anybody reads.
    `agreed` are those of the taken and of the same that only the file marks as accepted: they are from now on, on its word.
    """

    locale: str
    text: str
    before: str
    taken: tuple[Change, ...]
    refused: tuple[Refusal, ...]
    same: int
    empty: int
    unknown: int
    fuzzy: int
    agreed: int = 0
    remarks: tuple[str, ...] = ()

    @property
    def replaced(self) -> tuple[Change, ...]:
        """Those that take the place of a text we had."""
        return tuple(one for one in self.taken if one.before)


def locale_of(text: str, path: Path | None = None) -> str | None:
    """The language of ours that a file is for: what its header says, else the folder it lies in; None when neither tells."""
    told = pofile.header(text).get("language", "").replace("_", "-")
    names = [told, told.partition("-")[0]]
    if path is not None:
        names += [path.stem, *(parent.name for parent in path.parents[:2])]
    return next((name for name in names if name in TRANSLATED), None)


def import_text(text: str, code: str, directory: Path) -> Import:
    """What a file of another tool makes of the catalogue of a language that lies in `directory`.

    `bounded.read_text` and `bounded.decoded` give the text of one. Writes nothing. Raises UnusableFileError for a text
    without any translation, UnreadableCatalogueError when ours is spoiled, and ValueError for a language without a
    catalogue. Whatever else is wrong is told entry by entry.
    """
    if code not in TRANSLATED:
        raise ValueError(f"{code} is not a language with a catalogue")
    entries, faults = pofile.read(text, lenient=True)
    if not entries and not faults:
        raise UnusableFileError("there is no translation in it")
    ours = {entry.key: entry for entry in entries_of(directory, code)}
    before = written(ours.values(), code)
    order, remarks = _order(text, entries, code)
    work = _Work(code, ours, order)
    for entry in entries:
        work.take(entry)
    refused = [Refusal(code, "", "syntax", fault.what, fault.line) for fault in faults] + work.refused
    return Import(
        code,
        written(work.ours.values(), code),
        before,
        tuple(work.taken),
        tuple(refused),
        work.same,
        work.empty,
        work.unknown,
        work.fuzzy,
        work.agreed,
        remarks,
    )


def write(done: Import, directory: Path) -> Path:
    """Put the result of an import in the place of our catalogue, in one step; answers where that is.

    Raises UnusableFileError when the catalogue says something else by now, which would be lost, and when it would be too
    large to be read again; UnreadableCatalogueError and OSError. Then it is as it was.
    """
    path = path_of(directory, done.locale)
    if len(done.text.encode()) > LARGEST_FILE:
        # With the comments of another tool ours may grow beyond what anybody reads, and the language would be lost.
        raise UnusableFileError(f"our catalogue would be larger than {LARGEST_FILE} bytes")
    with alone(directory):
        if export(directory, done.locale) != done.before:
            raise UnusableFileError("somebody has changed our catalogue meanwhile; run this again")
        replace_file(path, done.text)
    return path


def _order(
    text: str, entries: tuple[pofile.Entry, ...], code: str
) -> tuple[tuple[int, ...] | str, tuple[str, ...]]:
    """For each of our plural forms which of the file's says it, or why that cannot be known; and what to remark."""
    if not any(entry.plural is not None and entry.strings for entry in entries):
        return (), ()
    rule = RULES[LOCALES[code].plural]
    told = pofile.header(text).get("plural-forms")
    if told is None:
        return tuple(range(rule.forms)), (
            "The file does not say how it counts; its plural forms are taken to be in our order.",
        )
    try:
        order = order_of_forms(read_formula(told), rule)
    except FormulaError as error:
        return str(error), (f"Sentences with plural forms are left out: {error}.",)
    if order == tuple(range(rule.forms)):
        return order, ()
    said = ", ".join(f"{name}: {index}" for name, index in zip(rule.categories, order, strict=True))
    return order, (f"The file counts in another way; its forms are taken so: {said}.",)


class _Work:
    """An import while it runs."""

    def __init__(
        self, code: str, ours: Mapping[tuple[str | None, str], pofile.Entry], order: tuple[int, ...] | str
    ) -> None:
        self.code = code
        self.ours = dict(ours)
        self._order = order
        self.taken: list[Change] = []
        self.refused: list[Refusal] = []
        self.same = self.empty = self.unknown = self.fuzzy = self.agreed = 0

    def take(self, entry: pofile.Entry) -> None:
        """One entry of the file, counted in exactly one way."""
        mine = self.ours.get(entry.key)
        if mine is None or mine.plural != entry.plural:
            self.unknown += 1
            return
        if not entry.strings:
            self.empty += 1
            return
        strings = self._in_our_order(entry)
        if isinstance(strings, str):
            self.refused.append(Refusal(self.code, entry.msgid, "plural", strings, entry.line))
            return
        strings = tuple(tidy(one, locale=self.code) for one in strings)
        wrong = problems(mine.ids, strings, locale=self.code, forms=RULES[LOCALES[self.code].plural].forms)
        if wrong:
            self.refused += [Refusal(self.code, entry.msgid, one.kind, one.what, entry.line) for one in wrong]
        elif entry.fuzzy:
            self.fuzzy += 1
            if not mine.strings:
                self.ours[mine.key] = replace(mine, strings=strings, fuzzy=True, previous=entry.previous)
        elif mine.strings == strings and not mine.fuzzy:
            self.same += 1
            if is_marked(replace(mine, comments=entry.comments), self.code) and not is_marked(
                mine, self.code
            ):
                self.agreed += 1
                self.ours[mine.key] = marked(mine, self.code)
        else:
            # Of the marks of acceptance among the comments the one that goes with the new text stays, if there is one.
            self.taken.append(Change(entry.line, mine, mine.strings, strings))
            comments = tuple(dict.fromkeys((*mine.comments, *entry.comments)))
            taken = replace(mine, strings=strings, fuzzy=False, previous=(), comments=comments)
            self.agreed += is_marked(taken, self.code)
            self.ours[mine.key] = taken

    def _in_our_order(self, entry: pofile.Entry) -> tuple[str, ...] | str:
        if entry.plural is None:
            return entry.strings
        if isinstance(self._order, str):
            return self._order
        if max(self._order) >= len(entry.strings):
            return f"it has {len(entry.strings)} plural forms, and the file says that it has more"
        return tuple(entry.strings[index] for index in self._order)
