"""Messages in words: what one may be about, how many files it may bring, and for how long it can be taken back."""

from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from typing import Final

UNDO: Final = timedelta(seconds=10)
"""For so long whoever wrote a message can take it back, and nobody outside is told of it before."""
MOST_ENCLOSED: Final = 5
"""How many files one message may bring."""
LONGEST_QUERY: Final = 100
"""Characters that can be searched for."""
_LONGEST_ID: Final = 36


class Topic(StrEnum):
    """What a message is about."""

    ACTIVITY = "activity"
    ABSENCE = "absence"
    APPOINTMENT = "appointment"
    MONEY = "money"
    HOUSING = "housing"


ONE_OF_MANY: Final = frozenset({Topic.ACTIVITY, Topic.ABSENCE, Topic.APPOINTMENT})
"""Topics of which somebody has several, so that one is named by its id."""


@dataclass(frozen=True, slots=True)
class MessageAbout:
    """What one message is about: money or housing, or one activity, absence or appointment by its id."""

    topic: Topic
    id: str = ""

    @property
    def written(self) -> str:
        """The same as forms and addresses write it."""
        return f"{self.topic.value}:{self.id}" if self.id else self.topic.value


def read_about(text: str) -> MessageAbout | None:
    """What a form or an address says that a message is about; None for nothing, and for what cannot be one."""
    kind, _, one = text.partition(":")
    if kind not in set(Topic):
        return None
    about = MessageAbout(Topic(kind), one)
    if (about.topic in ONE_OF_MANY) is not bool(one) or len(one) > _LONGEST_ID:
        return None
    return about
