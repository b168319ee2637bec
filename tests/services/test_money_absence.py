"""What an absence would change is told in kroner before it is sent, for both answers, and promised to nobody."""

from datetime import date
from decimal import Decimal

import pytest
from sqlalchemy import Engine

from portal.domain.absence import AbsenceKind, AbsenceState, BirthPart
from portal.domain.absence_details import Details
from portal.domain.money import BenefitEntry, Lacking
from portal.domain.people import Actor
from portal.services.absence_command import AbsenceCommand
from portal.services.money_absence import MonthChange, what_it_changes
from portal.services.work import Desk
from tests.builders import Village
from tests.services.money_world import STARTED, away, born, clock, enter, month_of

A_MONTH = Decimal("23224.71")
TUESDAY, WEDNESDAY = date(2026, 11, 10), date(2026, 11, 11)
A_DAY = Decimal("1071.91")


@pytest.fixture
def known(engine: Engine, desk: Desk, village: Village) -> Village:
    """A village whose participant's birthday is known and whose decision was entered."""
    born(engine, village.participant)
    enter(desk, village.caseworker, village.participant)
    return village


def changes(desk: Desk, who: Actor, command: AbsenceCommand) -> tuple[MonthChange, ...]:
    with desk.reading(who) as work:
        return what_it_changes(work, command)


def test_permitted_it_changes_nothing_and_refused_it_takes_its_day(desk: Desk, known: Village) -> None:
    command = AbsenceCommand(AbsenceKind.SELF_REPORT, TUESDAY, TUESDAY)
    (change,) = changes(desk, known.participant, command)
    assert (change.before, change.permitted, change.less_if_permitted) == (A_MONTH, A_MONTH, Decimal(0))
    assert change.refused == A_MONTH - A_DAY
    assert change.less_if_refused == A_DAY


def test_what_it_says_is_what_the_month_comes_to_when_it_is_refused(
    engine: Engine, desk: Desk, known: Village
) -> None:
    command = AbsenceCommand(
        AbsenceKind.OTHER, TUESDAY, TUESDAY, "Bussen gikk ikke.", clock("09:00"), clock("11:30")
    )
    (change,) = changes(desk, known.participant, command)
    away(engine, known.participant, TUESDAY, starts=clock("09:00"), ends=clock("11:30"))
    assert month_of(desk, known.participant).gross == change.refused


def test_leave_without_benefit_costs_also_when_it_is_granted(desk: Desk, known: Village) -> None:
    details = Details(birth=BirthPart.LONGER)
    command = AbsenceCommand(AbsenceKind.BIRTH, TUESDAY, TUESDAY, details=details)
    (change,) = changes(desk, known.participant, command)
    assert change.less_if_permitted == change.less_if_refused == A_DAY


def test_a_weekend_takes_nothing(desk: Desk, known: Village) -> None:
    command = AbsenceCommand(AbsenceKind.OTHER, date(2026, 11, 14), date(2026, 11, 15))
    (change,) = changes(desk, known.participant, command)
    assert change.less_if_refused == 0


def test_each_month_is_told_by_itself_and_no_more_than_three(desk: Desk, known: Village) -> None:
    two = AbsenceCommand(AbsenceKind.OTHER, date(2026, 11, 30), date(2026, 12, 1))
    assert [(one.month.month, one.less_if_refused) for one in changes(desk, known.participant, two)] == [
        (11, A_DAY),
        (12, A_DAY),
    ]
    long = AbsenceCommand(AbsenceKind.AGREED, date(2026, 11, 30), date(2027, 11, 1))
    assert len(changes(desk, known.participant, long)) == 3


def test_a_day_that_was_refused_before_is_not_taken_twice(engine: Engine, desk: Desk, known: Village) -> None:
    away(engine, known.participant, TUESDAY, state=AbsenceState.REFUSED)
    command = AbsenceCommand(AbsenceKind.OTHER, TUESDAY, WEDNESDAY)
    (change,) = changes(desk, known.participant, command)
    assert change.before == A_MONTH - A_DAY
    assert change.less_if_refused == A_DAY


def test_where_something_is_lacking_no_kroner_are_told(desk: Desk, village: Village) -> None:
    (change,) = changes(desk, village.participant, AbsenceCommand(AbsenceKind.OTHER, TUESDAY, TUESDAY))
    assert (change.lacking, change.before, change.refused) == (Lacking.BORN, None, None)


def test_what_a_person_must_work_out_is_left_to_them(desk: Desk, known: Village) -> None:
    enter(desk, known.caseworker, known.participant, BenefitEntry(STARTED, other_benefit=True), 1)
    (change,) = changes(desk, known.participant, AbsenceCommand(AbsenceKind.OTHER, TUESDAY, TUESDAY))
    assert (change.lacking, change.before) == (Lacking.FACTS, None)


def test_a_representative_is_told_nothing_of_money(desk: Desk, known: Village) -> None:
    command = AbsenceCommand(AbsenceKind.OTHER, TUESDAY, TUESDAY)
    assert changes(desk, known.representative, command) == ()
