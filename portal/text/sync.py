"""Sync: the catalogues on disk kept in step with the code, written one way only, and checked."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from types import MappingProxyType

from portal.domain.translating import Key, Texts
from portal.text import pofile
from portal.text.acceptance import without_void_marks
from portal.text.bounded import UnusableFileError, read_text
from portal.text.catalogue import Catalogue, load_catalogues, path_of, with_accepted
from portal.text.extraction import Message, extract
from portal.text.legal import MARK
from portal.text.locales import LOCALES, TRANSLATED
from portal.text.plurals import RULES
from portal.text.safety import tidy
from portal.text.writing import alone, replace_file

_HEADER = (
    ("Project-Id-Version", "kvp-portal"),
    ("MIME-Version", "1.0"),
    ("Content-Type", "text/plain; charset=UTF-8"),
    ("Content-Transfer-Encoding", "8bit"),
)


class UnreadableCatalogueError(Exception):
    """A catalogue that cannot be read without loss, so it is not written over."""


@dataclass(frozen=True, slots=True)
class Stats:
    """How far a language is: total = translated + missing + refused + stale. Only texts that readers are shown count.

    `accepted` are those of the translated that people have agreed to: what the file marks in a draft, else all.
    """

    locale: str
    total: int
    translated: int
    missing: int
    refused: int
    stale: int
    accepted: int
    legal: "Stats | None" = None
    """The same of the legal sentences alone; None in what is that already."""


Accepted = Mapping[str, Mapping[Key, Texts]]
_NONE: Accepted = MappingProxyType({})
Text = Message | pofile.Entry
"""A text of the source, as the code says it or as the template has it."""
Entries = Mapping[tuple[str | None, str], pofile.Entry]
Reworded = Callable[[Entries, str], Entries]
"""Gives the entries of a language's catalogue other source sentences before they are looked up."""


def _unchanged(entries: Entries, _code: str) -> Entries:
    return entries


def sync(root: Path) -> tuple[Path, ...]:
    """Extract, write translations/messages.pot and update each catalogue; answers the files that changed.

    A second run changes nothing. Sentences the code no longer says are dropped. Raises what `extract` raises,
    UnreadableCatalogueError for a catalogue with faults, and TimeoutError, before anything is written.
    """
    messages = extract(root)
    folder = root / "translations"
    folder.mkdir(exist_ok=True)
    with alone(folder):
        return put(wanted(root, messages))


def put(wanted: Mapping[Path, str]) -> tuple[Path, ...]:
    """Write the files that do not hold what they should, each in one step; answers which these were."""
    changed: list[Path] = []
    for path, text in wanted.items():
        content = text.encode()
        if not path.exists() or path.read_bytes() != content:
            replace_file(path, text)
            changed.append(path)
    return tuple(changed)


def written(entries: Iterable[pofile.Entry], code: str) -> str:
    """The canonical text of a language's catalogue with these entries. A mark of acceptance that is void is left out."""
    rule = RULES[LOCALES[code].plural]
    header = (("Language", code), *_HEADER, ("Plural-Forms", rule.header))
    kept = (without_void_marks(entry, code) for entry in entries)
    return pofile.write(kept, header=header, forms=rule.forms)


def entries_of(directory: Path, code: str, *, template: Path | None = None) -> tuple[pofile.Entry, ...]:
    """Each sentence of the template in `directory` with what the language's catalogue there says for it.

    `template` is the folder of the template, if it is another one. Raises UnreadableCatalogueError for a catalogue or a
    template that is spoiled, and for a template that is not there.
    """
    old = _old_entries(path_of(directory, code))
    return tuple(_updated(entry, old.get(entry.key), code) for entry in in_template(template or directory))


def in_template(directory: Path) -> tuple[pofile.Entry, ...]:
    """Every sentence of the template in `directory`. Raises UnreadableCatalogueError where it is spoiled or not there."""
    blank = entries_in(directory / "messages.pot")
    if not blank:
        raise UnreadableCatalogueError("messages.pot is missing or empty; run `portal translations sync`")
    return blank


