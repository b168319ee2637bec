"""Money: what is told rests on what was entered and decided, and on nothing that somebody guessed."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from sqlalchemy import Engine

from portal.domain.absence import AbsenceKind, AbsenceState
from portal.domain.errors import NotFound, NotPermitted
from portal.domain.money import BenefitEntry, Lacking
from portal.domain.people import Role
from portal.domain.programme import IntervalKind
from portal.rules.benefit import BenefitForPartOfMonth
from portal.rules.rates import FullRateFrom
from portal.services import money
from portal.services.work import Desk
from tests.builders import Village, add_activity
from tests.services.money_world import (
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
FIVE_HOURS = Decimal("714.61")
TUESDAY, WEDNESDAY = date(2026, 11, 10), date(2026, 11, 11)


@pytest.fixture
def known(engine: Engine, desk: Desk, village: Village) -> Village:
    """A village whose participant's birthday is known and whose decision was entered."""
    born(engine, village.participant)
    enter(desk, village.caseworker, village.participant)
    return village


def test_a_month_is_a_twelfth_of_the_year_where_the_office_chose_nothing(desk: Desk, known: Village) -> None:
    estimate = told(desk, known.participant).estimate
    assert amounts(estimate) == {"benefit": A_MONTH}
    assert estimate.gross == A_MONTH


def test_an_office_that_pays_each_weekday_is_worked_out_so(
    engine: Engine, desk: Desk, known: Village
) -> None:
    chose(engine, known.office, {"benefit.month_method": "WEEKDAYS"})
    estimate = told(desk, known.participant).estimate
    assert [(one.line.days, one.by_day) for one in estimate.lines] == [(21, True)]
    assert estimate.gross == Decimal("22510.10")


def test_without_a_birthday_nobody_guesses_an_age(engine: Engine, desk: Desk, known: Village) -> None:
    born(engine, known.participant, None)
    estimate = told(desk, known.participant).estimate
    assert (estimate.lacking, estimate.gross) == (Lacking.BORN, None)


def test_without_a_decision_entered_there_is_no_sum(engine: Engine, desk: Desk, village: Village) -> None:
    born(engine, village.participant)
    assert told(desk, village.participant).estimate.lacking is Lacking.FACTS


def test_what_changes_inside_a_month_is_left_to_a_person(desk: Desk, known: Village) -> None:
    enter(desk, known.caseworker, known.participant, BenefitEntry(WEDNESDAY, children=1), 1)
    assert told(desk, known.participant).estimate.lacking is Lacking.CHANGES
    assert month_of(desk, known.participant, date(2026, 10, 1)).gross == A_MONTH


def test_the_same_entered_anew_inside_a_month_changes_nothing(desk: Desk, known: Village) -> None:
    enter(desk, known.caseworker, known.participant, BenefitEntry(WEDNESDAY), 1)
    assert told(desk, known.participant).estimate.gross == A_MONTH


def test_children_add_their_supplement_and_work_takes_of_both(desk: Desk, known: Village) -> None:
    entry = BenefitEntry(STARTED, children=2, weekly_hours=Decimal("7.5"))
    enter(desk, known.caseworker, known.participant, entry, 1)
    lines = amounts(told(desk, known.participant).estimate)
    assert set(lines) >= {"benefit", "child-supplement", "paid-work"}
    assert lines["paid-work"] < 0


def test_a_refused_day_takes_its_planned_hours(engine: Engine, desk: Desk, known: Village) -> None:
    add_activity(engine, known.participant, hours=(9, 14))
    away(engine, known.participant, TUESDAY)
    estimate = told(desk, known.participant).estimate
    assert estimate.of.facts is not None
    assert estimate.of.facts["deducted_hours"] == "5"
    assert amounts(estimate)["unpermitted-absence"] == -FIVE_HOURS


def test_where_nothing_is_planned_a_refused_day_is_the_offices_standard_day(
    engine: Engine, desk: Desk, known: Village
) -> None:
    away(engine, known.participant, TUESDAY)
    facts = told(desk, known.participant).estimate.of.facts
    assert facts is not None
    assert facts["deducted_hours"] == "7.5"


