"""What stands in a calendar feed: appointments, weekly activities and evaluation dates, in times and ids."""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from portal.domain.appointments import AppointmentState
from portal.domain.calendar import monday_of, oslo_day, oslo_moment
from portal.domain.plan import PartOfLife
from portal.domain.programme import OPEN_STATES, ActivityKind
from portal.services import plans
from portal.services.permissions import Action, Subject, own_case
from portal.services.plans import Plan
from portal.services.programme_case import standing_of
from portal.services.quiet_days import Quiet, quiet_of, why_free
from portal.services.week_offers import is_shut
from portal.services.work import Work
from portal.store import appointment as appointments
from portal.store import offer as offers
from portal.store import radar
from portal.store.base import AnyRow

BACK = timedelta(days=30)
# A weekly activity without an end is told this far ahead: a calendar comes again long before that.
AHEAD = timedelta(days=366)
ONE_DAY = timedelta(days=1)
WEEK = timedelta(days=7)
MOST = 500


class EntryKind(StrEnum):
    """What an entry is, for whoever finds the words."""

    APPOINTMENT = "appointment"
    ACTIVITY = "activity"
    EVALUATION = "evaluation"


@dataclass(frozen=True, slots=True)
class _Days:
    """The days of a weekly entry that are told, and the last one that there is, None where nobody has decided it."""

    told: list[date]
    end: date | None


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry. `key` names it for ever; `sequence` is what its own row has counted, 0 without one that counts.

    A single one has a moment in UTC, an evaluation a whole day. A weekly one is told by its first day, and comes again
    each week through `until` but for the days in `without`. `title` and `place` are empty where they may not be told.
    `open_door`: nobody is awaited, so the time is not taken. `lasting` is what of a weekly one is no change when it only
    is told further ahead: its end, where that is known, and the days that somebody has taken out of it.
    """

    kind: EntryKind
    key: str
    starts: datetime | date
    ends: datetime | None = None
    sequence: int = 0
    title: str = ""
    place: str = ""
    cancelled: bool = False
    open_door: bool = False
    until: datetime | None = None
    without: tuple[datetime, ...] = ()
    lasting: str = ""


def entries_of(work: Work, *, names_shown: bool) -> tuple[Entry, ...]:
    """Everything from thirty days ago on, for the actor themselves, who is a participant."""
    subject = own_case(work, Action.USE_OWN_PLAN)
    named = names_shown and not subject.hidden
    after = work.now - BACK
    found = appointments.coming(
        work.session, subject.id, subject.office_id, after, places=named, left=work.now, limit=MOST
    )
    single = tuple(_appointment(row, named=named) for row in found)
    plan = plans.own_plan(work)
    if plan is None:
        return single
    quiet = quiet_of(standing_of(work, plan.programme, plan.away), work.today)
    opened = tuple(_offers(work, subject, quiet, named=named)) if quiet.state in OPEN_STATES else ()
    if plan.programme.started_on is None:
        return single + opened
    evaluations = tuple(_evaluations(work, plan, quiet))
    return single + evaluations + tuple(_weekly(work, plan, quiet, named=named)) + opened


def _appointment(row: AnyRow, *, named: bool) -> Entry:
    return Entry(
        EntryKind.APPOINTMENT,
        row.id,
        row.starts_at,
        row.ends_at,
        sequence=row.sequence,
        title=row.title if named else "",
        place=row.place if named else "",
        cancelled=row.state is AppointmentState.CANCELLED,
    )


def _evaluations(work: Work, plan: Plan, quiet: Quiet) -> Iterator[Entry]:
    for day in plan.evaluations:
        gone = quiet.over_after is not None and day > quiet.over_after
        if day >= work.today - BACK and not gone:
            yield Entry(EntryKind.EVALUATION, f"{plan.programme.id} {day.isoformat()}", day)


def _weekly(work: Work, plan: Plan, quiet: Quiet, *, named: bool) -> Iterator[Entry]:
    free_weeks = {row.monday for row in radar.free_weeks(work.session, [plan.programme.id])}
    for item in (*plan.now, *plan.coming, *plan.done):
        # What is about health is told to nobody who happens to see the calendar.
        private = item.row.kind is ActivityKind.HEALTH or item.row.serves is PartOfLife.HEALTH
        told = named and not private
        for number, slot in enumerate(item.slots):
            days = _days(
                slot.weekday,
                max(plan.programme.started_on, item.row.first_day),
                (quiet.last_day, item.row.last_day),
                (work.today + AHEAD, plan.latest_end),
            )
            yield from _series(
                work,
                f"{item.row.id} {number}",
                slot,
                days,
                free={day for day in days.told if why_free(work, day)},
                taken={day for day in days.told if quiet.on(day) or monday_of(day) in free_weeks},
                title=item.row.title if told else "",
                place=item.row.place if told else "",
                open_door=bool(slot.drop_in),
            )


def _offers(work: Work, subject: Subject, quiet: Quiet, *, named: bool) -> Iterator[Entry]:
    """What is open to all, and the participant has put into their own week."""
    first, last = work.today - BACK, work.today + AHEAD
    for row in offers.between(work.session, subject.id, subject.office_id, first, last):
        closed = oslo_day(row.closed_at) - ONE_DAY if row.closed_at else None
        ends = (row.last_day, row.ends_on, closed, quiet.over_after)
        days = _days(row.weekday, max(row.first_day, row.opens_on), ends, (last,))
        yield from _series(
            work,
            " ".join(
                (
                    row.id,
                    row.first_day.isoformat(),
                    row.opens_on.isoformat(),
                    str(row.weekday),
                    row.starts.isoformat("minutes"),
                )
            ),
            row,
            days,
            free={day for day in days.told if is_shut(work, day)},
            title=row.title if named else "",
            place=row.place if named else "",
            open_door=True,
        )


def _series(
    work: Work,
    key: str,
    slot: AnyRow,
    days: _Days,
    *,
    free: Collection[date],
    taken: Collection[date] = (),
    title: str = "",
    place: str = "",
    open_door: bool = False,
) -> Iterator[Entry]:
    """The weekly entry of a slot on these days, if there is one on which it takes place and they are not long past."""
    without = [day for day in days.told if day in free or day in taken]
    if len(without) == len(days.told) or days.told[-1] < work.today - BACK:
        return
    yield Entry(
        EntryKind.ACTIVITY,
        key,
        oslo_moment(days.told[0], slot.starts),
        oslo_moment(days.told[0], slot.ends),
        title=title,
        place=place,
        open_door=open_door,
        until=oslo_moment(days.told[-1], slot.starts),
        without=tuple(oslo_moment(day, slot.starts) for day in without),
        lasting=" ".join([str(days.end), *(day.isoformat() for day in sorted(taken))]),
    )


def _days(weekday: int, first: date, ends: Iterable[date | None], told: Iterable[date | None]) -> _Days:
    """Every such day of the week from `first` through the first of the `ends`, as far ahead as it is `told`."""
    end = min((day for day in ends if day is not None), default=None)
    last = min(day for day in (end, *told) if day is not None)
    day = first + timedelta(days=(weekday - first.weekday()) % 7)
    found = [day + WEEK * number for number in range(max(0, (last - day).days // 7 + 1))]
    return _Days(found, end and end - timedelta(days=(end.weekday() - weekday) % 7))
