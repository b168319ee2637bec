"""What the benefit is worth: sosialtjenesteloven § 35, folketrygdloven § 1-4, the figures F1 and F2 row by row."""

from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from typing import NamedTuple

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from portal.rules.decision import Outcome
from portal.rules.law import Citation, HouseRule
from portal.rules.money import kroner
from portal.rules.parameters import NoLawInForce
from portal.rules.parameters.table import TABLE
from portal.rules.practice import USUAL, Practice
from portal.rules.questions import ALL, Around
from portal.rules.questions.facts import BadFacts
from portal.rules.rates import (
    BornOnLeapDay,
    ChildDay,
    FullRateFrom,
    GrunnbelopSince,
    ShareBelowAge,
    benefit_rates,
    full_rate_from,
    rate_on,
)

GROWN = date(1970, 1, 1)
AROUND = Around(lambda _year: frozenset(), USUAL)
NEXT_MONTH = Practice({"benefit.full_rate_from": "next-month"})


class Row(NamedTuple):
    """One row of the published figures: full benefit and two thirds, side by side."""

    since: date
    grunnbelop: int
    factor: str
    annual: int
    annual_young: int
    day: str
    day_young: str
    hour: str
    hour_young: str
    month: str
    month_young: str


TABLE_F1 = """
2007-05-01   66812      2  133624   89083   513.94  342.63   68.53  45.68  11135.33   7423.56
2008-05-01   70256      2  140512   93675   540.43  360.29   72.06  48.04  11709.33   7806.22
2009-05-01   72881      2  145762   97175   560.62  373.75   74.75  49.83  12146.83   8097.89
2010-05-01   75641      2  151282  100855   581.85  387.90   77.58  51.72  12606.83   8404.56
2011-05-01   79216      2  158432  105621   609.35  406.24   81.25  54.16  13202.67   8801.78
2012-05-01   82122      2  164244  109496   631.71  421.14   84.23  56.15  13687.00   9124.67
2013-05-01   85245      2  170490  113660   655.73  437.15   87.43  58.29  14207.50   9471.67
2014-05-01   88370      2  176740  117827   679.77  453.18   90.64  60.42  14728.33   9818.89
2015-05-01   90068      2  180136  120091   692.83  461.89   92.38  61.58  15011.33  10007.56
2016-05-01   92576      2  185152  123435   712.12  474.75   94.95  63.30  15429.33  10286.22
2017-05-01   93634      2  187268  124845   720.26  480.17   96.03  64.02  15605.67  10403.78
2018-05-01   96883      2  193766  129177   745.25  496.84   99.37  66.24  16147.17  10764.78
2019-05-01   99858      2  199716  133144   768.14  512.09  102.42  68.28  16643.00  11095.33
2020-05-01  101351      2  202702  135135   779.62  519.75  103.95  69.30  16891.83  11261.22
2021-05-01  106399      2  212798  141865   818.45  545.64  109.13  72.75  17733.17  11822.11
2022-05-01  111477      2  222954  148636   857.52  571.68  114.34  76.22  18579.50  12386.33
2023-05-01  118620      2  237240  158160   912.46  608.31  121.66  81.11  19770.00  13180.00
2024-05-01  124028      2  248056  165371   954.06  636.04  127.21  84.81  20671.33  13780.89
2024-07-01  124028  2.041  253141  168761   973.62  649.08  129.82  86.54  21095.10  14063.40
2025-05-01  130160  2.041  265657  177104  1021.76  681.17  136.23  90.82  22138.05  14758.70
2026-05-01  136549  2.041  278697  185798  1071.91  714.61  142.92  95.28  23224.71  15483.14
"""


def _row(line: str) -> Row:
    since, grunnbelop, factor, annual, annual_young, *kroner_as_text = line.split()
    return Row(
        date.fromisoformat(since), int(grunnbelop), factor, int(annual), int(annual_young), *kroner_as_text
    )


F1 = [_row(line) for line in TABLE_F1.strip().splitlines()]
ENDS = [row.since - timedelta(days=1) for row in F1[1:]] + [date(2026, 12, 31)]


@pytest.mark.parametrize(
    ("row", "last"),
    list(zip(F1, ENDS, strict=True)),
    ids=[f"§ 35 ledd 2 og 3: fra {row.since}" for row in F1],
)
def test_every_published_figure_follows_from_the_law(row: Row, last: date) -> None:
    """The first and the last day of each row; before November 2007 there was no programme."""
    for on in (max(row.since, date(2007, 11, 1)), last):
        full = benefit_rates(on, GROWN).value
        assert (full.grunnbelop, full.factor) == (row.grunnbelop, Decimal(row.factor))
        assert full.annual == row.annual
        assert [str(v) for v in (full.day, full.hour, full.flat_month)] == [row.day, row.hour, row.month]

        young = benefit_rates(on, on - timedelta(days=20 * 365)).value
        assert young.annual == row.annual_young
        assert [str(v) for v in (young.day, young.hour, young.flat_month)] == [
            row.day_young,
            row.hour_young,
            row.month_young,
        ]


