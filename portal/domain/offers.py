"""Open offers: what an office has that anybody in a programme may come to, how much is said of it, and when it is."""

from dataclasses import dataclass
from datetime import date, time

LONGEST_TITLE = 120
LONGEST_PLACE = 120
LONGEST_TEXT = 1000


@dataclass(frozen=True, slots=True)
class OfferTime:
    """When an offer is open on one day of the week. `weekday` 0 is Monday."""

    weekday: int
    starts: time
    ends: time


@dataclass(frozen=True, slots=True)
class OfferCommand:
    """What an office says of an offer. `last_day` is None until somebody knows when it ends."""

    title: str
    what: str
    for_whom: str
    place: str
    first_day: date
    last_day: date | None
    times: tuple[OfferTime, ...]
