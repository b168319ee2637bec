"""The staff's own pages in the browser: emergency access, given access, covers, the summary, the staff, the trail."""

import re
from dataclasses import replace

import pytest
from flask import Flask
from sqlalchemy import Engine

from portal.domain.access import Protection
from portal.domain.live import session_ended
from portal.domain.people import Role
from portal.services.signing_in import hash_of
from portal.settings import SYNTHETIC_KEY, Settings
from portal.store.models import Cover, Grant, Person
from tests.browser import Browser
from tests.builders import RecordingBus, all_rows
from tests.web.roles import (
    ADMIN,
    AUDITOR,
    CENTRE,
    FAR,
    LEADER,
    LIND,
    NOBODYS,
    REASON,
    ROGN,
    ask,
    grade,
    number_of,
    signed_in,
)


@pytest.fixture
def settings(settings: Settings) -> Settings:
    """With the key that the demo's identity numbers are found with."""
    return replace(settings, identity_keys=(SYNTHETIC_KEY,))


@pytest.fixture
def people(seeded_engine: Engine) -> dict[str, Person]:
    """Everybody of the demo by their key."""
    return {row.key: row for row in all_rows(seeded_engine, Person)}


# Given access.


def test_a_leader_gives_access_and_takes_it_back(client: Browser, people: dict[str, Person]) -> None:
    leader, case = signed_in(client, LEADER), f"/work/case/{people[ROGN].id}"
    page = leader.get("/work/access").page
    names = [option.text for option in page.all("option")]
    assert "Blid Bjørk" in names
    assert "Klar Kyst" not in names
    assert not any("Trygg Tind" in name or "Rolig" in name for name in names)
    fields = {"number": number_of(people[ROGN]), "reason": REASON, "csrf_token": leader.token}
    wrong = leader.post("/work/access", fields | {"staff": "", "last_day": "2026-12-01"})
    assert (wrong.status, "Velg hvem som skal få tilgang." in wrong.text) == (422, True)
    for day in ("2027-02-25", "2026-11-23", "i morgen", ""):
        answer = leader.post("/work/access", fields | {"staff": people["blid-bjork"].id, "last_day": day})
        assert answer.status == 422
        assert fields["number"] not in answer.body
    good = fields | {"staff": people["blid-bjork"].id, "last_day": "2027-02-24"}
    assert leader.post("/work/access", good | {"number": NOBODYS}).status == 404
    assert leader.post("/work/access", good).status == 303
    given = leader.get("/work/access?given=1")
    assert "Tilgangen er gitt." in given.text
    assert REASON in given.text
    assert "Rolig" not in given.text
    assert leader.send("/work/access", "/work/access/end").status == 303
    assert REASON not in leader.get("/work/access").text
    assert signed_in(client, "blid-bjork").get(case).status == 200


# Covers.


def test_a_leader_lets_one_cover_for_another_and_both_offices_see_it(
    client: Browser, people: dict[str, Person], seeded_engine: Engine
) -> None:
    leader, far = signed_in(client, LEADER), signed_in(client, FAR)
    assert "Rolig Rogn" not in far.get("/work").text
    assert "Du dekker" not in far.get("/work").text
    days = {"first_day": "2026-11-24", "last_day": "2026-11-30", "csrf_token": leader.token}
    who = {"staff": people["blid-bjork"].id, "by": people[FAR].id}
    for bad, sentence in (
        ({"by": people["blid-bjork"].id}, "Velg en annen enn den som er borte."),
        ({"staff": people[FAR].id, "by": people["blid-bjork"].id}, "Velg hvem som er borte."),
        ({"last_day": "2026-11-23"}, "Siste dag kan ikke være før første dag, og ikke før i dag."),
        ({"last_day": ""}, "Velg en dag."),
    ):
        answer = leader.post("/work/cover", days | who | bad)
        assert (answer.status, sentence in answer.text) == (422, True), bad
    for _ in range(2):
        assert leader.post("/work/cover", days | who).status == 303
    made = [row for row in all_rows(seeded_engine, Cover) if row.staff_id == people["blid-bjork"].id]
    assert len(made) == 1
    assert re.search(r"Trygg Tind\W* dekker for \W*Blid Bjørk", leader.get("/work/cover").text)
    assert re.search(r"Du dekker for \W*Blid Bjørk\W* til og med mandag 30\. november", far.get("/work").text)
    page = far.get(f"/work/case/{people[ROGN].id}")
    assert page.status == 200
    assert any(form["action"] == f"/work/case/{people[ROGN].id}" for form in page.page.all("form"))
    assert leader.send("/work/cover", "/work/cover/end").status == 303
    assert far.get(f"/work/case/{people[ROGN].id}").status == 404
    assert "Du dekker" not in far.get("/work").text


# The contact centre.


