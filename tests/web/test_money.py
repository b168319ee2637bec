"""Money on the pages: one sum, its lines and why; facts that two may not write over; and nothing for anybody else."""

import re
from datetime import UTC, date, datetime

import pytest
from sqlalchemy import Engine, delete, insert, select, update

from portal.domain.absence import AbsenceKind, AbsenceState
from portal.store.base import new_id, rows
from portal.store.models import Absence, Interval, Payday, Person, Programme
from tests.browser import Answer, Browser
from tests.web.test_query_counts import asked_for

MINE, TURNS_25, NOT_ENTERED, HIDDEN, HELPER = (
    *("rolig-rogn", "gronn-grotte", "modig-molte", "tapper-tang"),
    "hyggelig-hare",
)
CASEWORKER, COLLEAGUE, FAR, LEADER, ADMINISTRATOR = (
    *("blid-bjork", "klok-klippe", "trygg-tind", "klar-kyst"),
    "ryddig-rot",
)
GROSS = "24\N{NO-BREAK SPACE}871,38\N{NO-BREAK SPACE}kr"
ENTRY = {"from_day": "2026-11-01", "children": "1", "hours": "7,5"}


def signed_in(client: Browser, key: str) -> Browser:
    browser = client.another()
    browser.sign_in(key)
    return browser


def send(browser: Browser, path: str, fields: dict[str, str]) -> Answer:
    """Send a form with the token of the sign-in."""
    return browser.post(path, fields | {"csrf_token": browser.token})


def person(engine: Engine, key: str) -> tuple[str, str]:
    """The id and the office of somebody of the demo."""
    with engine.connect() as connection:
        row = connection.execute(select(Person.id, Person.office_id).where(Person.key == key)).one()
        return row.id, row.office_id


def case(engine: Engine, key: str = MINE) -> str:
    return f"/work/case/{person(engine, key)[0]}/benefit"


def refuse(engine: Engine, key: str, day: date, state: AbsenceState = AbsenceState.REFUSED) -> None:
    participant_id, office_id = person(engine, key)
    row = {
        "id": new_id(),
        "participant_id": participant_id,
        "office_id": office_id,
        "kind": AbsenceKind.OTHER,
        "first_day": day,
        "last_day": day,
        "state": state,
        "proposal": {},
        "note": "",
        "decision_text": "",
        "version": 1,
        "reported_at": datetime(2026, 11, 10, tzinfo=UTC),
    }
    with engine.begin() as connection:
        connection.execute(insert(rows(Absence)).values(row))


def lines(answer: Answer) -> list[str]:
    """The names of the lines, as they are read."""
    return re.findall(r'class="sums"><span><strong>([^<]+)</strong>', answer.body)


def test_one_sum_stands_on_top_with_its_lines_and_why_under_each(client: Browser) -> None:
    client.sign_in(MINE)
    shown = client.get("/me/money")
    assert f'<p class="sum"><bdi class="money">{GROSS}</bdi></p>' in shown.body
    assert lines(shown) == ["Stønad", "Barnetillegg"]
    assert "Dette er et overslag." in shown.text
    assert "Det er vedtaket som gjelder." in shown.text
    assert shown.text.index("Dette er et overslag.") < shown.text.index(GROSS)
    assert "Grunnbeløpet i folketrygden er" in shown.text
    assert 'href="/me/money"' in client.get("/me").body


def test_the_next_payment_is_told_as_the_day_before_its_saturday(client: Browser) -> None:
    client.sign_in(MINE)
    shown = client.get("/me/money").text
    assert "Fredag 11. desember 2026" in shown
    assert "lørdag 12. desember 2026 er en fridag." in shown


def test_without_a_calendar_the_office_must_be_asked(client: Browser, seeded_engine: Engine) -> None:
    with seeded_engine.begin() as connection:
        connection.execute(delete(rows(Payday)))
    client.sign_in(MINE)
    assert "Spør kontoret når pengene kommer." in client.get("/me/money").text


def test_who_turns_25_in_the_month_reads_two_rates_and_from_when(client: Browser) -> None:
    client.sign_in(TURNS_25)
    send(client, "/language", {"language": "nb", "back": "/me"})
    shown = client.get("/me/money")
    assert lines(shown)[:2] == ["Stønad, under 25 år", "Stønad"]
    assert "27. november 2026" in shown.text


def test_what_was_not_entered_is_named_and_no_sum_is_shown(client: Browser) -> None:
    client.sign_in(NOT_ENTERED)
    send(client, "/language", {"language": "nb", "back": "/me"})
    shown = client.get("/me/money").text
    assert "Kontoret har ikke skrevet inn det som står i vedtaket om barn og arbeid." in shown
    assert GROSS not in shown


def test_a_refused_day_is_a_line_with_its_hours_and_an_undecided_one_is_none(
    client: Browser, seeded_engine: Engine
) -> None:
    client.sign_in(MINE)
    refuse(seeded_engine, MINE, date(2026, 11, 10), AbsenceState.REPORTED)
    waiting = client.get("/me/money")
    assert lines(waiting) == ["Stønad", "Barnetillegg"]
    assert "Ikke avgjort ennå" in waiting.text
    refuse(seeded_engine, MINE, date(2026, 11, 11))
    shown = client.get("/me/money")
    assert "Fravær som ikke er godtatt" in lines(shown)
    assert "onsdag 11. november 2026:" in shown.text


