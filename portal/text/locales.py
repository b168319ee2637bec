"""The languages of the portal: what each is called, which way it runs, and who steps in when a text is missing.

To add a language, add a row: its code as the page's `lang` says it, its own name, its direction, the CLDR
locale its dates come from, its way of counting (`plurals.RULES`) and the languages to fall back on.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Literal

Direction = Literal["ltr", "rtl"]

SOURCE = "nb"
"""The language sentences are written in: the sentence itself is the key, so it needs no catalogue."""


@dataclass(frozen=True, slots=True)
class Locale:
    """One language. `draft` means no person has reviewed the translation; `pseudo` means it is made up for tests."""

    code: str
    endonym: str
    direction: Direction
    cldr: str
    plural: str
    draft: bool = False
    pseudo: bool = False
    fallback: tuple[str, ...] = (SOURCE,)


_TABLE = (
    Locale("nb", "Norsk bokmål", "ltr", "nb", "one", fallback=()),
    Locale("nn", "Norsk nynorsk", "ltr", "nn", "one"),
    Locale("en", "English", "ltr", "en_GB", "one"),
    Locale("se", "Davvisámegiella", "ltr", "se", "dual", draft=True),
    Locale("uk", "Українська", "ltr", "uk", "slavic", draft=True, fallback=("en", SOURCE)),
    Locale("ru", "Русский", "ltr", "ru", "slavic", draft=True, fallback=("en", SOURCE)),
    Locale("ar", "العربية", "rtl", "ar", "arabic", draft=True, fallback=("en", SOURCE)),
    Locale("so", "Soomaali", "ltr", "so", "one", draft=True, fallback=("en", SOURCE)),
    Locale("ti", "ትግርኛ", "ltr", "ti_ER", "nought_or_one", draft=True, fallback=("en", SOURCE)),
    Locale("pl", "Polski", "ltr", "pl", "polish", draft=True, fallback=("en", SOURCE)),
    Locale("fa", "فارسی", "rtl", "fa", "nought_or_one", draft=True, fallback=("en", SOURCE)),
    Locale("en-XA", "[Ƥşéûðö]", "ltr", "en_GB", "one", pseudo=True),
    Locale("ar-XB", "[Ƥşéûðö نص]", "rtl", "ar", "one", pseudo=True),
)

LOCALES: Mapping[str, Locale] = MappingProxyType({locale.code: locale for locale in _TABLE})
TRANSLATED: tuple[str, ...] = tuple(
    locale.code for locale in _TABLE if locale.code != SOURCE and not locale.pseudo
)
"""The languages that have a catalogue, in the order of the table."""


def chain(code: str) -> tuple[str, ...]:
    """The languages to ask for a text, best first, always ending in the source; an unknown code gives only that."""
    locale = LOCALES.get(code)
    asked = (code, *locale.fallback) if locale else ()
    known = dict.fromkeys(one for one in asked if one in LOCALES and one != SOURCE)
    return (*known, SOURCE)
