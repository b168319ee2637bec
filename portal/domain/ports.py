"""The world outside as the inner rooms see it: small protocols, implemented in `portal.adapters`."""

from datetime import date, datetime
from typing import Protocol


class Clock(Protocol):
    """The only source of the present."""

    def now(self) -> datetime:
        """The present moment, aware, in UTC."""


class PublicHolidays(Protocol):
    """Norway's public holidays, movable ones included, ordinary Saturdays and Sundays not."""

    def of_year(self, year: int) -> frozenset[date]:
        """The days of `year` that are public holidays."""


class Notices(Protocol):
    """Sends a word to somebody outside the portal: SMS, e-mail or push."""

    def send(self, *, reference: str, to: str, text: str) -> None:
        """Deliver `text` to the address `to`. `reference` is the same when a delivery is tried again."""
