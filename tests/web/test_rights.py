"""The participant's rights in the browser: asking, saving, complaining late, reading the answer, and one's own data."""

import json

import pytest
from sqlalchemy import Engine, update

from portal.store.models import AuditRow, Person, RightsDraft, RightsRequest, Submission
from tests.browser import Browser
from tests.builders import all_rows

PARTICIPANT, CASEWORKER, LEADER = "rolig-rogn", "blid-bjork", "klar-kyst"
RIGHTS = "/me/rights"
# Was refused an absence in the demo, and works with another office.
REFUSED = "lett-lerke"
PROTECTED = "tapper-tang"


def requests_of(engine: Engine, key: str) -> list[RightsRequest]:
    """The requests of a person of the demo."""
    (person,) = all_rows(engine, Person, key=key)
    return all_rows(engine, RightsRequest, participant_id=person.id)


def newest(engine: Engine, key: str) -> RightsRequest:
    """The one that was sent last."""
    return max(requests_of(engine, key), key=lambda row: row.sent_at)


def test_from_me_to_a_correction_with_a_receipt(client: Browser, seeded_engine: Engine) -> None:
    client.sign_in(PARTICIPANT)
    links = {link["href"] for link in client.get("/me").page.all("a")}
    assert {RIGHTS, "/me/data", "/me/seen"} <= links
    page = client.get(f"{RIGHTS}/correction")
    assert "24. desember" in page.text
    assert "artikkel 16" in page.text
    fields = page.page.form(f"{RIGHTS}/correction") | {"text": "Adressen er feil.", "wanted": "Storgata 1"}
    answer = client.post(f"{RIGHTS}/correction", fields | {"step": "send"})
    row = newest(seeded_engine, PARTICIPANT)
    assert answer.location == f"{RIGHTS}/{row.id}?sent=1"
    shown = client.get(answer.location)
    (receipt,) = all_rows(seeded_engine, Submission, id=row.submission_id)
    for said in ("Vi har mottatt det", receipt.number, "Adressen er feil.", "Storgata 1", "24. desember"):
        assert said in shown.text
    # The browser sends it once more after a lost answer.
    assert client.post(f"{RIGHTS}/correction", fields | {"step": "send"}).location == answer.location
    assert "Krav om retting" in client.get(f"/me/receipts/{row.submission_id}").text


def test_saved_for_later_is_there_again_and_nobody_else_sees_it(
    client: Browser, seeded_engine: Engine
) -> None:
    client.sign_in(PARTICIPANT)
    form = client.get(f"{RIGHTS}/complaint").page.form(f"{RIGHTS}/complaint")
    written = {"wanted": "Jeg vil h", "letter": "plan", "deferred": "1", "letter_day": "2026-11-01"}
    answer = client.post(f"{RIGHTS}/complaint", form | written | {"step": "save"})
    page = client.get(answer.location)
    assert "Ingenting er sendt" in page.text
    assert "Ikke sendt ennå" in page.text
    again = client.get(f"{RIGHTS}/complaint").page.form(f"{RIGHTS}/complaint")
    assert {name: again[name] for name in written} == written
    colleague = client.another()
    colleague.sign_in(CASEWORKER)
    for path in ("/work", "/work/requests"):
        assert "Jeg vil h" not in colleague.get(path).body
    assert len(all_rows(seeded_engine, RightsDraft)) == 1


def test_a_late_complaint_is_asked_why_and_taken(client: Browser, seeded_engine: Engine) -> None:
    client.sign_in(REFUSED)
    page = client.get(f"{RIGHTS}/complaint")
    radios = [item["value"] for item in page.page.all("input") if item["name"] == "letter"]
    assert radios[0].startswith("absence-")
    assert radios[1:] == ["programme", "plan", "work_capacity"]
    form = page.page.form(f"{RIGHTS}/complaint") | {"letter": "programme", "wanted": "Hele stønaden"}
    checked = client.post(f"{RIGHTS}/complaint", form | {"letter_day": "2026-10-01", "step": "check"})
    assert checked.status == 200
    for said in ("Statsforvalteren", "22. oktober", "Du kan sende klagen likevel", "forvaltningsloven § 31"):
        assert said in checked.text
    send = checked.page.form(f"{RIGHTS}/complaint")
    assert "why_late" in send
    answer = client.post(f"{RIGHTS}/complaint", send | {"step": "send"})
    row = newest(seeded_engine, REFUSED)
    assert answer.location == f"{RIGHTS}/{row.id}?sent=1"
    assert row.timing is not None
    assert (row.why_late, row.timing["outcome"]) == ("", "undecided")


