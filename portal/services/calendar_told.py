"""Counting what changes in a calendar feed: each change of what a calendar has read, and what is gone since then."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime, time, timedelta

from portal.domain.calendar import oslo_day, oslo_moment
from portal.services.calendar_entries import BACK, Entry, EntryKind
from portal.services.permissions import own_case
from portal.services.work import Work
from portal.store import calendar_entry as store
from portal.store.base import AnyRow
from portal.store.calendar_entry import CalendarEntry
from portal.store.engine import take_turn

ONE_DAY = timedelta(days=1)
TAKEN_BACK = ""


@dataclass(frozen=True, slots=True)
class Told:
    """The feed as a calendar is to read it now, and what of it must be kept because no calendar has read it so before."""

    entries: tuple[Entry, ...]
    news: tuple[CalendarEntry, ...]


def counted(work: Work, entries: Iterable[Entry]) -> Told:
    """The entries with their counters, and those that were there before and are gone, as cancelled.

    The actor is the participant. What is over goes from a feed by itself and is not taken back.
    """
    person_id = own_case(work).id
    known = {row.key: row for row in store.of_person(work.session, person_id)}
    told: list[Entry] = []
    news: list[CalendarEntry] = []
    for entry in entries:
        before = known.pop(entry.key, None)
        mark = _mark(entry)
        sequence = _sequence(entry, before, mark)
        told.append(replace(entry, sequence=sequence))
        now = _kept(person_id, told[-1], mark)
        if before is None or (before.mark, before.sequence, before.over_at) != (mark, sequence, now.over_at):
            news.append(now)
    for gone in known.values():
        if gone.over_at > work.now - BACK + ONE_DAY:
            sequence = gone.sequence + (gone.mark != TAKEN_BACK)
            told.append(_taken_back(gone, sequence))
            if gone.mark != TAKEN_BACK:
                news.append(_kept(person_id, told[-1], TAKEN_BACK, gone.over_at))
    return Told(tuple(told), tuple(news))


def keep(work: Work, entries: Iterable[Entry]) -> Told:
    """The same, and kept, so that the next change counts from here. Two calendars that come at once take turns.

    What is over is kept as well, as long as the address lives: what rests for months comes back under the same name.
    """
    person_id = own_case(work).id
    take_turn(work.session, f"calendar of {person_id}")
    told = counted(work, entries)
    store.put(work.session, list(told.news))
    return told


def _mark(entry: Entry) -> str:
    # How far ahead a weekly one is told moves with today, and is no change.
    told = replace(entry, until=None, without=()) if entry.lasting else entry
    return hashlib.sha256(repr(replace(told, sequence=0)).encode()).hexdigest()


def _sequence(entry: Entry, before: AnyRow | None, mark: str) -> int:
    if before is None:
        return entry.sequence
    sequence: int = before.sequence + (before.mark != mark)
    return max(entry.sequence, sequence)


def _kept(person_id: str, entry: Entry, mark: str, over_at: datetime | None = None) -> CalendarEntry:
    starts = entry.starts if isinstance(entry.starts, datetime) else oslo_moment(entry.starts, time())
    ends = entry.ends
    if over_at is None:
        length = ends - starts if ends else ONE_DAY
        over_at = (entry.until or starts) + length
    return CalendarEntry(
        person_id=person_id,
        key=entry.key,
        sequence=entry.sequence,
        mark=mark,
        starts_at=starts,
        ends_at=ends,
        over_at=over_at,
    )


def _taken_back(row: AnyRow, sequence: int) -> Entry:
    whole_day = row.ends_at is None
    return Entry(
        EntryKind.EVALUATION if whole_day else EntryKind.APPOINTMENT,
        row.key,
        oslo_day(row.starts_at) if whole_day else row.starts_at,
        row.ends_at,
        sequence=sequence,
        cancelled=True,
    )
