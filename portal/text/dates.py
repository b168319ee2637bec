"""Dates and numbers as people read them: names from CLDR loaded once, Norwegian time, Latin digits everywhere."""

import re
from collections.abc import Callable
from datetime import UTC, date, datetime, time
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from functools import cache, wraps
from typing import TypeVar
from zoneinfo import ZoneInfo

import babel

from portal.text.again import Again
from portal.text.date_patterns import COMMAS, MONTHS, OWN, STANDING, Patterns
from portal.text.locales import LOCALES, Locale
from portal.text.words import Words

OSLO = ZoneInfo("Europe/Oslo")

_TOKEN = re.compile(r"'([^']*)'|(E{4}|c{4}|M{4}|L{4}|d{1,2}|y)|([A-Za-z]+)|([^A-Za-z']+)")
_YEAR_AT_THE_END = re.compile(r"[\s,،]*y.*\Z")
_SLOT = {"EEEE": "{0}", "cccc": "{0}", "d": "{1}", "dd": "{1:02d}", "MMMM": "{2}", "LLLL": "{3}", "y": "{4}"}
_WRITES_KL = frozenset({"nb", "nn"})
_CENT = Decimal("0.01")

Value = TypeVar("Value")


def _compiled(pattern: str) -> str:
    """A CLDR pattern as a str.format text; a letter we have no use for raises ValueError at start, not on a page."""
    parts: list[str] = []
    for quoted, token, unknown, literal in _TOKEN.findall(pattern):
        if unknown:
            raise ValueError(f"the date pattern {pattern!r} uses {unknown!r}")
        parts.append(_SLOT[token] if token else quoted or literal)
    return "".join(parts)


def _sayable(say: "Callable[[Dates, Value], str]") -> "Callable[[Dates, Value], str]":
    """The method, whose answers the dates of another language can say too."""

    @wraps(say)
    def said(self: "Dates", value: Value) -> str:
        return Again(say(self, value), lambda words: say(dates_of(words.locale.code), value))

    return said