def test_a_complaint_over_an_absence_shows_its_last_day_and_a_letter_from_nav_its_own_body(
    client: Browser,
) -> None:
    client.sign_in(REFUSED)
    page = client.get(f"{RIGHTS}/complaint")
    absence = next(item["value"] for item in page.page.all("input") if item["name"] == "letter")
    form = page.page.form(f"{RIGHTS}/complaint") | {"wanted": "Godta fraværet", "step": "check"}
    assert "Siste dag for å klage" in page.text
    checked = client.post(f"{RIGHTS}/complaint", form | {"letter": absence})
    assert "Siste dag for å klage" in checked.text
    nav = client.post(f"{RIGHTS}/complaint", form | {"letter": "work_capacity"})
    assert "avgjør Nav klageinstans klagen" in nav.text
    assert "Kontoret finner ut om klagen kom i tide" in nav.text
    back = client.post(
        f"{RIGHTS}/complaint", nav.page.form(f"{RIGHTS}/complaint") | {"step": "edit", "why_late": "Syk"}
    )
    kept = back.page.form(f"{RIGHTS}/complaint")
    assert (kept["letter"], kept["wanted"], kept["why_late"]) == ("work_capacity", "Godta fraværet", "Syk")


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({}, "Velg hvilket brev klagen gjelder."),
        ({"letter": "plan"}, "Skriv hva du vil ha endret."),
        ({"letter": "plan", "wanted": "Mer", "letter_day": "i går"}, "Skriv datoen slik"),
        ({"letter": "plan", "wanted": "Mer", "letter_day": "2027-01-01"}, "kan ikke være fram i tid"),
    ],
)
def test_what_is_missing_is_said_beside_its_field_and_nothing_is_lost(
    client: Browser, seeded_engine: Engine, fields: dict[str, str], said: str
) -> None:
    client.sign_in(PARTICIPANT)
    before = len(requests_of(seeded_engine, PARTICIPANT))
    form = client.get(f"{RIGHTS}/complaint").page.form(f"{RIGHTS}/complaint")
    for step in ("check", "send"):
        answer = client.post(f"{RIGHTS}/complaint", form | {"text": "Fordi"} | fields | {"step": step})
        assert answer.status == 422
        assert said in answer.text
        assert answer.page.form(f"{RIGHTS}/complaint")["text"] == "Fordi"
    assert len(requests_of(seeded_engine, PARTICIPANT)) == before


@pytest.mark.parametrize("where", ["complaint", "correction", "service"])
def test_a_step_that_no_button_has_is_refused(client: Browser, where: str) -> None:
    client.sign_in(PARTICIPANT)
    form = client.get(f"{RIGHTS}/{where}").page.form(f"{RIGHTS}/{where}")
    assert client.post(f"{RIGHTS}/{where}", form | {"step": "decide", "text": "a"}).status == 400


def test_a_caseworker_answers_and_the_participant_reads_it(client: Browser, seeded_engine: Engine) -> None:
    row = next(one for one in requests_of(seeded_engine, PARTICIPANT) if one.state.value == "sent")
    path = f"/work/requests/{row.id}"
    client.sign_in(CASEWORKER)
    assert '"counter requests"' in client.get("/work").body
    assert path in {link["href"] for link in client.get("/work/requests").page.all("a")}
    form = client.get(path).page.form(path)
    nothing = client.post(path, form | {"text": "Vi har rettet det i saken din."})
    assert (nothing.status, "Velg hva svaret er." in nothing.text) == (422, True)
    short = client.post(path, form | {"answer": "not_corrected", "text": "Nei."})
    assert (short.status, "Skriv et svar som forklarer" in short.text) == (422, True)
    done = client.post(path, form | {"answer": "corrected", "text": "Vi har rettet det i saken din."})
    assert done.location == "/work/requests?answered=1"
    stale = client.post(path, form | {"answer": "not_corrected", "text": "Vi ser det på en annen måte."})
    assert (stale.status, "Noen andre svarte" in stale.text) == (409, True)
    assert "Vi ser det på en annen måte." in stale.text
    assert any(look.what == "request" for look in all_rows(seeded_engine, AuditRow))
    participant = client.another()
    participant.sign_in(PARTICIPANT)
    shown = participant.get(f"{RIGHTS}/{row.id}")
    for said in ("Rettet", "Vi har rettet det i saken din.", "Blid"):
        assert said in shown.text
    assert "Bjørk" not in shown.text
    assert not [form for form in shown.page.all("form") if form["action"].endswith("/withdraw")]
    assert "Så på et krav eller en klage" in participant.get("/me/seen").text


