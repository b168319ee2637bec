"""The texts that translators work on: those of the source, what stands for each, and drafts that wait for a person."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from types import MappingProxyType

from portal.domain.errors import NotFound
from portal.domain.translating import AcceptedText, Key, SourceText, Texts, hash_of
from portal.resources import TRANSLATIONS
from portal.services import translating_reading
from portal.services.work import Work
from portal.text import pofile
from portal.text.bounded import UnusableFileError, read_text
from portal.text.catalogue import path_of
from portal.text.glossary import EMPTY, Glossary, GlossaryError, read_glossary
from portal.text.legal import MARK
from portal.text.locales import LOCALES, TRANSLATED, Locale
from portal.text.plurals import RULES
from portal.text.safety import problems
from portal.text.template import read_template
from portal.web.site import site

_ADDRESS = re.compile(r"([A-Za-z-]{2,12})/([0-9a-f]{16})")


@dataclass(frozen=True, slots=True)
class Source:
    """Every text of the source, in the order of the template, and each by its hash."""

    texts: tuple[SourceText, ...]
    by_hash: Mapping[str, SourceText]


def source() -> Source:
    """The texts of the source, as the portal's own template has them."""
    return _source((TRANSLATIONS / "messages.pot").stat().st_mtime_ns)


@lru_cache(maxsize=2)
def _source(_stamp: int) -> Source:
    texts = tuple(_text(entry) for entry in read_template(TRANSLATIONS).entries)
    return Source(texts, MappingProxyType({one.hash: one for one in texts}))


def _text(entry: pofile.Entry) -> SourceText:
    key = (entry.ctx, entry.msgid, entry.plural)
    notes = tuple(note for note in entry.notes if note != MARK)
    return SourceText(key, hash_of(key), entry.legal, notes)


def language(code: str) -> Locale:
    """The language that an address names. Raises NotFound for one that has no catalogue."""
    if code not in TRANSLATED:
        raise NotFound("There is no catalogue of that name.")
    return LOCALES[code]


def asked_for(address: str) -> tuple[Locale, SourceText]:
    """The language and the text in an address such as `nn/0123456789abcdef`. Raises NotFound for all others."""
    found = _ADDRESS.fullmatch(address)
    text = source().by_hash.get(found[2]) if found else None
    if found is None or text is None:
        raise NotFound("There is no such text.")
    return language(found[1]), text


def address_of(code: str, hash_: str) -> str:
    """The two as an address has them."""
    return f"{code}/{hash_}"


def in_file(code: str, key: Key) -> Texts:
    """What the portal says for a text just now, as far as this process knows; empty where nothing is said."""
    catalogue = site().catalogues.get(code)
    return catalogue.entries.get(key, ()) if catalogue else ()


def standing(work: Work, code: str) -> Mapping[Key, Texts]:
    """What stands for each text of a language: what was accepted here, or else what its file says.

    Where accepted texts are written into the files, only what those say.
    """
    entries = site().catalogues[code].entries
    if files_rule():
        return entries
    here = translating_reading.accepted_in(work, code)
    # What was safe when it was accepted need not be so today, and then readers get the file's text.
    return {**entries, **{one.key: one.texts for one in here if _is_said(one, entries)}}


def _is_said(one: AcceptedText, entries: Mapping[Key, Texts]) -> bool:
    """Whether readers get an accepted text, now or at the next look at it: what is among the entries has been checked."""
    return entries.get(one.key) == one.texts or is_safe(one.key, one.locale, one.texts)


def is_safe(key: Key, code: str, texts: Texts) -> bool:
    """Whether a translation of a text may be shown to anybody."""
    _ctx, msgid, plural = key
    ids = (msgid,) if plural is None else (msgid, plural)
    return not problems(ids, texts, locale=code, forms=RULES[LOCALES[code].plural].forms)


def agreed(work: Work, code: str, stands: Mapping[Key, Texts]) -> frozenset[Key]:
    """What people have agreed to as it stands, here or as the file says. In a language that is no draft all that stands."""
    if not LOCALES[code].draft:
        return frozenset(stands)
    known = site().catalogues[code]
    said_so = frozenset(key for key in known.agreed if stands.get(key) == known.entries[key])
    here = translating_reading.accepted_in(work, code)
    return said_so | {one.key for one in here if stands.get(one.key) == one.texts}


def is_unseen(code: str, key: Key) -> bool:
    """Whether a text is a draft that nobody has agreed to, as far as this process knows."""
    return LOCALES[code].draft and key not in site().catalogues[code].agreed


def files_rule() -> bool:
    """Whether accepted texts are written into the files, which then are the truth."""
    return site().settings.catalogues is not None


def look_at_files() -> None:
    """Where the files are the truth, know what they say now: somebody may have changed one since the last look."""
    if files_rule():
        site().speaking.look()


def folder() -> Path:
    """Where the catalogues lie."""
    return site().settings.catalogues or TRANSLATIONS


def drafts(code: str) -> Mapping[Key, pofile.Entry]:
    """The translations that wait for a person because the source has changed, with what the source said before."""
    path = path_of(folder(), code)
    try:
        return _drafts(path, path.stat().st_mtime_ns)
    except OSError:
        return {}


@lru_cache(maxsize=16)
def _drafts(path: Path, _stamp: int) -> Mapping[Key, pofile.Entry]:
    try:
        entries, _faults = pofile.read(read_text(path))
    except (FileNotFoundError, UnusableFileError):
        return {}
    return MappingProxyType({(one.ctx, one.msgid, one.plural): one for one in entries if one.fuzzy})


def glossary() -> Glossary:
    """The terms that translators are held to; none where the file cannot be read."""
    path = TRANSLATIONS / "glossary.tsv"
    return _glossary(path.stat().st_mtime_ns) if path.exists() else EMPTY


@lru_cache(maxsize=2)
def _glossary(_stamp: int) -> Glossary:
    try:
        return read_glossary(TRANSLATIONS)
    except GlossaryError:
        return EMPTY
