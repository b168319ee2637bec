"""The week and the months in the browser, without JavaScript: saying, correcting, looking, confirming, explaining."""

import pytest
from sqlalchemy import Engine, select

from portal.adapters.clock import FixedClock
from portal.store.models import AttendanceLook, AttendanceMonth, AttendanceReport, Offer, OfferTaken, Person
from tests.browser import Browser
from tests.builders import all_rows, oslo
from tests.page_review import Page

PARTICIPANT, CASEWORKER, COLLEAGUE = "rolig-rogn", "blid-bjork", "klok-klippe"
OCTOBER = "month=2026-10"


@pytest.fixture
def participant_id(seeded_engine: Engine) -> str:
    with seeded_engine.connect() as connection:
        return str(connection.scalar(select(Person.id).where(Person.key == PARTICIPANT)))


def _case(participant_id: str) -> str:
    return f"/work/case/{participant_id}/months?{OCTOBER}"


def _form(page: Page, to: str, *, nth: int = 0, **more: str) -> dict[str, str]:
    """The fields of a form as they are drawn."""
    forms = [form for form in page.all("form") if form["action"].endswith(to)]
    found = {
        item["name"]: item["value"] or ""
        for item in forms[nth].all("input")
        if item["name"] and item["type"] == "hidden"
    }
    return found | more


def test_a_month_is_corrected_looked_at_and_confirmed_anew(
    client: Browser, participant_id: str, seeded_engine: Engine
) -> None:
    client.sign_in(PARTICIPANT)
    mine = client.get(f"/week/months?{OCTOBER}")
    assert "Oktober 2026 ble bekreftet 5. november 2026." in mine.text
    assert "Du endret det til" in mine.text
    assert "Rettelsen er mottatt. Kontoret skal se på den." in mine.text
    desk = client.another()
    desk.sign_in(CASEWORKER)
    place = _case(participant_id)
    page = desk.get(place)
    assert "Deltakeren endret det til" in page.text
    look, confirm = f"/work/case/{participant_id}/months/look", f"/work/case/{participant_id}/months"
    assert not [form for form in page.page.all("form") if form["action"].endswith("/months")]
    answer = desk.post(look, _form(page.page, "/look", answer="counted"))
    assert answer.status == 303
    page = desk.get(place)
    answer = desk.post(confirm, _form(page.page, "/months"))
    assert answer.status == 303
    assert (
        "Oktober 2026 ble rettet, og bekreftet på nytt 24. november 2026."
        in client.get(f"/week/months?{OCTOBER}").text
    )
    assert len(all_rows(seeded_engine, AttendanceMonth, participant_id=participant_id)) >= 2


def test_an_answer_that_explains_nothing_is_given_back_with_the_words(
    client: Browser, participant_id: str, seeded_engine: Engine
) -> None:
    client.sign_in(CASEWORKER)
    page = client.get(_case(participant_id)).page
    look = f"/work/case/{participant_id}/months/look"
    before = len(all_rows(seeded_engine, AttendanceLook))
    short = client.post(look, _form(page, "/look", answer="noted", text="Nei, nei"))
    assert short.status == 422
    assert "Skriv et svar som forklarer" in short.text
    assert "Nei, nei" in short.text
    assert len(all_rows(seeded_engine, AttendanceLook)) == before


def test_two_caseworkers_see_each_other(client: Browser, participant_id: str) -> None:
    client.sign_in(CASEWORKER)
    other = client.another()
    other.sign_in(COLLEAGUE)
    pages = [who.get(_case(participant_id)).page for who in (client, other)]
    look = f"/work/case/{participant_id}/months/look"
    assert client.post(look, _form(pages[0], "/look", answer="counted")).status == 303
    late = other.post(look, _form(pages[1], "/look", answer="noted", text="Kurset sier noe annet."))
    assert late.status == 409
    assert "Noe ble endret mens du leste" in late.text
    assert "Kurset sier noe annet." in late.text


def test_a_page_that_is_old_confirms_nothing_and_shows_what_came(
    client: Browser, participant_id: str, seeded_engine: Engine
) -> None:
    desk = client.another()
    desk.sign_in(CASEWORKER)
    look = f"/work/case/{participant_id}/months/look"
    page = desk.get(_case(participant_id)).page
    desk.post(look, _form(page, "/look", answer="counted"))
    page = desk.get(_case(participant_id)).page
    form = _form(page, "/months") | {"read_at": "2026-11-01T00:00:00+00:00"}
    client.sign_in(PARTICIPANT)
    week = client.get("/week/day?day=2026-10-30&activity=" + _reported(seeded_engine, participant_id)).page
    assert "Måneden er bekreftet. Det du sender nå, er en rettelse som kontoret ser på." in week.text
    assert client.post("/week/day", _form(week, "/week/day", attendance="away")).status == 303
    before = len(all_rows(seeded_engine, AttendanceMonth, participant_id=participant_id))
    late = desk.post(f"/work/case/{participant_id}/months", form)
    assert late.status == 409
    assert "Deltakeren endret det til" in late.text
    assert len(all_rows(seeded_engine, AttendanceMonth, participant_id=participant_id)) == before


