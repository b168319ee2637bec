"""What the tests of a programme's life share: steps that say all they must, and what the rows say afterwards."""

from datetime import date
from typing import Any

from sqlalchemy import Engine

from portal.adapters.clock import FixedClock
from portal.domain.calendar import oslo_day
from portal.domain.people import Actor
from portal.domain.programme import ProgrammeState
from portal.domain.programme_outcome import Afterwards, MainIncome
from portal.domain.programme_steps import (
    TESTS,
    EndingGround,
    Happened,
    Pause,
    Standing,
    StepKind,
    standing_after,
)
from portal.services import programmes
from portal.services.programme_answers import StepCommand
from portal.services.programmes import Decided
from portal.services.work import Desk
from portal.store.models import Interval, Programme, ProgrammeStep
from tests.builders import Village, all_rows, oslo

TODAY = date(2026, 11, 24)
START = date(2026, 6, 1)
K, S = StepKind, ProgrammeState
WHY = "Det har vi snakket om sammen."


def command(kind: StepKind, on: date = TODAY, until: date | None = None, **more: Any) -> StepCommand:  # noqa: ANN401 -- Fields differ.
    """A step that says all that its kind asks for."""
    if kind is StepKind.EXTENDED_SPECIAL:
        more = {"findings": {name: (allowed[0], WHY) for name, allowed in TESTS.items()}} | more
    if kind in {StepKind.COMPLETED, StepKind.ENDED}:
        more = {"afterwards": (Afterwards.WORK,), "main_income": MainIncome.WORK} | more
    if kind is StepKind.ENDED:
        more = {"ground": EndingGround.OTHER} | more
    return StepCommand(kind, on, until, **({"text": WHY, "heard": WHY} | more))


def decide(
    desk: Desk, actor: Actor, participant: Actor, step: StepCommand, version: int | None = None
) -> Decided:
    """Take the step on the version that is on the screen now, or on the one given."""
    with desk.writing(actor) as work:
        now = programmes.life_of(work, participant.id).case.version if version is None else version
        return programmes.decide(work, participant.id, now, step)


def rows_say(engine: Engine, programme_id: str) -> Standing:
    """Where the programme stands by its row and its intervals."""
    row = all_rows(engine, Programme, id=programme_id)[0]
    pauses = sorted(all_rows(engine, Interval, programme_id=programme_id), key=lambda one: one.first_day)
    return Standing(
        row.state,
        row.received_on,
        row.started_on,
        row.period,
        row.period_from,
        row.period_to,
        row.closed_on,
        tuple(Pause(one.kind, one.first_day, one.last_day, one.expected_to) for one in pauses),
        next((happened(one) for one in all_rows(engine, ProgrammeStep, id=row.ahead_step_id)), None)
        if row.ahead_step_id
        else None,
    )


def happened(step: Any) -> Happened:  # noqa: ANN401 -- A row.
    """A step's row as far as it moves the programme."""
    return Happened(step.kind, step.day, step.until, oslo_day(step.made_at))


def steps_say(engine: Engine, programme_id: str, today: date | None = None) -> Standing | None:
    """Where the programme stands by its steps alone: as they were taken, or on a day."""
    steps = sorted(all_rows(engine, ProgrammeStep, programme_id=programme_id), key=lambda one: one.number)
    return standing_after((happened(one) for one in steps), today)


def stand(clock: FixedClock, text: str) -> None:
    """Let the clock stand at that moment in Norway, forwards or backwards."""
    clock.move(seconds=(oslo(text) - clock.now()).total_seconds())


def lead(desk: Desk, village: Village, who: Actor, clock: FixedClock, to: ProgrammeState | None) -> None:
    """Take the steps that lead a newcomer's programme to a state, by the calendar of 2026."""
    way: dict[ProgrammeState | None, list[tuple[str, StepCommand]]] = {
        S.APPLIED: [("2026-05-04", command(K.APPLIED, date(2026, 5, 4)))],
        S.PLANNED: [("2026-05-11", command(K.GRANTED, START, date(2026, 12, 31)))],
        S.RUNNING: [("2026-06-01", command(K.STARTED, START))],
        S.ON_LEAVE: [("2026-09-01", command(K.LEAVE, date(2026, 9, 1)))],
        S.SUSPENDED: [("2026-09-01", command(K.SUSPENDED, date(2026, 9, 1)))],
        S.COMPLETED: [("2026-09-01", command(K.COMPLETED, date(2026, 9, 1)))],
        S.ENDED: [("2026-09-01", command(K.ENDED, date(2026, 9, 1)))],
        S.REFUSED: [("2026-05-11", command(K.REFUSED, date(2026, 5, 11)))],
        S.WITHDRAWN: [("2026-05-11", command(K.WITHDRAWN, date(2026, 5, 11)))],
    }
    on_the_way = {
        None: [],
        S.APPLIED: [S.APPLIED],
        S.PLANNED: [S.APPLIED, S.PLANNED],
        S.REFUSED: [S.APPLIED, S.REFUSED],
        S.WITHDRAWN: [S.APPLIED, S.WITHDRAWN],
    }.get(to, [S.APPLIED, S.PLANNED, S.RUNNING, *([to] if to is not S.RUNNING else [])])
    for state in on_the_way:
        for day, step in way[state]:
            stand(clock, f"{day} 09:30")
            assert decide(desk, village.caseworker, who, step).step_id
    stand(clock, "2026-11-24 09:30")


# What is taken on Tuesday 24 November 2026 in each state where it is possible.
TAKEN = {
    K.APPLIED: command(K.APPLIED),
    K.GRANTED: command(K.GRANTED, date(2026, 12, 1), date(2027, 11, 30)),
    K.REFUSED: command(K.REFUSED),
    K.WITHDRAWN: command(K.WITHDRAWN),
    K.STARTED: command(K.STARTED),
    K.EXTENDED: command(K.EXTENDED, until=date(2027, 6, 30)),
    K.LEAVE: command(K.LEAVE, until=date(2026, 12, 24)),
    K.NOTIFIED: command(K.NOTIFIED),
    K.SUSPENDED: command(K.SUSPENDED),
    K.RESUMED: command(K.RESUMED),
    K.COMPLETED: command(K.COMPLETED),
    K.ENDED: command(K.ENDED),
}
