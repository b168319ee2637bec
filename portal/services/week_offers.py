"""Open offers in somebody's own week: which of them stand on a day."""

from collections.abc import Sequence
from datetime import date

from portal.domain.calendar import oslo_day
from portal.domain.programme import OPEN_STATES
from portal.services.permissions import Subject
from portal.services.quiet_days import Quiet
from portal.services.work import Work
from portal.store import offer as store
from portal.store.base import AnyRow


def between(work: Work, subject: Subject, quiet: Quiet, first: date, last: date) -> list[AnyRow]:
    """What the participant has had in their weeks from `first` to `last`, once for each time of it.

    It stands there also before the start and in a pause: whoever waits may come as well. Of a programme that is over it
    stands on the days through its last one, so that the past stays as it was; on none where nobody wrote that day down.
    """
    if quiet.over_after is None and quiet.state not in OPEN_STATES:
        return []
    return store.between(work.session, subject.id, subject.office_id, first, last)


def is_shut(work: Work, day: date) -> bool:
    """Whether it is a public holiday. On a Saturday or a Sunday an offer is open when the office says so: nobody is awaited."""
    return day in work.holidays.of_year(day.year)


def standing_on(day: date, found: Sequence[AnyRow]) -> list[AnyRow]:
    """Those that stand on that day. One that was closed stands on the days before, so that the past stays as it was."""
    return [row for row in found if row.weekday == day.weekday() and _stands(row, day)]


def _stands(row: AnyRow, day: date) -> bool:
    in_week = row.first_day <= day and (row.last_day is None or day <= row.last_day)
    open_then = row.opens_on <= day and (row.ends_on is None or day <= row.ends_on)
    closed = row.closed_at is not None and oslo_day(row.closed_at) <= day
    return bool(in_week and open_then and not closed)
