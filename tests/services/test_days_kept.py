"""What was said stays: when a programme ends or rests, when an office counts it not, and when one moves away."""

from dataclasses import replace
from datetime import date

import pytest
from sqlalchemy import Engine

from portal.adapters.clock import FixedClock
from portal.domain.attendance import Attendance, DayState, LookAnswer, MonthState
from portal.domain.errors import NotFound, Refused
from portal.domain.people import Actor
from portal.domain.programme_steps import StepKind
from portal.services import months, own_entries, weeks
from portal.services.moving import move
from portal.services.own_entries import OwnEntry
from portal.services.programme_answers import StepCommand
from portal.services.week_days import Day
from portal.services.weeks import Report
from portal.services.work import Desk
from tests.builders import Village, add_activity, add_person, add_programme, key_for, programme_of
from tests.services.life import K, command, decide, stand
from tests.services.month_world import A_MONDAY, A_TUESDAY, OCTOBER, October
from tests.services.test_offers import add, made

TODAY = date(2026, 11, 24)


@pytest.fixture
def engine(sqlite_engine: Engine) -> Engine:
    return sqlite_engine


@pytest.fixture
def october(engine: Engine, desk: Desk, village: Village, clock: FixedClock) -> October:
    stand(clock, "2026-10-20 15:30")
    return October(engine, desk, village)


def day_of(desk: Desk, who: Actor, day: date) -> Day:
    with desk.reading(who) as work:
        return weeks.week_of(work, day).days[day.weekday()]


@pytest.mark.parametrize("kind", [K.COMPLETED, K.ENDED, K.LEAVE, K.SUSPENDED])
def test_a_confirmed_month_with_an_open_offer_stays_confirmed_when_the_programme_stops(
    engine: Engine, desk: Desk, village: Village, clock: FixedClock, kind: StepKind
) -> None:
    stand(clock, "2026-10-05 09:30")
    offer = made(desk, village.caseworker)
    add(desk, village.participant, offer)
    stand(clock, "2026-10-20 15:30")
    october = October(engine, desk, village)
    october.say()
    with desk.writing(village.participant) as work:
        said = Report("", A_TUESDAY, Attendance.PRESENT, offer_id=offer)
        weeks.report_day(work, key_for("offer"), said)
    stand(clock, "2026-11-24 09:30")
    october.confirm()
    before = october.month().content
    decide(desk, village.caseworker, village.participant, command(kind, TODAY))
    stand(clock, "2026-11-26 09:30")
    now = october.own()
    assert (now.state, now.changes, now.content) == (MonthState.CONFIRMED, (), before)
    assert now.content["sums"]["drop_in"] > 0
    offers = [item.offer_id for item in day_of(desk, village.participant, date(2026, 11, 26)).planned]
    assert offer not in offers or kind in {K.LEAVE, K.SUSPENDED}
    with desk.writing(village.participant) as work:
        said = Report("", A_TUESDAY, Attendance.AWAY, before=1, offer_id=offer)
        weeks.report_day(work, key_for("again"), said)
    assert october.own().state is MonthState.CORRECTED


@pytest.mark.parametrize("step", [command(K.LEAVE, date(2026, 11, 20)), command(K.SUSPENDED, TODAY)])
def test_what_was_said_before_a_pause_back_in_time_is_shown_counted_and_corrected(
    engine: Engine, desk: Desk, village: Village, step: StepCommand
) -> None:
    who = village.participant
    course = add_activity(engine, who, first_day=date(2026, 11, 2))
    with desk.writing(who) as work:
        weeks.report_planned(work, key_for("week"), date(2026, 11, 23))
        own_entries.write_entry(work, key_for("own"), OwnEntry("Foreldremøte", TODAY, 60))
    decide(desk, village.caseworker, who, step)
    new = add_activity(engine, who, "Sveising")
    day = day_of(desk, who, TODAY)
    assert day.quiet is not None
    assert [item.said for item in day.planned] == [Attendance.PRESENT]
    assert [chain.last.title for chain in day.own] == ["Foreldremøte"]
    assert (day.state(TODAY), day.to_report) == (DayState.SAID, ())
    with desk.reading(who) as work:
        assert months.own_month(work, date(2026, 11, 1)).content["sums"]["present"] == 2 * 180
    with desk.writing(who) as work:
        said = Report(course, TODAY, Attendance.PART, minutes=60, before=1)
        weeks.report_day(work, key_for("correct"), said)
    assert day_of(desk, who, TODAY).planned[0].said is Attendance.PART
    with pytest.raises(NotFound), desk.writing(who) as work:
        weeks.report_day(work, key_for("new"), Report(new, TODAY, Attendance.PRESENT))


def test_what_is_written_down_in_a_pause_is_shown(desk: Desk, village: Village) -> None:
    decide(desk, village.caseworker, village.participant, command(K.SUSPENDED, TODAY))
    with desk.writing(village.participant) as work:
        own_entries.write_entry(work, key_for("own"), OwnEntry("Foreldremøte", TODAY, 60))
    assert [c.last.title for c in day_of(desk, village.participant, TODAY).own] == ["Foreldremøte"]


