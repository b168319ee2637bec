"""Looking into a case in the browser: the trail grows before the page comes, and without it no page comes."""

from sqlalchemy import Engine, text

from portal.store.models import AuditRow
from tests.browser import Browser
from tests.builders import all_rows
from tests.web.routes import CASEWORKER
from tests.web.things import PARTICIPANT, ids_of


def test_a_case_that_is_opened_is_in_the_trail_and_the_participant_reads_it(
    client: Browser, seeded_engine: Engine
) -> None:
    who = ids_of(seeded_engine)["participant_id"]
    client.sign_in(CASEWORKER)
    for address in (f"/work/case/{who}", f"/work/absence/{ids_of(seeded_engine)['absence_id']}"):
        before = len(all_rows(seeded_engine, AuditRow))
        assert client.get(address).status == 200
        assert len(all_rows(seeded_engine, AuditRow)) > before
    participant = client.another()
    participant.sign_in(PARTICIPANT)
    page = participant.get("/me/seen")
    assert "Blid" in page.text
    assert "Så på planen og saken" in page.text
    assert "Bjørk" not in page.text
    # One tap on the way to asking about it. Nothing is sent before they send it themselves.
    asking = next(link["href"] for link in page.page.all("a") if "about=seen" in (link["href"] or ""))
    written = participant.get(asking.partition("#")[0]).page.form("/messages")["text"]
    assert written.startswith("Jeg lurer på hvorfor noen så på saken min ")
    assert written.endswith("2026.")
    assert participant.get("/messages").page.form("/messages")["text"] == ""
    assert participant.get("/messages?about=seen&day=never").status == 404


def test_nothing_of_a_case_is_shown_when_the_trail_cannot_grow(
    client: Browser, seeded_engine: Engine
) -> None:
    who = ids_of(seeded_engine)["participant_id"]
    client.sign_in(CASEWORKER)
    shown = client.get(f"/work/case/{who}")
    with seeded_engine.begin() as connection:
        connection.execute(
            text(
                "CREATE TRIGGER full BEFORE INSERT ON audit BEGIN SELECT RAISE(ABORT, 'The disk is full.'); END"
            )
        )
    refused = client.get(f"/work/case/{who}")
    assert (shown.status, refused.status // 100) == (200, 5)
    name = shown.page.all("h1")
    assert name
    for row in all_rows(seeded_engine, AuditRow):
        assert row.participant_id == who or row.participant_id is None
    assert "Rolig" in shown.body
    assert "Rolig" not in refused.body


def test_another_offices_case_leaves_a_refusal_in_the_trail(client: Browser, seeded_engine: Engine) -> None:
    client.sign_in("trygg-tind")
    who = ids_of(seeded_engine)["participant_id"]
    assert client.get(f"/work/case/{who}").status == 404
    row = max(all_rows(seeded_engine, AuditRow), key=lambda row: row.sequence)
    assert (row.participant_id, row.granted) == (who, False)