def test_a_month_before_is_told_line_by_line_and_whether_it_is_confirmed(client: Browser) -> None:
    client.sign_in(MINE)
    shown = client.get("/me/money?month=2026-10")
    assert "Bekreftet, og rettet etterpå" in shown.text
    assert lines(shown) == ["Stønad", "Barnetillegg"]
    for month in ("2026-12", "2020-01", "1900-01", "2199-12", "2026-13", "x", "2026-10-01"):
        assert client.get(f"/me/money?month={month}").status == 404


def test_whoever_is_suspended_reads_that_nothing_is_paid_and_why(
    client: Browser, seeded_engine: Engine
) -> None:
    client.sign_in(MINE)
    participant_id, _ = person(seeded_engine, MINE)
    programme = rows(Programme)
    with seeded_engine.begin() as connection:
        of_mine = select(programme.c.id).where(programme.c.participant_id == participant_id)
        programme_id = connection.execute(of_mine).scalars().first()
        first = {"programme_id": programme_id, "kind": "suspension", "first_day": date(2026, 9, 1)}
        connection.execute(insert(rows(Interval)).values(id=new_id(), **first))
        connection.execute(delete(rows(Payday)).where(rows(Payday).c.month < date(2026, 11, 1)))
    shown = client.get("/me/money").text
    assert "Det blir ikke betalt noen stønad for november 2026." in shown
    assert "Da kommer stønaden for november" not in shown


def test_what_was_said_in_the_week_waits_with_a_way_to_report_it(client: Browser) -> None:
    client.sign_in(MINE)
    form = next(link["href"] for link in client.get("/week").page.all("a") if "/week/day?" in link["href"])
    asked = dict(one.split("=") for one in form.partition("?")[2].replace("&amp;", "&").split("&"))
    said = {"day": asked["day"], "activity": asked["activity"], "attendance": "away", "before": "0"}
    answer = send(client, "/week/day", said | {"key": "w" * 24})
    assert answer.status == 303, answer.text
    shown = client.get("/me/money")
    assert "Borte, ikke avgjort ennå" in shown.text
    assert "Ingen maskin gjør det." in shown.text
    assert "/absence/new" in {link["href"] for link in shown.page.all("a")}


def test_an_arabic_page_isolates_each_amount(client: Browser) -> None:
    client.sign_in("stille-strand")
    shown = client.get("/me/money").body
    assert '<bdi class="money">20,555.77\N{NO-BREAK SPACE}kr</bdi>' in shown
    assert "\N{MINUS SIGN}5,138.94\N{NO-BREAK SPACE}kr" in shown


def test_a_hidden_person_reads_no_name_on_the_page(client: Browser, seeded_engine: Engine) -> None:
    with seeded_engine.begin() as connection:
        connection.execute(
            update(rows(Person)).where(rows(Person).c.role != "participant").values(alias="Kanari")
        )
    for key, named in ((HIDDEN, False), (MINE, True)):
        assert ("Kanari" in signed_in(client, key).get("/me/money").text) is named


@pytest.mark.parametrize("key", [HELPER, CASEWORKER, LEADER, ADMINISTRATOR, "naer-nordlys"])
def test_nobody_else_opens_it(client: Browser, key: str) -> None:
    client.sign_in(key)
    assert client.get("/me/money").status == 403


def test_before_an_absence_is_sent_its_kroner_are_told_calmly(client: Browser) -> None:
    client.sign_in(MINE)
    asked = {
        "kind": "self-report",
        "span": "days",
        "first_day": "2026-11-25",
        "last_day": "2026-11-25",
        "key": "k" * 24,
    }
    shown = send(client, "/absence/new", asked).body
    assert "Hva betyr det i kroner?" in shown
    assert (
        "Blir fraværet godtatt, beholder du stønaden for november 2026: 24\N{NO-BREAK SPACE}871,38" in shown
    )
    folded = shown.split("Og hvis det ikke blir godtatt?")[1].split("</details>")[0]
    assert "Forskjell" in folded
    assert "Kontaktpersonen din bestemmer, og hører på deg først." in shown


def test_a_helper_reads_nothing_of_money_when_reporting_an_absence(
    client: Browser, seeded_engine: Engine
) -> None:
    client.sign_in(HELPER)
    assert send(client, "/helping/start", {"participant": person(seeded_engine, MINE)[0]}).status == 303
    asked = {
        "kind": "self-report",
        "span": "days",
        "first_day": "2026-11-25",
        "last_day": "2026-11-25",
        "key": "k" * 24,
    }
    shown = send(client, "/absence/new", asked)
    assert shown.status == 200
    assert "Hva betyr det i kroner?" not in shown.text


def test_the_pages_ask_the_database_a_bounded_number_of_times(client: Browser, seeded_engine: Engine) -> None:
    client.sign_in(MINE)
    client.get("/me/money")
    # One of them is which months were corrected after they had been confirmed.
    assert len(asked_for(client, seeded_engine, "/me/money")) <= 31