def test_a_correction_that_is_not_counted_does_not_stand_as_if_it_were(
    desk: Desk, village: Village, clock: FixedClock, october: October
) -> None:
    october.say(attendance=Attendance.AWAY)
    stand(clock, "2026-11-10 09:30")
    october.confirm()
    october.say(before=1)
    # Of Tuesday nothing was said before the month was confirmed.
    october.say(A_TUESDAY)
    october.look(LookAnswer.NOTED, "Kurset sier at du ikke var der.")
    october.look(LookAnswer.NOTED, "Kurset sier at du ikke var der.")
    monday, tuesday = (day_of(desk, village.participant, day) for day in (A_MONDAY, A_TUESDAY))
    item = monday.planned[0]
    assert (item.said, item.version, monday.state(TODAY)) == (Attendance.AWAY, 2, DayState.AWAY)
    assert item.chain is not None
    assert item.chain.not_counted.attendance is Attendance.PRESENT
    assert (tuesday.planned[0].said, tuesday.planned[0].version) == (None, 1)
    assert (tuesday.state(TODAY), tuesday.to_report) == (DayState.NOT_SAID, ())
    october.say(before=2, attendance=Attendance.PART, minutes=60)
    october.say(A_TUESDAY, before=1, attendance=Attendance.PART, minutes=60)
    assert day_of(desk, village.participant, A_TUESDAY).planned[0].said is Attendance.PART


def _moved(desk: Desk, village: Village) -> Actor:
    with desk.writing(village.leader) as work:
        move(work, village.participant.id, village.other_office)
    return replace(village.participant, office_id=village.other_office)


def test_nobody_moves_from_a_month_to_confirm_or_what_nobody_has_looked_at(
    desk: Desk, village: Village, clock: FixedClock, october: October
) -> None:
    october.say()
    october.write()
    stand(clock, "2026-11-10 09:30")
    for settle in (october.look, october.confirm):
        with pytest.raises(Refused, match="open-months"):
            _moved(desk, village)
        settle()
    october.say(before=1, attendance=Attendance.AWAY)
    with pytest.raises(Refused, match="open-months"):
        _moved(desk, village)
    october.look(LookAnswer.NOTED, "Kurset sier at du var der.")
    assert _moved(desk, village)


def test_the_month_that_goes_on_holds_nobody_back(engine: Engine, desk: Desk, village: Village) -> None:
    add_activity(engine, village.participant, first_day=date(2026, 11, 2))
    with desk.writing(village.participant) as work:
        weeks.report_planned(work, key_for("week"), date(2026, 11, 23))
    assert _moved(desk, village)


@pytest.mark.parametrize("anew", [False, True], ids=["before a new programme", "in a new programme"])
def test_whoever_has_moved_goes_on_reading_what_was_theirs_and_the_new_office_does_not(
    engine: Engine, desk: Desk, village: Village, clock: FixedClock, october: October, *, anew: bool
) -> None:
    october.say()
    october.write()
    stand(clock, "2026-11-10 09:30")
    october.look()
    october.confirm()
    left = programme_of(engine, village.participant)
    who = _moved(desk, village)
    if anew:
        add_programme(engine, who, village.far_caseworker)
    monday, tuesday = day_of(desk, who, A_MONDAY), day_of(desk, who, A_TUESDAY)
    assert [chain.last.attendance for chain in monday.left] == [Attendance.PRESENT]
    assert [chain.last.title for chain in tuesday.left] == ["Foreldremøte"]
    assert (monday.planned, monday.own, monday.loose, monday.to_say) == ((), (), (), ())
    with desk.reading(who) as work:
        kept = [one for one in months.own_months(work) if one.left]
        assert {one.left for one in kept} == {left}
        assert OCTOBER in {one.month for one in kept}
        month = months.own_month(work, OCTOBER, left)
        assert (month.state, month.content["sums"]["present"]) == (MonthState.CONFIRMED, 180)
        with pytest.raises(NotFound):
            months.own_month(work, OCTOBER, "another")
    with pytest.raises(NotFound), desk.writing(who) as work:
        weeks.report_day(work, key_for("late"), Report(october.course, A_MONDAY, Attendance.AWAY, before=1))
    with desk.reading(village.far_caseworker) as work:
        found = months.months_of(work, who.id).months
    assert all(not month.left and not day.chains for month in found for day in month.days)


def test_months_reach_back_to_the_beginning_of_a_long_programme(
    engine: Engine, desk: Desk, village: Village
) -> None:
    who = add_person(engine, village.participant.role, village.office, "Ny Nilsen")
    add_programme(engine, who, village.caseworker, started_on=date(2023, 3, 1))
    with desk.reading(who) as work:
        assert months.own_months(work)[-1].month == date(2023, 3, 1)
