"""Catalogues: the translations of each language, checked when loaded, and the list of what was refused."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from threading import Lock
from types import MappingProxyType

from portal.domain.translating import Key
from portal.text import pofile
from portal.text.acceptance import is_marked
from portal.text.bounded import UnusableFileError, read_text
from portal.text.findings import Problem
from portal.text.locales import LOCALES, TRANSLATED
from portal.text.plurals import RULES
from portal.text.safety import problems, tidy
from portal.text.template import legal_keys


@dataclass(frozen=True, slots=True)
class Refusal:
    """A translation nobody will see: where it stands (line 0: the whole file), a permanent kind, and why in words.

    `problem` is the same in a way that can be said in every language; None where a file cannot be read.
    """

    locale: str
    msgid: str
    kind: str
    what: str
    line: int
    problem: Problem | None = None


@dataclass(frozen=True, slots=True)
class Catalogue:
    """The translations of one language that are shown. Values are the text, or its plural forms in order.

    `agreed` are those that people have agreed to as they stand: here, or as the file says.
    """

    locale: str
    entries: Mapping[Key, tuple[str, ...]]
    refused: tuple[Refusal, ...] = ()
    fuzzy: frozenset[Key] = frozenset()
    agreed: frozenset[Key] = frozenset()


class Catalogues(Mapping[str, Catalogue]):
    """All catalogues by the code of their language; a language without one is simply not in it.

    Reading and checking one takes a fifth of a second: one that is given as a function is read when it is first asked for.
    """

    __slots__ = ("_held", "_legal", "_reading")

    def __init__(
        self,
        by_locale: Mapping[str, Catalogue | Callable[[], Catalogue]],
        legal: frozenset[Key] | Callable[[], frozenset[Key]] = frozenset(),
    ) -> None:
        self._held = dict(by_locale)
        self._legal = legal
        self._reading = Lock()

    @property
    def legal(self) -> frozenset[Key]:
        """The sentences on which a right or a duty hangs: no other language may stand in for them unsaid."""
        if not isinstance(self._legal, frozenset):
            with self._reading:
                if not isinstance(self._legal, frozenset):
                    self._legal = self._legal()
        return self._legal

    def __getitem__(self, code: str) -> Catalogue:
        held = self._held[code]
        if isinstance(held, Catalogue):
            return held
        with self._reading:
            held = self._held[code]
            if not isinstance(held, Catalogue):
                held = self._held[code] = held()
        return held

    def __contains__(self, code: object) -> bool:
        return code in self._held

    def __iter__(self) -> Iterator[str]:
        return iter(self._held)

    def __len__(self) -> int:
        return len(self._held)

    def but(self, changed: Mapping[str, Catalogue]) -> "Catalogues":
        """The same with some languages' catalogues in the place of theirs. This one stays as it is."""
        return Catalogues({**self._held, **changed}, self._legal)

    @property
    def refused(self) -> tuple[Refusal, ...]:
        """Every refusal of every language."""
        return tuple(refusal for catalogue in self.values() for refusal in catalogue.refused)


def path_of(directory: Path, code: str) -> Path:
    """Where the catalogue of a language lies; the code must be one of ours, so no stranger names a file."""
    return directory / LOCALES[code].code / "LC_MESSAGES" / "messages.po"


def load_catalogues(
    directory: Path, codes: Iterable[str] = TRANSLATED, *, template: Path | None = None
) -> Catalogues:
    """What stands in `<directory>/<locale>/LC_MESSAGES/messages.po` for each language, or for those of `codes`.

    Each is read and checked when it is first asked for. Never raises for a bad file. Codes without a catalogue, such as
    the source's, are passed over. `template` is the folder whose template says what is legal, if it is another one.
    """
    return Catalogues(
        {code: partial(load_catalogue, directory, code) for code in codes if code in TRANSLATED},
        partial(legal_keys, template or directory),
    )


def load_catalogue(directory: Path, code: str) -> Catalogue:
    """Read and check the catalogue of one language. A file that is not there is an empty one; never raises for a bad one."""
    try:
        return parse_catalogue(read_text(path_of(directory, code)), code)
    except FileNotFoundError:
        return parse_catalogue("", code)
    except UnusableFileError as error:
        return _unusable(code, str(error))


def with_accepted(catalogue: Catalogue, accepted: Mapping[Key, tuple[str, ...]]) -> Catalogue:
    """The catalogue with texts that people have accepted since in the place of its own.

    They pass the same checks as the file's: one that does not is listed as refused, and the file's text stays.
    """
    code = catalogue.locale
    entries, refused = dict(catalogue.entries), list(catalogue.refused)
    safe: set[Key] = set()
    for (ctx, msgid, plural), texts in accepted.items():
        strings = tuple(tidy(one, locale=code) for one in texts)
        ids = (msgid,) if plural is None else (msgid, plural)
        wrong = problems(ids, strings, locale=code, forms=RULES[LOCALES[code].plural].forms)
        refused += [Refusal(code, msgid, one.kind, one.what, 0, one) for one in wrong]
        if not wrong:
            entries[ctx, msgid, plural] = strings
            safe.add((ctx, msgid, plural))
    fuzzy = catalogue.fuzzy - accepted.keys()
    agreed = catalogue.agreed | safe
    return Catalogue(code, MappingProxyType(entries), tuple(refused), fuzzy, agreed)


def _unusable(code: str, what: str) -> Catalogue:
    return Catalogue(code, MappingProxyType({}), (Refusal(code, "", "file", what, 0),))


def parse_catalogue(text: str, code: str) -> Catalogue:
    """The catalogue in a .po text, with each translation checked. Never raises."""
    forms = RULES[LOCALES[code].plural].forms
    entries, faults = pofile.read(text)
    refused = [Refusal(code, "", "syntax", fault.what, fault.line) for fault in faults]
    accepted: dict[Key, tuple[str, ...]] = {}
    fuzzy: set[Key] = set()
    agreed: set[Key] = set()
    for entry in entries:
        if not entry.strings:
            continue
        key = (entry.ctx, entry.msgid, entry.plural)
        if entry.fuzzy:
            fuzzy.add(key)
            continue
        strings = tuple(tidy(one, locale=code) for one in entry.strings)
        wrong = problems(entry.ids, strings, locale=code, forms=forms)
        refused += [Refusal(code, entry.msgid, one.kind, one.what, entry.line, one) for one in wrong]
        if not wrong:
            accepted[key] = strings
            if is_marked(entry, code):
                agreed.add(key)
    return Catalogue(code, MappingProxyType(accepted), tuple(refused), frozenset(fuzzy), frozenset(agreed))
