"""When it goes wrong: a calm page with the right number, nothing lost, and a log that tells no secrets."""

import json
import logging
from dataclasses import replace

import pytest
from flask import Flask
from sqlalchemy import Engine, text

from portal.adapters.clock import FixedClock
from portal.app import World
from portal.demo.identity import VAULT
from portal.domain.errors import Busy
from portal.services import conversations
from portal.settings import Settings
from portal.store.engine import open_engine
from portal.store.models import AttendanceReport, Draft, Message, Person
from portal.web import logs
from tests.browser import Browser
from tests.builders import RecordingBus, all_rows
from tests.page_review import without_nonces
from tests.portals import portal_of
from tests.web.routes import CASEWORKER
from tests.web.things import PARTICIPANT, ids_of

CANARY = "kanarifugl i gruva"
KEY = "k" * 24


def _form(client: Browser, **fields: str) -> dict[str, str]:
    return {"csrf_token": client.token, "key": KEY} | fields


def test_an_address_that_does_not_exist_has_a_calm_page(client: Browser) -> None:
    for _ in range(2):
        answer = client.get("/nowhere")
        assert (answer.status, len(answer.page.all("h1"))) == (404, 1)
        client.sign_in(PARTICIPANT)


@pytest.mark.parametrize(
    ("key", "path"),
    [(PARTICIPANT, "/work"), (PARTICIPANT, "/translate"), (CASEWORKER, "/week"), (CASEWORKER, "/me")],
)
def test_a_page_for_others_says_so(client: Browser, key: str, path: str) -> None:
    client.sign_in(key)
    assert client.get(path).status == 403


def test_another_offices_case_and_no_case_look_the_same(client: Browser, seeded_engine: Engine) -> None:
    client.sign_in(CASEWORKER)
    me = all_rows(seeded_engine, Person, key=CASEWORKER)[0]
    foreign = next(
        row for row in all_rows(seeded_engine, Person, role="participant") if row.office_id != me.office_id
    )
    answers = [client.get(f"/work/case/{who}") for who in (foreign.id, "0" * 36)]
    assert {answer.status for answer in answers} == {404}
    bodies = [without_nonces(answer.body) for answer in answers]
    assert bodies[0].replace(foreign.id, "0" * 36) == bodies[1]
    assert foreign.name not in answers[0].body


def test_two_caseworkers_on_one_absence_the_second_is_told(client: Browser, seeded_engine: Engine) -> None:
    path = f"/work/absence/{ids_of(seeded_engine)['absence_id']}"
    client.sign_in(CASEWORKER)
    form = {"csrf_token": client.token, "version": "1"}
    with seeded_engine.begin() as connection:
        connection.execute(text("UPDATE absence SET version = version + 1"))
    answer = client.post(path, form | {"answer": "refuse", "text": f"{CANARY} er grunnen"})
    assert answer.status == 409
    assert CANARY in answer.body


def test_a_correction_from_an_old_page_is_told(client: Browser, seeded_engine: Engine) -> None:
    client.sign_in(PARTICIPANT)
    activity = ids_of(seeded_engine)["activity"]
    form = {"activity": activity, "day": "2026-11-23", "attendance": "present", "before": "99"}
    before = all_rows(seeded_engine, AttendanceReport)
    assert client.post("/week/day", _form(client) | form).status == 409
    assert all_rows(seeded_engine, AttendanceReport) == before


def test_a_form_with_a_field_that_we_did_not_ask_for_is_refused(
    client: Browser, seeded_engine: Engine
) -> None:
    client.sign_in(PARTICIPANT)
    before = len(all_rows(seeded_engine, Message))
    for field in ("office_id", "from_staff", "author_id", "participant_id", "role"):
        assert client.post("/messages", _form(client, text="Hei") | {field: "1"}).status == 400
    assert len(all_rows(seeded_engine, Message)) == before


@pytest.mark.parametrize("field", ["text", "key", "csrf_token"])
def test_a_field_that_comes_twice_is_refused(client: Browser, seeded_engine: Engine, field: str) -> None:
    """Of two values one program reads the first and another the last, and only one of them was looked at."""
    client.sign_in(PARTICIPANT)
    before = len(all_rows(seeded_engine, Message))
    form = _form(client, text="Hei")
    for twice in ([form[field], "noe annet"], [form[field]] * 2):
        assert client.http.post("/messages", data=form | {field: twice}).status_code == 400
    assert len(all_rows(seeded_engine, Message)) == before
    assert client.post("/messages", form).status == 303


@pytest.fixture
def impatient(settings: Settings, clock: FixedClock, bus: RecordingBus) -> Browser:
    """The portal, waiting hardly at all for a lock."""
    engine = open_engine(settings.database_url, busy_seconds=0.05)
    return Browser(portal_of(replace(settings, busy_seconds=0.05), World(engine, clock, bus)))


def test_a_locked_database_says_wait_keeps_the_words_and_takes_them_later(
    impatient: Browser, seeded_engine: Engine
) -> None:
    impatient.sign_in(PARTICIPANT)
    form = _form(impatient, text=CANARY)
    with seeded_engine.connect() as holder:
        holder.exec_driver_sql("COMMIT")
        holder.exec_driver_sql("BEGIN IMMEDIATE")
        answer = impatient.post("/messages", form)
        assert (answer.status, answer.headers["Retry-After"]) == (503, "5")
        assert impatient.get("/messages").status == 200
        holder.exec_driver_sql("ROLLBACK")
    again = answer.page.form("/messages")
    assert (again["text"], again["key"]) == (CANARY, KEY)
    assert impatient.post("/messages", again).status == 303
    assert [row.text for row in all_rows(seeded_engine, Message) if row.text == CANARY] == [CANARY]


