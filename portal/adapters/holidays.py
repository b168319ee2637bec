"""Norway's public holidays: the five with a fixed date and those that follow Easter."""

from datetime import date, timedelta
from functools import cache

from dateutil.easter import easter

FIXED = ((1, 1), (5, 1), (5, 17), (12, 25), (12, 26))
"""Month and day: New Year's Day, 1 and 17 May, Christmas Day and Boxing Day."""

AFTER_EASTER = (-3, -2, 0, 1, 39, 49, 50)
"""Days after Easter Sunday: Maundy Thursday to Easter Monday, Ascension Day, Whit Sunday and Whit Monday."""


class NorwegianHolidays:
    """The public holidays of a year; ordinary Saturdays and Sundays are not among them.

    The `holidays` library knows the same days and takes a second to load, since it loads every country with
    them; here it is the tests' second opinion instead.
    """

    def of_year(self, year: int) -> frozenset[date]:
        """The public holidays of `year`."""
        return _of_year(year)


@cache
def _of_year(year: int) -> frozenset[date]:
    sunday = easter(year)
    fixed = {date(year, month, day) for month, day in FIXED}
    return frozenset(fixed | {sunday + timedelta(days=after) for after in AFTER_EASTER})
