"""Norway's public holidays, against the library that knows every country's."""

from datetime import date

import holidays
import pytest

from portal.adapters.holidays import NorwegianHolidays


@pytest.mark.parametrize("year", range(1968, 2101))
def test_the_public_holidays_are_the_ones_everybody_knows(year: int) -> None:
    assert NorwegianHolidays().of_year(year) == frozenset(holidays.country_holidays("NO", years=year))


def test_two_holidays_on_one_day_are_one_day_off() -> None:
    """17 May 2027 is Whit Monday too."""
    assert date(2027, 5, 17) in NorwegianHolidays().of_year(2027)
    assert len(NorwegianHolidays().of_year(2027)) == 11
