"""Words: the texts of the portal in one language, as plain text, with a fallback for each that is missing."""

from dataclasses import dataclass
from functools import lru_cache

from portal.text.catalogue import Catalogues
from portal.text.locales import LOCALES, SOURCE, Locale, chain
from portal.text.placeholders import substitute
from portal.text.plurals import form_of
from portal.text.pseudo import pseudo


def N_(msgid: str) -> str:  # noqa: N802 - The name every gettext tool knows.
    """Mark a sentence in a table as one to translate; it is looked up later, by whoever says it."""
    return msgid


@dataclass(frozen=True, slots=True)
class Found:
    """A text and the code of the language it is in, which differs from the asked one when it fell back."""

    text: str
    locale: str


@dataclass(frozen=True, slots=True)
class FoundForms:
    """The plural forms of a text, and the code of the language they are in."""

    texts: tuple[str, ...]
    locale: str

    def of(self, count: object) -> str:
        """The form that goes with a count."""
        index = form_of(LOCALES[self.locale].plural, count)
        return self.texts[min(index, len(self.texts) - 1)]


_dressed = lru_cache(maxsize=4096)(pseudo)


class Words:
    """The texts in one language. Nothing here changes after it is made, so threads may share it."""

    __slots__ = ("_asked", "locale")

    locale: Locale

    def __init__(self, locale: Locale | str, catalogues: Catalogues) -> None:
        self.locale = LOCALES[locale] if isinstance(locale, str) else locale
        self._asked = tuple(
            (code, catalogues[code].entries) for code in chain(self.locale.code) if code in catalogues
        )

    def lookup(self, msgid: str, ctx: str | None = None) -> Found:
        """The text for a sentence, unfilled, and the language it came from; the source when none has it."""
        if self.locale.pseudo:
            return Found(_dressed(msgid, self.locale), self.locale.code)
        for code, entries in self._asked:
            texts = entries.get((ctx, msgid, None))
            if texts is not None:
                return Found(texts[0], code)
        return Found(msgid, SOURCE)

    def _text(self, msgid: str, ctx: str | None) -> str:
        """What `lookup` finds, without saying where: most callers only want the words, and want them fast."""
        if self.locale.pseudo:
            return _dressed(msgid, self.locale)
        key = (ctx, msgid, None)
        for _, entries in self._asked:
            texts = entries.get(key)
            if texts is not None:
                return texts[0]
        return msgid

    def lookup_forms(self, one: str, many: str, ctx: str | None = None) -> FoundForms:
        """The plural forms for a sentence, unfilled, and the language they came from."""
        if self.locale.pseudo:
            return FoundForms((_dressed(one, self.locale), _dressed(many, self.locale)), self.locale.code)
        for code, entries in self._asked:
            texts = entries.get((ctx, one, many))
            if texts is not None:
                return FoundForms(texts, code)
        return FoundForms((one, many), SOURCE)

    def gettext(self, msgid: str, /, **values: object) -> str:
        """The sentence in this language with its slots filled, as plain text; `%` is written `%%` in the source."""
        return _fill(msgid, self._text(msgid, None), values)

    def pgettext(self, ctx: str, msgid: str, /, **values: object) -> str:
        """The same for a sentence that means different things in different contexts."""
        return _fill(msgid, self._text(msgid, ctx), values)

    def ngettext(self, one: str, many: str, n: object, /, **values: object) -> str:
        """The form that goes with a count; `%(num)s` is the count unless it is given another value."""
        values.setdefault("num", n)
        return _fill(one if n == 1 else many, self.lookup_forms(one, many).of(n), values, one + many)

    def npgettext(self, ctx: str, one: str, many: str, n: object, /, **values: object) -> str:
        """The form that goes with a count, in a context."""
        values.setdefault("num", n)
        return _fill(one if n == 1 else many, self.lookup_forms(one, many, ctx).of(n), values, one + many)


def _fill(source: str, text: str, values: dict[str, object], forms: str = "") -> str:
    """`forms` are both forms of the source: where one needs no number ("one day"), that of another language may (21)."""
    if "%" not in source and "%" not in text:
        return text
    try:
        # A source without a percent sign is no pattern, so a translation of it is not one either.
        return substitute(text, values) if "%" in (forms or source) else text
    except KeyError:
        # A value the source never asked for is the translation's fault; one it did ask for is the caller's.
        return substitute(source, values)