def test_a_locked_database_says_wait_also_when_the_sign_in_must_be_renewed(
    impatient: Browser, seeded_engine: Engine, clock: FixedClock
) -> None:
    impatient.sign_in(PARTICIPANT)
    form = _form(impatient, text=CANARY)
    clock.move(minutes=2)
    with seeded_engine.connect() as holder:
        holder.exec_driver_sql("COMMIT")
        holder.exec_driver_sql("BEGIN IMMEDIATE")
        assert impatient.get("/week").status in {200, 503}
        assert impatient.post("/messages", form).status == 503
        holder.exec_driver_sql("ROLLBACK")


def test_a_bug_shows_a_number_and_nothing_of_itself(client: Browser, monkeypatch: pytest.MonkeyPatch) -> None:
    client.sign_in(PARTICIPANT)
    form = _form(client, text="Det jeg skrev")

    def broken(*_anything: object, **_more: object) -> None:
        raise RuntimeError(f"{CANARY} 12345678901")

    monkeypatch.setattr(conversations, "write_to_us", broken)
    lines = _logged(monkeypatch)
    answer = client.post("/messages", form)
    assert answer.status == 500
    assert "Det jeg skrev" in answer.body
    for secret in (CANARY, "12345678901", "RuntimeError", "Traceback", ".py"):
        assert secret not in answer.body
    told = [line for line in lines if line["message"] == "bug"]
    assert [line["kind"] for line in told] == ["RuntimeError"]
    assert str(told[0]["number"]) in answer.text
    assert CANARY not in json.dumps(lines)


def test_what_was_written_when_the_sign_in_ran_out_comes_back_to_its_writer_alone(
    client: Browser, clock: FixedClock, seeded_engine: Engine
) -> None:
    client.sign_in(PARTICIPANT)
    form = _form(client, text=CANARY)
    clock.move(minutes=31)
    answer = client.post("/messages", form)
    client.is_signed_in = False
    assert answer.status == 401
    assert CANARY in answer.text
    assert len(all_rows(seeded_engine, Draft)) == 1
    client.sign_in("modig-molte")
    assert CANARY not in client.get("/messages").body
    client.sign_in(PARTICIPANT)
    written = client.get("/messages").page.form("/messages")
    assert written["text"] == CANARY
    assert client.post("/messages", written).status == 303
    assert all_rows(seeded_engine, Draft) == []
    assert client.get("/messages").page.form("/messages")["text"] == ""


def test_a_stranger_without_a_sign_in_leaves_no_draft(client: Browser, seeded_engine: Engine) -> None:
    assert client.post("/messages", {"text": CANARY}).status in {400, 401}
    assert all_rows(seeded_engine, Draft) == []


def test_a_request_turned_away_before_anything_ran_has_its_page_and_its_line(
    app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    lines = _logged(monkeypatch)

    def busy() -> None:
        raise Busy("The database is locked.")

    app.before_request_funcs.setdefault(None, []).insert(0, busy)
    assert app.test_client().get("/sign-in").status_code == 503
    told = [line for line in lines if line["message"] == "request"]
    assert [(line["status"], line["milliseconds"]) for line in told] == [(503, 0)]


def test_the_log_is_json_and_tells_nobodys_secrets(
    client: Browser, monkeypatch: pytest.MonkeyPatch, seeded_engine: Engine
) -> None:
    lines = _logged(monkeypatch)
    client.sign_in(PARTICIPANT)
    client.post("/messages", _form(client, text=f"{CANARY}\n\x1b[31m 01010112345"))
    for path in (
        f"/nowhere?q={CANARY}",
        "/week?day=x",
        f"/work/case/{ids_of(seeded_engine)['participant_id']}",
    ):
        client.get(path, headers={"User-Agent": CANARY})
    logging.getLogger("portal.web").error("seen 01010112345 and 010101 12345", extra={"who": CANARY})
    assert len(lines) >= 6
    assert all({"at", "level", "logger", "message"} <= set(line) for line in lines)
    person = all_rows(seeded_engine, Person, key=PARTICIPANT)[0]
    # Who it was stands in the one field for that: of a sign-in and of a refusal, and nowhere else.
    assert {line.pop("actor", person.id) for line in lines} == {person.id}
    whole = json.dumps(lines, ensure_ascii=False)
    number = VAULT.open(person.identity_sealed, person.id)
    for secret in (CANARY, "01010112345", "010101 12345", person.name, person.id, number):
        assert secret not in whole


def _logged(monkeypatch: pytest.MonkeyPatch) -> list[dict[str, object]]:
    """What the portal logs from here on, each line read as JSON. A line that is no JSON fails the test."""
    lines: list[dict[str, object]] = []

    class Reading(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            line = logs.JsonLines().format(record)
            assert "\n" not in line
            lines.append(json.loads(line))

    # Another test may have started a portal that logs less, or left the logger to the test runner.
    portal = logging.getLogger("portal")
    monkeypatch.setattr(portal, "handlers", [Reading()])
    monkeypatch.setattr(portal, "level", logging.INFO)
    monkeypatch.setattr(logging.getLogger("portal.request"), "level", logging.NOTSET)
    portal.manager._clear_cache()
    return lines