def test_the_published_figures_are_all_the_figures_there_are() -> None:
    starts = {row.first for name in ("rates.grunnbelop", "rates.factor") for row in TABLE[name]}
    assert starts - {date(2007, 11, 1), date(2010, 1, 1)} == {row.since for row in F1}


@pytest.mark.parametrize(
    ("on", "day", "month"),
    [
        pytest.param(date(2012, 1, 1), "27.00", "585.00", id="KVF § 3 ledd 1: første dag"),
        pytest.param(date(2023, 1, 31), "27.00", "585.00", id="KVF § 3 ledd 1: siste dag med 27"),
        pytest.param(date(2023, 2, 1), "35.00", "758.33", id="AAP-forskriften § 8: 2023"),
        pytest.param(date(2023, 12, 31), "35.00", "758.33", id="AAP-forskriften § 8: siste dag med 35"),
        pytest.param(date(2024, 1, 1), "36.00", "780.00", id="AAP-forskriften § 8: 2024"),
        pytest.param(date(2024, 12, 31), "36.00", "780.00", id="AAP-forskriften § 8: siste dag med 36"),
        pytest.param(date(2025, 1, 1), "37.00", "801.67", id="AAP-forskriften § 8: 2025"),
        pytest.param(date(2025, 12, 31), "37.00", "801.67", id="AAP-forskriften § 8: siste dag med 37"),
        pytest.param(date(2026, 1, 1), "38.00", "823.33", id="AAP-forskriften § 8: 2026"),
    ],
)
def test_the_child_supplement_of_each_year(on: date, day: str, month: str) -> None:
    child = benefit_rates(on, GROWN).value.child_day
    assert child is not None
    assert str(child) == day
    assert str(kroner(Fraction(child) * 260 / 12)) == month


def test_no_child_supplement_is_known_before_2012_and_none_is_made_up() -> None:
    decision = benefit_rates(date(2011, 12, 31), GROWN)
    assert decision.value.child_day is None
    assert not any(isinstance(b.reason, ChildDay) for b in decision.because)
    assert decision.value.day == Decimal("609.35")


def test_before_the_programme_there_are_no_rates() -> None:
    assert benefit_rates(date(2007, 11, 1), GROWN).value.annual == 133624
    with pytest.raises(NoLawInForce):
        benefit_rates(date(2007, 10, 31), GROWN)


@pytest.mark.parametrize(
    ("born", "practice", "day"),
    [
        pytest.param(date(2001, 12, 10), USUAL, date(2026, 12, 10), id="§ 35 ledd 2 punktum 2: på dagen"),
        pytest.param(date(2001, 12, 10), NEXT_MONTH, date(2027, 1, 1), id="§ 35 ledd 2: måneden etter"),
        pytest.param(date(2001, 12, 1), NEXT_MONTH, date(2027, 1, 1), id="§ 35 ledd 2: født den første"),
        pytest.param(date(2001, 1, 31), NEXT_MONTH, date(2026, 2, 1), id="§ 35 ledd 2: født den siste"),
        pytest.param(date(2004, 2, 29), USUAL, date(2029, 2, 28), id="§ 35 ledd 2: født 29. februar"),
        pytest.param(
            date(2004, 2, 29), NEXT_MONTH, date(2029, 3, 1), id="§ 35 ledd 2: 29. februar, måneden etter"
        ),
    ],
)
def test_the_full_benefit_begins_at_25(born: date, practice: Practice, day: date) -> None:
    assert full_rate_from(born, 25, practice) == day
    if day.year < 2029:
        assert not rate_on(day - timedelta(days=1), born, practice).full
        assert rate_on(day, born, practice).full


def test_two_thirds_are_exact_and_never_more_than_the_whole() -> None:
    full, young = (rate_on(date(2026, 11, 2), born) for born in (GROWN, date(2002, 11, 3)))
    assert young.annual == full.annual * Fraction(2, 3) == Fraction("278696.509") * 2 / 3
    assert young.day * 260 == young.month * 12 == young.annual


def test_amounts_of_another_day_go_with_the_age_of_the_day_itself() -> None:
    """KVP-BEN-06: what was paid in May with the amounts of April."""
    turns_25 = date(2001, 5, 1)
    rate = rate_on(date(2026, 5, 1), turns_25, law_on=date(2026, 4, 30))
    assert rate.full
    assert rate.annual == 130160 * Fraction("2.041")


