"""Dates as people read them."""

import re
from datetime import UTC, date, datetime, time
from decimal import Decimal
from fractions import Fraction

import pytest

from portal.text.catalogue import Catalogues, parse_catalogue
from portal.text.dates import Dates, _compiled
from portal.text.locales import LOCALES
from portal.text.words import Words

DAY = date(2026, 11, 23)


@pytest.mark.parametrize(
    ("code", "full", "short", "day_month", "month_year"),
    [
        ("nb", "mandag 23. november 2026", "23. november 2026", "23. november", "november 2026"),
        ("nn", "måndag 23. november 2026", "23. november 2026", "23. november", "november 2026"),
        ("en", "Monday, 23 November 2026", "23 November 2026", "23 November", "November 2026"),
        ("ar", "الاثنين، 23 نوفمبر 2026", "23 نوفمبر 2026", "23 نوفمبر", "نوفمبر 2026"),
        (
            "se",
            "vuossárga, skábmamánu 23. b. 2026",
            "skábmamánu 23. b. 2026",
            "skábmamánu 23. b.",
            "skábmamánnu 2026",
        ),
        ("uk", "понеділок, 23 листопада 2026", "23 листопада 2026", "23 листопада", "листопад 2026"),
        ("ru", "понедельник, 23 ноября 2026", "23 ноября 2026", "23 ноября", "ноябрь 2026"),
        ("so", "Isniin, 23 Noofeembar 2026", "23 Noofeembar 2026", "23 Noofeembar", "Noofeembar 2026"),
        ("ti", "ሰኑይ፣ 23 ሕዳር 2026", "23 ሕዳር 2026", "23 ሕዳር", "ሕዳር 2026"),
        ("pl", "poniedziałek, 23 listopada 2026", "23 listopada 2026", "23 listopada", "listopad 2026"),
        ("fa", "دوشنبه 23 نوامبر 2026", "23 نوامبر 2026", "23 نوامبر", "نوامبر 2026"),
    ],
)
def test_a_date_names_its_month_in_the_readers_language(
    code: str, full: str, short: str, day_month: str, month_year: str
) -> None:
    dates = Dates(code)
    assert dates.full(DAY) == full
    assert dates.short(DAY) == short
    assert dates.day_month(DAY) == day_month
    assert dates.month_year(DAY) == month_year


def test_may_is_spelled_as_in_eritrea_also_alone() -> None:
    assert Dates("ti").day_month(date(2026, 5, 17)) == "17 ግንቦት"
    assert Dates("ti").month_year(date(2026, 5, 17)) == "ግንቦት 2026"


def test_a_sami_month_has_one_form_in_a_date_and_another_alone() -> None:
    for month in range(1, 13):
        day = date(2026, month, 6)
        assert Dates("se").day_month(day).split()[0].endswith("mánu"), month
        assert Dates("se").month_year(day).split()[0].endswith("mánnu"), month


@pytest.mark.parametrize("code", sorted(LOCALES))
def test_no_date_reads_as_the_number_of_a_month(code: str) -> None:
    """The day and the year are the only numbers, the day never comes after the year, and no short style is used."""
    dates = Dates(code)
    for month in range(1, 13):
        said = dates.full(date(2026, month, 28))
        assert re.findall(r"\d+", said) == ["28", "2026"], said


@pytest.mark.parametrize(
    ("code", "name"), [("nb", "søndag"), ("nn", "søndag"), ("en", "Sunday"), ("ar", "الأحد")]
)
def test_a_weekday_has_its_name(code: str, name: str) -> None:
    assert Dates(code).weekday(date(2026, 11, 29)) == name


@pytest.mark.parametrize(
    ("code", "said"), [("nb", "kl. 14.05"), ("nn", "kl. 14.05"), ("en", "14:05"), ("ar", "14:05")]
)
def test_a_clock_has_twenty_four_hours_everywhere(code: str, said: str) -> None:
    assert Dates(code).clock(time(14, 5)) == said


