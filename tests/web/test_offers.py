"""Open offers on the pages: one tap in and out, the office's form, and no page that tells who else comes."""

import re

import pytest
from sqlalchemy import Engine, select

from portal.store.models import Offer, Person
from tests.browser import Browser
from tests.web.test_query_counts import asked_for

TAKES, OTHER, HIDDEN, HELPER = "rolig-rogn", "lett-lerke", "tapper-tang", "hyggelig-hare"
CASEWORKER, COLLEAGUE, FAR, LEADER = "blid-bjork", "klok-klippe", "trygg-tind", "klar-kyst"
NEW = {
    "title": "Frokost",
    "what": "Vi spiser sammen.",
    "for_whom": "Alle",
    "place": "Torget 3",
    "starts_2": "09:00",
    "ends_2": "10:30",
}


def signed_in(client: Browser, key: str) -> Browser:
    browser = client.another()
    browser.sign_in(key)
    return browser


def offer_id(engine: Engine, title: str, who: str = TAKES) -> str:
    with engine.connect() as connection:
        office = select(Person.office_id).where(Person.key == who).scalar_subquery()
        query = select(Offer.id).where(Offer.title == title, Offer.office_id == office)
        return str(connection.scalars(query).one())


def taps(browser: Browser, action: str) -> dict[str, dict[str, str]]:
    """The forms of the page that go to `action`, by the offer they are about."""
    forms = [form for form in browser.get("/offers").page.all("form") if form["action"] == action]
    found = [{field["name"]: field["value"] for field in form.all("input")} for form in forms]
    return {fields["offer"]: fields for fields in found}


def test_one_tap_adds_the_week_shows_it_and_one_tap_removes(client: Browser, seeded_engine: Engine) -> None:
    client.sign_in(OTHER)
    wanted = offer_id(seeded_engine, "Språkkafé")
    assert "Språkkafé" not in client.get("/week").text
    added = client.post("/offers/add", taps(client, "/offers/add")[wanted])
    assert (added.status, added.location.partition("?")[0]) == (303, "/offers")
    shown = client.get(added.location)
    assert "Vi har mottatt det." in shown.text
    assert "Står i uka di." in shown.text
    week = client.get("/week")
    assert "Språkkafé" in week.text
    assert "Kom når du vil" in week.text
    removed = client.post("/offers/remove", taps(client, "/offers/remove")[wanted])
    assert removed.status == 303
    assert "Språkkafé" not in client.get("/week").text


def test_a_form_sent_twice_answers_the_same(client: Browser, seeded_engine: Engine) -> None:
    client.sign_in(OTHER)
    form = taps(client, "/offers/add")[offer_id(seeded_engine, "Jobbhuset")]
    assert len({client.post("/offers/add", form).location for _ in range(2)}) == 1


def test_an_offer_that_was_closed_meanwhile_says_so(client: Browser, seeded_engine: Engine) -> None:
    client.sign_in(OTHER)
    wanted = offer_id(seeded_engine, "Språkkafé")
    form = taps(client, "/offers/add")[wanted]
    signed_in(client, CASEWORKER).send(f"/work/offers/{wanted}", f"/work/offers/{wanted}/close")
    answer = client.post("/offers/add", form)
    assert answer.status == 409
    assert "Tilbudet er ikke åpent lenger." in answer.text


def test_who_had_it_hears_that_it_is_closed_until_they_have_seen_it(
    client: Browser, seeded_engine: Engine
) -> None:
    client.sign_in(TAKES)
    closed = offer_id(seeded_engine, "Jobbhuset")
    signed_in(client, CASEWORKER).send(f"/work/offers/{closed}", f"/work/offers/{closed}/close")
    page = client.get("/offers")
    assert "Dette tilbudet er ikke åpent lenger" in page.text
    client.post("/offers/remove", taps(client, "/offers/remove")[closed])
    assert "Jobbhuset" not in client.get("/offers").text


@pytest.mark.parametrize("path", ["/offers/add", "/offers/remove"])
def test_the_offer_of_another_office_is_no_offer(client: Browser, seeded_engine: Engine, path: str) -> None:
    client.sign_in(OTHER)
    form = {"csrf_token": client.token, "key": "k" * 24, "offer": offer_id(seeded_engine, "Jobbhuset", FAR)}
    assert client.post(path, form).status == 404


