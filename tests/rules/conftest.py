"""Norway's public holidays for the tests of the law."""

from collections.abc import Callable
from datetime import date
from functools import cache

import holidays
import pytest


@cache
def _of_year(year: int) -> frozenset[date]:
    return frozenset(holidays.country_holidays("NO", years=year))


@pytest.fixture(scope="session")
def norway() -> Callable[[int], frozenset[date]]:
    return _of_year
