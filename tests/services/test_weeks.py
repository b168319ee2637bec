"""The week: what is planned, what is free, what was said, and every correction kept."""

from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy import Engine

from portal.adapters.clock import FixedClock
from portal.domain.absence import AbsenceKind
from portal.domain.attendance import Attendance, Feeling
from portal.domain.errors import Conflict, NotFound
from portal.domain.people import Actor, Role
from portal.domain.programme import ProgrammeState
from portal.services import absences, weeks
from portal.services.absences import AbsenceCommand
from portal.services.submissions import Receipt
from portal.services.weeks import Report, Week
from portal.services.work import Desk
from portal.store.models import AttendanceReport, EventRow, Submission
from tests.builders import (
    RecordingBus,
    Village,
    add_activity,
    add_person,
    add_programme,
    all_rows,
    at_once,
    key_for,
    oslo,
)

MONDAY = date(2026, 11, 23)
TUESDAY = date(2026, 11, 24)


@pytest.fixture
def course(engine: Engine, village: Village) -> str:
    return add_activity(engine, village.participant)


def _week(desk: Desk, actor: Actor, day: date = TUESDAY) -> Week:
    with desk.reading(actor) as work:
        return weeks.week_of(work, day)


def _say(desk: Desk, actor: Actor, activity: str, key: str = "", **said: Any) -> Receipt:  # noqa: ANN401
    values: dict[str, Any] = {"day": TUESDAY, "attendance": Attendance.PRESENT} | said
    with desk.writing(actor) as work:
        return weeks.report_day(work, key or key_for(values), Report(activity, **values))


def _confirm(desk: Desk, actor: Actor, key: str, monday: date = MONDAY) -> Receipt:
    with desk.writing(actor) as work:
        return weeks.report_planned(work, key, monday)


def test_a_week_shows_the_plan_from_monday_on(desk: Desk, village: Village, course: str) -> None:
    week = _week(desk, village.participant)
    assert week.monday == MONDAY
    assert [day.day.weekday() for day in week.days] == list(range(7))
    assert [len(day.planned) for day in week.days] == [1, 1, 1, 1, 1, 0, 0]
    planned = week.days[1].planned[0]
    assert (planned.activity_id, planned.minutes, planned.said) == (course, 180, None)


def test_an_activity_stands_in_the_week_only_while_it_lasts(
    engine: Engine, desk: Desk, village: Village
) -> None:
    add_activity(engine, village.participant, first_day=date(2026, 11, 24), last_day=date(2026, 11, 25))
    assert [len(day.planned) for day in _week(desk, village.participant).days] == [0, 1, 1, 0, 0, 0, 0]


@pytest.mark.parametrize(
    ("day", "free"),
    [
        (date(2027, 3, 25), [3, 4]),
        (date(2027, 5, 17), [0]),
        (date(2026, 12, 24), [4]),
    ],
    ids=["Easter", "17 May", "Christmas"],
)
@pytest.mark.usefixtures("course")
def test_nothing_is_planned_on_a_free_day(desk: Desk, village: Village, day: date, free: list[int]) -> None:
    week = _week(desk, village.participant, day)
    weekdays = week.days[:5]
    assert set(free) <= {number for number, item in enumerate(weekdays) if item.free}
    assert all(bool(item.planned) is not item.free for item in weekdays)


@pytest.mark.usefixtures("course")
def test_a_day_away_asks_for_no_report(desk: Desk, village: Village) -> None:
    with desk.writing(village.participant) as work:
        command = AbsenceCommand(AbsenceKind.SELF_REPORT, MONDAY, TUESDAY)
        absences.report_absence(work, "k", command)
    week = _week(desk, village.participant)
    assert [day.away for day in week.days[:3]] == [True, True, False]
    assert week.open_until(TUESDAY) == ()
    assert [len(day.to_report) for day in week.days[:3]] == [0, 0, 1]


def test_confirming_the_week_fills_what_is_open_up_to_today_and_no_more(
    engine: Engine, desk: Desk, village: Village, course: str, bus: RecordingBus
) -> None:
    _say(desk, village.participant, course, day=MONDAY, attendance=Attendance.AWAY, note="Buss")
    _confirm(desk, village.participant, "k")
    said = {row.day: (row.attendance, row.note, row.current) for row in all_rows(engine, AttendanceReport)}
    assert said == {
        MONDAY: (Attendance.AWAY, "Buss", True),
        TUESDAY: (Attendance.PRESENT, "", True),
    }
    assert (f"person:{village.participant.id}", "week") in bus.told()


@pytest.mark.usefixtures("course")
def test_confirming_twice_is_harmless(engine: Engine, desk: Desk, village: Village) -> None:
    first = _confirm(desk, village.participant, "k")
    before = all_rows(engine, AttendanceReport)
    again = _confirm(desk, village.participant, "k")
    assert (again.number, again.again) == (first.number, True)
    with pytest.raises(Conflict):
        _confirm(desk, village.participant, "another key")
    assert all_rows(engine, AttendanceReport) == before
    assert len(all_rows(engine, Submission)) == len(all_rows(engine, EventRow)) == 1


@pytest.mark.usefixtures("course")
def test_confirming_in_two_windows_at_once_says_each_day_once(
    engine: Engine, desk: Desk, village: Village
) -> None:
    answers = at_once(6, lambda number: _confirm(desk, village.participant, f"key {number}"))
    assert sum(isinstance(answer, Receipt) for answer in answers) == 1, answers
    assert all(isinstance(answer, Receipt | Conflict) for answer in answers), answers
    assert sorted(row.day for row in all_rows(engine, AttendanceReport)) == [MONDAY, TUESDAY]