def test_what_others_added_changes_no_byte_of_anybody_elses_page(
    client: Browser, seeded_engine: Engine
) -> None:
    """The office's list, the form of the offer, the day's work and another participant's offers."""
    wanted = offer_id(seeded_engine, "Språkkafé")
    staff, neighbour = signed_in(client, CASEWORKER), signed_in(client, OTHER)
    pages = [
        (staff, "/work/offers"),
        (staff, f"/work/offers/{wanted}"),
        (staff, "/work"),
        (staff, "/work/radar"),
        (signed_in(client, LEADER), "/work"),
        (neighbour, "/offers"),
        (neighbour, "/week"),
    ]
    # Tokens, keys and the policy's nonce are drawn anew with each page.
    drawn = re.compile(r'(csrf_token" value|key" value|nonce|X-CSRFToken"):? ?=?"[^"]*"')

    def bodies() -> list[str]:
        return [drawn.sub("", who.get(path).body) for who, path in pages]

    before = bodies()
    client.sign_in(TAKES)
    client.post("/offers/add", taps(client, "/offers/add")[wanted])
    assert bodies() == before


def test_only_the_contact_persons_page_of_the_case_names_what_was_added(
    client: Browser, seeded_engine: Engine
) -> None:
    with seeded_engine.connect() as connection:
        who = connection.scalar(select(Person.id).where(Person.key == TAKES))
    said = {
        key: "Jobbhuset" in signed_in(client, key).get(f"/work/case/{who}").text
        for key in (CASEWORKER, COLLEAGUE)
    }
    assert said == {CASEWORKER: True, COLLEAGUE: False}


def test_who_must_not_be_found_sees_offers_and_no_place(client: Browser) -> None:
    page = signed_in(client, HIDDEN).get("/offers")
    assert "Jobbhuset" in page.text
    assert "Storgata" not in page.body
    assert "Ring kontoret og spør hvor det er." in page.text


def test_a_helper_sees_and_adds_them_within_their_mandate(client: Browser) -> None:
    helper = client.another()
    helper.sign_in(HELPER)
    helper.send("/helping", "/helping/start")
    assert "Jobbhuset" in helper.get("/offers").text


def test_the_office_makes_and_changes_an_offer(client: Browser, seeded_engine: Engine) -> None:
    client.sign_in(CASEWORKER)
    saved = client.send("/work/offers/new", "/work/offers/new", **NEW)
    assert saved.location == "/work/offers?saved=1"
    assert "Frokost" in client.get(saved.location).text
    path = f"/work/offers/{offer_id(seeded_engine, 'Frokost')}"
    form = client.get(path).page.form(path)
    assert client.post(path, form | {"starts_2": "08:30"}).status == 303
    assert client.get(path).page.form(path)["starts_2"] == "08:30"
    stale = client.post(path, form | {"place": "Torget 4"})
    assert stale.status == 409
    assert "Torget 3" in stale.text
    assert stale.page.form(path)["place"] == "Torget 4"
    assert client.post(path, stale.page.form(path)).status == 303
    assert "Frokost" in signed_in(client, OTHER).get("/offers").text
    assert "Frokost" not in signed_in(client, "lun-lind").get("/offers").text


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"title": ""}, "Skriv et navn"),
        ({"first_day": ""}, "Velg første dag."),
        ({"first_day": "24.11.2026"}, "Skriv datoen slik"),
        ({"starts_2": ""}, "Skriv både når det åpner, og når det stenger."),
        ({"starts_2": "ti"}, "Skriv klokkeslettet slik"),
        ({"starts_2": "", "ends_2": ""}, "minst én dag i uka"),
        ({"ends_2": "08:00"}, "Det må stenge etter at det åpner."),
        ({"last_day": "2026-01-01"}, "Siste dag kan ikke være før første dag."),
    ],
)
def test_what_is_wrong_is_said_and_what_was_written_stays(
    client: Browser, wrong: dict[str, str], said: str
) -> None:
    client.sign_in(CASEWORKER)
    answer = client.send("/work/offers/new", "/work/offers/new", **(NEW | wrong))
    assert answer.status == 422
    assert said in answer.text
    assert answer.page.form("/work/offers/new")["place"] == "Torget 3"


def test_the_pages_ask_as_much_for_many_offers_as_for_two(client: Browser, seeded_engine: Engine) -> None:
    staff, participant = signed_in(client, CASEWORKER), signed_in(client, OTHER)
    pages = [(participant, "/offers"), (staff, "/work/offers")]
    before = [len(asked_for(who, seeded_engine, path)) for who, path in pages]
    for number in range(5):
        staff.send("/work/offers/new", "/work/offers/new", **(NEW | {"title": f"Frokost {number}"}))
    assert [len(asked_for(who, seeded_engine, path)) for who, path in pages] == before
