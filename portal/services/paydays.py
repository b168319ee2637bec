"""The office's days of payment: which one comes next, and the calendar that the office keeps of them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from portal.domain.allowance import Counted
from portal.domain.errors import Conflict, Refused
from portal.domain.money import FURTHEST_PAYDAY_DAYS
from portal.domain.months import month_before, next_month
from portal.rules.decision import Decision
from portal.rules.questions import ALL, Around
from portal.services import limits
from portal.services.offices import practice_of
from portal.services.permissions import Action, own_office
from portal.services.work import Work
from portal.store import benefit as store
from portal.store.base import AnyRow, new_id
from portal.store.benefit import Payday
from portal.store.engine import take_turn

QUESTION = "payday"
MONTHS_BACK, MONTHS_AHEAD = 2, 12


@dataclass(frozen=True, slots=True)
class NextPayday:
    """The next day of payment, the month it is for, and why it is that day."""

    month: date
    decision: Decision[date]


@dataclass(frozen=True, slots=True)
class MonthPaid:
    """One month of the calendar with every version of its day, oldest first."""

    month: date
    versions: tuple[AnyRow, ...]
    told: Decision[date] | None

    @property
    def day(self) -> date | None:
        """The day that holds; None while the office has entered none."""
        return self.versions[-1].day if self.versions else None

    @property
    def version(self) -> int:
        """Which version that is; 0 before there is any."""
        return int(self.versions[-1].version) if self.versions else 0


def next_payday(work: Work, office_id: str) -> NextPayday | None:
    """The office's next day of payment; None where it has entered none. It tells of nobody."""
    # A day that is free is told as an earlier one, so the day in the calendar never comes before the one that is told.
    found = [
        NextPayday(row.month, _told(work, office_id, row.day))
        for row in store.paydays_since(work.session, office_id, work.today)
    ]
    coming = [one for one in found if one.decision.value >= work.today]
    return min(coming, key=lambda one: (one.decision.value, one.month), default=None)


def calendar(work: Work) -> list[MonthPaid]:
    """The calendar of the actor's office: the last months and those of the coming year. Raises NotPermitted."""
    office_id = own_office(work.actor, Action.MANAGE_PAYDAYS)
    months = _months(work.today)
    rows = store.paydays_of_office(work.session, office_id, months[0])
    return [_paid(work, office_id, month, [row for row in rows if row.month == month]) for month in months]


def enter(work: Work, month: date, day: date, before: int) -> None:
    """Enter the day on which the benefit of `month` is paid. Entered twice it is entered once.

    Raises Conflict when somebody has entered another one since the page was opened (version `before`), Refused for a
    month that is no row of the calendar and for a day out of reach, TooMany and NotPermitted.
    """
    office_id = own_office(work.actor, Action.MANAGE_PAYDAYS)
    if month not in _months(work.today):
        raise Refused("payday-month")
    if not month <= day <= month + timedelta(days=FURTHEST_PAYDAY_DAYS):
        raise Refused("payday-day")
    take_turn(work.session, f"paydays of {office_id}")
    rows = [row for row in store.paydays_of_office(work.session, office_id, month) if row.month == month]
    now = _paid(work, office_id, month, rows)
    if now.day == day:
        return
    if now.version != before:
        raise Conflict("Somebody else has entered a day for this month.")
    limits.spend(work.session, work.actor.id, Counted.STAFF, work.now, work.rates)
    work.session.add(
        Payday(
            id=new_id(),
            office_id=office_id,
            month=month,
            version=now.version + 1,
            day=day,
            entered_by=work.actor.id,
            entered_at=work.now,
        )
    )


def _paid(work: Work, office_id: str, month: date, rows: Sequence[AnyRow]) -> MonthPaid:
    told = _told(work, office_id, rows[-1].day) if rows else None
    return MonthPaid(month, tuple(rows), told)


def _told(work: Work, office_id: str, day: date) -> Decision[date]:
    around = Around(work.holidays.of_year, practice_of(work, office_id))
    return ALL[QUESTION].answer({"in_calendar": day.isoformat()}, around)


def _months(today: date) -> list[date]:
    first = today.replace(day=1)
    for _ in range(MONTHS_BACK):
        first = month_before(first)
    months = [first]
    while len(months) < MONTHS_BACK + MONTHS_AHEAD:
        months.append(next_month(months[-1]))
    return months
