"""Without network: what the worker is given, and what comes of an envelope, once however often it is sent."""

import json
import re
from typing import Any

import pytest
from sqlalchemy import Engine

from portal.domain.submission import Channel, SubmissionKind
from portal.store.models import Absence, Message, NotTaken, Person, Submission
from portal.web.participant.offline_use import FIRST_VISIT, NEXT_VISIT
from tests.browser import Answer, Browser
from tests.builders import all_rows, key_for
from tests.envelopes import AT, closed, letter

KEY, OTHER = "rolig-rogn", "ivrig-isfjell"
WORDS = "Bussen sto i tunnelen, blåbær."
LIVE = {"Portal-Live": "1"}


def desk_of(client: Browser) -> dict[str, str]:
    """What a page gives the worker."""
    (box,) = re.findall(r'<div id="offline"([^>]*)>', client.get("/me").body)
    return dict(re.findall(r'(data-[a-z]+)="([^"]*)"', box))


def envelope(client: Browser, key: str, written: object) -> dict[str, str]:
    """The form that carries one envelope."""
    desk = desk_of(client)
    return {"key": key, "sealed": closed(desk["data-key"], desk["data-owner"], key, written)}


def flush(client: Browser, form: dict[str, str]) -> Answer:
    """Send it as the worker does, with a token that it asks for first."""
    token = json.loads(client.http.get("/offline/desk", headers=LIVE).text)["csrf"]
    return client.post("/offline/flush", form | {"csrf_token": token}, headers=LIVE)


def said(answer: Answer) -> dict[str, Any]:
    """What the worker is told."""
    found: dict[str, Any] = json.loads(answer.body)
    return found


def sent(engine: Engine, kind: SubmissionKind, before: list[Submission]) -> list[Submission]:
    """What has come by way of the queue since."""
    old = {row.id for row in before}
    rows = [row for row in all_rows(engine, Submission, kind=kind) if row.channel is Channel.OFFLINE]
    return [row for row in rows if row.id not in old]


def test_three_forms_that_waited_are_three_rows_however_often_they_come(
    client: Browser, seeded_engine: Engine
) -> None:
    client.sign_in(KEY)
    forms = [
        envelope(client, key_for(number), written)
        for number, written in enumerate(
            (
                letter("/week/confirm", {"monday": "2026-11-23"}),
                letter("/absence", {"kind": "self-report", "span": "today"}),
                letter("/messages", {"text": WORDS}),
            )
        )
    ]
    before = all_rows(seeded_engine, Submission)
    answers = [[said(flush(client, form)) for form in forms] for _ in range(34)]
    assert all(one == answers[0] for one in answers)
    assert [one["state"] for one in answers[0]] == ["received"] * 3
    assert len(all_rows(seeded_engine, Submission)) == len(before) + 3
    (message,) = [row for row in all_rows(seeded_engine, Message) if row.text == WORDS]
    (receipt,) = sent(seeded_engine, SubmissionKind.MESSAGE, before)
    assert (message.submission_id, receipt.sent_at and receipt.sent_at.isoformat()) == (
        receipt.id,
        AT.replace(".000Z", "+00:00"),
    )
    assert receipt.number in answers[0][2]["text"]
    assert answers[0][2]["path"] == f"/me/receipts/{receipt.id}"
    (absence,) = sent(seeded_engine, SubmissionKind.ABSENCE, before)
    (row,) = all_rows(seeded_engine, Absence, submission_id=absence.id)
    assert row.first_day.isoformat() == row.last_day.isoformat() == "2026-11-24"
    shown = client.get(f"/me/receipts/{receipt.id}").text
    assert "Her i portalen, skrevet uten nett" in shown


def test_an_envelope_is_worth_nothing_to_anybody_but_who_closed_it(
    client: Browser, seeded_engine: Engine
) -> None:
    client.sign_in(KEY)
    form = envelope(client, key_for("mine"), letter("/messages", {"text": WORDS}))
    other = client.another()
    other.sign_in(OTHER)
    before = len(all_rows(seeded_engine, Submission))
    answer = said(flush(other, form))
    assert answer["state"] == "refused"
    assert WORDS not in json.dumps(answer)
    assert (len(all_rows(seeded_engine, Submission)), all_rows(seeded_engine, NotTaken)) == (before, [])
    assert said(flush(client, form))["state"] == "received"
    assert desk_of(client)["data-owner"] != desk_of(other)["data-owner"]
    (person,) = all_rows(seeded_engine, Person, key=KEY)
    assert person.id not in json.dumps(desk_of(client))


def test_what_could_not_be_taken_is_kept_for_its_owner_to_write_on_with(
    client: Browser, seeded_engine: Engine
) -> None:
    client.sign_in(KEY)
    long = "Blåbær " * 2000
    form = envelope(client, key_for("long"), letter("/messages", {"text": long}))
    for _ in range(3):
        answer = said(flush(client, form))
        assert (answer["state"], answer["path"]) == ("refused", "/me/offline")
    assert len(all_rows(seeded_engine, NotTaken)) == 1
    page = client.get("/me/offline")
    assert "Ikke tatt imot" in page.text
    assert "Blåbær Blåbær" in page.text
    other = client.another()
    other.sign_in(OTHER)
    assert "Blåbær" not in other.get("/me/offline").text
    fields = page.page.form("/me/offline")
    stolen = {"csrf_token": other.token, "id": fields["id"], "step": "again"}
    assert other.post("/me/offline", stolen).status == 404
    answer = client.post("/me/offline", fields | {"step": "again"})
    assert answer.location == "/messages"
    written = client.get("/messages")
    assert long.strip() in written.body
    assert "Ikke tatt imot" in client.get("/me/offline").text, "It was opened, and not sent."
    client.post("/messages", written.page.form("/messages") | {"text": "Blåbær, kort."})
    assert "Ikke tatt imot" not in client.get("/me/offline").text
    assert client.post("/me/offline", fields | {"step": "drop"}).status == 404


