"""What the office notes beside a conversation: mistakes, marks for the journal, notes, and who was handed it."""

import re
from enum import StrEnum
from typing import Final


class MistakeKind(StrEnum):
    """Why a message from the office was a mistake, in words that the participant may be told."""

    WRONG_PERSON = "wrong_person"
    WRONG_FACTS = "wrong_facts"
    NOT_FINISHED = "not_finished"
    OTHER = "other"


class AutomaticKind(StrEnum):
    """What an automatic word says."""

    AWAY = "away"
    """The contact person is away until a day, and a colleague answers by another."""


class HandOverEnd(StrEnum):
    """Why a conversation is no longer with the colleague whom it was handed to."""

    ANSWERED = "answered"
    GIVEN_BACK = "given_back"
    HANDED_ON = "handed_on"


LONGEST_NOTE: Final = 500
"""Signs of a note."""
NOTE_DAYS: Final = 30
LONGEST_NOTE_DAYS: Final = 90
LONGEST_HAND_OVER: Final = 300
"""Signs of the word to a colleague."""
LONGEST_REFERENCE: Final = 40
_REFERENCE: Final = re.compile(r"[A-Za-z0-9][A-Za-z0-9 ./_-]*")


def is_reference(text: str) -> bool:
    """Whether a text can be the name of a document in a case system: letters, digits, and the signs between them."""
    return len(text) <= LONGEST_REFERENCE and _REFERENCE.fullmatch(text) is not None
