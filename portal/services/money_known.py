"""What is known of somebody for their money: what was entered, where the programme stands, the days and the absences."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from portal.domain.programme_steps import Pause, Standing
from portal.rules.practice import Practice
from portal.rules.questions import ALL, Around
from portal.services.offices import practice_of
from portal.services.permissions import Subject
from portal.services.programme_case import standing_of
from portal.services.week_days import Day
from portal.services.week_reading import read_days
from portal.services.work import Work
from portal.store import benefit as store
from portal.store import person as people
from portal.store import programme as programmes
from portal.store.base import AnyRow

PAYDAY = "payday"


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of one participant for some months. `entries` is what was entered, oldest first.

    `days` are the days with their plan, `absences` what was reported of them, `confirmed` the months that the office has
    confirmed, and `paid_on` the days of payment that the office has entered, by month.
    """

    around: Around
    born: date | None
    entries: Sequence[AnyRow]
    standing: Standing | None
    days: Mapping[date, Day]
    absences: Sequence[AnyRow]
    confirmed: Mapping[date, AnyRow]
    paid_on: Mapping[date, date]

    @property
    def practice(self) -> Practice:
        """What the office has chosen."""
        return self.around.practice

    @property
    def first_day(self) -> date | None:
        """The first day in the programme; None before it has begun."""
        return self.standing.started_on if self.standing else None

    @property
    def last_day(self) -> date | None:
        """The last day in the programme, or the last one that is decided; None where nobody has said."""
        return (self.standing.closed_on or self.standing.period_to) if self.standing else None

    @property
    def holds(self) -> list[AnyRow]:
        """The entries that hold of this programme. What was entered for an earlier one says nothing of it."""
        since = earliest_entry(self.standing)
        return [row for row in holding(self.entries) if since is None or row.from_day >= since]


def known(work: Work, subject: Subject, first: date, last: date) -> Known:
    """What is known for the days from `first` to `last` of somebody whose case the actor has been let into."""
    person = people.by_id(work.session, subject.id)
    around = Around(work.holidays.of_year, practice_of(work, subject.office_id))
    found = read_days(work, subject, first, last, private=False, only_here=True)
    return Known(
        around=around,
        born=person.born_on if person else None,
        entries=store.facts_of_case(work.session, subject.id, subject.office_id),
        standing=where_it_stands(work, subject),
        days={day.day: day for day in found.days},
        absences=store.absences_between(work.session, subject.id, subject.office_id, first, last),
        confirmed=found.confirmed,
        paid_on=_paid_on(store.paydays_of_months(work.session, subject.office_id, first, last), around),
    )


def where_it_stands(work: Work, subject: Subject) -> Standing | None:
    """Where the subject's programme stands; None without one."""
    programme = programmes.of_participant(work.session, subject.id, subject.office_id)
    return standing_of(work, programme) if programme is not None else None


def earliest_entry(at: Standing | None) -> date | None:
    """The first day that an entry may begin on: the programme's application, or its first day if that came before."""
    return min(at.received_on, at.started_on or at.received_on) if at else None


def _paid_on(rows: Sequence[AnyRow], around: Around) -> dict[date, date]:
    """The day on which the money of each month comes: a day of the calendar that is free is told as an earlier one."""
    return {row.month: ALL[PAYDAY].answer({"in_calendar": row.day.isoformat()}, around).value for row in rows}


def holding(entries: Sequence[AnyRow]) -> list[AnyRow]:
    """The entries that hold, by their first days: of each day the newest one, unless it takes that day back."""
    newest = {row.from_day: row for row in sorted(entries, key=lambda row: row.number)}
    return [newest[day] for day in sorted(newest) if newest[day].counts]


def awaited(at: Known, day: date) -> bool:
    """Whether the programme runs that day, so that there is something to be away from."""
    begins, ends = at.first_day, at.last_day
    inside = begins is not None and begins <= day and (ends is None or day <= ends)
    return inside and not pauses(at, day, day)


def pauses(at: Known, first: date, last: date) -> list[Pause]:
    """Leave and suspension that share a day with `first` to `last`; one whose end nobody has decided goes on."""
    found = at.standing.pauses if at.standing else ()
    return [one for one in found if one.first_day <= last and one.through >= first]
