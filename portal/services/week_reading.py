"""Reading somebody's days: the plan, the free days, absences, open offers and what was said, put together."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from portal.domain.absence import AbsenceState
from portal.domain.calendar import monday_of
from portal.domain.months import month_of
from portal.domain.programme import OPEN_STATES, ActivityKind, ProgrammeState
from portal.services.permissions import Subject
from portal.services.quiet_days import own_quiet, why_free
from portal.services.week_days import (
    Chain,
    Day,
    Planned,
    chains_by_day,
    confirmed_on,
    days_from,
)
from portal.services.week_offers import between, is_shut, standing_on
from portal.services.work import Work
from portal.store import absence as absences
from portal.store import activity as activities
from portal.store import attendance as store
from portal.store import month as months
from portal.store.absence import Away
from portal.store.base import AnyRow

_NO_CHAINS: Mapping[str, Chain] = {}


@dataclass(frozen=True, slots=True)
class Days:
    """What was found: the days in order, the programme's state (None without one), and the months that are confirmed.

    `runs`: somebody is awaited these days.
    """

    days: tuple[Day, ...]
    state: ProgrammeState | None
    confirmed: Mapping[date, AnyRow]
    runs: bool = False


def read_days(
    work: Work,
    subject: Subject,
    first: date,
    last: date,
    *,
    private: bool,
    only_here: bool = False,
    everywhere: bool = False,
) -> Days:
    """The days from `first` to `last` of a participant whom the actor may read.

    Without `private` an activity about health is called an appointment. With `only_here` absences of an office that
    was left are left out: after a move its lock is closed. With `everywhere`, which is for participants themselves, what
    was said at such an office comes too.
    """
    found = activities.week_of_participant(
        work.session,
        subject.id,
        subject.office_id,
        first,
        last,
        places=not subject.hidden,
        private=private,
    )
    quiet = own_quiet(work, subject)
    rows = store.chains(
        work.session, subject.id, subject.office_id, first, last, private=private, everywhere=everywhere
    )
    said = chains_by_day([row for row in rows if row.office_id == subject.office_id])
    left_behind = chains_by_day([row for row in rows if row.office_id != subject.office_id])
    gone = absences.between(work.session, subject.id, first, last)
    if not found or quiet is None:
        gone = gone if everywhere else []
        return Days(
            tuple(
                Day(
                    day,
                    (),
                    why_free(work, day),
                    _absence(gone, day),
                    gone=_on(gone, day),
                    left=tuple(left_behind.get(day, _NO_CHAINS).values()),
                )
                for day in days_from(first, last)
            ),
            None,
            {},
        )
    head, slots = found[0], tuple(row for row in found if row.weekday is not None)
    # A free week may begin in the month before.
    monday = monday_of(first)
    session, programme_id = work.session, head.programme_id
    left = (
        activities.free_mondays(session, programme_id, monday, last) if head.is_free or monday < first else ()
    )
    if only_here:
        here = months.absences_at(session, subject.id, subject.office_id)
        gone = [row for row in gone if row.id in here]
    mine = between(work, subject, quiet, first, last)
    confirmed = {
        row.month: row
        for row in months.confirmed_between(session, subject.id, subject.office_id, month_of(first), last)
    }
    days = []
    for day in days_from(first, last):
        left_free = monday_of(day) in left
        free = why_free(work, day)
        chains = said.get(day, _NO_CHAINS)
        awaited = quiet.runs(day) and not left_free and not free
        # What was said stays, also where it was decided afterwards that the day is none of the programme's.
        planned = [
            _planned(slot, chains.get(slot.id))
            for slot in slots
            if _stands(slot, day) and (awaited or slot.id in chains)
        ]
        if not is_shut(work, day) and not quiet.is_over(day):
            planned += [
                _offered(row, chains.get(row.id), places=not subject.hidden) for row in standing_on(day, mine)
            ]
        planned.sort(key=lambda item: item.starts)
        things = {item.thing for item in planned}
        rest = [chain for thing, chain in chains.items() if thing not in things]
        days.append(
            Day(
                day,
                tuple(planned),
                free,
                _absence(gone, day),
                tuple(chain for chain in rest if chain.is_own),
                tuple(chain for chain in rest if not chain.is_own),
                left_free,
                confirmed_on(confirmed, day),
                _on(gone, day),
                quiet.on(day),
                tuple(left_behind.get(day, _NO_CHAINS).values()),
            )
        )
    runs = quiet.state is ProgrammeState.RUNNING or (quiet.state in OPEN_STATES and quiet.runs(work.today))
    return Days(tuple(days), quiet.state, confirmed, runs)


def _on(gone: Sequence[Away], day: date) -> tuple[Away, ...]:
    return tuple(row for row in gone if row.first_day <= day <= row.last_day)


def _absence(gone: Sequence[Away], day: date) -> AbsenceState | None:
    whole_days = [row.state for row in _on(gone, day) if row.starts is None]
    # A day may have been refused once and reported again; what still stands says more than what does not.
    standing = [state for state in whole_days if state is not AbsenceState.REFUSED]
    return next(iter(standing or whole_days), None)


def _stands(slot: AnyRow, day: date) -> bool:
    lasts = slot.first_day <= day and (slot.last_day is None or day <= slot.last_day)
    return bool(lasts and slot.weekday == day.weekday())


def _planned(slot: AnyRow, chain: Chain | None) -> Planned:
    planned = (slot.id, slot.title, slot.kind, slot.place, slot.starts, slot.ends, slot.drop_in)
    return _with(Planned(*planned), chain)


def _offered(row: AnyRow, chain: Chain | None, *, places: bool) -> Planned:
    place = row.place if places else ""
    planned = ("", row.title, ActivityKind.OWN_ACTIVITY, place, row.starts, row.ends, True)
    return _with(Planned(*planned, offer_id=row.id), chain)


def _with(planned: Planned, chain: Chain | None) -> Planned:
    """What is planned with what was said of it and counts."""
    if chain is None:
        return planned
    counts = chain.standing
    if counts is None:
        return replace(planned, version=chain.last.version, chain=chain)
    return replace(
        planned,
        said=counts.attendance,
        minutes_said=counts.minutes,
        feeling=counts.feeling,
        note=counts.note,
        version=chain.last.version,
        by_helper=counts.helper_id is not None,
        chain=chain,
    )
