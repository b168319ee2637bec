"""How whole a language is for its readers: who chooses one is told beforehand where it will fail them."""

from functools import cache
from pathlib import Path

from portal.text.catalogue import Catalogues
from portal.text.locales import LOCALES, SOURCE
from portal.text.template import Template, read_template

ENOUGH = 0.9
"""The share of all sentences from which a language is called whole, when no legal one is missing."""

template_in = cache(read_template)
"""The template of an installed portal never changes while it runs."""


def partly_translated(catalogues: Catalogues, folder: Path) -> frozenset[str]:
    """The languages that lack a tenth of their sentences, or any legal one. Only accepted texts count."""
    template = template_in(folder)
    return frozenset(
        code
        for code, locale in LOCALES.items()
        if code != SOURCE and not locale.pseudo and not _is_whole(catalogues, code, template)
    )


def _is_whole(catalogues: Catalogues, code: str, template: Template) -> bool:
    known = catalogues[code].entries if code in catalogues else {}
    there = sum((one.ctx, one.msgid, one.plural) in known for one in template.entries)
    return there >= ENOUGH * len(template.entries) and template.legal <= known.keys()
