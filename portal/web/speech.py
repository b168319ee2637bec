"""What the portal says just now: a whole that is swapped in one step when somebody has changed the words of a language.

Catalogues change in two ways while the portal runs: a file is written anew (a translator's editor, the workbench in
development), or a text is accepted in the workbench and kept in the database (where the files of an installed portal
are nobody's to write). Requests never look for either: they read what is there now. Whoever is told to `look` does.
"""

import logging
from collections import deque
from collections.abc import Callable, Mapping
from pathlib import Path
from threading import Lock
from time import monotonic
from typing import Protocol

from sqlalchemy import Engine
from sqlalchemy.orm import Session

from portal.domain.translating import Key
from portal.store import translation
from portal.store.engine import for_reading
from portal.text.catalogue import Catalogue, Refusal, load_catalogue, path_of, with_accepted
from portal.text.locales import LOCALES, TRANSLATED, chain
from portal.web.tongues import Speech

log = logging.getLogger("portal.words")

SECONDS_BETWEEN_LOOKS = 2.0
"""Within five seconds a new text is to be read, and reading a catalogue takes a part of one."""

MOST_NEWS = 5
SECONDS_OF_NEWS = 300.0
"""Open pages in a language are told of its new words at once, but no more than so often in so long: somebody reads on
little data."""

Accepted = Mapping[str, Mapping[Key, tuple[str, ...]]]
"""The texts that were accepted since the files were made, by language and by what they translate."""

Stamp = tuple[int, int, int] | None
_BROKEN = frozenset({"file", "syntax"})


class Overlay(Protocol):
    """Texts that were accepted and lie in no file."""

    def generation(self) -> int:
        """A number that grows with every acceptance, and costs next to nothing to ask for."""

    def texts(self) -> Accepted:
        """All of them."""


class NoOverlay:
    """Where accepted texts are written into the files, there are no others."""

    def generation(self) -> int:
        """Nothing was ever accepted."""
        return 0

    def texts(self) -> Accepted:
        """None."""
        return {}


class AcceptedHere:
    """The texts that were accepted in this installation, out of its database."""

    def __init__(self, engine: Engine) -> None:
        self._engine = for_reading(engine)

    def generation(self) -> int:
        """How far the acceptances have come."""
        with Session(self._engine) as session:
            return translation.generation(session)

    def texts(self) -> Accepted:
        """Each accepted text once, as it was accepted last."""
        with Session(self._engine) as session:
            return translation.accepted_by_locale(session)


class Speaking:
    """Holds what the portal says, and swaps it. From any thread."""

    def __init__(self, speech: Speech, folder: Path, overlay: Overlay | None = None) -> None:
        """`folder` is where the files of `speech` lie."""
        self._now = speech
        self._files = speech.catalogues
        self._folder = folder
        self._overlay = overlay or NoOverlay()
        self._accepted: Accepted = {}
        self._generation = 0
        self._stamps: dict[str, Stamp] = {code: _stamp(folder, code) for code in TRANSLATED}
        self._broken: dict[str, tuple[Refusal, ...]] = {}
        self._looking = Lock()
        self._tell: Callable[[frozenset[str]], None] = _nobody
        self._untold: set[str] = set()
        self._told_at: dict[str, deque[float]] = {code: deque(maxlen=MOST_NEWS) for code in LOCALES}

    @property
    def now(self) -> Speech:
        """What the portal says at this moment. Whoever draws a page asks once and keeps it."""
        return self._now

    @property
    def broken(self) -> tuple[Refusal, ...]:
        """What is wrong with files that changed into something unreadable: what they said before is said on."""
        return tuple(refusal for refusals in self._broken.values() for refusal in refusals)

    def tell(self, tell: Callable[[frozenset[str]], None]) -> None:
        """Say from now on which languages read otherwise, so that open pages can be told."""
        self._tell = tell

    def look(self) -> frozenset[str]:
        """See whether words have changed, and say the new ones from now on; the codes of the languages that read otherwise.

        A file that cannot be read any more changes nothing: what it said before is said on, and `broken` tells.
        """
        with self._looking:
            # The database first: where it cannot be asked, the files must not have been looked at for nothing.
            accepted = self._newly_accepted()
            changed = accepted | self._changed_files()
            if changed:
                catalogues = {code: self._whole(code) for code in changed}
                # One assignment, so that no page is ever drawn with half of the old and half of the new.
                self._now = self._now.but(catalogues)
                log.info("words have changed", extra={"languages": ",".join(sorted(changed))})
        read_otherwise = frozenset(code for code in LOCALES if not changed.isdisjoint(chain(code)))
        self._pass_on(read_otherwise)
        return read_otherwise

    def _whole(self, code: str) -> Catalogue:
        return with_accepted(self._files[code], self._accepted.get(code, {}))

    def _changed_files(self) -> set[str]:
        changed: set[str] = set()
        for code, stamp in self._stamps.items():
            found = _stamp(self._folder, code)
            if found == stamp:
                continue
            self._stamps[code] = found
            catalogue = load_catalogue(self._folder, code)
            broken = tuple(one for one in catalogue.refused if one.kind in _BROKEN)
            # A file that is away or empty for a moment is being written: nobody means to take all words away.
            if broken or not catalogue.entries:
                self._broken[code] = broken or (Refusal(code, "", "file", "there is no text in it", 0),)
                log.warning("a catalogue cannot be read any more", extra={"language": code})
                continue
            self._broken.pop(code, None)
            self._files = self._files.but({code: catalogue})
            changed.add(code)
        return changed

    def _newly_accepted(self) -> set[str]:
        generation = self._overlay.generation()
        if generation == self._generation:
            return set()
        before, after = self._accepted, self._overlay.texts()
        self._generation, self._accepted = generation, after
        codes = (before.keys() | after.keys()) & set(TRANSLATED)
        return {code for code in codes if before.get(code) != after.get(code)}

    def _pass_on(self, changed: frozenset[str]) -> None:
        with self._looking:
            self._untold |= changed
            now = monotonic()
            told = frozenset(code for code in self._untold if self._may_tell(code, now))
            for code in told:
                self._told_at[code].append(now)
            self._untold -= told
        if told:
            self._tell(told)

    def _may_tell(self, code: str, now: float) -> bool:
        told_at = self._told_at[code]
        return len(told_at) < MOST_NEWS or now - told_at[0] >= SECONDS_OF_NEWS


def _nobody(_changed: frozenset[str]) -> None:
    """Nobody has an open page."""


def _stamp(folder: Path, code: str) -> Stamp:
    try:
        found = path_of(folder, code).stat()
    except OSError:
        return None
    return found.st_mtime_ns, found.st_size, found.st_ino
