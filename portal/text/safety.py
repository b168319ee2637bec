"""Safety of translations: what a translated sentence must satisfy before anybody is shown it.

A translator may be careless, and may be an attacker (safety, row 33). A sentence that fails here does not
exist for the portal: the next language in the chain is used and the refusal is listed.
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator
from itertools import pairwise

from portal.text.findings import Problem, in_form, problem
from portal.text.locales import LOCALES, SOURCE
from portal.text.markup import TAG, has_markup, strange_entities, tags, well_formed
from portal.text.placeholders import COUNTERS, SLOT, placeholders
from portal.text.plurals import RULES

_BIDI = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
_NEWLINES = frozenset("\n\r\v\f\x1c\x1d\x1e\x85\u2028\u2029")
# The last eight count as letters, marks or signs, and nobody sees any of them.
_INVISIBLE = frozenset(
    "\u200b\u2060\ufeff\u00ad\u180e\u2061\u2062\u2063\u2064\u034f\u115f\u1160\u17b4\u17b5\u2800\u3164\uffa0"
)
_JOINERS = frozenset("\u200c\u200d")
_MARKS = frozenset("\u200e\u200f\u061c")
_KASHIDA = "\u0640"
_JOINING_SCRIPTS = frozenset({"ar", "fa", "prs", "ps", "ku", "ckb", "ur"})

_BETWEEN_WORDS = re.compile(r"[\s\"<>]+")
_LEADS = re.compile(r"[.:/@]")
_PATH = re.compile(r"\w\.[^\W\d_]{2,}/\w")
_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:[^\s]")
_LONG_NUMBER = re.compile(r"\d(?:[^\w\n]{0,3}\d){4,}")
_NUMBER = re.compile(r"\d+")
_WORD = re.compile(r"[^\W\d_]+")
_TEMPLATE = re.compile(r"\{\{|\{%|\{#")
_MOST_ACCENTS = 4
_WIDEST = 80


def _dropped(code: str) -> frozenset[str]:
    """The unseen characters that are silently left out of texts in a language."""
    if code in _JOINING_SCRIPTS:
        return _INVISIBLE
    return _INVISIBLE | _JOINERS | _MARKS


def tidy(text: str, *, locale: str) -> str:
    """The text composed (NFC) and without invisible characters, except those that Arabic script needs."""
    dropped = _dropped(locale)
    if not dropped.isdisjoint(text):
        text = "".join(letter for letter in text if letter not in dropped)
    return unicodedata.normalize("NFC", text)


def problems(
    ids: tuple[str, ...], strings: tuple[str, ...], *, locale: str = "nb", forms: int | None = None
) -> tuple[Problem, ...]:
    """All that is wrong with a translation; nothing wrong is an empty tuple. Never raises.

    `ids` is the sentence, or the sentence for one and for many; `strings` is the translation, or its plural
    forms in order; `forms` is how many of these the language has. Texts are expected to be tidied first.
    """
    if len(ids) > 1 and forms is not None and len(strings) != forms:
        return (problem("forms", have=len(strings), need=forms),)
    if len(ids) == 1 and len(strings) != 1:
        return (problem("forms-none"),)
    if any(not text.strip() for text in strings):
        return (problem("empty"),)
    longest = 20 * max(map(len, ids)) + 200
    if any(len(text) > longest for text in strings):
        return (problem("length", most=longest),)
    widest = max(_WIDEST, _width(ids))
    if _width(strings) > widest:
        return (problem("width", most=widest),)
    found = [
        in_form(one, number, len(strings))
        for number, text in enumerate(strings)
        for check in (
            _characters(ids, text, locale),
            _letters(ids, text),
            _slots(ids, text),
            _tags(ids, text),
            _facts(ids, text),
        )
        for one in check
    ]
    if len(ids) > 1 and forms is not None:
        found += _uncounted(ids, strings, locale)
    return tuple(dict.fromkeys(found))


def _uncounted(ids: tuple[str, ...], strings: tuple[str, ...], locale: str) -> Iterator[Problem]:
    """A form may leave its number out only where it is for one number: in Russian the first is for 21 as well."""
    slots = {match[0] for match in SLOT.finditer(ids[-1]) if match[1] in COUNTERS}
    rule = RULES[LOCALES[locale if locale in LOCALES else SOURCE].plural]
    for text, numbers in zip(strings, rule.samples(), strict=False):
        counted = [number for number in numbers if number]
        if len(counted) > 1 and (missing := sorted(slot for slot in slots if slot not in text)):
            said = ", ".join(map(str, counted))
            yield problem("slot-uncounted", slot=missing[0], numbers=said)


def _width(texts: tuple[str, ...]) -> int:
    return max((len(word) for text in texts for word in text.split()), default=0)


def _characters(ids: tuple[str, ...], text: str, locale: str) -> Iterator[Problem]:
    source = set("".join(ids))
    new = set(text) - source
    if new & _NEWLINES:
        yield problem("newline")
    if new & _BIDI:
        yield problem("bidi")
    if _KASHIDA in new:
        yield problem("kashida")
    if new & _dropped(locale):
        yield problem("invisible")
    allowed = _NEWLINES | _BIDI | _INVISIBLE | _JOINERS | _MARKS
    if any(unicodedata.category(letter) in {"Cc", "Cf", "Cs", "Co", "Cn"} for letter in new - allowed):
        yield problem("control")


def _letters(ids: tuple[str, ...], text: str) -> Iterator[Problem]:
    new = set(text) - set("".join(ids))
    if other := [letter for letter in new if letter.isnumeric() and not letter.isascii()]:
        yield problem("digits", digits=" ".join(sorted(other)))
    if not unicodedata.is_normalized("NFC", text):
        yield problem("composition")
    if (code := _TEMPLATE.search(text)) and not any(map(_TEMPLATE.search, ids)):
        yield problem("template", sign=code[0])
    if _piled(text):
        yield problem("accents")
    for word in _WORD.findall(text) if not text.isascii() else ():
        scripts = {unicodedata.name(letter, "").partition(" ")[0] for letter in word}
        if len(scripts & {"LATIN", "CYRILLIC", "GREEK"}) > 1:
            yield problem("homoglyph", word=word[:40])


def _piled(text: str) -> bool:
    run = 0
    for letter in text if not text.isascii() else "":
        run = run + 1 if unicodedata.category(letter) in {"Mn", "Me"} else 0
        if run > _MOST_ACCENTS:
            return True
    return False


def _slots(ids: tuple[str, ...], text: str) -> Iterator[Problem]:
    if not any("%" in one for one in ids):
        if strange := SLOT.search(text):
            yield problem("slot-none", slot=strange[0])
        return
    have = placeholders(text)
    sources = [placeholders(one) for one in ids]
    if have is None:
        yield problem("percent", sign="%%")
        return
    known = [source for source in sources if source is not None]
    for slot in sorted(set(have).union(*known)):
        counts = [source[slot] for source in known]
        fewest = 0 if len(ids) > 1 and slot[0] in COUNTERS else min(counts, default=0)
        written = f"%({slot[0][:40]}){slot[1]}"
        if have[slot] > max(counts, default=0):
            yield problem("slot-often" if any(counts) else "slot-strange", slot=written)
        elif have[slot] < fewest:
            yield problem("slot-missing", slot=written)


def _tags(ids: tuple[str, ...], text: str) -> Iterator[Problem]:
    if not any(has_markup(one) for one in ids):
        if has_markup(text) or text.count("<") > max(one.count("<") for one in ids):
            tag = TAG.search(text)
            yield problem("tag-none", tag=tag[0] if tag else "<")
        return
    have, wanted = tags(text), [tags(one) for one in ids]
    if have not in wanted:
        if missing := list(wanted[-1] - have):
            yield problem("tag-missing", tag=missing[0])
        else:
            yield problem("tag-strange", tag=next(iter(have - wanted[-1])))
    elif not well_formed(text):
        yield problem("tag-alone", tag="<") if "<" in TAG.sub("", text) else problem("tag-order")
    if strange := strange_entities(text, ids):
        yield problem("entity", entity=min(strange)[:40])


def _bare(text: str) -> str:
    """The text without tags and slots, and with every letter, digit and dot in the form that everybody types."""
    bare = SLOT.sub(" ", TAG.sub(" ", text))
    return bare if bare.isascii() else unicodedata.normalize("NFKC", bare).replace("\u3002", ".")


def _facts(ids: tuple[str, ...], text: str) -> Iterator[Problem]:
    source = " \n ".join(map(_bare, ids))
    bare = _bare(text)
    if addresses := set(_addresses(bare)) - set(_addresses(source)):
        yield problem("address", address=min(addresses))
    if numbers := set(_NUMBER.findall(bare)) - set(_NUMBER.findall(source)):
        yield problem("number", number=min(numbers))
    elif long := Counter(_long_numbers(bare)) - Counter(_long_numbers(source)):
        yield problem("number-long", number=min(long))


def _addresses(text: str) -> Iterator[str]:
    """The words that lead somewhere. Word by word, because one pattern for it all takes quadratic time."""
    for word in _BETWEEN_WORDS.split(text):
        plain = word.strip(".,:;!?()[]'«»").casefold()
        if not _LEADS.search(plain):
            continue
        pieces = plain.split(".")
        named = any(
            len(left) > 1 and left[-1].isalnum() and len(right) > 1 and right[:2].isalpha()
            for left, right in pairwise(pieces)
        )
        if named or "@" in plain or "//" in plain or _PATH.search(plain) or _SCHEME.match(plain):
            yield plain


def _long_numbers(text: str) -> list[str]:
    return ["".join(_NUMBER.findall(found)) for found in _LONG_NUMBER.findall(text)]
