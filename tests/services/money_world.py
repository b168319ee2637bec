"""A village with money: what is entered, what was decided of absence, and what the participant is told of it."""

from collections.abc import Mapping
from datetime import UTC, date, datetime, time
from decimal import Decimal
from typing import Any

from sqlalchemy import Engine, update
from sqlalchemy.orm import Session

from portal.domain.absence import AbsenceKind, AbsenceState
from portal.domain.money import BenefitEntry
from portal.domain.people import Actor
from portal.domain.programme import IntervalKind
from portal.services import benefit_facts, money, offices
from portal.services.money import Money
from portal.services.money_month import Estimate
from portal.services.work import Desk
from portal.store.base import new_id, rows
from portal.store.engine import for_writing
from portal.store.models import Absence, Interval, Person, Programme
from tests.builders import programme_of, save

BORN = date(1990, 1, 1)
STARTED = date(2026, 9, 1)
NOVEMBER = date(2026, 11, 1)
ENTRY = BenefitEntry(STARTED)


def born(engine: Engine, who: Actor, day: date | None = BORN) -> None:
    """Write the participant's date of birth."""
    with for_writing(engine).begin() as connection:
        table = rows(Person)
        connection.execute(update(table).where(table.c.id == who.id).values(born_on=day))


def course(engine: Engine, who: Actor, **values: Any) -> None:  # noqa: ANN401 -- Columns have many types.
    """Change the participant's programme as its steps would have left it."""
    with for_writing(engine).begin() as connection:
        table = rows(Programme)
        connection.execute(update(table).where(table.c.participant_id == who.id).values(**values))


def chose(engine: Engine, office_id: str, settings: Mapping[str, str]) -> None:
    """Let the office choose."""
    with Session(for_writing(engine)) as session:
        for name, value in settings.items():
            offices.choose(session, office_id, name, value)
        session.commit()


def enter(desk: Desk, by: Actor, about: Actor, entry: BenefitEntry = ENTRY, before: int = 0) -> None:
    """Enter what a decision says."""
    with desk.writing(by) as work:
        benefit_facts.enter(work, about.id, before, entry)


def told(desk: Desk, who: Actor) -> Money:
    """What the participant reads."""
    with desk.reading(who) as work:
        return money.own_money(work)


def month_of(desk: Desk, who: Actor, month: date = NOVEMBER) -> Estimate:
    """One month of it."""
    with desk.reading(who) as work:
        return money.own_month(work, month)


def amounts(estimate: Estimate) -> dict[str, Decimal]:
    """The lines by name."""
    return {one.line.line: one.line.amount for one in estimate.lines}


def away(
    engine: Engine,
    who: Actor,
    first: date,
    last: date | None = None,
    *,
    state: AbsenceState = AbsenceState.REFUSED,
    kind: AbsenceKind = AbsenceKind.OTHER,
    **more: Any,  # noqa: ANN401 -- Columns have many types.
) -> str:
    """Write an absence past every use case; its id."""
    absence = Absence(
        id=new_id(),
        participant_id=who.id,
        office_id=who.office_id,
        kind=kind,
        first_day=first,
        last_day=last or first,
        state=state,
        proposal={},
        reported_at=datetime(2026, 11, 1, tzinfo=UTC),
        **more,
    )
    save(engine, absence)
    return absence.id


def pause(
    engine: Engine, who: Actor, first: date, last: date | None, kind: IntervalKind = IntervalKind.SUSPENSION
) -> None:
    """Write time in which the programme does not run."""
    programme_id = programme_of(engine, who)
    save(engine, Interval(programme_id=programme_id, kind=kind, first_day=first, last_day=last))


def clock(text: str) -> time:
    """«09:30»."""
    return time.fromisoformat(text)
