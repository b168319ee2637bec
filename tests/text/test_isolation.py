"""Whether every language keeps its own names, whoever visited first."""

import subprocess
import sys
from datetime import date
from pathlib import Path

from babel import localedata
from hypothesis import given, settings
from hypothesis import strategies as st

from portal.text import isolation
from portal.text.dates import Dates
from portal.text.locales import LOCALES

# Relatives share their data, so each family is here with several members.
CODES = (
    *("nb", "nn", "no", "da", "sv", "en_GB", "en", "ar", "se", "smn", "sma", "so", "uk", "ru", "pl", "ti_ER"),
    *("ti", "fa", "fa_AF", "ps_AF", "ku", "ckb", "sw", "fr", "pt_PT", "pt"),
)
ORDERS = 40
DAY = date(2026, 11, 23)

# Every order begins with nothing loaded, as in a process of its own.
PRINT_NAMES = """
import random, sys
from babel import Locale, localedata

orders, codes = int(sys.argv[1]), sys.argv[2].split(",")
for number in range(orders):
    localedata._cache.clear()
    order = random.Random(number).sample(codes, len(codes))
    for code in order:
        locale = Locale.parse(code)
        names = [locale.months[c][w].get(11) for c in ("format", "stand-alone") for w in ("wide", "abbreviated", "narrow")]
        names += [locale.days[c][w].get(0) for c in ("format", "stand-alone") for w in ("wide", "abbreviated", "narrow")]
        print(number, code, *names, sep="\\t")
"""


def names(*, repaired: bool) -> dict[str, set[str]]:
    """The names that each language showed, in all orders of visiting. One that is not mixed up has one set of names."""
    start = "import portal.text\n" if repaired else ""
    done = subprocess.run(
        [sys.executable, "-X", "utf8", "-c", start + PRINT_NAMES, str(ORDERS), ",".join(CODES)],
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=True,
        cwd=Path(__file__).parents[2],
    )
    seen: dict[str, set[str]] = {}
    for line in done.stdout.splitlines():
        _, code, shown = line.split("\t", 2)
        seen.setdefault(code, set()).add(shown)
    return seen


def mixed_up(seen: dict[str, set[str]]) -> list[str]:
    """The languages that showed other names after other visitors."""
    assert len(seen) == len(CODES) > 20
    return [code for code, shown in seen.items() if len(shown) > 1]


def test_no_language_reads_anothers_names_whoever_visits_first() -> None:
    assert mixed_up(names(repaired=True)) == []


def test_the_pinned_babel_still_needs_the_repair() -> None:
    # When this fails, Babel has been repaired: delete portal/text/isolation.py and its tests.
    assert mixed_up(names(repaired=False)) != []


def test_applying_the_repair_twice_changes_nothing() -> None:
    before = localedata.LocaleDataDict.__getitem__
    isolation.apply()
    assert localedata.LocaleDataDict.__getitem__ is before


@given(st.permutations(sorted(LOCALES)))
@settings(max_examples=25, deadline=None)
def test_dates_are_the_same_in_whatever_order_languages_are_visited(order: list[str]) -> None:
    localedata._cache.clear()
    said = {code: (Dates(code).full(DAY), Dates(code).month_year(DAY)) for code in order}
    assert said == {code: (Dates(code).full(DAY), Dates(code).month_year(DAY)) for code in sorted(LOCALES)}
    assert said["nb"] == ("mandag 23. november 2026", "november 2026")
    assert said["ti"] == ("ሰኑይ፣ 23 ሕዳር 2026", "ሕዳር 2026")
