"""What is decided ahead, and what has begun: the days on which nothing takes place, in the week and in the calendar."""

from datetime import date, timedelta

import pytest
from sqlalchemy import Engine

from portal.adapters.clock import FixedClock
from portal.domain.people import Actor, Role
from portal.domain.programme import ProgrammeState
from portal.domain.programme_steps import StepKind
from portal.services import weeks
from portal.services.calendar_entries import Entry, EntryKind, entries_of
from portal.services.work import Desk
from portal.store.models import Evaluation
from tests.builders import Village, add_activity, add_person, oslo, programme_of, save
from tests.services.life import K, S, command, decide, lead, stand

TUESDAYS = [oslo(f"2026-12-{day:02} 09:00") for day in (1, 8, 15)]


@pytest.fixture
def engine(sqlite_engine: Engine) -> Engine:
    return sqlite_engine


@pytest.fixture
def who(engine: Engine, village: Village, desk: Desk, clock: FixedClock) -> Actor:
    """Somebody whose programme runs, with a course on every Tuesday and Wednesday."""
    person = add_person(engine, Role.PARTICIPANT, village.office, "Ny Nilsen")
    lead(desk, village, person, clock, S.RUNNING)
    add_activity(engine, person, weekdays=(1, 2))
    return person


def week(desk: Desk, who: Actor, day: date) -> list[tuple[int, ProgrammeState | None]]:
    """What is planned on each of the seven days, and what keeps it from taking place."""
    with desk.reading(who) as work:
        return [(len(one.planned), one.quiet) for one in weeks.week_of(work, day).days]


def feed(desk: Desk, who: Actor) -> list[Entry]:
    with desk.reading(who) as work:
        return list(entries_of(work, names_shown=True))


def test_a_leave_decided_ahead_empties_its_days(desk: Desk, village: Village, who: Actor) -> None:
    decide(desk, village.caseworker, who, command(K.LEAVE, date(2026, 12, 1), date(2026, 12, 18)))
    away = ProgrammeState.ON_LEAVE
    assert week(desk, who, date(2026, 12, 2)) == [(0, None)] + [(0, away)] * 6
    assert [planned for planned, _ in week(desk, who, date(2026, 11, 24))] == [0, 1, 1, 0, 0, 0, 0]
    assert [planned for planned, _ in week(desk, who, date(2026, 12, 22))][1] == 1
    assert {TUESDAYS[0], TUESDAYS[2]} <= {day for one in feed(desk, who) for day in one.without}


@pytest.mark.parametrize("now", ["2026-11-24", "2026-12-02", "2026-12-20", "2026-12-23"])
def test_after_the_last_day_of_a_leave_the_plan_is_awaited_in_the_week_as_in_the_calendar(
    desk: Desk, village: Village, who: Actor, clock: FixedClock, now: str
) -> None:
    """The same before the leave, in it, and after it, also while nobody has written down that it has ended."""
    decide(desk, village.caseworker, who, command(K.LEAVE, date(2026, 12, 1), date(2026, 12, 18)))
    stand(clock, f"{now} 09:30")
    assert week(desk, who, date(2026, 12, 16)) == [(0, S.ON_LEAVE)] * 5 + [(0, None)] * 2
    assert week(desk, who, date(2026, 12, 22))[1:3] == [(1, None), (1, None)]
    taken = {day for one in feed(desk, who) for day in one.without}
    assert TUESDAYS[2] in taken
    assert oslo("2026-12-22 09:00") not in taken
    with desk.reading(who) as work:
        assert weeks.week_of(work, work.today).runs is (now != "2026-12-02")


def test_a_suspension_without_a_last_day_goes_on(
    desk: Desk, village: Village, who: Actor, clock: FixedClock
) -> None:
    decide(desk, village.caseworker, who, command(K.SUSPENDED, date(2026, 12, 1)))
    stand(clock, "2026-12-23 09:30")
    assert {planned for planned, _ in week(desk, who, date(2026, 12, 22))} == {0}
    assert [planned for planned, _ in week(desk, who, date(2026, 11, 24))][1] == 1


def test_a_suspension_decided_ahead_ends_the_series_before_it(
    desk: Desk, village: Village, who: Actor
) -> None:
    decide(desk, village.caseworker, who, command(K.SUSPENDED, date(2026, 12, 8)))
    assert {planned for planned, _ in week(desk, who, date(2026, 12, 8))} == {0}
    ends = sorted(one.until for one in feed(desk, who) if one.until)
    assert ends == [TUESDAYS[0], TUESDAYS[0] + timedelta(days=1)]


@pytest.mark.parametrize("kind", [K.ENDED, K.COMPLETED])
def test_nothing_comes_after_a_last_day_decided_ahead(
    engine: Engine, desk: Desk, village: Village, who: Actor, kind: StepKind
) -> None:
    programme = programme_of(engine, who)
    save(engine, *(Evaluation(programme_id=programme, day=date(2026, 12, day)) for day in (1, 9)))
    decide(desk, village.caseworker, who, command(kind, date(2026, 12, 1)))
    assert [planned for planned, _ in week(desk, who, date(2026, 12, 1))] == [0, 1, 0, 0, 0, 0, 0]
    over = S.ENDED if kind is K.ENDED else S.COMPLETED
    assert week(desk, who, date(2026, 12, 9)) == [(0, over)] * 7
    found = feed(desk, who)
    assert max(one.until for one in found if one.until) == TUESDAYS[0]
    assert [one.starts for one in found if one.kind is EntryKind.EVALUATION] == [date(2026, 12, 1)]


def test_a_leave_that_has_ended_stays_quiet_and_its_day_comes_before_the_row_has_followed(
    desk: Desk, village: Village, who: Actor, clock: FixedClock
) -> None:
    decide(desk, village.caseworker, who, command(K.LEAVE, date(2026, 12, 1), date(2026, 12, 18)))
    stand(clock, "2026-12-01 00:10")
    with desk.reading(who) as work:
        assert weeks.week_of(work, date(2026, 12, 1)).state is S.ON_LEAVE
    stand(clock, "2026-12-21 09:30")
    decide(desk, village.caseworker, who, command(K.RESUMED, date(2026, 12, 21)))
    assert week(desk, who, date(2026, 12, 9)) == [(0, S.ON_LEAVE)] * 7
    assert [planned for planned, _ in week(desk, who, date(2026, 12, 22))][1] == 1
