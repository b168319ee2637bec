"""Alphabets: the order in which people look for a name, for the languages whose order is not that of the code points.

Written out here, because the library that knows them all cannot be installed without a compiler. What nobody
looks through by eye keeps the order of its code points: ids, codes, file names, hashes, and the steps of a story.
"""

import unicodedata
from collections.abc import Callable, Mapping
from functools import lru_cache

Place = tuple[int, int]
SortingKey = tuple[tuple[Place, ...], tuple[int, ...], str, str, str]
"""The letters, how far each is from the alphabet's own, then case, then the text as it stands: no two texts share one."""

Sorting = Callable[[str], SortingKey]

_SIGN, _DIGIT, _OWN, _OTHER = range(4)
_LATIN = "abcdefghijklmnopqrstuvwxyz"
_STANDS_AS: Mapping[str, str] = {
    "đ": "d", "ð": "d", "ħ": "h", "ı": "i", "ł": "l", "ŋ": "n", "ø": "o", "ŧ": "t", "þ": "th", "æ": "ae", "œ": "oe",
}  # fmt: skip
"""Letters that do not come apart into a letter and an accent, and what they stand as where they are nobody's own."""


def sorting(letters: str, alike: Mapping[str, str] | None = None) -> Sorting:
    """How to sort by an alphabet: `sorted(names, key=sorting("abc…"))`. Total on any text, whatever it holds.

    `letters` are the alphabet's own, in order, in lower case. `alike` says what else stands as one of them: a
    letter, or two that are read as one. Case and foreign accents only count between texts that are else the same.
    """
    places = {letter: (_OWN, index) for index, letter in enumerate(letters)}
    single = {one: as_ for one, as_ in (alike or {}).items() if len(one) == 1}
    double = {one: as_ for one, as_ in (alike or {}).items() if len(one) > 1}

    def found(letter: str) -> list[Place]:
        standing = single.get(letter) or _STANDS_AS.get(letter, letter)
        if standing != letter:
            return [place for one in standing for place in placed(one)[0]]
        bare = unicodedata.normalize("NFD", letter)
        if len(bare) > 1:
            base = [one for one in bare if not unicodedata.combining(one)]
            return [place for one in base for place in placed(one)[0]]
        if letter.isdecimal():
            return [(_DIGIT, unicodedata.decimal(letter))]
        return [(_OTHER if letter.isalpha() else _SIGN, ord(letter))]

    @lru_cache(maxsize=4096)
    def placed(letter: str) -> tuple[tuple[Place, ...], int]:
        if letter in places:
            return (places[letter],), 0
        if unicodedata.combining(letter):
            return (), 1
        return tuple(found(letter)), 1

    def key(text: str) -> SortingKey:
        folded = unicodedata.normalize("NFC", unicodedata.normalize("NFC", text).casefold())
        order: list[Place] = []
        strange: list[int] = []
        index = 0
        while index < len(folded):
            pair = folded[index : index + 2]
            stands = pair in double
            where, far = placed(double[pair] if stands else folded[index])
            order += where
            strange += [far + stands] * len(where)
            index += 2 if stands else 1
        return tuple(order), tuple(strange), folded, text.swapcase(), text

    return key


nb_key = sorting(_LATIN + "æøå", {"ä": "æ", "ö": "ø", "ő": "ø", "œ": "ø", "aa": "å", "ü": "y", "ű": "y"})
"""Norwegian: æ, ø and å come last, the neighbours' ä and ö stand with them, and aa is read as å."""

se_key = sorting("aábcčdđefghijklmnŋopqrsštŧuvwxyzžøæåäö")
"""Northern Sámi: its letters follow the ones they are written with; ø, æ, å, ä and ö come last, and aa is two letters."""

pl_key = sorting("aąbcćdeęfghijklłmnńoópqrsśtuvwxyzźż")
uk_key = sorting("абвгґдеєжзиіїйклмнопрстуфхцчшщьюя")
ru_key = sorting("абвгдежзийклмнопрстуфхцчшщъыьэюя")
fa_key = sorting("آابپتثجچحخدذرزژسشصضطظعغفقکگلمنوهی", {"ك": "ک", "ي": "ی", "ى": "ی"})
plain_key = sorting(_LATIN)
"""For every other language: without case and accents, each script in the order of its code points."""