@pytest.mark.parametrize(
    ("utc", "said"),
    [
        (datetime(2026, 7, 1, 12, 0, tzinfo=UTC), "onsdag 1. juli 2026 kl. 14.00"),
        (datetime(2026, 11, 23, 12, 0, tzinfo=UTC), "mandag 23. november 2026 kl. 13.00"),
        (datetime(2026, 11, 23, 23, 30), "tirsdag 24. november 2026 kl. 00.30"),  # noqa: DTZ001 - As a row may hold it.
    ],
)
def test_a_moment_is_said_in_norwegian_time_summer_and_winter(utc: datetime, said: str) -> None:
    assert Dates("nb").moment(utc) == said


def test_a_moment_close_to_midnight_belongs_to_the_norwegian_day() -> None:
    assert Dates("nb").weekday(datetime(2026, 11, 22, 23, 30, tzinfo=UTC)) == "mandag"


def test_a_moment_in_arabic_uses_the_arabic_comma() -> None:
    assert Dates("ar").moment(datetime(2026, 11, 23, 12, 0, tzinfo=UTC)) == "الاثنين، 23 نوفمبر 2026، 13:00"


@pytest.mark.parametrize(("day", "week"), [(date(2026, 1, 1), 1), (date(2027, 1, 1), 53), (DAY, 48)])
def test_weeks_are_counted_as_norwegian_calendars_do(day: date, week: int) -> None:
    assert Dates("nb").week_number(day) == week


@pytest.mark.parametrize(
    ("amount", "nb", "en"),
    [
        (Decimal("7.5"), "7,5", "7.5"),
        (Fraction(15, 2), "7,5", "7.5"),
        (37.5, "37,5", "37.5"),
        (Fraction(1, 3), "0,33", "0.33"),
        (Decimal(10), "10", "10"),
        (Decimal("0.005"), "0,01", "0.01"),
        (-1.25, "−1,25", "−1.25"),
        (1200, "1200", "1200"),
    ],
)
def test_hours_have_the_decimal_sign_of_the_language(
    amount: Decimal | Fraction | float, nb: str, en: str
) -> None:
    assert Dates("nb").hours(amount) == nb
    assert Dates("en").hours(amount) == en


@pytest.mark.parametrize("code", sorted(LOCALES))
def test_every_language_writes_latin_digits_and_no_hidden_marks(code: str) -> None:
    dates = Dates(code)
    moment = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)
    text = dates.moment(moment) + dates.hours(7.5) + dates.month_year(DAY)
    assert all(letter.isascii() for letter in text if letter.isdecimal())
    assert not {"\u200e", "\u200f", "\u061c"} & set(text)


def test_days_close_by_have_words_of_their_own() -> None:
    catalogues = Catalogues({"en": parse_catalogue('msgid "i dag"\nmsgstr "today"\n', "en")})
    nb, en = Words("nb", catalogues), Words("en", catalogues)
    assert Dates("nb").near(DAY, DAY, nb) == "i dag"
    assert Dates("nb").near(date(2026, 11, 24), DAY, nb) == "i morgen"
    assert Dates("nb").near(date(2026, 11, 22), DAY, nb) == "i går"
    assert Dates("en").near(DAY, DAY, en) == "today"
    assert Dates("nb").near(date(2026, 11, 25), DAY, nb) == "onsdag 25. november"
    assert Dates("en").near(date(2026, 11, 25), DAY, en) == "Wednesday, 25 November"
    assert Dates("ar").near(date(2026, 11, 25), DAY, Words("ar", catalogues)) == "الأربعاء، 25 نوفمبر"


def test_a_day_to_come_is_told_by_how_far_away_it_is() -> None:
    nb = Words("nb", Catalogues({}))
    said = [Dates("nb").until(date(2026, 11, day), DAY, nb) for day in (23, 24, 25, 30)]
    assert said == ["i dag", "i morgen", "om 2 dager", "om 7 dager"]


def test_a_pattern_with_a_letter_we_have_no_use_for_is_refused_at_start() -> None:
    with pytest.raises(ValueError, match="uses"):
        _compiled("EEEE d. MMM y")
