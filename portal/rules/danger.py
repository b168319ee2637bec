"""Words that may mean danger: a list, and whether something in a text sounds like a line of it.

It is no law and no judgement. What it finds is shown to the staff first, and nothing else follows from it.
"""

import re
import tomllib
import unicodedata
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files

# What is written in more ways than Unicode itself knows: letters of other keyboards, and those that people leave out.
_ALIKE = str.maketrans(
    {
        "ø": "o",
        "æ": "ae",
        "ł": "l",
        "đ": "d",
        "ı": "i",
        "’": "'",
        "ʼ": "'",
        "ٱ": "ا",
        "ى": "ي",
        "ی": "ي",
        "ې": "ي",
        "ة": "ه",
        "ۀ": "ه",
        "ک": "ك",
        "ـ": "",
    }
)
_GAPS = re.compile(r"[\W_]+")


@dataclass(frozen=True, slots=True)
class WordList:
    """The list as it stands: since when, and for each language what it holds and whether a speaker has read it."""

    since: date
    words: dict[str, tuple[str, ...]]
    reviewed: frozenset[str]


def sounds_like_danger(text: str) -> bool:
    """Whether something in the text sounds like a line of the list, whatever its language, its case or its marks.

    It finds too much rather than too little: a wrong mark costs somebody a minute, a missed one may cost more.
    """
    return _pattern().search(f" {plain(text)} ") is not None


def plain(text: str) -> str:
    """A text as it is compared: small letters, without marks above or below, signs as single spaces."""
    apart = unicodedata.normalize("NFKD", text.casefold())
    bare = "".join(sign for sign in apart if unicodedata.category(sign) not in {"Mn", "Cf"})
    # Whoever leaves out an apostrophe means the same word.
    return _GAPS.sub(" ", bare.translate(_ALIKE).replace("'", "")).strip()


@cache
def word_list() -> WordList:
    """The list. Read once; a list that cannot be read stops whoever asks first."""
    content = tomllib.loads(files("portal.rules").joinpath("danger_words.toml").read_text(encoding="utf-8"))
    languages = content["language"]
    return WordList(
        content["since"],
        {code: tuple(entry["words"]) for code, entry in languages.items()},
        frozenset(code for code, entry in languages.items() if entry["reviewed"]),
    )


@cache
def _pattern() -> re.Pattern[str]:
    lines = {_line(one) for words in word_list().words.values() for one in words}
    return re.compile("|".join(sorted(lines)))


def _line(one: str) -> str:
    """A star at an end stands for more letters there; without it the word begins or ends."""
    begins, ends = ("" if one.startswith("*") else " "), ("" if one.endswith("*") else " ")
    return f"{begins}{re.escape(plain(one))}{ends}"
