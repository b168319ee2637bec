"""Reasons: one sentence for each reason that a rule can give, and how a paragraph is cited."""

from collections.abc import Callable
from functools import cache
from importlib import import_module
from pkgutil import iter_modules
from typing import Any

from portal.rules.decision import Reason
from portal.rules.law import Basis, Citation
from portal.text.catalogue import Catalogues
from portal.text.dates import Dates
from portal.text.locales import SOURCE
from portal.text.marked import MarkedWords
from portal.text.reasons.voice import Voice
from portal.text.words import Found, Words

Sentences = dict[type[Reason], Callable[[Voice, Any], str]]
"""How each reason is said: a function of the reader's voice and the reason."""


def sentence(words: Words, dates: Dates, reason: Reason) -> str:
    """What the reason says, as plain text. Raises KeyError for a reason that nobody has put into words."""
    return said(words, dates, reason).plain


def said(words: Words, dates: Dates, reason: Reason) -> Found:
    """What the reason says, and in which language.

    Where the reader's language lacks a part of it, they get the whole in bokmål, dates and amounts too, with the
    hint: a right that is said half in one language and half in another can be read by nobody, nor read out by an
    interpreter. Raises KeyError for a reason that nobody has put into words.
    """
    say = of_file(file_of(type(reason)))[type(reason)]
    listening = words.listening()
    text = say(Voice(listening, dates), reason)
    if listening.missed is None:
        return Found(text, words.locale.code)
    return Found(say(_bokmal(marked=isinstance(words, MarkedWords)), reason), SOURCE, listening.missed)


@cache
def _bokmal(*, marked: bool) -> Voice:
    words = (MarkedWords if marked else Words)(SOURCE, Catalogues({}))
    return Voice(words, Dates(SOURCE))


def file_of(kind: type[Reason]) -> str:
    """The file a reason stands in; its sentence stands in the file of the same name here."""
    return kind.__module__.rpartition(".")[2]


@cache
def of_file(name: str) -> Sentences:
    """The sentences of one part of the law, loaded when the first of them is said."""
    found: Sentences = import_module(f"{__name__}.{name}").SENTENCES
    return found


def all_sentences() -> Sentences:
    """Every sentence there is. A test holds them against every reason class."""
    files = (found.name for found in iter_modules(__path__) if found.name != "voice")
    return {kind: said for file in files for kind, said in of_file(file).items()}


def cited(words: Words, basis: Basis) -> str:
    """Where it stands: the paragraph in Norwegian legal style, or that the office chose it itself.

    The name of the statute stays Norwegian in every language: it is what one must say to find it.
    """
    if not isinstance(basis, Citation):
        return words.gettext("Kontorets egen rutine")
    parts = [f"{basis.statute.short_name} § {basis.paragraf}"]
    if basis.ledd:
        parts.append(f"{ORDINALS[basis.ledd]} ledd")
    if basis.punktum:
        parts.append(f"{ORDINALS[basis.punktum]} punktum")
    if basis.bokstav:
        parts.append(f"bokstav {basis.bokstav}")
    return " ".join(parts)


ORDINALS = ("", "første", "andre", "tredje", "fjerde", "femte", "sjette", "sjuende", "åttende", "niende")
