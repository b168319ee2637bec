"""What differs between two texts, word by word, for people to look at."""

import re
from difflib import SequenceMatcher
from typing import Literal

Kind = Literal["same", "gone", "new"]
Piece = tuple[Kind, str]

_PIECES = re.compile(r"\s+|[^\W_]+|.", re.DOTALL)
LONGEST = 400
"""Pieces. Comparing takes cubic time at worst, and a page shows many pairs, so a longer pair of texts is shown whole, one after the other."""


def differences(old: str, new: str) -> tuple[Piece, ...]:
    """The old text turned into the new one: what both have, what is gone, and what is new, in order.

    The pieces that are the same or gone make the old text, those that are the same or new the new one.
    """
    before, after = _PIECES.findall(old), _PIECES.findall(new)
    if len(before) + len(after) > LONGEST:
        return tuple(piece for piece in (_piece("gone", old), _piece("new", new)) if piece[1])
    found: list[Piece] = []
    gone = new = ""
    blocks = SequenceMatcher(None, before, after, autojunk=False).get_opcodes()
    for number, (tag, i1, i2, j1, j2) in enumerate(blocks):
        was, now = "".join(before[i1:i2]), "".join(after[j1:j2])
        # Two words in the place of two others are one change, though the space between them stayed.
        if tag != "equal" or (was.isspace() and 0 < number < len(blocks) - 1):
            gone, new = gone + was, new + now
            continue
        found += [_piece("gone", gone), _piece("new", new), _piece("same", was)]
        gone = new = ""
    found += [_piece("gone", gone), _piece("new", new)]
    return tuple(piece for piece in found if piece[1])


def _piece(kind: Kind, text: str) -> Piece:
    return kind, text
