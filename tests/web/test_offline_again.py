"""What was written without network and comes late, twice or broken: told for what it is, and never lost on the way."""

import re

from sqlalchemy import Engine

from portal.adapters.clock import FixedClock
from portal.domain.attendance import Attendance
from portal.services.not_taken import MOST
from portal.store.models import Absence, AttendanceReport, NotTaken
from tests.browser import Answer, Browser
from tests.builders import all_rows, key_for
from tests.services.life import stand
from tests.web.test_helpers import helping
from tests.web.test_offline import KEY, WORDS, envelope, flush, letter, said

REFUSED = "Noe du skrev uten nett, ble ikke tatt imot."
OLD = {"day": "2026-11-05", "at": "2026-11-05T08:31:00.000Z"}
AGO = "2026-11-05"


def again(client: Browser, key: str) -> Answer:
    """Press "open the form again"."""
    return client.post("/me/offline", {"csrf_token": client.token, "id": key, "step": "again"})


def refuse(client: Browser, key: str, path: str, fields: dict[str, str], **more: str) -> str:
    """Have it refused, and say where it opens again."""
    assert said(flush(client, envelope(client, key, letter(path, fields, **more))))["state"] == "refused"
    return again(client, key).location


def test_what_was_said_on_tuesday_and_comes_on_friday_is_of_tuesday(
    client: Browser, seeded_engine: Engine, clock: FixedClock
) -> None:
    client.sign_in(KEY)
    week = envelope(client, key_for("week"), letter("/week/confirm", {"monday": "2026-11-23"}))
    hours = {"kind": "appointment", "span": "hours", "first_day": "", "starts": "09:00", "ends": "10:00"}
    doctor = envelope(client, key_for("doctor"), letter("/absence/new", hours))
    twice = envelope(client, key_for("twice"), letter("/week/confirm", {"monday": "2026-11-23"}))
    before = {row.id for row in all_rows(seeded_engine, AttendanceReport)}
    were = {row.id for row in all_rows(seeded_engine, Absence)}
    stand(clock, "2026-11-27 16:00")
    client.sign_in(KEY)
    assert [said(flush(client, form))["state"] for form in (week, doctor)] == ["received"] * 2
    fresh = [row for row in all_rows(seeded_engine, AttendanceReport) if row.id not in before]
    assert fresh
    assert {row.day.isoformat() for row in fresh} <= {"2026-11-23", "2026-11-24"}
    assert {row.attendance for row in fresh} == {Attendance.PRESENT}
    (absence,) = [row for row in all_rows(seeded_engine, Absence) if row.id not in were]
    assert absence.first_day.isoformat() == "2026-11-24"
    second = said(flush(client, twice))
    assert (second["state"], second["text"]) == ("received", "Uka var alt meldt.")
    assert second["path"] == "/week?day=2026-11-23"
    assert all_rows(seeded_engine, NotTaken) == []


def test_what_was_refused_comes_back_as_it_was_written_with_its_own_day(
    client: Browser, seeded_engine: Engine
) -> None:
    client.sign_in(KEY)
    client.send("/week/else", "/week/else", title="Kurs", day="2026-11-23", hours="2")
    (entry,) = [row for row in all_rows(seeded_engine, AttendanceReport) if row.title == "Kurs"]
    correction = {"entry": entry.entry_id or "", "before": "7", "title": "Rettet", "day": "2026-11-23"}
    page = client.get(refuse(client, key_for("entry"), "/week/else", correction | {"hours": "3"}))
    assert 'value="Rettet"' in page.body
    assert page.page.form("/week/else")["entry"] == entry.entry_id
    where = refuse(client, key_for("old"), "/absence", {"kind": "self-report", "span": "today"}, **OLD)
    assert re.search(rf'name="first_day" value="{AGO}"', client.get(where).body)
    assert re.search(r'name="span" value="days" checked', client.get(where).body)
    own = {"title": "Gammelt", "day": AGO, "hours": "3"}
    page = client.get(refuse(client, key_for("own"), "/week/else", own, **OLD))
    assert 'value="Gammelt"' in page.body
    assert re.search(rf'value="{AGO}" checked', page.body)
    assert refuse(client, key_for("week"), "/week/confirm", {"monday": "2026-11-02"}, **OLD) == (
        "/week?day=2026-11-02"
    )
    kept = {row.key for row in all_rows(seeded_engine, NotTaken)}
    assert kept == {key_for(name) for name in ("entry", "old", "own")}
    form = page.page.form("/week/else")
    assert form["key"] == key_for("own")
    assert client.post("/week/else", form | own | {"day": "2026-11-23"}).status == 303
    assert {row.key for row in all_rows(seeded_engine, NotTaken)} == {key_for("entry"), key_for("old")}


def test_what_has_no_page_any_more_stays_and_everybody_sees_that_it_is_there(
    client: Browser, seeded_engine: Engine
) -> None:
    client.sign_in(KEY)
    assert REFUSED not in client.get("/week").text + client.get("/me").text
    offer = {"offer": "11111111-1111-1111-1111-111111111111", "day": "2026-11-23", "before": "0"}
    fields = offer | {"attendance": "present", "note": "Merkord"}
    assert refuse(client, key_for("offer"), "/week/day", fields) == "/me/offline?closed=1"
    page = client.get("/me/offline?closed=1").text
    assert "Merkord" in page
    assert "Dette skjemaet kan ikke åpnes nå." in page
    assert REFUSED in client.get("/week").text
    assert REFUSED in client.get("/me").text
    to_come = letter("/absence", {"kind": "self-report", "span": "today"}, day="2026-11-25")
    absences = len(all_rows(seeded_engine, Absence))
    assert said(flush(client, envelope(client, key_for("come"), to_come)))["state"] == "refused"
    assert len(all_rows(seeded_engine, Absence)) == absences
    assert REFUSED not in helping(client.another(), seeded_engine).get("/week").text
    client.post("/me/offline", {"csrf_token": client.token, "id": key_for("come"), "step": "drop"})
    assert len(all_rows(seeded_engine, NotTaken)) == 1


def test_a_letter_that_is_none_is_refused_and_only_so_much_is_kept(
    client: Browser, seeded_engine: Engine
) -> None:
    client.sign_in(KEY)
    for written in (
        letter("/messages", {"text": "\ud800"}),
        letter("/messages", {"text": WORDS, ".sent_at": "x"}),
        letter("/messages", {"text": WORDS}, at="0001-01-01T00:00:00+14:00"),
    ):
        answer = flush(client, envelope(client, key_for("odd"), written))
        assert (answer.status, said(answer)["state"]) == (200, "refused")
    assert all_rows(seeded_engine, NotTaken) == []
    assert client.get("/me/offline").status == 200
    for number in range(MOST + 3):
        flush(client, envelope(client, key_for(number), letter("/messages", {"text": ""})))
    assert len(all_rows(seeded_engine, NotTaken)) == MOST