class Dates:
    """The dates of one language. Never CLDR's short style (some read 11/23/26), never the browser's calendar."""

    __slots__ = (
        "_comma",
        "_day_month",
        "_days",
        "_decimal",
        "_full",
        "_group",
        "_kl",
        "_month_year",
        "_months",
        "_names_the_currency",
        "_near",
        "_short",
        "_standing",
        "locale",
    )

    locale: Locale

    def __init__(self, locale: Locale | str) -> None:
        self.locale = LOCALES[locale] if isinstance(locale, str) else locale
        code = self.locale.cldr.partition("_")[0]
        cldr = babel.Locale.parse(self.locale.cldr)
        self._days: tuple[str, ...] = tuple(cldr.days["format"]["wide"][index] for index in range(7))
        inside = {**cldr.months["format"]["wide"], **MONTHS.get(code, {})}
        alone = {**cldr.months["stand-alone"]["wide"], **STANDING.get(code, {})}
        self._months: tuple[str, ...] = ("", *(inside[index] for index in range(1, 13)))
        self._standing: tuple[str, ...] = ("", *(alone[index] for index in range(1, 13)))
        patterns = OWN.get(code) or Patterns(
            cldr.date_formats["full"].pattern,
            cldr.date_formats["long"].pattern,
            cldr.datetime_skeletons["MMMMd"].pattern,
            cldr.datetime_skeletons["yMMMM"].pattern,
        )
        self._full = _compiled(patterns.full)
        self._near = _compiled(_YEAR_AT_THE_END.sub("", patterns.full))
        self._short = _compiled(patterns.short)
        self._day_month = _compiled(patterns.day_month)
        self._month_year = _compiled(patterns.month_year)
        self._decimal = cldr.number_symbols["latn"]["decimal"]
        self._group = cldr.number_symbols["latn"]["group"]
        self._comma = COMMAS.get(code, ",")
        self._names_the_currency = code == "en"
        self._kl = self.locale.code in _WRITES_KL

    def _said(self, pattern: str, day: date) -> str:
        month = day.month
        return pattern.format(
            self._days[day.weekday()], day.day, self._months[month], self._standing[month], day.year
        )

    @_sayable
    def full(self, day: date) -> str:
        """«mandag 23. november 2026»."""
        return self._said(self._full, _local(day))

    @_sayable
    def short(self, day: date) -> str:
        """«23. november 2026»."""
        return self._said(self._short, _local(day))

    @_sayable
    def day_month(self, day: date) -> str:
        """«23. november»."""
        return self._said(self._day_month, _local(day))

    @_sayable
    def month_year(self, day: date) -> str:
        """«november 2026»."""
        return self._said(self._month_year, _local(day))

    @_sayable
    def weekday(self, day: date) -> str:
        """«mandag»."""
        return self._days[_local(day).weekday()]

    def week_number(self, day: date) -> int:
        """The ISO week, 1 to 53, as Norwegian calendars count."""
        return _local(day).isocalendar().week

    @_sayable
    def clock(self, moment: time | datetime) -> str:
        """«kl. 14.05» in Norwegian, 14:05 elsewhere. A time is said as it is; a moment is said in Norwegian time."""
        if isinstance(moment, datetime):
            moment = _oslo(moment).time()
        if self._kl:
            return f"kl. {moment.hour:02d}.{moment.minute:02d}"
        return f"{moment.hour:02d}:{moment.minute:02d}"

    @_sayable
    def moment(self, moment: datetime) -> str:
        """«mandag 23. november 2026 kl. 14.05», in Norwegian time; a moment without a zone is UTC, as in the rows."""
        here = _oslo(moment)
        between = " " if self._kl else f"{self._comma} "
        return f"{self._said(self._full, here)}{between}{self.clock(here.time())}"

    @_sayable
    def hours(self, amount: Decimal | Fraction | float) -> str:
        """«7,5»: at most two decimals, rounded half up, with the language's decimal sign and Latin digits."""
        exact = (
            Decimal(amount.numerator) / Decimal(amount.denominator)
            if isinstance(amount, Fraction)
            else Decimal(str(amount))
        )
        number = exact.quantize(_CENT, ROUND_HALF_UP)
        whole, _, part = f"{abs(number):f}".partition(".")
        part = part.rstrip("0")
        sign = "−" if number < 0 else ""
        return f"{sign}{whole}{self._decimal}{part}" if part else f"{sign}{whole}"

    @_sayable
    def kroner(self, amount: Decimal) -> str:
        """«16 306,47»: two decimals always, thousands apart, with the language's signs and Latin digits."""
        whole, _, part = f"{abs(amount).quantize(_CENT, ROUND_HALF_UP):,f}".partition(".")
        sign = "−" if amount < 0 else ""
        return f"{sign}{whole.replace(',', self._group)}{self._decimal}{part}"

    @_sayable
    def money(self, amount: Decimal) -> str:
        """«15 560,36 kr», with Latin digits: to stand alone, and isolated by its page.

        English says NOK, as abroad. Every other language says «kr», which is what stands on letters and in shops
        here; its letters also make an isolated amount run from left to right, whatever stands around it.
        """
        said = self.kroner(abs(amount))
        sign = "\N{MINUS SIGN}" if amount < 0 else ""
        if self._names_the_currency:
            return f"{sign}NOK\N{NO-BREAK SPACE}{said}"
        return f"{sign}{said}\N{NO-BREAK SPACE}kr"

    @_sayable
    def number(self, value: int | Decimal | Fraction) -> str:
        """«136 549», «2,041», «2/3»: exact, whatever it is; a fraction stays one."""
        if isinstance(value, Fraction):
            return str(value)
        whole, _, part = f"{Decimal(value):,f}".partition(".")
        return (
            f"{whole.replace(',', self._group)}{self._decimal}{part}"
            if part
            else whole.replace(",", self._group)
        )

    def near(self, day: date, today: date, words: Words) -> str:
        """«i går», «i dag» or «i morgen», else the weekday with day and month: «mandag 23. november»."""
        said = self._said_near(day, today, words)
        return Again(said, lambda other: dates_of(other.locale.code).near(day, today, other))

    def _said_near(self, day: date, today: date, words: Words) -> str:
        distance = (_local(day) - _local(today)).days
        if distance == 0:
            return words.gettext("i dag")
        if distance == 1:
            return words.gettext("i morgen")
        if distance == -1:
            return words.gettext("i går")
        return self._said(self._near, _local(day))

    def until(self, day: date, today: date, words: Words) -> str:
        """«i dag», «i morgen» or «om 3 dager», for a day that is still to come."""
        distance = (_local(day) - _local(today)).days
        return Again(_in_days(distance, words), lambda other: _in_days(distance, other))


@cache
def dates_of(code: str) -> Dates:
    """The dates of a language of ours, made when they are first asked for."""
    return Dates(code)


def _in_days(distance: int, words: Words) -> str:
    if distance == 0:
        return words.gettext("i dag")
    if distance == 1:
        return words.gettext("i morgen")
    return words.ngettext("om %(num)s dag", "om %(num)s dager", distance)


def _oslo(moment: datetime) -> datetime:
    return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).astimezone(OSLO)


def _local(day: date) -> date:
    """The day in Norway: a moment close to midnight UTC belongs to the next day here."""
    return _oslo(day).date() if isinstance(day, datetime) else day
