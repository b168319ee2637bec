"""The story: what was reported and what took place, and nothing that was only planned."""

from datetime import date, timedelta

import pytest
from sqlalchemy import Engine

from portal.domain.attendance import Attendance
from portal.domain.people import Actor
from portal.domain.story import MomentKind
from portal.services import story
from portal.services.work import Desk
from portal.store.models import Activity, AttendanceReport, Evaluation, TakeAway
from tests.builders import Village, add_activity, all_rows, programme_of, save
from tests.conftest import NOW

TODAY = date(2026, 11, 24)
DAY = timedelta(days=1)


@pytest.fixture
def engine(sqlite_engine: Engine) -> Engine:
    return sqlite_engine


def _reported(engine: Engine, who: Actor, title: str, said: Attendance, *days: date) -> None:
    activity = all_rows(engine, Activity, title=title)[0]
    for day in days:
        save(
            engine,
            AttendanceReport(
                participant_id=who.id,
                office_id=who.office_id,
                activity_id=activity.id,
                day=day,
                attendance=said,
                reported_at=NOW,
            ),
        )


def _told(desk: Desk, who: Actor) -> list[tuple[MomentKind, date, str]]:
    with desk.reading(who) as work:
        found = story.own_story(work)
    assert found is not None
    kinds = {MomentKind.BEGAN, MomentKind.FINISHED, MomentKind.LOOKED_TOGETHER}
    return [(one.kind, one.day, one.text) for one in found.moments if one.kind in kinds]


def test_what_nobody_was_at_is_not_told(engine: Engine, desk: Desk, village: Village) -> None:
    who = village.participant
    add_activity(engine, who, "Norsk")
    add_activity(engine, who, "Praksis")
    _reported(engine, who, "Praksis", Attendance.AWAY, TODAY - 8 * DAY)
    assert _told(desk, who) == []
    _reported(engine, who, "Norsk", Attendance.PART, TODAY - 6 * DAY, TODAY - 7 * DAY)
    assert _told(desk, who) == [(MomentKind.BEGAN, TODAY - 7 * DAY, "Norsk")]


def test_what_ended_is_finished_on_the_last_day_that_somebody_was_there(
    engine: Engine, desk: Desk, village: Village
) -> None:
    who = village.participant
    add_activity(engine, who, "Kurs", last_day=TODAY - 2 * DAY)
    _reported(engine, who, "Kurs", Attendance.PRESENT, TODAY - 14 * DAY, TODAY - 7 * DAY)
    assert _told(desk, who) == [
        (MomentKind.BEGAN, TODAY - 14 * DAY, "Kurs"),
        (MomentKind.FINISHED, TODAY - 7 * DAY, "Kurs"),
    ]


def test_a_day_for_the_plan_is_told_when_two_people_agreed_on_something(
    engine: Engine, desk: Desk, village: Village
) -> None:
    who = village.participant
    programme_id = programme_of(engine, who)
    for day in (TODAY - 20 * DAY, TODAY - 10 * DAY):
        save(engine, Evaluation(programme_id=programme_id, day=day))
    both = {"staff_confirmed_at": NOW, "participant_confirmed_at": NOW}
    written = {
        "written_by": village.caseworker.id,
        "written_at": NOW,
        "locale": "nb",
        "agreed": "Vi fortsetter.",
    }
    save(
        engine,
        TakeAway(participant_id=who.id, office_id=village.office, day=TODAY - 10 * DAY, **both, **written),
    )
    assert _told(desk, who) == [(MomentKind.LOOKED_TOGETHER, TODAY - 10 * DAY, "")]
