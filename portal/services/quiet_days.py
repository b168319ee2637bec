"""The days on which nobody is awaited: free days, leave and suspension, and those after the programme's end."""

from dataclasses import dataclass
from datetime import date, timedelta

from portal.domain.programme import IntervalKind, ProgrammeState
from portal.domain.programme_steps import Pause, Standing, on_day
from portal.rules.decision import Decision, Outcome
from portal.rules.free_days import free_day
from portal.services.permissions import Subject
from portal.services.programme_case import ahead_of
from portal.services.work import Work
from portal.store import quiet as store

ONE_DAY = timedelta(days=1)
PAUSED = {IntervalKind.LEAVE: ProgrammeState.ON_LEAVE, IntervalKind.SUSPENSION: ProgrammeState.SUSPENDED}


@dataclass(frozen=True, slots=True)
class Quiet:
    """When a programme rests. `state` is today's, and `settled` where it stands once what is decided ahead has come."""

    state: ProgrammeState
    settled: Standing

    @property
    def over_after(self) -> date | None:
        """The programme's last day, None while nobody has decided it."""
        return self.settled.closed_on

    @property
    def last_day(self) -> date | None:
        """The last day before all is quiet for as long as anybody knows; None while there is none."""
        for pause in self.settled.pauses:
            if pause.through == date.max:
                return pause.first_day - ONE_DAY
        return self.over_after

    def is_over(self, day: date) -> bool:
        """Whether the programme has ended before that day, as far as anybody has decided."""
        return self.over_after is not None and day > self.over_after

    def runs(self, day: date) -> bool:
        """Whether the programme runs that day, so that somebody was or is awaited.

        Of one that does not run now, the other days are known where its pause or its end is written down. After the last
        day that a leave was decided for, somebody is awaited again, as the plan and the calendar say; a suspension
        without a last day goes on.
        """
        first = self.settled.started_on
        if first is None or day < first or self.on(day):
            return False
        if ProgrammeState.RUNNING in {self.state, self.settled.state}:
            return True
        return self.over_after is not None or self.settled.open_pause is not None

    def on(self, day: date) -> ProgrammeState | None:
        """What keeps the plan from taking place that day, whether it was decided ahead or has begun; None otherwise."""
        if self.is_over(day):
            return self.settled.state
        for pause in self.settled.pauses:
            if pause.first_day <= day <= pause.through:
                return PAUSED[pause.kind]
        return None


def quiet_of(at: Standing, today: date) -> Quiet:
    """When a programme rests that stands so by its row."""
    return Quiet(on_day(at, today).state, on_day(at, date.max))


def own_quiet(work: Work, subject: Subject) -> Quiet | None:
    """When the present programme rests of a subject whom the actor has reached; None without a programme."""
    found = store.of_participant(work.session, subject.id, subject.office_id)
    if not found:
        return None
    row = found[0]
    pauses = tuple(
        Pause(one.kind, one.first_day, one.last_day, one.expected_to) for one in found if one.kind is not None
    )
    at = Standing(
        row.state,
        row.received_on,
        started_on=row.started_on,
        closed_on=row.closed_on,
        pauses=pauses,
        ahead=ahead_of(row),
    )
    return quiet_of(at, work.today)


def why_free(work: Work, day: date) -> Decision[None] | None:
    """Why nobody is awaited that day (KVF § 16 ledd 1), or None when it is no free day."""
    decision = free_day(day, work.holidays.of_year)
    return decision if decision.outcome is Outcome.MET else None
