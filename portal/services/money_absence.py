"""What an absence would change in kroner, before it is sent: if it is permitted, and if it is not."""

from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from portal.domain.absence import AbsenceState
from portal.domain.money import Lacking
from portal.domain.months import last_day_of, month_of, next_month
from portal.domain.people import Role
from portal.rules.deducted import Away
from portal.services.absence_command import AbsenceCommand
from portal.services.absence_kinds import away_of
from portal.services.money_days import thought_of
from portal.services.money_known import known
from portal.services.money_month import Estimate, estimate
from portal.services.permissions import own_case
from portal.services.work import Work

MOST_MONTHS = 3
"""A longer leave is applied for, and what it means is told with its decision."""
NOTHING = Decimal("0.00")


@dataclass(frozen=True, slots=True)
class MonthChange:
    """What the absence would change in one month: what it comes to now, if it is permitted, and if it is not.

    The three are None where something is lacking to work the month out. `outside`: nothing that is planned falls into
    its hours on some day.
    """

    month: date
    lacking: Lacking | None = None
    before: Decimal | None = None
    permitted: Decimal | None = None
    refused: Decimal | None = None
    outside: bool = False

    @property
    def less_if_permitted(self) -> Decimal:
        """How much less it would be if the absence is permitted."""
        return (self.before or NOTHING) - (self.permitted or NOTHING)

    @property
    def more_if_permitted(self) -> Decimal:
        """How much more it would be if the absence is permitted, because the same days had been refused before."""
        return -self.less_if_permitted

    @property
    def less_if_refused(self) -> Decimal:
        """How much less it would be if it is not."""
        return (self.before or NOTHING) - (self.refused or NOTHING)


def what_it_changes(
    work: Work, command: AbsenceCommand, changes: str | None = None
) -> tuple[MonthChange, ...]:
    """What the absence would change, month by month. Nothing for a representative: no mandate opens somebody's money.

    `changes` is the absence in whose place it would stand. The days must have been looked at
    (`absence_command.check_days`).
    """
    if work.actor.role is not Role.PARTICIPANT:
        return ()
    subject = own_case(work)
    months = [month_of(command.first_day)]
    while months[-1] < month_of(command.last_day) and len(months) < MOST_MONTHS:
        months.append(next_month(months[-1]))
    at = known(work, subject, months[0], last_day_of(months[-1]))
    without = replace(at, absences=[row for row in at.absences if row.id != changes]) if changes else at
    kind = away_of(command.kind, command.details.birth)
    permitted = thought_of(command, kind, AbsenceState.ACCEPTED)
    # Not permitted is the worst that can come of it, whatever right there may be to be away.
    refused = thought_of(command, Away.OTHER, AbsenceState.REFUSED)
    return tuple(
        _change(
            estimate(at, month), estimate(without, month, [permitted]), estimate(without, month, [refused])
        )
        for month in months
    )


def _change(before: Estimate, permitted: Estimate, refused: Estimate) -> MonthChange:
    if before.lacking or before.needs_a_person:
        return MonthChange(before.month, before.lacking or Lacking.FACTS)
    outside = len(refused.of.outside) > len(before.of.outside)
    return MonthChange(before.month, None, before.gross, permitted.gross, refused.gross, outside=outside)
