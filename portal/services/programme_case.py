"""One participant's programme as the rules need it: where it stands, what does not count, and what is due."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from portal.domain.calendar import oslo_day
from portal.domain.programme import OPEN_STATES, IntervalKind, ProgrammeState
from portal.domain.programme_steps import Happened, Pause, Standing, StepKind, on_day, possible_steps
from portal.rules.day_ledger import Interval
from portal.rules.days import Holidays
from portal.rules.decision import Decision
from portal.rules.duration import ProgrammeEnd, programme_end, start_deadline
from portal.rules.interruption import Suspension, suspension
from portal.rules.milestones import certificate
from portal.rules.not_counted import Away
from portal.rules.period_end import PeriodEnd, period_ends
from portal.rules.practice import Practice
from portal.rules.programme_due import Due, dues
from portal.services.offices import practice_of
from portal.services.permissions import Subject
from portal.services.work import Work
from portal.store import programme as programmes
from portal.store import programme_step as steps
from portal.store.base import AnyRow

CERTIFIED = frozenset({ProgrammeState.COMPLETED, ProgrammeState.ENDED, ProgrammeState.MOVED})
KINDS = {IntervalKind.LEAVE: "LEAVE", IntervalKind.SUSPENSION: "SUSPENDED"}


@dataclass(frozen=True, slots=True)
class Case:
    """A participant's present programme at their office; `row` and `standing` are None before there is any.

    `standing` is where it stands today, also in the moments before the row has followed.
    """

    subject: Subject
    row: AnyRow | None
    standing: Standing | None
    practice: Practice
    holidays: Holidays
    today: date

    @property
    def state(self) -> ProgrammeState | None:
        """Where it stands, None before there is a programme."""
        return self.standing.state if self.standing else None

    @property
    def ahead(self) -> Happened | None:
        """What is decided and waits for its day."""
        return self.standing.ahead if self.standing else None

    @property
    def next_steps(self) -> tuple[StepKind, ...]:
        """What can be decided next."""
        return possible_steps(self.state, self.ahead.kind if self.ahead else None)

    @property
    def has_earlier(self) -> bool:
        """Whether there may be another programme of the participant's: without any here, one elsewhere."""
        return self.row is None or bool(self.row.has_earlier)

    @property
    def is_open(self) -> bool:
        """Whether there is a programme that still lives."""
        return self.state in OPEN_STATES

    @property
    def version(self) -> int:
        """What a form must bring back unchanged; 0 before there is a programme."""
        return int(self.row.version) if self.row is not None else 0

    def not_counted(self) -> tuple[Interval, ...]:
        """Leave and suspension so far, an open one up to today."""
        pauses = self.standing.pauses if self.standing else ()
        return tuple(
            (pause.first_day, pause.last_day or self.today)
            for pause in pauses
            if pause.first_day <= (pause.last_day or self.today)
        )

    def away(self, pauses: tuple[Pause, ...]) -> tuple[Away, ...]:
        """The pauses as the rules count them, an open one up to today."""
        return tuple(
            Away(pause.first_day, pause.last_day or max(self.today, pause.first_day), KINDS[pause.kind])
            for pause in pauses
        )

    def end(self) -> Decision[ProgrammeEnd] | None:
        """The last lawful days with the ledger of every day; None before the programme has started."""
        if self.standing is None or self.standing.started_on is None:
            return None
        return programme_end(
            self.standing.started_on, self.away(self.standing.pauses), practice=self.practice
        )

    def so_far(self) -> Decision[ProgrammeEnd] | None:
        """The same with a ledger of the days up to today, or to the last one; None before the first."""
        at = self.standing
        if at is None or at.started_on is None or at.started_on > self.today:
            return None
        last = max(min(self.today, at.closed_on or self.today), at.started_on)
        return programme_end(at.started_on, self.away(at.pauses), last, self.practice)

    def certificate(self) -> Decision[None] | None:
        """That a certificate of participation is due; None while it is not."""
        at = self.standing
        if at is None or at.started_on is None or at.state not in CERTIFIED:
            return None
        return certificate(at.state.name, at.closed_on)

    def period_end(self) -> Decision[PeriodEnd] | None:
        """What can be decided when the period in force runs out; None before there is one."""
        at = self.standing
        if at is None or at.started_on is None or at.period_to is None or at.period_to < at.started_on:
            return None
        return period_ends(at.period_to, at.started_on, self.not_counted(), self.today, self.practice)

    def start_by(self) -> Decision[date] | None:
        """The last day to start; None before an application."""
        return start_deadline(self.standing.received_on, self.holidays) if self.standing else None

    def suspension(self) -> Decision[Suspension] | None:
        """When a suspended programme must be ended; None when it is not suspended."""
        pause = self.standing.open_pause if self.standing else None
        if pause is None or pause.kind is not IntervalKind.SUSPENSION or pause.first_day > self.today:
            return None
        return suspension(pause.first_day, self.today, self.practice)

    def due(self) -> tuple[Due, ...]:
        """What must be decided soon or should have been, the first day first."""
        return dues(self.standing, self.today, self.practice, self.holidays) if self.standing else ()


def case_at(
    work: Work, subject: Subject, programme: AnyRow | None = None, away: Sequence[AnyRow] | None = None
) -> Case:
    """The case of a subject whom the actor has reached. `programme` and `away` are theirs, where a page has them already."""
    row = programme or programmes.of_participant(work.session, subject.id, subject.office_id)
    standing = on_day(standing_of(work, row, away), work.today) if row is not None else None
    practice = practice_of(work, subject.office_id)
    return Case(subject, row, standing, practice, work.holidays.of_year, work.today)


def state_now(work: Work, row: AnyRow) -> ProgrammeState:
    """The state of a programme today, also in the moments before its row has followed what was decided ahead."""
    if row.ahead_from is None or row.ahead_from > work.today:
        return ProgrammeState(row.state)
    return on_day(standing_of(work, row), work.today).state


def standing_of(work: Work, row: AnyRow, away: Sequence[AnyRow] | None = None) -> Standing:
    """Where the programme's row stands, from it, its intervals and what it waits for."""
    found = programmes.intervals(work.session, row.id) if away is None else away
    pauses = tuple(Pause(one.kind, one.first_day, one.last_day, one.expected_to) for one in found)
    return Standing(
        row.state,
        row.received_on,
        row.started_on,
        row.period,
        row.period_from,
        row.period_to,
        row.closed_on,
        pauses,
        ahead_of(steps.ahead(work.session, row.ahead_step_id)) if row.ahead_step_id else None,
    )


def ahead_of(row: AnyRow) -> Happened | None:
    """What a programme waits for, from the columns that say it; None where it waits for nothing."""
    if row.ahead_kind is None:
        return None
    return Happened(row.ahead_kind, row.ahead_day, row.ahead_until, oslo_day(row.ahead_made_at))
