"""Translation memory: what a language says already for a sentence that is the same or much alike."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from difflib import SequenceMatcher
from heapq import nlargest

from portal.domain.translating import Key

ALIKE = 0.75
"""From which likeness on a sentence is worth looking at: 1 is the same sentence in another context."""

_COMPARED = 40
"""How many of those that share the most letters are compared in full, which takes the time."""

_LONGEST = 600
"""Letters. Of longer sentences only those that begin alike are told, by their beginnings."""


@dataclass(frozen=True, slots=True)
class Remembered:
    """A sentence with its translation, and how much it is alike, from 0.75 to 1."""

    key: Key
    texts: tuple[str, ...]
    likeness: float


def remembered(
    key: Key, known: Mapping[Key, tuple[str, ...]], others: Iterable[Key], *, most: int = 5
) -> tuple[Remembered, ...]:
    """The sentences among `others` that are most like that of `key` and have a translation in `known`, best first.

    The same sentence in another context comes first. Nobody fills it in for the translator: the context decides.
    """
    _ctx, msgid, _plural = key
    wanted = msgid[:_LONGEST]
    matcher = SequenceMatcher(None, autojunk=False)
    matcher.set_seq2(wanted)
    quick: list[tuple[float, int, Key]] = []
    for number, other in enumerate(others):
        text = other[1][:_LONGEST]
        # Two texts of lengths so different cannot be alike enough: that is asked first because it costs nothing.
        if other == key or other not in known or not _near(len(wanted), len(text)):
            continue
        matcher.set_seq1(text)
        if (ratio := matcher.quick_ratio()) >= ALIKE:
            quick.append((ratio, -number, other))
    found = []
    for _ratio, _number, other in nlargest(_COMPARED, quick):
        matcher.set_seq1(other[1][:_LONGEST])
        likeness = 1.0 if other[1] == msgid else min(matcher.ratio(), 0.99)
        if likeness >= ALIKE:
            found.append(Remembered(other, known[other], likeness))
    return tuple(sorted(found, key=lambda one: -one.likeness)[:most])


def _near(one: int, other: int) -> bool:
    return 2 * min(one, other) >= ALIKE * (one + other)