def export(directory: Path, code: str) -> str:
    """A language's catalogue as `sync` writes it. Raises UnreadableCatalogueError."""
    return written(entries_of(directory, code), code)


def wanted(root: Path, messages: tuple[Message, ...], reworded: Reworded = _unchanged) -> dict[Path, str]:
    """What the template of catalogues and each catalogue should hold. Raises UnreadableCatalogueError."""
    translations = root / "translations"
    blank = [
        pofile.Entry(one.msgid, one.plural, one.ctx, notes=(*[MARK] * one.legal, *one.notes))
        for one in messages
    ]
    texts = {translations / "messages.pot": pofile.write(blank, header=_HEADER, forms=2)}
    for code in TRANSLATED:
        path = path_of(translations, code)
        old = reworded(_old_entries(path), code)
        entries = [_updated(entry, old.get(entry.key), code) for entry in blank]
        texts[path] = written(entries, code)
    return texts


def entries_in(path: Path) -> tuple[pofile.Entry, ...]:
    """The entries of a catalogue or template; none where there is no file. Raises UnreadableCatalogueError."""
    return tuple(_old_entries(path).values())


def _old_entries(path: Path) -> Entries:
    try:
        text = read_text(path)
    except FileNotFoundError:
        return {}
    except UnusableFileError as error:
        raise UnreadableCatalogueError(f"{_name(path)}: {error}") from error
    entries, faults = pofile.read(text)
    if faults:
        raise UnreadableCatalogueError(f"{_name(path)}, line {faults[0].line}: {faults[0].what}")
    return {entry.key: entry for entry in entries}


def _name(path: Path) -> str:
    return path.name if path.suffix == ".pot" else f"{path.parent.parent.name}/{path.parent.name}/{path.name}"


def _updated(blank: pofile.Entry, old: pofile.Entry | None, code: str) -> pofile.Entry:
    if old is None:
        return blank
    # A sentence that gained or lost its plural, or changed it, must be looked at again by a person.
    strings = old.strings if old.plural == blank.plural else ()
    tidied = tuple(tidy(text, locale=code) for text in strings)
    fuzzy = old.fuzzy and bool(tidied)
    previous = old.previous if fuzzy else ()
    return replace(blank, strings=tidied, comments=old.comments, fuzzy=fuzzy, previous=previous)


def stats(root: Path) -> tuple[Stats, ...]:
    """How far each language is, counted against what the code says today. Raises what `extract` raises."""
    return figures(root / "translations", extract(root))


def figures(directory: Path, texts: Sequence[Text], accepted: Accepted = _NONE) -> tuple[Stats, ...]:
    """How far each catalogue in `directory` is with these texts of the source: the code's, or those of a template.

    `accepted` are texts of an installation, by language, that take the place of those in the files.
    """
    found = load_catalogues(directory).values()
    return tuple(_counted(with_accepted(one, accepted.get(one.locale, {})), texts) for one in found)


def _counted(catalogue: Catalogue, messages: Sequence[Text]) -> Stats:
    whole = _count(catalogue, messages)
    return replace(whole, legal=_count(catalogue, [one for one in messages if one.legal]))


def _count(catalogue: Catalogue, messages: Sequence[Text]) -> Stats:
    refused_ids = {one.msgid for one in catalogue.refused if one.msgid}
    # An entry of a template is found by less than the whole key, so that is put together here.
    keys: list[Key] = [(message.ctx, message.msgid, message.plural) for message in messages]
    translated = sum(key in catalogue.entries for key in keys)
    stale = sum(key in catalogue.fuzzy for key in keys)
    refused = sum(
        key[1] in refused_ids and key not in catalogue.entries and key not in catalogue.fuzzy for key in keys
    )
    missing = len(keys) - translated - stale - refused
    accepted = sum(key in catalogue.agreed for key in keys)
    return Stats(
        catalogue.locale,
        len(keys),
        translated,
        missing,
        refused,
        stale,
        accepted if LOCALES[catalogue.locale].draft else translated,
    )
