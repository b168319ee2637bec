"""One template environment for each language, with everything that every page needs."""

from datetime import date, timedelta
from enum import StrEnum
from functools import cache, lru_cache
from typing import Any

from flask import url_for
from jinja2 import BaseLoader, Environment

from portal.domain.calendar import oslo_day
from portal.rules.decision import Decision, Reason, from_data
from portal.rules.law import Basis
from portal.services.submissions import new_key
from portal.text.catalogue import Catalogues
from portal.text.dates import Dates
from portal.text.environment import build_environment
from portal.text.labels import label
from portal.text.locales import LOCALES
from portal.text.outcomes import outcome
from portal.text.reasons import cited, sentence
from portal.text.words import Words
from portal.web.assets import Assets
from portal.web.plain_text import linked
from portal.web.site import Tongue

SOME_MONDAY = date(2024, 1, 1)

# A page holds twenty addresses, and building them anew took a tenth of its time. None depends on the request.
address = lru_cache(maxsize=4096)(url_for)


def make_tongues(
    catalogues: Catalogues, offered: tuple[str, ...], assets: Assets, loader: BaseLoader
) -> dict[str, Tongue]:
    """Every offered language, ready before the first request."""
    return {code: _tongue(code, catalogues, offered, assets, loader) for code in offered}


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

    templates.filters |= {
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
        "languages": tuple(LOCALES[one] for one in offered),
        "dates": dates,
        "locale": LOCALES[code],
    }
    _install_macros(templates)
    return Tongue(words, dates, templates)


def _install_macros(templates: Environment) -> None:
    # A block that is drawn alone never runs its template's own imports, so the macros are there for all.
    ui: Any = templates.get_template("parts/ui.html").module
    # There are some thirty icons, and a page draws a dozen of them: each is drawn once and kept.
    ui.icon = cache(ui.icon)
    templates.globals["ui"] = ui
