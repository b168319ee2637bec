"""How often somebody may do something: the kinds that are counted, and how many of each within how long."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import timedelta
from enum import StrEnum
from types import MappingProxyType
from typing import TypeAlias

from portal.domain.people import STAFF, Actor
from portal.domain.submission import SubmissionKind

MANY_CASES = 40
"""A member of staff who looks into more cases than this within an hour is spoken of in the log."""
AN_HOUR = timedelta(hours=1)
A_DAY = timedelta(days=1)


class Counted(StrEnum):
    """What is counted, each kind for itself."""

    MESSAGES = "messages"
    FORMS = "forms"
    FILES = "files"
    CODES = "codes"
    STAFF = "staff"
    NUMBERS = "numbers"
    DOOR = "door"
    MANY_CASES = "many cases"


@dataclass(frozen=True, slots=True)
class Rate:
    """At most `times` at once, and after that one more as soon as `within` divided by `times` has passed."""

    times: int
    within: timedelta

    @property
    def step(self) -> int:
        """After how many microseconds one more is allowed."""
        return max(1, self.whole // self.times)

    @property
    def whole(self) -> int:
        """How many microseconds an empty allowance takes to be full again."""
        return self.within // timedelta(microseconds=1)


Rates: TypeAlias = Mapping[Counted, Rate]

FIVE_MINUTES = timedelta(minutes=5)
USUAL: Rates = MappingProxyType(
    {
        Counted.MESSAGES: Rate(20, FIVE_MINUTES),
        Counted.FORMS: Rate(60, FIVE_MINUTES),
        # Attempts, also those that are refused: each costs a second of the machine's time.
        Counted.FILES: Rate(40, A_DAY),
        # To addresses that may be others'.
        Counted.CODES: Rate(5, A_DAY),
        Counted.STAFF: Rate(120, FIVE_MINUTES),
        # More people than can ring or come by in that time, and far too few to find anybody by guessing.
        Counted.NUMBERS: Rate(30, FIVE_MINUTES),
        # A whole office, a library or a telephone company may come from one address.
        Counted.DOOR: Rate(300, FIVE_MINUTES),
        # Not a limit: how often the same person is spoken of in the log.
        Counted.MANY_CASES: Rate(1, AN_HOUR),
    }
)


def rates_times(times: int) -> Rates:
    """The usual rates, each so many times as generous. What the log says of lookups stays as it is."""
    return MappingProxyType(
        {
            kind: rate if kind is Counted.MANY_CASES else replace(rate, times=rate.times * times)
            for kind, rate in USUAL.items()
        }
    )


def counted_as(actor: Actor, kind: SubmissionKind) -> Counted:
    """Which allowance a submission is taken from."""
    if actor.role in STAFF:
        return Counted.STAFF
    return Counted.MESSAGES if kind is SubmissionKind.MESSAGE else Counted.FORMS
