"""The voice that says a reason: words, dates and amounts of one reader, with short names."""

from datetime import date
from decimal import Decimal

from portal.text.dates import Dates
from portal.text.words import Words


class Voice:
    """What a sentence may use. `gettext` and `ngettext` are the reader's; amounts come ready to stand in a sentence."""

    __slots__ = ("_dates", "gettext", "ngettext", "pgettext")

    def __init__(self, words: Words, dates: Dates) -> None:
        self.gettext = words.gettext
        self.ngettext = words.ngettext
        self.pgettext = words.pgettext
        self._dates = dates

    def day(self, day: date) -> str:
        """«mandag 23. november 2026»."""
        return self._dates.full(day)

    def month(self, day: date) -> str:
        """«november 2026»."""
        return self._dates.month_year(day)

    def minutes(self, minutes: int) -> str:
        """Minutes as hours: «37,5»."""
        return self._dates.hours(minutes / 60)

    def hours(self, hours: Decimal) -> str:
        """«7,5»; without the word."""
        return self._dates.hours(hours)

    def kroner(self, amount: Decimal) -> str:
        """«16 306,47»; without the word."""
        return self._dates.kroner(amount)
