"""What is missed of a day: the planned hours alone, once, as it was decided last, and what was only said in the week."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from sqlalchemy import Engine

from portal.domain.absence import AbsenceKind, AbsenceState
from portal.domain.attendance import Attendance
from portal.domain.errors import NotFound
from portal.domain.money import BenefitEntry, Lacking
from portal.rules.rates import DayRate, ShareBelowAge
from portal.services import benefit_facts, weeks
from portal.services.absence_command import AbsenceCommand
from portal.services.money_absence import what_it_changes
from portal.services.weeks import Report
from portal.services.work import Desk
from portal.store.base import new_id
from portal.store.benefit import BenefitFacts
from portal.store.models import Payday
from tests.builders import Village, add_activity, key_for, save
from tests.conftest import NOW
from tests.services.money_world import (
    NOVEMBER,
    STARTED,
    amounts,
    away,
    born,
    chose,
    clock,
    course,
    enter,
    month_of,
    pause,
    told,
)

A_MONTH = Decimal("23224.71")
A_DAY = Decimal("1071.91")
THREE_HOURS = Decimal("428.76")
MONDAY, TUESDAY = date(2026, 11, 23), date(2026, 11, 10)


@pytest.fixture
def engine(sqlite_engine: Engine) -> Engine:
    """One database is enough: nothing here depends on which."""
    return sqlite_engine


@pytest.fixture
def known(engine: Engine, desk: Desk, village: Village) -> Village:
    """A village whose participant's birthday is known and whose decision was entered."""
    born(engine, village.participant)
    enter(desk, village.caseworker, village.participant)
    return village


def pays(engine: Engine, village: Village, month: date, day: date) -> None:
    """Write a day of payment into the office's calendar."""
    values = {"office_id": village.office, "entered_by": village.leader.id, "entered_at": NOW}
    save(engine, Payday(id=new_id(), month=month, version=1, day=day, **values))


def test_a_day_refused_first_and_accepted_later_takes_nothing(
    engine: Engine, desk: Desk, known: Village
) -> None:
    away(engine, known.participant, TUESDAY)
    assert month_of(desk, known.participant).gross == A_MONTH - A_DAY
    away(engine, known.participant, TUESDAY, state=AbsenceState.ACCEPTED)
    assert month_of(desk, known.participant).gross == A_MONTH


def test_a_refused_day_reported_again_stays_taken_until_it_is_answered_and_is_named(
    engine: Engine, desk: Desk, known: Village
) -> None:
    away(engine, known.participant, TUESDAY)
    away(engine, known.participant, TUESDAY, state=AbsenceState.REPORTED)
    estimate = month_of(desk, known.participant)
    assert (estimate.gross, estimate.of.asked_again) == (A_MONTH - A_DAY, (TUESDAY,))


def test_before_it_is_sent_again_permission_is_told_to_give_the_money_back(
    engine: Engine, desk: Desk, known: Village
) -> None:
    away(engine, known.participant, TUESDAY)
    with desk.reading(known.participant) as work:
        (change,) = what_it_changes(work, AbsenceCommand(AbsenceKind.OTHER, TUESDAY, TUESDAY))
    assert (change.permitted, change.more_if_permitted) == (A_MONTH, A_DAY)
    assert change.less_if_refused == 0


def test_what_is_changed_does_not_stand_beside_what_comes_in_its_place(
    engine: Engine, desk: Desk, known: Village
) -> None:
    accepted = away(engine, known.participant, TUESDAY, state=AbsenceState.ACCEPTED)
    with desk.reading(known.participant) as work:
        command = AbsenceCommand(AbsenceKind.OTHER, TUESDAY, TUESDAY)
        (change,) = what_it_changes(work, command, accepted)
    assert change.less_if_refused == A_DAY


def test_hours_outside_the_plan_take_nothing_and_that_is_told(
    engine: Engine, desk: Desk, known: Village
) -> None:
    add_activity(engine, known.participant, hours=(9, 12))
    starts, ends = clock("16:00"), clock("20:00")
    with desk.reading(known.participant) as work:
        command = AbsenceCommand(AbsenceKind.OTHER, TUESDAY, TUESDAY, "", starts, ends)
        (change,) = what_it_changes(work, command)
    assert change.less_if_refused == 0
    assert change.outside
    away(engine, known.participant, TUESDAY, starts=starts, ends=ends)
    estimate = month_of(desk, known.participant)
    assert (estimate.gross, estimate.of.outside) == (A_MONTH, (TUESDAY,))


def test_of_hours_partly_outside_the_plan_those_inside_count_once(
    engine: Engine, desk: Desk, known: Village
) -> None:
    add_activity(engine, known.participant, hours=(9, 12))
    away(engine, known.participant, TUESDAY, starts=clock("11:00"), ends=clock("20:00"))
    away(engine, known.participant, TUESDAY, starts=clock("10:30"), ends=clock("11:30"))
    facts = month_of(desk, known.participant).of.facts
    assert facts is not None
    assert facts["deducted_hours"] == "1.5"


def test_what_is_said_in_the_week_waits_with_its_sum_and_an_absence_explains_it(
    engine: Engine, desk: Desk, known: Village
) -> None:
    activity = add_activity(engine, known.participant, weekdays=(MONDAY.weekday(),), hours=(9, 14))
    report = Report(activity, MONDAY, Attendance.PART, minutes=120)
    with desk.writing(known.participant) as work:
        weeks.report_day(work, key_for("part"), report)
    estimate = month_of(desk, known.participant)
    assert [(one.day, one.hours) for one in estimate.of.said] == [(MONDAY, Decimal(3))]
    assert (estimate.gross, estimate.less_if_refused) == (A_MONTH, THREE_HOURS)
    away(engine, known.participant, MONDAY, state=AbsenceState.REPORTED)
    estimate = month_of(desk, known.participant)
    assert (estimate.of.said, estimate.less_if_refused) == ((), None)


