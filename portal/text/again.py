"""What can be said again: a date, an amount or a word in one language that knows how to be said in another.

A page says its dates in its reader's language before it puts them into a sentence. Where that sentence then comes in
another language, what stands in it must come in that one too: who reads out a Norwegian sentence, be it a voice or an
interpreter, cannot read out an Arabic day in the middle of it.
"""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, Self

if TYPE_CHECKING:
    from portal.text.words import Words

Say = Callable[["Words"], str]
"""How something is said in the language of some words."""


class Fallen(str):
    """A text out of a variable that has fallen back. `lang` is the code of the language that it is in."""

    __slots__ = ("lang",)

    lang: str

    def __new__(cls, text: str, lang: str) -> Self:
        """It is a plain text in every other way."""
        made = super().__new__(cls, text)
        made.lang = lang
        return made

    def __reduce__(self) -> tuple[Any, ...]:
        """A copy is the plain text."""
        return str, (str(self),)


class Again(str):
    """A text that can be said again. It is a plain text in every other way: a page escapes it like any other.

    `lang` is that of a text that had fallen back itself, and empty for all others.
    """

    __slots__ = ("_say", "lang")

    _say: Say
    lang: str

    def __new__(cls, text: str, say: Say, lang: str = "") -> Self:
        """`text` is what `say` gives for the reader's own words."""
        made = super().__new__(cls, text)
        made._say = say
        made.lang = lang
        return made

    def __reduce__(self) -> tuple[Any, ...]:
        """A copy is the plain text: how it is said again would bring all words of a language along."""
        return str, (str(self),)

    def in_the_language_of(self, words: "Words") -> str:
        """The same said with other words."""
        return self._say(words)


def changed(text: str, change: Callable[[str], str]) -> str:
    """The text as `change` makes it, which can be said again if the text could, and is in the language that it was in."""
    if isinstance(text, Fallen):
        return Fallen(change(text), text.lang)
    if not isinstance(text, Again):
        return change(text)
    return Again(change(text), lambda words: change(text.in_the_language_of(words)), text.lang)


def lang_of(text: str) -> str:
    """The code of the language that a text has fallen back on; nothing where it has not, or nobody knows."""
    return text.lang if isinstance(text, Again | Fallen) else ""
