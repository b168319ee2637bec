"""Translating: what a text of the source is found by, what becomes of a proposed translation, and how much may be said."""

import hashlib
import json
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

LONGEST_REASON = 1000
LONGEST_QUESTION = 2000
HASH_LENGTH = 16

Key = tuple[str | None, str, str | None]
"""Context, source sentence, and its form for many: what a catalogue finds a text by. A sentence with forms never answers for one without."""

Texts = tuple[str, ...]
"""A translation: one text for each plural form of the language, or one alone. Empty where there is none."""


class ProposalState(StrEnum):
    """What became of a proposed translation. All but the first are final."""

    PROPOSED = "proposed"
    ACCEPTED = "accepted"
    RETURNED = "returned"
    WITHDRAWN = "withdrawn"
    OVERTAKEN = "overtaken"


class Verdict(StrEnum):
    """What somebody else said of a proposal."""

    ACCEPTED = "accepted"
    RETURNED = "returned"


def hash_of(key: Key) -> str:
    """The short name of a text in addresses and rows: 16 hexadecimal digits, the same in every version of the portal."""
    # A length before each part, so that no two keys are written alike; -1 is a part that is not there.
    parts = (f"{-1 if part is None else len(part)}:{part or ''}" for part in key)
    return hashlib.sha256("".join(parts).encode()).hexdigest()[:HASH_LENGTH]


def stamp_of(texts: Texts) -> str:
    """A short name for what a translation says, by which a page knows whether another one stands there by now."""
    return hashlib.sha256(json.dumps(texts).encode()).hexdigest()[:HASH_LENGTH]


@dataclass(frozen=True, slots=True)
class SourceText:
    """One text of the source as translators meet it. `legal`: two others must agree to what is made of it."""

    key: Key
    hash: str
    legal: bool = False
    notes: tuple[str, ...] = ()

    @property
    def ids(self) -> tuple[str, ...]:
        """The sentence, or the sentences for one and for many."""
        _ctx, msgid, plural = self.key
        return (msgid,) if plural is None else (msgid, plural)

    @property
    def reviewers(self) -> int:
        """How many others must agree before a translation counts."""
        return 2 if self.legal else 1


@dataclass(frozen=True, slots=True)
class AcceptedText:
    """A translation that was accepted here. `texts` has one text for each plural form of the language.

    `generation` grows with every acceptance, whatever the language: what has a higher number is newer.
    """

    locale: str
    key: Key
    texts: Texts
    generation: int
    at: datetime
