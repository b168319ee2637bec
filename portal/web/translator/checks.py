"""What a translation is checked for while it is written and when it is sent: what refuses it, and what is only advice."""

from collections.abc import Mapping
from dataclasses import dataclass

from portal.domain.translating import SourceText, Texts
from portal.text.advice import LEGAL, advice
from portal.text.findings import Problem
from portal.text.locales import LOCALES, SOURCE, Locale
from portal.text.plurals import RULES
from portal.text.safety import problems, tidy
from portal.text.speaking import apart, said_with
from portal.text.translating_words import FOUND, IN_FORM
from portal.web.language import words
from portal.web.translator.texts import glossary

MOST_FORMS = max(rule.forms for rule in RULES.values())

# Values that are words of a language; the others are code, signs and numbers.
_NORWEGIAN = ("source",)
_THEIRS = ("term", "wrong", "word")
_SIGNS = "signs"
"""The one finding whose wrong value is ours and whose right one is theirs."""


@dataclass(frozen=True, slots=True)
class Checked:
    """`hard` refuses the text and `soft` is for a person to judge. `empty`: there is nothing to check yet."""

    hard: tuple[Problem, ...] = ()
    soft: tuple[Problem, ...] = ()
    empty: bool = False

    @property
    def whole(self) -> bool:
        """Whether nothing was found."""
        return not (self.hard or self.soft or self.empty)


def forms_of(source: SourceText, code: str) -> int:
    """How many texts a translation of this has."""
    return 1 if source.key[2] is None else RULES[LOCALES[code].plural].forms


def samples_of(source: SourceText, code: str) -> tuple[tuple[str, tuple[int, ...]], ...]:
    """For each plural form of the language its name and the first numbers that take it; one nameless form without."""
    if source.key[2] is None:
        return (("", ()),)
    rule = RULES[LOCALES[code].plural]
    return tuple(zip(rule.categories, rule.samples(), strict=True))


def read_texts(source: SourceText, code: str, fields: Mapping[str, str | None]) -> Texts:
    """The texts as they would be kept: composed, without what nobody sees, and with the source's own space around."""
    return tuple(
        _framed(source.ids[min(number, len(source.ids) - 1)], _plain(fields.get(f"text_{number}"), code))
        for number in range(forms_of(source, code))
    )


def checked(source: SourceText, code: str, texts: Texts) -> Checked:
    """All that is to say about a translation."""
    if not any(text.strip() for text in texts):
        return Checked(empty=True)
    hard = problems(source.ids, texts, locale=code, forms=RULES[LOCALES[code].plural].forms)
    if hard:
        return Checked(hard=hard)
    found = advice(source.ids, texts, locale=code, glossary=glossary())
    return Checked(
        tuple(one for one in found if one.kind == LEGAL), tuple(one for one in found if one.kind != LEGAL)
    )


def said(found: Problem, language: Locale) -> str:
    """What was found in a text in `language` and what to do about it, in the words of who reads it, as markup.

    Its values are what the translator wrote, or words of the glossary: each stands apart from the sentence around it.
    Where the language has several forms, it begins with the numbers of the field.
    """
    languages = dict.fromkeys(_NORWEGIAN, LOCALES[SOURCE]) | dict.fromkeys(_THEIRS, language)
    if found.code == _SIGNS:
        languages = {"signs": language}
    values = {name: apart(value, languages.get(name)) for name, value in found.values}
    sentence = said_with(words(), FOUND[found.code], values)
    rule = RULES[language.plural]
    if found.form is None or found.form >= rule.forms:
        return sentence
    numbers = apart(", ".join(map(str, rule.samples()[found.form])), None)
    return said_with(words(), IN_FORM, {"numbers": numbers, "finding": sentence})


def _plain(text: str | None, code: str) -> str:
    plain = (text or "").replace("\r\n", "\n").replace("\r", "\n").replace("\0", "")
    return tidy(plain.strip(), locale=code)


def _framed(sentence: str, text: str) -> str:
    """A browser's field loses the space around a text, and a sentence that is put together with others needs it."""
    if not text:
        return ""
    inner = sentence.strip() or sentence
    before, _, after = sentence.partition(inner)
    return f"{before}{text}{after}"
