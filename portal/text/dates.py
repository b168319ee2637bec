"""Dates and numbers as people read them: names from CLDR loaded once, Norwegian time, Latin digits everywhere."""

import re
from datetime import UTC, date, datetime, time
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from zoneinfo import ZoneInfo

import babel
from babel.numbers import format_currency

from portal.text.locales import LOCALES, Locale
from portal.text.words import Words

OSLO = ZoneInfo("Europe/Oslo")

_TOKEN = re.compile(r"'([^']*)'|(E{4}|c{4}|M{4}|L{4}|d{1,2}|y)|([A-Za-z]+)|([^A-Za-z']+)")
_YEAR_AT_THE_END = re.compile(r"[\s,،]*y.*\Z")
_SLOT = {"EEEE": "{0}", "cccc": "{0}", "d": "{1}", "dd": "{1:02d}", "MMMM": "{2}", "LLLL": "{3}", "y": "{4}"}
_WRITES_KL = frozenset({"nb", "nn"})
_CENT = Decimal("0.01")
_LETTER_BEFORE_DIGIT = re.compile(r"(?<=[^\W\d_])(?=\d)")


def _compiled(pattern: str) -> str:
    """A CLDR pattern as a str.format text; a letter we have no use for raises ValueError at start, not on a page."""
    parts: list[str] = []
    for quoted, token, unknown, literal in _TOKEN.findall(pattern):
        if unknown:
            raise ValueError(f"the date pattern {pattern!r} uses {unknown!r}")
        parts.append(_SLOT[token] if token else quoted or literal)
    return "".join(parts)


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
        "_near",
        "_short",
        "_standing",
        "locale",
    )

    locale: Locale

    def __init__(self, locale: Locale | str) -> None:
        self.locale = LOCALES[locale] if isinstance(locale, str) else locale
        cldr = babel.Locale.parse(self.locale.cldr)
        self._days: tuple[str, ...] = tuple(cldr.days["format"]["wide"][index] for index in range(7))
        self._months: tuple[str, ...] = (
            "",
            *(cldr.months["format"]["wide"][index] for index in range(1, 13)),
        )
        self._standing: tuple[str, ...] = (
            "",
            *(cldr.months["stand-alone"]["wide"][index] for index in range(1, 13)),
        )
        full = cldr.date_formats["full"].pattern
        self._full = _compiled(full)
        self._near = _compiled(_YEAR_AT_THE_END.sub("", full))
        self._short = _compiled(cldr.date_formats["long"].pattern)
        self._day_month = _compiled(cldr.datetime_skeletons["MMMMd"].pattern)
        self._month_year = _compiled(cldr.datetime_skeletons["yMMMM"].pattern)
        self._decimal = cldr.number_symbols["latn"]["decimal"]
        self._group = cldr.number_symbols["latn"]["group"]
        self._comma = "،" if "،" in full else ","
        self._kl = self.locale.code in _WRITES_KL

    def _said(self, pattern: str, day: date) -> str:
        month = day.month
        return pattern.format(
            self._days[day.weekday()], day.day, self._months[month], self._standing[month], day.year
        )

    def full(self, day: date) -> str:
        """«mandag 23. november 2026»."""
        return self._said(self._full, _local(day))

    def short(self, day: date) -> str:
        """«23. november 2026»."""
        return self._said(self._short, _local(day))

    def day_month(self, day: date) -> str:
        """«23. november»."""
        return self._said(self._day_month, _local(day))

    def month_year(self, day: date) -> str:
        """«november 2026»."""
        return self._said(self._month_year, _local(day))

    def weekday(self, day: date) -> str:
        """«mandag»."""
        return self._days[_local(day).weekday()]

    def week_number(self, day: date) -> int:
        """The ISO week, 1 to 53, as Norwegian calendars count."""
        return _local(day).isocalendar().week

    def clock(self, moment: time | datetime) -> str:
        """«kl. 14.05» in Norwegian, 14:05 elsewhere. A time is said as it is; a moment is said in Norwegian time."""
        if isinstance(moment, datetime):
            moment = _oslo(moment).time()
        if self._kl:
            return f"kl. {moment.hour:02d}.{moment.minute:02d}"
        return f"{moment.hour:02d}:{moment.minute:02d}"

    def moment(self, moment: datetime) -> str:
        """«mandag 23. november 2026 kl. 14.05», in Norwegian time; a moment without a zone is UTC, as in the rows."""
        here = _oslo(moment)
        between = " " if self._kl else f"{self._comma} "
        return f"{self._said(self._full, here)}{between}{self.clock(here.time())}"

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

    def kroner(self, amount: Decimal) -> str:
        """«16 306,47»: two decimals always, thousands apart, with the language's signs and Latin digits."""
        whole, _, part = f"{abs(amount).quantize(_CENT, ROUND_HALF_UP):,f}".partition(".")
        sign = "−" if amount < 0 else ""
        return f"{sign}{whole.replace(',', self._group)}{self._decimal}{part}"

    def money(self, amount: Decimal) -> str:
        """«15 560,36 kr» as the language writes kroner, with Latin digits: to stand alone, and isolated by its page."""
        said = format_currency(
            amount.quantize(_CENT, ROUND_HALF_UP), "NOK", locale=self.locale.cldr, numbering_system="latn"
        )
        # CLDR asks for a space between letters and digits, which Babel leaves out, and for a minus that stays before
        # its digits also from right to left.
        if amount < 0 and self.locale.direction == "rtl":
            said = said.replace("-", "\N{LEFT-TO-RIGHT MARK}-").replace("\xa0", "\N{RIGHT-TO-LEFT MARK}\xa0")
        return _LETTER_BEFORE_DIGIT.sub("\N{NO-BREAK SPACE}", said).replace("-", "\N{MINUS SIGN}")

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
        distance = (_local(day) - _local(today)).days
        if distance == 0:
            return words.gettext("i dag")
        if distance == 1:
            return words.gettext("i morgen")
        if distance == -1:
            return words.gettext("i går")
        return self._said(self._near, _local(day))


def _oslo(moment: datetime) -> datetime:
    return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).astimezone(OSLO)


def _local(day: date) -> date:
    """The day in Norway: a moment close to midnight UTC belongs to the next day here."""
    return _oslo(day).date() if isinstance(day, datetime) else day