def _reported(engine: Engine, participant_id: str) -> str:
    (row,) = (
        row
        for row in all_rows(engine, AttendanceReport, participant_id=participant_id, current=True)
        if row.month_version
    )
    return str(row.activity_id)


def test_something_else_i_did_is_information_until_it_is_looked_at(
    client: Browser, seeded_engine: Engine
) -> None:
    client.sign_in(PARTICIPANT)
    page = client.get("/week/else").page
    said = {"title": "Dugnad på skolen", "day": "2026-11-22", "hours": "1,5", "feeling": "good", "note": ""}
    assert client.post("/week/else", _form(page, "/week/else") | said).status == 303
    week = client.get("/week?day=2026-11-22")
    assert "Dugnad på skolen" in week.text
    assert "Til opplysning. Kontoret skal se på det." in week.text
    (row,) = (one for one in all_rows(seeded_engine, AttendanceReport) if one.title == "Dugnad på skolen")
    assert (row.minutes, row.day.isoformat()) == (90, "2026-11-22")
    form = client.get(f"/week/else?entry={row.entry_id}").page
    assert client.post("/week/else", _form(form, "/week/else", nth=1)).status == 303
    assert "Dugnad på skolen" not in client.get("/week?day=2026-11-22").text


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"title": " "}, "Skriv hva du gjorde"),
        ({"hours": ""}, "Skriv hvor mange timer det tok."),
        ({"hours": "2,3"}, "Skriv antall timer"),
        ({"day": "2026-11-25"}, "Velg en dag i programmet, i dag eller før."),
        ({"note": "x" * 501}, "Teksten kan ha opptil 500 tegn."),
    ],
)
def test_what_cannot_stand_comes_back_with_what_was_written(
    client: Browser, wrong: dict[str, str], sentence: str
) -> None:
    client.sign_in(PARTICIPANT)
    page = client.get("/week/else").page
    said = {"title": "Dugnad", "day": "2026-11-22", "hours": "1,5", "note": "Vi malte gjerdet."} | wrong
    answer = client.post("/week/else", _form(page, "/week/else") | said)
    assert answer.status == 422
    assert sentence in answer.text
    assert said["note"] in answer.text


def test_an_open_offer_in_the_week_can_be_spoken_of(
    client: Browser, participant_id: str, seeded_engine: Engine
) -> None:
    client.sign_in(PARTICIPANT)
    (taken,) = all_rows(seeded_engine, OfferTaken, participant_id=participant_id)[:1]
    (offer,) = all_rows(seeded_engine, Offer, id=taken.offer_id)
    for day in ("2026-11-17", "2026-11-24"):
        page = client.get(f"/week?day={day}").page
        forms = [form for form in page.all("form") if "offer" in {item["name"] for item in form.all("input")}]
        if forms:
            break
    fields = {item["name"]: item["value"] for item in forms[0].all("input")}
    assert client.post("/week/day", fields | {"attendance": "present"}).status == 303
    (row,) = (one for one in all_rows(seeded_engine, AttendanceReport) if one.offer_id)
    assert (row.offer_id, row.title, row.activity_id) == (offer.id, offer.title, None)


def test_a_month_that_is_none_is_not_found(client: Browser, participant_id: str) -> None:
    client.sign_in(PARTICIPANT)
    for month in ("2026-13", "1999-01", "2027-01", "x"):
        assert client.get(f"/week/months?month={month}").status == 404
    client.sign_in(CASEWORKER)
    assert client.get(f"/work/case/{participant_id}/months?month=1999-01").status == 404
    assert client.post(f"/work/case/{participant_id}/months", {"month": "x", "version": "0"}).status == 400


def test_the_week_of_the_turn_of_the_year_is_walked_both_ways(client: Browser, clock: FixedClock) -> None:
    clock.moment = oslo("2027-01-12 10:00")
    client.sign_in(PARTICIPANT)
    for day, week in (("2027-01-03", 53), ("2026-12-28", 53), ("2027-01-04", 1), ("2026-12-27", 52)):
        assert client.get(f"/week?day={day}").page.all("h1")[0].text.strip() == f"Uke {week}"
    links = {link.text.strip(): link["href"] for link in client.get("/week?day=2027-01-03").page.all("a")}
    assert (links["Uka før"], links["Uka etter"]) == ("/week?day=2026-12-27", "/week?day=2027-01-10")


def test_who_waits_stands_on_the_list_of_work(client: Browser) -> None:
    client.sign_in(CASEWORKER)
    assert 'href="/work/months"' in client.get("/work").body
    page = client.get("/work/months")
    assert "Rolig Rogn" in page.text
    assert "1 ting å se på" in page.text
