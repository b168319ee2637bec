"""Reasons: one sentence for each reason that a rule can give, and how a paragraph is cited."""

from collections.abc import Callable
from typing import Any

from portal.rules.decision import Reason
from portal.rules.law import Basis, Citation
from portal.text.dates import Dates
from portal.text.reasons import absence, content, deadlines, duration, free_days
from portal.text.reasons.voice import Voice
from portal.text.words import Words


def sentence(words: Words, dates: Dates, reason: Reason) -> str:
    """What the reason says, in the reader's language. Raises KeyError for a reason that nobody has put into words."""
    return SENTENCES[type(reason)](Voice(words, dates), reason)


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

SENTENCES: dict[type[Reason], Callable[[Voice, Any], str]] = {
    **absence.SENTENCES,
    **content.SENTENCES,
    **deadlines.SENTENCES,
    **duration.SENTENCES,
    **free_days.SENTENCES,
}
"""How each reason is said. A test holds it against every reason class there is."""
