"""Holiday: how many working days there are in a calendar year, and how many are left (KVP-forskriften § 17)."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import ClassVar

from portal.rules.days import Holidays, birthday, working_days_among
from portal.rules.decision import Because, Decision, Outcome, Reason
from portal.rules.free_days import FREE_DAYS
from portal.rules.law import KVP_FORSKRIFTEN, Citation
from portal.rules.parameters import dated
from portal.rules.practice import USUAL, Practice

_2012 = date(2012, 1, 1)
WHEN = Citation(KVP_FORSKRIFTEN, "17", 1, 3, wording_since=_2012)
WITH_BENEFIT = Citation(KVP_FORSKRIFTEN, "17", 1, 4, wording_since=_2012)
SENIOR_FROM, PART_YEAR = "holiday.senior_from", "holiday.part_year"
MONTHS_OF_A_YEAR = 12


@dataclass(frozen=True, slots=True)
class HolidayFacts:
    """Who asks about holiday on `on`, and the days taken or planned, in any order and of any year.

    Days of another calendar year than that of `on` and days that are free anyway are not counted.
    `programme_from` and `programme_to` are the programme's first and last day, where they are known.
    Raises ValueError for somebody not yet born, for a programme the wrong way round, and for one that
    holds no day of that calendar year.
    """

    on: date
    born: date
    taken: tuple[date, ...] = ()
    programme_from: date | None = None
    programme_to: date | None = None

    def __post_init__(self) -> None:
        if self.on < self.born:
            raise ValueError("nobody has holiday before being born")
        first, last = self.programme_from or date.min, self.programme_to or date.max
        if last < first:
            raise ValueError("a programme cannot end before it begins")
        if first.year > self.on.year or last.year < self.on.year:
            raise ValueError("the programme holds no day of that year")

    @property
    def months(self) -> int:
        """The months of the calendar year that the programme begins or goes on in."""
        year = self.on.year
        first = self.programme_from.month if self.programme_from and self.programme_from.year == year else 1
        last = self.programme_to.month if self.programme_to and self.programme_to.year == year else 12
        return last - first + 1


@dataclass(frozen=True, slots=True)
class HolidayOfYear(Reason):
    """There are up to `working_days` working days of holiday in the calendar year `year`."""

    code: ClassVar[str] = "holiday.of-year"
    year: int
    working_days: int


@dataclass(frozen=True, slots=True)
class HolidayByMonth(Reason):
    """The programme covers `months` months of the year, so the office gives `working_days` working days."""

    code: ClassVar[str] = "holiday.by-month"
    months: int
    working_days: int


@dataclass(frozen=True, slots=True)
class HolidayInFull(Reason):
    """The programme covers `months` months of the year, and the office gives the whole holiday all the same."""

    code: ClassVar[str] = "holiday.in-full"
    months: int


@dataclass(frozen=True, slots=True)
class ExtraDaysForSeniors(Reason):
    """Whoever is over `age` has `working_days` working days more."""

    code: ClassVar[str] = "holiday.extra-days-for-seniors"
    age: int
    working_days: int


@dataclass(frozen=True, slots=True)
class SeniorSince(Reason):
    """As this office reads it, that is from `first_day`."""

    code: ClassVar[str] = "holiday.senior-since"
    first_day: date


@dataclass(frozen=True, slots=True)
class IfSenior(Reason):
    """From `first_day` there are `working_days` working days more."""

    code: ClassVar[str] = "holiday.if-senior"
    first_day: date
    working_days: int


@dataclass(frozen=True, slots=True)
class HolidayTaken(Reason):
    """`taken` working days of the year's holiday are taken or planned, so `left` remain."""

    code: ClassVar[str] = "holiday.taken"
    taken: int
    left: int


@dataclass(frozen=True, slots=True)
class MoreHolidayThanThereIs(Reason):
    """`taken` working days are taken or planned, `over` more than the `working_days` there are."""

    code: ClassVar[str] = "holiday.more-than-there-is"
    taken: int
    working_days: int
    over: int


@dataclass(frozen=True, slots=True)
class FreeDaysUseNoHoliday(Reason):
    """`days` of the days given are free in any case, so they use no holiday."""

    code: ClassVar[str] = "holiday.free-days-use-none"
    days: int


@dataclass(frozen=True, slots=True)
class MunicipalityDecidesWhen(Reason):
    """The municipality decides when the holiday is held."""

    code: ClassVar[str] = "holiday.municipality-decides-when"


@dataclass(frozen=True, slots=True)
class HolidayWithBenefit(Reason):
    """The benefit is kept in the holiday."""

    code: ClassVar[str] = "holiday.with-benefit"


def holiday_balance(facts: HolidayFacts, holidays: Holidays, practice: Practice = USUAL) -> Decision[int]:
    """The working days of holiday left in the calendar year of `facts.on` (§ 17), never below 0.

    UNDECIDED when more is taken than there is; that a right to more days comes later in the year changes that.
    """
    row, year = dated("leave.holiday_days", facts.on), facts.on.year
    because = [Because(HolidayOfYear(year, row.whole), row.basis)]
    quota = row.whole
    if facts.months < MONTHS_OF_A_YEAR:
        quota, why = _part_year(quota, facts.months, practice)
        because.append(Because(why, practice.basis(PART_YEAR)))

    extra, age = dated("leave.holiday_days_senior", facts.on), dated("leave.senior_age", facts.on).whole
    senior_from = _senior_from(birthday(facts.born, age), practice)
    if facts.on >= senior_from:
        quota += extra.whole
        because.append(Because(ExtraDaysForSeniors(age, extra.whole), extra.basis))
        because.append(Because(SeniorSince(senior_from), practice.basis(SENIOR_FROM)))

    of_year = {day for day in facts.taken if day.year == year}
    taken = len(working_days_among(of_year, holidays))
    if len(of_year) > taken:
        because.append(Because(FreeDaysUseNoHoliday(len(of_year) - taken), FREE_DAYS))
    left = quota - taken
    count: Reason = HolidayTaken(taken, left) if left >= 0 else MoreHolidayThanThereIs(taken, quota, -left)
    because += [
        Because(count, row.basis),
        Because(MunicipalityDecidesWhen(), WHEN),
        Because(HolidayWithBenefit(), WITH_BENEFIT),
    ]
    if left >= 0:
        return Decision("holiday.balance", 1, Outcome.COMPUTED, tuple(because), left)
    later_this_year = facts.on < senior_from and senior_from.year == year
    would_change = (IfSenior(senior_from, extra.whole),) if later_this_year else ()
    return Decision("holiday.balance", 1, Outcome.UNDECIDED, tuple(because), 0, would_change)


def _part_year(full: int, months: int, practice: Practice) -> tuple[int, Reason]:
    if practice.choice(PART_YEAR) == "full":
        return full, HolidayInFull(months)
    # A part of a day is given as a whole one: the office's choice must not cost somebody what it cannot divide.
    days = -(-full * months // MONTHS_OF_A_YEAR)
    return days, HolidayByMonth(months, days)


def _senior_from(turns: date, practice: Practice) -> date:
    """The first day on which somebody who reaches the age on `turns` is over it, as the office reads "over"."""
    match practice.choice(SENIOR_FROM):
        case "birthday":
            return turns
        case "whole-year":
            return date(turns.year, 1, 1)
        case _:
            return turns + timedelta(days=1)
