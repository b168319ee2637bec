"""One template environment for each language, with everything that every page needs."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from functools import cache, lru_cache
from typing import Any

from flask import url_for
from jinja2 import BaseLoader, Environment, FileSystemLoader

from portal.domain.calendar import oslo_day
from portal.resources import STATIC, TEMPLATES, TRANSLATIONS
from portal.rules.decision import Decision, Reason, from_data
from portal.rules.law import Basis
from portal.services.submissions import new_key
from portal.text.catalogue import Catalogues, load_catalogues
from portal.text.dates import Dates
from portal.text.environment import build_environment
from portal.text.interpreting import spoken, spoken_languages
from portal.text.labels import label
from portal.text.locales import LOCALES
from portal.text.outcomes import outcome
from portal.text.reasons import cited, sentence
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
    """What the portal says, and what its pages are drawn with: read from disk once, the same for every portal there is.

    `offered` are the codes of the languages that somebody may choose, each with its tongue.
    """

    catalogues: Catalogues
    offered: tuple[str, ...]
    assets: Assets
    tongues: Mapping[str, Tongue]


def read_speech(*, pseudo: bool) -> Speech:
    """Read and check all words and pages. `pseudo` offers the languages that only show where a text is missing or long."""
    catalogues, assets = load_catalogues(TRANSLATIONS), Assets(STATIC)
    offered = tuple(code for code in LOCALES if pseudo or not LOCALES[code].pseudo)
    loader = FileSystemLoader(TEMPLATES)
    tongues = {code: _tongue(code, catalogues, offered, assets, loader) for code in offered}
    return Speech(catalogues, offered, assets, tongues)


def _tongue(
    code: str, catalogues: Catalogues, offered: tuple[str, ...], assets: Assets, loader: BaseLoader
) -> Tongue:
    words = Words(code, catalogues)
    dates = Dates(code)
    templates = build_environment(words, loader)

    def label_of(member: StrEnum) -> str:
        return label(words, member)

    def sentence_of(reason: Reason) -> str:
        return sentence(words, dates, reason)

    def cite(basis: Basis) -> str:
        return cited(words, basis)

    def outcome_of(decision: Decision[Any]) -> str:
        return outcome(words, decision)

    def weekday(number: int) -> str:
        return dates.weekday(SOME_MONDAY + timedelta(days=number))

    def upper_first(text: str) -> str:
        return text[:1].upper() + text[1:]

    def spoken_of(language: str) -> str:
        return spoken(code, language)

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
        "languages": tuple(LOCALES[one] for one in offered),
        "dates": dates,
        "locale": LOCALES[code],
        "spoken_languages": spoken_languages(code),
    }
    phrases = phrase_text.tools(words, dates)
    templates.filters |= phrases["filters"]
    templates.globals |= phrases["globals"]
    _install_macros(templates)
    return Tongue(words, dates, templates)


def _install_macros(templates: Environment) -> None:
    # A block that is drawn alone never runs its template's own imports, so the macros are there for all.
    ui: Any = templates.get_template("parts/ui.html").module
    # There are some thirty icons, and a page draws a dozen of them: each is drawn once and kept.
    ui.icon = cache(ui.icon)
    templates.globals["ui"] = ui