@pytest.mark.parametrize(
    ("more", "hours"),
    [
        ({"starts": clock("09:00"), "ends": clock("11:30")}, "2.5"),
        ({"minutes_a_day": 60}, "1"),
        ({"starts": clock("06:00"), "ends": clock("20:00")}, "7.5"),
        ({"starts": clock("09:00"), "ends": clock("09:50")}, "0.833333"),
    ],
)
def test_part_of_a_day_takes_its_own_hours_and_never_more_than_a_day(
    engine: Engine, desk: Desk, known: Village, more: dict[str, Any], hours: str
) -> None:
    away(engine, known.participant, TUESDAY, **more)
    facts = told(desk, known.participant).estimate.of.facts
    assert facts is not None
    assert facts["deducted_hours"] == hours


def test_two_refusals_of_one_day_take_one_day(engine: Engine, desk: Desk, known: Village) -> None:
    for starts, ends in (("08:00", "13:00"), ("13:00", "18:00")):
        away(engine, known.participant, TUESDAY, starts=clock(starts), ends=clock(ends))
    facts = told(desk, known.participant).estimate.of.facts
    assert facts is not None
    assert facts["deducted_hours"] == "7.5"


def test_what_nobody_has_decided_takes_nothing_and_is_named(
    engine: Engine, desk: Desk, known: Village
) -> None:
    waiting = away(engine, known.participant, TUESDAY, state=AbsenceState.REPORTED)
    estimate = told(desk, known.participant).estimate
    assert estimate.gross == A_MONTH
    assert [row.id for row in estimate.of.waiting] == [waiting]


@pytest.mark.parametrize("state", [AbsenceState.ACCEPTED, AbsenceState.WITHDRAWN])
def test_what_was_permitted_or_taken_back_takes_nothing(
    engine: Engine, desk: Desk, known: Village, state: AbsenceState
) -> None:
    away(engine, known.participant, TUESDAY, state=state)
    estimate = told(desk, known.participant).estimate
    assert (estimate.gross, estimate.of.waiting) == (A_MONTH, ())


def test_of_what_is_granted_in_part_only_the_other_days_count(
    engine: Engine, desk: Desk, known: Village
) -> None:
    granted: dict[str, Any] = {"granted_from": TUESDAY, "granted_to": TUESDAY}
    away(engine, known.participant, TUESDAY, WEDNESDAY, state=AbsenceState.PARTLY, **granted)
    assert [one.day for one in told(desk, known.participant).estimate.of.deducted] == [WEDNESDAY]


def test_a_refusal_of_what_the_regulation_gives_waits_for_a_person(
    engine: Engine, desk: Desk, known: Village
) -> None:
    away(engine, known.participant, TUESDAY, kind=AbsenceKind.SELF_REPORT)
    estimate = told(desk, known.participant).estimate
    assert estimate.gross == A_MONTH
    assert [one.day for one in estimate.of.looked_at_first] == [TUESDAY]


def test_no_absence_takes_from_days_on_which_the_programme_rests(
    engine: Engine, desk: Desk, known: Village
) -> None:
    pause(engine, known.participant, date(2026, 11, 9), date(2026, 11, 13))
    away(engine, known.participant, TUESDAY)
    estimate = told(desk, known.participant).estimate
    assert set(amounts(estimate)) == {"benefit"}
    assert [one.line.days for one in estimate.lines] == [16]


def test_an_open_suspension_lasts_through_the_month(engine: Engine, desk: Desk, known: Village) -> None:
    pause(engine, known.participant, date(2026, 11, 9), None)
    assert [one.line.days for one in told(desk, known.participant).estimate.lines] == [5]


def test_a_month_with_leave_is_left_to_a_person(engine: Engine, desk: Desk, known: Village) -> None:
    pause(engine, known.participant, TUESDAY, WEDNESDAY, IntervalKind.LEAVE)
    assert told(desk, known.participant).estimate.lacking is Lacking.LEAVE
    assert month_of(desk, known.participant, date(2026, 10, 1)).gross == A_MONTH


def test_a_month_after_what_is_decided_has_no_sum(engine: Engine, desk: Desk, known: Village) -> None:
    course(engine, known.participant, period_to=date(2026, 10, 31))
    assert told(desk, known.participant).estimate.lacking is Lacking.PROGRAMME
    course(engine, known.participant, period_to=date(2026, 11, 13))
    assert [one.line.days for one in told(desk, known.participant).estimate.lines] == [10]


