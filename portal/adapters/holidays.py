"""Public holidays from the `holidays` library."""

from datetime import date
from functools import cache

from holidays.countries.norway import Norway


class NorwegianHolidays:
    """Norway's public holidays. The library leaves ordinary Sundays out, and so do we."""

    def of_year(self, year: int) -> frozenset[date]:
        """The public holidays of `year`."""
        return _of_year(year)


@cache
def _of_year(year: int) -> frozenset[date]:
    return frozenset(Norway(years=year).keys())
