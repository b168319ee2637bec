"""The office's days of payment: its own calendar and nothing else says when money comes."""

from datetime import date

import pytest
from sqlalchemy import Engine

from portal.domain.errors import Conflict, NotPermitted, Refused
from portal.domain.people import Actor, Role
from portal.rules.decision import Outcome
from portal.services import paydays
from portal.services.paydays import MonthPaid
from portal.services.work import Desk
from portal.store.models import Payday
from tests.builders import Village, all_rows, at_once
from tests.services.money_world import NOVEMBER, chose, told

OCTOBER, DECEMBER = date(2026, 10, 1), date(2026, 12, 1)
ELEVENTH, SATURDAY = date(2026, 12, 11), date(2026, 12, 12)


def entered(desk: Desk, by: Actor, month: date, day: date, before: int = 0) -> None:
    with desk.writing(by) as work:
        paydays.enter(work, month, day, before)


def calendar(desk: Desk, who: Actor) -> dict[date, MonthPaid]:
    with desk.reading(who) as work:
        return {one.month: one for one in paydays.calendar(work)}


def test_without_a_calendar_there_is_no_day(desk: Desk, village: Village) -> None:
    assert told(desk, village.participant).payday is None


def test_the_next_day_is_told_with_its_month(desk: Desk, village: Village) -> None:
    entered(desk, village.leader, DECEMBER, date(2027, 1, 11))
    entered(desk, village.administrator, NOVEMBER, ELEVENTH)
    entered(desk, village.leader, OCTOBER, date(2026, 11, 11))
    payday = told(desk, village.participant).payday
    assert payday is not None
    assert (payday.month, payday.decision.value) == (NOVEMBER, ELEVENTH)


def test_today_is_still_the_next_day_and_yesterday_is_not(desk: Desk, village: Village) -> None:
    entered(desk, village.leader, OCTOBER, date(2026, 11, 23))
    assert told(desk, village.participant).payday is None
    entered(desk, village.leader, NOVEMBER, date(2026, 11, 24))
    payday = told(desk, village.participant).payday
    assert payday is not None
    assert payday.decision.value == date(2026, 11, 24)


def test_a_weekend_is_told_as_the_day_before_only_when_the_office_says_so(
    engine: Engine, desk: Desk, village: Village
) -> None:
    entered(desk, village.leader, NOVEMBER, SATURDAY)
    payday = told(desk, village.participant).payday
    assert payday is not None
    assert (payday.decision.value, payday.decision.outcome) == (SATURDAY, Outcome.UNDECIDED)
    chose(engine, village.office, {"payment.free_payday": "day-before"})
    payday = told(desk, village.participant).payday
    assert payday is not None
    assert (payday.decision.value, payday.decision.outcome) == (ELEVENTH, Outcome.COMPUTED)


def test_another_offices_calendar_is_not_ours(desk: Desk, village: Village) -> None:
    entered(desk, village.far_leader, NOVEMBER, ELEVENTH)
    assert told(desk, village.participant).payday is None
    assert calendar(desk, village.leader)[NOVEMBER].day is None


def test_a_new_day_stands_over_the_old_one_and_both_are_kept(desk: Desk, village: Village) -> None:
    entered(desk, village.leader, NOVEMBER, ELEVENTH)
    entered(desk, village.administrator, NOVEMBER, date(2026, 12, 10), 1)
    month = calendar(desk, village.leader)[NOVEMBER]
    assert month.day == date(2026, 12, 10)
    assert [(row.day, row.name) for row in month.versions] == [
        (ELEVENTH, village.leader.name),
        (date(2026, 12, 10), village.administrator.name),
    ]


def test_entered_twice_it_stands_once_and_over_an_unseen_day_not_at_all(
    engine: Engine, desk: Desk, village: Village
) -> None:
    for _ in range(2):
        entered(desk, village.leader, NOVEMBER, ELEVENTH)
    with pytest.raises(Conflict):
        entered(desk, village.administrator, NOVEMBER, SATURDAY)
    assert len(all_rows(engine, Payday)) == 1


def test_of_two_at_once_one_is_told_of_the_other(engine: Engine, desk: Desk, village: Village) -> None:
    def one(number: int) -> None:
        by = village.leader if number else village.administrator
        entered(desk, by, NOVEMBER, date(2026, 12, 10 + number))

    outcomes = at_once(2, one)
    assert sorted(type(outcome).__name__ for outcome in outcomes) == ["Conflict", "NoneType"]
    assert len(all_rows(engine, Payday)) == 1


@pytest.mark.parametrize(
    ("month", "day", "code"),
    [
        (date(2026, 8, 1), date(2026, 9, 10), "payday-month"),
        (date(2027, 11, 1), date(2027, 12, 10), "payday-month"),
        (NOVEMBER, date(2026, 10, 31), "payday-day"),
        (NOVEMBER, date(2027, 2, 2), "payday-day"),
    ],
)
def test_a_slip_of_the_pen_is_refused(
    desk: Desk, village: Village, month: date, day: date, code: str
) -> None:
    with pytest.raises(Refused) as refused:
        entered(desk, village.leader, month, day)
    assert refused.value.code == code


def test_only_leader_and_administrator_keep_the_calendar(desk: Desk, village: Village) -> None:
    for name in village.__slots__:
        actor = getattr(village, name)
        if name.endswith("office") or actor.role in {Role.LEADER, Role.ADMINISTRATOR}:
            continue
        with pytest.raises(NotPermitted):
            calendar(desk, actor)
        with pytest.raises(NotPermitted):
            entered(desk, actor, NOVEMBER, ELEVENTH)