def test_what_waited_for_weeks_is_shown_before_it_is_sent(client: Browser, seeded_engine: Engine) -> None:
    client.sign_in(KEY)
    before = len(all_rows(seeded_engine, Submission))
    old = envelope(client, key_for("old"), letter("/messages", {"text": WORDS}, day="2026-11-09"))
    assert said(flush(client, old))["state"] == "refused"
    assert len(all_rows(seeded_engine, Submission)) == before
    assert WORDS in client.get("/me/offline").text
    young = envelope(client, key_for("young"), letter("/messages", {"text": WORDS}, day="2026-11-10"))
    assert said(flush(client, young))["state"] == "received"


@pytest.mark.parametrize(
    "path", ["/me/complaint", "/me/phone", "/sign-out", "/week", "/offline/flush", "//x"]
)
def test_nothing_but_week_absence_and_messages_may_wait(
    client: Browser, seeded_engine: Engine, path: str
) -> None:
    client.sign_in(KEY)
    answer = said(flush(client, envelope(client, key_for(path), letter(path, {"shared": "1"}))))
    assert (answer["state"], answer["path"]) == ("refused", "")
    assert all_rows(seeded_engine, NotTaken) == []
    assert client.get("/me").status == 200


def test_without_a_sign_in_or_its_token_nothing_is_sent_and_the_queue_stays(
    client: Browser, seeded_engine: Engine
) -> None:
    client.sign_in(KEY)
    form = envelope(client, key_for("mine"), letter("/messages", {"text": WORDS}))
    before = len(all_rows(seeded_engine, Submission))
    token = client.token
    assert client.post("/offline/flush", form, headers=LIVE).status == 204
    client.sign_out()
    stranger = client.another()
    assert stranger.http.get("/offline/desk", headers=LIVE).status_code == 204
    for one in (client, stranger):
        assert one.post("/offline/flush", form | {"csrf_token": token}, headers=LIVE).status != 200
    assert len(all_rows(seeded_engine, Submission)) == before


def test_a_shared_phone_a_helper_and_the_office_are_given_nothing_to_queue_with(client: Browser) -> None:
    client.post("/sign-in/demo", {"person": KEY, "shared": "1"})
    desk = desk_of(client)
    assert desk["data-mode"] == "off"
    assert "data-key" not in desk
    assert "data-owner" not in desk
    assert client.http.get("/offline/desk").status_code == 204
    for key in ("hyggelig-hare", "blid-bjork"):
        other = client.another()
        other.sign_in(key)
        assert other.http.get("/offline/desk").status_code == 403
        assert 'id="offline"' not in other.get("/").body


def test_the_page_for_no_network_is_the_same_for_everybody(client: Browser) -> None:
    def of(one: Browser, code: str) -> str:
        body = one.http.get(f"/offline?language={code}").text
        return body.replace(body.split('nonce="')[1].split('"')[0], "")

    stranger = client.another()
    client.sign_in(KEY)
    for code in ("nb", "ar"):
        assert of(client, code) == of(stranger, code)
        assert f'lang="{code}"' in of(client, code)
    assert client.get("/offline?language=xx").status == 404


def test_the_worker_keeps_our_own_files_and_no_page_of_anybodys(client: Browser) -> None:
    answer = client.http.get("/sw.js")
    assert answer.mimetype == "text/javascript"
    shell = json.loads(answer.text.split("const SHELL = ")[1].split(";\n")[0])
    assert all(path.startswith("/static/") for path in shell["files"])
    assert all(client.http.get(path).status_code == 200 for path in shell["files"])
    client.sign_in(KEY)
    linked = {link["href"] for link in client.get("/week").page.all("link")}
    assert linked <= set(shell["files"])
    assert "no-store" in client.get("/week").headers["Cache-Control"]


def _travels(client: Browser, path: str, **headers: str) -> int:
    """How many bytes of an answer go over the air, as a phone's browser asks for it."""
    answer = client.http.get(path, headers={"Accept-Encoding": "gzip, deflate, br, zstd"} | headers)
    assert answer.status_code in {200, 304}, path
    return len(answer.get_data()) + len(str(answer.headers))


def test_the_page_that_says_what_it_weighs_tells_the_truth(client: Browser) -> None:
    """At most what it says, and not so much less that it frightens anybody: body and headers of all that is fetched."""
    client.sign_in(KEY)
    html = client.get("/week").body
    linked = set(re.findall(r'<(?:link rel="(?:icon|stylesheet)" href|script src|img src)="([^"]+)"', html))
    worker = client.http.get("/sw.js")
    first = sum(_travels(client, path) for path in {"/week", "/sw.js", "/offline?language=nb"} | linked)
    again = {"If-None-Match": worker.headers["ETag"]}
    following = _travels(client, "/week") + _travels(client, "/sw.js", **again)
    said = client.get("/me/offline").text
    assert f"høyst {FIRST_VISIT} kB" in said
    assert f"høyst {NEXT_VISIT} kB" in said
    assert 0.8 * FIRST_VISIT < first / 1000 <= FIRST_VISIT, (first, following)
    assert 0.7 * NEXT_VISIT < following / 1000 <= NEXT_VISIT, (first, following)