def test_what_was_entered_for_an_earlier_programme_says_nothing_of_this_one(
    engine: Engine, desk: Desk, known: Village
) -> None:
    about = {"participant_id": known.participant.id, "office_id": known.office, "number": 2}
    said = {"children": 5, "weekly_hundredths": 1000, "apprentice": False, "other_benefit": False}
    entered = {"entered_by": known.caseworker.id, "entered_at": NOW, "counts": True}
    save(engine, BenefitFacts(from_day=date(2023, 1, 1), **about, **said, **entered))
    assert [row.from_day for row in told(desk, known.participant).holds] == [STARTED]
    with desk.writing(known.caseworker) as work:
        benefit_facts.take_back(work, known.participant.id, 2, STARTED)
    seen = told(desk, known.participant)
    assert (seen.estimate.lacking, seen.holds) == (Lacking.FACTS, ())


@pytest.mark.parametrize("month", [date(1900, 1, 1), date(2199, 12, 1)])
def test_a_month_beyond_every_calendar_is_not_found(desk: Desk, known: Village, month: date) -> None:
    with pytest.raises(NotFound):
        month_of(desk, known.participant, month)


def test_a_suspended_participant_is_promised_no_payment(engine: Engine, desk: Desk, known: Village) -> None:
    pays(engine, known, NOVEMBER, date(2026, 12, 10))
    seen = told(desk, known.participant)
    assert seen.payday_of is not None
    assert not seen.payday_of.pays_nothing
    pause(engine, known.participant, NOVEMBER, None)
    seen = told(desk, known.participant)
    assert seen.payday_of is not None
    assert (seen.payday_of.month, seen.payday_of.pays_nothing) == (NOVEMBER, True)
    why = {one.reason.code for one in seen.payday_of.why_nothing.because}
    assert why == {"benefit.suspended-days", "benefit-month.no-days"}
    assert not any(one.reason.code.startswith("payment.") for one in seen.payday_of.rest.because)


def test_a_month_without_a_programme_is_paid_nothing(engine: Engine, desk: Desk, known: Village) -> None:
    pays(engine, known, NOVEMBER, date(2026, 12, 10))
    course(engine, known.participant, period_to=date(2026, 10, 31))
    seen = told(desk, known.participant).payday_of
    assert seen is not None
    assert seen.pays_nothing


@pytest.mark.parametrize("method", ["FLAT_12", "WEEKDAYS"])
def test_who_turns_25_reads_under_each_line_what_it_rests_on(
    engine: Engine, desk: Desk, known: Village, method: str
) -> None:
    chose(engine, known.office, {"benefit.month_method": method})
    born(engine, known.participant, date(2001, 11, 16))
    young, full = told(desk, known.participant).estimate.lines[:2]
    shares = [
        any(isinstance(one.reason, ShareBelowAge) for one in line.why.because) for line in (young, full)
    ]
    assert shares == [True, False]
    for line in (young, full):
        rates = [one.reason.day for one in line.why.because if isinstance(one.reason, DayRate)]
        assert rates == ([line.line.rate] if method == "WEEKDAYS" else [])


def test_half_the_tax_follows_the_month_of_payment(engine: Engine, desk: Desk, known: Village) -> None:
    pays(engine, known, NOVEMBER, date(2026, 12, 10))
    pays(engine, known, date(2026, 10, 1), date(2026, 11, 10))

    def tax(month: date) -> set[str]:
        return {one.reason.code for one in month_of(desk, known.participant, month).rest.because}

    assert "payment.half-tax-in-december" in tax(NOVEMBER)
    assert "payment.half-tax-in-december" not in tax(date(2026, 10, 1))


def test_a_day_of_payment_that_is_free_counts_as_the_day_that_is_told(
    engine: Engine, desk: Desk, known: Village
) -> None:
    chose(engine, known.office, {"payment.free_payday": "day-before"})
    free = date(2026, 11, 1)
    assert free.isoweekday() == 7
    pays(engine, known, date(2026, 10, 1), free)
    facts = month_of(desk, known.participant, date(2026, 10, 1)).of.facts
    assert facts is not None
    assert facts["paid_on"] == "2026-10-30"


def test_the_sum_for_the_children_says_when_it_was_rounded_once(desk: Desk, known: Village) -> None:
    enter(desk, known.caseworker, known.participant, BenefitEntry(STARTED, children=2), 1)
    lines = told(desk, known.participant).estimate.lines
    child = next(one for one in lines if one.line.line == "child-supplement")
    assert child.line.rate is not None
    assert child.rounded_once is (child.line.rate * 2 != child.line.amount) is True
    assert [one.rounded_once for one in lines if one is not child] == [False] * (len(lines) - 1)


def test_a_single_child_has_nothing_to_add_up(desk: Desk, known: Village) -> None:
    enter(desk, known.caseworker, known.participant, BenefitEntry(STARTED, children=1), 1)
    estimate = told(desk, known.participant).estimate
    assert not any(one.rounded_once for one in estimate.lines)
    assert "child-supplement" in amounts(estimate)


def test_a_permitted_day_gives_back_no_other_day(engine: Engine, desk: Desk, known: Village) -> None:
    away(engine, known.participant, TUESDAY, TUESDAY + timedelta(days=1))
    away(engine, known.participant, TUESDAY, state=AbsenceState.ACCEPTED)
    assert month_of(desk, known.participant).gross == A_MONTH - A_DAY
