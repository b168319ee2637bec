"""The made-up languages as catalogues, for tools that know nothing but files."""

from dataclasses import replace
from pathlib import Path

from portal.text.locales import LOCALES
from portal.text.plurals import RULES
from portal.text.pseudo import pseudo
from portal.text.sync import UnreadableCatalogueError, entries_in, written


def pseudo_catalogue(directory: Path, code: str) -> str:
    """The catalogue of a made-up language with a text for each sentence of the template in `directory`."""
    locale = LOCALES[code]
    forms = RULES[locale.plural].forms
    entries = entries_in(directory / "messages.pot")
    if not entries:
        raise UnreadableCatalogueError("messages.pot is missing or empty")
    dressed = (
        replace(
            entry,
            strings=tuple(pseudo(one, locale) for one in _forms(entry.ids, forms)),
        )
        for entry in entries
    )
    return written(dressed, code)


def _forms(ids: tuple[str, ...], forms: int) -> tuple[str, ...]:
    return ids if len(ids) == 1 else (ids[0], *(ids[1],) * (forms - 1))