def test_a_complaint_over_the_service_is_read_by_the_leader_alone(
    client: Browser, seeded_engine: Engine
) -> None:
    client.sign_in(PARTICIPANT)
    client.send(f"{RIGHTS}/service", f"{RIGHTS}/service", text="Veilederen min ringer aldri.", step="send")
    row = newest(seeded_engine, PARTICIPANT)
    caseworker, leader = client.another(), client.another()
    caseworker.sign_in(CASEWORKER)
    assert caseworker.get(f"/work/requests/{row.id}").status == 404
    assert row.id not in caseworker.get("/work/requests").body
    leader.sign_in(LEADER)
    assert f"/work/requests/{row.id}" in leader.get("/work/requests").body
    assert "ringer aldri" in leader.get(f"/work/requests/{row.id}").text
    form = leader.get(f"/work/requests/{row.id}").page.form(f"/work/requests/{row.id}")
    sent = leader.post(f"/work/requests/{row.id}", form | {"text": "Jeg ringer deg selv i morgen."})
    assert sent.status == 303
    assert "Jeg ringer deg selv i morgen." in client.get(f"{RIGHTS}/{row.id}").text


def test_who_reads_a_complaint_over_the_service_is_said_as_it_is(client: Browser) -> None:
    for key, team in ((PARTICIPANT, False), (PROTECTED, True)):
        own = client.another()
        own.sign_in(key)
        page = own.get(f"{RIGHTS}/service")
        sent = own.send(f"{RIGHTS}/service", f"{RIGHTS}/service", text="Jeg måtte vente.", step="send")
        for text in (page.text, own.get(sent.location).text):
            assert ("De som er valgt ut" in text) is team
            assert ("Lederen på kontoret leser" in text) is not team


def test_after_a_move_the_page_says_how_to_complain_over_what_the_old_office_refused(
    client: Browser, seeded_engine: Engine
) -> None:
    (person,) = all_rows(seeded_engine, Person, key=REFUSED)
    (elsewhere,) = all_rows(seeded_engine, Person, key="trygg-tind")
    assert person.office_id != elsewhere.office_id
    client.sign_in(REFUSED)
    before = client.get(f"{RIGHTS}/complaint")
    with seeded_engine.begin() as connection:
        who = Person.id == person.id
        connection.execute(update(Person).where(who).values(office_id=elsewhere.office_id))
    after = client.get(f"{RIGHTS}/complaint")
    said, absence = "kontoret du hørte til før", 'value="absence-'
    assert (said in before.text, absence in before.body) == (False, True)
    assert (said in after.text, absence in after.body) == (True, False)


def test_what_was_sent_can_be_taken_back(client: Browser, seeded_engine: Engine) -> None:
    row = next(one for one in requests_of(seeded_engine, PARTICIPANT) if one.state.value == "sent")
    client.sign_in(PARTICIPANT)
    path = f"{RIGHTS}/{row.id}"
    answer = client.send(path, f"{path}/withdraw")
    assert answer.location == path
    assert "Du trakk det tilbake" in client.get(path).text


def test_no_to_notices_shows_at_the_office_and_can_be_taken_back(
    client: Browser, seeded_engine: Engine
) -> None:
    (person,) = all_rows(seeded_engine, Person, key=PARTICIPANT)
    caseworker = client.another()
    caseworker.sign_in(CASEWORKER)
    client.sign_in(PARTICIPANT)
    for wanted, button in (("0", "Jeg vil ha digitale varsler"), ("1", "Jeg vil ikke ha digitale varsler")):
        answer = client.send(RIGHTS, f"{RIGHTS}/notices", wanted=wanted)
        page = client.get(answer.location)
        assert "Kvittering" in page.text
        assert button in page.text
        said = "Får ikke varsel: ring eller send brev" in caseworker.get(f"/work/case/{person.id}").text
        assert said is (wanted == "0")


def test_the_file_is_handed_out_for_keeping_and_kept_by_no_browser(client: Browser) -> None:
    client.sign_in(PARTICIPANT)
    answer = client.get("/me/data/file")
    assert answer.status == 200
    assert answer.headers["Content-Disposition"] == 'attachment; filename="mine-opplysninger.json"'
    assert "no-store" in answer.headers["Cache-Control"]
    told = json.loads(answer.body)
    assert told["person"][0]["name"].startswith("Rolig")
    assert {"programme", "message", "absence", "attendance_report", "submission", "audit"} <= told.keys() | {
        "audit"
    }
    assert "Bjørk" not in answer.body
    assert "identity" not in answer.body


@pytest.mark.parametrize("language", ["nb", "ar"])
def test_the_page_to_print_says_everything_in_words(
    client: Browser, seeded_engine: Engine, language: str
) -> None:
    client.sign_in(REFUSED)
    client.post("/language", {"language": language})
    answer = client.get("/me/data/page")
    assert answer.status == 200
    assert "no-store" in answer.headers["Cache-Control"]
    (person,) = all_rows(seeded_engine, Person, key=REFUSED)
    assert person.name in answer.text
    assert person.id not in answer.body
    # The refusal with its reason and where that stands, and the participant's own words in the complaint.
    assert "forvaltningsloven § 29" in answer.text
    assert "Jeg vil ha hele stønaden for oktober." in answer.text
    assert "•••••" in answer.text
    for staff in all_rows(seeded_engine, Person, role="caseworker"):
        assert staff.name not in answer.text
