"""Findings: each thing that can be wrong with a translation, as a code with its values and as an English sentence.

The English sentence is for those who read `portal translations check`. Who works in the portal reads the sentence that
`portal.text.translating_words` has for the same code, in their own language and filled with the same values.
"""

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from types import MappingProxyType

LONGEST_VALUE = 60
"""Characters of a value that are told; one that is longer ends with `…`."""

Values = tuple[tuple[str, str | int], ...]

_NOT_TOLD = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"})
# A Persian word may hold these, and none of them changes the direction of what stands after it.
_TOLD_ALL_THE_SAME = frozenset("\u200c\u200d\u200e\u200f\u061c")
_ACCENTS = frozenset({"Mn", "Me"})
_MOST_ACCENTS = 4


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing wrong with a translation: a short permanent kind, and what was found, in an English sentence.

    `code` is which sentence that is, and `values` what fills it in any language, by name and safe to show. `form` is the
    number of the plural form that has it, where the sentence does not say so. Two that say the same in English are the
    same, and the first form that has it stands for the others.
    """

    kind: str
    what: str
    code: str = field(default="", compare=False)
    values: Values = field(default=(), compare=False)
    form: int | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True)
class Sentence:
    """What a code says: its kind, the English pattern, and the names of all its values, which the pattern may not need."""

    kind: str
    english: str
    names: tuple[str, ...] = ()


_NOT_IN_SOURCE = "{slot} is not in the source, or more often than there"
_TAGS_DIFFER = "the tags and their attributes are not exactly those of the source"
_TAGS_STAND_WRONG = "a tag is not closed in its turn, or a '<' stands alone"
_WRONG_TERM = "«{source}» is not {wrong!r} here; write {term!r}"
_OTHER_TERM = "«{source}» is called {term!r}; use that word"

SENTENCES: Mapping[str, Sentence] = MappingProxyType(
    {
        "forms": Sentence("forms", "{have} plural forms where the language has {need}", ("have", "need")),
        "forms-none": Sentence("forms", "plural forms for a sentence that has none"),
        "empty": Sentence("empty", "some forms are translated and some are not"),
        "length": Sentence("length", "longer than {most} characters", ("most",)),
        "width": Sentence("length", "a word longer than {most} characters", ("most",)),
        "newline": Sentence("newline", "a line break the source does not have"),
        "bidi": Sentence("bidi", "a character that overrides the direction of text"),
        "kashida": Sentence("kashida", "a stretched letter (kashida)"),
        "invisible": Sentence("invisible", "an invisible character"),
        "control": Sentence("control", "a control character, half a character or one without a meaning"),
        "digits": Sentence("digits", "digits other than 0-9; letters from the office use these", ("digits",)),
        "composition": Sentence("composition", "letters and accents are not composed (NFC)"),
        "template": Sentence(
            "template", "the beginning of a template's code, which no sentence has", ("sign",)
        ),
        "accents": Sentence("accents", "so many accents on one letter that they cover other lines"),
        "homoglyph": Sentence("homoglyph", "a word of letters from different alphabets: {word}", ("word",)),
        "slot-uncounted": Sentence(
            "placeholder", "{slot} is missing from a form that is for {numbers} …", ("slot", "numbers")
        ),
        "slot-none": Sentence("placeholder", "a placeholder the source does not have", ("slot",)),
        "slot-strange": Sentence("placeholder", _NOT_IN_SOURCE, ("slot",)),
        "slot-often": Sentence("placeholder", _NOT_IN_SOURCE, ("slot",)),
        "slot-missing": Sentence("placeholder", "{slot} is missing", ("slot",)),
        "percent": Sentence(
            "format", "only %(name)s, %(name)d and {sign} may follow a percent sign", ("sign",)
        ),
        "tag-none": Sentence("markup", "a tag or '<' the source does not have", ("tag",)),
        "tag-missing": Sentence("markup", _TAGS_DIFFER, ("tag",)),
        "tag-strange": Sentence("markup", _TAGS_DIFFER, ("tag",)),
        "tag-alone": Sentence("markup", _TAGS_STAND_WRONG, ("tag",)),
        "tag-order": Sentence("markup", _TAGS_STAND_WRONG),
        "entity": Sentence("entity", "a character reference the source does not have: {entity}", ("entity",)),
        "address": Sentence(
            "address", "a link, web address or e-mail address the source does not have", ("address",)
        ),
        "number": Sentence(
            "number", "a number the source does not have; spell numbers as the source does", ("number",)
        ),
        "number-long": Sentence("number", "a long number that differs from the source's", ("number",)),
        "legal-wrong": Sentence("legal term", _WRONG_TERM, ("source", "wrong", "term")),
        "legal-other": Sentence("legal term", _OTHER_TERM, ("source", "term")),
        "term-wrong": Sentence("glossary", _WRONG_TERM, ("source", "wrong", "term")),
        "term-other": Sentence("glossary", _OTHER_TERM, ("source", "term")),
        "signs": Sentence(
            "punctuation",
            "the script has its own signs; write {pairs}",
            ("pairs", "signs", "wrong"),
        ),
        "end": Sentence(
            "punctuation", "the source ends with {wanted!r}; end with {sign!r}", ("wanted", "sign")
        ),
        "end-none": Sentence(
            "punctuation", "the source has no mark at the end; leave out {have!r}", ("have", "sign")
        ),
        "unchanged": Sentence("unchanged", "it is the Norwegian sentence; translate it"),
        "label": Sentence(
            "long",
            "{have} characters for a label of {most}; find a shorter way to say it",
            ("have", "most"),
        ),
        "word": Sentence(
            "long", "a word of {length} characters breaks a small screen; divide it", ("length", "word")
        ),
    }
)
"""By code. What safety and advice can find, and nothing else."""


def problem(code: str, /, **values: str | int) -> Problem:
    """What was found, with its sentence filled. Raises KeyError for a code or a value that is not in the table."""
    sentence = SENTENCES[code]
    told = tuple((name, _told(values[name])) for name in sentence.names)
    return Problem(sentence.kind, sentence.english.format_map(values), code, told)


def in_form(found: Problem, number: int, forms: int) -> Problem:
    """The same with the plural form that has it; a sentence without such forms has nothing to tell apart."""
    return replace(found, form=number) if forms > 1 else found


def _told(value: str | int) -> str | int:
    """A value as it may be shown beside other text: short, on one line, and without what turns or covers its surroundings."""
    if isinstance(value, int) or (value.isascii() and value.isprintable() and len(value) <= LONGEST_VALUE):
        return value
    kept: list[str] = []
    accents = 0
    for letter in value:
        category = unicodedata.category(letter)
        accents = accents + 1 if category in _ACCENTS else 0
        if (category in _NOT_TOLD and letter not in _TOLD_ALL_THE_SAME) or accents > _MOST_ACCENTS:
            continue
        if len(kept) == LONGEST_VALUE:
            return "".join(kept) + "…"
        kept.append(letter)
    return "".join(kept)
