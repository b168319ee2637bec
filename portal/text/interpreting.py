"""The languages that interpreters are asked for most, named in the reader's language."""

from functools import cache

import babel

from portal.text.locales import LOCALES, chain
from portal.text.sorting import key_of

# As CLDR codes them. What is not here can still be asked for: by its name, as somebody wrote it.
CODES = (
    *(
        "am",
        "ar",
        "az",
        "bg",
        "bm",
        "bn",
        "bs",
        "ce",
        "ckb",
        "de",
        "el",
        "en",
        "es",
        "et",
        "fa",
        "fa_AF",
        "ff",
    ),
    *("fil", "fr", "ha", "hi", "hr", "hu", "hy", "id", "ig", "it", "ka", "ku", "ln", "lt", "lv", "mk", "mn"),
    *("my", "ne", "om", "pa", "pl", "ps", "pt", "rn", "ro", "rom", "ru", "rw", "se", "so", "sq", "sr", "sw"),
    *("ta", "th", "ti", "tr", "uk", "ur", "uz", "vi", "wo", "yo", "yue", "zh"),
)


@cache
def spoken_languages(locale: str) -> dict[str, str]:
    """Every language by its code, in the order of its name in one of the portal's languages.

    Not every language has a word for every other one: what is missing is named as the next in its chain says.
    """
    named = [babel.Locale.parse(LOCALES[one].cldr).languages for one in chain(locale)]
    found = {code: next(names[code] for names in named if code in names) for code in CODES}
    alphabet = key_of(locale)
    return dict(sorted(found.items(), key=lambda one: alphabet(one[1])))


def spoken(locale: str, language: str) -> str:
    """A language by its code in the words of another, or as it was written where it has no code here."""
    return spoken_languages(locale).get(language, language)
