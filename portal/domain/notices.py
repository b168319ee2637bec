"""Notices to the outside: on which ways they go, what they may say, and what can go wrong with one."""

from datetime import timedelta
from enum import StrEnum


class Channel(StrEnum):
    """A way out of the portal."""

    SMS = "sms"
    EMAIL = "email"
    PUSH = "push"


class Says(StrEnum):
    """What a notice says. There is nothing else that it could say."""

    NEWS = "news"
    CODE = "code"


class NoticeState(StrEnum):
    """Where a notice stands."""

    QUEUED = "queued"
    SENT = "sent"
    DROPPED = "dropped"
    """It need not be sent any longer, or there was no way that they had chosen."""
    DEAD = "dead"
    """It was tried, and given up."""


class Trouble(StrEnum):
    """Why a notice did not arrive, or why nobody knows whether it did. It names no address and no word of anybody's."""

    DOWN = "down"
    """Nobody answered, or they answered that they cannot just now."""
    SLOW = "slow"
    """What was sent was not answered in time, so it may have arrived."""
    LOST = "lost"
    """The line broke before the answer came, so it may have arrived."""
    REFUSED = "refused"
    """That address takes nothing, today or later."""
    BARRED = "barred"
    """They do not let us in: our own key or password is wrong."""
    NO_WAY = "no_way"
    """There is no way to this person that they have chosen."""


FOR_GOOD = frozenset({Trouble.REFUSED})
"""What trying the same address again does not mend."""


class NotTold(Exception):
    """A channel could not deliver. Carries nothing of whom it was for."""

    def __init__(self, trouble: Trouble) -> None:
        """`trouble` is all that is kept of it."""
        super().__init__(trouble.value)
        self.trouble = trouble


CODE_LIVES = timedelta(minutes=15)
MOST_TRIES = 5