@pytest.mark.parametrize(
    ("hours", "hour"),
    [
        pytest.param("7.5", "142.92", id="KVP-BEN-05: 1950 timer i året"),
        pytest.param("8", "133.99", id="KVP-CNT-03: åtte timer"),
    ],
)
def test_an_hour_is_a_day_over_the_hours_of_a_day(hours: str, hour: str) -> None:
    practice = Practice({"hours.standard_day": hours})
    decision = benefit_rates(date(2026, 11, 2), GROWN, practice)
    assert str(decision.value.hour) == hour
    assert [b.basis for b in decision.because if b.reason.code == "rates.hour-rate"] == [
        practice.basis("hours.standard_day")
    ]


def test_each_number_names_its_own_paragraph() -> None:
    decision = benefit_rates(date(2026, 11, 2), date(2002, 3, 14))
    assert decision.outcome is Outcome.COMPUTED
    assert [
        (b.reason.code, b.basis.key if isinstance(b.basis, Citation) else b.basis.code)
        for b in decision.because
    ] == [
        ("rates.grunnbelop-since", "LOV-1997-02-28-19/1-4"),
        ("rates.annual-benefit", "LOV-2009-12-18-131/35/2/1"),
        ("rates.share-below-age", "LOV-2009-12-18-131/35/2/2"),
        ("rates.full-rate-from", "benefit.full_rate_from"),
        ("rates.day-rate", "LOV-2009-12-18-131/35/3/1"),
        ("rates.hour-rate", "hours.standard_day"),
        ("rates.flat-month", "benefit.month_method"),
        ("rates.child-day", "FOR-2017-12-13-2100/8"),
    ]
    reasons = [b.reason for b in decision.because]
    assert reasons[0] == GrunnbelopSince(136549, date(2026, 5, 1))
    assert reasons[2] == ShareBelowAge(25, 2, 3, 185798)
    assert reasons[3] == FullRateFrom(date(2027, 3, 14), 25)


def test_the_reading_of_29_february_is_said_and_is_no_law() -> None:
    decision = benefit_rates(date(2029, 2, 27), date(2004, 2, 29))
    (leap,) = [b for b in decision.because if isinstance(b.reason, BornOnLeapDay)]
    assert leap.reason == BornOnLeapDay(date(2029, 2, 28), 25)
    assert isinstance(leap.basis, HouseRule)
    on_the_day = benefit_rates(date(2029, 2, 28), date(2004, 2, 29))
    assert not any(
        b.reason.code in {"rates.share-below-age", "rates.born-on-leap-day"} for b in on_the_day.because
    )
    ordinary = benefit_rates(date(2029, 2, 27), date(2004, 2, 28))
    assert not any(isinstance(b.reason, BornOnLeapDay) for b in ordinary.because)


def test_before_2010_it_is_the_older_act_that_is_cited() -> None:
    keys = {
        b.basis.key for b in benefit_rates(date(2009, 12, 31), GROWN).because if isinstance(b.basis, Citation)
    }
    assert keys == {"LOV-1997-02-28-19/1-4", "LOV-2007-10-26-97/5A-7"}


def test_the_rates_can_be_asked_in_json() -> None:
    question = ALL["benefit-rates"]
    value = question.value(question.answer({"on": "2026-11-22", "born": "2002-03-14"}, AROUND).value)
    assert value == {
        "grunnbelop": 136549,
        "factor": "2.041",
        "annual": 185798,
        "day": "714.61",
        "hour": "95.28",
        "flat_month": "15483.14",
        "child_day": "38.00",
    }
    old = question.value(question.answer({"on": "2011-06-01", "born": "1970-01-01"}, AROUND).value)
    assert (old["factor"], old["child_day"]) == ("2", None)


def test_rates_before_birth_are_refused_by_name() -> None:
    with pytest.raises(BadFacts, match=r"^born: "):
        ALL["benefit-rates"].answer({"on": "2026-11-22", "born": "2026-11-23"}, AROUND)
    assert ALL["benefit-rates"].answer({"on": "2026-11-22", "born": "2026-11-22"}, AROUND)


@settings(max_examples=60, deadline=None)
@given(st.dates(date(2007, 11, 1), date(2026, 12, 31)), st.dates(date(1950, 1, 1), date(2007, 1, 1)))
def test_nobody_young_has_more_than_the_full_rate(on: date, born: date) -> None:
    rate, full = rate_on(on, born), rate_on(on, date(1900, 1, 1))
    assert 0 < rate.annual <= full.annual
    assert rate.full is (rate.annual == full.annual)