def test_a_drop_in_that_nobody_must_attend_is_not_confirmed(
    engine: Engine, desk: Desk, village: Village
) -> None:
    add_activity(engine, village.participant, "Åpent hus", drop_in=True)
    with pytest.raises(Conflict):
        _confirm(desk, village.participant, "k")
    assert all_rows(engine, AttendanceReport) == []


def test_a_correction_keeps_what_was_said_before(
    engine: Engine, desk: Desk, village: Village, course: str
) -> None:
    _say(desk, village.participant, course)
    receipt = _say(
        desk,
        village.participant,
        course,
        before=1,
        attendance=Attendance.PART,
        minutes=90,
        feeling=Feeling.FAIR,
        note="Legetime",
    )
    rows = sorted(all_rows(engine, AttendanceReport), key=lambda row: row.version)
    assert [(row.version, row.current, row.attendance, row.minutes) for row in rows] == [
        (1, False, Attendance.PRESENT, 0),
        (2, True, Attendance.PART, 90),
    ]
    assert rows[1].submission_id == receipt.id
    planned = _week(desk, village.participant).days[1].planned[0]
    assert (planned.said, planned.minutes_said, planned.feeling, planned.note, planned.version) == (
        Attendance.PART,
        90,
        Feeling.FAIR,
        "Legetime",
        2,
    )


def test_a_correction_from_an_old_page_is_not_taken(
    engine: Engine, desk: Desk, village: Village, course: str
) -> None:
    _say(desk, village.participant, course)
    _say(desk, village.participant, course, before=1, attendance=Attendance.AWAY)
    with pytest.raises(Conflict):
        _say(desk, village.participant, course, before=1, attendance=Attendance.PART, minutes=30)
    with pytest.raises(Conflict):
        _say(desk, village.participant, course, before=0, note="fra en side uten svar")
    assert [row.version for row in all_rows(engine, AttendanceReport, current=True)] == [2]


def test_of_corrections_at_once_one_stands_and_the_others_are_told(
    engine: Engine, desk: Desk, village: Village, course: str
) -> None:
    answers = at_once(6, lambda number: _say(desk, village.participant, course, note=f"nr. {number}"))
    assert sum(isinstance(answer, Receipt) for answer in answers) == 1, answers
    assert all(isinstance(answer, Receipt | Conflict) for answer in answers), answers
    assert len(all_rows(engine, AttendanceReport)) == 1


def test_the_same_report_twice_is_one_version(
    engine: Engine, desk: Desk, village: Village, course: str
) -> None:
    first = _say(desk, village.participant, course, key="k")
    assert _say(desk, village.participant, course, key="k").number == first.number
    assert len(all_rows(engine, AttendanceReport)) == 1


@pytest.mark.parametrize("day", [date(2026, 11, 25), date(2026, 11, 28), date(2026, 12, 25)])
def test_a_day_to_come_or_without_plan_cannot_be_reported(
    engine: Engine, desk: Desk, village: Village, course: str, day: date
) -> None:
    with pytest.raises(NotFound):
        _say(desk, village.participant, course, day=day)
    assert all_rows(engine, Submission) == []


def test_todays_day_begins_at_norways_midnight(
    desk: Desk, village: Village, course: str, clock: FixedClock
) -> None:
    clock.moment = oslo("2026-11-24 23:59")
    with pytest.raises(NotFound):
        _say(desk, village.participant, course, day=TUESDAY + timedelta(days=1))
    clock.move(minutes=1)
    _say(desk, village.participant, course, day=TUESDAY + timedelta(days=1))


@pytest.mark.parametrize("other", ["neighbour", "stranger"])
def test_the_activity_of_another_participant_is_not_found(
    engine: Engine, desk: Desk, village: Village, course: str, other: str
) -> None:
    with pytest.raises(NotFound):
        _say(desk, getattr(village, other), course)
    assert all_rows(engine, AttendanceReport) == all_rows(engine, Submission) == []


@pytest.mark.parametrize("state", sorted(set(ProgrammeState) - {ProgrammeState.RUNNING}))
def test_a_programme_that_does_not_run_plans_nothing(
    engine: Engine, desk: Desk, village: Village, state: ProgrammeState
) -> None:
    person = add_person(engine, Role.PARTICIPANT, village.office, "Ny Nilsen")
    add_programme(engine, person, village.caseworker, state=state)
    add_activity(engine, person)
    week = _week(desk, person)
    assert week.state is state
    assert not any(day.planned for day in week.days)


def test_without_a_programme_there_is_an_empty_week(engine: Engine, desk: Desk, village: Village) -> None:
    person = add_person(engine, Role.PARTICIPANT, village.office, "Ny Nilsen")
    week = _week(desk, person)
    assert (week.state, len(week.days)) == (None, 7)


@pytest.mark.usefixtures("course")
def test_a_week_that_was_said_on_tuesday_and_came_on_friday_says_nothing_of_the_days_between(
    engine: Engine, desk: Desk, clock: FixedClock, village: Village
) -> None:
    clock.moment = oslo("2026-11-27 16:00")
    with desk.writing(village.participant) as work:
        weeks.report_planned(work, key_for("late"), MONDAY, TUESDAY)
        assert weeks.is_said(work, MONDAY, TUESDAY)
        assert not weeks.is_said(work, MONDAY, TUESDAY + timedelta(days=1))
    assert {row.day for row in all_rows(engine, AttendanceReport)} == {MONDAY, TUESDAY}
