"""Requests that no page of ours sends: each gets a calm answer, and nothing false is left behind."""

import pytest
from sqlalchemy import Engine

from portal.store.models import Absence, Submission
from tests.browser import Browser
from tests.builders import all_rows, fingerprint, key_for
from tests.web.routes import CASEWORKER
from tests.web.things import PARTICIPANT

YOUNG = "kvikk-kvist"  # Has drop-in days, where nobody is awaited.
THIRD_YEAR = "lun-lind"


def test_a_report_over_another_leaves_no_receipt_however_often_it_is_sent(
    client: Browser, seeded_engine: Engine
) -> None:
    client.sign_in(PARTICIPANT)
    day = {"span": "days", "kind": "self-report", "csrf_token": client.token}
    first = day | {"first_day": "2026-11-25", "last_day": "2026-11-26", "key": key_for("first")}
    assert client.post("/absence", first).status == 303
    absences, receipts = len(all_rows(seeded_engine, Absence)), len(all_rows(seeded_engine, Submission))
    over = day | {"first_day": "2026-11-26", "last_day": "2026-11-27", "key": key_for("over")}
    assert [client.post("/absence", over).status for _ in range(2)] == [409, 409]
    assert len(all_rows(seeded_engine, Absence)) == absences
    assert len(all_rows(seeded_engine, Submission)) == receipts


def test_drop_in_days_are_no_work_left_undone(client: Browser) -> None:
    client.sign_in(YOUNG)
    client.send("/week", "/week/confirm")
    page = client.get("/week")
    assert 'action="/week/confirm"' not in page.text


def test_the_third_year_names_an_end_that_is_still_to_come(client: Browser) -> None:
    client.sign_in(THIRD_YEAR)
    text = client.get("/plan").text
    shown = text[text.index("Kan vare lengst til") :][:50]
    assert "2027" in shown


@pytest.mark.parametrize("hours", ["NaN", "sNaN", "-NaN", "Infinity", "1e999999", "0", "25", "2.3", "24"])
def test_hours_that_cannot_be_are_asked_for_again(client: Browser, seeded_engine: Engine, hours: str) -> None:
    client.sign_in(PARTICIPANT)
    form = client.get("/week").page.form("/week/day")
    before = fingerprint(seeded_engine, "sign_in.seen_at")
    answer = client.post("/week/day", form | {"attendance": "part", "hours": hours})
    assert answer.status == 422
    assert fingerprint(seeded_engine, "sign_in.seen_at") == before


@pytest.mark.parametrize(
    ("path", "fields"),
    [
        ("/week/confirm", {"monday": "0001-01-01"}),
        ("/week/confirm", {"monday": "9999-12-31"}),
        ("/week/day", {"day": "0001-01-01", "activity": "x", "attendance": "present", "before": "0"}),
        ("/absence", {"kind": "self-report", "span": "hours", "starts": "09:30+01:00", "ends": "10:00"}),
        ("/absence/new", {"kind": "self-report", "span": "hours", "starts": "10:00Z", "ends": "11:00Z"}),
    ],
)
def test_days_and_hours_off_the_calendar_are_no_bug(
    client: Browser, path: str, fields: dict[str, str]
) -> None:
    client.sign_in(PARTICIPANT)
    answer = client.post(path, fields | {"key": key_for(path), "csrf_token": client.token})
    assert 400 <= answer.status < 500


@pytest.mark.parametrize("year", ["0001", "1899", "2200", "9999"])
def test_a_year_that_nobody_lives_in_is_asked_for_again(client: Browser, year: str) -> None:
    client.sign_in(PARTICIPANT)
    form = client.get("/me/rights/complaint").page.form("/me/rights/complaint")
    said = {"letter": "plan", "wanted": "Mer tid", "letter_day": f"{year}-12-31", "step": "check"}
    answer = client.post("/me/rights/complaint", form | said)
    assert answer.status == 422
    assert "Sjekk årstallet." in answer.text
    assert answer.page.form("/me/rights/complaint")["wanted"] == "Mer tid"


@pytest.mark.parametrize(
    ("who", "path"),
    [
        (PARTICIPANT, "/me/receipts?before=0001-01-01T00:00:00%2B14:00&id=x"),
        (PARTICIPANT, "/me/receipts?before=9999-12-31T23:59:59-14:00&id=x"),
        (PARTICIPANT, "/me/receipts/%00"),
        (CASEWORKER, "/work?since=9999-12-31T23:59:59-14:00&after=x"),
        (CASEWORKER, "/work/case/%00"),
    ],
)
def test_addresses_off_the_calendar_and_the_keyboard_are_pages_that_do_not_exist(
    client: Browser, who: str, path: str
) -> None:
    client.sign_in(who)
    assert client.get(path).status == 404


def test_an_origin_that_is_none_is_refused(client: Browser) -> None:
    client.sign_in(PARTICIPANT)
    form = client.get("/messages").page.form("/messages") | {"text": "Hei"}
    assert client.post("/messages", form, headers={"Origin": "http://["}).status == 403


def test_a_cookie_of_flask_login_is_not_read_at_all(client: Browser) -> None:
    answer = client.get("/sign-in", headers={"Cookie": "remember_token=a|\u00f8"})
    assert answer.status == 200
