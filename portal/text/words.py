"""Words: the texts of the portal in one language, as plain text, with a fallback for each that is missing."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from portal.domain.translating import Key
from portal.text.again import Again, Fallen
from portal.text.catalogue import Catalogues
from portal.text.locales import LOCALES, SOURCE, Locale, chain
from portal.text.missing import MISSING
from portal.text.placeholders import substitute
from portal.text.plurals import form_of
from portal.text.pseudo import pseudo


def N_(msgid: str) -> str:  # noqa: N802 - The name every gettext tool knows.
    """Mark a sentence in a table as one to translate; it is looked up later, by whoever says it."""
    return msgid


HINT = N_("(ikke oversatt ennå – be om tolk)")
"""What follows a legal sentence that a reader gets in bokmål, because their own language has none."""

_READS_SOURCE = frozenset({"nn"})
"""Who reads bokmål as their own language in another spelling: they need neither the hint nor an interpreter."""


@dataclass(frozen=True, slots=True)
class Found:
    """A text and the code of the language it is in, which differs from the asked one when it fell back.

    `hint` is what the reader must be told after it, when it is legal and not in a language that they chose.
    """

    text: str
    locale: str
    hint: "Found | None" = None

    @property
    def plain(self) -> str:
        """The text with its hint, for where no language can be marked."""
        return f"{self.text} {self.hint.text}" if self.hint else self.text


@dataclass(frozen=True, slots=True)
class FoundForms:
    """The plural forms of a text, the code of the language they are in, and the hint that follows them."""

    texts: tuple[str, ...]
    locale: str
    hint: Found | None = None

    def of(self, count: object) -> str:
        """The form that goes with a count."""
        index = form_of(LOCALES[self.locale].plural, count)
        return self.texts[min(index, len(self.texts) - 1)]


_dressed = lru_cache(maxsize=4096)(pseudo)


class Words:
    """The texts in one language. Nothing here changes after it is made, so threads may share it."""

    __slots__ = ("_catalogues", "_hint", "_kind", "_others", "_own", "locale")

    locale: Locale

    def __init__(self, locale: Locale | str, catalogues: Catalogues) -> None:
        self.locale = LOCALES[locale] if isinstance(locale, str) else locale
        code = self.locale.code
        self._catalogues = catalogues
        self._kind = type(self)
        self._own: Mapping[Key, tuple[str, ...]] = catalogues[code].entries if code in catalogues else {}
        self._others = tuple(
            (one, catalogues[one].entries) for one in chain(code) if one != code and one in catalogues
        )
        hint = self._fallen((None, HINT, None))
        own = self._own.get((None, HINT, None))
        self._hint = Found(own[0], code) if own else Found(hint.texts[0], hint.locale)

    def lookup(self, msgid: str, ctx: str | None = None) -> Found:
        """The text for a sentence, unfilled, and the language it came from; the source when none has it."""
        if self.locale.pseudo:
            return Found(_dressed(msgid, self.locale), self.locale.code)
        key = (ctx, msgid, None)
        texts = self._own.get(key)
        if texts is not None:
            return Found(texts[0], self.locale.code)
        forms = self._instead(key)
        return Found(forms.texts[0], forms.locale, forms.hint)

    def lookup_forms(self, one: str, many: str, ctx: str | None = None) -> FoundForms:
        """The plural forms for a sentence, unfilled, and the language they came from."""
        if self.locale.pseudo:
            return FoundForms((_dressed(one, self.locale), _dressed(many, self.locale)), self.locale.code)
        key = (ctx, one, many)
        texts = self._own.get(key)
        return FoundForms(texts, self.locale.code) if texts is not None else self._instead(key)

    def in_source(self, key: Key) -> FoundForms:
        """The source sentence, with the hint if it is legal and its reader chose another language."""
        silent = self.locale.code == SOURCE or self.locale.code in _READS_SOURCE
        hint = None if silent or key not in self._catalogues.legal else self._hint
        return FoundForms(_source(key), SOURCE, hint)

    def of(self, code: str) -> "Words":
        """Words of the same kind, of another language."""
        return self if code == self.locale.code else self._kind(code, self._catalogues)

    def values_in(self, code: str, values: Mapping[str, object]) -> dict[str, object]:
        """What fills a sentence that is in another language: each date, amount and word that can be said in it is."""
        if not any(isinstance(value, Again) for value in values.values()):
            return dict(values)
        there = self.of(code)
        return {
            name: value.in_the_language_of(there) if isinstance(value, Again) else value
            for name, value in values.items()
        }

    def listening(self) -> "Listening":
        """The same words, for one saying, which notices instead of saying it that a legal sentence is missing."""
        return Listening(self)

    def gettext(self, msgid: str, /, **values: object) -> str:
        """The sentence in this language with its slots filled, as plain text; `%` is written `%%` in the source."""
        return self._said(msgid, self._text((None, msgid, None)), values)

    def pgettext(self, ctx: str, msgid: str, /, **values: object) -> str:
        """The same for a sentence that means different things in different contexts."""
        return self._said(msgid, self._text((ctx, msgid, None)), values)

    def ngettext(self, one: str, many: str, n: object, /, **values: object) -> str:
        """The form that goes with a count; `%(num)s` is the count unless it is given another value."""
        values.setdefault("num", n)
        forms = self.lookup_forms(one, many)
        found = Found(forms.of(n), forms.locale, forms.hint)
        return self._said(one if n == 1 else many, found, values, one + many)

    def npgettext(self, ctx: str, one: str, many: str, n: object, /, **values: object) -> str:
        """The form that goes with a count, in a context."""
        values.setdefault("num", n)
        forms = self.lookup_forms(one, many, ctx)
        found = Found(forms.of(n), forms.locale, forms.hint)
        return self._said(one if n == 1 else many, found, values, one + many)

    def _text(self, key: Key) -> "str | Found":
        """What `lookup` finds, mostly without saying where: most callers only want the words, and want them fast."""
        texts = self._own.get(key)
        return texts[0] if texts is not None else self.lookup(key[1], key[0])

    def _instead(self, key: Key) -> FoundForms:
        """What is shown where this language has nothing."""
        if self.locale.code == SOURCE:
            return FoundForms(_source(key), SOURCE)
        MISSING.note(self.locale.code, key[1])
        return self.in_source(key) if key in self._catalogues.legal else self._fallen(key)

    def _fallen(self, key: Key) -> FoundForms:
        for code, entries in self._others:
            texts = entries.get(key)
            if texts is not None:
                return FoundForms(texts, code)
        return FoundForms(_source(key), SOURCE)

    def _said(self, source: str, found: "str | Found", values: dict[str, object], both: str = "") -> str:
        if isinstance(found, str):
            return self._filled(source, found, values)
        if found.locale == self.locale.code:
            return self._filled(source, found.text, values, both)
        text = self._filled(source, found.text, self.values_in(found.locale, values), both)
        return self._hinted(text, found.hint) if found.hint else Fallen(text, found.locale)

    def _filled(self, source: str, text: str, values: dict[str, object], forms: str = "") -> str:
        """`forms` are both forms of the source: where one needs no number ("one day"), that of another language may (21)."""
        if "%" not in source and "%" not in text:
            return text
        try:
            # A source without a percent sign is no pattern, so a translation of it is not one either.
            return substitute(text, values) if "%" in (forms or source) else text
        except KeyError:
            # A value the source never asked for is the translation's fault; one it did ask for is the caller's.
            return substitute(source, self.values_in(SOURCE, values))

    def _hinted(self, text: str, hint: Found) -> str:
        return f"{text} {hint.text}"


class Listening(Words):
    """Words that remember whether a legal sentence was missing. For one saying in one thread."""

    __slots__ = ("missed",)

    def __init__(self, words: Words) -> None:
        for name in Words.__slots__:
            setattr(self, name, getattr(words, name))
        self.missed: Found | None = None
        """The hint that its reader must be told, once one was missing."""

    def _hinted(self, text: str, hint: Found) -> str:
        self.missed = hint
        return text


def _source(key: Key) -> tuple[str, ...]:
    return (key[1],) if key[2] is None else (key[1], key[2])
