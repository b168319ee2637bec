"""The radar: what a plan still lacks and what must be decided soon, for the office and never against the participant.

It gives no figure for a person and puts nobody before anybody else: a list of cases is in the order of its days.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import partial

from portal.domain.audit import Look, Looked
from portal.domain.programme import OPEN_STATES
from portal.rules.practice import Practice
from portal.services.offices import practice_of
from portal.services.permissions import Action, case_of, offices_of, within
from portal.services.programme_case import state_now
from portal.services.radar_lines import Line, Pause, PlannedHours, PlannedSlot, Seen, lines
from portal.services.reach import Scope
from portal.services.work import Work
from portal.store import radar as store
from portal.store.base import AnyRow

PAGE = 25
# After every day that matters: lines without a day come last.
NO_DAY = date(2199, 12, 31)


@dataclass(frozen=True, slots=True)
class OpenCase:
    """One case with the lines that ask something of the office, and the earliest day among them."""

    participant_id: str
    name: str
    lines: tuple[Line, ...]

    @property
    def first_due(self) -> date:
        """The earliest day among the open lines, or one after all of them."""
        return min((line.due for line in self.lines if line.due), default=NO_DAY)

    @property
    def place(self) -> tuple[date, str]:
        """Where the case stands in the list."""
        return self.first_due, self.participant_id


def of_case(work: Work, participant_id: str) -> tuple[Line, ...]:
    """Every line of one case within reach; none without a programme. Raises NotFound and NotPermitted."""
    subject = case_of(work, Action.SEE_CASE, participant_id, Looked.PLAN)
    found = store.programmes(work.session, [subject.office_id], None, subject.id)
    practice = {subject.office_id: practice_of(work, subject.office_id)}
    return next((line for _, line in _seen(work, found, practice)), ())


def open_cases(work: Work, after: tuple[date, str] | None = None) -> list[OpenCase]:
    """The cases that the caseworker works with and that have open lines, the earliest day first, a page at a time.

    `after` is the place of the last one already shown. Raises NotPermitted.
    """
    offices = offices_of(work, Action.WRITE_AS_STAFF)
    work.look(Look(None, Looked.LIST, Scope.OFFICE.value))
    found = store.programmes(work.session, offices, partial(within, work, Action.WRITE_AS_STAFF), None)
    practices = {office_id: practice_of(work, office_id) for office_id in offices}
    cases = (
        OpenCase(row.participant_id, row.name, tuple(line for line in all_of_them if line.is_open))
        for row, all_of_them in _seen(work, found, practices)
    )
    in_order = sorted((case for case in cases if case.lines), key=lambda case: case.place)
    return [case for case in in_order if after is None or case.place > after][:PAGE]


def _seen(
    work: Work, found: list[AnyRow], practices: dict[str, Practice]
) -> Iterable[tuple[AnyRow, tuple[Line, ...]]]:
    """Each programme with its lines. What hangs on the programmes is asked for all of them at once."""
    ids = [row.id for row in found]
    slots: dict[str, list[PlannedSlot]] = defaultdict(list)
    for row in store.slots(work.session, ids):
        slots[row.programme_id].append(
            PlannedSlot(row.kind, row.first_day, row.last_day, row.weekday, row.starts, row.ends)
        )
    untimed: dict[str, list[PlannedHours]] = defaultdict(list)
    for row in store.untimed(work.session, ids):
        untimed[row.programme_id].append(
            PlannedHours(row.kind, row.first_day, row.last_day, row.weekly_minutes)
        )
    days: dict[str, list[date]] = defaultdict(list)
    for row in store.evaluations(work.session, ids):
        days[row.programme_id].append(row.day)
    pauses: dict[str, list[Pause]] = defaultdict(list)
    for row in store.pauses(work.session, ids):
        pauses[row.programme_id].append(Pause(row.kind, row.first_day, row.last_day))
    free: dict[str, list[date]] = defaultdict(list)
    for row in store.free_weeks(work.session, ids):
        free[row.programme_id].append(row.monday)
    for row in found:
        state = state_now(work, row)
        if state not in OPEN_STATES:
            continue
        seen = Seen(
            today=work.today,
            state=state,
            received_on=row.received_on,
            started_on=row.started_on,
            period=row.period,
            period_from=row.period_from,
            period_to=row.period_to,
            slots=tuple(slots[row.id]),
            untimed=tuple(untimed[row.id]),
            evaluations=tuple(days[row.id]),
            pauses=tuple(pauses[row.id]),
            free_weeks=frozenset(free[row.id]),
            practice=practices[row.office_id],
        )
        yield row, lines(seen, work.holidays.of_year)
