"""Must be decided soon: the programmes within reach of which something is due, the first day first."""

from dataclasses import dataclass
from datetime import timedelta
from functools import partial

from portal.domain.audit import Look, Looked
from portal.domain.programme_steps import Pause, Standing
from portal.rules.days import add_months
from portal.rules.practice import SETTINGS, Practice
from portal.rules.programme_due import DUE_WEEKS, FIRST_WARNING, LEAVE_SOON, Due, dues
from portal.services.permissions import Action, offices_of, within
from portal.services.programme_case import ahead_of
from portal.services.reach import Scope
from portal.services.work import Work
from portal.store import programme_due as store
from portal.store.base import AnyRow


@dataclass(frozen=True, slots=True)
class Soon:
    """One programme with what is due first."""

    row: AnyRow
    due: Due


def soon(work: Work) -> list[Soon]:
    """What must be decided soon at the offices whose lists the actor sees. Raises NotPermitted."""
    work.look(Look(None, Looked.LIST, Scope.OFFICE.value))
    return _soon(work, Action.DECIDE_PROGRAMME)


def count_soon(work: Work) -> int:
    """How many programmes that are."""
    return len(_soon(work, Action.SEE_COUNTS))


def _soon(work: Work, action: Action) -> list[Soon]:
    # Each office chooses when it begins; the question goes out with the earliest that any may choose.
    earliest = work.today + timedelta(weeks=int(SETTINGS[DUE_WEEKS].most))
    paused_on = add_months(work.today + LEAVE_SOON, -int(SETTINGS[FIRST_WARNING].least))
    found = store.coming_up(
        work.session,
        offices_of(work, action),
        partial(within, work, action),
        work.today,
        earliest,
        paused_on,
        work.today + LEAVE_SOON,
    )
    practices: dict[str, Practice] = {}
    listed = []
    for row in found:
        practice = practices.setdefault(row.office_id, Practice(row.practice))
        listed += [
            Soon(row, due) for due in dues(_standing(row), work.today, practice, work.holidays.of_year)[:1]
        ]
    return sorted(listed, key=lambda one: (one.due.by, one.row.id))


def _standing(row: AnyRow) -> Standing:
    pause = Pause(row.pause_kind, row.pause_from, None, row.expected_to) if row.pause_kind else None
    return Standing(
        row.state,
        row.received_on,
        row.started_on,
        row.period,
        row.period_from,
        row.period_to,
        row.closed_on,
        (pause,) if pause else (),
        ahead_of(row),
    )
