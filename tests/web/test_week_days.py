"""The week as a page: what was said stays readable in a pause and after a move, and a part of a day away is shown."""

from datetime import date, time

import pytest
from sqlalchemy import Engine, delete, select, update

from portal.domain.absence import AbsenceKind
from portal.domain.programme import IntervalKind, ProgrammeState
from portal.store.base import new_id
from portal.store.models import Absence, AttendanceReport, Interval, OfferTaken, Office, Person, Programme
from tests.browser import Browser
from tests.builders import key_for, save
from tests.conftest import NOW

PARTICIPANT = "rolig-rogn"
MONDAY = date(2026, 11, 23)


@pytest.fixture
def participant_id(seeded_engine: Engine) -> str:
    with seeded_engine.connect() as connection:
        return str(connection.scalar(select(Person.id).where(Person.key == PARTICIPANT)))


def _said(client: Browser) -> None:
    client.sign_in(PARTICIPANT)
    client.get("/week")
    token = {"csrf_token": client.token}
    client.post("/week/confirm", token | {"key": key_for("week"), "monday": MONDAY.isoformat()})
    client.post(
        "/week/else",
        token | {"key": key_for("own"), "title": "Foreldremøte", "day": MONDAY.isoformat(), "hours": "2"},
    )


def _programme(engine: Engine, participant_id: str) -> str:
    with engine.connect() as connection:
        query = select(Programme.id).where(Programme.participant_id == participant_id, Programme.current)
        return str(connection.scalar(query))


def test_a_pause_that_began_before_today_hides_nothing_that_was_said(
    client: Browser, seeded_engine: Engine, participant_id: str
) -> None:
    _said(client)
    before = client.get("/week").body.count('class="said present"')
    programme = _programme(seeded_engine, participant_id)
    with seeded_engine.begin() as connection:
        connection.execute(
            update(Programme).where(Programme.id == programme).values(state=ProgrammeState.SUSPENDED)
        )
        connection.execute(delete(OfferTaken).where(OfferTaken.participant_id == participant_id))
    save(
        seeded_engine,
        Interval(programme_id=programme, kind=IntervalKind.SUSPENSION, first_day=date(2026, 11, 20)),
    )
    week = client.get("/week")
    assert before > 0
    assert week.body.count('class="said present"') == before
    assert "Foreldremøte" in week.text
    assert "Ikke noe på planen, for programmet er avbrutt denne dagen." in week.text
    assert "Det som ble meldt før det ble bestemt, står her fortsatt." in week.text
    assert "Foreldremøte" in client.get("/week/months?month=2026-11").text


def test_what_was_written_is_isolated_where_only_a_reader_of_the_page_hears_it(client: Browser) -> None:
    _said(client)
    assert '<span class="ds-sr-only"> <bdi>Foreldremøte</bdi>, mandag</span>' in client.get("/week").body


def test_whoever_has_moved_reads_their_own_weeks_and_months_and_changes_nothing(
    client: Browser, seeded_engine: Engine, participant_id: str
) -> None:
    _said(client)
    programme = _programme(seeded_engine, participant_id)
    with seeded_engine.begin() as connection:
        here = connection.scalar(select(Person.office_id).where(Person.id == participant_id))
        there = connection.scalar(select(Office.id).where(Office.id != here))
        connection.execute(
            update(Programme)
            .where(Programme.id == programme)
            .values(state=ProgrammeState.MOVED, closed_on=date(2026, 11, 24))
        )
        connection.execute(update(Person).where(Person.id == participant_id).values(office_id=there))
    week = client.get("/week")
    assert "Foreldremøte" in week.text
    assert "Meldt ved et kontor du har flyttet fra." in week.text
    assert "/week/day?" not in week.body
    assert "Ved et kontor du har flyttet fra" in client.get("/week/months").text
    assert client.http.get("/week/months?month=2026-11").status_code == 404
    month = client.get(f"/week/months?month=2026-11&programme={programme}")
    assert "Foreldremøte" in month.text
    assert "Denne måneden hører til et kontor du har flyttet fra." in month.text
    assert "/week/day?" not in month.body
    assert "/week/else" not in month.body


def test_a_part_of_a_day_away_stands_on_its_day_and_is_answered_for_alone(
    client: Browser, seeded_engine: Engine, participant_id: str
) -> None:
    client.sign_in(PARTICIPANT)
    with seeded_engine.begin() as connection:
        connection.execute(delete(AttendanceReport).where(AttendanceReport.day == date(2026, 11, 24)))
        office = connection.scalar(select(Person.office_id).where(Person.id == participant_id))
    day = {"first_day": date(2026, 11, 24), "last_day": date(2026, 11, 24)}
    save(
        seeded_engine,
        Absence(
            id=new_id(),
            participant_id=participant_id,
            office_id=office,
            kind=AbsenceKind.SELF_REPORT,
            starts=time(9),
            ends=time(15),
            proposal={},
            reported_at=NOW,
            **day,
        ),
    )
    week = client.get("/week").text
    assert "Du har meldt fravær en del av denne dagen." in week
    assert "Der du har meldt fravær, svarer du på hver aktivitet for seg." in week


def test_weeks_reach_back_as_far_as_a_programme_can(client: Browser) -> None:
    client.sign_in(PARTICIPANT)
    assert client.http.get("/week?day=2023-03-01").status_code == 200
    assert client.http.get("/week?day=2022-11-01").status_code == 404