def test_another_benefit_leaves_the_month_to_a_person(desk: Desk, known: Village) -> None:
    enter(desk, known.caseworker, known.participant, BenefitEntry(STARTED, other_benefit=True), 1)
    estimate = told(desk, known.participant).estimate
    assert estimate.needs_a_person
    assert "payment.other-benefit-reduces" in {one.reason.code for one in estimate.rest.because}


def test_every_reason_stands_with_a_line_or_beside_all_of_them(
    engine: Engine, desk: Desk, known: Village
) -> None:
    entry = BenefitEntry(STARTED, children=2, weekly_hours=Decimal("7.4"))
    enter(desk, known.caseworker, known.participant, entry, 1)
    pause(engine, known.participant, date(2026, 11, 2), date(2026, 11, 3))
    away(engine, known.participant, TUESDAY)
    estimate = told(desk, known.participant).estimate
    assert estimate.decision is not None
    said = {one.reason.code for line in estimate.lines for one in line.why.because}
    rest = {one.reason.code for one in estimate.rest.because}
    assert said | rest == {one.reason.code for one in estimate.decision.because}
    assert {code.partition(".")[0] for code in rest} == {"payment"}


def test_the_full_rate_is_told_of_until_the_birthday(engine: Engine, desk: Desk, known: Village) -> None:
    assert told(desk, known.participant).full_rate is None
    born(engine, known.participant, date(2001, 12, 14))
    seen = told(desk, known.participant)
    assert seen.full_rate is not None
    reason = seen.full_rate.because[0].reason
    assert isinstance(reason, FullRateFrom)
    assert reason.day == date(2026, 12, 14)
    assert set(amounts(seen.estimate)) == {"benefit-under-25"}


def test_who_turns_25_inside_the_month_has_two_lines_each_with_its_own_amount(
    engine: Engine, desk: Desk, known: Village
) -> None:
    born(engine, known.participant, date(2001, 11, 16))
    lines = told(desk, known.participant).estimate.lines
    assert [one.line.line for one in lines] == ["benefit-under-25", "benefit", "rounding"]
    for one in lines[:2]:
        parts = [
            because.reason.amount
            for because in one.why.because
            if isinstance(because.reason, BenefitForPartOfMonth)
        ]
        assert parts == [one.line.amount]


def test_a_rise_is_told_of_with_what_is_owed_for_its_month(
    engine: Engine, desk: Desk, known: Village
) -> None:
    assert told(desk, known.participant).rise is None
    course(engine, known.participant, started_on=date(2026, 4, 1))
    enter(desk, known.caseworker, known.participant, BenefitEntry(date(2026, 4, 1)), 1)
    rise = told(desk, known.participant).rise
    assert rise is not None
    assert rise.since == date(2026, 5, 1)
    assert [(one.month.month, one.decision and one.decision.value.amount) for one in rise.months] == [
        (5, Decimal("1086.66")),
        (6, Decimal("1086.66")),
        (7, Decimal("1086.66")),
    ]


def test_a_month_of_the_rise_that_cannot_be_worked_out_is_named_all_the_same(
    engine: Engine, desk: Desk, known: Village
) -> None:
    course(engine, known.participant, started_on=date(2026, 4, 1))
    enter(desk, known.caseworker, known.participant, BenefitEntry(date(2026, 6, 1)), 1)
    rise = told(desk, known.participant).rise
    assert rise is not None
    assert [(one.month.month, one.decision is None) for one in rise.months] == [
        (5, True),
        (6, False),
        (7, False),
    ]


def test_the_months_before_are_those_of_the_programme(desk: Desk, known: Village) -> None:
    months = [one.month for one in told(desk, known.participant).earlier]
    assert months == [date(2026, 10, 1), date(2026, 9, 1)]
    for month in (date(2026, 8, 1), date(2026, 12, 1)):
        with pytest.raises(NotFound):
            month_of(desk, known.participant, month)


def test_nobody_but_the_participant_opens_it(desk: Desk, known: Village) -> None:
    everybody = [getattr(known, name) for name in known.__slots__ if not name.endswith("office")]
    for actor in everybody:
        if actor.role is not Role.PARTICIPANT:
            with pytest.raises(NotPermitted), desk.reading(actor) as work:
                money.own_money(work)


def test_a_neighbour_reads_their_own(desk: Desk, known: Village) -> None:
    assert told(desk, known.neighbour).estimate.lacking is Lacking.BORN
