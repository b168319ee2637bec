"""What counts on a day: absences for a part of it and for the whole, two times of one activity, and hours of one's own."""

from datetime import date, time

import pytest
from sqlalchemy import Engine, update

from portal.domain.absence import AbsenceKind, AbsenceState
from portal.domain.attendance import Attendance, DayState
from portal.domain.errors import Conflict, Refused
from portal.services import absences, months, own_entries, weeks
from portal.services.absence_command import AbsenceCommand
from portal.services.months import Month
from portal.services.own_entries import OwnEntry
from portal.services.week_days import Day
from portal.services.weeks import Report
from portal.services.work import Desk
from portal.store.models import Absence, Slot
from tests.builders import Village, add_activity, key_for, save

MONDAY, TUESDAY = date(2026, 11, 23), date(2026, 11, 24)
NINE, TEN, ELEVEN = time(9), time(10), time(11)


@pytest.fixture
def engine(sqlite_engine: Engine) -> Engine:
    return sqlite_engine


@pytest.fixture
def course(engine: Engine, village: Village) -> str:
    """Three hours from nine o'clock on Tuesdays."""
    return add_activity(engine, village.participant, weekdays=(1,), first_day=date(2026, 11, 23))


def away(desk: Desk, village: Village, *hours: time) -> None:
    command = AbsenceCommand(AbsenceKind.SELF_REPORT, TUESDAY, TUESDAY, "", *hours)
    with desk.writing(village.participant) as work:
        absences.report_absence(work, key_for(hours), command)


def tuesday(desk: Desk, village: Village) -> Day:
    with desk.reading(village.participant) as work:
        return weeks.week_of(work, TUESDAY).days[1]


def november(desk: Desk, village: Village) -> Month:
    with desk.reading(village.participant) as work:
        return months.own_month(work, date(2026, 11, 1))


def all_as_planned(desk: Desk, village: Village) -> None:
    with desk.writing(village.participant) as work:
        weeks.report_planned(work, key_for("week"), MONDAY)


def say(desk: Desk, village: Village, activity: str, said: Attendance, minutes: int = 0) -> None:
    with desk.writing(village.participant) as work:
        weeks.report_day(work, key_for((said, minutes)), Report(activity, TUESDAY, said, minutes))


def test_all_as_planned_leaves_out_what_an_absence_for_a_part_of_the_day_is_about(
    engine: Engine, desk: Desk, village: Village, course: str
) -> None:
    add_activity(engine, village.participant, "Norsk", weekdays=(1,), hours=(13, 15), first_day=MONDAY)
    away(desk, village, NINE, ELEVEN)
    day = tuesday(desk, village)
    assert [(row.starts, row.ends, row.state) for row in day.parts_away] == [
        (NINE, ELEVEN, AbsenceState.REPORTED)
    ]
    all_as_planned(desk, village)
    day = tuesday(desk, village)
    assert [item.said for item in day.planned] == [None, Attendance.PRESENT]
    assert ([item.activity_id for item in day.to_say], day.to_report) == ([course], ())
    assert day.state(TUESDAY) is DayState.PARTLY_SAID
    with pytest.raises(Conflict):
        all_of_it(desk, village)
    sums = november(desk, village).content["sums"]
    assert (sums["present"], sums["not_said"]) == (120, 180)
    say(desk, village, course, Attendance.PART, 30)
    sums = november(desk, village).content["sums"]
    assert sums["absent"] == {"self-report/reported": {"days": 1, "minutes": 120}}
    assert (sums["present"], sums["away"], sums["not_said"]) == (150, 30, 0)


def all_of_it(desk: Desk, village: Village) -> None:
    with desk.writing(village.participant) as work:
        weeks.report_planned(work, key_for("once more"), MONDAY)


def test_all_as_planned_leaves_out_a_day_off_that_was_refused(
    engine: Engine, desk: Desk, village: Village, course: str
) -> None:
    away(desk, village)
    with engine.begin() as connection:
        connection.execute(update(Absence).values(state=AbsenceState.REFUSED))
    day = tuesday(desk, village)
    assert ([item.activity_id for item in day.to_say], day.to_report) == ([course], ())
    with pytest.raises(Conflict):
        all_as_planned(desk, village)


def test_who_was_ill_all_day_was_not_there_though_they_had_said_so(
    desk: Desk, village: Village, course: str
) -> None:
    say(desk, village, course, Attendance.PRESENT)
    assert not tuesday(desk, village).was_there_too
    away(desk, village)
    day = tuesday(desk, village)
    assert (day.state(TUESDAY), day.was_there_too) == (DayState.AWAY_REPORTED, True)
    sums = november(desk, village).content["sums"]
    assert (sums["present"], sums["planned"]) == (0, 180)
    assert sums["absent"] == {"self-report/reported": {"days": 1, "minutes": 180}}


def test_an_activity_twice_a_day_is_spoken_of_with_all_its_time(
    engine: Engine, desk: Desk, village: Village, course: str
) -> None:
    save(engine, Slot(activity_id=course, weekday=1, starts=time(14), ends=time(18)))
    with pytest.raises(Refused, match="part"):
        say(desk, village, course, Attendance.PART, 7 * 60)
    say(desk, village, course, Attendance.PART, 6 * 60)
    sums = november(desk, village).content["sums"]
    assert (sums["planned"], sums["present"], sums["away"]) == (7 * 60, 6 * 60, 60)


def test_one_of_two_times_that_an_absence_is_about_leaves_both_open(
    engine: Engine, desk: Desk, village: Village, course: str
) -> None:
    save(engine, Slot(activity_id=course, weekday=1, starts=time(14), ends=time(18)))
    away(desk, village, NINE, TEN)
    day = tuesday(desk, village)
    assert (len(day.to_say), day.to_report) == (2, ())


def test_a_day_holds_no_more_than_its_hours_of_ones_own(desk: Desk, village: Village) -> None:
    def write(minutes: int, entry: str = "", before: int = 0) -> None:
        with desk.writing(village.participant) as work:
            said = OwnEntry("Kurs", MONDAY, minutes, entry_id=entry, before=before)
            own_entries.write_entry(work, key_for((minutes, entry)), said)

    write(20 * 60)
    with pytest.raises(Refused, match="day-full"):
        write(5 * 60)
    with desk.reading(village.participant) as work:
        mine = weeks.week_of(work, MONDAY).days[0].own[0]
    with pytest.raises(Refused, match="day-full"):
        write(25 * 60, mine.thing, 1)
    write(10 * 60, mine.thing, 1)
    write(14 * 60)
