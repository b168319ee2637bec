"""One template environment for each language, with everything that every page needs."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum
from functools import cache, lru_cache
from pathlib import Path
from threading import Lock
from typing import Any

from flask import url_for
from jinja2 import BaseLoader, Environment, FileSystemLoader

from portal.domain.calendar import oslo_day
from portal.resources import STATIC, TEMPLATES, TRANSLATIONS
from portal.rules.decision import Decision, Reason, from_data
from portal.rules.law import Basis
from portal.services.submissions import new_key
from portal.text.again import Again, changed
from portal.text.catalogue import Catalogue, Catalogues, load_catalogues
from portal.text.dates import Dates
from portal.text.environment import build_environment
from portal.text.interpreting import spoken, spoken_languages
from portal.text.labels import label
from portal.text.locales import LOCALES, chain
from portal.text.marked import MarkedWords
from portal.text.marked import upper_first as upper_first_of_marked
from portal.text.outcomes import outcome_found
from portal.text.reasons import cited, said
from portal.text.speaking import shown
from portal.text.words import Words
from portal.web import phrase_text
from portal.web.assets import Assets
from portal.web.maps import map_of
from portal.web.plain_text import linked
from portal.web.site import Tongue

SOME_MONDAY = date(2024, 1, 1)

# A page holds twenty addresses, and building them anew took a tenth of its time. None depends on the request.
address = lru_cache(maxsize=4096)(url_for)


@dataclass(frozen=True, slots=True)
class Speech:
    """What the portal says, and what its pages are drawn with, as it stands at one moment: it never changes.

    `offered` are the codes of the languages that somebody may choose, each with its tongue.
    """

    catalogues: Catalogues
    offered: tuple[str, ...]
    assets: Assets
    tongues: "Tongues"

    def but(self, changed: Mapping[str, Catalogue]) -> "Speech":
        """The same with other words in some languages. What does not speak or fall back on them is taken over as it is."""
        catalogues = self.catalogues.but(changed)
        return replace(self, catalogues=catalogues, tongues=self.tongues.but(catalogues, frozenset(changed)))


class Tongues(Mapping[str, Tongue]):
    """A tongue for each language on offer, made when somebody first reads it: few of them are read in one office."""

    def __init__(self, made: Mapping[str, Tongue], offered: tuple[str, ...], make: "Making") -> None:
        self._made = dict(made)
        self._offered = offered
        self._make = make
        self._making = Lock()

    def __getitem__(self, code: str) -> Tongue:
        tongue = self._made.get(code)
        if tongue is None:
            if code not in self._offered:
                raise KeyError(code)
            with self._making:
                tongue = self._made.get(code) or self._made.setdefault(code, self._make(code))
        return tongue

    def __contains__(self, code: object) -> bool:
        return code in self._offered

    def __iter__(self) -> Iterator[str]:
        return iter(self._offered)

    def __len__(self) -> int:
        return len(self._offered)

    def but(self, catalogues: Catalogues, changed: frozenset[str]) -> "Tongues":
        """The same over other catalogues."""
        kept = {code: tongue for code, tongue in self._made.items() if changed.isdisjoint(chain(code))}
        return Tongues(kept, self._offered, replace(self._make, catalogues=catalogues))

    def marked(self, code: str, catalogues: Catalogues) -> Tongue:
        """A tongue whose pages say where each text stands, over these catalogues. Nobody but a translator reads it, so it
        is not kept here.
        """
        return replace(self._make, catalogues=catalogues, speak=MarkedWords)(code)


@dataclass(frozen=True, slots=True)
class Making:
    """What tongues are made of."""

    catalogues: Catalogues
    assets: Assets
    loader: BaseLoader
    speak: type[Words] = Words

    def __call__(self, code: str) -> Tongue:
        """One language, ready to use."""
        return _tongue(self.speak(code, self.catalogues), self.assets, self.loader)


def read_speech(*, pseudo: bool, folder: Path = TRANSLATIONS) -> Speech:
    """The words in a folder of catalogues, and our pages. `pseudo` offers the languages that only show where a text is missing or long."""
    # What is legal in our code our own template says: another folder's may be older, spoiled, or not there at all.
    catalogues, assets = load_catalogues(folder, template=TRANSLATIONS), Assets(STATIC)
    offered = tuple(code for code in LOCALES if pseudo or not LOCALES[code].pseudo)
    make = Making(catalogues, assets, FileSystemLoader(TEMPLATES))
    return Speech(catalogues, offered, assets, Tongues({}, offered, make))


def _tongue(words: Words, assets: Assets, loader: BaseLoader) -> Tongue:
    code = words.locale.code
    dates = Dates(code)
    templates = build_environment(words, loader)

    def label_of(member: StrEnum) -> str:
        return label(words, member)

    def sentence_of(reason: Reason) -> str:
        return shown(said(words, dates, reason), code)

    def cite(basis: Basis) -> str:
        return cited(words, basis)

    def outcome_of(decision: Decision[Any]) -> str:
        return shown(outcome_found(words, decision), code)

    def weekday(number: int) -> str:
        return dates.weekday(SOME_MONDAY + timedelta(days=number))

    capital = upper_first_of_marked if isinstance(words, MarkedWords) else _capital

    def upper_first(text: str) -> str:
        return changed(text, capital)

    def spoken_of(language: str) -> str:
        return Again(spoken(code, language), lambda other: spoken(other.locale.code, language))

    templates.filters |= {
        "spoken": spoken_of,
        "upper_first": upper_first,
        "label": label_of,
        "sentence": sentence_of,
        "cite": cite,
        "decision": from_data,
        "outcome": outcome_of,
        "linked": linked,
        "weekday": weekday,
        "oslo_day": oslo_day,
    }
    templates.globals |= {
        "url_for": address,
        "fresh_key": new_key,
        "asset": assets.url,
        "map_of": map_of,
        "dates": dates,
        "locale": LOCALES[code],
        "spoken_languages": spoken_languages(code),
    }
    phrases = phrase_text.tools(words, dates)
    templates.filters |= phrases["filters"]
    templates.globals |= phrases["globals"]
    _install_macros(templates)
    return Tongue(words, dates, templates)


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _install_macros(templates: Environment) -> None:
    # A block that is drawn alone never runs its template's own imports, so the macros are there for all.
    ui: Any = templates.get_template("parts/ui.html").module
    # There are some thirty icons, and a page draws a dozen of them: each is drawn once and kept.
    ui.icon = cache(ui.icon)
    templates.globals["ui"] = ui
