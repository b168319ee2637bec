"""Time limits for acting: how they are counted, when a complaint must be in, when the office answers.

A limit for acting moves past weekends and public holidays. A period, such as the length of a programme, does not.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import ClassVar

from portal.rules.days import Holidays, add_months, next_working_day, working_days_after
from portal.rules.decision import Because, Decision, Outcome, Reason
from portal.rules.law import DOMSTOLLOVEN, Basis, Citation, HouseRule
from portal.rules.parameters import dated

# Forvaltningsloven has no rule of its own for the counting, and § 30 only says how a complaint is lodged in time;
# the domstolloven's rules for counting are the ones that administrative practice follows.
COUNTED_DAYS = Citation(DOMSTOLLOVEN, "148", 1)
SAME_WEEKDAY = Citation(DOMSTOLLOVEN, "148", 2, 1)
SAME_NUMBER = SAME_WEEKDAY
LAST_OF_MONTH = Citation(DOMSTOLLOVEN, "148", 2, 2)
MOVES_TO_WORKING_DAY = Citation(DOMSTOLLOVEN, "149", 1, 1)

ANSWER_ROUTINE = HouseRule("office.answer-time", "How soon the office answers a message is its own promise.")

Counted = tuple[date, tuple[Because, ...]]
"""The last day for acting, and how it was counted."""


@dataclass(frozen=True, slots=True)
class ComplaintWeeks(Reason):
    """A complaint can be made within `weeks` weeks from `notified_on`."""

    code: ClassVar[str] = "complaint.weeks"
    notified_on: date
    weeks: int


@dataclass(frozen=True, slots=True)
class EndsOnSameWeekday(Reason):
    """Counted in weeks, the limit ends on the same weekday, which is `ends_on`."""

    code: ClassVar[str] = "deadline.same-weekday"
    ends_on: date


@dataclass(frozen=True, slots=True)
class EndsAfterDays(Reason):
    """Counted in days, the day `starts_on` is left out, and the limit ends on `ends_on`, which is day number `days`."""

    code: ClassVar[str] = "deadline.after-days"
    starts_on: date
    days: int
    ends_on: date


@dataclass(frozen=True, slots=True)
class EndsOnSameNumber(Reason):
    """Counted in months or years, the limit ends on the day with the same number, which is `ends_on`."""

    code: ClassVar[str] = "deadline.same-number"
    ends_on: date


@dataclass(frozen=True, slots=True)
class EndsOnLastOfMonth(Reason):
    """The last month has no day with that number, so the limit ends on its last day, `ends_on`."""

    code: ClassVar[str] = "deadline.last-of-month"
    ends_on: date


@dataclass(frozen=True, slots=True)
class MovedToWorkingDay(Reason):
    """`ends_on` is a Saturday, Sunday or public holiday, so the limit moves to `moved_to`."""

    code: ClassVar[str] = "deadline.moved-to-working-day"
    ends_on: date
    moved_to: date


@dataclass(frozen=True, slots=True)
class OfficeAnswersWithin(Reason):
    """The office answers what it got on `received_on` within `working_days` working days."""

    code: ClassVar[str] = "office.answers-within"
    received_on: date
    working_days: int


def deadline_days(start: date, days: int, holidays: Holidays) -> date:
    """The last day for acting, `days` calendar days after `start`, which is not counted (domstolloven §§ 148-149)."""
    return counted_days(start, days, holidays)[0]


def deadline_weeks(start: date, weeks: int, holidays: Holidays) -> date:
    """The last day for acting: the same weekday `weeks` weeks later (domstolloven §§ 148-149)."""
    return counted_weeks(start, weeks, holidays)[0]


def deadline_months(start: date, months: int, holidays: Holidays) -> date:
    """The last day for acting: the same number in the month, `months` later (domstolloven §§ 148-149)."""
    return counted_months(start, months, holidays)[0]


def counted_days(start: date, days: int, holidays: Holidays) -> Counted:
    """A limit of `days` calendar days, with its reasons (domstolloven § 148 ledd 1)."""
    ends_on = start + timedelta(days=days)
    return _moved(ends_on, Because(EndsAfterDays(start, days, ends_on), COUNTED_DAYS), holidays)


def counted_weeks(start: date, weeks: int, holidays: Holidays) -> Counted:
    """A limit of `weeks` weeks, with its reasons (domstolloven § 148 ledd 2 punktum 1)."""
    ends_on = start + timedelta(weeks=weeks)
    return _moved(ends_on, Because(EndsOnSameWeekday(ends_on), SAME_WEEKDAY), holidays)


def counted_months(start: date, months: int, holidays: Holidays) -> Counted:
    """A limit of `months` months, twelve for a year, with its reasons (domstolloven § 148 ledd 2)."""
    ends_on = add_months(start, months)
    because = (
        Because(EndsOnSameNumber(ends_on), SAME_NUMBER)
        if ends_on.day == start.day
        else Because(EndsOnLastOfMonth(ends_on), LAST_OF_MONTH)
    )
    return _moved(ends_on, because, holidays)


def time_limit(counted: Counted) -> Decision[date]:
    """The answer to "when does this limit end", for a limit that somebody else has set."""
    last, because = counted
    return Decision("deadlines.limit", 1, Outcome.COMPUTED, because, last)


def complaint_deadline(notified_on: date, holidays: Holidays) -> Decision[date]:
    """The last day to complain over a decision (forvaltningsloven § 29 ledd 1 punktum 1, or the act after it).

    `notified_on` is the day the notice reached the person; for a digital letter the later of the day it
    was available and the day the alert was sent (eForvaltningsforskriften § 11 ledd 2). A later reminder moves nothing.
    """
    weeks = dated("case.complaint_weeks", notified_on)
    last, counting = counted_weeks(notified_on, weeks.whole, holidays)
    because = (Because(ComplaintWeeks(notified_on, weeks.whole), weeks.basis), *counting)
    return Decision("deadlines.complaint", 1, Outcome.COMPUTED, because, last)


def answer_due(
    received: date, working_days: int, holidays: Holidays, basis: Basis = ANSWER_ROUTINE
) -> Decision[date]:
    """The day by which the office has promised an answer. Its own routine, not law.

    `working_days` is what the office has promised for this kind of message, and `basis` where it did so.
    Raises ValueError below 1.
    """
    due = working_days_after(received, working_days, holidays)
    because = Because(OfficeAnswersWithin(received, working_days), basis)
    return Decision("deadlines.answer", 1, Outcome.COMPUTED, (because,), due)


def _moved(ends_on: date, because: Because, holidays: Holidays) -> Counted:
    last = next_working_day(ends_on, holidays)
    if last == ends_on:
        return last, (because,)
    return last, (because, Because(MovedToWorkingDay(ends_on, last), MOVES_TO_WORKING_DAY))
