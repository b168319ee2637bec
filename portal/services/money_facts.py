"""The facts of a month's benefit: from the decision, the programme's steps, and what was decided of absence."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from portal.domain.absence import AbsenceState
from portal.domain.money import Lacking, hours_of
from portal.domain.months import last_day_of, written
from portal.domain.programme import IntervalKind
from portal.services.money_days import DayAway, Gone, SaidAway, decided, gone_of, in_all, said_away
from portal.services.money_known import Known, pauses
from portal.store.base import AnyRow

Facts = dict[str, Any]
NOTHING_MORE: Mapping[date, Decimal] = {}


@dataclass(frozen=True, slots=True)
class MonthOf:
    """What a month is worked out from: `facts` as the question `benefit-month` takes them, or what is `lacking`.

    `holds` is the entry they come from. `deducted` are the days that take something off, `looked_at_first` those that a
    refusal does not touch before a caseworker has looked, `outside` those that were refused with nothing planned missed,
    `waiting` the absences that nobody has decided, and `said` what was said in the week and explained by no absence.
    """

    month: date
    facts: Facts | None
    lacking: Lacking | None
    holds: AnyRow | None = None
    deducted: tuple[DayAway, ...] = ()
    looked_at_first: tuple[DayAway, ...] = ()
    outside: tuple[date, ...] = ()
    waiting: tuple[AnyRow, ...] = ()
    said: tuple[SaidAway, ...] = ()

    @property
    def asked_again(self) -> tuple[date, ...]:
        """The days that were refused and take something off, while a new report of them waits for its answer."""
        return tuple(
            one.day
            for one in self.deducted
            if any(row.first_day <= one.day <= row.last_day for row in self.waiting)
        )


def month_of_facts(
    at: Known, month: date, thought: Sequence[Gone] = (), more: Mapping[date, Decimal] = NOTHING_MORE
) -> MonthOf:
    """What the month is worked out from. `thought` are absences besides those reported, `more` hours to deduct by day."""
    last = last_day_of(month)
    begins, ends = at.first_day, at.last_day
    if begins is None or begins > last or (ends is not None and ends < month):
        return MonthOf(month, None, Lacking.PROGRAMME)
    first_day, last_day = max(month, begins), min(last, ends or last)
    reported = [gone_of(row) for row in at.absences]
    found = decided(at, first_day, last_day, [*reported, *thought])
    waiting = tuple(
        row
        for row in at.absences
        if row.state is AbsenceState.REPORTED and row.first_day <= last_day and row.last_day >= first_day
    )
    said = said_away(at, first_day, last_day, reported)
    apart = (found.deducted, found.looked_at_first, found.outside, waiting, said)
    if at.born is None or at.born > last:
        return MonthOf(month, None, Lacking.BORN, None, *apart)
    if any(one.kind is IntervalKind.LEAVE for one in pauses(at, first_day, last_day)):
        return MonthOf(month, None, Lacking.LEAVE, None, *apart)
    holds, lacking = _entry(at.holds, first_day, last_day)
    if holds is None:
        return MonthOf(month, None, lacking, None, *apart)
    facts: Facts = {
        "month": written(month),
        "born": at.born.isoformat(),
        "children": holds.children,
        "weekly_hours_worked": f"{hours_of(holds.weekly_hundredths):f}",
        "deducted_hours": f"{in_all(at, found.deducted, more):f}",
        "suspended": [
            {"from": one.first_day.isoformat(), "to": min(one.through, last).isoformat()}
            for one in pauses(at, first_day, last_day)
        ],
        "participates_from": begins.isoformat(),
        "apprentice": holds.apprentice,
        "has_right_to_other_benefit": holds.other_benefit,
    }
    if ends is not None:
        facts["participates_to"] = ends.isoformat()
    if month in at.paid_on:
        facts["paid_on"] = at.paid_on[month].isoformat()
    return MonthOf(month, facts, None, holds, *apart)


def _entry(held: Sequence[AnyRow], first: date, last: date) -> tuple[AnyRow | None, Lacking | None]:
    """The entry that holds from the first day to the last, or why there is none."""
    before = [row for row in held if row.from_day <= first]
    if not before:
        return None, Lacking.FACTS
    if any(first < row.from_day <= last and _says(row) != _says(before[-1]) for row in held):
        return None, Lacking.CHANGES
    return before[-1], None


def _says(row: AnyRow) -> tuple[object, ...]:
    return (row.children, row.weekly_hundredths, row.apprentice, row.other_benefit)