def test_the_contact_centre_finds_a_summary_and_nothing_else(
    client: Browser, people: dict[str, Person], seeded_engine: Engine
) -> None:
    centre = client.another()
    assert centre.sign_in(CENTRE).page.all("h1")[0].text == "Finn en deltaker"
    form = {"csrf_token": centre.token}
    shown = centre.post("/centre", form | {"number": number_of(people[ROGN])})
    assert shown.status == 200
    assert "Rolig Rogn" in shown.text
    assert "Blid" in shown.text
    assert "Bjørk" not in shown.text
    assert "68 05 00 10" in shown.text
    assert "Rolig" not in shown.page.all("title")[0].text
    facts = [fact.text for fact in shown.page.all("dt")]
    assert facts == ["Språk", "Kontaktperson", "Kontoret", "Neste avtale", "Svar fra oss"]
    missing = [
        centre.post("/centre", form | {"number": number}).text
        for number in (NOBODYS, number_of(people[LIND]))
    ]
    assert missing[0] == missing[1]
    assert "Vi fant ingen du kan se." in missing[0]
    grade(seeded_engine, people[ROGN], Protection.CONFIDENTIAL)
    hidden = centre.post("/centre", form | {"number": number_of(people[ROGN])})
    assert (hidden.status, hidden.text) == (404, missing[0])
    assert centre.post("/centre", form | {"number": "123"}).status == 422
    grade(seeded_engine, people[ROGN], Protection.NONE)
    assert "Så et kort sammendrag" in signed_in(client, ROGN).get("/me/seen").text


# The administrator.


def test_the_administrator_signs_somebody_out_everywhere_at_once(
    client: Browser, people: dict[str, Person], bus: RecordingBus
) -> None:
    windows = [signed_in(client, "blid-bjork") for _ in range(2)]
    admin = client.another()
    assert admin.sign_in(ADMIN).page.all("h1")[0].text == "Ansatte ved kontoret"
    page = admin.get("/admin")
    assert "2 pålogginger nå" in page.text
    assert "Rolig" not in page.text
    assert "Trygg" not in page.text
    fields = {"csrf_token": admin.token, "person": people["blid-bjork"].id}
    assert admin.post("/admin/end", fields).status == 303
    for window in windows:
        assert session_ended(hash_of(window.cookie)) in bus.changes
        window.is_signed_in = False
        assert window.get("/work").status == 303
    for key in (ROGN, FAR, "presis-pil"):
        kept = signed_in(client, key)
        assert admin.post("/admin/end", fields | {"person": people[key].id}).status == 404
        assert kept.get("/languages").page.all("body")[0]["hx-headers"]


# The auditor.


def test_the_auditor_reads_who_looked_and_narrows_it(client: Browser, people: dict[str, Person]) -> None:
    caseworker = signed_in(client, "blid-bjork")
    caseworker.get(f"/work/case/{people[ROGN].id}")
    caseworker.get(f"/work/case/{people[LIND].id}")
    auditor = client.another()
    assert auditor.sign_in(AUDITOR).page.all("h1")[0].text == "Oppslag i saker"
    page = auditor.get("/trail")
    for pseudonym in (people[ROGN].id[:8], people[LIND].id[:8]):
        assert pseudonym in page.text
    assert "Rolig" not in page.text
    assert people[ROGN].id not in page.body
    assert "Så på lista over oppslag" in page.text
    refused = auditor.get("/trail?refused=1").text
    assert people[LIND].id[:8] in refused
    assert people[ROGN].id[:8] not in refused
    assert people[ROGN].id[:8] not in auditor.get("/trail?day=2026-11-23").text
    assert "Ingen oppslag her." in auditor.get(f"/trail?staff={people['klok-klippe'].id}").text
    assert auditor.get("/trail?day=i-gaar").status == 404
    for odd in ("staff=%00", "before=x", "before=99999999999999999999", "staff=" + "x" * 3000):
        assert auditor.get(f"/trail?{odd}").status == 200


# Everybody keeps to their own.

PAGES = {
    "/work/emergency": {Role.CASEWORKER, Role.LEADER},
    "/work/access": {Role.LEADER},
    "/work/cover": {Role.LEADER},
    "/centre": {Role.CONTACT_CENTRE},
    "/admin": {Role.ADMINISTRATOR},
    "/trail": {Role.AUDITOR},
}


@pytest.mark.parametrize("key", [ROGN, "blid-bjork", LEADER, CENTRE, ADMIN, AUDITOR, "presis-pil"])
def test_each_role_opens_its_own_pages_and_its_menu_leads_to_no_other(
    client: Browser, people: dict[str, Person], key: str
) -> None:
    browser, role = client.another(), people[key].role
    home = browser.sign_in(key)
    assert home.status == 200
    for path, roles in PAGES.items():
        assert browser.get(path).status == (200 if role in roles else 403), path
    for link in home.page.all("nav"):
        for one in link.all("a"):
            assert browser.get(one["href"]).status == 200, one["href"]


def test_ends_of_others_are_nobodys(app: Flask, client: Browser, people: dict[str, Person]) -> None:
    """A grant's or a cover's own id, sent by another office's leader or another colleague, finds nothing."""
    far = signed_in(client, FAR)
    ask(far, number_of(people[ROGN]))
    engine = app.extensions["portal"].desk._writing
    (grant,) = all_rows(engine, Grant)
    for key, path in (("blid-bjork", "/work/emergency/end"), ("fast-fjell", "/work/openings/seen")):
        other = signed_in(client, key)
        assert other.post(path, {"csrf_token": other.token, "grant": grant.id}).status == 404
    other = signed_in(client, "fast-fjell")
    assert other.post("/work/access/end", {"csrf_token": other.token, "grant": grant.id}).status == 404
    assert all_rows(engine, Grant) == [grant]
