"""The order in which a plan's rows come: whoever does not read a title learns nothing of it from its place."""

from datetime import date

import pytest
from sqlalchemy import Engine, update
from sqlalchemy.orm import Session

from portal.domain.programme import ActivityKind
from portal.store import activity as activities
from portal.store import radar
from portal.store.models import Activity
from tests.builders import Village, add_activity, programme_of

MONDAY, SUNDAY = date(2026, 11, 23), date(2026, 11, 29)


def test_the_place_of_an_appointment_is_the_same_whatever_it_is(engine: Engine, village: Village) -> None:
    person = village.participant
    secret = add_activity(engine, person, "Angstgruppe", weekdays=[0])
    for title in ("Arbeidstrening", "Norskkurs"):
        add_activity(engine, person, title, weekdays=[0])

    def named(title: str) -> tuple[list[str], list[str]]:
        values = {"title": title, "kind": ActivityKind.HEALTH}
        with engine.begin() as connection:
            connection.execute(update(Activity).where(Activity.id == secret).values(**values))
        with Session(engine) as session:
            plan = activities.of_programme(session, programme_of(engine, person))
            week = activities.week_of_participant(session, person.id, village.office, MONDAY, SUNDAY)
        return [row.title for row in plan], [row.title for row in week]

    told = ["Arbeidstrening", "Avtale", "Norskkurs"]
    assert [named(title) for title in ("Angstgruppe", "Psykolog", "Zumba")] == [(told, told)] * 3


@pytest.mark.parametrize(("weekdays", "found"), [((), [(ActivityKind.WORK_DIRECTED, 300)]), ((0, 2), [])])
def test_hours_of_a_week_count_where_there_are_no_fixed_times(
    engine: Engine, village: Village, weekdays: tuple[int, ...], found: list[tuple[ActivityKind, int]]
) -> None:
    added = add_activity(engine, village.participant, weekdays=weekdays)
    with engine.begin() as connection:
        connection.execute(update(Activity).where(Activity.id == added).values(weekly_minutes=300))
    with Session(engine) as session:
        rows = radar.untimed(session, [programme_of(engine, village.participant)])
    assert [(row.kind, row.weekly_minutes) for row in rows] == found
