"""Time limits for acting: how they are counted, when a complaint must be in, when the office answers.

A limit for acting moves past weekends and public holidays. A period, such as the length of a programme, does not.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import ClassVar

from portal.rules.days import Holidays, add_months, next_working_day, working_days_after
from portal.rules.decision import Because, Decision, Outcome, Reason
from portal.rules.law import DOMSTOLLOVEN, FORVALTNINGSLOVEN, Citation, HouseRule
from portal.rules.parameters import whole_on

THREE_WEEKS = Citation(FORVALTNINGSLOVEN, "29", 1, 1)
# Forvaltningsloven has no rule of its own for the counting, and § 30 only says how a complaint is lodged in time;
# the domstolloven's rules for counting are the ones that administrative practice follows.
SAME_WEEKDAY = Citation(DOMSTOLLOVEN, "148", 2, 1)
MOVES_TO_WORKING_DAY = Citation(DOMSTOLLOVEN, "149", 1, 1)

ANSWER_ROUTINE = HouseRule("office.answer-time", "How soon the office answers a message is its own promise.")
ANSWER_WORKING_DAYS = 3
URGENT_ANSWER_WORKING_DAYS = 1


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
    return next_working_day(start + timedelta(days=days), holidays)


def deadline_weeks(start: date, weeks: int, holidays: Holidays) -> date:
    """The last day for acting: the same weekday `weeks` weeks later (domstolloven §§ 148-149)."""
    return next_working_day(start + timedelta(weeks=weeks), holidays)


def deadline_months(start: date, months: int, holidays: Holidays) -> date:
    """The last day for acting: the same number in the month, `months` later (domstolloven §§ 148-149)."""
    return next_working_day(add_months(start, months), holidays)


def complaint_deadline(notified_on: date, holidays: Holidays) -> Decision[date]:
    """The last day to complain over a decision (forvaltningsloven § 29 ledd 1 punktum 1).

    `notified_on` is the day the notice reached the person; for a digital letter the later of the day it
    was available and the day the alert was sent (eForvaltningsforskriften § 11 ledd 2). A later reminder moves nothing.
    """
    weeks = whole_on("case.complaint_weeks", notified_on)
    ends_on = notified_on + timedelta(weeks=weeks)
    last = deadline_weeks(notified_on, weeks, holidays)
    because = [
        Because(ComplaintWeeks(notified_on, weeks), THREE_WEEKS),
        Because(EndsOnSameWeekday(ends_on), SAME_WEEKDAY),
    ]
    if last != ends_on:
        because.append(Because(MovedToWorkingDay(ends_on, last), MOVES_TO_WORKING_DAY))
    return Decision("deadlines.complaint", 1, Outcome.COMPUTED, tuple(because), last)


def answer_due(received: date, working_days: int, holidays: Holidays) -> Decision[date]:
    """The day by which the office has promised an answer. Its own routine, not law.

    `working_days` is `ANSWER_WORKING_DAYS`, or `URGENT_ANSWER_WORKING_DAYS`, unless the office sets its own.
    """
    due = working_days_after(received, working_days, holidays)
    because = Because(OfficeAnswersWithin(received, working_days), ANSWER_ROUTINE)
    return Decision("deadlines.answer", 1, Outcome.COMPUTED, (because,), due)
