"""What staff enter about money: facts of a decision and days of payment, and nobody writes over what they have not seen."""

import pytest
from sqlalchemy import Engine, select

from portal.store.base import rows
from portal.store.models import BenefitFacts
from tests.browser import Browser
from tests.web.test_money import (
    ADMINISTRATOR,
    CASEWORKER,
    COLLEAGUE,
    ENTRY,
    FAR,
    LEADER,
    MINE,
    NOT_ENTERED,
    case,
    lines,
    person,
    send,
    signed_in,
)


def test_a_caseworker_enters_what_the_decision_says_and_the_participant_reads_it(
    client: Browser, seeded_engine: Engine
) -> None:
    path = case(seeded_engine, NOT_ENTERED)
    staff, participant = signed_in(client, CASEWORKER), signed_in(client, NOT_ENTERED)
    started = {"from_day": "2026-11-01", "children": "2", "hours": "7,5", "apprentice": "1", "seen": "0"}
    sent = send(staff, path, started)
    assert sent.status == 303
    assert "Det er lagret." in staff.get(sent.location).text
    send(participant, "/language", {"language": "nb", "back": "/me"})
    shown = participant.get("/me/money")
    assert "2 barn med barnetillegg" in shown.text
    assert "lærling" in shown.text
    assert "Arbeid ved siden av" in lines(shown)


def test_over_somebody_elses_entry_nothing_is_written_and_both_are_shown(
    client: Browser, seeded_engine: Engine
) -> None:
    path = case(seeded_engine)
    first, second = signed_in(client, CASEWORKER), signed_in(client, COLLEAGUE)
    assert send(first, path, ENTRY | {"seen": "2"}).status == 303
    late = send(second, path, {"from_day": "2026-11-01", "children": "4", "hours": "10", "seen": "2"})
    assert late.status == 409
    assert "Ingenting av ditt er lagret ennå." in late.text
    assert "1 barn med barnetillegg" in late.text
    assert 'name="children" value="4"' in late.body
    again = next(form for form in late.page.all("form") if form["action"] == path)
    fields = {item["name"]: item["value"] for item in again.all("input") if item["name"] == "seen"}
    assert fields == {"seen": "3"}
    with seeded_engine.connect() as connection:
        table = rows(BenefitFacts)
        mine = table.c.participant_id == person(seeded_engine, MINE)[0]
        assert len(connection.execute(select(table).where(mine)).all()) == 3


@pytest.mark.parametrize(
    ("field", "value", "said"),
    [
        ("from_day", "", "Velg en dag."),
        ("from_day", "1999-01-01", "Velg en dag fra 2010 til ett år fram."),
        ("from_day", "2010-01-01", "Dagen er før dette programmet."),
        ("children", "", "Skriv hvor mange barn, med tall."),
        ("children", "mange", "Skriv hvor mange barn, med tall."),
        ("children", "99", "Skriv et tall fra 0 til 20."),
        ("hours", "", "Skriv timer i uka, for eksempel 7,5."),
        ("hours", "ti", "Skriv timer i uka, for eksempel 7,5."),
        ("hours", "1e2", "Skriv timer i uka fra 0 til 60"),
        ("hours", "NaN", "Skriv timer i uka, for eksempel 7,5."),
        ("hours", "99", "Skriv timer i uka fra 0 til 60"),
    ],
)
def test_what_cannot_be_is_given_back_with_a_sentence(
    client: Browser, seeded_engine: Engine, field: str, value: str, said: str
) -> None:
    client.sign_in(CASEWORKER)
    answer = send(client, case(seeded_engine), ENTRY | {"seen": "2", field: value})
    assert answer.status == 422
    assert said in answer.text
    assert f'name="{field}" value="{value}"' in answer.body


def test_what_is_taken_back_leaves_what_held_before(client: Browser, seeded_engine: Engine) -> None:
    path = case(seeded_engine)
    client.sign_in(CASEWORKER)
    send(client, path, ENTRY | {"seen": "2"})
    taken = send(client, f"{path}/take-back", {"from_day": "2026-11-01", "seen": "3"})
    assert taken.status == 303
    shown = client.get(path).text
    assert "tatt tilbake" in shown
    assert shown.index("2 barn med barnetillegg") < shown.index("Skriv inn noe nytt")
    assert send(client, f"{path}/take-back", {"from_day": "2026-10-10", "seen": "4"}).status == 404
    assert send(client, f"{path}/take-back", {"from_day": "", "seen": "4"}).status == 422
    assert send(client, f"{path}/take-back", {"from_day": "2026-11-01", "seen": "3"}).status in {303, 409}


@pytest.mark.parametrize(("key", "status"), [(FAR, 404), (LEADER, 404), (ADMINISTRATOR, 403), (MINE, 403)])
def test_another_office_and_other_roles_reach_no_facts(
    client: Browser, seeded_engine: Engine, key: str, status: int
) -> None:
    path = case(seeded_engine)
    client.sign_in(key)
    assert client.get(path).status == status
    refused = send(client, path, ENTRY | {"seen": "2"})
    assert refused.status == (404 if key == FAR else 403)


def test_the_leader_enters_a_day_and_a_late_administrator_sees_both(client: Browser) -> None:
    leader, administrator = signed_in(client, LEADER), signed_in(client, ADMINISTRATOR)
    sent = send(leader, "/office/paydays", {"month": "2026-11", "day": "2026-12-10", "version": "1"})
    assert sent.status == 303
    late = send(administrator, "/office/paydays", {"month": "2026-11", "day": "2026-12-09", "version": "1"})
    assert late.status == 409
    assert "Torsdag 10. desember 2026" in late.text
    assert 'value="2026-12-09"' in late.body
    assert "Torsdag 10. desember 2026" in signed_in(client, MINE).get("/me/money").text


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"month": "2026-11", "day": "", "version": "1"}, "Velg en dag."),
        (
            {"month": "2026-11", "day": "2027-06-01", "version": "1"},
            "Velg en dag i måneden eller de to neste.",
        ),
        ({"month": "2019-11", "day": "2019-12-12", "version": "0"}, "Velg en måned fra kalenderen."),
        ({"month": "november", "day": "2019-12-12", "version": "0"}, "Velg en måned fra kalenderen."),
    ],
)
def test_a_slip_of_the_pen_in_the_calendar_is_said(
    client: Browser, fields: dict[str, str], said: str
) -> None:
    client.sign_in(LEADER)
    answer = send(client, "/office/paydays", fields)
    assert answer.status == 422
    assert said in answer.text


@pytest.mark.parametrize("key", [CASEWORKER, MINE, "naer-nordlys", "arvaken-are"])
def test_nobody_else_keeps_the_calendar(client: Browser, key: str) -> None:
    client.sign_in(key)
    assert client.get("/office/paydays").status == 403
    sent = send(client, "/office/paydays", {"month": "2026-11", "day": "2026-12-10", "version": "1"})
    assert sent.status == 403
